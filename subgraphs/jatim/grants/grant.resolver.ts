import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { Context } from "../../kit/context";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { lastDigits } from "../../kit/personal/mask";
import { GrantReaders } from "../access";
import { idsOf, Pesantren } from "../entities/pesantren";
import {
  JatimGrant,
  JatimGrantConnection,
  JatimGrantReceipt,
  JatimGrantReport,
  JatimGrantRule,
  JatimGrantTotals,
} from "./grant";
import { JatimGrantListArguments } from "./grant.input";
import * as loader from "./grant.loader";
import { GrantMutations } from "./grant.mutations";

@Resolver()
class GrantQueries {
  @Public
  @Query(() => [JatimGrantRule], {
    description: "What a cooperative is granted, by kind, the latest rule first; at most 1,000.",
  })
  jatimGrantRules(@Ctx() context: Context): Promise<JatimGrantRule[]> {
    return loader.rulesOf(context);
  }

  @Public
  @Query(() => JatimGrantTotals, { description: "The sums of all grants to cooperatives, compared with the ledger." })
  jatimGrantTotals(@Ctx() context: Context): Promise<JatimGrantTotals> {
    return loader.totalsOf(context);
  }

  @Directive(pageCost)
  @GrantReaders
  @Query(() => JatimGrantConnection, {
    nullable: true,
    description: "Grants, the last proposed first: a pesantren's own people see its own.",
  })
  jatimGrants(
    @Args(() => JatimGrantListArguments) args: JatimGrantListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimGrant>> {
    return loader.grantPage(context, args);
  }
}

@Resolver(() => JatimGrant)
class GrantParts {
  @GrantReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JatimGrant): { id: string } {
    return { id: pesantrenId };
  }

  @GrantReaders
  @FieldResolver(() => String, { description: "The last digits of the cooperative's account, after dots." })
  bankAccountLastDigits(@Root() { bankAccount }: JatimGrant): string {
    return lastDigits(bankAccount);
  }

  @GrantReaders
  @FieldResolver(() => [JatimGrantReport], { description: "The reports on it, the latest first." })
  reports(@Root() { id }: JatimGrant, @Ctx() context: Context): Promise<JatimGrantReport[]> {
    return loader.reportsOf(context, id);
  }
}

@Resolver(() => JatimGrantReport)
class ReportParts {
  @GrantReaders
  @FieldResolver(() => [JatimGrantReceipt], { description: "Its receipts." })
  receipts(@Root() { id }: JatimGrantReport, @Ctx() context: Context): Promise<JatimGrantReceipt[]> {
    return loader.receiptsOf(context, id);
  }
}

@Resolver(() => Pesantren)
class PesantrenGrants {
  @Directive('@requires(fields: "formerIds")')
  @GrantReaders
  @FieldResolver(() => [JatimGrant], { nullable: true, description: "Grants of Jawa Timur to its cooperative." })
  jatimGrants(@Root() pesantren: Pesantren, @Ctx() context: Context): Promise<JatimGrant[]> {
    return loader.grantsOf(context, idsOf(pesantren));
  }
}

/** Grants to cooperatives. */
export const GRANT_RESOLVERS = [GrantQueries, GrantMutations, GrantParts, ReportParts, PesantrenGrants];
