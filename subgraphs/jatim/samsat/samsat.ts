import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";
import { SamsatReaders, SettlementReaders } from "../access";

export enum JatimVehicleClass {
  MOTORCYCLE = "MOTORCYCLE",
  LARGE_MOTORCYCLE = "LARGE_MOTORCYCLE",
  CAR = "CAR",
  PICKUP = "PICKUP",
  BUS = "BUS",
  TRUCK = "TRUCK",
}
registerEnumType(JatimVehicleClass, {
  name: "JatimVehicleClass",
  description: "Class of a vehicle, by which tariffs differ.",
  valuesConfig: {
    MOTORCYCLE: { description: "Motorcycle up to 250 cc." },
    LARGE_MOTORCYCLE: { description: "Motorcycle above 250 cc." },
    CAR: { description: "Passenger car." },
    PICKUP: { description: "Pickup or small goods car." },
    BUS: { description: "Bus." },
    TRUCK: { description: "Truck." },
  },
});

export enum JatimTariffKind {
  PKB = "PKB",
  PKB_PENALTY = "PKB_PENALTY",
  OPSEN = "OPSEN",
  SWDKLLJ = "SWDKLLJ",
  SWDKLLJ_PENALTY = "SWDKLLJ_PENALTY",
  ADMIN_FEE = "ADMIN_FEE",
  ROUNDING = "ROUNDING",
  LATEST_DAYS = "LATEST_DAYS",
  EARLIEST_DAYS = "EARLIEST_DAYS",
}
registerEnumType(JatimTariffKind, {
  name: "JatimTariffKind",
  description: "What a tariff is for.",
  valuesConfig: {
    PKB: { description: "Vehicle tax: a rate of value times weight." },
    PKB_PENALTY: { description: "Penalty on the vehicle tax, a rate for each month begun." },
    OPSEN: { description: "The regency's share on top, a rate of the vehicle tax." },
    SWDKLLJ: { description: "Compulsory accident insurance, an amount a year." },
    SWDKLLJ_PENALTY: { description: "Penalty on it, a rate for each period begun." },
    ADMIN_FEE: { description: "Fee for a payment at a service point." },
    ROUNDING: { description: "To how many rupiah amounts are rounded up." },
    LATEST_DAYS: { description: "How many days late the tax may still be paid at a service point." },
    EARLIEST_DAYS: { description: "How many days before the due day it may be paid." },
  },
});

@ObjectType({ description: "A tariff, which holds from a day on until a later one of its kind and class." })
export class JatimTariff {
  @Public
  @Field(() => ID, { description: "Id of the tariff." })
  id!: string;

  @Public
  @Field(() => JatimTariffKind, { description: "What it is for." })
  kind!: JatimTariffKind;

  @Public
  @Field(() => JatimVehicleClass, { nullable: true, description: "For which class; null for all." })
  vehicleClass?: JatimVehicleClass | null;

  @Public
  @Field(() => LocalDate, { description: "First day on which it applies." })
  appliesFrom!: string;

  @Public
  @Field(() => Int, {
    nullable: true,
    description: "A rate in parts per million: 12000 is 1.2 percent; null if it is an amount.",
  })
  partsPerMillion?: number | null;

  @Public
  @Field(() => Rupiah, {
    nullable: true,
    description: "An amount in rupiah, or of `LATEST_DAYS` and `EARLIEST_DAYS` a number of days; null if it is a rate.",
  })
  amount?: bigint | null;

  @Public
  @Field(() => Int, {
    nullable: true,
    description: "A penalty counts once more after so many days; null if by the month.",
  })
  perDays?: number | null;

  @Public
  @Field(() => Int, {
    nullable: true,
    description: "A penalty's most, in parts per million of the amount; null for none.",
  })
  mostPartsPerMillion?: number | null;

  @Public
  @Field(() => Rupiah, { nullable: true, description: "A penalty's most in rupiah; null for none." })
  mostAmount?: bigint | null;

  @Public
  @Field(() => String, { description: "Where it is from; `assumed` if nobody published it." })
  source!: string;

  @Public
  @Field(() => Boolean, { description: "Whether it is assumed, since nobody published it." })
  isAssumed!: boolean;
}

