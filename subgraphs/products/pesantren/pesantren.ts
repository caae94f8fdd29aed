import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id")')
@ObjectType({ description: "A pesantren, with the products it offers." })
export class Pesantren {
  @Field(() => ID, { description: "Id in the national registry." })
  id!: string;

  @Directive("@external")
  @Field(() => [ID], { description: "The ids of the duplicates that were merged into it." })
  formerIds!: string[];
}
