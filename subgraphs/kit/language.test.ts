import { languageOf } from "./language";

describe("the language of a request", () => {
  it.each([
    [undefined, "id"],
    ["", "id"],
    ["en", "en"],
    ["en-GB,en;q=0.9", "en"],
    ["id-ID, en;q=0.5", "id"],
    ["en;q=0.2, id;q=0.3", "id"],
    ["fr, en;q=0.1", "en"],
    ["de", "id"],
    ["en;q=nonsense", "id"],
  ])("of Accept-Language %j is %s", (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
