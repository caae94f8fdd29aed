import { importJWK, type CryptoKey, type JWK } from "jose";
import * as oauth from "openid-client";
import { readConfig, str, url } from "../config";
import { roomClientId } from "../keys/client-keys";
import { Keyring } from "../keys/keyring";

/** A machine that gets access tokens for itself, by client credentials and a signature of its own key (`private_key_jwt`). */
export interface Machine {
  readonly issuer: string;
  readonly clientId: string;
  /** Its key of the use `client` signs; a key that is rotated counts from the next token on. */
  readonly keyring: Keyring;
}

/** What is asked of the issuer. */
export interface TokenRequest {
  /** Who the token is for. */
  readonly audience: string;
  /** Blank-separated. */
  readonly scope: string;
  /** Binds the token to a key (RFC 9449). */
  readonly dpopKeys?: oauth.CryptoKeyPair;
}

/** A token is renewed when less than this is left of it, so that it holds as long as the request that it is sent with. */
const RENEW_BEFORE_MS = 60_000;

/** Gives the `Authorization` header of a room's own requests to the gateway. */
export type Authorization = () => Promise<string>;

/**
 * The identity of a room that asks the gateway on its own behalf, such as to follow a feed: client `room-<name>` of the issuer that `OIDC_ISSUER` names,
 * with the key in the file that `KEYRING` names.
 *
 * @param scope what it may do, blank-separated
 * @returns undefined if there is no issuer; then the room asks as nobody
 */
export function roomAuthorization(room: string, scope: string): Authorization | undefined {
  const { OIDC_ISSUER, OIDC_AUDIENCE } = readConfig({
    OIDC_ISSUER: url({ default: undefined, desc: "the issuer of access tokens" }),
    OIDC_AUDIENCE: str({ default: "urn:opop:graph", desc: "what access tokens must name in aud" }),
  });
  if (OIDC_ISSUER === undefined) return undefined;
  const machine = { issuer: OIDC_ISSUER, clientId: roomClientId(room), keyring: Keyring.fromEnvironment() };
  return cached(() => requestToken(machine, { audience: OIDC_AUDIENCE, scope }));
}

/** Gets one access token. @throws if the issuer does not answer, or refuses */
export async function requestToken(
  machine: Machine,
  { audience, scope, dpopKeys }: TokenRequest,
): Promise<oauth.TokenEndpointResponse> {
  const config = await discover(machine.issuer, machine.clientId, await signedBy(machine.keyring));
  const DPoP = dpopKeys && oauth.getDPoPHandle(config, dpopKeys);
  return oauth.clientCredentialsGrant(config, { resource: audience, scope }, DPoP && { DPoP });
}

/** Finds the issuer's endpoints. Without TLS it may be on this machine only. */
export function discover(
  issuer: string,
  clientId: string,
  auth: oauth.ClientAuth,
  metadata?: Partial<oauth.ClientMetadata>,
): Promise<oauth.Configuration> {
  const local = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(issuer).hostname);
  return oauth.discovery(new URL(issuer), clientId, metadata, auth, {
    execute: local ? [oauth.allowInsecureRequests] : [],
    timeout: TIMEOUT_S,
  });
}

const TIMEOUT_S = 5;

async function signedBy(keyring: Keyring): Promise<oauth.ClientAuth> {
  const jwk = JSON.parse(keyring.current("client").secret.toString("utf8")) as JWK;
  return oauth.PrivateKeyJwt({ key: (await importJWK(jwk)) as CryptoKey, kid: jwk.kid! });
}

/** All who ask while a token is fetched share it, and all after them until it is about to expire. A failure is nobody's but theirs who waited for it. */
function cached(fetchToken: () => Promise<oauth.TokenEndpointResponse>): Authorization {
  let header: Promise<string> | undefined;
  let renewAt = 0;
  return () => {
    if (header && Date.now() < renewAt) return header;
    renewAt = Infinity;
    header = fetchToken().then(
      ({ access_token: token, expires_in: seconds = 0 }) => {
        renewAt = Date.now() + Math.max(seconds * 1000 - RENEW_BEFORE_MS, 0);
        return `Bearer ${token}`;
      },
      (error: unknown) => {
        header = undefined;
        throw error;
      },
    );
    return header;
  };
}
