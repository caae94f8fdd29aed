import { ArgsType, Field, ID, InputType } from "type-graphql";
import { BusinessField } from "../../kit/business-field";
import { PageArguments } from "../../kit/graph/connection";
import { RegionCode } from "../../kit/scalars";
import { JabarAttendance } from "./audition";

@InputType({ description: "Which candidates to list: those to which everything given applies." })
export class JabarCandidateFilter {
  @Field(() => ID, { description: "Id of the stage." })
  stageId!: string;

  @Field(() => ID, { nullable: true, description: "Only those of this session." })
  sessionId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Only those who have a session (true) or have none (false)." })
  hasSession?: boolean | null;

  @Field(() => JabarAttendance, { nullable: true, description: "Only those who came, or did not." })
  attendance?: JabarAttendance | null;

  @Field(() => String, { nullable: true, description: "Only those of the category with this code." })
  category?: string | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those of this regency or city, such as `32.04`." })
  regencyCode?: string | null;

  @Field(() => BusinessField, { nullable: true, description: "Only those of this business field." })
  businessField?: BusinessField | null;
}

@ArgsType()
export class JabarCandidateListArguments extends PageArguments {
  @Field(() => JabarCandidateFilter, { description: "Which candidates." })
  filter!: JabarCandidateFilter;
}

@InputType({ description: "Which results of a decision to list." })
export class JabarResultFilter {
  @Field(() => ID, { description: "Id of the decision." })
  decisionId!: string;

  @Field(() => String, { nullable: true, description: "Only those of the category with this code." })
  category?: string | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those of this regency or city, such as `32.04`." })
  regencyCode?: string | null;
}

@ArgsType()
export class JabarResultListArguments extends PageArguments {
  @Field(() => JabarResultFilter, { description: "Which results." })
  filter!: JabarResultFilter;
}
