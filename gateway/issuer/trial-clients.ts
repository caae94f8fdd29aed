import { roomClientId } from "../../subgraphs/kit/keys/client-keys";
import type { Text } from "../../subgraphs/kit/language";
import { firstTrialPesantrenIn, trialPesantren } from "../../subgraphs/kit/trial/trial-pesantren";

/** Somebody invented, who may log in to one trial client. */
export interface TrialPerson {
  /** The `sub` of tokens. */
  readonly id: string;
  readonly name: string;
}

/** A client of the local issuer. */
export interface TrialClient {
  readonly id: string;
  readonly who: Text;
  /** What it may ask for at most. */
  readonly scopes: readonly string[];
  /** What its tokens say besides: where it may act, and what for. A bank's tokens are bound to a key (DPoP). */
  readonly claims: TrialClaims;
  /** Who may log in. A client without persons is a machine, which has a key instead. */
  readonly persons?: readonly TrialPerson[];
}

export interface TrialClaims {
  readonly opop_province?: string;
  readonly opop_pesantren?: string;
  readonly opop_bank?: string;
  readonly opop_purpose?: string;
}

const OPERATOR_SCOPES = [
  "pesantren:write",
  "pesantren:review",
  "pesantren:history",
  "service-point:write",
  "service-point:read",
  "product:write",
  "contact:read",
  "contact:write",
  "consent:write",
];

const JATIM_OPERATOR_SCOPES = ["jatim:operate", "jatim.grant:pay", "samsat.settlement:write", "jatim.mart:settle"];

const JABAR_OPERATOR_SCOPES = ["jabar:operate", "jabar.edition:write", "jabar.registration:review", "jabar.grant:pay"];

