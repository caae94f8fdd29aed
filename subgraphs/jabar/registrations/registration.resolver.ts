import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../kit/context";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { Refusal, type RefusalValue } from "../../kit/refusal";
import { LocalDate } from "../../kit/scalars";
import { RegistrationReaders } from "../access";
import { JabarEdition } from "../editions/edition";
import { editionById } from "../editions/edition.loader";
import { idsOf, Pesantren } from "../entities/pesantren";
import {
  JabarAppeal,
  JabarAppealConnection,
  JabarDocument,
  JabarRegistration,
  JabarRegistrationConnection,
  JabarRepresentative,
  JabarReview,
} from "./registration";
import { JabarAppealListArguments, JabarRegistrationListArguments } from "./registration.input";
import {
  appealPage,
  appealsOf,
  documentsOf,
  openFaultsOf,
  registrationById,
  registrationPage,
  registrationsOf,
  representativeValue,
  reviewsOf,
} from "./registration.loader";

@Resolver()
class RegistrationQueries {
  @RegistrationReaders
  @Query(() => JabarRegistration, {
    nullable: true,
    description: "One registration by its id; null if there is none, or it is another pesantren's.",
  })
  jabarRegistration(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarRegistration | null> {
    return registrationById(context, id);
  }

  @Directive(pageCost)
  @RegistrationReaders
  @Query(() => JabarRegistrationConnection, {
    nullable: true,
    description:
      "The registrations of an edition, page by page, the first begun first: all for reviewers and operators, for a pesantren's own people its own.",
  })
  jabarRegistrations(
    @Args(() => JabarRegistrationListArguments) args: JabarRegistrationListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarRegistration>> {
    return registrationPage(context, args);
  }

  @Directive(pageCost)
  @RegistrationReaders
  @Query(() => JabarAppealConnection, {
    nullable: true,
    description:
      "The appeals of an edition, page by page, the first lodged first: all for reviewers and operators, for a pesantren's own people its own.",
  })
  jabarAppeals(
    @Args(() => JabarAppealListArguments) args: JabarAppealListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarAppeal>> {
    return appealPage(context, args);
  }
}

@Resolver(() => JabarRegistration)
class RegistrationParts {
  @RegistrationReaders
  @FieldResolver(() => JabarEdition, { nullable: true, description: "The edition." })
  edition(@Root() { editionId }: JabarRegistration, @Ctx() context: Context): Promise<JabarEdition | null> {
    return editionById(context, editionId);
  }

  @RegistrationReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JabarRegistration): { id: string } {
    return { id: pesantrenId };
  }

  @RegistrationReaders
  @FieldResolver(() => JabarRepresentative, { description: "Who stands for it." })
  representative(@Root() { id, education }: JabarRegistration): JabarRepresentative {
    return { id, education };
  }

  @RegistrationReaders
  @FieldResolver(() => [JabarDocument], { description: "Its documents, by their requirements." })
  documents(@Root() { id }: JabarRegistration, @Ctx() context: Context): Promise<JabarDocument[]> {
    return documentsOf(context, id);
  }

  @RegistrationReaders
  @FieldResolver(() => [JabarReview], { description: "What reviewers decided of it, the latest first." })
  reviews(@Root() { id }: JabarRegistration, @Ctx() context: Context): Promise<JabarReview[]> {
    return reviewsOf(context, id);
  }

  @RegistrationReaders
  @FieldResolver(() => [JabarAppeal], { description: "Its appeals, the latest first." })
  appeals(@Root() { id }: JabarRegistration, @Ctx() context: Context): Promise<JabarAppeal[]> {
    return appealsOf(context, id);
  }

  @RegistrationReaders
  @FieldResolver(() => [Refusal], {
    description: "What is still missing: why it would be refused if it were handed in today. Empty once it was.",
  })
  openFaults(@Root() registration: JabarRegistration, @Ctx() context: Context): Promise<readonly RefusalValue[]> {
    return openFaultsOf(context, registration);
  }
}

type Value = Promise<string | null>;

@Resolver(() => JabarRepresentative)
class RepresentativeValues {
  @RegistrationReaders
  @FieldResolver(() => String, { nullable: true, description: "Full name." })
  name(@Root() { id }: JabarRepresentative, @Ctx() context: Context): Value {
    return representativeValue(context, id, "name");
  }

  @RegistrationReaders
  @FieldResolver(() => LocalDate, { nullable: true, description: "Birth date." })
  birthDate(@Root() { id }: JabarRepresentative, @Ctx() context: Context): Value {
    return representativeValue(context, id, "birthDate");
  }

  @RegistrationReaders
  @FieldResolver(() => String, { nullable: true, description: "Telephone in E.164 form." })
  phone(@Root() { id }: JabarRepresentative, @Ctx() context: Context): Value {
    return representativeValue(context, id, "phone");
  }

  @RegistrationReaders
  @FieldResolver(() => String, { nullable: true, description: "NIK, 16 digits." })
  nik(@Root() { id }: JabarRepresentative, @Ctx() context: Context): Value {
    return representativeValue(context, id, "nik");
  }

  @RegistrationReaders
  @FieldResolver(() => String, {
    nullable: true,
    description: "The last four digits of the NIK after dots, such as `••••••0123`.",
  })
  nikLastDigits(@Root() { id }: JabarRepresentative, @Ctx() context: Context): Value {
    return representativeValue(context, id, "nik", { masked: true });
  }
}

@Resolver(() => Pesantren)
class PesantrenRegistrations {
  @Directive('@requires(fields: "formerIds")')
  @RegistrationReaders
  @FieldResolver(() => [JabarRegistration], {
    nullable: true,
    description: "Its registrations for Jawa Barat's programme, the latest first.",
  })
  jabarRegistrations(@Root() pesantren: Pesantren, @Ctx() context: Context): Promise<JabarRegistration[]> {
    return registrationsOf(context, idsOf(pesantren));
  }
}

/** Registrations and their review. */
export const REGISTRATION_RESOLVERS = [
  RegistrationQueries,
  RegistrationParts,
  RepresentativeValues,
  PesantrenRegistrations,
];
