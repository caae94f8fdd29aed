import { ProofVerifier } from "../../subgraphs/kit/access/proof";
import { Keyring } from "../../subgraphs/kit/keys/keyring";
import { TestKeys } from "../../subgraphs/kit/testing/keys";
import { Holder } from "../identity/testing/holder";
import { TestIssuer } from "../identity/testing/issuer";
import { TestGateway, type Call } from "./testing/gateway";

describe("who calls the gateway", () => {
  let issuer: TestIssuer;
  let gateway: TestGateway | undefined;
  const keys = new TestKeys(["shop"]);
  /** Made before anything is signed: a room takes no proof that is older than itself. */
  const shop = new ProofVerifier("shop", new Keyring(keys.file("shop")));
  beforeAll(async () => (issuer = await TestIssuer.start()));
  afterEach(() => gateway?.close());
  afterAll(() => issuer.close());

  const start = async (env: NodeJS.ProcessEnv = {}): Promise<TestGateway> =>
    (gateway = await TestGateway.start({ OIDC_ISSUER: issuer.url, KEYRING: keys.file("gateway"), ...env }));
  const told = ({ headers, body }: Call): unknown =>
    shop.verify(headers, { path: "/graphql", body, requestId: headers["x-request-id"] as string });

  it("is told to the subgraph within the signed proof, whatever headers a client makes up", async () => {
    const forwarded = "authorization,dpop,opop-caller,signature,signature-input,content-digest,traceparent";
    const { calls } = await start({ FORWARD_HEADERS: forwarded });
    const token = await issuer.token({ client_id: "operator-32", opop_province: "32" });
    const response = await gateway!.post(
      { query: "{ hello }" },
      {
        authorization: `Bearer ${token}`,
        dpop: "made-up",
        traceparent: "00-ab",
        "opop-caller": Buffer.from('{"client":"system","province":"*"}').toString("base64url"),
        "signature-input": "gateway=made-up",
        signature: "gateway=:made-up:",
        "content-digest": "made-up",
      },
    );
    expect(await response.json()).toEqual({ data: { hello: "halo dunia" } });
    expect(told(calls[0]!)).toMatchObject({ client: "operator-32", province: "32" });
    const { headers } = calls[0]!;
    expect([headers["traceparent"], headers["authorization"], headers["dpop"]]).toEqual([
      "00-ab",
      undefined,
      undefined,
    ]);
  });

  it("is anonymous without a token", async () => {
    const { calls } = await start();
    await gateway!.ask("{ hello }");
    expect(told(calls[0]!)).toMatchObject({ client: "anonymous", subject: null });
  });

  it("is refused whole with a bad token, with 401 and what is wrong, and nothing is fetched", async () => {
    const { calls } = await start();
    const authorization = `Bearer ${await issuer.token({ aud: "urn:other" })}`;
    const response = await gateway!.post({ query: "{ hello }" }, { authorization });
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer realm="opop", error="invalid_token", error_description="The token is meant for another service."',
    ]);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "TOKEN_INVALID" } }] });
    expect(calls).toEqual([]);
  });

  it("may be a bank, whose token is of no use to others", async () => {
    const { url, calls } = await start();
    const bank = await Holder.create();
    const token = await issuer.token({ client_id: "bjb", opop_bank: "BJB", cnf: { jkt: bank.thumbprint } });
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await gateway!.post({ query: "{ hello }" }, headers)).status;
    expect(await ask({ authorization: `DPoP ${token}`, dpop: await bank.proof(token, url) })).toBe(200);
    expect(await ask({ authorization: `DPoP ${token}` })).toBe(401);
    expect(await ask({ authorization: `Bearer ${token}` })).toBe(401);
    const thief = await Holder.create();
    expect(await ask({ authorization: `DPoP ${token}`, dpop: await thief.proof(token, url) })).toBe(401);
    expect(calls.map(told)).toEqual([expect.objectContaining({ client: "bjb", bank: "BJB" })]);
  });

  it("is left to subgraphs that ask for no proof of ours, where FORWARD_HEADERS names authorization", async () => {
    const { calls } = await start({ OIDC_ISSUER: "", KEYRING: "", FORWARD_HEADERS: "authorization" });
    await gateway!.ask("{ hello }", {}, { authorization: "Bearer theirs" });
    expect(calls[0]!.headers).toMatchObject({ authorization: "Bearer theirs" });
  });

  it("can't be told by a gateway without an issuer, which says so", async () => {
    await start({ OIDC_ISSUER: "" });
    const answer = await gateway!.ask("{ hello }", {}, { authorization: "Bearer theirs" });
    expect(answer.errors?.[0]?.message).toContain("has no issuer of tokens (OIDC_ISSUER)");
    expect(await gateway!.ask("{ hello }")).toEqual({ data: { hello: "halo dunia" } });
  });
});
