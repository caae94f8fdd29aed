import { Field, Int, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { Rupiah } from "../../kit/scalars";

@ObjectType()
abstract class GrantSums {
  @Public
  @Field(() => Int, { description: "How many grants there are." })
  count!: number;

  @Public
  @Field(() => Rupiah, { description: "Granted." })
  granted!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Ordered at the bank, which has not answered yet." })
  ordered!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Paid." })
  paid!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Paid back, since it was not spent." })
  paidBack!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Spent as accepted reports say." })
  accountedFor!: bigint;
}

@ObjectType({ description: "The sums of a category's grants in rupiah." })
export class JabarCategoryGrantTotals extends GrantSums {
  @Public
  @Field(() => String, { description: "Code of the category." })
  category!: string;
}

@ObjectType({
  description:
    "The sums of an edition's grants in rupiah: what was granted, ordered, paid and paid back, and what accepted reports account for.",
})
export class JabarGrantTotals extends GrantSums {
  @Public
  @Field(() => [JabarCategoryGrantTotals], { description: "The same by category, by their codes." })
  byCategory!: readonly JabarCategoryGrantTotals[];

  @Public
  @Field(() => Boolean, {
    description:
      "Whether what was granted, paid and paid back is to the rupiah what the ledger says, in each category.",
  })
  isEqualToLedger!: boolean;
}
