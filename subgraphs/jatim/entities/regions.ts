import { Directive, Field, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { RegionCode } from "../../kit/scalars";

/** The registry's entity as this room adds to it; what it is, and its key, are described there. */
@Directive('@key(fields: "code")')
@ObjectType()
export class Province {
  @Public
  @Field(() => RegionCode)
  code!: string;
}

/** The registry's entity, which this room only points to. */
@Directive('@key(fields: "code", resolvable: false)')
@ObjectType()
export class Regency {
  @Public
  @Field(() => RegionCode)
  code!: string;
}
