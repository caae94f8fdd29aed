import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import { readBytes } from "../../subgraphs/kit/http/body";
import { languageOf, type Language } from "../../subgraphs/kit/language";
import { loginPage, noticePage } from "./login-page";
import type { TrialClient } from "./trial-clients";

const MOST_BYTES = 4096;

/** The page on which a person logs in. Trial persons have no passwords: whoever reaches this machine may be any of them. */
export class Login {
  constructor(
    private readonly provider: Provider,
    private readonly clients: ReadonlyMap<string, TrialClient>,
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const language = languageOf(request.headers["accept-language"]);
    const client = await this.#clientOf(request, response);
    if (!client?.persons) {
      return send(response, 400, language, noticePage(language, EXPIRED));
    }
    if (request.method !== "POST") return send(response, 200, language, loginPage(language, client));
    const chosen = new URLSearchParams((await readBytes(request, MOST_BYTES)).toString("utf8")).get("person");
    const person = client.persons.find(({ id }) => id === chosen);
    if (!person) return send(response, 400, language, loginPage(language, client, CHOOSE));
    await this.provider.interactionFinished(request, response, { login: { accountId: person.id, remember: false } });
  }

  /** The client for which somebody logs in; undefined if the log-in is unknown, or over. */
  async #clientOf(request: IncomingMessage, response: ServerResponse): Promise<TrialClient | undefined> {
    try {
      const { params } = await this.provider.interactionDetails(request, response);
      return this.clients.get(String(params["client_id"]));
    } catch {
      return undefined;
    }
  }
}

const EXPIRED = {
  id: "Proses masuk ini tidak dikenal atau sudah kedaluwarsa. Mulailah lagi dari aplikasi Anda.",
  en: "This log-in is unknown or has expired. Begin again in your application.",
};
const CHOOSE = { id: "Pilih salah satu orang di bawah ini.", en: "Choose one of the persons below." };

function send(response: ServerResponse, status: number, language: Language, page: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-language": language,
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    vary: "accept-language",
  });
  response.end(page);
}
