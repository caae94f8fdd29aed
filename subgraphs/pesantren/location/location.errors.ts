import { badInput } from "../../kit/errors";
import type { RefusalValue } from "../../kit/refusal";
import { LARGEST_RADIUS_KM, type NearInput, type Point } from "./location";

/** Why a place can't be one: a refusal for each coordinate out of range, `LOCATION_INVALID`. None if all is well. */
export function locationFaults(point: Point, path: readonly string[]): RefusalValue[] {
  return faultsOf(point).map(({ name, text, expected, received }) => ({
    code: "LOCATION_INVALID",
    field: [...path, name],
    text,
    expected,
    received,
  }));
}

/**
 * Checks the circle of a search.
 *
 * @throws RequestError BAD_USER_INPUT that says which part of it is out of range
 */
export function checkNear(near: NearInput): void {
  const { radiusKm } = near;
  const [fault] = faultsOf(near);
  if (fault) throw badInput(fault.text, { expected: fault.expected, received: fault.received });
  if (radiusKm > 0 && radiusKm <= LARGEST_RADIUS_KM) return;
  throw badInput(
    {
      id: `radiusKm harus lebih dari 0 dan paling besar ${LARGEST_RADIUS_KM}, diterima ${radiusKm}.`,
      en: `radiusKm must be more than 0 and at most ${LARGEST_RADIUS_KM}, received ${radiusKm}.`,
    },
    { expected: `more than 0, at most ${LARGEST_RADIUS_KM}`, received: String(radiusKm) },
  );
}

function faultsOf({ latitude, longitude }: Point) {
  return [rangeFault("latitude", latitude, 90), rangeFault("longitude", longitude, 180)].flat();
}

function rangeFault(name: string, degrees: number, limit: number) {
  if (Math.abs(degrees) <= limit) return [];
  const expected = `-${limit} to ${limit}`;
  const text = {
    id: `${name} harus antara -${limit} dan ${limit} derajat, diterima ${degrees}.`,
    en: `${name} must be between -${limit} and ${limit} degrees, received ${degrees}.`,
  };
  return [{ name, text, expected, received: String(degrees) }];
}
