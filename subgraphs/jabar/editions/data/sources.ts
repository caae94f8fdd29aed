/** Where a rule or a figure is from. */
export interface RuleSource {
  readonly code: string;
  readonly title: string;
  readonly publisher: string;
  /** Day of publication; null if not known. */
  readonly publishedOn: string | null;
  readonly reference: string | null;
}

/** The source of whatever nobody published: such rules are marked as assumed. */
export const ASSUMED = "assumed";

const source = (
  code: string,
  title: string,
  publisher: string,
  publishedOn: string | null,
  reference: string | null = null,
): RuleSource => ({
  code,
  title,
  publisher,
  publishedOn,
  reference,
});

export const SOURCES: readonly RuleSource[] = [
  source(ASSUMED, "Asumsi: tidak dipublikasikan / assumed: not published", "OPOP graph", null),
  source("radarbandung-2020", "OPOP raih Top 45 Inovasi Pelayanan Publik 2020", "Radar Bandung", null),
  source(
    "advertorial-2021-01-20",
    "OPOP Raih Top 45 Inovasi Pelayanan Publik 2020",
    "Advertorial Dinas KUK Jawa Barat",
    "2021-01-20",
  ),
  source(
    "liputan6-2020-12",
    "One Pesantren One Product Jawa Barat Raup Transaksi Rp 21 Miliar",
    "Liputan6.com",
    "2020-12-09",
  ),
  source("sosialisasi-2019-04-25", "Sosialisasi OPOP 2019 di Bandung TV", "Dinas KUK Jawa Barat", "2019-04-25"),
  source("republika-q0wx6s368", "OPOP 2019", "Republika", null, "q0wx6s368"),
  source("republika-qkrfrl457", "OPOP 2020", "Republika", null, "qkrfrl457"),
  source("jabar-antaranews-423047", "OPOP 2021", "Antara Jawa Barat", null, "423047"),
  source("bandung-bisnis-2023-06", "OPOP Jawa Barat", "Bisnis Indonesia Bandung", "2023-06-26", "20230626, 20230703"),
  source("diwarta-2022-01-18", "Pendaftaran OPOP 2022", "diwarta.com", "2022-01-18"),
  source(
    "jabar-public-reports",
    "Laporan publik lain tentang OPOP Jawa Barat",
    "pers",
    null,
    "bandung24jam.id 70436, pikiran-rakyat pr-01347885, jabarpress.com 2019-10-31",
  ),
];
