import { ProofSigner } from "../subgraphs/kit/access/proof";
import { ConfigurationError } from "../subgraphs/kit/config";
import { serve, type RunningServer } from "../subgraphs/kit/http/server";
import type { Log } from "../subgraphs/kit/log";
import type { GatewayConfig } from "./config";
import { createEdge } from "./edge/edge";
import { Identity } from "./identity/identity";
import { RateLimits } from "./limits/rate";
import { createLimits } from "./limits/create";
import { Audiences } from "./audiences/audiences";
import { followSources } from "./audiences/follow";
import { readSources, type Sources } from "./audiences/sources";
import { Engine } from "./plan/engine";
import { Telemetry } from "./telemetry/telemetry";
import { Upstream } from "./upstream/upstream";

/**
 * Starts the gateway: loads the supergraph, listens, and follows the supergraph's file.
 *
 * @throws ConfigurationError if the supergraph or a setting can't be used, or the port is taken
 */
export async function startGateway(config: GatewayConfig, log: Log): Promise<RunningServer> {
  const telemetry = new Telemetry();
  const loaded = readSources(config.sources);
  const audiences = openAudiences(loaded, config, telemetry, log);
  const rates = await RateLimits.open(config.rate, log);
  let addresses: ReadonlyMap<string, string> = new Map();
  const upstream = new Upstream({
    urlOf: (subgraph) => addresses.get(subgraph),
    timeoutMsOf: (subgraph) => config.timeoutMsOf(subgraph),
    connections: config.subgraphConnections,
    maxAnswerBytes: config.maxAnswerBytes,
    log,
    signer: config.keyring && new ProofSigner(config.keyring),
    onFetch: (subgraph, outcome, seconds) => telemetry.fetched(subgraph, outcome, seconds),
  });
  const engine = await load(loaded, config, upstream, telemetry, log);
  addresses = addressesOf(engine.subgraphs, config, log);

  const identity = new Identity(config.identity, log);

  const unwatch = followSources({
    paths: config.sources,
    loaded,
    onChange: async (sources) => {
      const beforeSwitch = (subgraphs: ReadonlyMap<string, string>): void => {
        // Requests under way end on the old supergraph, and may still need a subgraph that the new one has not.
        addresses = new Map([...addresses, ...addressesOf(subgraphs, config, log)]);
        audiences.replace(sources);
      };
      await engine.replace(sources.supergraph, beforeSwitch, new Map(Object.entries(sources.contracts)));
      telemetry.reloaded("loaded");
      log.info({ supergraph: config.sources.supergraph }, "supergraph loaded anew");
    },
    onError: (error) => {
      telemetry.reloaded("refused");
      log.error({ err: error }, "the changed supergraph can't be used; the one before it stays in use");
    },
  });
  const release = async (): Promise<void> => {
    unwatch();
    await Promise.all([engine.close(), upstream.close(), rates?.close()]);
  };
  try {
    const server = await serve({
      host: config.host,
      port: config.port,
      portSetting: "PORT",
      handle: createEdge({
        ...config,
        bodyBytes: config.limits.bodyBytes,
        engine,
        audiences,
        identity,
        rates,
        telemetry,
        log,
      }),
      ready: async () => {},
      log,
      metrics: telemetry.registry,
    });
    return {
      url: server.url,
      close: async (graceMs = config.graceMs) => {
        await server.close(graceMs);
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

function openAudiences(sources: Sources, config: GatewayConfig, telemetry: Telemetry, log: Log): Audiences {
  try {
    const onReported = (audience: string): void => telemetry.reported(audience);
    return new Audiences(sources, { mode: config.safelist, log, onReported });
  } catch (error) {
    throw new ConfigurationError(`OPERATIONS: ${(error as Error).message}`);
  }
}

async function load(
  { supergraph, contracts }: Sources,
  config: GatewayConfig,
  upstream: Upstream,
  telemetry: Telemetry,
  log: Log,
): Promise<Engine> {
  try {
    return await Engine.load(supergraph, {
      contracts: new Map(Object.entries(contracts)),
      send: upstream.send,
      limits: createLimits(config.limits),
      planningTimeoutMs: config.planningTimeoutMs,
      maxTokens: config.limits.tokens,
      cacheSize: config.planCacheSize,
      log,
      onLookUp: (isKnown) => telemetry.lookedUp(isKnown),
    });
  } catch (error) {
    throw new ConfigurationError(`SUPERGRAPH: ${config.sources.supergraph} can't be used. ${(error as Error).message}`);
  }
}

/** Where each subgraph is: as set, or else as the supergraph says. A wrong setting stops the start, a wrong routing URL only its subgraph. */
function addressesOf(
  subgraphs: ReadonlyMap<string, string>,
  config: GatewayConfig,
  log: Log,
): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const [subgraph, routingUrl] of subgraphs) {
    config.timeoutMsOf(subgraph);
    const url = config.urlOf(subgraph) ?? routingUrl;
    if (/^https?:/.test(url) && URL.canParse(url)) addresses.set(subgraph, url);
    else log.warn({ subgraph, url }, "no usable address of a subgraph: set it by <NAME>_URL");
  }
  return addresses;
}
