import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { LocalDate, Rupiah } from "../../kit/scalars";
import { LakuPandaiReaders } from "../access";
import { Pesantren } from "../entities/pesantren";
import { ServicePoint } from "../entities/service-point";
import { AccountMutations } from "./account.mutations";
import { AgentMutations } from "./agent.mutations";
import {
  JatimAgentDay,
  JatimAgentStep,
  JatimBasicAccount,
  JatimBasicAccountConnection,
  JatimBasicAccountHolder,
  JatimBasicStatementLineConnection,
  JatimBasicTransaction,
  JatimBasicTransactionConnection,
  JatimCashMovement,
  JatimCashMovementConnection,
  JatimLakuPandaiAgent,
  JatimLakuPandaiAgentConnection,
  JatimLakuPandaiRules,
  type JatimBasicStatementLine,
} from "./banking";
import { JatimAgentListArguments, JatimBankingListArguments } from "./banking.input";
import * as loader from "./banking.loader";
import { rulesOn } from "./banking.rules";

const WHO = "of a pesantren's own people those of its agents, of a bank its own, of operators all";

@Resolver()
class BankingQueries {
  @Public
  @Query(() => JatimLakuPandaiRules, {
    description: "What holds in Laku Pandai on a day: limits and classes of agents.",
  })
  jatimLakuPandaiRules(
    @Arg("on", () => LocalDate, { nullable: true, description: "The day (WIB); today if left out." })
    on: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<JatimLakuPandaiRules> {
    return rulesOn(context, on ?? dayInWib(context.clock()));
  }

  @Directive(pageCost)
  @LakuPandaiReaders
  @Query(() => JatimLakuPandaiAgentConnection, {
    nullable: true,
    description: `Agents of Laku Pandai, the last appointed first: ${WHO}.`,
  })
  jatimLakuPandaiAgents(
    @Args(() => JatimAgentListArguments) args: JatimAgentListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimLakuPandaiAgent>> {
    return loader.agentPage(context, args);
  }

  @LakuPandaiReaders
  @Query(() => JatimLakuPandaiAgent, {
    nullable: true,
    description: "An agent by its id; null if there is none, or it is not yours to see.",
  })
  jatimLakuPandaiAgent(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JatimLakuPandaiAgent | null> {
    return loader.agentById(context, id);
  }

  @Directive(pageCost)
  @LakuPandaiReaders
  @Query(() => JatimBasicAccountConnection, {
    nullable: true,
    description: `Basic accounts by the agents where they were opened, the last opened first: ${WHO}.`,
  })
  jatimBasicAccounts(
    @Args(() => JatimBankingListArguments) args: JatimBankingListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimBasicAccount>> {
    return loader.accountPage(context, args);
  }

  @LakuPandaiReaders
  @Query(() => JatimBasicAccount, {
    nullable: true,
    description: "A basic account by its number; null if there is none, or it is not yours to see.",
  })
  jatimBasicAccount(
    @Arg("number", () => String, { description: "Its number, 12 digits." }) number: string,
    @Ctx() context: Context,
  ): Promise<JatimBasicAccount | null> {
    return loader.accountByNumber(context, number);
  }

  @Directive(pageCost)
  @LakuPandaiReaders
  @Query(() => JatimBasicTransactionConnection, {
    nullable: true,
    description: `Transactions by the agents where they were made, the last first: ${WHO}.`,
  })
  jatimBasicTransactions(
    @Args(() => JatimBankingListArguments) args: JatimBankingListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimBasicTransaction>> {
    return loader.transactionPage(context, args);
  }
}

@Resolver(() => ServicePoint)
class ServicePointAgent {
  @LakuPandaiReaders
  @FieldResolver(() => JatimLakuPandaiAgent, {
    nullable: true,
    description:
      "The agent (Laku Pandai) that it is in Jawa Timur, the last appointed; null if it is none that you may see.",
  })
  jatimLakuPandaiAgent(@Root() { id }: ServicePoint, @Ctx() context: Context): Promise<JatimLakuPandaiAgent | null> {
    return loader.agentOfPoint(context, id);
  }
}

@Resolver(() => JatimLakuPandaiAgent)
class AgentParts {
  @LakuPandaiReaders
  @FieldResolver(() => ServicePoint, { description: "The service point." })
  servicePoint(@Root() { servicePointId }: JatimLakuPandaiAgent): ServicePoint {
    return { id: servicePointId };
  }

  @LakuPandaiReaders
  @FieldResolver(() => Pesantren, { description: "Whose service point it is." })
  pesantren(@Root() { pesantrenId }: JatimLakuPandaiAgent): { id: string } {
    return { id: pesantrenId };
  }

  @LakuPandaiReaders
  @FieldResolver(() => [JatimAgentStep], { description: "How it came to stand so, the first step first." })
  steps(@Root() { id }: JatimLakuPandaiAgent, @Ctx() context: Context): Promise<JatimAgentStep[]> {
    return loader.stepsOf(context, id);
  }

  @LakuPandaiReaders
  @FieldResolver(() => Rupiah, { description: "Cash in the drawer, now." })
  cash(@Root() { id }: JatimLakuPandaiAgent, @Ctx() context: Context): Promise<bigint> {
    return loader.cashOf(context, id);
  }

  @LakuPandaiReaders
  @FieldResolver(() => Rupiah, { description: "The agent's money at the bank, out of which deposits are paid, now." })
  float(@Root() { id }: JatimLakuPandaiAgent, @Ctx() context: Context): Promise<bigint> {
    return loader.floatOf(context, id);
  }

  @LakuPandaiReaders
  @FieldResolver(() => JatimAgentDay, { description: "Its cash position on a day, with the sums of that day." })
  day(
    @Root() { id }: JatimLakuPandaiAgent,
    @Arg("day", () => LocalDate, { description: "The day (WIB)." }) day: string,
    @Ctx() context: Context,
  ): Promise<JatimAgentDay> {
    return loader.dayOfAgent(context, id, day);
  }

  @Directive(pageCost)
  @LakuPandaiReaders
  @FieldResolver(() => JatimCashMovementConnection, {
    description: "What passed between it and its bank, the last first.",
  })
  movements(
    @Root() { id }: JatimLakuPandaiAgent,
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimCashMovement>> {
    return loader.movementsOf(context, id, args);
  }
}

@Resolver(() => JatimBasicAccount)
class AccountParts {
  @LakuPandaiReaders
  @FieldResolver(() => JatimLakuPandaiAgent, {
    nullable: true,
    description: "Where it was opened; null if that agent is not yours to see.",
  })
  agent(@Root() { agentId }: JatimBasicAccount, @Ctx() context: Context): Promise<JatimLakuPandaiAgent | null> {
    return loader.agentById(context, agentId);
  }

  @LakuPandaiReaders
  @FieldResolver(() => JatimBasicAccountHolder, { description: "Whose it is." })
  holder(@Root() { id }: JatimBasicAccount): JatimBasicAccountHolder {
    return { id };
  }

  @LakuPandaiReaders
  @FieldResolver(() => Rupiah, { description: "Its balance, now." })
  balance(@Root() { id }: JatimBasicAccount, @Ctx() context: Context): Promise<bigint> {
    return loader.balanceOfAccount(context, id);
  }

  @LakuPandaiReaders
  @FieldResolver(() => Rupiah, { description: "What has left it in this month (WIB)." })
  outgoingThisMonth(@Root() { id }: JatimBasicAccount, @Ctx() context: Context): Promise<bigint> {
    return loader.outgoingOf(context, id);
  }

  @Directive(pageCost)
  @LakuPandaiReaders
  @FieldResolver(() => JatimBasicStatementLineConnection, { description: "Its statement, the latest line first." })
  statement(
    @Root() { id }: JatimBasicAccount,
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimBasicStatementLine>> {
    return loader.statementOf(context, id, args);
  }
}

@Resolver(() => JatimBasicAccountHolder)
class HolderParts {
  @LakuPandaiReaders
  @FieldResolver(() => String, { nullable: true, description: "Name; null without a consent in force." })
  name(@Root() { id }: JatimBasicAccountHolder, @Ctx() context: Context): Promise<string | null> {
    return loader.holderValue(context, id, "name");
  }

  @LakuPandaiReaders
  @FieldResolver(() => LocalDate, { nullable: true, description: "Birth date; null without a consent in force." })
  birthDate(@Root() { id }: JatimBasicAccountHolder, @Ctx() context: Context): Promise<string | null> {
    return loader.holderValue(context, id, "birthDate");
  }

  @LakuPandaiReaders
  @FieldResolver(() => String, { nullable: true, description: "Last digits of the NIK." })
  nikLastDigits(@Root() { id }: JatimBasicAccountHolder, @Ctx() context: Context): Promise<string | null> {
    return loader.holderValue(context, id, "nik", true);
  }

  @LakuPandaiReaders
  @FieldResolver(() => String, { nullable: true, description: "Last digits of the telephone number." })
  phoneLastDigits(@Root() { id }: JatimBasicAccountHolder, @Ctx() context: Context): Promise<string | null> {
    return loader.holderValue(context, id, "phone", true);
  }
}

@Resolver(() => JatimBasicTransaction)
class TransactionParts {
  @LakuPandaiReaders
  @FieldResolver(() => JatimLakuPandaiAgent, { nullable: true, description: "Where it was made." })
  agent(@Root() { agentId }: JatimBasicTransaction, @Ctx() context: Context): Promise<JatimLakuPandaiAgent | null> {
    return loader.agentById(context, agentId);
  }
}

@Resolver(() => JatimCashMovement)
class MovementParts {
  @LakuPandaiReaders
  @FieldResolver(() => JatimLakuPandaiAgent, { nullable: true, description: "The agent, as it is now." })
  agent(@Root() { agentId }: JatimCashMovement, @Ctx() context: Context): Promise<JatimLakuPandaiAgent | null> {
    return loader.agentById(context, agentId);
  }
}

/** Everything that answers for Laku Pandai. */
export const LAKU_PANDAI_RESOLVERS = [
  BankingQueries,
  ServicePointAgent,
  AgentParts,
  AccountParts,
  HolderParts,
  TransactionParts,
  MovementParts,
  AgentMutations,
  AccountMutations,
];
