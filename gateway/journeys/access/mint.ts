import type { Caller } from "../../../subgraphs/kit/access/caller";
import { Holder } from "../../identity/testing/holder";
import { TestIssuer } from "../../identity/testing/issuer";

interface Identity {
  readonly token: string;
  /** Whoever has the key that the token is bound to; only for banks. */
  readonly holder?: Holder;
}

/** Gives a test a token for any caller, so that roles can be tried that no trial client has. */
export class Mint {
  readonly #known = new WeakMap<Caller, Promise<Identity>>();

  private constructor(private readonly tokens: TestIssuer) {}

  static async open(): Promise<Mint> {
    return new Mint(await TestIssuer.start());
  }

  get issuer(): string {
    return this.tokens.url;
  }

  /** The headers with which a caller identifies itself: a bank's token is bound to a key, and every request proves that it has it. */
  async headers(caller: Caller, url: string): Promise<Record<string, string>> {
    let known = this.#known.get(caller);
    if (!known) this.#known.set(caller, (known = this.#identify(caller)));
    const { token, holder } = await known;
    return holder
      ? { authorization: `DPoP ${token}`, dpop: await holder.proof(token, url) }
      : { authorization: `Bearer ${token}` };
  }

  close(): Promise<void> {
    return this.tokens.close();
  }

  async #identify({ client, subject, scopes, province, pesantren, bank, purpose }: Caller): Promise<Identity> {
    const holder = bank === null ? undefined : await Holder.create();
    const token = await this.tokens.token({
      client_id: client,
      sub: subject ?? client,
      scope: scopes.filter((scope) => scope !== "").join(" "),
      ...(province !== null && { opop_province: province }),
      ...(pesantren !== null && { opop_pesantren: pesantren }),
      ...(bank !== null && { opop_bank: bank }),
      ...(purpose !== null && { opop_purpose: purpose }),
      ...(holder && { cnf: { jkt: holder.thumbprint } }),
    });
    return holder ? { token, holder } : { token };
  }
}
