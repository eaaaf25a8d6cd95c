// What goes wrong in a year: how often, what it makes the monitoring say, and what a person would have called it.
import type { ToldEvent } from '../story.ts';
import type { Chance } from './chance.ts';
import type { Estate, Site } from './estate.ts';

export type Kind =
  | keyof typeof perYear
  | 'advice'
  | 'flapping'
  | 'nightly'
  | 'hung backup'
  | 'weekly'
  | 'hung weekly'
  | 'monthly'
  | 'hung monthly';

export interface Fault {
  readonly id: number;
  readonly kind: Kind;
  readonly at: number;
  readonly lastsMs: number;
  readonly cause: string;
  /** By the definition of a major: a critical service down without redundancy left, or 500 users hit, for two minutes. */
  readonly major: boolean;
  /** Whether a person would want a ticket: a blip, advice (`info` in the catalogue) and what happens every night are none. */
  readonly deserves: boolean;
  readonly told: readonly ToldEvent[];
}

/**
 * For 300 CIs. The logs of uci-itsm hold 285 of 12,461 incidents of priority 1 and 2 (2.3 %); hardware and network are
 * a few per cent, the rest is one machine that is short of something.
 */
export const perYear = { machine: 1_100, blip: 700, process: 120, database: 12, host: 10, switch: 6, router: 4 };

const minuteMs = 60_000;

export interface CatalogRule {
  readonly name: string;
  readonly severity: ToldEvent['severity'];
}

export class FaultMaker {
  readonly #estate: Estate;
  readonly #rules: readonly CatalogRule[];
  readonly #chance: Chance;
  #made = 0;

  constructor(estate: Estate, rules: readonly CatalogRule[], chance: Chance) {
    this.#estate = estate;
    this.#rules = rules;
    this.#chance = chance;
  }

  make(kind: keyof typeof perYear, at: number): Fault {
    const site = this.#chance.pick(this.#estate.sites);
    const lastsMs = kind === 'blip' ? this.#chance.between(10_000, 50_000) : this.#chance.between(8, 90) * minuteMs;
    const { cause, major, signs } = this.#shape(kind, site);
    this.#made += 1;
    const told = signs.flatMap((sign) => this.#tell(sign, at, lastsMs));
    const isAdvice = signs.every(({ severity }) => severity === 'info');
    const deserves = kind !== 'blip' && !isAdvice;
    return { id: this.#made, kind: isAdvice ? 'advice' : kind, at, lastsMs, cause, major, deserves, told };
  }

  #shape(kind: keyof typeof perYear, site: Site): { cause: string; major: boolean; signs: Sign[] } {
    const machine = this.#chance.pick([...site.machinesOn.values()].flat());
    if (kind === 'machine' || kind === 'blip') {
      const rule = this.#chance.pick(this.#rules);
      const severity = kind === 'machine' ? rule.severity : 'high';
      return { cause: machine, major: false, signs: [{ host: machine, check: rule.name, severity }] };
    }
    if (kind === 'process')
      return {
        cause: machine,
        major: false,
        signs: [
          { host: machine, check: 'process restarted', severity: 'high' },
          { host: machine, check: 'HTTP 5xx error rate', severity: 'high' },
        ],
      };
    if (kind === 'database') return this.#database(site);
    if (kind === 'host') return this.#below(site, this.#chance.pick(site.hosts));
    return this.#below(site, kind === 'switch' ? this.#chance.pick(site.switches) : site.router);
  }

  #database(site: Site): { cause: string; major: boolean; signs: Sign[] } {
    const service = this.#chance.pick(site.services);
    const errors = service.web.map((host): Sign => ({
      host,
      check: 'HTTP 5xx error rate',
      severity: 'critical',
      peer: service.database,
    }));
    const own: Sign = { host: service.database, check: 'database down', severity: 'critical' };
    return { cause: service.database, major: service.criticality === 'critical', signs: [own, ...errors] };
  }

  /** All that hangs on it cannot be reached; it may itself be silent. */
  #below(site: Site, cause: string): { cause: string; major: boolean; signs: Sign[] } {
    const hosts = cause === site.router ? site.hosts : (site.hostsOn.get(cause) ?? [cause]);
    const switches = cause === site.router ? site.switches : [];
    const machines = hosts.flatMap((host) => site.machinesOn.get(host) ?? []);
    const down = [...new Set([cause, ...switches, ...hosts, ...machines])];
    const lost = new Set(machines);
    const major = site.services.some(
      ({ criticality, users, web, database }) =>
        (criticality === 'critical' || users >= 500) &&
        (lost.has(database) || web.filter((each) => !lost.has(each)).length < 2),
    );
    const isSilent = this.#chance.holds(0.3) && down.length > 1;
    const signs = down.map((host): Sign => ({ host, check: 'Unavailable by ICMP ping', severity: 'critical' }));
    return { cause, major, signs: isSilent ? signs.slice(1) : signs };
  }

  /** Noticed within a quarter of a minute, told again every five minutes while it lasts, then said to be over. */
  #tell({ host, check, severity, peer }: Sign, at: number, lastsMs: number): ToldEvent[] {
    const event = { host, check, severity, message: check, ...(peer === undefined ? {} : { peer }) };
    const from = at + Math.round(this.#chance.between(0, 15_000));
    const until = at + Math.round(lastsMs + this.#chance.between(0, 20_000));
    const told: ToldEvent[] = [];
    for (let now = from; now < until; now += 5 * minuteMs) told.push({ ...event, at: now, state: 'problem' });
    return [...told, { ...event, at: until, state: 'ok', severity: 'info' }];
  }
}

interface Sign {
  readonly host: string;
  readonly check: string;
  readonly severity: ToldEvent['severity'];
  readonly peer?: string;
}
