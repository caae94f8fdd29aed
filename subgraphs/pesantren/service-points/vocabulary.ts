import { Field, InputType, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { resultUnion } from "../../kit/refusal";

const CODE = "Code, 2 to 40 capital letters, digits and underscores, such as `LAKU_PANDAI`.";
const SOURCE = "Who defines it: the programme, decree or list.";

@ObjectType({ description: "Something that service points may offer. An open list: provinces add to it." })
export class Service {
  @Public
  @Field(() => String, { description: CODE })
  code!: string;

  @Public
  @Field(() => String, { description: "Name in Indonesian." })
  nameIndonesian!: string;

  @Public
  @Field(() => String, { description: "Name in English." })
  nameEnglish!: string;

  @Public
  @Field(() => String, { description: SOURCE })
  source!: string;
}

@ObjectType({ description: "A bank that service points may have as their partner. An open list: provinces add to it." })
export class Bank {
  @Public
  @Field(() => String, {
    description:
      "Code, such as `JATIM_SYARIAH`; our own, since national numbers do not tell a bank from its sharia unit.",
  })
  code!: string;

  @Public
  @Field(() => String, { description: "Name of the bank." })
  name!: string;

  @Public
  @Field(() => String, { description: SOURCE })
  source!: string;
}

@InputType({ description: "A service to be added to the list." })
export class DefineServiceInput {
  @Field(() => String, { description: CODE })
  code!: string;

  @Field(() => String, { description: "Name in Indonesian, 1 to 120 characters." })
  nameIndonesian!: string;

  @Field(() => String, { description: "Name in English, 1 to 120 characters." })
  nameEnglish!: string;

  @Field(() => String, { description: `${SOURCE} 1 to 120 characters.` })
  source!: string;
}

@InputType({ description: "A bank to be added to the list." })
export class DefineBankInput {
  @Field(() => String, { description: CODE })
  code!: string;

  @Field(() => String, { description: "Name of the bank, 1 to 120 characters." })
  name!: string;

  @Field(() => String, { description: `${SOURCE} 1 to 120 characters.` })
  source!: string;
}

export const ServiceConnection = connectionType("Service", () => Service, "services", Public);
export const BankConnection = connectionType("Bank", () => Bank, "banks", Public);
export const DefineServiceResult = resultUnion(
  "DefineServiceResult",
  () => Service,
  "The service, or why it was refused.",
);
export const DefineBankResult = resultUnion("DefineBankResult", () => Bank, "The bank, or why it was refused.");