export enum JatimTaxPaymentStatus {
  BILLED = "BILLED",
  PENDING = "PENDING",
  PAID = "PAID",
  FAILED = "FAILED",
  REVERSING = "REVERSING",
  REVERSED = "REVERSED",
}
registerEnumType(JatimTaxPaymentStatus, {
  name: "JatimTaxPaymentStatus",
  description: "What became of a bill.",
  valuesConfig: {
    BILLED: { description: "It may be paid by its code until that expires." },
    PENDING: { description: "The bank was asked; its answer is not known yet, and found out by itself." },
    PAID: { description: "The bank made the payment; it is in the books." },
    FAILED: { description: "The bank did not make the payment, and never will; a new bill may be asked for." },
    REVERSING: { description: "The bank was asked to take it back; its answer is not known yet." },
    REVERSED: { description: "Taken back on its own day." },
  },
});

@ObjectType({ description: "A receipt of vehicle tax that anybody can check." })
export class JatimTaxReceipt {
  @SamsatReaders
  @Field(() => String, { description: "Number of the receipt, such as `SO-20300310-019E4B7C2F30`." })
  number!: string;

  @SamsatReaders
  @Field(() => String, {
    description:
      "What the QR code of the printed receipt holds: a compact JWS (ES256) of number, plate, due day, total, time and the bank's reference. Checked by `jatimTaxReceipt(text:)`, or with the keys of `jatimReceiptKeys`.",
  })
  qrText!: string;
}

@ObjectType({
  description: "A bill of vehicle tax, made at a service point, and what became of it. Amounts are rupiah.",
})
export class JatimTaxPayment {
  @SamsatReaders
  @Field(() => ID, { description: "Id of the payment." })
  id!: string;

  @SamsatReaders
  @Field(() => String, { description: "Code by which it is paid, 18 digits." })
  payCode!: string;

  @SamsatReaders
  @Field(() => JatimTaxPaymentStatus, { description: "What became of it." })
  status!: JatimTaxPaymentStatus;

  @SamsatReaders
  @Field(() => String, { description: "Plate of the vehicle." })
  plate!: string;

  @SamsatReaders
  @Field(() => JatimVehicleClass, { description: "Class of the vehicle." })
  vehicleClass!: JatimVehicleClass;

  @SamsatReaders
  @Field(() => String, { description: "What vehicle it is." })
  vehicle!: string;

  @SamsatReaders
  @Field(() => LocalDate, { description: "Day on which the tax is, or was, due." })
  dueOn!: string;

  @SamsatReaders
  @Field(() => Rupiah, { description: "Vehicle tax (PKB)." })
  pkb!: bigint;

  @SamsatReaders
  @Field(() => Rupiah, { description: "Penalty on it." })
  pkbPenalty!: bigint;

  @SamsatReaders
  @Field(() => Rupiah, { description: "The regency's share on top (opsen)." })
  opsen!: bigint;

  @SamsatReaders
  @Field(() => Rupiah, { description: "Compulsory accident insurance (SWDKLLJ)." })
  swdkllj!: bigint;

  @SamsatReaders
  @Field(() => Rupiah, { description: "Penalty on it." })
  swdklljPenalty!: bigint;

  @SamsatReaders
  @Field(() => Rupiah, { description: "Fee for the payment." })
  adminFee!: bigint;

  @SamsatReaders
  @Field(() => Rupiah, { description: "All of it together." })
  total!: bigint;

  @SamsatReaders
  @Field(() => DateTime, { description: "When the bill was made." })
  billedAt!: Date;

  @SamsatReaders
  @Field(() => DateTime, { description: "Until when it can be paid by its code." })
  expiresAt!: Date;

  @SamsatReaders
  @Field(() => DateTime, { nullable: true, description: "When the bank made the payment; null if it has not." })
  paidAt?: Date | null;

  @SamsatReaders
  @Field(() => DateTime, { nullable: true, description: "When it was taken back; null if it was not." })
  reversedAt?: Date | null;

  @SamsatReaders
  @Field(() => String, { nullable: true, description: "Code of the bank." })
  bankCode!: string;

  @SamsatReaders
  @Field(() => String, { nullable: true, description: "The bank's reference; null until it has paid." })
  bankReference?: string | null;

  @SamsatReaders
  @Field(() => String, {
    nullable: true,
    description: "Why the bank did not do what it was last asked; `NOT_ARRIVED` if that never reached it.",
  })
  failure?: string | null;

  servicePointId!: string;
  receiptNumber?: string | null;
}

export const JatimTaxPaymentConnection = connectionType(
  "JatimTaxPayment",
  () => JatimTaxPayment,
  "payments",
  SamsatReaders,
);

