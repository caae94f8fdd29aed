import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { pageCost, PageArguments, type Connection } from "../../kit/graph/connection";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { ProgrammeOperators, SamsatCashiers, SamsatReaders, SettlementReaders, Settlers } from "../access";
import { ServicePoint } from "../entities/service-point";
import { billTax } from "./bill.service";
import { payTax, reverseTax } from "./payment.service";
import { checkReceipt, receiptKeys, signReceipt } from "./receipt";
import {
  JatimCheckedReceipt,
  JatimSettlementDay,
  JatimSettlementDayConnection,
  JatimSettlementDifference,
  JatimSettlementDifferenceConnection,
  JatimTariff,
  JatimTaxPayment,
  JatimTaxPaymentConnection,
  JatimTaxReceipt,
} from "./samsat";
import {
  AddJatimTariffInput,
  BillJatimVehicleTaxInput,
  JatimDifferenceListArguments,
  JatimPointTaxPaymentArguments,
  JatimTaxPaymentListArguments,
  PayJatimVehicleTaxInput,
  ResolveJatimDifferenceInput,
  ReverseJatimVehicleTaxInput,
  SettleJatimDayInput,
} from "./samsat.input";
import * as loader from "./samsat.loader";
import { followDifference, settleDay } from "./settlement.service";
import { addTariff } from "./tariff.service";

const PaymentResult = resultUnion(
  "JatimTaxPaymentResult",
  () => JatimTaxPayment,
  "The payment as it is now, or why it was refused.",
);
const TariffResult = resultUnion("JatimTariffResult", () => JatimTariff, "The tariff, or why it was refused.");
const SettlementResult = resultUnion(
  "JatimSettlementResult",
  () => JatimSettlementDay,
  "The day as it compares now, or why it was refused.",
);
const DifferenceResult = resultUnion(
  "JatimDifferenceResult",
  () => JatimSettlementDifference,
  "The difference as it is now, or why it was refused.",
);

@Resolver()
class SamsatQueries {
  @Public
  @Query(() => [JatimTariff], {
    description:
      "Every tariff by which vehicle tax in Jawa Timur is worked out, by kind and class, the latest first; at most 1,000.",
  })
  jatimTariffs(@Ctx() context: Context): Promise<JatimTariff[]> {
    return loader.tariffs(context);
  }

  @Public
  @Query(() => JatimCheckedReceipt, { description: "Checks a receipt of vehicle tax, by the text of its QR code." })
  jatimTaxReceipt(
    @Arg("text", () => String, { description: "The text of the QR code." }) text: string,
    @Ctx() context: Context,
  ): Promise<JatimCheckedReceipt> {
    return checkReceipt(context, text);
  }

  @Public
  @Query(() => String, {
    description: "The public keys of receipts: a JWK Set (RFC 7517) as JSON, for whoever checks them without asking.",
  })
  jatimReceiptKeys(@Ctx() { keyring }: Context): string {
    return receiptKeys(keyring);
  }

