import type { Caller } from "../../kit/access/caller";
import type { Asking, TestGraph } from "../../kit/testing/graph";
import { knownPesantren, knownProduct } from "../../kit/testing/registry";
import { testGraph } from "../../kit/testing/graph";
import type { CatalogueEntry } from "../../kit/catalogue/catalogue-copy";
import type { RegistryEntry } from "../../kit/registry/registry-copy";
import { catalogue, registry } from "../references";
import { requirements } from "../editions/data/common";
import { ASSUMED } from "../editions/data/sources";
import { insertEdition, type EditionRules, type StageRulesOf } from "../editions/rules";
import { Programme } from "../replay/programme";
import jabar from "../subgraph";
import { judgeOf, ownerOf, OPERATOR, REVIEWER } from "./people";

/** Registration of test editions is open on this day. */
export const OPEN_DAY = new Date("2030-03-10T03:00:00Z");
export const YEAR = 2030;
const DAY_MS = 86_400_000;
const SOURCE = { source: ASSUMED, isAssumed: true };
const PARTLY = { source: ASSUMED, assumedFields: [] };

/** A stage with one place, two criteria and a panel of two. */
export function testStage(number: number, change: Partial<StageRulesOf> = {}): StageRulesOf {
  return {
    number,
    level: "PROVINCE",
    name: `Tahap ${number}`,
    mode: "IN_PERSON",
    panelSize: 2,
    panelMinimum: 1,
    passScore: null,
    tieBreak: ["MARKET", "EARLIER_SUBMISSION"],
    source: ASSUMED,
    assumedFields: [],
    places: [{ code: "AULA", name: "Aula", regencyCodes: [], ...SOURCE }],
    quotas: [{ category: null, regencyCode: null, places: 2, ...SOURCE }],
    criteria: [
      { code: "MARKET", position: 1, nameId: "Pasar", nameEn: "Market", weight: 60, ...PARTLY },
      { code: "DEMAND", position: 2, nameId: "Permintaan", nameEn: "Demand", weight: 40, ...PARTLY },
    ],
    prizes: [],
    ...change,
  };
}

/** The rules of a small edition, with two stages. */
export function testRules(change: Partial<EditionRules> = {}): EditionRules {
  return {
    year: YEAR,
    name: "Uji coba",
    onceEver: true,
    appealDays: 3,
    source: ASSUMED,
    assumedFields: [],
    periods: [
      { number: 1, opensAt: `${YEAR}-03-01T00:00:00Z`, closesAt: `${YEAR}-03-31T16:59:59Z`, reason: null, ...SOURCE },
    ],
    categories: [
      { code: "STARTUP", name: "Startup", fromMonths: 0, belowMonths: 12, ...SOURCE },
      { code: "SCALEUP", name: "Scaleup", fromMonths: 12, belowMonths: null, ...SOURCE },
    ],
    requirements: requirements(true),
    targets: [],
    steps: [],
    figures: [],
    stages: [testStage(1), testStage(2, { quotas: [{ category: null, regencyCode: null, places: 1, ...SOURCE }] })],
    ...change,
  };
}

/** Room jabar with an edition of its own, in which time passes when a test says so. */
export class TestProgramme extends Programme<Caller> {
  private constructor(
    readonly graph: TestGraph,
    private readonly time: { now: Date },
  ) {
    super((caller, document, variables) => graph.as(caller).data(document, variables));
  }

  static async start(rules: EditionRules | null = testRules()): Promise<TestProgramme> {
    const time = { now: OPEN_DAY };
    const graph = await testGraph(jabar, { clock: () => time.now });
    if (rules) await graph.db.inTransaction((tx) => insertEdition(tx, rules, { status: "ADOPTED", at: OPEN_DAY }));
    return new TestProgramme(graph, time);
  }

  get now(): Date {
    return this.time.now;
  }

  set now(moment: Date) {
    this.time.now = moment;
  }

  /** Lets days pass. */
  wait(days: number): void {
    this.now = new Date(this.now.getTime() + days * DAY_MS);
  }

  as(caller: Parameters<TestGraph["as"]>[0]): Asking {
    return this.graph.as(caller);
  }

  pesantren(change: Partial<RegistryEntry> = {}): Promise<RegistryEntry> {
    return knownPesantren(registry, this.graph.db, change);
  }

  product(change: Partial<CatalogueEntry> = {}): Promise<CatalogueEntry> {
    return knownProduct(catalogue, this.graph.db, change);
  }

