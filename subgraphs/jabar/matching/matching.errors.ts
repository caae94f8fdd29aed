import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";

const EVENT = { id: "temu bisnis", en: "business matching event" };
const BUYER = { id: "pembeli aktif", en: "active buyer" };
const MEETING = { id: "pertemuan", en: "meeting" };
const DEAL = { id: "kesepakatan", en: "deal" };

export const eventUnknown = (field: FieldPath, id: string) => unknownRecord("EVENT_UNKNOWN", field, EVENT, id);
export const buyerUnknown = (field: FieldPath, id: string) => unknownRecord("BUYER_UNKNOWN", field, BUYER, id);
export const meetingUnknown = (field: FieldPath, id: string) => unknownRecord("MEETING_UNKNOWN", field, MEETING, id);
export const dealUnknown = (field: FieldPath, id: string) => unknownRecord("DEAL_UNKNOWN", field, DEAL, id);

export function countryFaults(field: FieldPath, country: string): RefusalValue[] {
  if (/^[A-Z]{2}$/.test(country)) return [];
  return [
    {
      code: "COUNTRY_FORM",
      field,
      text: {
        id: "Negara ditulis dengan dua huruf besar ISO 3166-1, seperti ID.",
        en: "A country is written as the two capital letters of ISO 3166-1, such as ID.",
      },
      expected: "two capital letters, such as ID",
      received: country.slice(0, 20),
    },
  ];
}

export const placeMissing = (field: FieldPath): RefusalValue => ({
  code: "PLACE_MISSING",
  field,
  text: { id: "Acara tatap muka memerlukan tempat.", en: "An event in person needs a place." },
  expected: "a place",
});

export const eventNotOpen = (field: FieldPath, status: string, expected: string): RefusalValue => ({
  code: "EVENT_NOT_OPEN",
  field,
  text: {
    id: `Temu bisnis ini berstatus ${status}; diperlukan: ${expected}.`,
    en: `This event is ${status}; needed: ${expected}.`,
  },
  expected,
  received: status,
});

export const buyerTaken = (field: FieldPath, company: string): RefusalValue => ({
  code: "BUYER_TAKEN",
  field,
  text: {
    id: `${company} sudah terdaftar dari negara ini dengan peran ini.`,
    en: `${company} is registered from this country with this role already.`,
  },
  received: company,
});

export const alreadyJoined = (field: FieldPath): RefusalValue => ({
  code: "ALREADY_PARTICIPANT",
  field,
  text: { id: "Pesantren ini sudah menjadi peserta.", en: "This pesantren takes part already." },
});

export const notParticipant = (field: FieldPath): RefusalValue => ({
  code: "NOT_PARTICIPANT",
  field,
  text: { id: "Pesantren ini bukan peserta temu bisnis ini.", en: "This pesantren does not take part in this event." },
  expected: "a participant of the event",
});

export const outsideEvent = (field: FieldPath, from: Date, until: Date): RefusalValue => ({
  code: "OUTSIDE_EVENT",
  field,
  text: {
    id: `Pertemuan harus di antara ${from.toISOString()} dan ${until.toISOString()}.`,
    en: `The meeting must be between ${from.toISOString()} and ${until.toISOString()}.`,
  },
  expected: `${from.toISOString()} to ${until.toISOString()}`,
});

export const busy = (code: "BUYER_BUSY" | "PESANTREN_BUSY", field: FieldPath, startsAt: Date): RefusalValue => ({
  code,
  field,
  text: {
    id: `Sudah ada pertemuan lain pada waktu ini, mulai ${startsAt.toISOString()}.`,
    en: `There is another meeting at this time, from ${startsAt.toISOString()}.`,
  },
  expected: "a time without another meeting",
  received: startsAt.toISOString(),
});

export const meetingElsewhere = (field: FieldPath): RefusalValue => ({
  code: "MEETING_MISMATCH",
  field,
  text: {
    id: "Pertemuan ini bukan antara pesantren dan pembeli tersebut di acara ini.",
    en: "This is no meeting of that pesantren and buyer at this event.",
  },
  expected: "a meeting of the two at the event",
});

export const dealCancelled = (field: FieldPath): RefusalValue => ({
  code: "DEAL_CANCELLED",
  field,
  text: { id: "Kesepakatan ini sudah dibatalkan.", en: "This deal was cancelled." },
  expected: "a deal that holds",
});
