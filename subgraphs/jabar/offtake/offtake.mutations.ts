import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { resultUnion, type Refused } from "../../kit/refusal";
import { ProgrammeOperators } from "../access";
import { answered } from "../../kit/answered";
import { draftContract, moveContract } from "./contract.service";
import { JabarContract, JabarOrder } from "./offtake";
import {
  CancelJabarOrderInput,
  DeliverJabarOrderInput,
  DraftJabarContractInput,
  InspectJabarDeliveryInput,
  MoveJabarContractInput,
  PlaceJabarOrderInput,
} from "./offtake.input";
import { contractById, orderById } from "./offtake.loader";
import { cancelOrder, deliverOrder, inspectDelivery, placeOrder } from "./order.service";

const ContractResult = resultUnion(
  "JabarContractResult",
  () => JabarContract,
  "The contract as it is now, or why it was refused.",
);
const OrderResult = resultUnion("JabarOrderResult", () => JabarOrder, "The order as it is now, or why it was refused.");

@Resolver()
export class OfftakeMutations {
  @ProgrammeOperators
  @Mutation(() => ContractResult, {
    description:
      "Draws up a contract with an off taker. Refusals: `BUYER_UNKNOWN`, `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `PRODUCT_UNKNOWN`, `OUT_OF_RANGE`, `PERIOD_REVERSED`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  draftJabarContract(
    @Arg("input", () => DraftJabarContractInput, { description: "The contract." }) input: DraftJabarContractInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarContract | Refused> {
    return answered(context, draftContract(context, input, idempotencyKey), contractById);
  }

  @ProgrammeOperators
  @Mutation(() => ContractResult, {
    description:
      "Signs, begins, fulfils or terminates a contract. Refusals: `CONTRACT_UNKNOWN`, `REASON`, `TEXT_LENGTH`, `TRANSITION_NOT_ALLOWED`, `CHANGED_MEANWHILE`.",
  })
  moveJabarContract(
    @Arg("input", () => MoveJabarContractInput, { description: "Which contract comes to which state." })
    input: MoveJabarContractInput,
    @Ctx() context: Context,
  ): Promise<JabarContract | Refused> {
    return answered(context, moveContract(context, input), contractById);
  }

  @ProgrammeOperators
  @Mutation(() => OrderResult, {
    description:
      "Orders a partner's product from a pesantren. Refusals: `ONE_PARTNER`, `BUYER_UNKNOWN`, `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `PRODUCT_UNKNOWN`, `TEXT_LENGTH`, `OUT_OF_RANGE`, `DAY_OUTSIDE`, `CAPACITY_EXCEEDED`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  placeJabarOrder(
    @Arg("input", () => PlaceJabarOrderInput, { description: "Who makes what for whom." }) input: PlaceJabarOrderInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarOrder | Refused> {
    return answered(context, placeOrder(context, input, idempotencyKey), orderById);
  }

  @ProgrammeOperators
  @Mutation(() => OrderResult, {
    description:
      "Calls an order off; what was delivered stays. Refusals: `ORDER_UNKNOWN`, `ORDER_NOT_OPEN`, `TEXT_LENGTH`.",
  })
  cancelJabarOrder(
    @Arg("input", () => CancelJabarOrderInput, { description: "Which order, and why." }) input: CancelJabarOrderInput,
    @Ctx() context: Context,
  ): Promise<JabarOrder | Refused> {
    return answered(context, cancelOrder(context, input), orderById);
  }

  @ProgrammeOperators
  @Mutation(() => OrderResult, {
    description:
      "Notes what is delivered of an order, never more than was ordered. Refusals: `ORDER_UNKNOWN`, `ORDER_NOT_OPEN`, `OUT_OF_RANGE`, `MORE_THAN_ORDERED`, `DAY_OUTSIDE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  deliverJabarOrder(
    @Arg("input", () => DeliverJabarOrderInput, { description: "What is delivered." }) input: DeliverJabarOrderInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarOrder | Refused> {
    return answered(context, deliverOrder(context, input, idempotencyKey), orderById);
  }

  @ProgrammeOperators
  @Mutation(() => OrderResult, {
    description:
      "Notes whether the partner takes a delivery; what is rejected has to be delivered again. Refusals: `DELIVERY_UNKNOWN`, `REASON`, `TEXT_LENGTH`, `TRANSITION_NOT_ALLOWED`, `CHANGED_MEANWHILE`.",
  })
  inspectJabarDelivery(
    @Arg("input", () => InspectJabarDeliveryInput, { description: "Which delivery, and whether it is taken." })
    input: InspectJabarDeliveryInput,
    @Ctx() context: Context,
  ): Promise<JabarOrder | Refused> {
    return answered(context, inspectDelivery(context, input), orderById);
  }
}
