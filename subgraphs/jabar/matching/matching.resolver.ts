import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { Context } from "../../kit/context";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { ProgrammeReaders } from "../access";
import { Pesantren } from "../entities/pesantren";
import { Product } from "../entities/product";
import {
  JabarBuyer,
  JabarBuyerConnection,
  JabarDeal,
  JabarDealConnection,
  JabarMatchingEvent,
  JabarMatchingEventConnection,
  JabarMatchingParticipant,
  JabarMatchingParticipantConnection,
  JabarMatchingSum,
  JabarMatchingYear,
  JabarMeeting,
  JabarMeetingConnection,
  JabarSoughtProduct,
  JabarSoughtProductConnection,
} from "./matching";
import {
  JabarBuyerListArguments,
  JabarDealListArguments,
  JabarMatchingEventListArguments,
  JabarMeetingListArguments,
  JabarParticipantListArguments,
  JabarSoughtProductListArguments,
} from "./matching.input";
import * as loader from "./matching.loader";

@Resolver()
class MatchingQueries {
  @Public
  @Query(() => JabarMatchingEvent, { nullable: true, description: "One event by its id; null if there is none." })
  jabarMatchingEvent(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarMatchingEvent | null> {
    return loader.eventById(context, id);
  }

  @Directive(pageCost)
  @Public
  @Query(() => JabarMatchingEventConnection, { description: "Business matching events, the last planned first." })
  jabarMatchingEvents(
    @Args(() => JabarMatchingEventListArguments) args: JabarMatchingEventListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarMatchingEvent>> {
    return loader.eventPage(context, args);
  }

  @Public
  @Query(() => JabarMatchingYear, {
    description: "What the deals of all events of a year are worth together, beside what was published of it.",
  })
  jabarMatchingSum(
    @Arg("year", () => Int, { description: "Year of the programme." }) year: number,
    @Ctx() context: Context,
  ): Promise<JabarMatchingYear> {
    return loader.sumOfYear(context, year);
  }

  @Directive(pageCost)
  @ProgrammeReaders
  @Query(() => JabarBuyerConnection, { nullable: true, description: "Buyers, the last registered first." })
  jabarBuyers(
    @Args(() => JabarBuyerListArguments) args: JabarBuyerListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarBuyer>> {
    return loader.buyerPage(context, args);
  }

  @Directive(pageCost)
  @ProgrammeReaders
  @Query(() => JabarSoughtProductConnection, {
    nullable: true,
    description: "What buyers look for, the last asked for first.",
  })
  jabarSoughtProducts(
    @Args(() => JabarSoughtProductListArguments) args: JabarSoughtProductListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarSoughtProduct>> {
    return loader.soughtPage(context, args);
  }

  @Directive(pageCost)
  @ProgrammeReaders
  @Query(() => JabarMatchingParticipantConnection, {
    nullable: true,
    description: "Who takes part in events, the last registered first; for a pesantren's own people its own.",
  })
  jabarMatchingParticipants(
    @Args(() => JabarParticipantListArguments) args: JabarParticipantListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarMatchingParticipant>> {
    return loader.participantPage(context, args);
  }

  @Directive(pageCost)
  @ProgrammeReaders
  @Query(() => JabarMeetingConnection, {
    nullable: true,
    description: "Meetings, the last planned first; for a pesantren's own people its own.",
  })
  jabarMeetings(
    @Args(() => JabarMeetingListArguments) args: JabarMeetingListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarMeeting>> {
    return loader.meetingPage(context, args);
  }

  @Directive(pageCost)
  @ProgrammeReaders
  @Query(() => JabarDealConnection, {
    nullable: true,
    description: "Deals, the last agreed first; for a pesantren's own people its own.",
  })
  jabarDeals(
    @Args(() => JabarDealListArguments) args: JabarDealListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarDeal>> {
    return loader.dealPage(context, args);
  }
}

@Resolver(() => JabarMatchingEvent)
class EventSum {
  @Public
  @FieldResolver(() => JabarMatchingSum, { description: "What its deals are worth together." })
  sum(@Root() { id }: JabarMatchingEvent, @Ctx() context: Context): Promise<JabarMatchingSum> {
    return loader.sumOfEvent(context, id);
  }
}

@Resolver(() => JabarSoughtProduct)
class SoughtProductParties {
  @ProgrammeReaders
  @FieldResolver(() => JabarBuyer, { nullable: true, description: "Who looks for it." })
  buyer(@Root() { buyerId }: JabarSoughtProduct, @Ctx() context: Context): Promise<JabarBuyer | null> {
    return loader.buyerById(context, buyerId);
  }

  @ProgrammeReaders
  @FieldResolver(() => JabarMatchingEvent, {
    nullable: true,
    description: "The event for which it was asked; null if for none.",
  })
  event(@Root() { eventId }: JabarSoughtProduct, @Ctx() context: Context): Promise<JabarMatchingEvent | null> {
    return loader.eventById(context, eventId);
  }
}

@Resolver(() => JabarMatchingParticipant)
class ParticipantParties {
  @ProgrammeReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JabarMatchingParticipant): { id: string } {
    return { id: pesantrenId };
  }

  @ProgrammeReaders
  @FieldResolver(() => JabarMatchingEvent, { nullable: true, description: "The event." })
  event(@Root() { eventId }: JabarMatchingParticipant, @Ctx() context: Context): Promise<JabarMatchingEvent | null> {
    return loader.eventById(context, eventId);
  }
}

@Resolver(() => JabarMeeting)
class MeetingParties {
  @ProgrammeReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JabarMeeting): { id: string } {
    return { id: pesantrenId };
  }

  @ProgrammeReaders
  @FieldResolver(() => JabarBuyer, { nullable: true, description: "The buyer." })
  buyer(@Root() { buyerId }: JabarMeeting, @Ctx() context: Context): Promise<JabarBuyer | null> {
    return loader.buyerById(context, buyerId);
  }

  @ProgrammeReaders
  @FieldResolver(() => JabarMatchingEvent, { nullable: true, description: "The event." })
  event(@Root() { eventId }: JabarMeeting, @Ctx() context: Context): Promise<JabarMatchingEvent | null> {
    return loader.eventById(context, eventId);
  }
}

@Resolver(() => JabarDeal)
class DealParties {
  @ProgrammeReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JabarDeal): { id: string } {
    return { id: pesantrenId };
  }

  @ProgrammeReaders
  @FieldResolver(() => JabarBuyer, { nullable: true, description: "The buyer." })
  buyer(@Root() { buyerId }: JabarDeal, @Ctx() context: Context): Promise<JabarBuyer | null> {
    return loader.buyerById(context, buyerId);
  }

  @ProgrammeReaders
  @FieldResolver(() => JabarMatchingEvent, { nullable: true, description: "The event." })
  event(@Root() { eventId }: JabarDeal, @Ctx() context: Context): Promise<JabarMatchingEvent | null> {
    return loader.eventById(context, eventId);
  }

  @ProgrammeReaders
  @FieldResolver(() => JabarMeeting, {
    nullable: true,
    description: "The meeting at which it was agreed; null if at none.",
  })
  meeting(@Root() { meetingId }: JabarDeal, @Ctx() context: Context): Promise<JabarMeeting | null> {
    return loader.meetingById(context, meetingId);
  }

  @ProgrammeReaders
  @FieldResolver(() => [Product], {
    description: "Products of the catalogue that were agreed on; may be empty.",
  })
  products(@Root() { productIds }: JabarDeal): { id: string }[] {
    return productIds.map((id) => ({ id }));
  }
}

/** Who met whom, and what came of it. */
export const MATCHING_RESOLVERS = [
  MatchingQueries,
  EventSum,
  SoughtProductParties,
  ParticipantParties,
  MeetingParties,
  DealParties,
];
