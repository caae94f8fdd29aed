import type { PlacedPesantren } from "../../kit/replay";
import { BusinessField } from "../../kit/business-field";

const FIELDS = Object.values(BusinessField);
const DOCUMENTS = ["PESANTREN_PROFILE", "BUSINESS_PROFILE", "KTP", "HEALTH_LETTER"];

interface MadeUp extends PlacedPesantren {
  readonly year: number;
  /** How many were made up before it. */
  readonly at: number;
  /** Day on which it is handed in. */
  readonly on: string;
}

/** A registration that lacks nothing, made up: a business of a startup and of a scaleup by turns, and a person whose NIK lies in no district. */
export function registrationOf({ year, nspp, regencyCode, at, on }: MadeUp): object {
  const started = at % 2 === 0 ? `${year}-01-02` : `${year - 4}-01-02`;
  const serial = String((at % 9_999) + 1).padStart(4, "0");
  return {
    year,
    nspp,
    districtCode: `${regencyCode}.01`,
    businessField: FIELDS[at % FIELDS.length],
    businessName: `Usaha percobaan ${at + 1}`,
    businessProfile: "Usaha yang dibuat untuk replay.",
    businessStartedOn: started,
    nib: `99${String(at).padStart(11, "0")}`,
    npwp: `99${String(at).padStart(13, "0")}`,
    bankCode: at % 2 === 0 ? "BJB" : "BJB_SYARIAH",
    bankAccount: `99${String(at).padStart(8, "0")}`,
    bankAccountHolder: "Yayasan percobaan",
    representative: {
      name: "Wakil percobaan",
      nik: `999999${year % 2 === 0 ? "02" : "01"}0190${serial}`,
      birthDate: `${year - 30}-01-02`,
      phone: "+628490000000",
      education: "SMA",
    },
    consent: { evidenceReference: "Replay", evidenceSha256: "00".repeat(32), givenAt: `${on}T00:00:00+07:00` },
    documents: DOCUMENTS.map((requirement) => ({
      requirement,
      reference: `replay/${requirement}`,
      sha256: "00".repeat(32),
    })),
  };
}
