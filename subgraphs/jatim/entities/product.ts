import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";

/** The catalogue's entity as this room adds to it; what it is, and its key, are described there. */
@Directive('@key(fields: "id")')
@ObjectType()
export class Product {
  @Public
  @Field(() => ID)
  id!: string;
}
