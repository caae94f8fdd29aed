import { createSecretKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { Pool } from "undici";
import type { Agreement } from "../partners/agreement";
import { checkAnswer, signedAnswer, type RawAnswer } from "../partners/answer";
import { ACCESS_TOKEN } from "../partners/client";
import { signedMessage, type Message, type SignedBy } from "../partners/message";
import { signByKey, snapTime, tokenRequestText } from "../partners/signature";
import { alterations, untouched, type Draft } from "../partners/testing/forgery";
import { TrialPartners } from "../simulators/testing/trial-partners";
import { acceptNotification } from "./notification";
import { NOTIFICATION, PAYMENT, STATUS } from "./services";

const SEED = 20_300_310;
const NOW = new Date("2030-03-10T05:00:00Z");
const HEADERS = ["x-timestamp", "x-partner-id", "x-external-id", "channel-id", "x-signature"];
const AMOUNT = { value: "285000.00", currency: "IDR" };
/** Other ways to write an amount, and other amounts. */
const WRONG_AMOUNTS = [
  "285000.00",
  285_000,
  null,
  ...[
    "285000",
    "285000.0",
    "285000.000",
    "285,000.00",
    "0285000.00",
    " 285000.00",
    "-285000.00",
    "2.85e5",
    "285000.50",
  ].map((value) => ({ value, currency: "IDR" })),
  { value: 285_000, currency: "IDR" },
  { value: "285000.00", currency: "USD" },
  { value: "285000.00" },
  { ...AMOUNT, more: "1.00" },
  [AMOUNT],
];
/** Moments out of the window of a minute, with two seconds by which clocks may differ. */
const WRONG_TIMES = [-86_400_000, -3_600_000, -61_000, 3_000, 60_000, 86_400_000].map(
  (ms) => new Date(NOW.getTime() + ms),
);

let partners: TrialPartners;
let ours: Agreement;
let strangers: readonly Agreement[];

beforeAll(async () => {
  partners = await TrialPartners.start({ clock: () => NOW });
  ours = partners.agreementWith("bank");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  // Whose keys are not those of this agreement: a stranger's, the other partner's, and our own where the bank must sign.
  strangers = [
    { ...partners.bankSide, ownKey: privateKey, secret: createSecretKey(Buffer.from("x".repeat(43))) },
    {
      ...partners.bankSide,
      ownKey: partners.agreementWith("vehicle-office").ownKey,
      secret: partners.agreementWith("vehicle-office").secret,
    },
    {
      ...partners.bankSide,
      ownKey: ours.ownKey,
      secret: createSecretKey(Buffer.from(ours.otherKey.export({ type: "spki", format: "pem" }))),
    },
  ];
  process.stdout.write(`forged messages by seed ${SEED}\n`);
});
afterAll(() => partners.stop());

it("accepts none of 5,000 forged or altered notifications", async () => {
  const used = new Set<string>();
  const accept = (message: Message, now = NOW) =>
    acceptNotification(message, ours, now, (id, day) =>
      Promise.resolve(!used.has(`${day} ${id}`) && used.add(`${day} ${id}`) !== undefined),
    );
  const content = (change: object = {}): object => ({
    originalPartnerReferenceNo: "019e4b7c-2f30-7000-8000-000000000001",
    originalReferenceNo: "BJ203003100000000001",
    amount: AMOUNT,
    latestTransactionStatus: "00",
    finishedTime: "2030-03-10T12:00:00+07:00",
    ...change,
  });
  const signed = (change: object, at = NOW, by = partners.bankSide, path = NOTIFICATION.path): Draft => ({
    path,
    ...signedMessage(by, path, content(change), at, "KEY"),
  });
  const genuine = Array.from({ length: 50 }, () => signed({}));
  const replayed = signed({});
  expect(await accept(untouched(replayed))).toEqual({
    reference: "019e4b7c-2f30-7000-8000-000000000001",
    bankReference: "BJ203003100000000001",
    amount: 285_000n,
    at: NOW,
  });
  const forged: fc.Arbitrary<() => Message> = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.tuple(fc.constantFrom(...genuine), alterations(HEADERS)).map(
        ([draft, alter]) =>
          () =>
            alter(draft),
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(...WRONG_TIMES).map((at) => () => untouched(signed({}, at))) },
    { weight: 1, arbitrary: fc.constantFrom(...WRONG_AMOUNTS).map((amount) => () => untouched(signed({ amount }))) },
    { weight: 1, arbitrary: fc.constantFrom(...strangers).map((by) => () => untouched(signed({}, NOW, by))) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("07", "06", "05", "0", "", 0)
        .map((status) => () => untouched(signed({ latestTransactionStatus: status }))),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(PAYMENT.path, `${NOTIFICATION.path}?x=1`)
        .map((path) => () => ({ ...untouched(signed({}, NOW, partners.bankSide, path)), path: NOTIFICATION.path })),
    },
    { weight: 1, arbitrary: fc.constant(() => untouched(replayed)) },
  );
  await fc.assert(
    fc.asyncProperty(forged, async (forge) => {
      expect(await accept(forge())).toMatchObject({ fault: expect.stringMatching(/^4/) });
    }),
    { seed: SEED, numRuns: 5_000 },
  );
  // Forgeries have used up nothing: what they were made of is accepted still.
  for (const draft of genuine) expect(await accept(untouched(draft))).toMatchObject({ amount: 285_000n });
});

