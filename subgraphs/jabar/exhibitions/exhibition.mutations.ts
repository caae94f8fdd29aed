import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { Participants, ProgrammeOperators } from "../access";
import { answered } from "../../kit/answered";
import { JabarBooth, JabarSellerLink } from "./booth";
import { boothById } from "./booth.loader";
import { applyForBooth, assignBooth, changeBooth, withdrawBooth } from "./booth.service";
import { JabarExhibition } from "./exhibition";
import {
  ApplyForJabarBoothInput,
  AskJabarSellerInput,
  AssignJabarBoothInput,
  ChangeJabarBoothInput,
  ChangeJabarExhibitionInput,
  CorrectJabarSaleInput,
  MoveJabarExhibitionInput,
  PlanJabarExhibitionInput,
  ReportJabarSaleInput,
  WithdrawJabarBoothInput,
} from "./exhibition.input";
import { exhibitionById } from "./exhibition.loader";
import { changeExhibition, moveExhibition, planExhibition } from "./exhibition.service";
import { askSeller } from "./inquiry.service";
import { JabarExhibitionSale } from "./sale";
import { saleById } from "./sale.loader";
import { correctSale, reportSale } from "./sale.service";

const ExhibitionResult = resultUnion(
  "JabarExhibitionResult",
  () => JabarExhibition,
  "The exhibition as it is now, or why it was refused.",
);
const BoothResult = resultUnion("JabarBoothResult", () => JabarBooth, "The booth as it is now, or why it was refused.");
const SellerLinkResult = resultUnion(
  "JabarSellerLinkResult",
  () => JabarSellerLink,
  "How to reach the seller, or why it was refused.",
);
const SaleResult = resultUnion(
  "JabarExhibitionSaleResult",
  () => JabarExhibitionSale,
  "The sale as both sides tell of it now, or why it was refused.",
);

