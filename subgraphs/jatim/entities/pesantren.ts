import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";

/** The registry's entity as this room adds to it; what it is, and its key, are described there. */
@Directive('@key(fields: "id")')
@ObjectType()
export class Pesantren {
  @Public
  @Field(() => ID)
  id!: string;

  @Directive("@external")
  @Field(() => [ID])
  formerIds!: string[];
}

/** The ids under which something of a pesantren may be filed: its own, and those of the duplicates merged into it. */
export function idsOf({ id, formerIds }: Pesantren): string[] {
  return [id, ...formerIds];
}
