// A simulated year of a company with four sites: how many tickets, how grave, which of them major, what was mixed up.
import { cell, type DatasetFolder } from '../dataset-folder.ts';
import type { Judged, JudgedSet } from '../judged-set.ts';
import { replayStory, type Replayed, type ReplayedIncident } from '../replayed.ts';
import { byTime, writeStory } from '../story.ts';
import { ToldAlerts } from '../told-alerts.ts';
import type { Figure } from '../../figure.ts';
import { Chance } from './chance.ts';
import { buildEstate, Topology } from './estate.ts';
import { everydayYear, rarerFrom, rarerRhythms } from './everyday-year.ts';
import { FaultMaker, perYear, type CatalogRule, type Fault } from './faults.ts';
import { ticketClasses, ticketFigures, type Verdict } from './ticket-classes.ts';

const startsAt = Date.UTC(2026, 0, 1);
const yearMs = 365 * 86_400_000;

/** `days` of it; the rates stay those of a year. */
export function simulatedYear(seed: number, days: number): JudgedSet {
  return { name: 'year', needs: 'network-topologies', judge: (sets, scratch) => judge(sets, scratch, { seed, days }) };
}

async function judge(
  sets: DatasetFolder,
  scratch: string,
  { seed, days }: { seed: number; days: number },
): Promise<Judged> {
  const chance = new Chance(seed);
  const topologies = sets.lines('network-topologies', 'topologies.ndjson').map((line) => Topology.parse(line));
  const estate = buildEstate(topologies, chance);
  const maker = new FaultMaker(estate, hostRules(sets), chance);
  const everyday = everydayYear(estate, new Chance(seed + 1_000), { startsAt, days });
  const rarer = rarerRhythms(estate, new Chance(seed + 2_000), { startsAt, days });
  const faults = [...faultsOf(maker, chance, days), ...everyday, ...rarer];
  const events = faults.flatMap(({ told }) => told).sort(byTime);
  const replayed = await replayStory(
    await writeStory({ cmdb: estate.cmdb, events, startsAt }, scratch),
    `${scratch}/out`,
  );
  return score(faults, replayed, estate.cmdb.cis.length);
}

/** Rules for a single machine, with the catalogue's severity: its `info` is advice, and deserves no ticket. */
function hostRules(sets: DatasetFolder): CatalogRule[] {
  const rules = sets
    .rows('prometheus-alert-catalog', 'rules.csv')
    .filter((row) => cell(row, 'service') === 'Host and hardware');
  // What one machine is short of is no outage: its rules' `critical` reads high here.
  const severities = { critical: 'high', warning: 'warning', info: 'info' } as const;
  return rules.map((row) => ({
    name: cell(row, 'alert'),
    severity: severities[cell(row, 'severity') as keyof typeof severities],
  }));
}

function faultsOf(maker: FaultMaker, chance: Chance, days: number): Fault[] {
  const share = (days * 86_400_000) / yearMs;
  const kinds = Object.keys(perYear) as (keyof typeof perYear)[];
  return kinds.flatMap((kind) => {
    const count = Math.max(1, Math.round(perYear[kind] * share));
    return [...Array(count).keys()].map(() =>
      maker.make(kind, startsAt + Math.round(chance.between(600_000, yearMs * share))),
    );
  });
}

/** Kinds in which more than one alert speaks. */
const severalAlerts: ReadonlySet<Fault['kind']> = new Set(['process', 'database', 'host', 'switch', 'router']);

function eventsOf(verdicts: readonly Verdict[]): number {
  return verdicts.reduce((sum, { fault }) => sum + fault.told.length, 0);
}

/** Of all that is told, how much needs no incident of its own. */
function noiseCut(verdicts: readonly Verdict[]): number {
  const incidents = new Set(verdicts.flatMap(({ found }) => found.map(({ id }) => id)));
  return 1 - incidents.size / Math.max(1, eventsOf(verdicts));
}

function mostCut(verdicts: readonly Verdict[]): number {
  return 1 - verdicts.filter(({ fault }) => fault.deserves).length / Math.max(1, eventsOf(verdicts));
}

