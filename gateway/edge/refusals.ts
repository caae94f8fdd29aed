import type { Text } from "../../subgraphs/kit/language";

/** A request that is refused before its document is looked at. */
export class EdgeRefusal extends Error {
  override readonly name = "EdgeRefusal";

  constructor(
    readonly code: EdgeCode,
    /** What came, where it is short and helps. */
    readonly received?: string,
    /** Headers that the answer must carry. */
    readonly headers: Readonly<Record<string, string>> = {},
    /** Says more than the code's own text does. */
    private readonly detail?: Text,
  ) {
    super(code);
  }

  get status(): number {
    return REFUSALS[this.code].status;
  }

  get text(): Text {
    return this.detail ?? REFUSALS[this.code].text;
  }

  get expected(): string | undefined {
    return (REFUSALS[this.code] as { expected?: string }).expected;
  }
}

export type EdgeCode = keyof typeof REFUSALS;

const REFUSALS = {
  NOT_FOUND: {
    status: 404,
    text: { id: "Alamat ini tidak ada. Gunakan /graphql.", en: "There is nothing at this address. Use /graphql." },
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    expected: "GET or POST",
    text: { id: "Metode HTTP ini tidak dilayani di sini.", en: "This HTTP method is not served here." },
  },
  MUTATION_BY_GET: {
    status: 405,
    expected: "POST",
    text: { id: "Mutation hanya diterima melalui POST.", en: "A mutation is accepted by POST only." },
  },
  NOT_ACCEPTABLE: {
    status: 406,
    expected: "application/graphql-response+json or application/json",
    text: {
      id: "Tidak satu pun jenis media pada Accept dapat diberikan.",
      en: "None of the media types in Accept can be given.",
    },
  },
  BODY_TOO_LARGE: {
    status: 413,
    text: { id: "Badan permintaan terlalu besar.", en: "The body of the request is too large." },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    expected: "content-type: application/json, in UTF-8 and not compressed",
    text: {
      id: "Badan permintaan harus JSON dalam UTF-8 tanpa kompresi.",
      en: "The body of the request must be JSON in UTF-8, not compressed.",
    },
  },
  BODY_NOT_UTF8: {
    status: 400,
    text: { id: "Badan permintaan bukan UTF-8 yang benar.", en: "The body of the request is not valid UTF-8." },
  },
  BODY_NOT_JSON: {
    status: 400,
    expected: '{"query": "…"}',
    text: { id: "Badan permintaan bukan JSON yang benar.", en: "The body of the request is not valid JSON." },
  },
  BODY_CUT_OFF: {
    status: 400,
    text: { id: "Badan permintaan terputus.", en: "The body of the request ended before it was complete." },
  },
  BATCHING_UNSUPPORTED: {
    status: 400,
    expected: "one JSON object",
    text: {
      id: "Beberapa operasi dalam satu permintaan tidak dilayani.",
      en: "Several operations in one request are not served.",
    },
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 400,
    expected: "the document in query",
    // The words by which clients of automatic persisted queries know that they must send the document.
    text: { id: "PersistedQueryNotSupported", en: "PersistedQueryNotSupported" },
  },
  BAD_REQUEST: {
    status: 400,
    expected: "a JSON object with query",
    text: { id: "Permintaan harus berupa objek JSON.", en: "The request must be a JSON object." },
  },
  BAD_QUERY: {
    status: 400,
    expected: "text that is not empty",
    text: {
      id: "Parameter query harus berupa teks dan wajib ada.",
      en: "The parameter query must be a text and is required.",
    },
  },
  BAD_OPERATION_NAME: {
    status: 400,
    expected: "text or null",
    text: { id: "Parameter operationName harus berupa teks.", en: "The parameter operationName must be a text." },
  },
  BAD_VARIABLES: {
    status: 400,
    expected: "a JSON object or null",
    text: { id: "Parameter variables harus berupa objek JSON.", en: "The parameter variables must be a JSON object." },
  },
  BAD_EXTENSIONS: {
    status: 400,
    expected: "a JSON object or null",
    text: {
      id: "Parameter extensions harus berupa objek JSON.",
      en: "The parameter extensions must be a JSON object.",
    },
  },
  TOO_DEEPLY_NESTED: {
    status: 400,
    text: { id: "Nilai dalam permintaan bersarang terlalu dalam.", en: "A value in the request is nested too deeply." },
  },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 400,
    expected: "the SHA-256 of a document on the list of this audience",
    text: { id: "PersistedQueryNotFound", en: "PersistedQueryNotFound" },
  },
  OPERATION_NOT_SAFELISTED: {
    status: 403,
    expected: "an operation that this audience's clients are known to run",
    text: {
      id: "Alamat ini hanya menerima operasi yang terdaftar. Mintalah agar operasi Anda didaftarkan.",
      en: "This address accepts registered operations only. Ask to have yours registered.",
    },
  },
  TOKEN_REQUIRED: {
    status: 401,
    expected: "Authorization with an access token, or the address of an audience, such as /public/graphql",
    text: {
      id: "Graf yang utuh memerlukan token akses; tanpa token gunakan alamat audiens Anda.",
      en: "The whole graph needs an access token; without one, use the address of your audience.",
    },
  },
  TOKEN_INVALID: {
    status: 401,
    expected: "Authorization with a valid access token of this graph's issuer, or no Authorization",
    text: { id: "Token tidak dapat diterima.", en: "The token can't be accepted." },
  },
  ISSUER_UNAVAILABLE: {
    status: 503,
    text: {
      id: "Penerbit token sedang tidak dapat dihubungi, jadi token ini belum dapat diperiksa. Coba lagi.",
      en: "The issuer of tokens can't be reached at the moment, so this token can't be checked. Try again.",
    },
  },
  RATE_LIMITED: {
    status: 429,
    text: {
      id: "Terlalu banyak permintaan dalam satu menit. Tunggu selama Retry-After (detik).",
      en: "Too many requests within a minute. Wait for Retry-After, in seconds.",
    },
  },
  COST_BUDGET_SPENT: {
    status: 429,
    text: {
      id: "Anggaran biaya permintaan dalam satu menit sudah habis. Tunggu selama Retry-After (detik), atau minta lebih sedikit.",
      en: "The budget of a minute's estimated cost is spent. Wait for Retry-After, in seconds, or ask for less.",
    },
  },
  CSRF_REFUSED: {
    status: 403,
    expected: "accept: application/json or application/graphql-response+json, or the header graphql-require-preflight",
    text: {
      id: "Permintaan ini dapat dikirim oleh halaman web mana pun tanpa izin, jadi ditolak.",
      en: "Any web page could send this request without leave, so it is refused.",
    },
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    text: {
      id: "Terjadi kesalahan pada sistem kami. Laporkan dengan nomor permintaan ini.",
      en: "Something went wrong on our side. Report it with this request id.",
    },
  },
} as const satisfies Record<string, { status: number; expected?: string; text: Text }>;
