import type DataLoader from "dataloader";
import type { Caller } from "./access/caller";
import type { AuditTrail } from "./audit/trail";
import type { Clock } from "./clock";
import type { Database } from "./data/database";
import type { Keyring } from "./keys/keyring";
import type { Language } from "./language";
import type { Log } from "./log";

/** Makes the loader of one kind of read. The function itself is the loader's name within a request. */
export type LoaderFactory<K, V> = (context: Context) => DataLoader<K, V, unknown>;

/** What a request brings, and what it works with. */
export interface ContextParts {
  /** The room's database as this caller may reach it. */
  readonly db: Database;
  /** The room's own keys, for the audit log and personal data. */
  readonly keyring: Keyring;
  /** What the request leaves in the audit log. */
  readonly audit: AuditTrail;
  readonly log: Log;
  readonly clock: Clock;
  readonly requestId: string;
  readonly language: Language;
  readonly caller: Caller;
}

/** What every resolver of one request shares. Made anew for each request, so that nothing is remembered between two callers. */
export class Context {
  // Not a #private field: Apollo Server hands resolvers a copy of the context, which would lack it.
  private readonly loaders = new Map<unknown, Map<string, DataLoader<never, unknown, unknown>>>();

  readonly db: Database;
  readonly keyring: Keyring;
  readonly audit: AuditTrail;
  readonly log: Log;
  readonly clock: Clock;
  readonly requestId: string;
  readonly language: Language;
  readonly caller: Caller;

  constructor({ db, keyring, audit, log, clock, requestId, language, caller }: ContextParts) {
    this.db = db;
    this.keyring = keyring;
    this.audit = audit;
    this.log = log;
    this.clock = clock;
    this.requestId = requestId;
    this.language = language;
    this.caller = caller;
  }

  /**
   * The request's own loader of a kind: made at first use, the same one after that.
   *
   * @param variant sets apart loaders of one kind that read different columns or pages, for example by the columns asked for
   */
  loader<K, V>(factory: LoaderFactory<K, V>, variant?: string): DataLoader<K, V, unknown>;
  loader<K, V, A>(
    factory: (context: Context, argument: A) => DataLoader<K, V, unknown>,
    variant: string,
    argument: A,
  ): DataLoader<K, V, unknown>;
  loader<K, V, A>(
    factory: (context: Context, argument: A) => DataLoader<K, V, unknown>,
    variant = "",
    argument?: A,
  ): DataLoader<K, V, unknown> {
    let variants = this.loaders.get(factory);
    if (!variants) this.loaders.set(factory, (variants = new Map<string, DataLoader<never, unknown, unknown>>()));
    let loader = variants.get(variant);
    if (!loader) variants.set(variant, (loader = factory(this, argument as A) as DataLoader<never, unknown, unknown>));
    return loader as DataLoader<unknown, unknown, unknown> as DataLoader<K, V, unknown>;
  }

  /** Forgets what was read, since the next mutation of the request is about to change it. */
  forget(): void {
    this.loaders.clear();
  }
}
