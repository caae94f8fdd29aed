import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { CardHands, CardUsers, ProgrammeOperators } from "../access";
import { JatimCardAccount, JatimCardHolder, JatimCardInvitation, JatimCardRule } from "./card";
import {
  AcceptJatimCardInvitationInput,
  AddJatimCardRuleInput,
  CloseJatimCardAccountInput,
  InviteJatimCardUserInput,
  IssueJatimCardInput,
  JatimCardPinInput,
  JatimCardReasonInput,
  RegisterJatimCardHolderInput,
  RemoveJatimCardUsersInput,
  ReplaceJatimCardInput,
  SetJatimCardLimitInput,
  UnblockJatimCardInput,
} from "./card.input";
import { accountById, holderById } from "./card.loader";
import { addRule } from "./card.rules";
import { activateCard, blockCard, reportLost, setDailyLimit, setPin, unblockCard } from "./card.service";
import {
  acceptInvitation,
  closeAccount,
  inviteUser,
  issueCard,
  registerHolder,
  removeUsers,
  replaceCard,
} from "./issue.service";

export const AccountResult = resultUnion(
  "JatimCardAccountResult",
  () => JatimCardAccount,
  "The card account, or why it was refused.",
);
const HolderResult = resultUnion(
  "JatimCardHolderResult",
  () => JatimCardHolder,
  "The card holder, or why it was refused.",
);
const InvitationResult = resultUnion(
  "JatimCardInvitationResult",
  () => JatimCardInvitation,
  "The invitation, or why it was refused.",
);
const RuleResult = resultUnion("JatimCardRuleResult", () => JatimCardRule, "The rule, or why it was refused.");