  /** A registration that is handed in, by the pesantren's own person. */
  async registered(change: object = {}, year = YEAR): Promise<Registered> {
    const pesantren = await this.pesantren();
    const owner = ownerOf(pesantren.id);
    const { id } = await this.do(owner, "draft", filledIn(pesantren.nspp, year, change), `draft-${pesantren.id}`);
    await this.do(owner, "submit", id!);
    return { id: id!, pesantren, owner };
  }

  /** Registrations that passed the administrative selection. */
  async passed(count: number, year = YEAR): Promise<Registered[]> {
    const made: Registered[] = [];
    for (let n = 0; n < count; n++) made.push(await this.registered({}, year));
    await this.do(REVIEWER, "review", { reviews: made.map(({ id }) => review(id)) });
    return made;
  }

  /** Stage I held and announced, one judge giving each candidate the points in turn; the days for appeals are over. */
  async held(points: readonly number[]): Promise<{ winners: Registered[]; stageId: string; decisionId: string }> {
    const candidates = await this.passed(points.length);
    const stageId = await this.stage(1);
    const judge = { subject: "held", name: "Juri", background: "PRACTITIONER", institution: "Contoh" };
    const { id: judgeId } = await this.do(OPERATOR, "registerJudge", judge, "judge-held");
    const startsAt = new Date(this.now.getTime() + 60_000);
    const times = { startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) };
    const session = { stageId, place: "AULA", capacity: points.length, judgeIds: [judgeId], ...times };
    const { id: sessionId } = await this.do(OPERATOR, "schedule", session, "session-held");
    await this.do(OPERATOR, "assign", { stageId });
    this.wait(1);
    await this.do(OPERATOR, "attendance", { sessionId, presentIds: candidates.map(({ id }) => id) });
    const sheets = candidates.map(({ id }, at) => ({
      registrationId: id,
      scores: ["MARKET", "DEMAND"].map((criterion) => ({ criterion, points: points[at] })),
    }));
    await this.do(judgeOf("held"), "score", { sessionId, sheets });
    const { id: decisionId } = await this.do(OPERATOR, "decide", { stageId, minutes: "Berita acara" });
    await this.do(OPERATOR, "announce", { decisionId });
    this.wait(4);
    const order = [...points.keys()].sort((a, b) => points[b]! - points[a]!);
    return { winners: order.map((at) => candidates[at]!), stageId, decisionId: decisionId! };
  }

  /** The id of a stage of the test's edition. */
  async stage(number: number, year = YEAR): Promise<string> {
    const { stages } = await this.edition(OPERATOR, year);
    return stages.find((each) => each.number === number)!.id;
  }

  close(): Promise<void> {
    return this.graph.close();
  }
}

export interface Registered {
  readonly id: string;
  readonly pesantren: RegistryEntry;
  readonly owner: ReturnType<typeof ownerOf>;
}

let serial = 0;

/** A NIK that nobody has: its first six digits are no district. */
export function testNik(): string {
  return `9999990101${String(90).padStart(2, "0")}${String(++serial).padStart(4, "0")}`;
}

/** A registration to which nothing is missing. */
export function filledIn(nspp: string, year = YEAR, change: object = {}): Record<string, unknown> {
  return {
    year,
    nspp,
    businessField: "AGRICULTURE",
    businessName: "Sayur Segar",
    businessProfile: "Menanam dan menjual sayur ke pasar.",
    businessStartedOn: `${year - 3}-01-01`,
    nib: "1234567890123",
    npwp: "123456789012345",
    bankCode: "BJB",
    bankAccount: "0012345678",
    bankAccountHolder: "Yayasan Contoh",
    representative: {
      name: "Wakil Contoh",
      nik: testNik(),
      birthDate: "1990-01-01",
      phone: "+628490000001",
      education: "SMA",
    },
    consent: { evidenceReference: "Formulir 1", evidenceSha256: "ab".repeat(32), givenAt: `${year}-03-02T00:00:00Z` },
    documents: ["PESANTREN_PROFILE", "BUSINESS_PROFILE", "KTP", "HEALTH_LETTER"].map((requirement) => ({
      requirement,
      reference: `arsip/${requirement}`,
      sha256: "cd".repeat(32),
    })),
    ...change,
  };
}

const CHECKLIST = requirements(true).map(({ code }) => String(code));

/** A review by which a registration passes; or, with a reason, does not for want of its health letter. */
export function review(registrationId: string, outcome = "PASSED", reason: string | null = null): object {
  const items = CHECKLIST.map((requirement) => ({
    requirement,
    isFulfilled: outcome === "PASSED" || requirement !== "HEALTH_LETTER",
  }));
  return { registrationId, outcome, reason, items };
}
