import { Public } from "../../kit/access/access";
import { Directive, Field, Float, InputType, ObjectType } from "type-graphql";

/** A place on the earth, in degrees of WGS 84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** The largest radius of a search, in kilometres: a search over more than an island's length is a list, not a search nearby. */
export const LARGEST_RADIUS_KM = 500;

@Directive("@shareable")
@ObjectType({ description: "A place on the earth (WGS 84, as GPS gives it)." })
export class Location implements Point {
  @Public
  @Field(() => Float, { description: "Degrees north of the equator, -90 to 90; Indonesia lies between -11 and 6." })
  latitude!: number;

  @Public
  @Field(() => Float, { description: "Degrees east of Greenwich, -180 to 180; Indonesia lies between 95 and 141." })
  longitude!: number;
}

@InputType({ description: "A place on the earth (WGS 84, as GPS gives it)." })
export class LocationInput implements Point {
  @Field(() => Float, { description: "Degrees north of the equator, -90 to 90." })
  latitude!: number;

  @Field(() => Float, { description: "Degrees east of Greenwich, -180 to 180." })
  longitude!: number;
}

@InputType({ description: "A circle on the map: only what lies in it is returned, the nearest first." })
export class NearInput implements Point {
  @Field(() => Float, { description: "Degrees north of the equator of the centre, -90 to 90." })
  latitude!: number;

  @Field(() => Float, { description: "Degrees east of Greenwich of the centre, -180 to 180." })
  longitude!: number;

  @Field(() => Float, {
    description: `Radius in kilometres, as the crow flies; more than 0, at most ${LARGEST_RADIUS_KM}.`,
  })
  radiusKm!: number;
}

/** What an edge says in a list that can be asked for near a place; given to `connectionType`. */
@ObjectType()
export abstract class DistanceEdge {
  @Public
  @Field(() => Float, {
    nullable: true,
    description:
      "Distance from the centre of `near` in kilometres, to the metre, as the crow flies (on a sphere, right to about 0.7 %); null if the list was asked for without `near`.",
  })
  distanceKm?: number | null;
}

/** The location of a row that was read with its columns `latitude` and `longitude`; null if it is not known. */
export function locationOf(row: { latitude?: number | null; longitude?: number | null }): Location | null {
  const { latitude, longitude } = row;
  return typeof latitude === "number" && typeof longitude === "number" ? { latitude, longitude } : null;
}
