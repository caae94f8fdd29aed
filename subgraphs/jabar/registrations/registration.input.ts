import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { BusinessField } from "../../kit/business-field";
import { PageArguments } from "../../kit/graph/connection";
import { DateTime, LocalDate, Nspp, RegionCode } from "../../kit/scalars";
import { JabarAppealStatus, JabarEducation, JabarRegistrationStatus, JabarReviewOutcome } from "./registration";

@InputType({ description: "The one person who stands for the pesantren. What is left out stays as it is." })
export class JabarRepresentativeInput {
  @Field(() => String, { nullable: true, description: "Full name, 1 to 120 characters. Encrypted where it is kept." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "NIK, 16 digits. Encrypted where it is kept." })
  nik?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Birth date. Encrypted where it is kept." })
  birthDate?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Telephone in E.164 form, such as `+628123456789`. Encrypted where it is kept.",
  })
  phone?: string | null;

  @Field(() => JabarEducation, { nullable: true, description: "Highest schooling." })
  education?: JabarEducation | null;
}

@InputType({
  description: "The representative's consent to the use of the own data for the programme, as it was signed.",
})
export class JabarConsentInput {
  @Field(() => String, { description: "Where the signed form lies, 1 to 200 characters, no personal data." })
  evidenceReference!: string;

  @Field(() => String, { description: "SHA-256 of the form as a file, 64 hexadecimal digits." })
  evidenceSha256!: string;

  @Field(() => DateTime, { description: "When it was given; not in the future." })
  givenAt!: Date;
}

@InputType({ description: "A document by reference: the graph keeps where it lies and what its content must be." })
export class JabarDocumentInput {
  @Field(() => String, { description: "Code of a requirement of the edition whose rule is `DOCUMENT`, such as `KTP`." })
  requirement!: string;

  @Field(() => String, { description: "Where it is kept, 1 to 500 characters." })
  reference!: string;

  @Field(() => String, { description: "SHA-256 of its content, 64 hexadecimal digits." })
  sha256!: string;
}

@InputType({ description: "What a registration says. What is left out stays as it is; null empties it." })
export class JabarRegistrationFieldsInput {
  @Field(() => RegionCode, {
    nullable: true,
    description: "Code of the district, such as `32.04.05`; needed where the registry has none.",
  })
  districtCode?: string | null;

  @Field(() => BusinessField, { nullable: true, description: "Business field." })
  businessField?: BusinessField | null;

  @Field(() => String, { nullable: true, description: "Name of the business, 2 to 120 characters." })
  businessName?: string | null;

  @Field(() => String, { nullable: true, description: "What the business does, 10 to 5,000 characters." })
  businessProfile?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "When the business began; not in the future." })
  businessStartedOn?: string | null;

  @Field(() => String, { nullable: true, description: "Business registration number (NIB), 13 digits." })
  nib?: string | null;

  @Field(() => String, { nullable: true, description: "Tax number (NPWP) of the institution, 15 or 16 digits." })
  npwp?: string | null;

  @Field(() => String, { nullable: true, description: "Code of the bank of the institution's account, such as `BJB`." })
  bankCode?: string | null;

  @Field(() => String, { nullable: true, description: "Number of the account, 5 to 20 digits." })
  bankAccount?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Holder of the account, as the bank writes it, 2 to 120 characters.",
  })
  bankAccountHolder?: string | null;

  @Field(() => JabarRepresentativeInput, {
    nullable: true,
    description: "The representative; can't be replaced after the submission.",
  })
  representative?: JabarRepresentativeInput | null;

  @Field(() => JabarConsentInput, { nullable: true, description: "The representative's consent." })
  consent?: JabarConsentInput | null;

  @Field(() => [JabarDocumentInput], { defaultValue: [], description: "Documents to add or to exchange, at most 50." })
  documents!: JabarDocumentInput[];
}

@InputType({ description: "A new registration." })
export class DraftJabarRegistrationInput extends JabarRegistrationFieldsInput {
  @Field(() => Int, { description: "Year of the edition." })
  year!: number;

