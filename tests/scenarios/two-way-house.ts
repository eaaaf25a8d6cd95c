// The whole pipeline with real delivery and an observer, on a told clock, against a system with people in it.
import { setImmediate as turn } from 'node:timers/promises';
import { Cmdb, emptyCmdb } from '../../domain/cmdb.ts';
import type { Decision } from '../../domain/decision.ts';
import { incidentChangeKind } from '../../domain/incident.ts';
import type { Incident, IncidentChange } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notice.ts';
import { Policy } from '../../domain/policy.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { TicketOp, TicketStep } from '../../domain/ticket.ts';
import { ticketDoneKind, ticketPlannedKind } from '../../domain/ticket.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { RecordedDoor } from '../../runtime/replay/recorded-door.ts';
import { StageOwner } from '../../runtime/stage-owner.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { pipelineStages } from '../../runtime/wiring/pipeline-stages.ts';
import { SiteControls } from '../../runtime/wiring/site-controls.ts';
import { Delivery } from '../../ticketing/delivery/delivery.ts';
import { Observer } from '../../ticketing/observing/observer.ts';
import { ForgetfulSystem } from '../fakes/forgetful-system.ts';

const zeroHour = Date.parse('2026-11-23T19:00:00Z');
export const minuteMs = 60_000;

export interface HouseSite {
  readonly cmdb?: Parameters<typeof Cmdb.parse>[0];
  readonly policy?: Parameters<typeof Policy.parse>[0];
}

export class TwoWayHouse {
  readonly clock = new ToldClock(zeroHour);
  readonly log = new MemoryEventLog();
  readonly store = new MemoryStateStore(this.log);
  readonly system = new ForgetfulSystem();
  readonly troubles: string[] = [];
  readonly #owners: StageOwner[] = [];
  readonly #stop = new AbortController();
  readonly #door = new RecordedDoor({ tenant: 'acme', timezone: 'UTC' });
  #running: Promise<void> = Promise.resolve();
  #delivery: Delivery | null = null;
  #observer: Observer | null = null;

  static async open({ cmdb, policy }: HouseSite = {}): Promise<TwoWayHouse> {
    const house = new TwoWayHouse();
    await house.#open(cmdb === undefined ? emptyCmdb : Cmdb.parse(cmdb), Policy.parse(policy ?? {}));
    return house;
  }

