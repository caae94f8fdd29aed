import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { type Context } from "../../kit/context";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { ProgrammeReaders } from "../access";
import { idsOf, Pesantren } from "../entities/pesantren";
import { JabarCourse, JabarCourseConnection, JabarTrainingSession } from "./course";
import {
  JabarCertificate,
  JabarTrainingEnrolment,
  JabarTrainingEnrolmentConnection,
  JabarTrainingParticipant,
} from "./enrolment";
import { JabarCourseListArguments, JabarTrainingEnrolmentListArguments } from "./training.input";
import {
  certificateByNumber,
  courseById,
  coursePage,
  enrolmentPage,
  enrolmentsOf,
  participantsOf,
  trainingSessionsOf,
} from "./training.loader";

@Resolver()
class TrainingQueries {
  @Public
  @Query(() => JabarCourse, {
    nullable: true,
    description: "One training, internship or technical training of Jawa Barat by its id; null if there is none.",
  })
  jabarCourse(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarCourse | null> {
    return courseById(context, id);
  }

  @Directive(pageCost)
  @Public
  @Query(() => JabarCourseConnection, {
    description: "Trainings, internships and technical trainings of Jawa Barat, in the order of their first days.",
  })
  jabarCourses(
    @Args(() => JabarCourseListArguments) args: JabarCourseListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarCourse>> {
    return coursePage(context, args);
  }

  @Directive(pageCost)
  @ProgrammeReaders
  @Query(() => JabarTrainingEnrolmentConnection, {
    nullable: true,
    description:
      "The enrolments in a course, page by page, in the order in which they came: all for operators and for the pesantren that is the host, for another pesantren's own people its own.",
  })
  jabarTrainingEnrolments(
    @Args(() => JabarTrainingEnrolmentListArguments) args: JabarTrainingEnrolmentListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarTrainingEnrolment>> {
    return enrolmentPage(context, args);
  }

  @Public
  @Query(() => JabarCertificate, {
    nullable: true,
    description: "Looks up a certificate (sertifikat) of a course by its number; null if none has it.",
  })
  jabarCertificate(
    @Arg("number", () => String, {
      description: "Its number, such as `OPOP-2030-7K3M-Q2XH-9TRV`; case does not count.",
    })
    number: string,
    @Ctx() context: Context,
  ): Promise<JabarCertificate | null> {
    return certificateByNumber(context, number);
  }
}

@Resolver(() => JabarCourse)
class CourseParts {
  @Public
  @FieldResolver(() => Pesantren, { nullable: true, description: "The host, if it is a pesantren; null if not." })
  host(@Root() { hostPesantrenId }: JabarCourse): { id: string } | null {
    return hostPesantrenId === null ? null : { id: hostPesantrenId };
  }

  @Public
  @FieldResolver(() => [JabarTrainingSession], { description: "Its sessions, in the order in which they are held." })
  sessions(@Root() { id }: JabarCourse, @Ctx() context: Context): Promise<JabarTrainingSession[]> {
    return trainingSessionsOf(context, id);
  }
}

@Resolver(() => JabarTrainingEnrolment)
class EnrolmentParts {
  @ProgrammeReaders
  @FieldResolver(() => JabarCourse, { nullable: true, description: "The course." })
  course(@Root() { courseId }: JabarTrainingEnrolment, @Ctx() context: Context): Promise<JabarCourse | null> {
    return courseById(context, courseId);
  }

  @ProgrammeReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JabarTrainingEnrolment): { id: string } {
    return { id: pesantrenId };
  }

  @ProgrammeReaders
  @FieldResolver(() => [JabarTrainingParticipant], { description: "Its persons, by their numbers." })
  participants(@Root() { id }: JabarTrainingEnrolment, @Ctx() context: Context): Promise<JabarTrainingParticipant[]> {
    return participantsOf(context, id);
  }
}

@Resolver(() => JabarCertificate)
class CertificateParts {
  @Public
  @FieldResolver(() => JabarCourse, { nullable: true, description: "The course." })
  course(@Root() { courseId }: JabarCertificate, @Ctx() context: Context): Promise<JabarCourse | null> {
    return courseById(context, courseId);
  }

  @Public
  @FieldResolver(() => Pesantren, { description: "The pesantren whose person has it." })
  pesantren(@Root() { pesantrenId }: JabarCertificate): { id: string } {
    return { id: pesantrenId };
  }
}

@Resolver(() => Pesantren)
class PesantrenTrainings {
  @Directive('@requires(fields: "formerIds")')
  @ProgrammeReaders
  @FieldResolver(() => [JabarTrainingEnrolment], {
    nullable: true,
    description:
      "Its enrolments in trainings and internships of Jawa Barat's programme, the latest first; 200 at most.",
  })
  jabarTrainings(@Root() pesantren: Pesantren, @Ctx() context: Context): Promise<JabarTrainingEnrolment[]> {
    return enrolmentsOf(context, idsOf(pesantren));
  }
}

/** Courses, places and certificates. */
export const TRAINING_RESOLVERS = [TrainingQueries, CourseParts, EnrolmentParts, CertificateParts, PesantrenTrainings];
