import { rmSync } from "node:fs";
import { Keyring } from "../keys/keyring";
import { TestKeys } from "../testing/keys";
import { ANONYMOUS, type Caller } from "./caller";
import { ProofVerifier } from "./proof";

describe("the caller in a proof", () => {
  const keys = new TestKeys(["room"]);
  const verifier = new ProofVerifier("room", new Keyring(keys.file("room")));
  afterAll(() => rmSync(keys.folder, { recursive: true }));

  const verified = (caller: unknown) =>
    verifier.verify(keys.proof("room", "{}", { caller: caller as Caller }), {
      path: "/graphql",
      body: "{}",
      requestId: "test",
    });

  it("is the one that the gateway vouches for", () => {
    const clerk: Caller = { ...ANONYMOUS, client: "clerk", subject: "Ana", scopes: ["a:read"], province: "32" };
    expect(verified(clerk)).toEqual(clerk);
    expect(verified(ANONYMOUS)).toBe(ANONYMOUS);
  });

  it.each([
    [],
    {},
    { client: "clerk" },
    { ...ANONYMOUS, client: 1 },
    { ...ANONYMOUS, scopes: "a:read" },
    { ...ANONYMOUS, scopes: [["a:read"]] },
    { ...ANONYMOUS, province: ["32"] },
    { ...ANONYMOUS, purpose: undefined },
  ])("is nobody if it has another form, even rightly signed: %j", (caller) => {
    expect(verified(caller)).toBe("MALFORMED");
  });
});
