/** The languages in which this project speaks to people. */
export type Language = "id" | "en";

/** One message in every language. */
export type Text = Readonly<Record<Language, string>>;

/**
 * The language of an `Accept-Language` header: the first of Indonesian and English in the caller's order of preference,
 * and Indonesian, the language of the programmes, if the caller asks for neither.
 */
export function languageOf(header: string | undefined): Language {
  let best: { language: Language; quality: number } | undefined;
  for (const part of (header ?? "").split(",", 20)) {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const language = tag.split("-")[0];
    if (language !== "id" && language !== "en") continue;
    const given = parameters.find((each) => each.trim().startsWith("q="));
    const quality = given === undefined ? 1 : Number(given.trim().slice(2));
    if (quality > (best?.quality ?? 0)) best = { language, quality };
  }
  return best?.language ?? "id";
}