@Resolver()
export class CardMutations {
  @CardHands
  @Mutation(() => HolderResult, {
    description:
      "Takes up a person of a pesantren as holder of cards. The pesantren's own people do, or an operator. Refusals: `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `TEXT_LENGTH`, `BIRTH_DATE_INVALID`, `NIK_INVALID`, `PHONE_INVALID`, `PERSON_KNOWN`, `GUARDIAN_REQUIRED`, `EVIDENCE_INVALID`, `CONSENT_IN_FUTURE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  registerJatimCardHolder(
    @Arg("input", () => RegisterJatimCardHolderInput, { description: "Who it is." })
    input: RegisterJatimCardHolderInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCardHolder | Refused> {
    return answered(context, registerHolder(context, input, idempotencyKey), holderById);
  }

  @CardHands
  @Mutation(() => AccountResult, {
    description:
      "Opens an account for a holder and makes its first card. Refusals: `HOLDER_UNKNOWN`, `BANK_NOT_RIGHT`, `NIK_REQUIRED`, `ACCOUNT_OPEN`, `RULE_MISSING`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  issueJatimCard(
    @Arg("input", () => IssueJatimCardInput, { description: "For whom, and of which kind." })
    input: IssueJatimCardInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | Refused> {
    return answered(context, issueCard(context, input, idempotencyKey), accountById);
  }

  @CardHands
  @Mutation(() => AccountResult, {
    description:
      "Makes another card for an account whose card is lost, blocked or expired. What the account holds stays there, so that it is the new card's. Refusals: `ACCOUNT_UNKNOWN`, `ACCOUNT_CLOSED`, `STEP_NOT_YOURS`, `CARD_IN_USE`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  replaceJatimCard(
    @Arg("input", () => ReplaceJatimCardInput, { description: "The account, and why." }) input: ReplaceJatimCardInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | Refused> {
    return answered(context, replaceCard(context, input, idempotencyKey), accountById);
  }

  @CardHands
  @Mutation(() => AccountResult, {
    description:
      "Ends an account: what it holds is paid out in cash at a service point, and its cards are of no use any more. Refusals: `ACCOUNT_UNKNOWN`, `ACCOUNT_CLOSED`, `STEP_NOT_YOURS`, `SERVICE_POINT_UNKNOWN`, `TILL_TOO_LOW`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  closeJatimCardAccount(
    @Arg("input", () => CloseJatimCardAccountInput, { description: "The account, where it is paid out, and why." })
    input: CloseJatimCardAccountInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | Refused> {
    return answered(context, closeAccount(context, input, idempotencyKey), accountById);
  }

  @CardUsers
  @Mutation(() => HolderResult, {
    description:
      "You become known as the holder, or as a guardian, by the code of an invitation. Refusals: `INVITATION_UNKNOWN`.",
  })
  acceptJatimCardInvitation(
    @Arg("input", () => AcceptJatimCardInvitationInput, { description: "The code." })
    input: AcceptJatimCardInvitationInput,
    @Ctx() context: Context,
  ): Promise<JatimCardHolder | Refused> {
    return answered(context, acceptInvitation(context, input.code), holderById);
  }

  @CardHands
  @Mutation(() => AccountResult, {
    description:
      "A new card gets its PIN, and can be used. Refusals: `CARD_UNKNOWN`, `ACCOUNT_CLOSED`, `CARD_EXPIRED`, `STATUS_NOT_RIGHT`, `PIN_MALFORMED`, `PIN_TRIVIAL`.",
  })
  activateJatimCard(
    @Arg("input", () => JatimCardPinInput, { description: "The card, and the PIN that the holder chose." })
    input: JatimCardPinInput,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | Refused> {
    return answered(context, activateCard(context, input), accountById);
  }

  @CardUsers
  @Mutation(() => AccountResult, {
    description:
      "Gives a card another PIN. The holder or a guardian does. Refusals: `CARD_UNKNOWN`, `ACCOUNT_CLOSED`, `CARD_EXPIRED`, `STEP_NOT_YOURS`, `STATUS_NOT_RIGHT`, `PIN_MALFORMED`, `PIN_TRIVIAL`.",
  })
  setJatimCardPin(
    @Arg("input", () => JatimCardPinInput, { description: "The card, and its new PIN." }) input: JatimCardPinInput,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | Refused> {
    return answered(context, setPin(context, input), accountById);
  }

  @CardHands
  @Mutation(() => AccountResult, {
    description:
      "Nothing can be bought with the card until it is unblocked. Refusals: `CARD_UNKNOWN`, `ACCOUNT_CLOSED`, `CARD_EXPIRED`, `STATUS_NOT_RIGHT`, `TEXT_LENGTH`.",
  })
  blockJatimCard(
    @Arg("input", () => JatimCardReasonInput, { description: "The card, and why." }) input: JatimCardReasonInput,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | Refused> {
    return answered(context, blockCard(context, input), accountById);
  }

  @CardHands
  @Mutation(() => AccountResult, {
    description:
      "A blocked card can be used again. Whoever blocked it may, and whoever decides about the holder's money: a guardian, or a holder of age who has none; what wrong PINs blocked, the pesantren's own people may too. Refusals: `CARD_UNKNOWN`, `ACCOUNT_CLOSED`, `CARD_EXPIRED`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`.",
  })
  unblockJatimCard(
    @Arg("input", () => UnblockJatimCardInput, { description: "The card." }) input: UnblockJatimCardInput,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | Refused> {
    return answered(context, unblockCard(context, input), accountById);
  }

  @CardHands
  @Mutation(() => AccountResult, {
    description:
      "A lost card is of no use any more; its account waits for another. Refusals: `CARD_UNKNOWN`, `ACCOUNT_CLOSED`, `CARD_EXPIRED`, `STATUS_NOT_RIGHT`, `TEXT_LENGTH`.",
  })
  reportJatimCardLost(
    @Arg("input", () => JatimCardReasonInput, { description: "The card, and how." }) input: JatimCardReasonInput,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | Refused> {
    return answered(context, reportLost(context, input), accountById);
  }

  @CardUsers
  @Mutation(() => AccountResult, {
    description:
      "Sets what may be spent in a day (WIB). A guardian does, or a holder of age who has none. Refusals: `ACCOUNT_UNKNOWN`, `ACCOUNT_CLOSED`, `STEP_NOT_YOURS`, `OUT_OF_RANGE`.",
  })
  setJatimCardLimit(
    @Arg("input", () => SetJatimCardLimitInput, { description: "The account, and how much." })
    input: SetJatimCardLimitInput,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | Refused> {
    return answered(context, setDailyLimit(context, input), accountById);
  }

  @CardHands
  @Mutation(() => InvitationResult, {
    description:
      "Makes a code by which the holder, or a guardian, becomes known when logged in. The pesantren's own people do, or an operator. Refusals: `HOLDER_UNKNOWN`.",
  })
  inviteJatimCardUser(
    @Arg("input", () => InviteJatimCardUserInput, { description: "For whom." }) input: InviteJatimCardUserInput,
    @Ctx() context: Context,
  ): Promise<JatimCardInvitation | Refused> {
    return orRefused(inviteUser(context, input));
  }

  @CardHands
  @Mutation(() => HolderResult, {
    description:
      "Nobody is known as the holder, or as a guardian, any more, and open invitations are of no use: for a santri of age, another guardian, or a code that came into the wrong hands. The pesantren's own people do, or an operator. Refusals: `HOLDER_UNKNOWN`.",
  })
  removeJatimCardUsers(
    @Arg("input", () => RemoveJatimCardUsersInput, { description: "Of whom, and as whom." })
    input: RemoveJatimCardUsersInput,
    @Ctx() context: Context,
  ): Promise<JatimCardHolder | Refused> {
    return answered(context, removeUsers(context, input), holderById);
  }

  @ProgrammeOperators
  @Mutation(() => RuleResult, {
    description:
      "Adds what holds for cards of a kind from a day to come on. Refusals: `DAY_NOT_TO_COME`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `RULE_SET`.",
  })
  addJatimCardRule(
    @Arg("input", () => AddJatimCardRuleInput, { description: "The rule." }) input: AddJatimCardRuleInput,
    @Ctx() context: Context,
  ): Promise<JatimCardRule | Refused> {
    return orRefused(addRule(context, input));
  }
}
