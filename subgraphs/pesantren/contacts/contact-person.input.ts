import { Field, ID, InputType } from "type-graphql";
import { DateTime, LocalDate } from "../../kit/scalars";
import type { Category } from "../../kit/personal/personal-table";
import { ContactRole, Guardianship, PersonalCategory } from "./contact-person";

const NAME = "Full name, 1 to 120 characters. Encrypted where it is kept.";
const PHONE = "Telephone in E.164 form such as `+628123456789`. Encrypted where it is kept.";
const NIK = "NIK, 16 digits. Encrypted where it is kept.";
const EMAIL = "E-mail address. Encrypted where it is kept.";
const BIRTH_DATE = "Birth date: who is under 18 years needs a guardian's consent. Encrypted where it is kept.";

@InputType({ description: "A contact person to be registered." })
export class RegisterContactPersonInput {
  @Field(() => ID, { description: "Id of the pesantren." })
  pesantrenId!: string;

  @Field(() => ContactRole, { description: "What the person is in the pesantren." })
  role!: ContactRole;

  @Field(() => String, { description: NAME })
  name!: string;

  @Field(() => LocalDate, { description: BIRTH_DATE })
  birthDate!: string;

  @Field(() => String, { nullable: true, description: PHONE })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: NIK })
  nik?: string | null;

  @Field(() => String, { nullable: true, description: EMAIL })
  email?: string | null;
}

@InputType({
  description: "What to change of a contact person. What is left out stays; null empties what may be empty.",
})
export class ChangeContactPersonInput {
  @Field(() => ID, { description: "Id of the contact person." })
  id!: string;

  @Field(() => ContactRole, { nullable: true, description: "What the person is in the pesantren; not null." })
  role?: ContactRole | null;

  @Field(() => String, { nullable: true, description: `${NAME} Not null.` })
  name?: string | null;

  @Field(() => LocalDate, { nullable: true, description: `${BIRTH_DATE} Not null.` })
  birthDate?: string | null;

  @Field(() => String, { nullable: true, description: PHONE })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: NIK })
  nik?: string | null;

  @Field(() => String, { nullable: true, description: EMAIL })
  email?: string | null;
}

@InputType({ description: "The parent or guardian who consents for a minor." })
export class GuardianInput {
  @Field(() => String, { description: "Full name, 1 to 120 characters. Encrypted where it is kept." })
  name!: string;

  @Field(() => Guardianship, { description: "Which parent, or the guardian." })
  relationship!: Guardianship;
}

@InputType({ description: "A consent that a person gave on paper or otherwise." })
export class RecordContactConsentInput {
  @Field(() => ID, { description: "Id of the contact person." })
  contactPersonId!: string;

  @Field(() => String, { description: "`registration`, `programme`, `banking` or `reporting`." })
  purpose!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Code of the bank that may have the data; left out for the operators of the province and the pesantren.",
  })
  bankCode?: string | null;

  @Field(() => [PersonalCategory], { description: "What data it covers, at least one kind." })
  categories!: Category[];

  @Field(() => GuardianInput, { nullable: true, description: "Who consents for a person under 18 years." })
  guardian?: GuardianInput | null;

  @Field(() => String, {
    description: "Where the signed form lies, such as the number of a document; 1 to 200 characters, no personal data.",
  })
  evidenceReference!: string;

  @Field(() => String, { description: "SHA-256 of the form as a file, 64 hexadecimal digits." })
  evidenceSha256!: string;

  @Field(() => DateTime, { description: "When it was given; not in the future." })
  givenAt!: Date;
}

@InputType({ description: "A consent to be withdrawn. Reads that it alone allowed end at once." })
export class WithdrawContactConsentInput {
  @Field(() => ID, { description: "Id of the consent." })
  id!: string;
}

@InputType({ description: "A contact person whose data is to be erased, for ever." })
export class EraseContactPersonInput {
  @Field(() => ID, { description: "Id of the contact person." })
  id!: string;

  @Field(() => String, {
    description:
      "Why, such as the number of the person's letter; 1 to 500 characters, no personal data. Kept in the audit log.",
  })
  reason!: string;
}
