import { writeFileSync } from "node:fs";
import type { Actor, PlacedPesantren, ReplayStage } from "../../subgraphs/kit/replay";
import type { House } from "../journeys/house";
import { Asker } from "./asker";

const PESANTREN = `query ($province: RegionCode!, $first: Int!, $after: String) {
  pesantrens(filter: { provinceCode: $province }, first: $first, after: $after) { nodes { nspp regency { code } } pageInfo { hasNextPage endCursor } }
}`;
const PAGE = 100;
/** Trial pesantren of the whole nation; the smallest province that a replay asks for must have enough of them. */
const TRIAL_PESANTREN = 9_000;

interface Page {
  readonly pesantrens: {
    readonly nodes: readonly { readonly nspp: string; readonly regency: { readonly code: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** A house of its own for a replay, whose rooms have the time of a file. */
export class HouseStage implements ReplayStage {
  readonly #asker: Asker;
  /** Where the list of a province's pesantren goes on. */
  readonly #given = new Map<string, string | null>();
  #filled: Promise<void> | undefined;

  constructor(
    private readonly house: House,
    private readonly clockFile: string,
    readonly say: (text: string) => void,
  ) {
    this.#asker = new Asker(house);
  }

  ask<T>(actor: Actor, document: string, variables: object): Promise<T> {
    return this.#asker.ask(actor, document, variables);
  }

  setClock(moment: Date): void {
    writeFileSync(this.clockFile, moment.toISOString());
  }

  async pesantren(province: string, count: number): Promise<readonly PlacedPesantren[]> {
    await (this.#filled ??= this.#fill());
    const found: PlacedPesantren[] = [];
    let after = this.#given.get(province) ?? null;
    while (found.length < count) {
      const first = Math.min(PAGE, count - found.length);
      const { nodes, pageInfo } = await this.#page({ province, first, after });
      found.push(...nodes.map(({ nspp, regency }) => ({ nspp, regencyCode: regency.code })));
      if (found.length < count && !pageInfo.hasNextPage)
        throw new Error(`Province ${province} has no ${count} trial pesantren more.`);
      after = pageInfo.endCursor;
    }
    this.#given.set(province, after);
    return found;
  }

  async #page(variables: object): Promise<Page["pesantrens"]> {
    const { data, errors } = await this.house.ask<Page>(PESANTREN, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data.pesantrens;
  }

  async #fill(): Promise<void> {
    this.say(`filling the registry with ${TRIAL_PESANTREN} trial pesantren`);
    await this.#asker.fill(TRIAL_PESANTREN);
  }
}
