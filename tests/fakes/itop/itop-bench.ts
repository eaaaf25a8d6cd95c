// A fake iTop and the sink that speaks to it, for tests: one ticket, `I-000001`, and how it stands.
import { ToldClock } from '../../../runtime/clock/told-clock.ts';
import { fakeSystems } from '../fake-systems.ts';
import { OpenFake } from '../open-fake.ts';
import type { FakeItop } from './itop-server.ts';
import type { FakeItopTicket } from './itop-store.ts';

export const firstRef = 'I-000001';

export class ItopBench extends OpenFake<FakeItop> {
  static async start(clock = new ToldClock(1_000_000)): Promise<ItopBench> {
    const started = await fakeSystems.itop(0);
    started.fake.store.clock = () => clock.now();
    return new ItopBench(started, { timeoutMs: 500 }, clock).reconfigure({});
  }

  ticket(id = 1): FakeItopTicket {
    const ticket = this.fake.store.tickets.get(id);
    if (ticket === undefined) throw new Error(`no ticket ${String(id)}`);
    return ticket;
  }

  status(to?: string): string {
    const { fields } = this.ticket();
    if (to !== undefined) fields['status'] = to;
    return fields['status'] ?? '';
  }
}
