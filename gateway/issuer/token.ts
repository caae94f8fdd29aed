import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { homeFolder, runningHouse } from "../../subgraphs/kit/process/home";
import { roomNames } from "../../subgraphs/kit/rooms";
import { trialClients, type TrialClient } from "./trial-clients";
import { machineToken, personToken, type TrialIssuer, type TrialToken } from "./trial-token";

const USAGE = `Usage: npm run --silent token -- [CLIENT] [--person ID] [--header] [--url ADDRESS]

  CLIENT    whose token is printed; without it, all clients are listed
  --person  who logs in; the client's first person if left out
  --header  prints the lines for curl -H @FILE instead
  --url     where a bank's token will be sent by POST; the gateway's address if left out`;

const PROJECT = resolve(__dirname, "../../..");

/** `npm run token`: an access token of a trial client, from the local issuer of the running house. */
async function main(): Promise<void> {
  const { client: id, person, header, url } = readArguments();
  const clients = trialClients(roomNames());
  if (id === undefined) return void process.stdout.write(table(clients));
  const client = clients.find((each) => each.id === id);
  if (!client)
    throw new Error(`There is no trial client ${id}. There are: ${clients.map((each) => each.id).join(", ")}.`);
  const { gatewayUrl, ...issuer } = await findIssuer();
  print(await tokenOf(issuer, client, person, url ?? gatewayUrl), header);
}

async function tokenOf(issuer: TrialIssuer, client: TrialClient, personId: string | undefined, url: string) {
  const { persons } = client;
  if (!persons) {
    if (personId !== undefined) throw new Error(`${client.id} is a machine, for which nobody logs in.`);
    return machineToken(issuer, client, url);
  }
  const person = persons.find(({ id }) => personId === undefined || id === personId);
  if (person) return personToken(issuer, client, person);
  throw new Error(`Nobody at ${client.id} is ${personId}. There are: ${persons.map(({ id }) => id).join(", ")}.`);
}

function print({ token, headers }: TrialToken, asHeaders: boolean): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  // A token that is bound to a key is of no use without its proof.
  const shown = asHeaders ? lines : [token, ...lines.filter((line) => line.startsWith("DPoP:"))];
  process.stdout.write(`${shown.join("\n")}\n`);
}

async function findIssuer(): Promise<TrialIssuer & { readonly gatewayUrl: string }> {
  const home = homeFolder(PROJECT);
  const house = await runningHouse(home);
  if (!house) throw new Error(`No house runs in ${home}. Start it with npm start, or name its folder by OPOP_HOME.`);
  const { ISSUER_FOLDER, OIDC_ISSUER, OIDC_AUDIENCE, GATEWAY_URL } = house;
  if (OIDC_ISSUER === undefined || OIDC_AUDIENCE === undefined || GATEWAY_URL === undefined)
    throw new Error(`The house in ${home} is not ready yet.`);
  if (ISSUER_FOLDER === undefined)
    throw new Error(`The house in ${home} has a real issuer, ${OIDC_ISSUER}: that one gives its tokens.`);
  return { issuer: OIDC_ISSUER, audience: OIDC_AUDIENCE, home, gatewayUrl: GATEWAY_URL };
}

function table(clients: readonly TrialClient[]): string {
  const width = Math.max(...clients.map(({ id }) => id.length));
  const lines = clients.map(({ id, who, scopes, claims, persons }) => {
    const facts = [
      who.en,
      persons ? `log-in: ${persons.map((person) => person.id).join(", ")}` : "machine",
      `scopes: ${scopes.join(" ") || "none"}`,
      ...Object.entries(claims).map(([claim, value]) => `${claim}: ${value as string}`),
    ];
    return facts.map((fact, at) => `${(at === 0 ? id : "").padEnd(width)}  ${fact}\n`).join("");
  });
  return lines.join("");
}

function readArguments() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        person: { type: "string" },
        header: { type: "boolean", default: false },
        url: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help || positionals.length > 1) throw new Error("");
    if (values.url !== undefined && !URL.canParse(values.url)) throw new Error(`--url: "${values.url}" is no address.`);
    return { client: positionals[0], ...values };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`.trimStart());
  }
}

main().catch((error: Error) => {
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
  process.stderr.write(`${error.message}${cause}\n`);
  process.exitCode = 1;
});
