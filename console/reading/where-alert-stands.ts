// Where an alert ended up: its situation and incident after every merge, or why it has none.
import { places, type ProjectionReader } from './projection-reader.ts';

export interface Whereabouts {
  readonly situation: string | null;
  readonly incident: string | null;
  readonly without: string | null;
}

const nowhere: Whereabouts = { situation: null, incident: null, without: null };
/** Chains of merges are short; a longer one is a circle. */
const mergeHops = 100;

/** Answers are remembered: use one per request, or one per replay. */
export class WhereAlertStands {
  readonly #reader: ProjectionReader;
  readonly #situations = new Map<string, Whereabouts>();
  readonly #incidents = new Map<string, string>();

  constructor(reader: ProjectionReader) {
    this.#reader = reader;
  }

  async of(alert: string): Promise<Whereabouts> {
    const [membership] = await this.#reader.memberships(alert, 1);
    if (membership === undefined) return nowhere;
    if (membership.situation === null) return { ...nowhere, without: membership.without };
    return this.ofSituation(membership.situation);
  }

  async ofSituation(id: string): Promise<Whereabouts> {
    const known = this.#situations.get(id);
    if (known !== undefined) return known;
    const found = await this.#followSituation(id);
    this.#situations.set(id, found);
    return found;
  }

  /** The incident that holds the members of this one now. */
  async survivorOf(id: string): Promise<string> {
    const known = this.#incidents.get(id);
    if (known !== undefined) return known;
    let survivor = id;
    for (let hop = 0; hop < mergeHops; hop += 1) {
      const into = (await this.#reader.get(places.incident, survivor))?.mergedInto ?? null;
      if (into === null) break;
      survivor = into;
    }
    this.#incidents.set(id, survivor);
    return survivor;
  }

  async #followSituation(start: string): Promise<Whereabouts> {
    let situation = await this.#reader.get(places.situation, start);
    let incident = situation?.incident ?? null;
    for (let hop = 0; hop < mergeHops && situation !== null && situation.mergedInto !== null; hop += 1) {
      const into = await this.#reader.get(places.situation, situation.mergedInto);
      if (into === null) break;
      situation = into;
      incident = into.incident ?? incident;
    }
    if (situation === null) return { ...nowhere, situation: start };
    const survivor = incident === null ? null : await this.survivorOf(incident);
    return { situation: situation.id, incident: survivor, without: survivor === null ? situation.without : null };
  }
}
