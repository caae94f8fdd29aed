/** The rows of one statement for many owners, as a list for each owner in the order in which they were asked for: what a DataLoader of lists answers. */
export async function grouped<T>(
  owners: readonly string[],
  reading: Promise<(T & { readonly ownerId: string })[]>,
): Promise<T[][]> {
  const groups = new Map<string, T[]>(owners.map((owner) => [owner, []]));
  for (const row of await reading) groups.get(row.ownerId)?.push(row);
  return owners.map((owner) => groups.get(owner) ?? []);
}
