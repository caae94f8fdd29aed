import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { resultUnion, type Refused } from "../../kit/refusal";
import { LakuPandaiAgents } from "../access";
import { closeAccount, openAccount, resetPin } from "./account.service";
import { JatimBasicAccount, JatimBasicTransaction } from "./banking";
import {
  CloseJatimBasicAccountInput,
  DepositIntoJatimBasicAccountInput,
  OpenJatimBasicAccountInput,
  ResetJatimBasicAccountPinInput,
  ReverseJatimBasicTransactionInput,
  TransferFromJatimBasicAccountInput,
  WithdrawFromJatimBasicAccountInput,
} from "./banking.input";
import { accountById, transactionById } from "./banking.loader";
import { deposit, reverse, transfer, withdraw } from "./transaction.service";

const TransactionResult = resultUnion(
  "JatimBasicTransactionResult",
  () => JatimBasicTransaction,
  "The transaction, or why it was refused.",
);
const AccountResult = resultUnion(
  "JatimBasicAccountResult",
  () => JatimBasicAccount,
  "The account, or why it was refused.",
);

@Resolver()
export class AccountMutations {
  @LakuPandaiAgents
  @Mutation(() => AccountResult, {
    description:
      "Opens a basic account for a person; each has one at a bank. Refusals: `RULE_MISSING`, `AGENT_UNKNOWN`, `AGENT_NOT_WORKING`, `CLASS_LACKS_SERVICE`, `HOLDER_HAS_ACCOUNT`, `NIK_INVALID`, `PHONE_INVALID`, `BIRTH_DATE_INVALID`, `PIN_MALFORMED`, `PIN_TRIVIAL`, `TEXT_LENGTH`, `GUARDIAN_REQUIRED`, `EVIDENCE_INVALID`, `CONSENT_IN_FUTURE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  openJatimBasicAccount(
    @Arg("input", () => OpenJatimBasicAccountInput, { description: "The person." }) input: OpenJatimBasicAccountInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimBasicAccount | Refused> {
    return answered(context, openAccount(context, input, idempotencyKey), accountById);
  }

  @LakuPandaiAgents
  @Mutation(() => AccountResult, {
    description:
      "Closes an account in which nothing is left, where it was opened. Refusals: `RULE_MISSING`, `AGENT_UNKNOWN`, `AGENT_NOT_WORKING`, `CLASS_LACKS_SERVICE`, `ACCOUNT_UNKNOWN`, `OTHER_AGENT`, `BALANCE_LEFT`, `PIN_WRONG` (which counts; try again with a new key), `PIN_LOCKED`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  closeJatimBasicAccount(
    @Arg("input", () => CloseJatimBasicAccountInput, { description: "The account." })
    input: CloseJatimBasicAccountInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimBasicAccount | Refused> {
    return answered(context, closeAccount(context, input, idempotencyKey), accountById);
  }

  @LakuPandaiAgents
  @Mutation(() => AccountResult, {
    description:
      "Gives an account a new PIN, also one that is locked, for a holder who shows the identity card where it was opened. Refusals: `RULE_MISSING`, `AGENT_UNKNOWN`, `AGENT_NOT_WORKING`, `CLASS_LACKS_SERVICE`, `ACCOUNT_UNKNOWN`, `OTHER_AGENT`, `NIK_DIFFERS`, `NIK_INVALID`, `PIN_MALFORMED`, `PIN_TRIVIAL`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  resetJatimBasicAccountPin(
    @Arg("input", () => ResetJatimBasicAccountPinInput, { description: "The account and the new PIN." })
    input: ResetJatimBasicAccountPinInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimBasicAccount | Refused> {
    return answered(context, resetPin(context, input, idempotencyKey), accountById);
  }

  @LakuPandaiAgents
  @Mutation(() => TransactionResult, {
    description:
      "Takes cash in for an account: the agent pays it out of its float. Refusals: `RULE_MISSING`, `AGENT_UNKNOWN`, `AGENT_NOT_WORKING`, `CLASS_LACKS_SERVICE`, `ACCOUNT_UNKNOWN`, `OUT_OF_RANGE`, `BALANCE_LIMIT`, `FLOAT_TOO_LOW`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  depositIntoJatimBasicAccount(
    @Arg("input", () => DepositIntoJatimBasicAccountInput, { description: "The deposit." })
    input: DepositIntoJatimBasicAccountInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimBasicTransaction | Refused> {
    return answered(context, deposit(context, input, idempotencyKey), transactionById);
  }

  @LakuPandaiAgents
  @Mutation(() => TransactionResult, {
    description:
      "Hands cash out of an account, with the holder's PIN: the agent gets it into its float. Refusals: `RULE_MISSING`, `AGENT_UNKNOWN`, `AGENT_NOT_WORKING`, `CLASS_LACKS_SERVICE`, `ACCOUNT_UNKNOWN`, `PIN_WRONG` (which counts; try again with a new key), `PIN_LOCKED`, `OUT_OF_RANGE`, `MONTHLY_LIMIT`, `BALANCE_TOO_LOW`, `CASH_TOO_LOW`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  withdrawFromJatimBasicAccount(
    @Arg("input", () => WithdrawFromJatimBasicAccountInput, { description: "The withdrawal." })
    input: WithdrawFromJatimBasicAccountInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimBasicTransaction | Refused> {
    return answered(context, withdraw(context, input, idempotencyKey), transactionById);
  }

  @LakuPandaiAgents
  @Mutation(() => TransactionResult, {
    description:
      "Moves money to another account of the same bank, with the holder's PIN. Refusals: `RULE_MISSING`, `AGENT_UNKNOWN`, `AGENT_NOT_WORKING`, `CLASS_LACKS_SERVICE`, `ACCOUNT_UNKNOWN`, `SAME_ACCOUNT`, `PIN_WRONG` (which counts; try again with a new key), `PIN_LOCKED`, `OUT_OF_RANGE`, `MONTHLY_LIMIT`, `BALANCE_LIMIT`, `BALANCE_TOO_LOW`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  transferFromJatimBasicAccount(
    @Arg("input", () => TransferFromJatimBasicAccountInput, { description: "The transfer." })
    input: TransferFromJatimBasicAccountInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimBasicTransaction | Refused> {
    return answered(context, transfer(context, input, idempotencyKey), transactionById);
  }

  @LakuPandaiAgents
  @Mutation(() => TransactionResult, {
    description:
      "Takes a transaction of today (WIB) back, at the agent where it was made, with the PIN of the holder from whose account the money goes; it does not count for any limit any more. Refusals: `TRANSACTION_UNKNOWN`, `RULE_MISSING`, `AGENT_UNKNOWN`, `AGENT_NOT_WORKING`, `CLASS_LACKS_SERVICE`, `ACCOUNT_UNKNOWN`, `DAY_OVER`, `PIN_REQUIRED`, `PIN_WRONG`, `PIN_LOCKED`, `ALREADY_REVERSED`, `BALANCE_LIMIT`, `BALANCE_TOO_LOW`, `FLOAT_TOO_LOW`, `CASH_TOO_LOW`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  reverseJatimBasicTransaction(
    @Arg("input", () => ReverseJatimBasicTransactionInput, { description: "The transaction." })
    input: ReverseJatimBasicTransactionInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimBasicTransaction | Refused> {
    return answered(context, reverse(context, input, idempotencyKey), transactionById);
  }
}
