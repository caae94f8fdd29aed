import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { Context } from "../../kit/context";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { Participants } from "../access";
import { Pesantren } from "../entities/pesantren";
import {
  JatimActivity,
  JatimActivityConnection,
  JatimEnrolment,
  JatimEnrolmentConnection,
  JatimExpoOrder,
} from "./activity";
import { JatimActivityListArguments, JatimEnrolmentListArguments } from "./activity.input";
import * as loader from "./activity.loader";
import { ActivityMutations } from "./activity.mutations";

@Resolver()
class ActivityQueries {
  @Public
  @Query(() => JatimActivity, { nullable: true, description: "An activity by its id; null if there is none." })
  jatimActivity(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JatimActivity | null> {
    return loader.activityById(context, id);
  }

  @Directive(pageCost)
  @Public
  @Query(() => JatimActivityConnection, { description: "Activities of Eko-Tren OPOP, the last planned first." })
  jatimActivities(
    @Args(() => JatimActivityListArguments) args: JatimActivityListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimActivity>> {
    return loader.activityPage(context, args);
  }

  @Directive(pageCost)
  @Participants
  @Query(() => JatimEnrolmentConnection, {
    nullable: true,
    description: "Who takes part in an activity, the last enrolled first: a pesantren's own people see its own.",
  })
  jatimEnrolments(
    @Args(() => JatimEnrolmentListArguments) args: JatimEnrolmentListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimEnrolment>> {
    return loader.enrolmentPage(context, args);
  }
}

@Resolver(() => JatimEnrolment)
class EnrolmentParts {
  @Participants
  @FieldResolver(() => JatimActivity, { nullable: true, description: "The activity." })
  activity(@Root() { activityId }: JatimEnrolment, @Ctx() context: Context): Promise<JatimActivity | null> {
    return loader.activityById(context, activityId);
  }

  @Participants
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JatimEnrolment): { id: string } {
    return { id: pesantrenId };
  }

  @Participants
  @FieldResolver(() => [JatimExpoOrder], { description: "What buyers ordered of it, the last first." })
  orders(@Root() { id }: JatimEnrolment, @Ctx() context: Context): Promise<JatimExpoOrder[]> {
    return loader.ordersOf(context, id);
  }
}

/** Activities of Eko-Tren OPOP. */
export const ACTIVITY_RESOLVERS = [ActivityQueries, ActivityMutations, EnrolmentParts];