  @SamsatReaders
  @Query(() => JatimTaxPayment, {
    nullable: true,
    description: "One payment by its id; null if there is none, or it is another pesantren's or bank's.",
  })
  jatimTaxPayment(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JatimTaxPayment | null> {
    return loader.paymentById(context, id);
  }

  @Directive(pageCost)
  @SamsatReaders
  @Query(() => JatimTaxPaymentConnection, {
    nullable: true,
    description:
      "Bills of vehicle tax and what became of them, the last first: a pesantren's own people see its own, a bank its own, operators all.",
  })
  jatimTaxPayments(
    @Args(() => JatimTaxPaymentListArguments) args: JatimTaxPaymentListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimTaxPayment>> {
    return loader.paymentPage(context, args);
  }

  @Directive(pageCost)
  @SettlementReaders
  @Query(() => JatimSettlementDayConnection, {
    nullable: true,
    description: "Days of banks' statements, compared with the payments, the latest first; of a bank its own.",
  })
  jatimSettlementDays(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimSettlementDay>> {
    return loader.settlementPage(context, args);
  }

  @Directive(pageCost)
  @SettlementReaders
  @Query(() => JatimSettlementDifferenceConnection, {
    nullable: true,
    description: "On what statements and payments do not agree, the first found first; of a bank its own.",
  })
  jatimSettlementDifferences(
    @Args(() => JatimDifferenceListArguments) args: JatimDifferenceListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimSettlementDifference>> {
    return loader.differencePage(context, args);
  }
}

@Resolver()
class SamsatMutations {
  @SamsatCashiers
  @Mutation(() => PaymentResult, {
    description:
      "Asks the vehicle office for a vehicle, and makes the bill of its tax, good for two hours and never beyond the day. Refusals: `SERVICE_POINT_UNKNOWN`, `SERVICE_NOT_OFFERED`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `PLATE_MALFORMED`, `CHASSIS_MALFORMED`, `VEHICLE_UNKNOWN`, `CHASSIS_DIFFERS`, `VEHICLE_SOLD`, `VEHICLE_LOST`, `VEHICLE_IN_CASE`, `DOCUMENT_DUE`, `TOO_LATE`, `TOO_EARLY`, `OFFICE_UNAVAILABLE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  billJatimVehicleTax(
    @Arg("input", () => BillJatimVehicleTaxInput, { description: "Whose tax, and where." })
    input: BillJatimVehicleTaxInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimTaxPayment | Refused> {
    return answered(context, billTax(context, input, idempotencyKey), loader.paymentById);
  }

  @SamsatCashiers
  @Mutation(() => PaymentResult, {
    description:
      "Pays a bill through the partner bank. If the bank does not answer in time the payment is `PENDING`; ask for it again, what became of it is found out by itself. Refusals: `PAY_CODE_UNKNOWN`, `PAY_CODE_EXPIRED`, `OUTSIDE_PESANTREN`, `STATUS_NOT_RIGHT`, `TAX_BEING_PAID`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  payJatimVehicleTax(
    @Arg("input", () => PayJatimVehicleTaxInput, { description: "Which bill." }) input: PayJatimVehicleTaxInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimTaxPayment | Refused> {
    return answered(context, payTax(context, input, idempotencyKey), loader.paymentById);
  }

  @SamsatCashiers
  @Mutation(() => PaymentResult, {
    description:
      "Takes a payment back on its own day. Refusals: `PAYMENT_UNKNOWN`, `OUTSIDE_PESANTREN`, `STATUS_NOT_RIGHT`, `REVERSAL_TOO_LATE`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  reverseJatimVehicleTax(
    @Arg("input", () => ReverseJatimVehicleTaxInput, { description: "Which payment, and why." })
    input: ReverseJatimVehicleTaxInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimTaxPayment | Refused> {
    return answered(context, reverseTax(context, input, idempotencyKey), loader.paymentById);
  }

  @ProgrammeOperators
  @Mutation(() => TariffResult, {
    description:
      "Adds a tariff that applies from a day to come on; bills of earlier days keep theirs. Refusals: `TEXT_LENGTH`, `ONE_MEASURE`, `OUT_OF_RANGE`, `DAY_NOT_TO_COME`, `TARIFF_SET`.",
  })
  addJatimTariff(
    @Arg("input", () => AddJatimTariffInput, { description: "The tariff." }) input: AddJatimTariffInput,
    @Ctx() context: Context,
  ): Promise<JatimTariff | Refused> {
    return answered(context, addTariff(context, input), loader.tariffById);
  }

  @Settlers
  @Mutation(() => SettlementResult, {
    description:
      "Compares a day of a bank's statement with the payments; may be done again. Refusals: `BANK_UNKNOWN`, `BANK_UNAVAILABLE`.",
  })
  settleJatimDay(
    @Arg("input", () => SettleJatimDayInput, { description: "Which day of which bank." }) input: SettleJatimDayInput,
    @Ctx() context: Context,
  ): Promise<JatimSettlementDay | Refused> {
    return orRefused(settleDay(context, input).then((settled) => loader.settledDay(context, settled)));
  }

  @Settlers
  @Mutation(() => DifferenceResult, {
    description:
      "Takes over a difference, or resolves it, with a note. Refusals: `DIFFERENCE_UNKNOWN`, `STATUS_NOT_RIGHT`, `TEXT_LENGTH`.",
  })
  resolveJatimDifference(
    @Arg("input", () => ResolveJatimDifferenceInput, { description: "Which difference, and what of it." })
    input: ResolveJatimDifferenceInput,
    @Ctx() context: Context,
  ): Promise<JatimSettlementDifference | Refused> {
    return answered(context, followDifference(context, input), loader.differenceById);
  }
}

@Resolver(() => JatimTaxPayment)
class PaymentParts {
  @SamsatReaders
  @FieldResolver(() => JatimTaxReceipt, { nullable: true, description: "The receipt; null until it is paid." })
  async receipt(@Root() payment: JatimTaxPayment, @Ctx() context: Context): Promise<JatimTaxReceipt | null> {
    return payment.receiptNumber
      ? { number: payment.receiptNumber, qrText: await signReceipt(context, payment) }
      : null;
  }

  @SamsatReaders
  @FieldResolver(() => ServicePoint, { description: "Where it was billed." })
  servicePoint(@Root() { servicePointId }: JatimTaxPayment): ServicePoint {
    return { id: servicePointId };
  }
}

@Resolver(() => ServicePoint)
class ServicePointPayments {
  @Directive(pageCost)
  @SamsatReaders
  @FieldResolver(() => JatimTaxPaymentConnection, {
    nullable: true,
    description:
      "Bills of vehicle tax made there in Jawa Timur, the last first: a pesantren's own people see its own, a bank its own, operators all.",
  })
  jatimTaxPayments(
    @Root() { id }: ServicePoint,
    @Args(() => JatimPointTaxPaymentArguments) args: JatimPointTaxPaymentArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimTaxPayment>> {
    return loader.paymentPage(context, { ...args, servicePointId: id });
  }
}

/** Vehicle tax: tariffs, bills, payments, receipts, and how they compare with banks' statements. */
export const SAMSAT_RESOLVERS = [SamsatQueries, SamsatMutations, PaymentParts, ServicePointPayments];
