import { randomBytes } from "node:crypto";
import Provider, {
  errors,
  interactionPolicy,
  type AdapterPayload,
  type ClientMetadata,
  type Configuration,
} from "oidc-provider";
import type { JWK } from "jose";
import { Memory } from "./memory";
import type { TrialClient } from "./trial-clients";

export interface ProviderOptions {
  /** The issuer's address. */
  readonly url: string;
  readonly audience: string;
  readonly clients: ReadonlyMap<string, TrialClient>;
  readonly signingKeys: { keys: JWK[] };
  /** A machine's public keys as they are now. */
  readonly publicKeysOf: (clientId: string) => { keys: JWK[] };
}

/** Where people log in. */
export const LOGIN_PATH = "/login/";

const TOKEN_SECONDS = 600;
const LOGIN_SECONDS = 600;
const CODE_SECONDS = 60;

/** The local issuer: JWT access tokens (RFC 9068) for the graph, with the scopes and claims of the trial clients and nothing beyond. */
export function createProvider(options: ProviderOptions): Provider {
  const { clients, audience } = options;
  const configuration: Configuration = {
    adapter: (model) => (model === "Client" ? new TrialClientStore(options) : new Memory()),
    jwks: options.signingKeys,
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    clientAuthMethods: ["private_key_jwt", "none"],
    clientDefaults: { id_token_signed_response_alg: "ES256" },
    responseTypes: ["code"],
    pkce: { required: () => true },
    scopes: ["openid"],
    ttl: {
      AccessToken: TOKEN_SECONDS,
      ClientCredentials: TOKEN_SECONDS,
      AuthorizationCode: CODE_SECONDS,
      Interaction: LOGIN_SECONDS,
      Session: LOGIN_SECONDS,
      Grant: LOGIN_SECONDS,
      IdToken: TOKEN_SECONDS,
    },
    interactions: { url: (_, { uid }) => `${LOGIN_PATH}${uid}`, policy: alwaysLogIn() },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    // What a client may do was decided when it was registered, so nobody is asked for consent.
    loadExistingGrant: async ({ oidc }) => {
      const { client, provider, session } = oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope("openid");
      grant.addResourceScope(audience, scopesOf(clients, client!.clientId));
      await grant.save();
      return grant;
    },
    extraTokenClaims: (_, token) => ({ ...clients.get(token.clientId!)?.claims }),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource, client) => {
          if (resource !== audience) throw new errors.InvalidTarget(`the resource must be ${audience}`);
          return {
            audience,
            scope: scopesOf(clients, client.clientId),
            accessTokenFormat: "jwt",
            jwt: { sign: { alg: "ES256" } },
          };
        },
      },
    },
    renderError: (context, { error, error_description }) => {
      context.type = "text/plain; charset=utf-8";
      context.body = `${error}\n${error_description ?? ""}\n`;
    },
  };
  return new Provider(options.url, configuration);
}

function scopesOf(clients: ProviderOptions["clients"], clientId: string): string {
  return clients.get(clientId)?.scopes.join(" ") ?? "";
}

/** Whoever tries the graph out changes persons all the time: each log-in asks who it is, whoever logged in before. */
function alwaysLogIn(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.remove("consent");
  policy
    .get("login")!
    .checks.add(
      new interactionPolicy.Check("each_time", "Each log-in asks who it is.", ({ oidc }) =>
        oidc.result?.login ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT,
      ),
    );
  return policy;
}

/** The clients as the protocol knows them. Their keys are read each time, so that they are rotated without a restart. */
class TrialClientStore extends Memory {
  constructor(private readonly options: ProviderOptions) {
    super();
  }

  override find(id: string): Promise<AdapterPayload | undefined> {
    const client = this.options.clients.get(id);
    return Promise.resolve(client && ((client.persons ? forPeople(client) : this.#machine(client)) as AdapterPayload));
  }

  #machine({ id, claims }: TrialClient): ClientMetadata {
    return {
      client_id: id,
      grant_types: ["client_credentials"],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: "private_key_jwt",
      token_endpoint_auth_signing_alg: "ES256",
      jwks: this.options.publicKeysOf(id),
      dpop_bound_access_tokens: claims.opop_bank !== undefined,
    };
  }
}

/** An application on the person's own machine: it can keep no secret, so PKCE alone ties the code to who asked for it. Any port of loopback will do. */
function forPeople({ id, who }: TrialClient): ClientMetadata {
  return {
    client_id: id,
    client_name: who.id,
    application_type: "native",
    grant_types: ["authorization_code"],
    response_types: ["code"],
    redirect_uris: [TRIAL_REDIRECT],
    token_endpoint_auth_method: "none",
  };
}

/** Where a person's application gets the code. */
export const TRIAL_REDIRECT = "http://127.0.0.1/callback";
