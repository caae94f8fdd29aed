import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Mutation, Resolver } from "type-graphql";
import { RegistryOperators } from "../access";
import { type Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { Pesantren } from "./pesantren";
import { ChangePesantrenStatusInput, CorrectPesantrenInput, RegisterPesantrenInput } from "./pesantren.input";
import { pesantrenColumns, type PesantrenRow } from "./pesantren.loader";
import { changePesantrenStatus, correctPesantren, registerPesantren } from "./pesantren.service";

const RegisterPesantrenResult = resultUnion(
  "RegisterPesantrenResult",
  () => Pesantren,
  "The pesantren that was registered, or why it was refused.",
);
const CorrectPesantrenResult = resultUnion(
  "CorrectPesantrenResult",
  () => Pesantren,
  "The pesantren as it was corrected, or why that was refused.",
);
const ChangePesantrenStatusResult = resultUnion(
  "ChangePesantrenStatusResult",
  () => Pesantren,
  "The pesantren with its new status, or why that was refused.",
);

type Result = Promise<PesantrenRow | Refused>;

@Resolver()
export class PesantrenMutations {
  @RegistryOperators
  @Mutation(() => RegisterPesantrenResult, {
    description:
      "Registers a pesantren by hand. Refusals: `OUTSIDE_PROVINCE`, `NSPP_TAKEN`, `TEXT_LENGTH`, `NAME_WITHOUT_LETTERS`, `REGENCY_UNKNOWN`, `DISTRICT_UNKNOWN`, `LOCATION_INVALID`, `FOUNDED_YEAR_INVALID`, `WHATSAPP_INVALID`, `WEBSITE_INVALID`, `DAY_IN_FUTURE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  registerPesantren(
    @Arg("input", () => RegisterPesantrenInput, { description: "The pesantren." }) input: RegisterPesantrenInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Result {
    return orRefused(registerPesantren(context, input, idempotencyKey, pesantrenColumns(info)));
  }

  @RegistryOperators
  @Mutation(() => CorrectPesantrenResult, {
    description:
      "Corrects the fields given; what was before stays visible in `changes`. Refusals: `PESANTREN_UNKNOWN`, `OUTSIDE_PROVINCE`, `PESANTREN_MERGED`, `NOTHING_CHANGED`, `FIELD_REQUIRED`, `NSPP_REQUIRED`, and those of `registerPesantren` for the fields.",
  })
  correctPesantren(
    @Arg("input", () => CorrectPesantrenInput, { description: "Which one, what to correct, and why." })
    input: CorrectPesantrenInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Result {
    return orRefused(correctPesantren(context, input, pesantrenColumns(info)));
  }

  @RegistryOperators
  @Mutation(() => ChangePesantrenStatusResult, {
    description:
      "Moves a pesantren to another status. Refusals: `PESANTREN_UNKNOWN`, `OUTSIDE_PROVINCE`, `PESANTREN_MERGED`, `TEXT_LENGTH`, `TRANSITION_NOT_ALLOWED`.",
  })
  changePesantrenStatus(
    @Arg("input", () => ChangePesantrenStatusInput, { description: "Which one, the status and the reason." })
    input: ChangePesantrenStatusInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Result {
    return orRefused(changePesantrenStatus(context, input, pesantrenColumns(info)));
  }
}
