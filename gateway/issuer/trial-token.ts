import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { exportJWK, SignJWT } from "jose";
import * as oauth from "openid-client";
import { discover, requestToken } from "../../subgraphs/kit/identity/machine-token";
import { keyringFile } from "../../subgraphs/kit/keys/house-keys";
import { Keyring } from "../../subgraphs/kit/keys/keyring";
import { Browser } from "./browser";
import { IssuerFolder } from "./issuer-folder";
import { TRIAL_REDIRECT } from "./provider";
import type { TrialClient, TrialPerson } from "./trial-clients";

/** Where the local issuer of a running house is, and what it is asked for. */
export interface TrialIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** The folder of the house. */
  readonly home: string;
}

/** A token, and how it is sent. */
export interface TrialToken {
  readonly token: string;
  /** Header lines by name. Those of a bound token are good for one request. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Gets an access token as a trial machine does. @param url where a bound token will be sent by POST */
export async function machineToken(trial: TrialIssuer, client: TrialClient, url: string): Promise<TrialToken> {
  const room = /^room-(.*)$/.exec(client.id)?.[1];
  const file =
    room === undefined
      ? new IssuerFolder(join(trial.home, "issuer")).keyringOf(client.id)
      : keyringFile(join(trial.home, "keys"), room);
  const machine = { issuer: trial.issuer, clientId: client.id, keyring: new Keyring(file) };
  const request = { audience: trial.audience, scope: client.scopes.join(" ") };
  if (client.claims.opop_bank === undefined) return bearer(await requestToken(machine, request));
  const dpopKeys = await oauth.randomDPoPKeyPair("ES256");
  const { access_token: token } = await requestToken(machine, { ...request, dpopKeys });
  return { token, headers: { Authorization: `DPoP ${token}`, DPoP: await proofFor(url, token, dpopKeys) } };
}

/** Gets an access token as a person does, by authorization code with PKCE: asks, logs in on the page, and exchanges the code. */
export async function personToken(trial: TrialIssuer, client: TrialClient, person: TrialPerson): Promise<TrialToken> {
  const config = await discover(trial.issuer, client.id, oauth.None(), { id_token_signed_response_alg: "ES256" });
  const [verifier, state] = [oauth.randomPKCECodeVerifier(), oauth.randomState()];
  const address = oauth.buildAuthorizationUrl(config, {
    redirect_uri: TRIAL_REDIRECT,
    scope: ["openid", ...client.scopes].join(" "),
    resource: trial.audience,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
  });
  const browser = new Browser(trial.issuer);
  const { url: login } = await browser.open(address);
  const back = await browser.open(login, new URLSearchParams({ person: person.id }));
  const checks = { pkceCodeVerifier: verifier, expectedState: state };
  return bearer(await oauth.authorizationCodeGrant(config, back.url, checks));
}

function bearer({ access_token: token }: oauth.TokenEndpointResponse): TrialToken {
  return { token, headers: { Authorization: `Bearer ${token}` } };
}

/** Proves for one request that its sender holds the key that the token is bound to (RFC 9449). */
async function proofFor(url: string, token: string, { publicKey, privateKey }: oauth.CryptoKeyPair): Promise<string> {
  const { href } = new URL(url);
  const ath = createHash("sha256").update(token).digest("base64url");
  return new SignJWT({ htm: "POST", htu: href, ath, jti: randomUUID() })
    .setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk: await exportJWK(publicKey) })
    .setIssuedAt()
    .sign(privateKey);
}
