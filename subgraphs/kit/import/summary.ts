import type { ImportOutcome } from "./definition";

export interface SummaryOptions {
  readonly dryRun?: boolean;
  readonly rejected?: string;
  /** How long the whole command took. */
  readonly seconds: number;
}

/** What a finished import says, for people, in Indonesian and English. */
export function summary(outcome: ImportOutcome, { dryRun, rejected, seconds }: SummaryOptions): string {
  const { source, rows, added, changed, unchanged, flagged, flags, faults, repeats, lastLineOpen } = outcome;
  const lines = [
    `sumber / source: ${source.name}, ${source.asOf}`,
    counted("baris / rows", rows),
    counted("baru / new", added),
    counted("berubah / changed", changed),
    counted("tetap / unchanged", unchanged),
    counted("ditolak / rejected", outcome.rejected, faults),
    counted("ditandai / flagged", flagged, flags),
    ...(repeats > 0 ? [`${repeats} baris mengulang baris lain / rows repeat another; tetap / unchanged`] : []),
    ...(lastLineOpen ? ["Baris terakhir tanpa ganti baris. / The last row has no line end."] : []),
    ...(dryRun ? ["Percobaan: tidak ada yang diubah. / Dry run: nothing was changed."] : []),
    ...(rejected !== undefined && outcome.rejected > 0 ? [`baris yang ditolak / rejected rows: ${rejected}`] : []),
    `${outcome.transactionSeconds.toFixed(2)} s in the transaction, ${seconds.toFixed(2)} s in all`,
  ];
  return `${lines.join("\n")}\n`;
}

function counted(name: string, count: number, by: Readonly<Record<string, number>> = {}): string {
  const parts = Object.entries(by).map(([code, times]) => `${code} ${times}`);
  return `${name.padEnd(20)}${count.toLocaleString("en").padStart(12)}${parts.length > 0 ? `   ${parts.join(", ")}` : ""}`;
}
