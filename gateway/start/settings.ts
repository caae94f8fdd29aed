import { resolve } from "node:path";
import { port, readConfig, str } from "../../subgraphs/kit/config";

export interface Settings {
  /** The one folder that everything is kept in. */
  readonly home: string;
  readonly postgresPort: number;
  readonly rooms: readonly RoomSettings[];
  /** Where rooms that follow another room's feed ask for it. */
  readonly gatewayUrl: string;
}

export interface RoomSettings {
  readonly name: string;
  /** The start of its variables' names. */
  readonly prefix: string;
  /** Where its database is, if not on the embedded server. */
  readonly databaseUrl: string | undefined;
}

/** The settings of the whole house that its parts don't read themselves. */
export function readSettings(root: string, rooms: readonly string[], env: NodeJS.ProcessEnv = process.env): Settings {
  const { OPOP_HOME, POSTGRES_PORT, PORT, GATEWAY_URL } = readConfig(
    {
      PORT: port({ default: 4000, desc: "the port of the gateway" }),
      GATEWAY_URL: str({ default: "", desc: "the gateway's address as the rooms see it; that of PORT unless set" }),
      OPOP_HOME: str({ default: ".opop", desc: "the folder that keeps data, passwords and logs" }),
      POSTGRES_PORT: port({ default: 54320, desc: "the port of the embedded PostgreSQL" }),
    },
    env,
  );
  return {
    home: resolve(root, OPOP_HOME),
    postgresPort: POSTGRES_PORT,
    gatewayUrl: GATEWAY_URL || `http://127.0.0.1:${PORT}/graphql`,
    rooms: rooms.map((name) => {
      const prefix = name.toUpperCase();
      return { name, prefix, databaseUrl: env[`${prefix}_DATABASE_URL`] || undefined };
    }),
  };
}
