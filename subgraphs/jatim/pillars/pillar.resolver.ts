import { Arg, Args, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { Context } from "../../kit/context";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { LocalDate } from "../../kit/scalars";
import { Participants } from "../access";
import { idsOf, Pesantren } from "../entities/pesantren";
import { Product } from "../entities/product";
import { Province } from "../entities/regions";
import { JATIM } from "../province";
import {
  JatimPesantrenPillar,
  JatimPillar,
  JatimPillarMember,
  JatimPillarMemberConnection,
  JatimPillarMonth,
  JatimPillarPerson,
  JatimPillarRegency,
  JatimPillarStep,
  JatimPillarStepTaken,
  JatimPublishedFigure,
} from "./pillar";
import { JatimPillarMemberListArguments } from "./pillar.input";
import * as loader from "./pillar.loader";
import { PillarMutations } from "./pillar.mutations";

const YEAR = "The year.";

@Resolver()
class PillarQueries {
  @Public
  @Query(() => [JatimPillar], {
    description: "The three pillars of Eko-Tren OPOP in a year: targets, published figures and what the graph counts.",
  })
  jatimPillars(
    @Arg("year", () => Int, { description: YEAR }) year: number,
    @Ctx() context: Context,
  ): Promise<JatimPillar[]> {
    return loader.pillarsOf(context, year);
  }

  @Directive(pageCost)
  @Participants
  @Query(() => JatimPillarMemberConnection, {
    nullable: true,
    description:
      "Santri, products and alumni of the pillars, the last recorded first; of a pesantren's own people its own.",
  })
  jatimPillarMembers(
    @Args(() => JatimPillarMemberListArguments) args: JatimPillarMemberListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimPillarMember>> {
    return loader.memberPage(context, args);
  }
}

@Resolver(() => JatimPillar)
class PillarParts {
  @Public
  @FieldResolver(() => [JatimPublishedFigure], {
    description: "What sources published about this year, each with what the graph counted by then; at most 1,000.",
  })
  published(@Root() pillar: JatimPillar, @Ctx() context: Context): Promise<JatimPublishedFigure[]> {
    return loader.publishedOf(context, pillar);
  }

  @Public
  @FieldResolver(() => [JatimPillarMonth], {
    description: "How it grew, by month of the year; a month in which nothing came is left out.",
  })
  byMonth(@Root() pillar: JatimPillar, @Ctx() context: Context): Promise<JatimPillarMonth[]> {
    return loader.monthsOf(context, pillar);
  }

  @Public
  @FieldResolver(() => [JatimPillarRegency], { description: "What was reached by regency or city, by their codes." })
  byRegency(@Root() pillar: JatimPillar, @Ctx() context: Context): Promise<JatimPillarRegency[]> {
    return loader.regenciesOf(context, pillar);
  }

  @Public
  @FieldResolver(() => [JatimPillarStep], { description: "The steps that lead there, in their order." })
  steps(@Root() pillar: JatimPillar, @Ctx() context: Context): Promise<JatimPillarStep[]> {
    return loader.stepsOf(context, pillar);
  }
}

@Resolver(() => JatimPillarStep)
class StepParts {
  @Public
  @FieldResolver(() => String, { description: "Its name, Indonesian, or English if the request prefers it." })
  name(@Root() { nameId, nameEn }: JatimPillarStep, @Ctx() { language }: Context): string {
    return language === "en" ? nameEn : nameId;
  }
}

@Resolver(() => JatimPillarMember)
class MemberParts {
  @Participants
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JatimPillarMember): { id: string } {
    return { id: pesantrenId };
  }

  @Participants
  @FieldResolver(() => Product, { nullable: true, description: "The product, of a flagship product." })
  product(@Root() { productId }: JatimPillarMember): Product | null {
    return productId ? { id: productId } : null;
  }

  @Participants
  @FieldResolver(() => [JatimPillarStepTaken], { description: "The steps taken, in their order." })
  steps(@Root() { id }: JatimPillarMember, @Ctx() context: Context): Promise<JatimPillarStepTaken[]> {
    return loader.takenOf(context, id);
  }

  @Participants
  @FieldResolver(() => JatimPillarPerson, { nullable: true, description: "Who it is; null of a product." })
  person(@Root() { id, productId }: JatimPillarMember): JatimPillarPerson | null {
    return productId ? null : { id };
  }
}

@Resolver(() => JatimPillarPerson)
class PersonValues {
  @Participants
  @FieldResolver(() => String, { nullable: true, description: "Full name; null without a consent for your purpose." })
  name(@Root() { id }: JatimPillarPerson, @Ctx() context: Context): Promise<string | null> {
    return loader.personValue(context, id, "name");
  }

  @Participants
  @FieldResolver(() => LocalDate, { nullable: true, description: "Birth date; null without a consent." })
  birthDate(@Root() { id }: JatimPillarPerson, @Ctx() context: Context): Promise<string | null> {
    return loader.personValue(context, id, "birthDate");
  }
}

@Resolver(() => Pesantren)
class PesantrenPillars {
  @Directive('@requires(fields: "formerIds")')
  @Public
  @FieldResolver(() => [JatimPesantrenPillar], {
    description: "How many of its santri, products and alumni the pillars of Jawa Timur have reached.",
  })
  jatimPillars(
    @Root() pesantren: Pesantren,
    @Arg("year", () => Int, { description: YEAR }) year: number,
    @Ctx() context: Context,
  ): Promise<JatimPesantrenPillar[]> {
    return loader.pillarsOfPesantren(context, idsOf(pesantren), year);
  }
}

@Resolver(() => Province)
class ProvincePillars {
  @Public
  @FieldResolver(() => [JatimPillar], { description: "The pillars of Eko-Tren OPOP; of Jawa Timur only, else empty." })
  async jatimPillars(
    @Root() { code }: Province,
    @Arg("year", () => Int, { description: YEAR }) year: number,
    @Ctx() context: Context,
  ): Promise<JatimPillar[]> {
    return code === JATIM ? loader.pillarsOf(context, year) : [];
  }
}

/** The three pillars. */
export const PILLAR_RESOLVERS = [
  PillarQueries,
  PillarMutations,
  PillarParts,
  StepParts,
  MemberParts,
  PersonValues,
  PesantrenPillars,
  ProvincePillars,
];
