import { Public } from "../../kit/access/access";
import { Directive, Field, ID, ObjectType } from "type-graphql";

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
