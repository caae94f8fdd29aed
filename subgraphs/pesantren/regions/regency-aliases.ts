/** Another name under which a regency or city is published. */
export interface RegencyAlias {
  /** With Kabupaten or Kota before it where the name alone means another region. */
  readonly name: string;
  /** Kemendagri code of the region meant. */
  readonly code: string;
  /** The law that renamed it, or who writes it so. */
  readonly source: string;
}

/**
 * Names that differ by more than spaces, signs, Kabupaten, Kota, Administrasi, a leading Kepulauan or Pulau, or the word "dan"; those need no entry.
 * PP is Peraturan Pemerintah, a government regulation; UU a law.
 */
export const REGENCY_ALIASES: readonly RegencyAlias[] = [
  { name: "Toba Samosir", code: "12.12", source: "PP 14/2020 renamed it" },
  { name: "Sawahlunto/Sijunjung", code: "13.03", source: "PP 25/2008 renamed it" },
  { name: "Kabupaten Kepulauan Riau", code: "21.01", source: "PP 5/2006 renamed it" },
  { name: "Kabupaten Pontianak", code: "61.02", source: "PP 58/2014 renamed it" },
  { name: "Pasir", code: "64.01", source: "PP 49/2007 renamed it" },
  { name: "Ujung Pandang", code: "73.71", source: "PP 86/1999 renamed it" },
  { name: "Mamuju Utara", code: "76.01", source: "PP 61/2017 renamed it" },
  { name: "Polewali Mamasa", code: "76.04", source: "PP 74/2005 renamed it" },
  { name: "Maluku Tenggara Barat", code: "81.03", source: "PP 2/2019 renamed it" },
  { name: "Yapen Waropen", code: "91.05", source: "PP 40/2008 renamed it" },
  { name: "Padang Sidempuan", code: "12.77", source: "UU 4/2001, which made the city, writes it so" },
  { name: "Mahakam Hulu", code: "64.11", source: "written so before UU 2/2013" },
  { name: "Pakpak Barat", code: "12.15", source: "common spelling" },
  { name: "Humbang Hasudutan", code: "12.16", source: "common spelling" },
  { name: "50 Kota", code: "13.07", source: "common spelling" },
  { name: "Lima Puluh Koto", code: "13.07", source: "common spelling" },
  { name: "Muara Jambi", code: "15.05", source: "common spelling" },
  { name: "Jogjakarta", code: "34.71", source: "old spelling" },
  { name: "Kutai Kertanegara", code: "64.02", source: "common spelling" },
  { name: "Pahuwato", code: "75.04", source: "common spelling" },
  { name: "Tidore", code: "82.72", source: "short for Tidore Kepulauan" },
  { name: "Pangkep", code: "73.10", source: "short for Pangkajene dan Kepulauan" },
  { name: "Sidrap", code: "73.14", source: "short for Sidenreng Rappang" },
  { name: "Siau Tagulandang Biaro (Sitaro)", code: "71.09", source: "the directory of Kementerian Agama writes it so" },
  { name: "Sitaro", code: "71.09", source: "short for Siau Tagulandang Biaro" },
  { name: "Solo", code: "33.72", source: "everyday name of Surakarta" },
  { name: "OKU", code: "16.01", source: "short for Ogan Komering Ulu" },
  { name: "OKI", code: "16.02", source: "short for Ogan Komering Ilir" },
  { name: "OKU Timur", code: "16.08", source: "short for Ogan Komering Ulu Timur" },
  { name: "OKU Selatan", code: "16.09", source: "short for Ogan Komering Ulu Selatan" },
  { name: "PALI", code: "16.12", source: "short for Penukal Abab Lematang Ilir" },
];

/** Other names of provinces; the code, then the names. */
export const PROVINCE_ALIASES: Readonly<Record<string, readonly string[]>> = {
  "11": ["Nanggroe Aceh Darussalam", "NAD", "DI Aceh"],
  "19": ["Bangka Belitung"],
  "21": ["Kepri"],
  "31": ["DKI Jakarta", "Jakarta", "Daerah Khusus Jakarta"],
  "34": ["DI Yogyakarta", "DIY", "Yogyakarta", "DI Jogjakarta", "Jogjakarta"],
  "52": ["NTB"],
  "53": ["NTT"],
  "92": ["Irian Jaya Barat"],
};

/** Provinces made of a part of another: until a publisher follows, it names the older one and may use its old codes. */
export const PROVINCE_BEFORE: Readonly<Record<string, string>> = {
  "65": "64", // UU 20/2012
  "93": "91", // UU 14/2022
  "94": "91", // UU 15/2022
  "95": "91", // UU 16/2022
  "96": "92", // UU 29/2022
};
