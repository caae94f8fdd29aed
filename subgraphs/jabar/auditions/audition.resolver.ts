import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { type Context } from "../../kit/context";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { ScoreReaders } from "../access";
import { idsOf, Pesantren } from "../entities/pesantren";
import { JabarStage } from "../editions/stage";
import {
  JabarCandidate,
  JabarCandidateConnection,
  JabarDecision,
  type JabarJudge,
  JabarJudgeConnection,
  JabarPanelSeat,
  JabarResult,
  JabarResultConnection,
  JabarScoreSheet,
  JabarSession,
} from "./audition";
import { JabarCandidateListArguments, JabarResultListArguments } from "./audition.filter";
import {
  candidatePage,
  decisionById,
  decisionsOf,
  judgePage,
  panelOf,
  passedBy,
  resultPage,
  sessionById,
  sessionsOf,
  sheetsOf,
} from "./audition.loader";

@Resolver()
class AuditionQueries {
  @Directive(pageCost)
  @ScoreReaders
  @Query(() => JabarJudgeConnection, { nullable: true, description: "The judges, by their names." })
  jabarJudges(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarJudge>> {
    return judgePage(context, args);
  }

  @Public
  @Query(() => JabarSession, { nullable: true, description: "One session by its id; null if there is none." })
  jabarSession(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarSession | null> {
    return sessionById(context, id);
  }

  @Directive(pageCost)
  @ScoreReaders
  @Query(() => JabarCandidateConnection, {
    nullable: true,
    description: "The candidates of a stage, page by page: for operators all, for a judge those of the own sessions.",
  })
  jabarCandidates(
    @Args(() => JabarCandidateListArguments) args: JabarCandidateListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarCandidate>> {
    return candidatePage(context, args);
  }

  @Public
  @Query(() => JabarDecision, {
    nullable: true,
    description:
      "One decision by its id; null if there is none, or it is not announced and the caller does not run the programme.",
  })
  jabarDecision(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarDecision | null> {
    return decisionById(context, id);
  }

  @Directive(pageCost)
  @Public
  @Query(() => JabarResultConnection, {
    description:
      "What a decision says, by category and rank: who passed, and for those who run the programme also who did not; a pesantren's own people see their own in any case.",
  })
  jabarResults(
    @Args(() => JabarResultListArguments) args: JabarResultListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarResult>> {
    return resultPage(context, args);
  }
}

@Resolver(() => JabarStage)
class StageAuditions {
  @Public
  @FieldResolver(() => [JabarSession], { description: "Its sessions, in the order of time." })
  sessions(@Root() { id }: JabarStage, @Ctx() context: Context): Promise<JabarSession[]> {
    return sessionsOf(context, id);
  }

  @Public
  @FieldResolver(() => [JabarDecision], {
    description: "Its decisions, the latest first: those announced, and for those who run the programme all.",
  })
  decisions(@Root() { id }: JabarStage, @Ctx() context: Context): Promise<JabarDecision[]> {
    return decisionsOf(context, id);
  }
}

@Resolver(() => JabarSession)
class SessionPanel {
  @ScoreReaders
  @FieldResolver(() => [JabarPanelSeat], { nullable: true, description: "Its judges, by their names." })
  panel(@Root() { id }: JabarSession, @Ctx() context: Context): Promise<JabarPanelSeat[]> {
    return panelOf(context, id);
  }
}

@Resolver(() => JabarCandidate)
class CandidateSheets {
  @ScoreReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JabarCandidate): { id: string } {
    return { id: pesantrenId };
  }

  @ScoreReaders
  @FieldResolver(() => [JabarScoreSheet], {
    description:
      "Its sheets, by the judges' names: all once the whole panel has scored, until then only the caller's own.",
  })
  sheets(@Root() candidate: JabarCandidate, @Ctx() context: Context): Promise<JabarScoreSheet[]> {
    return sheetsOf(context, candidate);
  }
}

@Resolver(() => JabarResult)
class ResultPlaces {
  @Public
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JabarResult): { id: string } {
    return { id: pesantrenId };
  }

  @Public
  @FieldResolver(() => JabarDecision, { nullable: true, description: "The decision that says it." })
  decision(@Root() { decisionId }: JabarResult, @Ctx() context: Context): Promise<JabarDecision | null> {
    return decisionById(context, decisionId);
  }
}

@Resolver(() => Pesantren)
class PesantrenResults {
  @Directive('@requires(fields: "formerIds")')
  @Public
  @FieldResolver(() => [JabarResult], {
    description: "The stages of Jawa Barat's auditions that it passed, as announced, the latest first.",
  })
  jabarResults(@Root() pesantren: Pesantren, @Ctx() context: Context): Promise<JabarResult[]> {
    return passedBy(context, idsOf(pesantren));
  }
}

/** Auditions: schedule, panels, scores, decisions, appeals. */
export const AUDITION_RESOLVERS = [
  AuditionQueries,
  StageAuditions,
  SessionPanel,
  CandidateSheets,
  ResultPlaces,
  PesantrenResults,
];
