import type { Caller } from "../../kit/access/caller";
import { checkLedger } from "../../kit/ledger/ledger.read";
import { knownPesantren } from "../../kit/testing/registry";
import { registry } from "../references";
import { agentBank, buyer, OPERATOR, ownerOf, tellerOf } from "../testing/people";
import { CONSENT, PIN, TestBranch, type TestAgent } from "./testing/branch";

const MONTH = 5_000_000;
const MOST = 20_000_000;

describe("Laku Pandai at a service point", () => {
  let branch: TestBranch;
  let agent: TestAgent;

  beforeAll(async () => {
    branch = await TestBranch.open();
    agent = await branch.agent({ cash: 100_000_000, float: 900_000_000 });
  });
  afterAll(async () => {
    expect(await checkLedger(branch.graph.db)).toEqual([]);
    await branch.graph.close();
  });
  beforeEach(() => {
    branch.now = new Date("2024-05-20T03:00:00Z");
  });

  const ask = <T>(as: Caller, query: string, variables: object = {}) => branch.graph.as(as).data<T>(query, variables);

  describe("rules", () => {
    const RULES = `query ($on: LocalDate) { jatimLakuPandaiRules(on: $on) {
      limits { maxBalance maxMonthlyOutgoing minAmount maxAmount pinAttempts assumed } classes { code services isFirst } } }`;

    it("are everybody's to read, for any day", async () => {
      type Answer = { jatimLakuPandaiRules: { limits: object | null; classes: object[] } };
      const { jatimLakuPandaiRules: today } = await branch.graph.data<Answer>(RULES);
      expect(today.limits).toMatchObject({ maxBalance: MOST, maxMonthlyOutgoing: MONTH });
      expect(today.classes).toMatchObject([
        { code: "A", isFirst: true, services: ["BSA", "E_MONEY", "MICRO_INSURANCE"] },
        { code: "B", isFirst: false },
        { code: "C", isFirst: false },
      ]);
      const { jatimLakuPandaiRules: before } = await branch.graph.data<Answer>(RULES, { on: "2022-01-05" });
      expect(before).toEqual({ limits: null, classes: [] });
    });

    it("to come are added by operators, and hold from their day on", async () => {
      const other = await TestBranch.open();
      const there = await other.agent();
      const account = await other.account(there, 3_000_000);
      const limits = { appliesFrom: "2024-05-21", maxBalance: 4_000_000, maxMonthlyOutgoing: 100_000, source: "Uji" };
      const rest = { minAmount: 500, maxAmount: 9_000_000, pinAttempts: 2 };
      const add = (as: Caller, change: object = {}) =>
        other.act(as, "addJatimBasicAccountLimits", { ...limits, ...rest, ...change }, { fields: "limits { source }" });
      expect((await add(OPERATOR, { appliesFrom: "2024-05-20", maxAmount: 1, source: "x" })).refused).toEqual([
        "DAY_NOT_TO_COME input.appliesFrom",
        "TEXT_LENGTH input.source",
        "OUT_OF_RANGE input.maxAmount",
      ]);
      expect(await add(OPERATOR)).toEqual({ limits: { source: "Uji" } });
      expect((await add(OPERATOR)).refused).toEqual(["RULE_SET input.appliesFrom"]);
      const none = { code: "A", appliesFrom: "2024-05-22", services: [], isFirst: true, source: "Uji" };
      await other.act(OPERATOR, "addJatimAgentClassRule", none, { fields: "classes { code }" });

      expect(await other.withdraw(account, 100_001)).toHaveProperty("id");
      other.now = new Date("2024-05-20T17:00:00Z");
      expect((await other.withdraw(account, 1_000)).refused).toEqual(["MONTHLY_LIMIT input.amount"]);
      expect((await other.deposit(account, 1_100_002)).refused).toEqual(["BALANCE_LIMIT input.amount"]);
      expect(await other.deposit(account, 500)).toHaveProperty("id");
      other.now = new Date("2024-05-21T17:00:00Z");
      expect((await other.deposit(account, 500)).refused).toEqual(["CLASS_LACKS_SERVICE input.agentId"]);
      await other.graph.close();
    });
  });

  describe("an agent", () => {
    it("is an active service point with the service and a bank, in the class with which agents begin, once", async () => {
      const appoint = (servicePointId: string, as = OPERATOR) =>
        branch.act(as, "appointJatimAgent", { servicePointId }, { fields: "id classCode status bankCode" });
      const { id } = await branch.point();
      expect(await appoint(id)).toMatchObject({ classCode: "A", status: "ACTIVE", bankCode: "JATIM_SYARIAH" });
      expect((await appoint(id)).refused).toEqual(["AGENT_ALREADY input.servicePointId"]);
      for (const change of [{ status: "CLOSED" }, { serviceCodes: ["RETAIL"] }, { bankCode: null }]) {
        const refused = (await appoint((await branch.point(change)).id)).refused;
        expect(refused).toEqual(["SERVICE_NOT_OFFERED input.servicePointId"]);
      }
      const away = await branch.point({ regencyCode: "32.04" });
      expect((await appoint(away.id)).refused).toEqual(["OUTSIDE_PROVINCE input.servicePointId"]);
    });

    it("is run by its bank too, and by no other bank", async () => {
      const [own, other] = [agentBank("BANK_AGEN"), agentBank("BANK_LAIN")];
      const { id: servicePointId } = await branch.point({ bankCode: "BANK_AGEN" });
      const appoint = (as: Caller, id: string) => branch.act(as, "appointJatimAgent", { servicePointId: id });
      expect((await appoint(other, servicePointId)).refused).toEqual(["SERVICE_POINT_UNKNOWN input.servicePointId"]);
      const away = await branch.point({ bankCode: "BANK_AGEN", regencyCode: "32.04" });
      expect((await appoint(own, away.id)).refused).toEqual(["SERVICE_POINT_UNKNOWN input.servicePointId"]);
      const { id: agentId } = await appoint(own, servicePointId);
      const given = { agentId, kind: "FLOAT_TOPPED_UP", amount: 1_000, bankReference: "BA-1" };
      const move = (as: Caller) => branch.act(as, "moveJatimAgentCash", given, { fields: "amount" });
      const suspend = (as: Caller) =>
        branch.act(as, "changeJatimAgentStatus", { agentId, status: "SUSPENDED", reason: "Uji" }, { fields: "status" });
      for (const refused of [await move(other), await suspend(other)]) {
        expect(refused.refused).toEqual(["AGENT_UNKNOWN input.agentId"]);
      }
      expect(await move(own)).toEqual({ amount: 1_000 });
      expect((await move(own)).refused).toEqual(["REFERENCE_TAKEN input.bankReference"]);
      const elsewhere = await branch.agent({ bankCode: "BANK_LAIN" } as object);
      expect((await branch.move(elsewhere.id, "FLOAT_TOPPED_UP", 1, "BA-1")).refused).toBeUndefined();
      expect(await suspend(own)).toEqual({ status: "SUSPENDED" });
      const query =
        "query ($id: ID!) { jatimLakuPandaiAgent(id: $id) { float movements { nodes { bankReference } } } }";
      const seen = { float: 1_000, movements: { nodes: [{ bankReference: "BA-1" }] } };
      expect(await ask(own, query, { id: agentId })).toEqual({ jatimLakuPandaiAgent: seen });
      expect(await ask(other, query, { id: agentId })).toEqual({ jatimLakuPandaiAgent: null });
    });

    it("changes its class, is suspended, and ends without cash and float only", async () => {
      const other = await branch.agent({ cash: 1_000_000, float: 0 });
      const account = await branch.account(other);
      const become = (status: string) =>
        branch.act(OPERATOR, "changeJatimAgentStatus", { agentId: other.id, status, reason: "Uji" });
      const change = (classCode: string) =>
        branch.act(OPERATOR, "changeJatimAgentClass", { agentId: other.id, classCode, reason: "Naik" });
      expect(await change("B")).toEqual({ id: other.id });
      expect((await change("Z")).refused).toEqual(["CLASS_UNKNOWN input.classCode"]);
      expect(await become("SUSPENDED")).toEqual({ id: other.id });
      expect((await become("SUSPENDED")).refused).toEqual(["STATUS_NOT_RIGHT input.agentId"]);
      expect((await branch.deposit(account, 1_000)).refused).toEqual(["AGENT_NOT_WORKING input.agentId"]);
      expect((await become("ENDED")).refused).toEqual(["POSITION_LEFT input.agentId"]);
      await branch.move(other.id, "CASH_HANDED_IN", 1_000_000);
      await branch.move(other.id, "FLOAT_PAID_BACK", 1_000_000);
      expect(await become("ENDED")).toEqual({ id: other.id });
      expect((await become("ACTIVE")).refused).toEqual(["STATUS_NOT_RIGHT input.agentId"]);
      expect((await branch.move(other.id, "FLOAT_TOPPED_UP", 1)).refused).toEqual(["AGENT_NOT_WORKING input.agentId"]);
      const query = "query ($id: ID!) { jatimLakuPandaiAgent(id: $id) { steps { status classCode } } }";
      expect(await ask(OPERATOR, query, { id: other.id })).toEqual({
        jatimLakuPandaiAgent: {
          steps: [
            { status: "ACTIVE", classCode: "A" },
            { status: "ACTIVE", classCode: "B" },
            { status: "SUSPENDED", classCode: "B" },
            { status: "ENDED", classCode: "B" },
          ],
        },
      });
    });

    it("has what came from the bank, no more, each by a reference of its own", async () => {
      const other = await branch.agent({ cash: 0, float: 1_000 });
      const account = await branch.account(other);
      expect((await branch.deposit(account, 1_001)).refused).toEqual(["FLOAT_TOO_LOW input.amount"]);
      expect(await branch.deposit(account, 1_000)).toHaveProperty("id");
      expect(await branch.position(other)).toEqual({ cash: 1_000, float: 0 });
      expect((await branch.move(other.id, "CASH_HANDED_IN", 1_001)).refused).toEqual(["CASH_TOO_LOW input.amount"]);
      expect((await branch.move(other.id, "CASH_BROUGHT", 1)).refused).toEqual(["FLOAT_TOO_LOW input.amount"]);
      expect(await branch.move(other.id, "CASH_HANDED_IN", 1_000, "SAME")).toHaveProperty("id");
      expect((await branch.withdraw(account, 1_000)).refused).toEqual(["CASH_TOO_LOW input.amount"]);
      expect((await branch.move(other.id, "FLOAT_TOPPED_UP", 5, "SAME")).refused).toEqual([
        "REFERENCE_TAKEN input.bankReference",
      ]);
      expect(await branch.position(other)).toEqual({ cash: 0, float: 1_000 });
    });

    it("tells its day, which follows from what was done", async () => {
      const other = await branch.agent({ cash: 2_000_000, float: 8_000_000 });
      const account = await branch.account(other, 1_000_000);
      const wrong = await branch.deposit(account, 700_000);
      await branch.reverse(other, wrong.id!);
      branch.now = new Date("2024-05-21T03:00:00Z");
      await branch.withdraw(account, 300_000);
      await branch.transfer(account, await branch.account(other), 50_000);
      await branch.move(other.id, "CASH_HANDED_IN", 400_000);
      const query = `query ($id: ID!, $day: LocalDate!) { jatimLakuPandaiAgent(id: $id) { cash float day(day: $day) {
        openingCash openingFloat deposits withdrawals transfers cashBrought cashHandedIn closingCash closingFloat } } }`;
      expect(await ask(other.teller, query, { id: other.id, day: "2024-05-21" })).toEqual({
        jatimLakuPandaiAgent: {
          cash: 2_300_000,
          float: 7_700_000,
          day: {
            openingCash: 3_000_000,
            openingFloat: 7_000_000,
            deposits: 0,
            withdrawals: 300_000,
            transfers: 50_000,
            cashBrought: 0,
            cashHandedIn: 400_000,
            closingCash: 2_300_000,
            closingFloat: 7_700_000,
          },
        },
      });
      expect(await ask(other.teller, query, { id: other.id, day: "2024-05-20" })).toMatchObject({
        jatimLakuPandaiAgent: { day: { openingCash: 0, deposits: 1_000_000, cashBrought: 2_000_000 } },
      });
    });
  });

  describe("a basic account", () => {
    it("is opened with consent, one for a person and bank, under a number that tells nothing", async () => {
      const person = branch.person();
      const open = (change: object = {}, at = agent) =>
        branch.act(at.teller, "openJatimBasicAccount", { agentId: at.id, ...person, ...change }, { fields: "number" });
      const first = await open();
      expect(first["number"]).toMatch(/^\d{12}$/);
      expect((await open({ nik: person.nik })).refused).toEqual(["HOLDER_HAS_ACCOUNT input.nik"]);
      const other = await branch.agent({ bankCode: "BANK_LAIN" } as object);
      expect(await open({}, other)).toHaveProperty("number");
      const bad = { nik: "1", phone: "08", birthDate: "2030-01-01", pin: "111111", name: " " };
      expect((await open(bad)).refused).toEqual([
        "TEXT_LENGTH input.name",
        "NIK_INVALID input.nik",
        "PHONE_INVALID input.phone",
        "BIRTH_DATE_INVALID input.birthDate",
        "PIN_TRIVIAL input.pin",
      ]);
      const child = branch.person({ birthDate: "2012-01-01" });
      expect((await open(child)).refused).toEqual([expect.stringContaining("GUARDIAN_REQUIRED")]);
      const guardian = { name: "Ibu Contoh", relationship: "ibu" };
      expect(await open({ ...child, consent: { ...CONSENT, guardian } })).toHaveProperty("number");
    });

    it("keeps nothing personal in the clear", async () => {
      const person = branch.person({ name: "Nama Rahasia" });
      await branch.act(agent.teller, "openJatimBasicAccount", { agentId: agent.id, ...person });
      const { db } = branch.graph;
      const tables = await db.rows<{ name: string }>(
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
      );
      // As text, and as bytea prints it; a PIN also by chance stands within longer numbers.
      const hex = (text: string) => Buffer.from(text).toString("hex");
      const { nik } = person;
      const secrets = [
        "Nama Rahasia",
        hex("Nama Rahasia"),
        nik,
        hex(nik),
        `(?<![0-9a-f.])${PIN}(?![0-9a-f])`,
        hex(PIN),
      ];
      const found: string[] = [];
      for (const { name } of tables) {
        const rows = await db.rows<{ text: string }>(`SELECT this::text AS text FROM ${name} this`);
        if (new RegExp(secrets.join("|")).test(rows.map(({ text }) => text).join("\n"))) found.push(name);
      }
      expect(tables.length).toBeGreaterThan(10);
      expect(found).toEqual([]);
    });

    it("is closed where it was opened, with its PIN, when nothing is left; then its person may open another", async () => {
      const account = await branch.account(agent, 10_000);
      const close = (at = agent, pin = PIN) =>
        branch.act(
          at.teller,
          "closeJatimBasicAccount",
          { agentId: at.id, accountNumber: account.number, pin },
          { fields: "status" },
        );
      const elsewhere = await branch.agent();
      expect((await close(elsewhere)).refused).toEqual(["OTHER_AGENT input.accountNumber"]);
      expect((await close(agent, "999999")).refused).toEqual(["PIN_WRONG input.pin"]);
      expect((await close()).refused).toEqual(["BALANCE_LEFT input.accountNumber"]);
      const last = await branch.withdraw(account, 10_000);
      expect(await close()).toEqual({ status: "CLOSED" });
      expect((await branch.deposit(account, 10_000)).refused).toEqual(["ACCOUNT_UNKNOWN input.accountNumber"]);
      expect((await branch.reverse(agent, last.id!)).refused).toEqual(["ACCOUNT_UNKNOWN input.transactionId"]);
      const again = { agentId: agent.id, ...branch.person({ nik: account.nik }) };
      expect(await branch.act(agent.teller, "openJatimBasicAccount", again)).toHaveProperty("id");
    });

    it("locks after three wrong PINs, also if they come at once, until it gets a new one with the holder's NIK", async () => {
      const account = await branch.account(agent, 100_000);
      const tries = await Promise.all(
        ["200001", "200002", "200003", "200004", "200005"].map((pin) => branch.withdraw(account, 1_000, { pin })),
      );
      expect(tries.map(({ refused }) => refused![0]).toSorted()).toEqual([
        ...Array<string>(2).fill("PIN_LOCKED input.pin"),
        ...Array<string>(3).fill("PIN_WRONG input.pin"),
      ]);
      expect((await branch.withdraw(account, 1_000)).refused).toEqual(["PIN_LOCKED input.pin"]);
      const reset = (nik: string, newPin: string) =>
        branch.act(agent.teller, "resetJatimBasicAccountPin", {
          agentId: agent.id,
          accountNumber: account.number,
          nik,
          newPin,
        });
      expect((await reset("3509010101909999", "735182")).refused).toEqual(["NIK_DIFFERS input.nik"]);
      expect((await reset(account.nik, "123456")).refused).toEqual(["PIN_TRIVIAL input.newPin"]);
      expect(await reset(account.nik, "735182")).toHaveProperty("id");
      expect((await branch.withdraw(account, 1_000)).refused).toEqual(["PIN_WRONG input.pin"]);
      expect(await branch.withdraw(account, 1_000, { pin: "735182" })).toHaveProperty("id");
      expect(await branch.balance(account)).toBe(99_000);
    });

    it("forgives wrong PINs as soon as the right one comes", async () => {
      const account = await branch.account(agent, 100_000);
      for (const pin of ["200001", "200002", PIN, "200003", "200004", PIN]) {
        await branch.withdraw(account, 1_000, { pin });
      }
      expect(await branch.balance(account)).toBe(98_000);
    });
  });

  describe("the limits", () => {
    it("let a balance of exactly the most be, by deposit and by transfer", async () => {
      const full = await branch.account(agent, MOST - 5_000);
      expect((await branch.deposit(full, 5_001)).refused).toEqual(["BALANCE_LIMIT input.amount"]);
      expect(await branch.deposit(full, 5_000)).toHaveProperty("id");
      expect((await branch.deposit(full, 1_000)).refused).toEqual(["BALANCE_LIMIT input.amount"]);
      const other = await branch.account(agent, 10_000);
      expect((await branch.transfer(other, full, 1_000)).refused).toEqual(["BALANCE_LIMIT input.amount"]);
      expect(await branch.transfer(full, other, 1_000)).toHaveProperty("id");
      expect(await branch.transfer(other, full, 1_000)).toHaveProperty("id");
      expect(await branch.balance(full)).toBe(MOST);
    });

    it("count withdrawals and transfers of a month together, and begin anew with the month in western Indonesia", async () => {
      branch.now = new Date("2024-05-31T16:59:59Z");
      const account = await branch.account(agent, 12_000_000);
      const other = await branch.account(agent);
      await branch.withdraw(account, 3_000_000);
      await branch.transfer(account, other, 1_999_000);
      expect((await branch.withdraw(account, 1_001)).refused).toEqual(["MONTHLY_LIMIT input.amount"]);
      expect(await branch.transfer(account, other, 1_000)).toHaveProperty("id");
      expect((await branch.transfer(account, other, 1_000)).refused).toEqual(["MONTHLY_LIMIT input.amount"]);
      branch.now = new Date("2024-05-31T17:00:00Z");
      expect(await branch.withdraw(account, MONTH)).toHaveProperty("id");
      expect((await branch.withdraw(account, 1_000)).refused).toEqual(["MONTHLY_LIMIT input.amount"]);
      const query = "query ($number: String!) { jatimBasicAccount(number: $number) { outgoingThisMonth } }";
      const answer = await ask(agent.teller, query, { number: account.number });
      expect(answer).toEqual({ jatimBasicAccount: { outgoingThisMonth: MONTH } });
    });

    it("of one transaction are checked", async () => {
      const account = await branch.account(agent);
      expect((await branch.deposit(account, 999)).refused).toEqual(["OUT_OF_RANGE input.amount"]);
      expect((await branch.deposit(account, MOST + 1)).refused).toEqual(["OUT_OF_RANGE input.amount"]);
      expect((await branch.deposit(account, -1_000)).refused).toEqual(["OUT_OF_RANGE input.amount"]);
      expect((await branch.withdraw(account, 1_000)).refused).toEqual(["BALANCE_TOO_LOW input.amount"]);
      expect((await branch.transfer(account, account, 1_000)).refused).toEqual(["SAME_ACCOUNT input.toAccountNumber"]);
    });

    it("do not hold before the first rule", async () => {
      const account = await branch.account(agent);
      branch.now = new Date("2022-01-05T16:59:59Z");
      expect((await branch.deposit(account, 1_000)).refused).toEqual(["RULE_MISSING input"]);
    });
  });

  describe("a reversal", () => {
    it("takes a transaction back once, on its day, and gives the month's limit back", async () => {
      const account = await branch.account(agent, 6_000_000);
      const before = await branch.position(agent);
      const { id } = await branch.withdraw(account, MONTH);
      expect(await branch.reverse(agent, id!, { pin: null })).toEqual({ id });
      expect(await branch.balance(account)).toBe(6_000_000);
      expect(await branch.position(agent)).toEqual(before);
      expect((await branch.reverse(agent, id!)).refused).toEqual(["ALREADY_REVERSED input.transactionId"]);
      const again = await branch.withdraw(account, MONTH);
      expect(again).toHaveProperty("id");
      branch.now = new Date("2024-05-20T17:00:00Z");
      expect((await branch.reverse(agent, again.id!)).refused).toEqual(["DAY_OVER input.transactionId"]);
    });

    it("is refused where the money has gone, where it would pass the limit, and elsewhere", async () => {
      const [one, other] = [await branch.account(agent), await branch.account(agent)];
      const { id } = await branch.deposit(one, 1_000_000);
      await branch.transfer(one, other, 1_000_000);
      expect((await branch.reverse(agent, id!)).refused).toEqual(["BALANCE_TOO_LOW input.transactionId"]);
      expect((await branch.reverse(agent, id!, { pin: null })).refused).toEqual(["PIN_REQUIRED input.pin"]);
      expect((await branch.reverse(agent, id!, { pin: "111999" })).refused).toEqual(["PIN_WRONG input.pin"]);
      const full = await branch.account(agent, MOST);
      const out = await branch.withdraw(full, 1_000_000);
      await branch.deposit(full, 500_000);
      expect((await branch.reverse(agent, out.id!)).refused).toEqual(["BALANCE_LIMIT input.transactionId"]);
      const elsewhere = await branch.agent();
      expect((await branch.reverse(elsewhere, out.id!)).refused).toEqual(["TRANSACTION_UNKNOWN input.transactionId"]);
      expect((await branch.reverse(agent, out.id!, { reason: "x" })).refused).toEqual(["TEXT_LENGTH input.reason"]);
    });
  });

  describe("at once", () => {
    it("two take the last rupiah once", async () => {
      const account = await branch.account(agent, 1_000_000);
      const other = await branch.account(agent);
      const both = await Promise.all([branch.withdraw(account, 1_000_000), branch.transfer(account, other, 1_000_000)]);
      expect(both.filter(({ refused }) => refused === undefined)).toHaveLength(1);
      expect(both.flatMap(({ refused = [] }) => refused)).toEqual(["BALANCE_TOO_LOW input.amount"]);
      expect(await branch.balance(account)).toBe(0);
    });

    it("several do not pass a limit together", async () => {
      const account = await branch.account(agent, 15_000_000);
      const outs = await Promise.all([1, 2, 3, 4].map(() => branch.withdraw(account, 2_000_000)));
      expect(outs.flatMap(({ refused = [] }) => refused)).toEqual(Array(2).fill("MONTHLY_LIMIT input.amount"));
      const ins = await Promise.all([1, 2, 3, 4].map(() => branch.deposit(account, 4_000_000)));
      expect(ins.flatMap(({ refused = [] }) => refused)).toEqual(Array(2).fill("BALANCE_LIMIT input.amount"));
      expect(await branch.balance(account)).toBe(19_000_000);
    });

    it("twenty with the same key have one effect; another input under it is refused", async () => {
      const account = await branch.account(agent, 100_000);
      const key = "the-same-key-20";
      const done = await Promise.all(Array.from({ length: 20 }, () => branch.withdraw(account, 30_000, {}, { key })));
      expect(new Set(done.map(({ id }) => id)).size).toBe(1);
      expect(done[0]!.id).toBeDefined();
      expect(await branch.balance(account)).toBe(70_000);
      expect((await branch.withdraw(account, 40_000, {}, { key })).refused).toEqual([
        "IDEMPOTENCY_KEY_REUSED idempotencyKey",
      ]);
    });

    it("a person opens one account at two agents of a bank", async () => {
      const elsewhere = await branch.agent();
      const person = branch.person();
      const both = await Promise.all(
        [agent, elsewhere].map((at) => branch.act(at.teller, "openJatimBasicAccount", { agentId: at.id, ...person })),
      );
      expect(both.flatMap(({ refused = [] }) => refused)).toEqual(["HOLDER_HAS_ACCOUNT input.nik"]);
    });
  });

  describe("to read", () => {
    const ALL = `{ jatimLakuPandaiAgents { nodes { id } } jatimBasicAccounts { nodes { number } } jatimBasicTransactions { nodes { id } } }`;
    type All = Record<"jatimLakuPandaiAgents" | "jatimBasicAccounts" | "jatimBasicTransactions", { nodes: object[] }>;
    const countOf = async (as: Caller) => {
      const all = await ask<All>(as, ALL);
      return [all.jatimLakuPandaiAgents, all.jatimBasicAccounts, all.jatimBasicTransactions].map(
        ({ nodes }) => nodes.length,
      );
    };

    it("is for a pesantren what is its own, for a bank what is its own, for operators all", async () => {
      const own = await branch.agent({ bankCode: "BANK_SENDIRI" } as object);
      const account = await branch.account(own, 5_000);
      expect(await countOf(own.teller)).toEqual([1, 1, 1]);
      expect(await countOf(agentBank("BANK_SENDIRI"))).toEqual([1, 1, 1]);
      expect(await countOf(agentBank("BANK_TANPA_AGEN"))).toEqual([0, 0, 0]);
      expect(await countOf(tellerOf(account.id))).toEqual([0, 0, 0]);
      expect((await countOf(OPERATOR)).every((count) => count > 1)).toBe(true);
      const query =
        "query ($number: String!) { jatimBasicAccount(number: $number) { balance statement { nodes { amount } } } }";
      const variables = { number: account.number };
      const seen = { jatimBasicAccount: { balance: 5_000, statement: { nodes: [{ amount: 5_000 }] } } };
      for (const as of [own.teller, OPERATOR, agentBank("BANK_SENDIRI")]) {
        expect(await ask(as, query, variables)).toEqual(seen);
      }
      for (const as of [agent.teller, agentBank("JATIM_SYARIAH")]) {
        expect(await ask(as, query, variables)).toEqual({ jatimBasicAccount: null });
      }
    });

    it("is refused to strangers, and so is acting", async () => {
      for (const as of [buyer("tamu"), ownerOf(agent.pesantrenId)]) {
        expect((await branch.graph.as(as).run(ALL)).errors?.[0]?.extensions?.["code"]).toBe("FORBIDDEN");
      }
      const account = await branch.account(agent, 5_000);
      await expect(branch.deposit(account, 1_000, { ...agent, teller: OPERATOR })).rejects.toThrow("FORBIDDEN");
      await expect(branch.deposit(account, 1_000, { ...agent, teller: agentBank("JATIM_SYARIAH") })).rejects.toThrow(
        "FORBIDDEN",
      );
      const neighbour = await branch.agent();
      expect((await branch.deposit(account, 1_000, { ...agent, teller: neighbour.teller })).refused).toEqual([
        "AGENT_UNKNOWN input.agentId",
      ]);
      await expect(branch.act(agent.teller, "appointJatimAgent", { servicePointId: account.id })).rejects.toThrow(
        "FORBIDDEN",
      );
    });

    it("are statements page by page, the latest first", async () => {
      const account = await branch.account(agent, 10_000);
      await branch.withdraw(account, 2_000);
      const { id } = await branch.deposit(account, 3_000);
      await branch.reverse(agent, id!);
      const query = `query ($number: String!, $after: String) { jatimBasicAccount(number: $number) {
        statement(first: 3, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes { amount balanceAfter isReversal } } } }`;
      type Answer = { jatimBasicAccount: { statement: { pageInfo: { endCursor: string }; nodes: object[] } } };
      const { number } = account;
      const first = (await ask<Answer>(agent.teller, query, { number })).jatimBasicAccount.statement;
      expect(first).toMatchObject({
        totalCount: 4,
        nodes: [
          { amount: -3_000, balanceAfter: 8_000, isReversal: true },
          { amount: 3_000, balanceAfter: 11_000, isReversal: false },
          { amount: -2_000, balanceAfter: 8_000, isReversal: false },
        ],
      });
      const variables = { number, after: first.pageInfo.endCursor };
      const rest = (await ask<Answer>(agent.teller, query, variables)).jatimBasicAccount.statement;
      expect(rest.nodes).toEqual([{ amount: 10_000, balanceAfter: 10_000, isReversal: false }]);
    });

    it("go on at the pesantren into which the agent's was merged, and nowhere else", async () => {
      const served = await branch.agent();
      const account = await branch.account(served, 10_000);
      const { id: made } = await branch.withdraw(account, 1_000);
      const { db } = branch.graph;
      const { id: mergedIntoId } = await knownPesantren(registry, db, { regencyCode: "35.09" });
      const merged = { id: served.pesantrenId, regencyCode: "35.09", status: "MERGED", mergedIntoId };
      await knownPesantren(registry, db, merged);
      const teller = { ...served.teller, pesantren: mergedIntoId };
      const now = { ...account, agent: { ...served, teller } };
      expect(await branch.reverse(now.agent, made!)).toHaveProperty("id");
      expect(await branch.withdraw(now, 10_000)).toHaveProperty("id");
      const read = `{ jatimLakuPandaiAgents { nodes { id } } jatimBasicTransactions { totalCount }
        jatimBasicAccounts { nodes { number agent { id } holder { name } } } }`;
      expect(await ask(teller, read)).toEqual({
        jatimLakuPandaiAgents: { nodes: [{ id: served.id }] },
        jatimBasicTransactions: { totalCount: 3 },
        jatimBasicAccounts: {
          nodes: [{ number: account.number, agent: { id: served.id }, holder: { name: "Siti Contoh" } }],
        },
      });
      const { teller: stranger } = await branch.agent();
      expect(await branch.withdraw({ ...account, agent: { ...served, teller: stranger } }, 1_000)).toEqual({
        refused: ["AGENT_UNKNOWN input.agentId"],
      });
      expect(await branch.close(now)).toEqual({ status: "CLOSED" });
    });

    it("are what left the accounts of a page this month, read by one statement for all of them", async () => {
      const accounts = [await branch.account(agent, 10_000), await branch.account(agent, 10_000)];
      await branch.withdraw(accounts[0]!, 2_000);
      branch.graph.statements.length = 0;
      expect(
        await ask(agent.teller, "{ jatimBasicAccounts(first: 2) { nodes { number outgoingThisMonth } } }"),
      ).toEqual({
        jatimBasicAccounts: {
          nodes: [
            { number: accounts[1]!.number, outgoingThisMonth: 0 },
            { number: accounts[0]!.number, outgoingThisMonth: 2_000 },
          ],
        },
      });
      expect(branch.graph.statements).toHaveLength(2);
    });

    it("are a holder's data by consent and purpose, numbers by their last digits", async () => {
      const account = await branch.account(agent);
      const query = `query ($number: String!) { jatimBasicAccount(number: $number) {
        holder { name birthDate nikLastDigits phoneLastDigits } } }`;
      const read = (as: Caller) => ask(as, query, { number: account.number });
      const nikLastDigits = `••••••${account.nik.slice(-4)}`;
      const masked = { name: "Siti Contoh", birthDate: "1990-01-01", nikLastDigits, phoneLastDigits: "••••••890" };
      expect(await read(agent.teller)).toEqual({ jatimBasicAccount: { holder: masked } });
      const nothing = { name: null, birthDate: null, nikLastDigits: null, phoneLastDigits: null };
      expect(await read({ ...agent.teller, purpose: null })).toEqual({ jatimBasicAccount: { holder: nothing } });
      // A bank sees what its policy holds, and there is none here.
      expect(await read(agentBank("JATIM_SYARIAH"))).toEqual({ jatimBasicAccount: { holder: nothing } });
    });
  });

  it("tells the nation of accounts and transactions by month, without what was taken back", async () => {
    const other = await TestBranch.open();
    const there = await other.agent();
    const account = await other.account(there, 70_000);
    await other.reverse(there, (await other.withdraw(account, 20_000)).id!);
    await other.withdraw(account, 70_000);
    const input = { agentId: there.id, accountNumber: account.number, pin: PIN };
    other.now = new Date("2024-06-01T03:00:00Z");
    await other.act(there.teller, "closeJatimBasicAccount", input);
    const told = await other.graph.db.rows(
      `SELECT indicator, period, dimensions->>'kind' AS kind, sum(value)::int AS value FROM fact WHERE indicator LIKE 'banking.%' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    );
    const [period, kind] = ["2024-05", null];
    expect(told).toEqual([
      { indicator: "banking.accounts", period, kind, value: 1 },
      { indicator: "banking.accounts", period: "2024-06", kind, value: -1 },
      { indicator: "banking.amount", period, kind: "DEPOSIT", value: 70_000 },
      { indicator: "banking.amount", period, kind: "WITHDRAWAL", value: 70_000 },
      { indicator: "banking.transactions", period, kind: "DEPOSIT", value: 1 },
      { indicator: "banking.transactions", period, kind: "WITHDRAWAL", value: 1 },
    ]);
    await other.graph.close();
  });
});
