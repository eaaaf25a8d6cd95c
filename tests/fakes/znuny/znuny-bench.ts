// A fake Znuny and the sink that speaks to it, for tests: the first ticket, and what is told on it.
import type { TicketFields } from '../../../domain/ticket.ts';
import { ToldClock } from '../../../runtime/clock/told-clock.ts';
import type { SinkCall, SinkOutcome } from '../../../ticketing/sink.ts';
import { ZnunyConfig } from '../../../ticketing/sinks/znuny/znuny-config.ts';
import { Znuny } from '../../../ticketing/sinks/znuny.ts';
import { call, operation } from '../../contracts/ticket-sink.ts';
import { FakeZnuny, znunyUser } from './znuny-server.ts';
import type { FakeZnunyTicket } from './znuny-store.ts';

/** Of the ticket with id 1, on the day at which the bench's clock stands. */
export const firstNumber = '2026112310000011';
const startMs = Date.UTC(2026, 10, 23, 19, 0);

export class ZnunyBench {
  readonly znuny: FakeZnuny;
  readonly clock = new ToldClock(startMs);
  sink: Znuny;

  private constructor(znuny: FakeZnuny) {
    this.znuny = znuny;
    znuny.store.clock = () => this.clock.now();
    this.sink = new Znuny(this.configured(), { clock: this.clock });
  }

  static async start(): Promise<ZnunyBench> {
    return new ZnunyBench(await FakeZnuny.start());
  }

  async stop(): Promise<void> {
    await this.sink.stop();
    await this.znuny.stop();
  }

  configured(more: object = {}): ZnunyConfig {
    const known = { type: 'znuny', url: this.znuny.url, ...znunyUser, customer: 'opsmonitor', queue: 'Network Ops' };
    return ZnunyConfig.parse({ ...known, timeoutMs: 500, ...more });
  }

  async reconfigure(more: object): Promise<void> {
    await this.sink.stop();
    this.sink = new Znuny(this.configured(more), { clock: this.clock });
  }

  open(name = 'alpha', more: Partial<TicketFields> = {}): SinkCall {
    const op = operation(name, 'open', 1);
    return call({ ...op, fields: { ...op.fields, ...more } }, null);
  }

  told(op: 'update' | 'escalate' | 'resolve' | 'reopen', seq = 2, again = false): Promise<SinkOutcome> {
    return this.sink[op](call(operation('alpha', op, seq), firstNumber, { again }));
  }

  ticket(id = 1): FakeZnunyTicket {
    const ticket = this.znuny.store.tickets.get(id);
    if (ticket === undefined) throw new Error(`no ticket ${String(id)}`);
    return ticket;
  }

  /** By somebody else, so that the agent sees one ticket whatever becomes of the others. */
  addForeign(title = 'of somebody else', queue = 'Network Ops'): FakeZnunyTicket {
    return this.znuny.store.addTicket({ title, queue, state: 'open', priority: '3 normal', customer: 'opsmonitor' });
  }

  passMinutes(minutes: number): void {
    this.clock.advanceTo(this.clock.now() + minutes * 60_000);
  }
}
