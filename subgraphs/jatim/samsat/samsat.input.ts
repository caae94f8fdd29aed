import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate, Rupiah } from "../../kit/scalars";
import { JatimTariffKind, JatimTaxPaymentStatus, JatimVehicleClass } from "./samsat";

@InputType({ description: "Whose tax is to be paid, and where." })
export class BillJatimVehicleTaxInput {
  @Field(() => ID, { description: "Id of the service point, which offers `SAMSAT`." })
  servicePointId!: string;

  @Field(() => String, { description: "Plate, such as `L 1234 AB`." })
  plate!: string;

  @Field(() => String, { description: "Last five signs of the chassis number." })
  chassisLast5!: string;
}

@InputType({ description: "Which bill is paid." })
export class PayJatimVehicleTaxInput {
  @Field(() => String, { description: "Its pay code, 18 digits." })
  payCode!: string;
}

@InputType({ description: "Which payment is taken back." })
export class ReverseJatimVehicleTaxInput {
  @Field(() => ID, { description: "Id of the payment, made today." })
  paymentId!: string;

  @Field(() => String, { description: "Why, 3 to 500 characters." })
  reason!: string;
}

@InputType({ description: "A tariff that is to apply from a day on." })
export class AddJatimTariffInput {
  @Field(() => JatimTariffKind, { description: "What it is for." })
  kind!: JatimTariffKind;

  @Field(() => JatimVehicleClass, { nullable: true, description: "For which class; all if left out." })
  vehicleClass?: JatimVehicleClass | null;

  @Field(() => LocalDate, { description: "First day on which it applies; after today." })
  appliesFrom!: string;

  @Field(() => Int, { nullable: true, description: "A rate in parts per million, 0 to 10,000,000; or an amount." })
  partsPerMillion?: number | null;

  @Field(() => Rupiah, { nullable: true, description: "An amount in rupiah, or days; or a rate." })
  amount?: bigint | null;

  @Field(() => Int, {
    nullable: true,
    description: "A penalty counts once more after so many days; by the month if left out.",
  })
  perDays?: number | null;

  @Field(() => Int, { nullable: true, description: "A penalty's most in parts per million; none if left out." })
  mostPartsPerMillion?: number | null;

  @Field(() => Rupiah, { nullable: true, description: "A penalty's most in rupiah; none if left out." })
  mostAmount?: bigint | null;

  @Field(() => String, { description: "Where it is published, 3 to 300 characters; `assumed` for nowhere." })
  source!: string;
}

@InputType({ description: "Which day of which bank is compared." })
export class SettleJatimDayInput {
  @Field(() => String, { description: "Code of the bank." })
  bankCode!: string;

  @Field(() => LocalDate, { description: "The day, in western Indonesia." })
  day!: string;
}

@InputType({ description: "What was found out of a difference." })
export class ResolveJatimDifferenceInput {
  @Field(() => ID, { description: "Id of the difference." })
  differenceId!: string;

  @Field(() => String, { description: "What was found out, 3 to 1,000 characters." })
  note!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Whether that settles it; else the caller follows it up." })
  isResolved!: boolean;
}

@ArgsType()
export class JatimPointTaxPaymentArguments extends PageArguments {
  @Field(() => JatimTaxPaymentStatus, { nullable: true, description: "Only those of this status." })
  status?: JatimTaxPaymentStatus | null;
}

@ArgsType()
export class JatimTaxPaymentListArguments extends JatimPointTaxPaymentArguments {
  @Field(() => ID, { nullable: true, description: "Only those of this service point." })
  servicePointId?: string | null;

  @Field(() => String, { nullable: true, description: "Only those of this plate." })
  plate?: string | null;
}

@ArgsType()
export class JatimDifferenceListArguments extends PageArguments {
  @Field(() => Boolean, { defaultValue: true, description: "Only those that are open." })
  isOpen!: boolean;
}
