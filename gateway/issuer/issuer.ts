import { Registry } from "prom-client";
import { ConfigurationError, port, readConfig, str } from "../../subgraphs/kit/config";
import { serve, type RunningServer } from "../../subgraphs/kit/http/server";
import type { Log } from "../../subgraphs/kit/log";
import { roomNames } from "../../subgraphs/kit/rooms";
import { IssuerFolder } from "./issuer-folder";
import { Login } from "./login";
import { createProvider, LOGIN_PATH } from "./provider";
import { trialClients } from "./trial-clients";

export interface IssuerConfig {
  readonly port: number;
  readonly audience: string;
  /** Where its keys are kept. */
  readonly folder: string;
}

/** Tokens of trial persons, which everybody may have, must count nowhere but on the machine of who tries things out. */
const HOST = "127.0.0.1";

/** @throws ConfigurationError in production, where a real issuer must be */
export function readIssuerConfig(env: NodeJS.ProcessEnv = process.env): IssuerConfig {
  const set = readConfig(
    {
      NODE_ENV: str({ default: "development" }),
      ISSUER_PORT: port({ default: 4050, desc: "the port of the local issuer" }),
      ISSUER_FOLDER: str({ desc: "the folder of the local issuer's keys" }),
      OIDC_AUDIENCE: str({ default: "urn:opop:graph", desc: "what access tokens name in aud" }),
    },
    env,
  );
  if (set.NODE_ENV === "production") {
    throw new ConfigurationError(
      "The local issuer gives tokens to everybody who asks, so it refuses to start where NODE_ENV is production. Set OIDC_ISSUER to a real issuer.",
    );
  }
  return { port: set.ISSUER_PORT, audience: set.OIDC_AUDIENCE, folder: set.ISSUER_FOLDER };
}

/** Starts the local issuer, on loopback alone. */
export async function startIssuer(config: IssuerConfig, log: Log): Promise<RunningServer> {
  const folder = new IssuerFolder(config.folder);
  const rooms = roomNames();
  const clients = new Map(trialClients(rooms).map((client) => [client.id, client]));
  for (const { id } of trialClients([]).filter(({ persons }) => !persons)) folder.ensureMachine(id);
  const provider = createProvider({
    url: `http://${HOST}:${config.port}`,
    audience: config.audience,
    clients,
    signingKeys: folder.signingKeys(),
    publicKeysOf: (clientId) => folder.readPublicKeys(clientId),
  });
  provider.on("server_error", (_, error) => log.error({ err: error }, "the issuer failed"));
  const login = new Login(provider, clients);
  const answer = provider.callback();
  return serve({
    host: HOST,
    port: config.port,
    portSetting: "ISSUER_PORT",
    handle: (request, response) =>
      request.url?.startsWith(LOGIN_PATH) ? login.answer(request, response) : answer(request, response),
    ready: () => Promise.resolve(),
    log,
    metrics: new Registry(),
  });
}
