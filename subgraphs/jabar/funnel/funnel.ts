import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { BusinessField } from "../../kit/business-field";
import { RegionCode } from "../../kit/scalars";

export enum JabarStep {
  REGISTERED = "REGISTERED",
  PASSED_ADMINISTRATION = "PASSED_ADMINISTRATION",
  ATTENDED = "ATTENDED",
  PASSED = "PASSED",
}
registerEnumType(JabarStep, {
  name: "JabarStep",
  description: "A step that pesantren of an edition came to.",
  valuesConfig: {
    REGISTERED: { description: "Handed in a registration, whatever became of it." },
    PASSED_ADMINISTRATION: { description: "Passed the administrative selection." },
    ATTENDED: { description: "Was present at the audition of a stage." },
    PASSED: { description: "Passed a stage, as announced." },
  },
});

@ObjectType({ description: "How many pesantren of one category, regency or business field came to a step." })
export class JabarFunnelPart {
  @Public
  @Field(() => String, { nullable: true, description: "Code of the category; null unless the parts are by category." })
  category?: string | null;

  @Public
  @Field(() => RegionCode, {
    nullable: true,
    description: "Code of the regency or city; null unless the parts are by regency.",
  })
  regencyCode?: string | null;

  @Public
  @Field(() => BusinessField, { nullable: true, description: "Null unless the parts are by business field." })
  businessField?: BusinessField | null;

  @Public
  @Field(() => Int, { description: "How many pesantren, 0 or more." })
  count!: number;
}

@ObjectType({ description: "A step of an edition's funnel, counted by the graph in the transaction of each change." })
export class JabarFunnelStep {
  @Public
  @Field(() => JabarStep, { description: "Which step." })
  step!: JabarStep;

  @Public
  @Field(() => Int, { description: "Number of the stage attended or passed; 0 for the steps before the first." })
  stage!: number;

  @Public
  @Field(() => Int, { description: "How many pesantren came to it, 0 or more." })
  count!: number;

  @Public
  @Field(() => [JabarFunnelPart], { description: "The same by category, in the order of their codes." })
  byCategory!: readonly JabarFunnelPart[];

  @Public
  @Field(() => [JabarFunnelPart], { description: "The same by regency or city, in the order of their codes." })
  byRegency!: readonly JabarFunnelPart[];

  @Public
  @Field(() => [JabarFunnelPart], { description: "The same by business field, in the order of their codes." })
  byBusinessField!: readonly JabarFunnelPart[];
}
