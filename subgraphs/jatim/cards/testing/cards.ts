import type { Caller } from "../../../kit/access/caller";
import { testGraph, type TestGraph } from "../../../kit/testing/graph";
import { mutate, type Outcome } from "../../../kit/testing/mutations";
import { knownPesantren, knownServicePoint } from "../../../kit/testing/registry";
import { registry, servicePoints } from "../../references";
import jatim from "../../subgraph";
import { bank, cardUser, ownerOf, shopOf } from "../../testing/people";

export const PIN = "480159";
export const BANK = bank("JATIM");

/** A pesantren with its office and its shop. */
export interface TestSchool {
  readonly pesantrenId: string;
  readonly servicePointId: string;
  readonly office: Caller;
  readonly shop: Caller;
}

/** A card that is in use, and who has to do with it. */
export interface TestCard {
  readonly holderId: string;
  readonly accountId: string;
  readonly cardId: string;
  readonly number: string;
  readonly guardian: Caller;
  readonly school: TestSchool;
}

type Options = Parameters<typeof mutate>[4];

/** Cards for tests: pesantren, and cards brought to where a test needs them. */
export class TestCards {
  now = new Date("2024-05-20T03:00:00Z");
  private serial = 0;

  private constructor(readonly graph: TestGraph) {}

  static async open(): Promise<TestCards> {
    const holder: { cards?: TestCards } = {};
    const graph = await testGraph(jatim, { clock: () => holder.cards!.now });
    return (holder.cards = new TestCards(graph));
  }

  act(as: Caller, mutation: string, input: object, options: Options = {}): Promise<Outcome> {
    return mutate(this.graph, as, mutation, input, options);
  }

  pass(days: number): void {
    this.now = new Date(this.now.getTime() + days * 86_400_000);
  }

  async school(): Promise<TestSchool> {
    const { id: pesantrenId } = await knownPesantren(registry, this.graph.db, { regencyCode: "35.09" });
    const { id: servicePointId } = await knownServicePoint(servicePoints, this.graph.db, { pesantrenId });
    const office = { ...ownerOf(pesantrenId), purpose: "card" };
    return { pesantrenId, servicePointId, office, shop: shopOf(pesantrenId) };
  }

  register(school: TestSchool, person: object = SANTRI): Promise<Outcome> {
    return this.act(school.office, "registerJatimCardHolder", { pesantrenId: school.pesantrenId, ...person });
  }

  /** Makes somebody known for a holder. */
  async invite(school: TestSchool, holderId: string, party: "HOLDER" | "GUARDIAN", user: Caller): Promise<void> {
    const { code } = await this.act(school.office, "inviteJatimCardUser", { holderId, party }, { fields: "code" });
    await this.act(user, "acceptJatimCardInvitation", { code });
  }

  /** A card in use, with a guardian; PIN `480159`. */
  async card(
    school: TestSchool,
    { person = SANTRI, kind = "SANTRI", amount = 0 }: { person?: object; kind?: string; amount?: number } = {},
  ): Promise<TestCard> {
    const { id: holderId } = await this.register(school, person);
    const bankCode = kind === "OPOP" ? "JATIM" : null;
    const { id: accountId, cards } = await this.act(
      school.office,
      "issueJatimCard",
      { holderId, kind, bankCode },
      { fields: "id cards { id number }" },
    );
    const [{ id: cardId, number }] = cards as [{ id: string; number: string }];
    const guardian = cardUser(`guardian-${this.serial++}`);
    await this.invite(school, holderId!, "GUARDIAN", guardian);
    await this.act(school.office, "activateJatimCard", { cardId, pin: PIN });
    const card = { holderId: holderId!, accountId: accountId!, cardId, number, guardian, school };
    if (amount > 0) await this.topUp(card, amount);
    return card;
  }

  /** Money that a bank brings. */
  async topUp(card: TestCard, amount: number): Promise<Outcome> {
    const wish = { accountId: card.accountId, amount, bankCode: "JATIM" };
    const requested = await this.act(card.guardian, "requestJatimTopUp", wish, { fields: "payCode" });
    return requested.refused ? requested : this.confirm({ payCode: requested["payCode"], amount });
  }

  confirm(input: object, options: Options = {}): Promise<Outcome> {
    const reference = `TOP-${this.serial++}`;
    return this.act(
      BANK,
      "confirmJatimTopUp",
      { bankReference: reference, ...input },
      { fields: "amount", ...options },
    );
  }

  pay(card: TestCard, amount: number, input: object = {}, options: Options = {}): Promise<Outcome> {
    const { shop, servicePointId } = card.school;
    const given = { cardNumber: card.number, pin: PIN, servicePointId, amount, description: "Buku tulis", ...input };
    return this.act(shop, "payWithJatimCard", given, { fields: "id amount", ...options });
  }

  /** What somebody sees of an account. */
  async account<T = Record<string, unknown>>(as: Caller, accountId: string, fields: string): Promise<T | null> {
    const document = `query ($id: ID!) { account: jatimCardAccount(id: $id) { ${fields} } }`;
    return (await this.graph.as(as).data<{ account: T | null }>(document, { id: accountId })).account;
  }

  async totals(): Promise<Record<string, unknown>> {
    const document = "{ jatimCardTotals { accounts toppedUp purchased held isEqualToLedger } }";
    return (await this.graph.data<{ jatimCardTotals: Record<string, unknown> }>(document)).jatimCardTotals;
  }
}

const CONSENT = { evidenceReference: "berkas/7", evidenceSha256: "ab".repeat(32), givenAt: "2024-01-05T00:00:00Z" };

/** A minor. */
export const SANTRI = {
  name: "Zaid Contoh",
  birthDate: "2010-03-04",
  consent: { ...CONSENT, guardian: { name: "Umar Contoh", relationship: "ayah" } },
};

/** Of age, known to a bank. */
export const GROWN_UP = {
  name: "Laila Contoh",
  birthDate: "1990-03-04",
  nik: "3509124403900001",
  phone: "+6281234567890",
  consent: CONSENT,
  bankConsents: ["JATIM"],
};
