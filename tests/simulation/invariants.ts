// What must hold when a simulated world has come to rest.
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { streams } from '../../domain/record.ts';
import { incidentChangeKind } from '../../domain/incident.ts';
import type { Incident, IncidentChange } from '../../domain/incident.ts';
import { ticketDoneKind, ticketPlannedKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { StageOwner } from '../../runtime/stage-owner.ts';
import { SiteControls } from '../../runtime/wiring/site-controls.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import type { ForgetfulSink } from '../fakes/forgetful-sink.ts';
import { controlledStages } from './controlled-stages.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import { tenant } from './site.ts';
import type { Statement } from './world.ts';

export interface Rest {
  readonly log: MemoryEventLog;
  readonly store: StateStore;
  /** Null: whoever brought the ticketing system looks into it. */
  readonly sink: ForgetfulSink | null;
  readonly process: SimulatedProcess | null;
  readonly acknowledged: readonly string[];
  readonly statements: readonly Statement[];
}

export async function violationsOf(rest: Rest): Promise<string[]> {
  return [
    ...(await unsettled(rest)),
    ...(await lostEvents(rest)),
    ...(rest.sink === null ? [] : await wrongTickets(rest.log, rest.sink)),
    ...(rest.sink === null ? [] : wrongOrder(rest.sink)),
    ...(await otherThanReplayed(rest)),
  ];
}

const all = (log: MemoryEventLog, stream: StreamName): Promise<readonly LogRecord[]> =>
  log.read(stream, 0, 0, 1_000_000);

async function unsettled({ process, acknowledged, statements }: Rest): Promise<string[]> {
  if (process === null || process.delivery === null) return ['nobody runs'];
  const { ready, waiting, blocked, inTheAir } = process.delivery.standing;
  const left = ready + waiting + blocked + inTheAir;
  const lags = await Promise.all(
    process.runners.map(async (runner) => ({ name: runner.name, lag: await runner.lag() })),
  );
  return [
    ...(left === 0 ? [] : [`rest: ${JSON.stringify(process.delivery.standing)}`]),
    ...lags.filter(({ lag }) => lag > 0).map(({ name, lag }) => `rest: ${name} has not read ${String(lag)}`),
    ...(acknowledged.length === statements.length ? [] : ['rest: not all was acknowledged']),
  ];
}

/** I1: acknowledged ⊆ processed. */
async function lostEvents({ log, acknowledged }: Rest): Promise<string[]> {
  const stored = new Set((await all(log, 'events')).map(({ id }) => id));
  const letters = await all(log, 'dead-letters');
  return [
    ...acknowledged.filter((id) => !stored.has(id)).map((id) => `I1: ${id} was acknowledged and is not in the log`),
    ...letters.map(({ body }) => `I1: set aside: ${JSON.stringify(body).slice(0, 300)}`),
  ];
}

/** I2: one live ticket per key, and per incident that is open. I3: no resolved incident with an open ticket. */
async function wrongTickets(log: MemoryEventLog, sink: ForgetfulSink): Promise<string[]> {
  const steps = (await all(log, 'tickets')).map(({ kind, body }) => ({ kind, ...(body as TicketStep) }));
  const planned = steps.filter(({ kind }) => kind === ticketPlannedKind);
  const done = new Set(steps.filter(({ kind }) => kind === ticketDoneKind).map(({ operation }) => operation.id));
  const incidents = new Map<string, Incident>();
  for (const { kind, body } of await all(log, 'incidents')) {
    if (kind === incidentChangeKind)
      incidents.set((body as IncidentChange).incident.id, (body as IncidentChange).incident);
  }
  const found: string[] = [];
  for (const key of new Set(planned.map(({ operation }) => operation.key))) {
    const tickets = sink.ticketsOf(key);
    if (tickets.length > 1) found.push(`I2: ${String(tickets.length)} tickets of ${key}`);
  }
  for (const { id, state } of incidents.values()) {
    const keys = new Set(
      planned.filter(({ operation }) => operation.incident === id).map(({ operation }) => operation.key),
    );
    const live = [...keys].flatMap((key) => sink.ticketsOf(key)).filter(({ open }) => open);
    if (state !== 'open' && live.length > 0) found.push(`I3: ${id} is ${state}, and ${live[0]?.id ?? ''} is open`);
    const lastKey = [...keys].at(-1);
    const wasDeleted = lastKey !== undefined && sink.deleted.has(lastKey);
    if (state === 'open' && keys.size > 0 && live.length !== 1 && !wasDeleted) {
      found.push(`I2: ${id} is open, and has ${String(live.length)} live tickets`);
    }
  }
  const opens = planned.filter(
    ({ operation }) => operation.op === 'open' && !done.has(operation.id) && !sink.deleted.has(operation.key),
  );
  return [...found, ...opens.map(({ operation }) => `I2: ${operation.id} was planned and never done`)];
}

/** I4: what a ticket says, it says once and in the order of `seq`. */
function wrongOrder(sink: ForgetfulSink): string[] {
  return [...sink.tickets.values()].flatMap(({ id, said }) => {
    const order = said.map(({ operation }) => Number(operation.slice(operation.lastIndexOf('.') + 1)));
    return order.every((seq, n) => n === 0 || seq > (order[n - 1] ?? 0)) ? [] : [`I4: ${id} says ${order.join(', ')}`];
  });
}

/** I6: what was left is what a clean replay of the log makes, and it writes nothing more: all falls under its marks. */
async function otherThanReplayed({ log, store }: Rest): Promise<string[]> {
  const fresh = new MemoryStateStore(log);
  const controls = await SiteControls.open(log, tenant);
  const ends = await endsOf(log);
  const found: string[] = [];
  for (const stage of controlledStages(controls)) {
    const seat = { log, store: fresh, clock: new ToldClock(0), controls: controls.bodies };
    const owner = await StageOwner.open({ ...stage, ...seat, ticks: false });
    while ((await owner.step()) > 0);
    const { name } = owner;
    if ((await fresh.hash(name, 0)) !== (await store.hash(name, 0))) found.push(`I6: ${name} has other rows`);
    const left = await store.position(name, 0);
    if (owner.chain !== (left?.chain ?? '')) found.push(`I6: ${name} wrote other records`);
  }
  for (const [stream, end] of await endsOf(log)) {
    const added = end - (ends.get(stream) ?? 0);
    if (added > 0) found.push(`I6: the replay added ${String(added)} records to ${stream}`);
  }
  return found;
}

async function endsOf(log: MemoryEventLog): Promise<Map<StreamName, number>> {
  return new Map(
    await Promise.all(streams.map(async (stream): Promise<[StreamName, number]> => [stream, await log.end(stream, 0)])),
  );
}
