import type { RefusalValue } from "../../kit/refusal";

type Path = readonly string[];

/** There is no pesantren of this id. */
export function pesantrenUnknown(id: string, field: Path = ["input", "id"]): RefusalValue {
  return {
    code: "PESANTREN_UNKNOWN",
    field,
    text: { id: "Pesantren ini tidak ada.", en: "There is no such pesantren." },
    received: id.slice(0, 60),
  };
}

/** The record was merged as a duplicate; its original is the one to change. */
export function pesantrenMerged(originalId: string, field: Path = ["input", "id"]): RefusalValue {
  return {
    code: "PESANTREN_MERGED",
    field,
    text: {
      id: `Data ini sudah digabungkan sebagai duplikat; pakai data asalnya, ${originalId}.`,
      en: `This record was merged as a duplicate; use its original, ${originalId}.`,
    },
    expected: originalId,
  };
}

/** Another pesantren has or had the number. */
export function nsppTaken(nspp: string): RefusalValue {
  return {
    code: "NSPP_TAKEN",
    field: ["input", "nspp"],
    text: {
      id: `NSPP ${nspp} sudah dimiliki pesantren lain, sekarang atau dahulu.`,
      en: `NSPP ${nspp} belongs or belonged to another pesantren.`,
    },
    expected: "a number that no other pesantren has or had",
    received: nspp,
  };
}

/** A name without a letter and without a digit. */
export function nameWithoutLetters(name: string): RefusalValue {
  return {
    code: "NAME_WITHOUT_LETTERS",
    field: ["input", "name"],
    text: { id: "Nama tidak berisi huruf atau angka.", en: "The name has neither a letter nor a digit." },
    expected: "a name with a letter or a digit",
    received: name.slice(0, 60),
  };
}

/** A year before 1400 or in the future. */
export function foundedYearInvalid(year: number, now: number): RefusalValue {
  return {
    code: "FOUNDED_YEAR_INVALID",
    field: ["input", "foundedYear"],
    text: {
      id: `Tahun berdiri harus 1400 sampai ${now}, diterima ${year}.`,
      en: `The year of foundation must be 1400 to ${now}, received ${year}.`,
    },
    expected: `1400 to ${now}`,
    received: String(year),
  };
}

/** A WhatsApp number that is not in E.164 form. */
export function whatsappInvalid(whatsapp: string): RefusalValue {
  return {
    code: "WHATSAPP_INVALID",
    field: ["input", "whatsapp"],
    text: {
      id: "Nomor WhatsApp ditulis dalam bentuk E.164, misalnya +6281234567890.",
      en: "A WhatsApp number is written in E.164 form, such as +6281234567890.",
    },
    expected: "E.164, such as +6281234567890",
    received: `${whatsapp.length} characters`,
  };
}

/** A website that is no address of the web. */
export function websiteInvalid(website: string): RefusalValue {
  return {
    code: "WEBSITE_INVALID",
    field: ["input", "website"],
    text: {
      id: "Alamat situs web harus diawali https:// atau http://, paling panjang 300 karakter.",
      en: "A website's address begins with https:// or http:// and has at most 300 characters.",
    },
    expected: "https://… or http://…, at most 300 characters",
    received: website.slice(0, 60),
  };
}

/** A day that is still to come. */
export function dayInFuture(day: string, field: Path): RefusalValue {
  return {
    code: "DAY_IN_FUTURE",
    field,
    text: { id: `Tanggal ${day} belum tiba.`, en: `The day ${day} is still to come.` },
    expected: "today or before",
    received: day,
  };
}

/** A first day of validity without a number. */
export function nsppRequired(): RefusalValue {
  return {
    code: "NSPP_REQUIRED",
    field: ["input", "nsppValidFrom"],
    text: { id: "nsppValidFrom hanya berlaku bersama nspp.", en: "nsppValidFrom goes with nspp only." },
    expected: "nspp, or nsppValidFrom left out",
  };
}

/** Nothing that was given differs from what the record says already. */
export function nothingChanged(): RefusalValue {
  return {
    code: "NOTHING_CHANGED",
    field: ["input"],
    text: {
      id: "Tidak ada isian yang berbeda dari data yang ada.",
      en: "Nothing given differs from what the record says already.",
    },
    expected: "at least one field with another value",
  };
}
