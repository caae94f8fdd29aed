import { checkNear, locationFaults } from "./location.errors";
import { locationOf, type NearInput } from "./location";

const near = (change: Partial<NearInput>): NearInput => ({ latitude: -6.9, longitude: 107.6, radiusKm: 10, ...change });

describe("a place", () => {
  it("may lie anywhere on the earth, its edges included", () => {
    expect(locationFaults({ latitude: 90, longitude: -180 }, ["input"])).toEqual([]);
    expect(locationFaults({ latitude: -90, longitude: 180 }, ["input"])).toEqual([]);
  });

  it("is refused with every coordinate that is out of range, in both languages", () => {
    const faults = locationFaults({ latitude: 107.6, longitude: -200 }, ["input", "location"]);
    expect(faults).toEqual([
      {
        code: "LOCATION_INVALID",
        field: ["input", "location", "latitude"],
        expected: "-90 to 90",
        received: "107.6",
        text: {
          id: "latitude harus antara -90 dan 90 derajat, diterima 107.6.",
          en: "latitude must be between -90 and 90 degrees, received 107.6.",
        },
      },
      expect.objectContaining({ field: ["input", "location", "longitude"], expected: "-180 to 180" }),
    ]);
  });

  it("is null where a row has none", () => {
    expect(locationOf({ latitude: null, longitude: null })).toBeNull();
    expect(locationOf({ latitude: 0, longitude: 0 })).toEqual({ latitude: 0, longitude: 0 });
  });
});

describe("a search near a place", () => {
  it("takes a radius up to 500 km", () => {
    expect(() => checkNear(near({ radiusKm: 500 }))).not.toThrow();
    expect(() => checkNear(near({ radiusKm: 0.001 }))).not.toThrow();
  });

  it.each([0, -1, 500.1])("refuses a radius of %d km", (radiusKm) => {
    expect(() => checkNear(near({ radiusKm }))).toThrow(
      `radiusKm must be more than 0 and at most 500, received ${radiusKm}.`,
    );
  });

  it("refuses a centre that is on no map", () => {
    expect(() => checkNear(near({ latitude: 91 }))).toThrow(
      "latitude must be between -90 and 90 degrees, received 91.",
    );
  });
});
