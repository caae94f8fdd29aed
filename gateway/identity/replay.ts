/** Proofs remembered of one key, and of all: what comes beyond that is refused, since to forget one would let it be used again. */
const MOST_PER_KEY = 200_000;
const MOST = 500_000;

/** Remembers what may be used only once, for at least as long as it would be accepted. */
export class ReplayMemory {
  /** Two spans of that length, so that the older one is forgotten at once. */
  #recent = new Map<string, Set<string>>();
  #older = new Map<string, Set<string>>();
  #counted = 0;
  #turnedAt = -Infinity;

  /** @param spanS how long anything is remembered at least, in seconds */
  constructor(
    private readonly spanS: number,
    private readonly mostPerKey = MOST_PER_KEY,
    private readonly most = MOST,
  ) {}

  /** Remembers a key's id, unless it has been seen or there is no room. @param now in seconds */
  remember(key: string, id: string, now: number): "new" | "seen" | "full" {
    if (now >= this.#turnedAt + this.spanS) this.#turn(now);
    const ids = this.#recent.get(key) ?? new Set();
    if (ids.has(id) || this.#older.get(key)?.has(id)) return "seen";
    if (ids.size >= this.mostPerKey || this.#counted >= this.most) return "full";
    this.#recent.set(key, ids.add(id));
    this.#counted++;
    return "new";
  }

  #turn(now: number): void {
    // After two spans without a call, what is in the recent one is too old as well; it does no harm for one more.
    this.#older = this.#recent;
    this.#recent = new Map();
    this.#counted = 0;
    this.#turnedAt = now;
  }
}