  async #open(cmdb: Cmdb, policy: Policy): Promise<void> {
    const { clock, log, store } = this;
    this.system.sink.clock = () => clock.now();
    const controls = await this.restart();
    await controls.announce({ kind: 'policy', body: policy }, zeroHour);
    await controls.announce({ kind: 'cmdb', body: cmdb }, zeroHour);
    const { sink } = this.system;
    this.#delivery = await Delivery.open({ log, store, clock, sinks: new Map([['itsm', sink]]) });
    this.#running = this.#delivery.run(this.#stop.signal);
    await this.observeAnew();
    await this.settle();
  }

  /** All stages, from what they kept. */
  async restart(): Promise<SiteControls> {
    const { clock, log, store } = this;
    const controls = await SiteControls.open(log, 'acme');
    const sinks = [{ name: 'itsm', language: 'en' as const }];
    this.#owners.length = 0;
    for (const stage of pipelineStages({ tenant: 'acme', sinks, inForce: () => controls.inForce })) {
      this.#owners.push(await StageOwner.open({ ...stage, log, store, clock, controls: controls.bodies }));
    }
    return controls;
  }

  /** As an upgrade or a changed rules folder does: another policy is in force after a restart. */
  async restartWith(policy: HouseSite['policy']): Promise<void> {
    const controls = await this.restart();
    await controls.announce({ kind: 'policy', body: Policy.parse(policy) }, this.clock.now());
    await this.settle();
  }

  /** As after a restart of the observer. */
  async observeAnew(): Promise<void> {
    const { clock, log, store } = this;
    if (this.#delivery === null) return;
    this.#observer = await Observer.open({
      ...{ name: 'itsm', sink: this.system.sink, reader: this.system, lanes: this.#delivery.lanes, store, log, clock },
      ...{ pace: clock, language: 'en' as const, everyMs: 30_000, reconcileEveryMs: 5 * minuteMs },
      ...{ tellsUserTickets: true, tenant: 'acme' },
      onTrouble: ({ code }) => void this.troubles.push(code),
    });
    await this.look();
  }

  /** One look of the observer, and all that follows from it. */
  async look(): Promise<void> {
    await this.settle();
    await this.#observer?.look();
    await this.settle();
  }

  async say(host: string, check: string, state: 'problem' | 'ok' = 'problem', severity = 'critical'): Promise<void> {
    const at = new Date(this.clock.now()).toISOString();
    const body = JSON.stringify({ host, check, state, severity, message: `${check} on ${host}`, at });
    const line = { source: 'generic' as const, t_ms: 0, request: { body } };
    await this.take(this.#door.take({ line, receivedAt: this.clock.now(), at: 'test:1', bytesRead: 0 }).events);
  }

  /** As a door that took them. */
  async take(records: readonly LogRecord[]): Promise<void> {
    await this.log.append('events', records);
    await this.settle();
  }

  /** Vigie is away: nobody tells the time, nothing is decided. */
  away(ms: number): void {
    this.clock.advanceTo(this.clock.now() + ms);
  }

  /** Time passes; the observer looks every 30 s as in life. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    let lookAt = this.clock.now() + 30_000;
    for (;;) {
      const ticks = this.#owners.map((owner) => owner.tickAt).filter((at) => at !== null);
      const next = Math.min(end, lookAt, ...ticks, this.clock.nextWake() ?? end);
      this.clock.advanceTo(Math.max(next, this.clock.now()));
      for (const owner of this.#owners)
        if (owner.tickAt !== null && owner.tickAt <= this.clock.now()) await owner.tick();
      await this.settle();
      if (this.clock.now() >= lookAt) {
        await this.look();
        lookAt += 30_000;
      }
      if (this.clock.now() >= end) return;
    }
  }

  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3;) {
      let count = 0;
      for (const owner of this.#owners) count += await owner.step();
      for (let turns = 0; turns < 8; turns += 1) await turn();
      quiet = count === 0 ? quiet + 1 : 0;
    }
  }

  async incident(): Promise<Incident> {
    const records = (await this.log.read('incidents', 0, 0, 10_000)).filter(({ kind }) => kind === incidentChangeKind);
    const last = records.at(-1);
    if (last === undefined) throw new Error('there is no incident');
    return (last.body as IncidentChange).incident;
  }

  /** Messages to people, in the order of their planning; when, in minutes after zero hour. */
  async notices(): Promise<{ readonly minute: number; readonly notice: Notice }[]> {
    const records = (await this.log.read('tickets', 0, 0, 10_000)).filter(({ kind }) => kind === ticketPlannedKind);
    return records.flatMap(({ body }) => {
      const { at, notice } = (body as TicketStep).operation;
      return notice === undefined ? [] : [{ minute: (at - zeroHour) / minuteMs, notice }];
    });
  }

  /** Whole minutes after zero hour. */
  minuteOf(at: number): number {
    return Math.floor((at - zeroHour) / minuteMs);
  }

  /** Operations carried out, in order. */
  async done(): Promise<{ op: TicketOp; text: string; public: string }[]> {
    const records = (await this.log.read('tickets', 0, 0, 10_000)).filter(({ kind }) => kind === ticketDoneKind);
    return records.map(({ body }) => {
      const { op, fields } = (body as TicketStep).operation;
      return { op, text: fields.technicalText, public: fields.publicText };
    });
  }

  async ops(): Promise<TicketOp[]> {
    return (await this.done()).map(({ op }) => op);
  }

  async reasons(): Promise<Decision['reason'][]> {
    const streams = [await this.log.read('incidents', 0, 0, 10_000), await this.log.read('tickets', 0, 0, 10_000)];
    const records = streams.flat().sort((a, b) => a.receivedAt - b.receivedAt);
    return records.flatMap(({ body }) => {
      const { decisions } = body as { decisions?: Decision[] };
      return (decisions ?? []).map(({ reason }) => reason);
    });
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.clock.advanceTo(this.clock.now() + minuteMs);
    await this.#running;
  }
}
