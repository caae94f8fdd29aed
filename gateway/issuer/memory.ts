import type { Adapter, AdapterPayload } from "oidc-provider";

interface Kept {
  readonly payload: AdapterPayload;
  readonly until: number;
}

/**
 * Keeps what the issuer makes, such as log-ins under way, until it expires or the process ends. Access tokens are not kept at all: they are signed and
 * hold by themselves, so a restart of the issuer costs nobody more than a log-in.
 */
export class Memory implements Adapter {
  readonly #kept = new Map<string, Kept>();

  upsert(id: string, payload: AdapterPayload, seconds?: number): Promise<void> {
    this.#forgetExpired();
    this.#kept.set(id, { payload, until: seconds === undefined ? Infinity : Date.now() + seconds * 1000 });
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    const kept = this.#kept.get(id);
    return Promise.resolve(kept && kept.until > Date.now() ? kept.payload : undefined);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#first((payload) => payload.uid === uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#first((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  destroy(id: string): Promise<void> {
    this.#kept.delete(id);
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#kept) if (payload.grantId === grantId) this.#kept.delete(id);
    return Promise.resolve();
  }

  #first(fits: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> {
    const kept = [...this.#kept.values()].find(({ payload, until }) => until > Date.now() && fits(payload));
    return Promise.resolve(kept?.payload);
  }

  #forgetExpired(): void {
    const now = Date.now();
    for (const [id, { until }] of this.#kept) if (until <= now) this.#kept.delete(id);
  }
}
