import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { type Context } from "../../kit/context";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { ApplicationReaders, MentoringReaders } from "../access";
import { idsOf, Pesantren } from "../entities/pesantren";
import { JabarMentorApplication, JabarMentorApplicationConnection } from "./application";
import { JabarMentorApplicationListArguments } from "./application.input";
import { applicationById, applicationPage } from "./application.loader";
import {
  JabarBusinessMonth,
  JabarMentoringAssignment,
  JabarMentoringAssignmentConnection,
  JabarMentoringVisit,
} from "./assignment";
import {
  JabarMentor,
  JabarMentorConnection,
  JabarMentorContract,
  JabarMentoringRule,
  JabarPesantrenMentor,
} from "./contract";
import { JabarMentoringAssignmentListArguments, JabarMentorListArguments } from "./mentoring.input";
import {
  assignmentById,
  assignmentPage,
  contractById,
  contractsOf,
  mentorById,
  mentoringRules,
  mentorOfPesantren,
  mentorPage,
  visitsOf,
} from "./mentoring.loader";
import { progressOf } from "./progress.loader";

@Resolver()
class MentoringQueries {
  @Public
  @Query(() => [JabarMentoringRule], {
    description: "How many pesantren a mentor (pendamping) of Jawa Barat has, the latest rule first.",
  })
  jabarMentoringRules(@Ctx() context: Context): Promise<JabarMentoringRule[]> {
    return mentoringRules(context);
  }

  @ApplicationReaders
  @Query(() => JabarMentorApplication, {
    nullable: true,
    description: "One application by its id; null if there is none, or it is another applicant's.",
  })
  jabarMentorApplication(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarMentorApplication | null> {
    return applicationById(context, id);
  }

  @Directive(pageCost)
  @ApplicationReaders
  @Query(() => JabarMentorApplicationConnection, {
    nullable: true,
    description:
      "Applications of mentors, page by page, the first handed in first: all for operators, for an applicant the own.",
  })
  jabarMentorApplications(
    @Args(() => JabarMentorApplicationListArguments) args: JabarMentorApplicationListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarMentorApplication>> {
    return applicationPage(context, args);
  }

  @Directive(pageCost)
  @MentoringReaders
  @Query(() => JabarMentorConnection, {
    nullable: true,
    description:
      "Mentors, page by page, by their names: all for operators, for a mentor the own entry, for a pesantren's own people those it has or had.",
  })
  jabarMentors(
    @Args(() => JabarMentorListArguments) args: JabarMentorListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarMentor>> {
    return mentorPage(context, args);
  }

  @MentoringReaders
  @Query(() => JabarMentoringAssignment, {
    nullable: true,
    description: "One assignment by its id; null if there is none, or the caller has no part in it.",
  })
  jabarMentoringAssignment(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarMentoringAssignment | null> {
    return assignmentById(context, id);
  }

  @Directive(pageCost)
  @MentoringReaders
  @Query(() => JabarMentoringAssignmentConnection, {
    nullable: true,
    description:
      "The assignments of a year, page by page, the least visited first: all for operators, for a mentor the own, for a pesantren's own people its own.",
  })
  jabarMentoringAssignments(
    @Args(() => JabarMentoringAssignmentListArguments) args: JabarMentoringAssignmentListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarMentoringAssignment>> {
    return assignmentPage(context, args);
  }
}

@Resolver(() => JabarMentor)
class MentorContracts {
  @MentoringReaders
  @FieldResolver(() => [JabarMentorContract], { description: "The contracts, the latest first." })
  contracts(@Root() { id }: JabarMentor, @Ctx() context: Context): Promise<JabarMentorContract[]> {
    return contractsOf(context, id);
  }
}

@Resolver(() => JabarMentorContract)
class ContractMentor {
  @MentoringReaders
  @FieldResolver(() => JabarMentor, { description: "Whose contract it is." })
  mentor(@Root() { mentorId }: JabarMentorContract, @Ctx() context: Context): Promise<JabarMentor> {
    return mentorById(context, mentorId);
  }
}

@Resolver(() => JabarMentoringAssignment)
class AssignmentParts {
  @MentoringReaders
  @FieldResolver(() => JabarMentorContract, { description: "The contract by which the mentor has the pesantren." })
  async contract(
    @Root() { contractId }: JabarMentoringAssignment,
    @Ctx() context: Context,
  ): Promise<JabarMentorContract> {
    return (await contractById(context, contractId))!;
  }

  @MentoringReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JabarMentoringAssignment): { id: string } {
    return { id: pesantrenId };
  }

  @MentoringReaders
  @FieldResolver(() => [JabarMentoringVisit], { description: "The visits, the latest first; 400 at most." })
  visits(@Root() { id }: JabarMentoringAssignment, @Ctx() context: Context): Promise<JabarMentoringVisit[]> {
    return visitsOf(context, id);
  }
}

@Resolver(() => Pesantren)
class PesantrenMentoring {
  @Directive('@requires(fields: "formerIds")')
  @Public
  @FieldResolver(() => JabarPesantrenMentor, {
    nullable: true,
    description:
      "Who mentors it (pendamping), or did last, in Jawa Barat's programme; null if nobody does or the assignment was ended.",
  })
  jabarMentor(@Root() pesantren: Pesantren, @Ctx() context: Context): Promise<JabarPesantrenMentor | null> {
    return mentorOfPesantren(context, idsOf(pesantren));
  }

  @Directive('@requires(fields: "formerIds")')
  @MentoringReaders
  @FieldResolver(() => [JabarBusinessMonth], {
    nullable: true,
    description:
      "How its business did, month by month from the earliest, as its mentors recorded it; empty for mentors of others and for other pesantren.",
  })
  jabarBusinessProgress(@Root() pesantren: Pesantren, @Ctx() context: Context): Promise<JabarBusinessMonth[]> {
    return progressOf(context, idsOf(pesantren));
  }
}

/** Mentors, whom they have, and what comes of it. */
export const MENTORING_RESOLVERS = [
  MentoringQueries,
  MentorContracts,
  ContractMentor,
  AssignmentParts,
  PesantrenMentoring,
];
