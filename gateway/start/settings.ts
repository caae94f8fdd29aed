import { join, resolve } from "node:path";
import { ConfigurationError, port, readConfig, str, url } from "../../subgraphs/kit/config";

export interface Settings {
  /** The one folder that everything is kept in. */
  readonly home: string;
  readonly postgresPort: number;
  readonly rooms: readonly RoomSettings[];
  /** The issuer of access tokens. */
  readonly issuerUrl: string;
  /** What access tokens name in `aud`. */
  readonly audience: string;
  /** The port of the local issuer, if that is the one. */
  readonly issuerPort: number | undefined;
  /** Where rooms that follow another room's feed ask for it. */
  readonly gatewayUrl: string;
  /** Where agreements with simulators of rooms' partners are kept; undefined where partners are real ones. */
  readonly simulatedPartners: string | undefined;
}

export interface RoomSettings {
  readonly name: string;
  /** The start of its variables' names. */
  readonly prefix: string;
  /** Where its database is, if not on the embedded server. */
  readonly databaseUrl: string | undefined;
}

/**
 * The settings of the whole house that its parts don't read themselves.
 *
 * @throws ConfigurationError naming what is wrong; in production there must be an issuer, since the local one is for trials
 */
export function readSettings(root: string, rooms: readonly string[], env: NodeJS.ProcessEnv = process.env): Settings {
  const {
    OPOP_HOME,
    POSTGRES_PORT,
    PORT,
    GATEWAY_URL,
    ISSUER_PORT,
    OIDC_ISSUER,
    OIDC_AUDIENCE,
    NODE_ENV,
    PARTNERS_FOLDER,
  } = readConfig(
    {
      PORT: port({ default: 4000, desc: "the port of the gateway" }),
      GATEWAY_URL: str({ default: "", desc: "the gateway's address as the rooms see it; that of PORT unless set" }),
      NODE_ENV: str({ default: "development" }),
      OIDC_ISSUER: url({ default: undefined, desc: "the issuer of access tokens; a local one for trials unless set" }),
      PARTNERS_FOLDER: str({
        default: "",
        desc: "the folder of agreements with rooms' partners; simulators of them unless set",
      }),
      OIDC_AUDIENCE: str({ default: "urn:opop:graph", desc: "what access tokens must name in aud" }),
      ISSUER_PORT: port({ default: 4050, desc: "the port of the local issuer" }),
      OPOP_HOME: str({ default: ".opop", desc: "the folder that keeps data, passwords and logs" }),
      POSTGRES_PORT: port({ default: 54320, desc: "the port of the embedded PostgreSQL" }),
    },
    env,
  );
  if (NODE_ENV === "production" && OIDC_ISSUER === undefined) {
    throw new ConfigurationError(
      "NODE_ENV is production.\n  OIDC_ISSUER is not set. Expected: the issuer of access tokens; the local one is for trials only.",
    );
  }
  const home = resolve(root, OPOP_HOME);
  return {
    simulatedPartners: NODE_ENV === "production" || PARTNERS_FOLDER ? undefined : join(home, "partners"),
    issuerUrl: OIDC_ISSUER ?? `http://127.0.0.1:${ISSUER_PORT}`,
    audience: OIDC_AUDIENCE,
    issuerPort: OIDC_ISSUER === undefined ? ISSUER_PORT : undefined,
    home,
    postgresPort: POSTGRES_PORT,
    gatewayUrl: GATEWAY_URL || `http://127.0.0.1:${PORT}/graphql`,
    rooms: rooms.map((name) => {
      const prefix = name.toUpperCase();
      return { name, prefix, databaseUrl: env[`${prefix}_DATABASE_URL`] || undefined };
    }),
  };
}
