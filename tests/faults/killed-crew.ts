// The processes of a cluster, each launched again as soon as it is dead.
import { setTimeout as pause } from 'node:timers/promises';
import type { VigieChild } from '../bench/vigie-child.ts';
import type { Cluster } from '../parts/kafka/cluster.ts';

interface Member {
  readonly role: string;
  readonly child: VigieChild;
  /** Its address once it is ready; null: it was killed before. */
  readonly up: Promise<string | null>;
  isUp: boolean;
}

export class KilledCrew {
  readonly #cluster: Cluster;
  readonly #members: Member[] = [];
  #youngest = 0;
  /** Kills per role, and those that found their victim still starting. */
  readonly kills = new Map<string, number>();
  killsAtStart = 0;
  /** One sentence for each process that ended though nobody killed it. */
  readonly fallen: string[] = [];

  constructor(cluster: Cluster, roles: readonly string[]) {
    this.#cluster = cluster;
    for (const role of roles) this.#members.push(this.#member(role, cluster.launch(role)));
  }

  get size(): number {
    return this.#members.length;
  }

  /** The one that was launched last. */
  get youngest(): number {
    return this.#youngest;
  }

  async kill(place: number): Promise<void> {
    const member = this.#members[place];
    if (member === undefined) return;
    if (!member.isUp) this.killsAtStart += 1;
    this.kills.set(member.role, (this.kills.get(member.role) ?? 0) + 1);
    await member.child.kill();
    this.#members[place] = this.#member(member.role, this.#cluster.again(member.child));
    this.#youngest = place;
  }

  /** Each is ready. @throws Error with what one wrote that does not come up. */
  async up(): Promise<void> {
    for (const { up } of this.#members) await up;
  }

  /** In order. Returns one sentence for each that does not end. */
  async stop(withinMs: number): Promise<string[]> {
    const stopped = this.#members.map(async ({ role, child }) => {
      const over = new AbortController();
      const late = pause(withinMs, null, { signal: over.signal }).catch(() => null);
      await Promise.race([child.stop(), late]);
      over.abort();
      return child.hasEnded ? [] : [`${role} did not stop within ${String(withinMs)} ms: ${child.output.slice(-500)}`];
    });
    return (await Promise.all(stopped)).flat();
  }

  /** Where the ingest process listens that is ready now. */
  async door(): Promise<string> {
    for (;;) {
      const member = this.#members.find(({ role }) => role === 'ingest');
      const address = (await member?.up) ?? null;
      if (address !== null && member?.child.hasEnded === false) return address;
      await pause(5);
    }
  }

  #member(role: string, child: VigieChild): Member {
    const isKilled = (): boolean => child.process.signalCode === 'SIGKILL';
    child.process.once('exit', (code) => {
      if (code !== null && code !== 0) this.fallen.push(`${role} ended by itself: ${child.output.slice(-500)}`);
    });
    const ready = child.ready().then((address) => {
      member.isUp = true;
      return address;
    });
    const up = ready.catch((thrown: unknown) => {
      if (isKilled()) return null;
      throw thrown;
    });
    up.catch(() => undefined);
    const member: Member = { role, child, up, isUp: false };
    return member;
  }
}
