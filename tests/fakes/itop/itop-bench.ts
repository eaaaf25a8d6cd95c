// A fake iTop and the sink that speaks to it, for tests: one ticket, `I-000001`, and what is told on it.
import type { TicketFields } from '../../../domain/ticket.ts';
import { ToldClock } from '../../../runtime/clock/told-clock.ts';
import type { SinkCall, SinkOutcome } from '../../../ticketing/sink.ts';
import { ItopConfig } from '../../../ticketing/sinks/itop/itop-config.ts';
import { Itop } from '../../../ticketing/sinks/itop.ts';
import { call, operation } from '../../contracts/ticket-sink.ts';
import { FakeItop, itopUser } from './itop-server.ts';
import type { FakeItopTicket } from './itop-store.ts';

export const firstRef = 'I-000001';

export class ItopBench {
  readonly itop: FakeItop;
  readonly clock = new ToldClock(1_000_000);
  sink: Itop;

  private constructor(itop: FakeItop) {
    this.itop = itop;
    this.sink = new Itop(this.configured(), { clock: this.clock });
  }

  static async start(): Promise<ItopBench> {
    return new ItopBench(await FakeItop.start());
  }

  async stop(): Promise<void> {
    await this.sink.stop();
    await this.itop.stop();
  }

  configured(more: object = {}): ItopConfig {
    const { url } = this.itop;
    return ItopConfig.parse({ type: 'itop', url, ...itopUser, organization: 2, timeoutMs: 500, ...more });
  }

  async reconfigure(more: object): Promise<void> {
    await this.sink.stop();
    this.sink = new Itop(this.configured(more), { clock: this.clock });
  }

  open(name = 'alpha', more: Partial<TicketFields> = {}): SinkCall {
    const op = operation(name, 'open', 1);
    return call({ ...op, fields: { ...op.fields, ...more } }, null);
  }

  told(op: 'update' | 'escalate' | 'resolve' | 'reopen', seq = 2, again = false): Promise<SinkOutcome> {
    return this.sink[op](call(operation('alpha', op, seq), firstRef, { again }));
  }

  ticket(id = 1): FakeItopTicket {
    const ticket = this.itop.store.tickets.get(id);
    if (ticket === undefined) throw new Error(`no ticket ${String(id)}`);
    return ticket;
  }

  status(to?: string): string {
    const { fields } = this.ticket();
    if (to !== undefined) fields['status'] = to;
    return fields['status'] ?? '';
  }
}