  @Field(() => Nspp, { description: "NSPP of the pesantren." })
  nspp!: string;
}

@InputType({ description: "What to change of a registration." })
export class ChangeJabarRegistrationInput extends JabarRegistrationFieldsInput {
  @Field(() => ID, { description: "Id of the registration." })
  id!: string;
}

@InputType({ description: "A registration to be taken back." })
export class WithdrawJabarRegistrationInput {
  @Field(() => ID, { description: "Id of the registration." })
  id!: string;

  @Field(() => String, { description: "Why; 1 to 500 characters." })
  reason!: string;
}

@InputType({ description: "A line of a reviewer's checklist." })
export class JabarReviewItemInput {
  @Field(() => String, { description: "Code of a requirement of the edition." })
  requirement!: string;

  @Field(() => Boolean, { description: "Whether it is fulfilled." })
  isFulfilled!: boolean;

  @Field(() => String, { nullable: true, description: "A remark, up to 500 characters." })
  note?: string | null;
}

@InputType({ description: "What a reviewer decides of one registration." })
export class JabarReviewInput {
  @Field(() => ID, { description: "Id of the registration." })
  registrationId!: string;

  @Field(() => JabarReviewOutcome, { description: "The decision." })
  outcome!: JabarReviewOutcome;

  @Field(() => String, { nullable: true, description: "Why, 1 to 2,000 characters; needed unless it passes." })
  reason?: string | null;

  @Field(() => [JabarReviewItemInput], { description: "The checklist: every requirement of the edition once." })
  items!: JabarReviewItemInput[];
}

@InputType({ description: "Reviews of the administrative selection." })
export class ReviewJabarRegistrationsInput {
  @Field(() => [JabarReviewInput], { description: "The reviews, 1 to 100; all of them are kept, or none." })
  reviews!: JabarReviewInput[];
}

@InputType({ description: "An appeal (sanggahan) against the refusal of a registration." })
export class AppealJabarReviewInput {
  @Field(() => ID, { description: "Id of the registration." })
  registrationId!: string;

  @Field(() => String, { description: "The grounds, 1 to 5,000 characters." })
  grounds!: string;
}

@InputType({ description: "The answer to an appeal." })
export class AnswerJabarAppealInput {
  @Field(() => ID, { description: "Id of the appeal." })
  appealId!: string;

  @Field(() => Boolean, { description: "Whether the pesantren is right." })
  isGranted!: boolean;

  @Field(() => String, { description: "The answer, 1 to 5,000 characters." })
  answer!: string;
}

@InputType({ description: "Which registrations to list: those to which everything given applies." })
export class JabarRegistrationFilter {
  @Field(() => Int, { description: "Year of the edition." })
  year!: number;

  @Field(() => JabarRegistrationStatus, { nullable: true, description: "Only those with this status." })
  status?: JabarRegistrationStatus | null;

  @Field(() => String, { nullable: true, description: "Only those of the category with this code." })
  category?: string | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those of this regency or city, such as `32.04`." })
  regencyCode?: string | null;

  @Field(() => BusinessField, { nullable: true, description: "Only those of this business field." })
  businessField?: BusinessField | null;
}

@ArgsType()
export class JabarRegistrationListArguments extends PageArguments {
  @Field(() => JabarRegistrationFilter, { description: "Which registrations." })
  filter!: JabarRegistrationFilter;
}

@InputType({ description: "Which appeals to list: those to which everything given applies." })
export class JabarAppealFilter {
  @Field(() => Int, { description: "Year of the edition." })
  year!: number;

  @Field(() => JabarAppealStatus, { nullable: true, description: "Only those with this status." })
  status?: JabarAppealStatus | null;
}

@ArgsType()
export class JabarAppealListArguments extends PageArguments {
  @Field(() => JabarAppealFilter, { description: "Which appeals." })
  filter!: JabarAppealFilter;
}
