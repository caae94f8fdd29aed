import { Field, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { LocalDate } from "../../kit/scalars";

@ObjectType({ description: "Where a rule or a figure is from: a decree, a press release, an article." })
export class JabarSource {
  @Public
  @Field(() => String, { description: "Code, such as `advertorial-2021-01-20`; `assumed` for what nobody published." })
  code!: string;

  @Public
  @Field(() => String, { description: "Title." })
  title!: string;

  @Public
  @Field(() => String, { description: "Who published it." })
  publisher!: string;

  @Public
  @Field(() => LocalDate, { nullable: true, description: "Day of publication; null if not known." })
  publishedOn?: string | null;

  @Public
  @Field(() => String, {
    nullable: true,
    description: "Number or address by which it is found; null if there is none.",
  })
  reference?: string | null;
}

/** A rule with its source. The row has the source's code; `source` is what it names. */
@ObjectType()
export abstract class Sourced {
  @Public
  @Field(() => JabarSource, { description: "Where it is from." })
  source!: string;
}

/** A rule that is published or assumed as a whole. */
@ObjectType()
export abstract class SourcedRule extends Sourced {
  @Public
  @Field(() => Boolean, { description: "Whether it is assumed, since no source tells it." })
  isAssumed!: boolean;
}

/** A rule of which some fields may be assumed. */
@ObjectType()
export abstract class PartlyAssumedRule extends Sourced {
  @Public
  @Field(() => [String], { description: "Names of the fields that are assumed, since no source tells them." })
  assumedFields!: string[];
}
