import type { Language, Text } from "../../subgraphs/kit/language";
import type { TrialClient } from "./trial-clients";

const WORDS = {
  title: { id: "Masuk (percobaan)", en: "Log in (trial)" },
  as: { id: "Masuk sebagai siapa?", en: "Log in as whom?" },
  note: {
    id: "Semua orang di sini rekaan, untuk mencoba saja; karena itu tidak ada kata sandi.",
    en: "Everybody here is invented, for trials only; that is why there is no password.",
  },
  logIn: { id: "Masuk", en: "Log in" },
} as const;

/** The page that asks who logs in. @param fault what was wrong with the choice before */
export function loginPage(language: Language, { who, persons = [] }: TrialClient, fault?: Text): string {
  const choices = persons.map(
    ({ id, name }, at) =>
      `<p><label><input type="radio" name="person" value="${escaped(id)}" required${at === 0 ? " checked" : ""}> ${escaped(name)}</label></p>`,
  );
  return page(
    language,
    `<h1>${WORDS.title[language]}</h1>
<p>${escaped(who[language])}. ${WORDS.note[language]}</p>
${fault ? `<p role="alert"><strong>${escaped(fault[language])}</strong></p>` : ""}
<form method="post">
<fieldset><legend>${WORDS.as[language]}</legend>
${choices.join("\n")}
</fieldset>
<p><button>${WORDS.logIn[language]}</button></p>
</form>`,
  );
}

/** A page that only says something. */
export function noticePage(language: Language, text: Text): string {
  return page(language, `<h1>${WORDS.title[language]}</h1>\n<p role="alert">${escaped(text[language])}</p>`);
}

function page(language: Language, main: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${WORDS.title[language]} – OPOP</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}label{display:block;padding:.4rem}button{font:inherit;padding:.5rem 1.5rem}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
