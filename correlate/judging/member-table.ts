// Open alerts, found by their place and by the CI at their other end too.
import { Table } from '../../domain/table.ts';
import type { Member } from './working-rows.ts';

class Index {
  readonly #ids = new Map<string, Set<string>>();

  add(key: string, id: string): void {
    const ids = this.#ids.get(key);
    if (ids === undefined) this.#ids.set(key, new Set([id]));
    else ids.add(id);
  }

  drop(key: string, id: string): void {
    const ids = this.#ids.get(key);
    ids?.delete(id);
    if (ids?.size === 0) this.#ids.delete(key);
  }

  of(key: string): string[] {
    return [...(this.#ids.get(key) ?? [])].sort();
  }
}

export class MemberTable extends Table<Member> {
  readonly #byPlace = new Index();
  readonly #byPeer = new Index();

  constructor() {
    super('member', ({ id }) => id);
  }

  /** Open alerts of this place, of whatever situation. */
  at(place: string): Member[] {
    return this.#known(this.#byPlace.of(place));
  }

  /** Open alerts of other places about this one. */
  about(place: string): Member[] {
    return this.#known(this.#byPeer.of(place));
  }

  override put(key: string, row: Member): void {
    this.#unindex(key);
    super.put(key, row);
    this.#index(row);
  }

  override delete(key: string): void {
    this.#unindex(key);
    super.delete(key);
  }

  override restore(stored: string, json: string): string | null {
    const key = super.restore(stored, json);
    const row = key === null ? undefined : this.get(key);
    if (row !== undefined) this.#index(row);
    return key;
  }

  #known(ids: readonly string[]): Member[] {
    return ids.flatMap((id) => this.get(id) ?? []);
  }

  #index({ id, place, peer }: Member): void {
    this.#byPlace.add(place, id);
    if (peer !== null) this.#byPeer.add(peer, id);
  }

  #unindex(key: string): void {
    const row = this.get(key);
    if (row === undefined) return;
    this.#byPlace.drop(row.place, key);
    if (row.peer !== null) this.#byPeer.drop(row.peer, key);
  }
}