it("believes none of 5,000 forged or altered answers", () => {
  const requestSignature = "request";
  const answer = (by = partners.bankSide, at = NOW, to = requestSignature, service = STATUS): RawAnswer =>
    signedAnswer(by, service, to, "20000", { latestTransactionStatus: "00" }, at);
  const check = (raw: RawAnswer) => checkAnswer(raw, ours, STATUS, requestSignature, NOW);
  const genuine = answer();
  expect(check(genuine)).toMatchObject({ said: "20000" });
  const draft: Draft = { path: "/", headers: genuine.headers as Record<string, string>, body: genuine.body };
  const alter = alterations(["x-timestamp", "x-signature"]).map((change) => () => {
    const { method, path, headers, body } = change(draft);
    // An answer has a status where a request has method and path.
    const status = method !== "POST" || path !== "/" ? 202 : 200;
    return { status, headers: headers as RawAnswer["headers"], body: body.toString() };
  });
  const forged: fc.Arbitrary<() => RawAnswer> = fc.oneof(
    { weight: 8, arbitrary: alter },
    { weight: 1, arbitrary: fc.integer({ min: 201, max: 599 }).map((status) => () => ({ ...genuine, status })) },
    { weight: 1, arbitrary: fc.constantFrom(...WRONG_TIMES).map((at) => () => answer(undefined, at)) },
    { weight: 1, arbitrary: fc.constantFrom(...strangers).map((by) => () => answer(by)) },
    { weight: 1, arbitrary: fc.string().map((to) => () => answer(undefined, NOW, `${to}.`)) },
    { weight: 1, arbitrary: fc.constant(() => answer(undefined, NOW, requestSignature, PAYMENT)) },
  );
  fc.assert(
    fc.property(forged, (forge) => {
      expect(check(forge())).toEqual({ unknown: expect.any(String) });
    }),
    { seed: SEED, numRuns: 5_000 },
  );
});

it("books none of 2,000 forged or altered payments, and says 409 to one that is sent again", async () => {
  const pool = new Pool(ours.url, { connections: 1 });
  const send = async ({ method, path, headers, body }: Message): Promise<string> => {
    const answer = await pool.request({
      method: method,
      path,
      headers: headers as Record<string, string>,
      body,
    });
    const said = await answer.body.text();
    return said === "" ? String(answer.statusCode) : (JSON.parse(said) as { responseCode: string }).responseCode;
  };
  const book = async (): Promise<unknown[]> =>
    (await (await pool.request({ method: "GET", path: "/control/book" })).body.json()) as unknown[];
  const timestamp = snapTime(NOW);
  const clientKey = { "x-client-key": ours.partnerId, "x-timestamp": timestamp };
  const signature = signByKey(tokenRequestText(ours.partnerId, timestamp), ours.ownKey);
  const given = await pool.request({
    method: "POST",
    path: ACCESS_TOKEN.path,
    headers: { ...clientKey, "x-signature": signature },
  });
  const token = ((await given.body.json()) as { accessToken: string }).accessToken;

  const signed = (change: object, at = NOW, by = ours, how: SignedBy = { token }, path = PAYMENT.path): Draft => {
    const content = {
      partnerReferenceNo: "one",
      amount: AMOUNT,
      externalStoreId: "s",
      additionalInfo: { payCode: "1" },
      ...change,
    };
    return { path, ...signedMessage(by, path, content, at, how) };
  };
  const draft = signed({});
  const replayed = signed({ partnerReferenceNo: "two" });
  expect(await send(untouched(replayed))).toBe("2005400");
  expect(await send(untouched(replayed))).toBe("4095400");
  const wrongTokens: readonly SignedBy[] = [{ token: "" }, { token: `${token}A` }, { token: "9999999999.AAAA" }, "KEY"];
  const forged: fc.Arbitrary<() => Message> = fc.oneof(
    { weight: 10, arbitrary: alterations([...HEADERS, "authorization"]).map((alter) => () => alter(draft)) },
    { weight: 1, arbitrary: fc.constantFrom(...WRONG_TIMES).map((at) => () => untouched(signed({}, at))) },
    { weight: 1, arbitrary: fc.constantFrom(...WRONG_AMOUNTS).map((amount) => () => untouched(signed({ amount }))) },
    { weight: 1, arbitrary: fc.constantFrom(...strangers).map((by) => () => untouched(signed({}, NOW, by))) },
    { weight: 1, arbitrary: fc.constantFrom(...wrongTokens).map((how) => () => untouched(signed({}, NOW, ours, how))) },
    {
      weight: 1,
      arbitrary: fc.constant(() => ({
        ...untouched(signed({}, NOW, ours, { token }, STATUS.path)),
        path: PAYMENT.path,
      })),
    },
    { weight: 1, arbitrary: fc.constant(() => untouched(replayed)) },
  );
  await fc.assert(
    fc.asyncProperty(forged, async (forge) => {
      expect(await send(forge())).toMatch(/^4/);
    }),
    { seed: SEED, numRuns: 2_000 },
  );
  expect(await book()).toHaveLength(1);
  expect(await send(untouched(draft))).toBe("2005400");
  expect(await book()).toHaveLength(2);
  await pool.close();
});
