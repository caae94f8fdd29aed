import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import * as oauth from "openid-client";
import { discover, requestToken } from "../../subgraphs/kit/identity/machine-token";
import { keyringFile } from "../../subgraphs/kit/keys/house-keys";
import { Keyring } from "../../subgraphs/kit/keys/keyring";
import { SmallHouse, type Start } from "../start/testing/small-house";
import { Browser } from "./browser";
import { IssuerFolder } from "./issuer-folder";
import { trialClients } from "./trial-clients";

const AUDIENCE = "urn:opop:graph";
const CLIENTS = trialClients(["lamps", "oil"]);

describe("the local issuer", () => {
  let house: SmallHouse;
  let running: Start;
  beforeAll(async () => {
    house = await SmallHouse.build();
    running = house.start();
    await running.says("ready http");
  });
  afterAll(async () => {
    await running.signal("SIGTERM");
    await house.remove();
  });

  const issuer = () => `http://127.0.0.1:${house.ports.ISSUER_PORT}`;
  const home = (...path: string[]) => join(house.folder, ".opop", ...path);
  const token = (...args: string[]) => house.run("gateway/issuer/token", args);
  const verify = (jwt: string) =>
    jwtVerify(jwt, createRemoteJWKSet(new URL(`${issuer()}/jwks`)), {
      issuer: issuer(),
      audience: AUDIENCE,
      algorithms: ["ES256"],
      typ: "at+jwt",
    });
  const keyringOf = (id: string) => new Keyring(new IssuerFolder(home("issuer")).keyringOf(id));

  it.each(CLIENTS.map((client) => [client.id, client] as const))(
    "gives %s a token by one command, with the scopes and claims of its record and no others",
    async (id, client) => {
      const { stdout, stderr } = await token(id);
      expect(stderr).toBe("");
      const { payload } = await verify(stdout.split("\n")[0]!);
      const { iat, exp, jti, iss, aud, cnf, ...said } = payload;
      expect(said).toEqual({
        client_id: id,
        sub: client.persons?.[0]?.id ?? id,
        ...(client.scopes.length > 0 && { scope: client.scopes.join(" ") }),
        ...client.claims,
      });
      expect({ seconds: exp! - iat!, jti, iss, aud }).toEqual({
        seconds: 600,
        jti: expect.any(String),
        iss: issuer(),
        aud: AUDIENCE,
      });
      expect(cnf !== undefined).toBe(client.claims.opop_bank !== undefined);
    },
  );

  it("prints header lines for curl, which a bank's token has two of", async () => {
    expect((await token("ministry", "--header")).stdout).toMatch(/^Authorization: Bearer [\w.-]+\n$/);
    expect((await token("bank-jatim", "--header")).stdout).toMatch(/^Authorization: DPoP [\w.-]+\nDPoP: [\w.-]+\n$/);
  });

  it("logs in as the person that one chooses, and as nobody else's", async () => {
    const { stdout } = await token("operator-jabar", "--person", "trial-asep");
    expect((await verify(stdout.trim())).payload.sub).toBe("trial-asep");
    const refused = await token("operator-jabar", "--person", "trial-bambang");
    expect(refused.stderr).toContain("Nobody at operator-jabar is trial-bambang. There are: trial-siti, trial-asep.");
    expect(await refused.ended).toBe(1);
  });

  it("lists all clients, and says clearly when there is no such client and when no house runs", async () => {
    const { stdout } = await token();
    for (const { id } of CLIENTS) expect(stdout).toMatch(new RegExp(`^${id} `, "m"));
    expect((await token("nobody")).stderr).toMatch(/^There is no trial client nobody\. There are: public-site, /);
    const elsewhere = await house.run("gateway/issuer/token", ["ministry"], { OPOP_HOME: "elsewhere" });
    expect(elsewhere.stderr).toMatch(/^No house runs in \S+elsewhere\. Start it with npm start, or name its folder/);
  });

  it("keeps its keys for its owner alone", () => {
    const files = readdirSync(home("issuer"), { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    expect(files.length).toBeGreaterThan(4);
    for (const { parentPath, name } of files) expect(statSync(join(parentPath, name)).mode & 0o777).toBe(0o600);
  });

  it("refuses a bank without a key to bind the token to, another client's key, and another audience", async () => {
    const ask = (clientId: string, keyring: Keyring, audience = AUDIENCE) =>
      requestToken({ issuer: issuer(), clientId, keyring }, { audience, scope: "" });
    await expect(ask("bank-jatim", keyringOf("bank-jatim"))).rejects.toMatchObject({ error: "invalid_grant" });
    await expect(ask("ministry", keyringOf("public-site"))).rejects.toMatchObject({ error: "invalid_client" });
    await expect(ask("ministry", keyringOf("ministry"), "urn:other")).rejects.toMatchObject({
      error: "invalid_target",
    });
  });

  it("gives nobody a scope beyond the record", async () => {
    const keyring = new Keyring(keyringFile(home("keys"), "oil"));
    const machine = { issuer: issuer(), clientId: "room-oil", keyring };
    const { access_token } = await requestToken(machine, { audience: AUDIENCE, scope: "feed:read pesantren:write" });
    expect((await verify(access_token)).payload["scope"]).toBe("feed:read");
  });

  it("lets people log in with PKCE only, on a page that speaks both languages, as persons of that client only", async () => {
    const config = await discover(issuer(), "judge-jabar", oauth.None());
    const address = oauth.buildAuthorizationUrl(config, {
      redirect_uri: "http://127.0.0.1/callback",
      resource: AUDIENCE,
      scope: "openid",
    });
    const { url } = await new Browser(issuer()).open(address);
    expect(url.searchParams.get("error")).toBe("invalid_request");

    address.searchParams.set("code_challenge", await oauth.calculatePKCECodeChallenge(oauth.randomPKCECodeVerifier()));
    address.searchParams.set("code_challenge_method", "S256");
    const browser = new Browser(issuer());
    const { url: login, page } = await browser.open(address);
    expect(page).toMatch(/<html lang="id">[^]*Masuk sebagai siapa\?[^]*value="trial-dewi"/);
    await expect(browser.open(login, new URLSearchParams({ person: "trial-siti" }))).rejects.toThrow(
      /status 400[^]*role="alert"/,
    );
    const english = await fetch(login, { headers: { "accept-language": "en" } });
    expect([english.status, await english.text()]).toEqual([400, expect.stringContaining("This log-in is unknown")]);
  });

  it("knows its clients and keys again after a restart, and so do tokens from before", async () => {
    const before = (await token("ministry")).stdout.trim();
    await running.signal("SIGTERM");
    running = house.start();
    await running.says("ready http");
    await verify(before);
    const after = (await token("ministry")).stdout.trim();
    expect(decodeProtectedHeader(after).kid).toBe(decodeProtectedHeader(before).kid);
  });
});

describe("a house with an issuer of its own", () => {
  let house: SmallHouse;
  beforeAll(async () => (house = await SmallHouse.build()));
  afterAll(() => house.remove());

  it("refuses to start in production without one", async () => {
    const start = house.start({ NODE_ENV: "production" });
    expect(await start.ended).toBe(1);
    expect(start.stderr).toBe(
      "NODE_ENV is production.\n  OIDC_ISSUER is not set. Expected: the issuer of access tokens; the local one is for trials only.\n",
    );
  });

  it("has no local one, which refuses production by itself, too", async () => {
    const start = house.start({ OIDC_ISSUER: "https://issuer.example.id" });
    await start.says("ready http");
    await expect(fetch(`http://127.0.0.1:${house.ports.ISSUER_PORT}`)).rejects.toThrow("fetch failed");
    const { stderr } = await house.run("gateway/issuer/token", ["ministry"]);
    expect(stderr).toMatch(/has a real issuer, https:\/\/issuer\.example\.id: that one gives its tokens\.\n$/);
    await start.signal("SIGTERM");

    const issuer = await house.run("gateway/issuer/main", [], { NODE_ENV: "production", ISSUER_FOLDER: house.folder });
    expect(await issuer.ended).toBe(1);
    expect(issuer.stderr).toContain("it refuses to start where NODE_ENV is production. Set OIDC_ISSUER");
  });
});