/** The clients for trials, all invented. In production the real issuer has its own, with the same scopes and claims. */
const CLIENTS: readonly TrialClient[] = [
  {
    id: "public-site",
    who: { id: "Situs publik", en: "Public site; identified for its rate budget" },
    scopes: [],
    claims: {},
  },
  {
    id: "operator-jabar",
    who: { id: "Operator Jawa Barat", en: "Operator of Jawa Barat" },
    scopes: [...OPERATOR_SCOPES, ...JABAR_OPERATOR_SCOPES],
    claims: { opop_province: "32", opop_purpose: "registration" },
    persons: [
      { id: "trial-siti", name: "Siti (percobaan)" },
      { id: "trial-asep", name: "Asep (percobaan)" },
    ],
  },
  {
    id: "operator-jatim",
    who: { id: "Operator Jawa Timur", en: "Operator of Jawa Timur" },
    scopes: [...OPERATOR_SCOPES, ...JATIM_OPERATOR_SCOPES],
    claims: { opop_province: "35", opop_purpose: "registration" },
    persons: [{ id: "trial-bambang", name: "Bambang (percobaan)" }],
  },
  {
    id: "judge-jabar",
    who: { id: "Juri Jawa Barat", en: "Judge of Jawa Barat" },
    scopes: ["jabar.audition:score"],
    claims: { opop_province: "32" },
    persons: [
      { id: "trial-dewi", name: "Dewi (percobaan)" },
      { id: "trial-hasan", name: "Hasan (percobaan)" },
      { id: "trial-lilis", name: "Lilis (percobaan)" },
    ],
  },
  {
    id: "mentor-jabar",
    who: { id: "Pendamping Jawa Barat", en: "Mentor of Jawa Barat" },
    scopes: ["jabar.mentoring:apply", "jabar.mentoring:report"],
    claims: { opop_province: "32" },
    persons: [{ id: "trial-ujang", name: "Ujang (percobaan)" }],
  },
  {
    id: "pesantren-jabar",
    who: {
      id: "Pesantren pertama dari data percobaan",
      en: "The first pesantren of the trial data (npm run trial-data)",
    },
    scopes: ["product:write", "contact:read", "contact:write", "consent:write", "jabar:participate"],
    claims: { opop_province: "32", opop_pesantren: trialPesantren(1, 0).id, opop_purpose: "registration" },
    persons: [{ id: "trial-ahmad", name: "Ahmad (percobaan)" }],
  },
  {
    id: "pesantren-jatim",
    who: {
      id: "Pesantren Jawa Timur pertama dari data percobaan",
      en: "The first pesantren of Jawa Timur in the trial data",
    },
    scopes: ["product:write", "consent:write", "jatim:participate"],
    claims: { opop_province: "35", opop_pesantren: firstTrialPesantrenIn("35").id, opop_purpose: "registration" },
    persons: [{ id: "trial-fatimah", name: "Fatimah (percobaan)" }],
  },
  {
    id: "seller-jatim",
    who: {
      id: "Penjual OPOP Mart dari pesantren Jawa Timur pertama dari data percobaan",
      en: "Seller in OPOP Mart, of the trial data's first pesantren of Jawa Timur",
    },
    scopes: ["jatim:participate"],
    claims: { opop_province: "35", opop_pesantren: firstTrialPesantrenIn("35").id, opop_purpose: "delivery" },
    persons: [{ id: "trial-yusuf", name: "Yusuf (percobaan)" }],
  },
  {
    id: "buyer-jatim",
    who: { id: "Pembeli OPOP Mart", en: "Buyer in OPOP Mart" },
    scopes: ["jatim.mart:buy"],
    claims: { opop_province: "35", opop_purpose: "delivery" },
    persons: [
      { id: "trial-wati", name: "Wati (percobaan)" },
      { id: "trial-joko", name: "Joko (percobaan)" },
    ],
  },
  {
    id: "guardian-jatim",
    who: { id: "Wali santri Jawa Timur", en: "Guardians of santri in Jawa Timur" },
    scopes: ["jatim.card:use"],
    claims: { opop_province: "35", opop_purpose: "card" },
    persons: [
      { id: "trial-umar", name: "Umar (percobaan)" },
      { id: "trial-aminah", name: "Aminah (percobaan)" },
    ],
  },
  {
    id: "santri-jatim",
    who: { id: "Santri Jawa Timur", en: "Santri in Jawa Timur" },
    scopes: ["jatim.card:use"],
    claims: { opop_province: "35", opop_purpose: "card" },
    persons: [{ id: "trial-zaid", name: "Zaid (percobaan)" }],
  },
  {
    id: "card-office-jatim",
    who: {
      id: "Petugas kartu pesantren Jawa Timur pertama dari data percobaan",
      en: "Card office of the trial data's first pesantren of Jawa Timur",
    },
    scopes: ["jatim:participate"],
    claims: { opop_province: "35", opop_pesantren: firstTrialPesantrenIn("35").id, opop_purpose: "card" },
    persons: [{ id: "trial-halimah", name: "Halimah (percobaan)" }],
  },
  {
    id: "shop-jatim",
    who: {
      id: "Kasir toko pesantren Jawa Timur pertama dari data percobaan",
      en: "Cashier of the shop of the trial data's first pesantren of Jawa Timur",
    },
    scopes: ["samsat.payment:create", "jatim.card:take", "laku-pandai:operate"],
    claims: { opop_province: "35", opop_pesantren: firstTrialPesantrenIn("35").id, opop_purpose: "banking" },
    persons: [{ id: "trial-nur", name: "Nur (percobaan)" }],
  },
  {
    id: "ministry",
    who: { id: "Kementerian", en: "System of the ministry" },
    scopes: ["pesantren:history", "pesantren:review", "vocabulary:write", "feed:read"],
    claims: { opop_province: "*", opop_purpose: "reporting" },
  },
  {
    id: "bank-jatim",
    who: { id: "Bank Jatim", en: "System of Bank Jatim" },
    scopes: ["service-point:read", "contact:read", "samsat.payment:read", "jatim.card:confirm", "laku-pandai:manage"],
    claims: { opop_bank: "JATIM", opop_purpose: "banking" },
  },
];

/** Every client of the local issuer: those above, and each room, which follows other rooms' feeds. */
export function trialClients(rooms: readonly string[]): TrialClient[] {
  return [...CLIENTS, ...rooms.map(roomClient)];
}

function roomClient(room: string): TrialClient {
  return {
    id: roomClientId(room),
    who: { id: `Ruang ${room}`, en: `Room ${room}` },
    scopes: ["feed:read"],
    claims: {},
  };
}
