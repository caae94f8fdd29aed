/** More than a test's database has connections, so that they are always fought for; few enough that nobody waits for one too long. */
const AT_ONCE = 40;

/** Does the work of all turns, many of them at once. */
export async function interleave<T>(turns: readonly T[], work: (turn: T) => Promise<void>): Promise<void> {
  const left = turns.values();
  const worker = async () => {
    for (const turn of left) await work(turn);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