@Resolver()
export class ExhibitionMutations {
  @ProgrammeOperators
  @Mutation(() => ExhibitionResult, {
    description:
      "Plans an exhibition. Refusals: `EDITION_UNKNOWN`, `TEXT_LENGTH`, `PLACE_MISSING`, `REGENCY_FORM`, `COUNTRY_FORM`, `PERIOD_REVERSED`, `OUT_OF_RANGE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  planJabarExhibition(
    @Arg("input", () => PlanJabarExhibitionInput, { description: "The exhibition." }) input: PlanJabarExhibitionInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarExhibition | Refused> {
    return answered(context, planExhibition(context, input, idempotencyKey), exhibitionById);
  }

  @ProgrammeOperators
  @Mutation(() => ExhibitionResult, {
    description:
      "Changes an exhibition. Refusals: `EXHIBITION_UNKNOWN`, `EXHIBITION_CANCELLED`, `TEXT_LENGTH`, `PLACE_MISSING`, `REGENCY_FORM`, `COUNTRY_FORM`, `PERIOD_REVERSED`, `OUT_OF_RANGE`, `BOOTHS_TAKEN`, `SALES_OUTSIDE`.",
  })
  changeJabarExhibition(
    @Arg("input", () => ChangeJabarExhibitionInput, { description: "Which one, and what it is from now on." })
    input: ChangeJabarExhibitionInput,
    @Ctx() context: Context,
  ): Promise<JabarExhibition | Refused> {
    return answered(context, changeExhibition(context, input), exhibitionById);
  }

  @ProgrammeOperators
  @Mutation(() => ExhibitionResult, {
    description:
      "Opens or closes the applications for booths, or cancels the exhibition. Refusals: `EXHIBITION_UNKNOWN`, `TRANSITION_NOT_ALLOWED`, `SALES_REPORTED`.",
  })
  moveJabarExhibition(
    @Arg("input", () => MoveJabarExhibitionInput, { description: "Which exhibition becomes what." })
    input: MoveJabarExhibitionInput,
    @Ctx() context: Context,
  ): Promise<JabarExhibition | Refused> {
    return answered(context, moveExhibition(context, input), exhibitionById);
  }

  @Participants
  @Mutation(() => BoothResult, {
    description:
      "Applies for a booth. Refusals: `EXHIBITION_UNKNOWN`, `EXHIBITION_CANCELLED`, `EXHIBITION_OVER`, `EXHIBITION_NOT_OPEN`, `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PESANTREN`, `TOO_FEW`, `TOO_MANY`, `PRODUCT_UNKNOWN`, `PHONE_INVALID`, `ALREADY_APPLIED`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  applyForJabarBooth(
    @Arg("input", () => ApplyForJabarBoothInput, { description: "Who shows what, where." })
    input: ApplyForJabarBoothInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarBooth | Refused> {
    return answered(context, applyForBooth(context, input, idempotencyKey), boothById);
  }

  @Participants
  @Mutation(() => BoothResult, {
    description:
      "Changes what a booth shows and its WhatsApp number, until the exhibition is over. Refusals: `BOOTH_UNKNOWN`, `BOOTH_WITHDRAWN`, `EXHIBITION_CANCELLED`, `EXHIBITION_OVER`, `TOO_FEW`, `TOO_MANY`, `PRODUCT_UNKNOWN`, `PHONE_INVALID`.",
  })
  changeJabarBooth(
    @Arg("input", () => ChangeJabarBoothInput, { description: "Which booth, and what it shows from now on." })
    input: ChangeJabarBoothInput,
    @Ctx() context: Context,
  ): Promise<JabarBooth | Refused> {
    return answered(context, changeBooth(context, input), boothById);
  }

  @ProgrammeOperators
  @Mutation(() => BoothResult, {
    description:
      "Gives an application its booth. Refusals: `BOOTH_UNKNOWN`, `EXHIBITION_CANCELLED`, `EXHIBITION_OVER`, `OUT_OF_RANGE`, `NUMBER_TAKEN`, `EXHIBITION_FULL`, `TRANSITION_NOT_ALLOWED`.",
  })
  assignJabarBooth(
    @Arg("input", () => AssignJabarBoothInput, { description: "Which application gets which booth." })
    input: AssignJabarBoothInput,
    @Ctx() context: Context,
  ): Promise<JabarBooth | Refused> {
    return answered(context, assignBooth(context, input), boothById);
  }

  @Participants
  @Mutation(() => BoothResult, {
    description:
      "Gives a booth or an application back; an operator takes it back or refuses it by this. Refusals: `BOOTH_UNKNOWN`, `EXHIBITION_CANCELLED`, `EXHIBITION_OVER`, `TEXT_LENGTH`, `TRANSITION_NOT_ALLOWED`.",
  })
  withdrawJabarBooth(
    @Arg("input", () => WithdrawJabarBoothInput, { description: "Which booth, and why." })
    input: WithdrawJabarBoothInput,
    @Ctx() context: Context,
  ): Promise<JabarBooth | Refused> {
    return answered(context, withdrawBooth(context, input), boothById);
  }

  @Public
  @Mutation(() => SellerLinkResult, {
    description:
      "Asks the seller of a product while the exhibition runs: answers an address that opens WhatsApp with a text in the caller's language, and counts the inquiry, without anything of who asked. Refusals: `BOOTH_UNKNOWN`, `EXHIBITION_NOT_RUNNING`, `NOT_SHOWN`, `PRODUCT_UNKNOWN`.",
  })
  askJabarSeller(
    @Arg("input", () => AskJabarSellerInput, { description: "Whom, and about what." }) input: AskJabarSellerInput,
    @Ctx() context: Context,
  ): Promise<JabarSellerLink | Refused> {
    return orRefused(askSeller(context, input));
  }

  @Participants
  @Mutation(() => SaleResult, {
    description:
      "Reports what a booth sold of a product on a day, as one of the two sides. Refusals: `BOOTH_UNKNOWN`, `BOOTH_NOT_ASSIGNED`, `EXHIBITION_CANCELLED`, `NOT_SHOWN`, `DAY_OUTSIDE`, `SIDE_NOT_YOURS`, `OUT_OF_RANGE`, `ALREADY_REPORTED`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  reportJabarSale(
    @Arg("input", () => ReportJabarSaleInput, { description: "What was sold, and who says so." })
    input: ReportJabarSaleInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarExhibitionSale | Refused> {
    return answered(context, reportSale(context, input, idempotencyKey), saleById);
  }

  @Participants
  @Mutation(() => SaleResult, {
    description:
      "Corrects what a side said of a sale, by a new version; the old ones stay. Refusals: `SALE_UNKNOWN`, `SIDE_NOT_YOURS`, `NOT_REPORTED`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  correctJabarSale(
    @Arg("input", () => CorrectJabarSaleInput, { description: "Which sale, which side, and what it was in truth." })
    input: CorrectJabarSaleInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarExhibitionSale | Refused> {
    return answered(context, correctSale(context, input, idempotencyKey), saleById);
  }
}
