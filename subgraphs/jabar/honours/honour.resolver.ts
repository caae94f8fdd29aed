import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { resultUnion, type Refused } from "../../kit/refusal";
import { EditionKeepers } from "../access";
import { JabarEdition } from "../editions/edition";
import { Province } from "../entities/regions";
import { JABAR } from "../province";
import { JabarHonour, RecordJabarHonourInput } from "./honour";
import { honourById, honours, recordHonour } from "./honour.service";

const HonourResult = resultUnion("JabarHonourResult", () => JabarHonour, "The award, or why it was refused.");

@Resolver()
class HonourMutations {
  @EditionKeepers
  @Mutation(() => HonourResult, {
    description:
      "Records an award that the programme received. Refusals: `OUT_OF_RANGE`, `TEXT_LENGTH`, `SOURCE_UNKNOWN`.",
  })
  recordJabarHonour(
    @Arg("input", () => RecordJabarHonourInput, { description: "The award." }) input: RecordJabarHonourInput,
    @Ctx() context: Context,
  ): Promise<JabarHonour | Refused> {
    return answered(context, recordHonour(context, input), honourById);
  }
}

@Resolver(() => Province)
class ProvinceHonours {
  @Public
  @FieldResolver(() => [JabarHonour], {
    description:
      "Awards that Jawa Barat's programme received, the latest first; none of another province. At most 1,000.",
  })
  jabarHonours(@Root() { code }: Province, @Ctx() context: Context): Promise<JabarHonour[]> {
    return code === JABAR ? honours(context, null) : Promise.resolve([]);
  }
}

@Resolver(() => JabarEdition)
class EditionHonours {
  @Public
  @FieldResolver(() => [JabarHonour], { description: "Awards that the programme received in its year." })
  honours(@Root() { year }: JabarEdition, @Ctx() context: Context): Promise<JabarHonour[]> {
    return honours(context, year);
  }
}

/** What the programme itself was honoured with. */
export const HONOUR_RESOLVERS = [HonourMutations, ProvinceHonours, EditionHonours];
