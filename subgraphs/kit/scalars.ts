import { GraphQLError, GraphQLScalarType, Kind } from "graphql";

export {
  GraphQLDateTime as DateTime,
  GraphQLLocalDate as LocalDate,
  GraphQLLocalTime as LocalTime,
} from "graphql-scalars";

function expected(what: string, came: unknown): GraphQLError {
  const received = String(JSON.stringify(came) ?? typeof came).slice(0, 60);
  return new GraphQLError(`Expected ${what}, received ${received}.`, {
    extensions: { code: "BAD_USER_INPUT", expected: what, received },
  });
}

const RUPIAH_FORM = `a whole number of rupiah between ${Number.MIN_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER}`;

function rupiah(value: unknown): bigint {
  const whole =
    typeof value === "bigint"
      ? value
      : Number.isSafeInteger(value) || (typeof value === "string" && /^-?\d{1,16}$/.test(value))
        ? BigInt(value as number | string)
        : undefined;
  if (whole === undefined || !Number.isSafeInteger(Number(whole))) {
    throw expected(RUPIAH_FORM, typeof value === "bigint" ? String(value) : value);
  }
  return whole;
}

/** Whole rupiah; `bigint` inside, and a JSON number outside, exact because of its range. */
export const Rupiah = new GraphQLScalarType<bigint, number>({
  name: "Rupiah",
  description:
    "An amount of money in whole Indonesian rupiah (IDR), without sen. A JSON integer of at most ±9,007,199,254,740,991, exact in every client; digits in a text are accepted as input.",
  serialize: (value) => Number(rupiah(value)),
  parseValue: rupiah,
  parseLiteral: (node) => {
    if (node.kind === Kind.INT || node.kind === Kind.STRING) return rupiah(node.value);
    throw expected(RUPIAH_FORM, node.kind);
  },
});

/** A text of one form: checked on its way in, passed as it is on its way out. */
function textScalar(name: string, description: string, form: RegExp, what: string): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === "string" && form.test(value)) return value;
    throw expected(what, value);
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => value as string,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : node.kind),
  });
}

export const NSPP_FORM = /^\d{12}$/;

/** Nomor Statistik Pondok Pesantren. */
export const Nspp = textScalar(
  "Nspp",
  "Nomor Statistik Pondok Pesantren: the 12 digits that Kementerian Agama gives to a pesantren, kept as issued. Numbers were re-issued at times; an old one still finds its pesantren.",
  NSPP_FORM,
  "an NSPP of 12 digits",
);

const REGION_CODE_FORM = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/;

/** Kemendagri code of a region, of any level. */
export const RegionCode = textScalar(
  "RegionCode",
  "Code of a region by Kementerian Dalam Negeri, with dots: province `32`, regency or city `32.04`, district `32.04.10`, village `32.04.10.2001`.",
  REGION_CODE_FORM,
  "a region code such as 32, 32.04, 32.04.10 or 32.04.10.2001",
);
