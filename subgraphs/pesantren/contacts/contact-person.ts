import { GraphQLJSONObject } from "graphql-scalars";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { connectionType } from "../../kit/graph/connection";
import { resultUnion } from "../../kit/refusal";
import { DateTime } from "../../kit/scalars";
import { CATEGORIES } from "../../kit/personal/personal-table";
import { ContactKeepers, ContactReaders } from "../access";

export enum ContactRole {
  LEADER = "LEADER",
  COOPERATIVE_MANAGER = "COOPERATIVE_MANAGER",
  TREASURER = "TREASURER",
  BUSINESS_MANAGER = "BUSINESS_MANAGER",
  SANTRI_REPRESENTATIVE = "SANTRI_REPRESENTATIVE",
  ADMINISTRATOR = "ADMINISTRATOR",
}
registerEnumType(ContactRole, {
  name: "ContactRole",
  description: "What a contact person is in the pesantren.",
  valuesConfig: {
    LEADER: { description: "Leader (kiai, nyai, pengasuh)." },
    COOPERATIVE_MANAGER: { description: "Manager of the cooperative (pengurus kopontren)." },
    TREASURER: { description: "Treasurer (bendahara)." },
    BUSINESS_MANAGER: { description: "Manager of a business of the pesantren." },
    SANTRI_REPRESENTATIVE: { description: "A santri or alumnus who speaks for the others." },
    ADMINISTRATOR: { description: "Administration (tata usaha)." },
  },
});

/** Kinds of personal data, as GraphQL names them. */
export const PersonalCategory = Object.fromEntries(CATEGORIES.map((each) => [each, each])) as Record<
  (typeof CATEGORIES)[number],
  string
>;
registerEnumType(PersonalCategory, {
  name: "PersonalCategory",
  description: "A kind of personal data.",
  valuesConfig: {
    NAME: { description: "Name." },
    PHONE: { description: "Telephone number." },
    EMAIL: { description: "E-mail address." },
    NIK: { description: "Nomor Induk Kependudukan, the number of the identity card." },
    BIRTH_DATE: { description: "Birth date." },
    ADDRESS: { description: "Address of residence." },
    ACCOUNT: { description: "An account: its number, what it holds, and how that moved." },
    GUARDIAN: { description: "Name of the guardian." },
  },
});

export enum Guardianship {
  FATHER = "FATHER",
  MOTHER = "MOTHER",
  GUARDIAN = "GUARDIAN",
}
registerEnumType(Guardianship, {
  name: "Guardianship",
  description: "Who consents for a minor.",
  valuesConfig: {
    FATHER: { description: "The father." },
    MOTHER: { description: "The mother." },
    GUARDIAN: { description: "The guardian (wali)." },
  },
});

export enum ConsentGiver {
  SUBJECT = "SUBJECT",
  GUARDIAN = "GUARDIAN",
}
registerEnumType(ConsentGiver, {
  name: "ConsentGiver",
  description: "Who gave a consent.",
  valuesConfig: {
    SUBJECT: { description: "The person." },
    GUARDIAN: { description: "A parent or guardian; asked of persons under 18 years." },
  },
});

@ObjectType({ description: "A person's consent to the use of some personal data. It counts until it is withdrawn." })
export class ContactConsent {
  @ContactReaders
  @Field(() => ID, { description: "Id of the consent." })
  id!: string;

  @ContactReaders
  @Field(() => String, {
    description:
      "What the data may be read for, such as `registration`; a token's claim `opop_purpose` names the same.",
  })
  purpose!: string;

  @ContactReaders
  @Field(() => String, {
    nullable: true,
    description: "Code of the bank that may have the data; null for the operators of the province and the pesantren.",
  })
  bankCode?: string | null;

  @ContactReaders
  @Field(() => [PersonalCategory], { description: "What data it covers." })
  categories!: string[];

  @ContactReaders
  @Field(() => ConsentGiver, { description: "Who gave it." })
  givenBy!: ConsentGiver;

  @ContactReaders
  @Field(() => Guardianship, {
    nullable: true,
    description: "Which parent or guardian gave it; null if the person did.",
  })
  guardianship?: Guardianship | null;

  @ContactReaders
  @Field(() => String, { description: "Where the signed form lies." })
  evidenceReference!: string;

  @ContactReaders
  @Field(() => DateTime, { description: "When it was given." })
  givenAt!: Date;

  @ContactReaders
  @Field(() => DateTime, { nullable: true, description: "When it was withdrawn; null while it counts." })
  withdrawnAt?: Date | null;
}

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A contact person (narahubung) of a pesantren. Personal fields are null for callers whom no consent in force covers, for their purpose; a null does not tell whether there is a value. Every read is in the audit log.",
})
export class ContactPerson {
  @ContactReaders
  @Field(() => ID, { description: "Id; opaque." })
  id!: string;

  @ContactReaders
  @Field(() => ContactRole, { description: "What the person is in the pesantren." })
  role!: ContactRole;

  @ContactReaders
  @Field(() => DateTime, { nullable: true, description: "When the person's data was erased; null if it was not." })
  erasedAt?: Date | null;
}

@ObjectType({
  description: "Everything that the registry holds on one person, for answering that person (UU 27/2022).",
})
export class ContactPersonExport {
  @ContactKeepers
  @Field(() => [GraphQLJSONObject], { description: "The records, with all values in clear." })
  records!: object[];

  @ContactKeepers
  @Field(() => [GraphQLJSONObject], { description: "All consents, also withdrawn ones." })
  consents!: object[];

  @ContactKeepers
  @Field(() => [GraphQLJSONObject], { description: "Who read or changed the data, when and why; the latest first." })
  access!: object[];
}

@ObjectType({ description: "A contact person whose data was erased." })
export class ErasedContactPerson {
  @ContactKeepers
  @Field(() => ID, { description: "Id of the contact person, which stays without any data." })
  id!: string;
}

export const ContactPersonConnection = connectionType(
  "ContactPerson",
  () => ContactPerson,
  "contact persons",
  ContactReaders,
);
export const ContactConsentConnection = connectionType(
  "ContactConsent",
  () => ContactConsent,
  "consents",
  ContactReaders,
);
export const RegisterContactPersonResult = resultUnion(
  "RegisterContactPersonResult",
  () => ContactPerson,
  "The contact person registered, or why it was refused.",
);
export const ChangeContactPersonResult = resultUnion(
  "ChangeContactPersonResult",
  () => ContactPerson,
  "The contact person as changed, or why the change was refused.",
);
export const RecordContactConsentResult = resultUnion(
  "RecordContactConsentResult",
  () => ContactConsent,
  "The consent recorded, or why it was refused.",
);
export const WithdrawContactConsentResult = resultUnion(
  "WithdrawContactConsentResult",
  () => ContactConsent,
  "The consent, withdrawn, or why that was refused.",
);
export const EraseContactPersonResult = resultUnion(
  "EraseContactPersonResult",
  () => ErasedContactPerson,
  "The contact person erased, or why that was refused.",
);
