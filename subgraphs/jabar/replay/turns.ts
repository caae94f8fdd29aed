/** A list in portions of at most so many. */
export function portions<T>(list: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / most) }, (_, at) => list.slice(at * most, (at + 1) * most));
}

/** Does work for each entry, so many at once, and resolves to what came of them in their order. */
export async function inTurns<T, R>(
  atOnce: number,
  list: readonly T[],
  work: (entry: T, at: number) => Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  const turns = list.entries();
  const worker = async () => {
    for (const [at, entry] of turns) done[at] = await work(entry, at);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}
