import type { Random } from "../../kit/trial/random";
import { BusinessField } from "../../kit/business-field";

/** What the pesantren of a business field might offer. */
export interface Assortment {
  readonly field: BusinessField;
  readonly names: readonly string[];
  /** What may follow the name. */
  readonly varieties: readonly string[];
  readonly units: readonly string[];
  /** Lowest and highest price of a unit, in rupiah. */
  readonly prices: readonly [number, number];
}

const list = (text: string) => text.split(", ");

/** The most common field first. */
const ASSORTMENTS: readonly Assortment[] = [
  {
    field: BusinessField.FOOD_AND_BEVERAGE,
    names: list(
      "Keripik Singkong, Keripik Pisang, Roti Manis, Air Minum Kemasan, Kopi Bubuk, Madu, Sambal Botol, Dodol, Rengginang, Kue Kering, Tahu, Tempe, Susu Kurma, Abon, Teh Celup, Gula Aren, Minuman Jahe, Bakso Beku",
    ),
    varieties: list("Original, Pedas, Manis, Asin, Keju, Cokelat, Spesial, Hemat"),
    units: list("bungkus, botol, dus, kg, kotak"),
    prices: [5_000, 90_000],
  },
  {
    field: BusinessField.AGRICULTURE,
    names: list(
      "Beras, Jagung Pipil, Bawang Merah, Cabai Rawit, Sayur Hidroponik, Kopi Biji, Cengkih, Jahe, Pupuk Kompos, Bibit Alpukat, Jamur Tiram, Kangkung",
    ),
    varieties: list("Organik, Premium, Kelas A, Kelas B, Curah"),
    units: list("kg, karung 25 kg, ikat, kuintal"),
    prices: [4_000, 350_000],
  },
  {
    field: BusinessField.FASHION,
    names: list(
      "Sarung, Mukena, Baju Koko, Jilbab, Gamis, Peci, Seragam Santri, Jaket, Batik Tulis, Kaus, Sandal, Sajadah",
    ),
    varieties: list("Dewasa, Anak, Polos, Bordir, Premium"),
    units: list("potong, set, kodi, pasang"),
    prices: [25_000, 450_000],
  },
  {
    field: BusinessField.TRADE,
    names: list(
      "Paket Sembako, Alat Tulis, Kitab Kuning, Air Galon, Gas Elpiji 3 kg, Minyak Goreng, Perlengkapan Mandi, Sabun Cuci",
    ),
    varieties: list("Eceran, Grosir, Hemat, Lengkap"),
    units: list("paket, buah, dus, lusin"),
    prices: [3_000, 250_000],
  },
  {
    field: BusinessField.LIVESTOCK,
    names: list(
      "Telur Ayam, Ayam Kampung, Kambing Kurban, Sapi Potong, Domba Garut, Bebek Pedaging, Susu Sapi, Telur Asin, Puyuh",
    ),
    varieties: list("Muda, Dewasa, Pilihan, Segar"),
    units: list("ekor, kg, butir, liter"),
    prices: [2_000, 4_500_000],
  },
  {
    field: BusinessField.FISHERY,
    names: list("Lele, Nila, Gurame, Bandeng Presto, Ikan Asin, Udang Vaname, Bibit Lele, Rumput Laut, Ikan Hias"),
    varieties: list("Segar, Beku, Asap, Konsumsi"),
    units: list("kg, ekor, kantong"),
    prices: [1_000, 180_000],
  },
  {
    field: BusinessField.CRAFTS,
    names: list("Kaligrafi, Tas Anyaman, Mebel Bambu, Tasbih Kayu, Gerabah, Rajutan, Hiasan Dinding, Kerajinan Rotan"),
    varieties: list("Kecil, Sedang, Besar, Ukir, Pesanan"),
    units: list("buah, set, pasang"),
    prices: [10_000, 1_500_000],
  },
  {
    field: BusinessField.SERVICES,
    names: list(
      "Jasa Cuci, Percetakan, Jahit, Pangkas Rambut, Servis Komputer, Servis Motor, Katering, Sewa Tenda, Bimbingan Umrah",
    ),
    varieties: list("Reguler, Kilat, Paket, Langganan"),
    units: list("jam, paket, kg, orang, lembar"),
    prices: [2_000, 900_000],
  },
  {
    field: BusinessField.OTHER,
    names: list("Sabun Herbal, Minyak Gosok, Habbatussauda, Parfum Non-alkohol, Batako, Paving Blok, Hand Sanitizer"),
    varieties: list("Kecil, Besar, Isi Ulang, Grosir"),
    units: list("botol, buah, dus, m2"),
    prices: [5_000, 150_000],
  },
];

/** An assortment by chance; each field comes, food most often. */
export function trialAssortment(random: Random): Assortment {
  return random.early(ASSORTMENTS);
}
