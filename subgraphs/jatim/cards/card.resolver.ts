import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { Context } from "../../kit/context";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { LocalDate, Rupiah } from "../../kit/scalars";
import { CardBanks, CardReaders, CardShopReaders, CardUsers } from "../access";
import { idsOf, Pesantren } from "../entities/pesantren";
import { ServicePoint } from "../entities/service-point";
import {
  JatimCard,
  JatimCardAccount,
  JatimCardAccountConnection,
  JatimCardCount,
  JatimCardHolder,
  JatimCardRule,
  JatimCardShop,
  JatimCardStep,
  JatimCardTotals,
  JatimCardTransaction,
  JatimCardTransactionConnection,
  type JatimTopUp,
  JatimTopUpConnection,
} from "./card";
import { JatimCardAccountListArguments } from "./card.input";
import * as loader from "./card.loader";
import { CardMutations } from "./card.mutations";
import { rulesOf } from "./card.rules";
import * as money from "./money.loader";
import { CardMoneyMutations } from "./money.mutations";

@Resolver()
class CardQueries {
  @Public
  @Query(() => [JatimCardRule], { description: "What holds for cards, the latest first; at most 1,000." })
  jatimCardRules(@Ctx() context: Context): Promise<JatimCardRule[]> {
    return rulesOf(context);
  }

  @Public
  @Query(() => JatimCardTotals, { description: "The sums of all cards, compared with the ledger." })
  jatimCardTotals(@Ctx() context: Context): Promise<JatimCardTotals> {
    return money.totalsOf(context);
  }