function score(faults: readonly Fault[], replayed: Replayed, cis: number): Judged {
  const told = new ToldAlerts(replayed);
  const incidents = new Map(
    replayed.incidents.filter(({ mergedInto }) => mergedInto === null).map((each) => [each.id, each]),
  );
  const held = new Map<string, Set<Fault>>();
  const verdicts = faults.map((fault) => ({ fault, found: incidentsOf(fault, told, incidents, held) }));
  const grave = [...incidents.values()].filter(({ priority }) => priority <= 2).length;
  const wrongMajors = verdicts.filter(({ fault, found }) => fault.major !== found.some(({ major }) => major !== null));
  const shouldBe = verdicts.filter(({ fault, found }) => fault.major || found.some(({ major }) => major !== null));
  const mixed = [...held.values()].filter((those) => [...those].filter(isOpenTogether(those)).length > 1);
  const rooted = verdicts.filter(({ fault }) => severalAlerts.has(fault.kind));
  const plain = verdicts.filter(({ fault }) => fault.id > 0);
  const known = verdicts.filter(({ fault }) => fault.id > rarerFrom);
  const right = rooted.filter(({ fault, found }) =>
    found.some(({ rootCandidates }) => rootCandidates[0]?.ci === fault.cause),
  );
  const figure = (metric: string, value: number, bar: string | null, unit = ''): Figure => ({
    bench: 'year',
    metric,
    value,
    unit,
    bar,
  });
  return {
    figures: [
      figure(`incidents of ${faults.length} faults on ${cis} CIs`, incidents.size, null),
      figure('share of P1 and P2', (100 * grave) / incidents.size, '≥1', '%'),
      figure('share of P1 and P2, at most', (100 * grave) / incidents.size, '≤3', '%'),
      figure(
        `majors right, of ${shouldBe.length} true or declared`,
        1 - wrongMajors.length / Math.max(1, shouldBe.length),
        '≥0.95',
      ),
      figure(`noise cut (${eventsOf(verdicts)} events)`, noiseCut(verdicts), '≥0.95'),
      figure(`the same without weeks and months (${eventsOf(known)} events)`, noiseCut(known), '≥0.95'),
      figure(`the same without nights and flapping (${eventsOf(plain)} events)`, noiseCut(plain), '≥0.95'),
      figure('at most, with one ticket for each fault that deserves one', mostCut(plain), null),
      ...ticketFigures(verdicts),
      figure('incidents that mix faults', mixed.length / Math.max(1, incidents.size), '≤0.02'),
      figure(
        `root CI top-1 (${rooted.length} faults of several alerts)`,
        right.length / Math.max(1, rooted.length),
        null,
      ),
    ],
    misses: [
      ...ticketClasses(verdicts),
      ...wrongMajors.map(
        ({ fault, found }) =>
          `${fault.major ? 'major not declared' : 'declared in vain'}: ${fault.kind} ${fault.cause} ${Math.round(fault.lastsMs / 60_000)} min, ${found.map(({ number }) => number).join(' ')}`,
      ),
      ...mixed.map((those) => `mixed: ${[...those].map(({ kind, cause }) => `${kind} ${cause}`).join(' + ')}`),
    ],
  };
}

/** The incidents that hold a fault's alerts, noted under each. */
function incidentsOf(
  fault: Fault,
  told: ToldAlerts,
  incidents: ReadonlyMap<string, ReplayedIncident>,
  held: Map<string, Set<Fault>>,
): ReplayedIncident[] {
  const ids = new Set(
    fault.told.flatMap((event) => (event.state === 'problem' ? (told.alertOf(event)?.incident ?? []) : [])),
  );
  for (const id of ids) held.set(id, (held.get(id) ?? new Set<Fault>()).add(fault));
  return [...ids].flatMap((id) => incidents.get(id) ?? []);
}

/** A fault that comes back on the same CI within half an hour is the same incident, and rightly so. */
function isOpenTogether(those: ReadonlySet<Fault>): (fault: Fault) => boolean {
  return (fault) => [...those].some((other) => other !== fault && other.cause !== fault.cause);
}
