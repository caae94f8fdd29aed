import type { IncomingMessage, ServerResponse } from "node:http";
import type { RuruClientConfig } from "ruru/server";
import { EdgeRefusal } from "./refusals";

/** Where the explorer's own files are served. */
export const EXPLORER_FILES = "/explorer/";

/**
 * The page on which people try queries, with the schema at hand. Its files come from the package, none from elsewhere.
 *
 * @param endpoint the address that it asks: its own
 */
export async function sendExplorerPage(response: ServerResponse, endpoint: string): Promise<void> {
  const { ruruHTML } = await load(() => import("ruru/server"));
  const page = ruruHTML({
    endpoint,
    staticPath: EXPLORER_FILES,
    clientConfig: { defaultQuery: DEFAULT_QUERY } as RuruClientConfig,
    htmlParts: { titleTag: "<title>OPOP graph</title>" },
  });
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
  });
  response.end(page);
}

/** Sends one of the explorer's own files. */
export async function sendExplorerFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { getStaticFile } = await load(() => import("ruru/static"));
  const file = await getStaticFile({
    staticPath: EXPLORER_FILES,
    urlPath: request.url ?? "",
    acceptEncoding: request.headers["accept-encoding"],
    disallowDevAssets: true,
  });
  if (!file) throw new EdgeRefusal("NOT_FOUND");
  if (request.headers["if-none-match"] === file.headers["etag"]) return void response.writeHead(304).end();
  response.writeHead(200, { ...file.headers, "cache-control": "no-cache", "x-content-type-options": "nosniff" });
  response.end(file.content);
}

/** The package is there for development only, so an installation without it has no explorer, and no fault either. */
async function load<T>(module: () => Promise<T>): Promise<T> {
  try {
    return await module();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") throw new EdgeRefusal("NOT_FOUND");
    throw error;
  }
}

/** Nothing from elsewhere may be loaded or called; the editor needs inline styles and starts workers. */
const POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'";

const DEFAULT_QUERY = `# Satu graf untuk OPOP. Tekan Ctrl-Enter untuk menjalankan.
# One graph for OPOP. Press Ctrl-Enter to run this.
query PesantrenPertama {
  pesantrens(first: 5) {
    edges {
      node {
        nspp
        name
      }
    }
  }
}
`;
