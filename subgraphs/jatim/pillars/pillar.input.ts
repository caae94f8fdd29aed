import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { DateTime, LocalDate, RegionCode } from "../../kit/scalars";
import { JatimPillarName } from "./pillar";

@InputType({ description: "A guardian." })
export class JatimGuardianInput {
  @Field(() => String, { description: "Full name, 1 to 120 characters. Encrypted where it is kept." })
  name!: string;

  @Field(() => String, { description: "What the guardian is to the person, such as `ayah`; 1 to 60 characters." })
  relationship!: string;
}

@InputType({ description: "The consent to the use of a person's data for the programme, as it was signed." })
export class JatimConsentInput {
  @Field(() => JatimGuardianInput, { nullable: true, description: "The guardian who consents; needed for a minor." })
  guardian?: JatimGuardianInput | null;

  @Field(() => String, { description: "Where the signed form lies, 1 to 200 characters, no personal data." })
  evidenceReference!: string;

  @Field(() => String, { description: "SHA-256 of the form as a file, 64 hexadecimal digits." })
  evidenceSha256!: string;

  @Field(() => DateTime, { description: "When it was given; not in the future." })
  givenAt!: Date;
}

@InputType({ description: "A person, with the consent to keep this." })
export class JatimPersonInput {
  @Field(() => String, { description: "Full name, 1 to 120 characters. Encrypted where it is kept." })
  name!: string;

  @Field(() => LocalDate, { description: "Birth date. Encrypted where it is kept." })
  birthDate!: string;

  @Field(() => JatimConsentInput, { description: "The consent." })
  consent!: JatimConsentInput;
}

@InputType({ description: "A santri, who begins the way of a santripreneur." })
export class RegisterJatimSantriInput {
  @Field(() => ID, { description: "Id of the pesantren; your own, unless you run the programme." })
  pesantrenId!: string;

  @Field(() => JatimPersonInput, { description: "Who it is." })
  person!: JatimPersonInput;
}

@InputType({ description: "A product of the cooperative, which is to become a flagship product." })
export class RegisterJatimFlagshipInput {
  @Field(() => ID, { description: "Id of the pesantren; your own, unless you run the programme." })
  pesantrenId!: string;

  @Field(() => ID, { description: "Id of the product in the catalogue; one of the pesantren's own." })
  productId!: string;
}

@InputType({ description: "An alumnus with a business." })
export class RegisterJatimAlumnusInput {
  @Field(() => ID, { description: "Id of the pesantren; your own, unless you run the programme." })
  pesantrenId!: string;

  @Field(() => JatimPersonInput, { description: "Who it is." })
  person!: JatimPersonInput;

  @Field(() => String, { description: "Name of the business, 2 to 120 characters." })
  businessName!: string;

  @Field(() => String, {
    description: "How the business is tied to the pesantren and the community around it, 10 to 2,000 characters.",
  })
  ties!: string;
}

@InputType({ description: "A halal certificate." })
export class JatimHalalCertificateInput {
  @Field(() => String, { description: "Its number, 5 to 60 characters." })
  number!: string;

  @Field(() => LocalDate, { description: "The last day on which it holds; not before the step." })
  validUntil!: string;
}

@InputType({ description: "A step that a member has taken." })
export class RecordJatimPillarStepInput {
  @Field(() => ID, { description: "Id of the member." })
  memberId!: string;

  @Field(() => String, { description: "Code of a step of the pillar; the steps before it must be taken." })
  step!: string;

  @Field(() => LocalDate, { description: "When it was taken; not in the future, and not before the step before it." })
  takenOn!: string;

  @Field(() => JatimHalalCertificateInput, {
    nullable: true,
    description: "The certificate, where the step needs one.",
  })
  certificate?: JatimHalalCertificateInput | null;
}

@InputType({ description: "A member that was recorded by mistake." })
export class RemoveJatimPillarMemberInput {
  @Field(() => ID, { description: "Id of the member." })
  memberId!: string;

  @Field(() => String, { description: "Why, 1 to 500 characters." })
  reason!: string;
}

@InputType({ description: "A target of a pillar; set again, the later holds." })
export class SetJatimPillarTargetInput {
  @Field(() => JatimPillarName, { description: "Which pillar." })
  pillar!: JatimPillarName;

  @Field(() => Int, { description: "By the end of which year, 2018 to 2100." })
  year!: number;

  @Field(() => Int, { description: "How many, 0 or more." })
  target!: number;

  @Field(() => String, { description: "Who set it, such as a decree; 3 to 300 characters." })
  source!: string;
}

@InputType({ description: "A figure that somebody published." })
export class PublishJatimPillarFigureInput {
  @Field(() => JatimPillarName, { description: "Which pillar." })
  pillar!: JatimPillarName;

  @Field(() => LocalDate, { description: "The day it is said of; not in the future." })
  asOf!: string;

  @Field(() => Int, { description: "How many were reached, 0 or more." })
  value!: number;

  @Field(() => String, { description: "Who published it, 3 to 300 characters." })
  source!: string;
}

@ArgsType()
export class JatimPillarMemberListArguments extends PageArguments {
  @Field(() => JatimPillarName, { nullable: true, description: "Only those of this pillar." })
  pillar?: JatimPillarName | null;

  @Field(() => ID, { nullable: true, description: "Only those of this pesantren." })
  pesantrenId?: string | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those of pesantren of this regency or city." })
  regencyCode?: string | null;

  @Field(() => String, { nullable: true, description: "Only those that have not yet taken this step." })
  withoutStep?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Only those whose halal certificate ends before this day." })
  halalEndsBefore?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: "Those struck off as mistakes, instead of all others." })
  isRemoved!: boolean;
}
