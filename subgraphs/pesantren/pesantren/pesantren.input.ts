import { Field, ID, InputType, Int } from "type-graphql";
import { LocalDate, Nspp, RegionCode } from "../../kit/scalars";
import { LocationInput } from "../location/location";
import { PesantrenKind, PesantrenStatus } from "./pesantren";

const REASON = "Why; 1 to 500 characters, kept for ever and shown in the record's `changes`.";

@InputType({ description: "The cooperative (kopontren) of a pesantren." })
class CooperativeInput {
  @Field(() => String, { description: "Its name, 1 to 200 characters." })
  name!: string;

  @Field(() => String, { nullable: true, description: "Number of its deed as a legal entity, 1 to 100 characters." })
  legalNumber?: string | null;
}

/** What can be written of a pesantren and may be empty. */
@InputType()
abstract class OptionalFields {
  @Field(() => String, { nullable: true, description: "Address below the district, 1 to 500 characters." })
  address?: string | null;

  @Field(() => RegionCode, { nullable: true, description: "Code of its district; it must lie in the regency." })
  districtCode?: string | null;

  @Field(() => LocationInput, { nullable: true, description: "Where it is." })
  location?: LocationInput | null;

  @Field(() => PesantrenKind, { nullable: true, description: "What it teaches." })
  kind?: PesantrenKind | null;

  @Field(() => Int, { nullable: true, description: "Year in which it was founded, 1400 to the current year." })
  foundedYear?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "WhatsApp number for buyers, public, in E.164 form such as `+6281234567890`.",
  })
  whatsapp?: string | null;

  @Field(() => CooperativeInput, { nullable: true, description: "Its cooperative." })
  cooperative?: CooperativeInput | null;

  @Field(() => String, {
    nullable: true,
    description: "Its website, with `https://` or `http://`, at most 300 characters.",
  })
  website?: string | null;
}

@InputType({ description: "A pesantren to be registered by hand; it begins as `ACTIVE`." })
export class RegisterPesantrenInput extends OptionalFields {
  @Field(() => Nspp, { description: "Its number. No other pesantren may have or have had it." })
  nspp!: string;

  @Field(() => String, { description: "Its name, 1 to 200 characters, with a letter or a digit." })
  name!: string;

  @Field(() => RegionCode, { description: "Code of its regency or city." })
  regencyCode!: string;

  @Field(() => String, {
    description: "Where the record comes from, such as a letter and its number; 1 to 200 characters.",
  })
  source!: string;

  @Field(() => LocalDate, { description: "The day for which the source says so; not in the future." })
  asOf!: string;
}

@InputType({
  description:
    "What to correct of a pesantren. What is left out stays; null empties what may be empty. Imports never overwrite a field that was corrected.",
})
export class CorrectPesantrenInput extends OptionalFields {
  @Field(() => ID, { description: "Id of the pesantren." })
  id!: string;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => Nspp, {
    nullable: true,
    description: "Its number, if it was issued anew; the one before stays in its history and still finds it. Not null.",
  })
  nspp?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: "First day on which the new number is valid, if `nspp` is given and the day is known.",
  })
  nsppValidFrom?: string | null;

  @Field(() => String, { nullable: true, description: "Its name for display, 1 to 200 characters. Not null." })
  name?: string | null;

  @Field(() => RegionCode, {
    nullable: true,
    description: "Code of its regency or city. Not null. Another regency empties the district, unless one is given.",
  })
  regencyCode?: string | null;
}

@InputType({ description: "A pesantren's new status." })
export class ChangePesantrenStatusInput {
  @Field(() => ID, { description: "Id of the pesantren." })
  id!: string;

  @Field(() => PesantrenStatus, { description: "The new status; any but the present one." })
  status!: PesantrenStatus;

  @Field(() => String, { description: REASON })
  reason!: string;
}
