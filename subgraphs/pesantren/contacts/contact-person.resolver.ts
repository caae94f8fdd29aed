import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from "type-graphql";
import { type Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { orRefused, type Refused } from "../../kit/refusal";
import { LocalDate } from "../../kit/scalars";
import { ConsentKeepers, ContactKeepers, ContactReaders } from "../access";
import { Pesantren } from "../pesantren/pesantren";
import { pesantrenById, pesantrenColumns, type PesantrenRow } from "../pesantren/pesantren.loader";
import { recordContactConsent, withdrawContactConsent } from "./contact-consent.service";
import {
  ChangeContactPersonResult,
  ContactConsentConnection,
  ContactPerson,
  ContactPersonConnection,
  ContactPersonExport,
  EraseContactPersonResult,
  RecordContactConsentResult,
  RegisterContactPersonResult,
  WithdrawContactConsentResult,
  type ContactConsent,
  type ErasedContactPerson,
} from "./contact-person";
import {
  ChangeContactPersonInput,
  EraseContactPersonInput,
  RecordContactConsentInput,
  RegisterContactPersonInput,
  WithdrawContactConsentInput,
} from "./contact-person.input";
import {
  consentsOf,
  contactPersonExport,
  contactPersonsByNik,
  contactPersonsOf,
  personalValue,
  type ContactPersonRow,
} from "./contact-person.loader";
import { changeContactPerson, eraseContactPerson, registerContactPerson } from "./contact-person.service";

@Resolver()
export class ContactPersonQueries {
  @ContactReaders
  @Query(() => [ContactPerson], {
    nullable: true,
    description:
      "The contact persons of a NIK, at most one of each pesantren, as far as the caller may know of them. Each look-up is in the audit log.",
  })
  contactPersonsByNik(
    @Arg("nik", () => String, { description: "The NIK, 16 digits." }) nik: string,
    @Ctx() context: Context,
  ): Promise<ContactPersonRow[]> {
    return contactPersonsByNik(context, nik);
  }

  @ContactKeepers
  @Query(() => ContactPersonExport, {
    nullable: true,
    description:
      "Everything that the registry holds on a contact person of the own province or pesantren, in clear, for answering that person. Null if there is none. Leaves a row in the audit log.",
  })
  contactPersonExport(
    @Arg("id", () => ID, { description: "Id of the contact person." }) id: string,
    @Arg("reason", () => String, {
      description: "Why, such as the number of the person's letter, without personal data. Kept in the audit log.",
    })
    reason: string,
    @Ctx() context: Context,
  ): Promise<ContactPersonExport | null> {
    return contactPersonExport(context, id, reason);
  }
}

@Resolver()
export class ContactPersonMutations {
  @ContactKeepers
  @Mutation(() => RegisterContactPersonResult, {
    description:
      "Registers a contact person of a pesantren. Refusals, none of which repeats a personal value: `PESANTREN_UNKNOWN`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `TEXT_LENGTH`, `PHONE_INVALID`, `NIK_INVALID`, `NIK_TAKEN`, `EMAIL_INVALID`, `BIRTH_DATE_INVALID`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  registerContactPerson(
    @Arg("input", () => RegisterContactPersonInput, { description: "The contact person." })
    input: RegisterContactPersonInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<ContactPersonRow | Refused> {
    return orRefused(registerContactPerson(context, input, idempotencyKey));
  }

  @ContactKeepers
  @Mutation(() => ChangeContactPersonResult, {
    description:
      "Changes the fields given of a contact person. Refusals: `CONTACT_PERSON_UNKNOWN`, `FIELD_REQUIRED`, and those of `registerContactPerson` for the fields.",
  })
  changeContactPerson(
    @Arg("input", () => ChangeContactPersonInput, { description: "Whom, and what to change." })
    input: ChangeContactPersonInput,
    @Ctx() context: Context,
  ): Promise<ContactPersonRow | Refused> {
    return orRefused(changeContactPerson(context, input));
  }

  @ConsentKeepers
  @Mutation(() => RecordContactConsentResult, {
    description:
      "Records a consent of a contact person; it counts at once. Refusals: `CONTACT_PERSON_UNKNOWN`, `OUTSIDE_PESANTREN`, `PURPOSE_UNKNOWN`, `BANK_UNKNOWN`, `CATEGORIES_REQUIRED`, `GUARDIAN_REQUIRED`, `TEXT_LENGTH`, `EVIDENCE_INVALID`, `CONSENT_IN_FUTURE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  recordContactConsent(
    @Arg("input", () => RecordContactConsentInput, { description: "The consent." })
    input: RecordContactConsentInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<ContactConsent | Refused> {
    return orRefused(recordContactConsent(context, input, idempotencyKey));
  }

  @ConsentKeepers
  @Mutation(() => WithdrawContactConsentResult, {
    description:
      "Withdraws a consent: the next read that it alone allowed is null. Refusals: `CONSENT_UNKNOWN`, `OUTSIDE_PESANTREN`.",
  })
  withdrawContactConsent(
    @Arg("input", () => WithdrawContactConsentInput, { description: "The consent." })
    input: WithdrawContactConsentInput,
    @Ctx() context: Context,
  ): Promise<ContactConsent | Refused> {
    return orRefused(withdrawContactConsent(context, input));
  }

  @ContactKeepers
  @Mutation(() => EraseContactPersonResult, {
    description:
      "Erases everything held on a contact person, for ever, and ends all consents. Refusals: `CONTACT_PERSON_UNKNOWN`, `OUTSIDE_PESANTREN`, `TEXT_LENGTH`.",
  })
  eraseContactPerson(
    @Arg("input", () => EraseContactPersonInput, { description: "Whom, and why." }) input: EraseContactPersonInput,
    @Ctx() context: Context,
  ): Promise<ErasedContactPerson | Refused> {
    return orRefused(eraseContactPerson(context, input));
  }
}

type Value = Promise<string | null>;

@Resolver(() => ContactPerson)
export class ContactPersonResolver {
  @ContactReaders
  @FieldResolver(() => String, { nullable: true, description: "Full name." })
  name(@Root() { id }: ContactPerson, @Ctx() context: Context): Value {
    return personalValue(context, id, "name");
  }

  @ContactReaders
  @FieldResolver(() => String, { nullable: true, description: "Telephone in E.164 form." })
  phone(@Root() { id }: ContactPerson, @Ctx() context: Context): Value {
    return personalValue(context, id, "phone");
  }

  @ContactReaders
  @FieldResolver(() => String, { nullable: true, description: "NIK, 16 digits." })
  nik(@Root() { id }: ContactPerson, @Ctx() context: Context): Value {
    return personalValue(context, id, "nik");
  }

  @ContactReaders
  @FieldResolver(() => String, { nullable: true, description: "E-mail address, in small letters." })
  email(@Root() { id }: ContactPerson, @Ctx() context: Context): Value {
    return personalValue(context, id, "email");
  }

  @ContactReaders
  @FieldResolver(() => LocalDate, { nullable: true, description: "Birth date." })
  birthDate(@Root() { id }: ContactPerson, @Ctx() context: Context): Value {
    return personalValue(context, id, "birthDate");
  }

  @ContactReaders
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The last four digits of the NIK after dots, such as `••••••0123`; for operators without a consent, for a bank by consent and its policy.",
  })
  nikLastDigits(@Root() { id }: ContactPerson, @Ctx() context: Context): Value {
    return personalValue(context, id, "nik", { masked: true });
  }

  @ContactReaders
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The last digits of the telephone number after dots, at most a quarter of them; for whom as `nikLastDigits`.",
  })
  phoneLastDigits(@Root() { id }: ContactPerson, @Ctx() context: Context): Value {
    return personalValue(context, id, "phone", { masked: true });
  }

  @ContactReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(
    @Root() { pesantrenId }: ContactPersonRow,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PesantrenRow | null> {
    return pesantrenById(context, pesantrenId, pesantrenColumns(info));
  }

  @Directive(pageCost)
  @ContactReaders
  @FieldResolver(() => ContactConsentConnection, {
    nullable: true,
    description: "The person's consents, withdrawn ones too, the latest recorded first; to a bank those given to it.",
  })
  consents(
    @Root() { id }: ContactPerson,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<ContactConsent>> {
    return consentsOf(context, id, page);
  }
}

@Resolver(() => Pesantren)
export class PesantrenContactsResolver {
  @Directive(pageCost)
  @ContactReaders
  @FieldResolver(() => ContactPersonConnection, {
    nullable: true,
    description:
      "Its contact persons and those of its merged duplicates whom the caller may know of, the first registered first.",
  })
  contacts(
    @Root() { id }: Pesantren,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<ContactPersonRow>> {
    return contactPersonsOf(context, id, page);
  }
}
