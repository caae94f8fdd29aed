import type { Random } from "../../kit/trial/random";

const list = (words: string) => words.split(" ");

/** What names begin with, the most common first. */
const FIRSTS = list(
  "Nurul Miftahul Darul Hidayatul Riyadul Raudlatul Mambaul Tarbiyatul Baitul Sirojul Bustanul Manarul Bahrul Bani Roudlotul Manbaul Ihyaul Jamiatul Nahdlatul Tanwirul Misbahul Irsyadul Thoriqul Kanzul Minhajul Hayatul Madinatul Mathlaul Nashrul Fathul Uswatun Anwarul Matholiul Badrul Syamsul Zainul Mahadul Tanbihul Ittihadul Ushuluddin",
);

/** What names end with, the most common first. */
const LASTS = list(
  "Huda Ulum Hidayah Falah Hikmah Ikhlas Barokah Ihsan Iman Islam Hasanah Jannah Anwar Alimin Taqwa Furqon Amin Muhajirin Hikam Mubarok Mubtadiin Amanah Muttaqin Ummah Syifa Tholibin Salam Najah Azhar Ishlah Istiqomah Sholihin Rahmah Qur'an Mu'minin Munawwar Athfal Khoirot Abror Aitam Fatah Yaqin Karim Hasan Fadhilah Mustaqim Ma'arif Muhsinin Mukhlisin Arifin Wathon Banat Ghofur Hakim Jadid Kamal Latif Manan Nidhom Qodiri Rosyad Sa'adah Tauhid Umaro Wustho Zahro Bayan Dzikri Inayah Jihad Kautsar Lughoh Madani Nashihin Rohman Sunnah Taufiq Ubudiyah Washilah Zaitun",
);

/** Names of one word, the most common first. */
const SINGLES = list(
  "Darussalam Salafiyah Assalam Istiqomah Arrahman Annur Attaqwa Darurrohmah Darunnajah Assyifa Darussyifa Attarbiyah Assunnah Arrisalah Nurussalam Darulfikri Annajah Attauhid Assalafi Nurrohman",
);

const NUMERALS = list("II III IV");

/** Syllables of invented words, in which regional and Arabic names sound alike. */
const SYLLABLES = list(
  "su ka ma nah ci ba ro sa la ja ti wi ra ha ru di fa mu na zi ku ta li ya hi du ni pa lu ga si bi da mi wa ko",
);
const ENDINGS = list("nah man ri yah din san wi lim rang gan ti ya jo han ar tu ku din rah bil");

/** The share of names that have an invented word. */
const RARE = 0.34;

/**
 * A name as it might be in a directory, of common words of such names and of invented ones. Names repeat as those of real directories do: of 8,000
 * about 60 % are different, and new words become rare but never end.
 */
export function trialName(random: Random): string {
  const isRare = random.chance(RARE);
  const last = isRare ? rareWord(random) : random.early(LASTS);
  const shape = random.next();
  if (shape < 0.1) return isRare ? last : random.early(SINGLES);
  if (shape < 0.28) return `Al-${last}`;
  const name = `${random.early(FIRSTS)} ${last}`;
  if (shape < 0.86) return name;
  if (shape < 0.9) return `${name} ${random.early(NUMERALS)}`;
  return shape < 0.95 ? `${name} ${random.early(LASTS)}` : `${name} ${rareWord(random)}`;
}

/** The name of an invented village or street. */
export function trialPlace(random: Random): string {
  return rareWord(random);
}

/** Falls with the rank by a power law, as words of a language do; so the vocabulary grows with the names by Heaps' law. */
function rareWord(random: Random): string {
  return wordOf(Math.floor(COMMONEST * (Math.pow(1 - random.next(), -1 / STEEPNESS) - 1)));
}

const COMMONEST = 600;
const STEEPNESS = 0.8;

/** The invented word of a rank, 0 being the most common: the longer the rarer. */
function wordOf(rank: number): string {
  let left = Math.min(rank, RAREST);
  let word = ENDINGS[left % ENDINGS.length]!;
  left = Math.floor(left / ENDINGS.length);
  do {
    word = SYLLABLES[left % SYLLABLES.length]! + word;
    left = Math.floor(left / SYLLABLES.length) - 1;
  } while (left >= 0);
  return word[0]!.toUpperCase() + word.slice(1);
}

const RAREST = 30_000_000;