  @Directive(pageCost)
  @CardUsers
  @Query(() => JatimCardAccountConnection, {
    nullable: true,
    description: "The card accounts of yourself and of those whose guardian you are, the last opened first.",
  })
  jatimOwnCardAccounts(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimCardAccount>> {
    return loader.ownAccountPage(context, args);
  }

  @Directive(pageCost)
  @CardReaders
  @Query(() => JatimCardAccountConnection, {
    nullable: true,
    description:
      "Card accounts, the last opened first: a pesantren's own people see those of their pesantren, operators all, a bank those that bear its name.",
  })
  jatimCardAccounts(
    @Args(() => JatimCardAccountListArguments) args: JatimCardAccountListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimCardAccount>> {
    return loader.accountPage(context, args);
  }

  @CardReaders
  @Query(() => JatimCardAccount, {
    nullable: true,
    description: "A card account; null if there is none that you may see.",
  })
  jatimCardAccount(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | null> {
    return loader.accountById(context, id);
  }

  @CardReaders
  @Query(() => JatimCard, {
    nullable: true,
    description:
      "A card by its number, to know whose it is and what it is good for; null if there is none that you may see. A shop sees those that it may take, and nothing of their money.",
  })
  jatimCard(
    @Arg("number", () => String, { description: "Its number, 16 digits." }) number: string,
    @Ctx() context: Context,
  ): Promise<JatimCard | null> {
    return loader.cardByNumber(context, number);
  }

  @Directive(pageCost)
  @CardBanks
  @Query(() => JatimTopUpConnection, {
    nullable: true,
    description: "The top-ups that are paid at your bank, the last asked for first.",
  })
  jatimBankTopUps(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimTopUp>> {
    return money.bankTopUps(context, args);
  }

  @CardShopReaders
  @Query(() => JatimCardShop, {
    nullable: true,
    description: "What is between a service point of yours and the banks for cards; null if it is none of yours.",
  })
  jatimCardShop(
    @Arg("servicePointId", () => ID, { description: "Id of the service point." }) servicePointId: string,
    @Ctx() context: Context,
  ): Promise<JatimCardShop | null> {
    return money.shopOf(context, servicePointId);
  }
}

@Resolver(() => JatimCardShop)
class ShopParts {
  @CardShopReaders
  @FieldResolver(() => ServicePoint, { description: "The service point." })
  servicePoint(@Root() { servicePointId }: JatimCardShop): ServicePoint {
    return { id: servicePointId };
  }

  @Directive(pageCost)
  @CardShopReaders
  @FieldResolver(() => JatimCardTransactionConnection, {
    description: "What was bought, taken back, topped up and paid out there, the last first.",
  })
  transactions(
    @Root() { servicePointId }: JatimCardShop,
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimCardTransaction>> {
    return money.shopTransactions(context, servicePointId, args);
  }
}

@Resolver(() => JatimCard)
class CardParts {
  @CardReaders
  @FieldResolver(() => JatimCardAccount, { description: "What it draws on." })
  account(@Root() { accountId }: JatimCard, @Ctx() context: Context): Promise<JatimCardAccount> {
    return loader.accountOfCard(context, accountId);
  }

  @CardReaders
  @FieldResolver(() => [JatimCardStep], {
    nullable: true,
    description: "What became of it, in order; null for who is not told (a bank is, by consent and policy).",
  })
  async steps(@Root() { id, accountId }: JatimCard, @Ctx() context: Context): Promise<JatimCardStep[] | null> {
    const account = await loader.accountOfCard(context, accountId);
    return (await loader.isMoneyTold(context, account)) ? loader.stepsOf(context, id) : null;
  }
}

@Resolver(() => JatimCardAccount)
class AccountParts {
  @CardReaders
  @FieldResolver(() => JatimCardHolder, { description: "Whose it is." })
  holder(@Root() { holderId, pesantrenId }: JatimCardAccount): JatimCardHolder {
    return { id: holderId, pesantrenId };
  }

  @CardReaders
  @FieldResolver(() => Rupiah, {
    nullable: true,
    description: "What can be spent; null for who is not told (a bank is, by consent and policy).",
  })
  async balance(@Root() account: JatimCardAccount, @Ctx() context: Context): Promise<bigint | null> {
    return (await loader.isMoneyTold(context, account))
      ? (await loader.holdingsOf(context, account.id)).spendable
      : null;
  }

  @CardReaders
  @FieldResolver(() => Rupiah, {
    nullable: true,
    description: "What was put aside; null for who is not told (a bank is, by consent and policy).",
  })
  async savings(@Root() account: JatimCardAccount, @Ctx() context: Context): Promise<bigint | null> {
    return (await loader.isMoneyTold(context, account)) ? (await loader.holdingsOf(context, account.id)).saved : null;
  }

  @CardReaders
  @FieldResolver(() => Rupiah, {
    nullable: true,
    description: "What was spent today (WIB); null for who is not told (a bank is, by consent and policy).",
  })
  async spentToday(@Root() account: JatimCardAccount, @Ctx() context: Context): Promise<bigint | null> {
    return (await loader.isMoneyTold(context, account))
      ? (await loader.holdingsOf(context, account.id)).spentToday
      : null;
  }

  @CardReaders
  @FieldResolver(() => Rupiah, {
    nullable: true,
    description: "What may be spent in a day (WIB); null for who is not told (a bank is, by consent and policy).",
  })
  async dailyLimit(@Root() account: JatimCardAccount, @Ctx() context: Context): Promise<bigint | null> {
    return (await loader.isMoneyTold(context, account)) ? account.dailyLimitSet : null;
  }

  @CardReaders
  @FieldResolver(() => [JatimCard], {
    nullable: true,
    description: "Its cards, the last made first; null for who is not told.",
  })
  cards(@Root() { id, isTold }: JatimCardAccount, @Ctx() context: Context): Promise<JatimCard[]> | null {
    return isTold ? loader.cardsOf(context, id) : null;
  }

  @Directive(pageCost)
  @CardReaders
  @FieldResolver(() => JatimCardTransactionConnection, {
    nullable: true,
    description:
      "Its statement: every movement, the last first; null for who is not told (a bank is, by consent and policy).",
  })
  async transactions(
    @Root() account: JatimCardAccount,
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimCardTransaction> | null> {
    return (await loader.isMoneyTold(context, account)) ? money.transactionsOf(context, account.id, args) : null;
  }

  @Directive(pageCost)
  @CardReaders
  @FieldResolver(() => JatimTopUpConnection, {
    nullable: true,
    description:
      "The top-ups that were asked for, the last first; null for who is not told (a bank is, by consent and policy).",
  })
  async topUps(
    @Root() account: JatimCardAccount,
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimTopUp> | null> {
    return (await loader.isMoneyTold(context, account)) ? money.topUpsOf(context, account.id, args) : null;
  }
}

@Resolver(() => JatimCardTransaction)
class TransactionParts {
  @CardReaders
  @FieldResolver(() => ServicePoint, { nullable: true, description: "Where, if at a service point." })
  servicePoint(@Root() { servicePointId }: JatimCardTransaction): ServicePoint | null {
    return servicePointId ? { id: servicePointId } : null;
  }
}

@Resolver(() => JatimCardHolder)
class HolderParts {
  @CardReaders
  @FieldResolver(() => Pesantren, { description: "The holder's pesantren." })
  pesantren(@Root() { pesantrenId }: JatimCardHolder): { id: string } {
    return { id: pesantrenId };
  }

  @CardReaders
  @FieldResolver(() => String, { nullable: true, description: "Full name; null if you may not read it." })
  name(@Root() { id }: JatimCardHolder, @Ctx() context: Context): Promise<string | null> {
    return loader.holderValue(context, id, "name");
  }

  @CardReaders
  @FieldResolver(() => LocalDate, { nullable: true, description: "Birth date; null if you may not read it." })
  birthDate(@Root() { id }: JatimCardHolder, @Ctx() context: Context): Promise<string | null> {
    return loader.holderValue(context, id, "birthDate");
  }

  @CardReaders
  @FieldResolver(() => String, {
    nullable: true,
    description: "Telephone number, E.164; null if you may not read it.",
  })
  phone(@Root() { id }: JatimCardHolder, @Ctx() context: Context): Promise<string | null> {
    return loader.holderValue(context, id, "phone");
  }

  @CardReaders
  @FieldResolver(() => String, {
    nullable: true,
    description: "The last digits of the NIK, such as `••••••1234`; null if you may not read them.",
  })
  nikLastDigits(@Root() { id }: JatimCardHolder, @Ctx() context: Context): Promise<string | null> {
    return loader.holderValue(context, id, "nik", true);
  }
}

@Resolver(() => Pesantren)
class PesantrenCards {
  @Directive('@requires(fields: "formerIds")')
  @Public
  @FieldResolver(() => [JatimCardCount], { description: "How many cards its people have in Jawa Timur, by kind." })
  jatimCards(@Root() pesantren: Pesantren, @Ctx() context: Context): Promise<JatimCardCount[]> {
    return money.countsOf(context, idsOf(pesantren));
  }
}

/** Kartu Santri and Kartu OPOP. */
export const CARD_RESOLVERS = [
  CardQueries,
  CardMutations,
  CardMoneyMutations,
  ShopParts,
  CardParts,
  AccountParts,
  TransactionParts,
  HolderParts,
  PesantrenCards,
];