@ObjectType({
  description: "What a receipt's text says, after its signature was checked, and what became of the payment since.",
})
export class JatimCheckedReceipt {
  @Public
  @Field(() => Boolean, { description: "Whether the text was signed here and nothing in it was changed." })
  isGenuine!: boolean;

  @Public
  @Field(() => String, { nullable: true, description: "Number of the receipt; null if it is not genuine." })
  number?: string | null;

  @Public
  @Field(() => String, { nullable: true, description: "Plate of the vehicle; null if it is not genuine." })
  plate?: string | null;

  @Public
  @Field(() => LocalDate, { nullable: true, description: "Day on which the tax was due; null if it is not genuine." })
  dueOn?: string | null;

  @Public
  @Field(() => Rupiah, { nullable: true, description: "What was paid, in rupiah; null if it is not genuine." })
  total?: bigint | null;

  @Public
  @Field(() => DateTime, { nullable: true, description: "When it was paid; null if it is not genuine." })
  paidAt?: Date | null;

  @Public
  @Field(() => JatimTaxPaymentStatus, {
    nullable: true,
    description: "What the payment is now: a receipt of one that was reversed is worth nothing.",
  })
  status?: JatimTaxPaymentStatus | null;
}

export enum JatimDifferenceKind {
  MISSING_AT_BANK = "MISSING_AT_BANK",
  MISSING_HERE = "MISSING_HERE",
  AMOUNT = "AMOUNT",
}
registerEnumType(JatimDifferenceKind, {
  name: "JatimDifferenceKind",
  description: "On what a bank's statement and the payments do not agree.",
  valuesConfig: {
    MISSING_AT_BANK: { description: "The bank's statement does not have it." },
    MISSING_HERE: { description: "Only the bank's statement has it." },
    AMOUNT: { description: "Both have it, with other amounts." },
  },
});

@ObjectType({ description: "Something on which a bank's statement of a day and the payments do not agree." })
export class JatimSettlementDifference {
  @SettlementReaders
  @Field(() => ID, { description: "Id of the difference." })
  id!: string;

  @SettlementReaders
  @Field(() => JatimDifferenceKind, { description: "What it is." })
  kind!: JatimDifferenceKind;

  @SettlementReaders
  @Field(() => String, { description: "`PAYMENT` or `REVERSAL`." })
  booking!: string;

  @SettlementReaders
  @Field(() => String, { description: "Our id of the payment, as the bank has it." })
  reference!: string;

  @SettlementReaders
  @Field(() => Rupiah, { nullable: true, description: "What the bank says; null if it has nothing." })
  bankAmount?: bigint | null;

  @SettlementReaders
  @Field(() => Rupiah, { nullable: true, description: "What the payments say; null if they have nothing." })
  ownAmount?: bigint | null;

  @SettlementReaders
  @Field(() => String, { nullable: true, description: "Account of whoever follows it up; null if nobody does yet." })
  owner?: string | null;

  @SettlementReaders
  @Field(() => Boolean, { description: "Whether it is settled." })
  isResolved!: boolean;

  @SettlementReaders
  @Field(() => String, { nullable: true, description: "What was found out; null if nothing yet." })
  note?: string | null;

  @SettlementReaders
  @Field(() => DateTime, { description: "When it was found." })
  foundAt!: Date;
}

export const JatimSettlementDifferenceConnection = connectionType(
  "JatimSettlementDifference",
  () => JatimSettlementDifference,
  "differences",
  SettlementReaders,
);

@ObjectType({
  description: "A day of a bank's statement, compared with the payments. Sums are rupiah, reversals subtracted.",
})
export class JatimSettlementDay {
  @SettlementReaders
  @Field(() => String, { description: "Code of the bank." })
  bankCode!: string;

  @SettlementReaders
  @Field(() => LocalDate, { description: "The day, in western Indonesia." })
  day!: string;

  @SettlementReaders
  @Field(() => Int, { description: "How many bookings the statement has." })
  bookings!: number;

  @SettlementReaders
  @Field(() => Rupiah, { description: "Sum of the statement." })
  bankSum!: bigint;

  @SettlementReaders
  @Field(() => Rupiah, { description: "Sum of our payments." })
  ownSum!: bigint;

  @SettlementReaders
  @Field(() => Int, { description: "How many differences are open." })
  openDifferences!: number;

  @SettlementReaders
  @Field(() => DateTime, { description: "When it was last compared." })
  comparedAt!: Date;
}

export const JatimSettlementDayConnection = connectionType(
  "JatimSettlementDay",
  () => JatimSettlementDay,
  "days",
  SettlementReaders,
);
