import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { LocalDate } from "../../kit/scalars";
import { Sourced } from "../editions/sourced";

@ObjectType({ description: "An award that the programme received." })
export class JabarHonour extends Sourced {
  @Public
  @Field(() => ID, { description: "Id of the award." })
  id!: string;

  @Public
  @Field(() => Int, { description: "Year of the competition." })
  year!: number;

  @Public
  @Field(() => String, { description: "The competition, such as `Kompetisi Inovasi Pelayanan Publik (KIPP)`." })
  competition!: string;

  @Public
  @Field(() => String, { description: "What was received, such as `Top 45`." })
  honour!: string;

  @Public
  @Field(() => String, { description: "Who gave it." })
  givenBy!: string;

  @Public
  @Field(() => LocalDate, { nullable: true, description: "When; null if not known." })
  givenOn?: string | null;

  @Public
  @Field(() => String, { nullable: true, description: "Decree by which it was given; null if not known." })
  decree?: string | null;
}

@InputType({ description: "An award that the programme received." })
export class RecordJabarHonourInput {
  @Field(() => Int, { description: "Year of the competition, 2018 to the current one." })
  year!: number;

  @Field(() => String, { description: "The competition, 2 to 200 characters." })
  competition!: string;

  @Field(() => String, { description: "What was received, 2 to 200 characters." })
  honour!: string;

  @Field(() => String, { description: "Who gave it, 2 to 200 characters." })
  givenBy!: string;

  @Field(() => LocalDate, { nullable: true, description: "When, if known." })
  givenOn?: string | null;

  @Field(() => String, { nullable: true, description: "Decree by which it was given, 2 to 200 characters, if known." })
  decree?: string | null;

  @Field(() => String, { description: "Code of the source that tells it; not `assumed`." })
  source!: string;
}
