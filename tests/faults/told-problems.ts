// Problems told to a Vigie before a fake GLPI, and whether each that was taken got one ticket, which ended with it.
import type { FakeGlpi } from '../fakes/glpi/glpi-server.ts';
import { eventually } from '../parts/server-process.ts';

const solvedStatus = 5;

/** Hosts that have nothing to do with one another: each is an incident of its own, and at a site of its own, so that no storm gathers them. */
export function loneHosts(count: number): { hosts: readonly string[]; cmdb: object } {
  const hosts = Array.from({ length: count }, (_, n) => `lone-${String(n)}x`);
  const sites = hosts.map((id) => ({ id: `at-${id}`, name: id }));
  return { hosts, cmdb: { version: 1, sites, cis: hosts.map((id) => ({ id, class: 'server', site: `at-${id}` })) } };
}

export class ToldProblems {
  readonly glpi: FakeGlpi;
  readonly hosts: readonly string[];
  readonly #taken = new Set<string>();
  #door = '';
  refused = 0;

  constructor(glpi: FakeGlpi, hosts: readonly string[]) {
    this.glpi = glpi;
    this.hosts = hosts;
  }

  set door(address: string) {
    this.#door = address;
  }

  /** Whether it was acknowledged; a source would send again what was not. */
  async say(host: string, state: 'problem' | 'ok'): Promise<boolean> {
    const body = JSON.stringify([{ host, check: 'ping', state, severity: 'critical', message: `${host} ${state}` }]);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.#door}/ingest/generic`, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    if (answer.status === 503) this.refused += 1;
    else if (answer.status !== 200) throw new Error(`the door answered ${String(answer.status)}`);
    if (answer.status === 200 && state === 'problem') this.#taken.add(host);
    return answer.status === 200;
  }

  get taken(): number {
    return this.#taken.size;
  }

  ticketsOf(host: string): number {
    return [...this.glpi.store.tickets.values()].filter(({ name }) => name.includes(host)).length;
  }

  /** Resolves with the ms that it took. */
  async untilTicket(host: string, withinMs: number): Promise<number> {
    const began = performance.now();
    await eventually(`a ticket of ${host}`, withinMs, () => (this.ticketsOf(host) > 0 ? true : null));
    return performance.now() - began;
  }

  /** Every problem that was taken has its ticket within this time, or a violation says which has not. */
  async settle(withinMs: number): Promise<void> {
    const all = (): true | null => ([...this.#taken].every((host) => this.ticketsOf(host) > 0) ? true : null);
    await eventually('all tickets', withinMs, all).catch(() => undefined);
  }

  /** Ends all problems, and waits until their tickets are solved. */
  async end(withinMs: number): Promise<void> {
    for (const host of this.#taken) while (!(await this.say(host, 'ok')));
    await this.untilSolved(withinMs);
  }

  /** Tickets that are not solved by then are a violation. */
  async untilSolved(withinMs: number): Promise<void> {
    await eventually('all solved', withinMs, () => (this.#open() === 0 ? true : null)).catch(() => undefined);
  }

  violations(): string[] {
    const counted = [...this.#taken].map((host) => [host, this.ticketsOf(host)] as const);
    const open = this.#open();
    return [
      ...counted.filter(([, count]) => count === 0).map(([host]) => `I1: ${host} was acknowledged and has no ticket`),
      ...counted.filter(([, count]) => count > 1).map(([host, count]) => `I2: ${String(count)} tickets of ${host}`),
      ...(open === 0 ? [] : [`I3: ${String(open)} tickets stay open`]),
    ];
  }

  #open(): number {
    return [...this.glpi.store.tickets.values()].filter(({ status }) => status < solvedStatus).length;
  }
}
