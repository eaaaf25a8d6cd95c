// Row 12: sources that promised heartbeats fall silent and speak again; or miss too few; or Vigie itself was away.
import type { SourceType } from '../../../domain/event.ts';
import { incidentChangeKind, type IncidentChange } from '../../../domain/incident.ts';
import { adapters, type HttpSource } from '../../../ingest/adapters/registry.ts';
import { deliveryRecords } from '../../../ingest/delivery.ts';
import { readBody } from '../../../ingest/read-body.ts';
import { sourceProfile } from '../../../ingest/source-profile.ts';
import { incidentTitle } from '../../../ticketing/wording/incident-title.ts';
import { minuteMs, TwoWayHouse } from '../../scenarios/two-way-house.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { seededChance } from '../seeded-chance.ts';

const rounds = { part: 6, whole: 200 };
const everyMs = minuteMs;
/** Three beats missed, a hold of a minute for what is high, ticks each second, a look of the house each 30 s. */
const bar = { openedMs: 5 * minuteMs, resolvedMs: 7 * minuteMs };

const bodies: Readonly<Partial<Record<SourceType, unknown>>> = {
  prometheus: [{ labels: { alertname: 'Watchdog', instance: 'prom-1:9090' } }],
  alertmanager: { alerts: [{ status: 'firing', labels: { alertname: 'Watchdog' } }] },
  zabbix: { 'EVENT.ID': '7', 'EVENT.VALUE': '1', 'EVENT.NAME': 'Watchdog', 'HOST.HOST': 'Zabbix server' },
  generic: { host: 'backup', check: 'Watchdog', state: 'ok' },
};
const types = Object.keys(bodies) as SourceType[];

function sourceOf(type: SourceType): HttpSource {
  const adapter = adapters.get(type);
  if (adapter === undefined) throw new Error(`no adapter for ${type}`);
  const settings = adapter.settings.parse({ type, heartbeat: { name: 'Watchdog', everyMs } });
  return { adapter, profile: sourceProfile(type, settings, { tenant: 'acme', timezone: 'UTC' }), token: null };
}

type Round = 'silent' | 'two missed' | 'vigie away';

class SilentSources {
  readonly #house: TwoWayHouse;
  readonly #sources = new Map(types.map((type) => [type, sourceOf(type)]));
  readonly counts: Record<string, number> = { silent: 0, 'two missed': 0, 'vigie away': 0, incidents: 0, tickets: 0 };
  readonly violations: string[] = [];

  constructor(house: TwoWayHouse) {
    this.#house = house;
  }

  async beat(type: SourceType): Promise<void> {
    const source = this.#sources.get(type);
    if (source === undefined) return;
    const body = Buffer.from(JSON.stringify(bodies[type]));
    const receivedAt = this.#house.clock.now();
    const read = readBody(source, body, receivedAt);
    await this.#house.take(deliveryRecords({ source: source.profile, receivedAt, body, partitions: 1 }, read).events);
  }

  async beatAll(but: SourceType | null, forMs: number): Promise<void> {
    for (let passed = 0; passed < forMs; passed += everyMs) {
      for (const type of types) if (type !== but) await this.beat(type);
      await this.#house.pass(everyMs);
    }
  }

  async round(kind: Round, type: SourceType, silentMs: number): Promise<void> {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    const before = (await this.#incidents()).size;
    if (kind === 'vigie away') this.#house.away(silentMs);
    else await this.beatAll(type, kind === 'silent' ? silentMs : 2 * everyMs);
    const seen = await this.#incidents();
    const wanted = kind === 'silent' ? 1 : 0;
    if (seen.size - before !== wanted)
      this.violations.push(`${kind}, ${type}: ${String(seen.size - before)} incidents for ${String(wanted)}`);
    const [opened] = [...seen.values()].slice(before);
    const title =
      opened === undefined ? '' : `${incidentTitle(opened.incident, 'en')} ${incidentTitle(opened.incident, 'fr')}`;
    if (wanted === 1 && !(title.includes(`${type}: Source silent`) && title.includes('Source muette')))
      this.violations.push(`the incident of ${type} is called ${title}`);
    await this.beatAll(null, bar.resolvedMs);
    const open = [...(await this.#incidents()).values()].filter(({ incident }) => incident.resolvedAt === null);
    if (open.length > 0)
      this.violations.push(`${kind}, ${type}: ${String(open.length)} incidents did not close themselves`);
  }

  async report(): Promise<RowReport> {
    this.counts['incidents'] = (await this.#incidents()).size;
    const tickets = [...this.#house.system.sink.tickets.values()];
    this.counts['tickets'] = tickets.length;
    const left = tickets.filter(({ open }) => open).length;
    if (left > 0) this.violations.push(`I3: ${String(left)} tickets stay open`);
    if (tickets.length !== this.counts['silent'])
      this.violations.push(`I2: ${String(tickets.length)} tickets for ${String(this.counts['silent'])} silences`);
    return { counts: this.counts, violations: this.violations };
  }

  /** The last that was told of each, in order of opening. */
  async #incidents(): Promise<Map<string, IncidentChange>> {
    const records = await this.#house.log.read('incidents', 0, 0, 1_000_000);
    const last = new Map<string, IncidentChange>();
    for (const { kind, body } of records)
      if (kind === incidentChangeKind) last.set((body as IncidentChange).incident.id, body as IncidentChange);
    return last;
  }
}

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const chance = seededChance(seed);
  const policy = { ticketing: { createsPerHour: 10_000 }, resolve: { reopenMs: 0 } };
  const house = await TwoWayHouse.open({ policy });
  const sources = new SilentSources(house);
  await sources.beatAll(null, 3 * minuteMs);
  for (let n = 0; n < rounds[scale]; n += 1) {
    const kind: Round = n % 3 === 0 ? 'two missed' : n % 3 === 1 ? 'silent' : 'vigie away';
    const type = types[Math.floor(chance() * types.length)] ?? 'generic';
    await sources.round(kind, type, bar.openedMs + Math.floor(chance() * 30) * minuteMs);
  }
  const report = await sources.report();
  await house.close();
  return report;
}

export const silentSource: FaultRow = {
  row: 12,
  fault: 'a source falls silent: one incident, which closes itself when it is heard again',
  missing: [],
  run,
};
