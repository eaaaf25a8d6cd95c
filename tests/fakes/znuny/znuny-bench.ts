// A fake Znuny and the sink that speaks to it, for tests: the first ticket, those of others, and the time there.
import { ToldClock } from '../../../runtime/clock/told-clock.ts';
import { fakeSystems } from '../fake-systems.ts';
import { OpenFake } from '../open-fake.ts';
import type { FakeZnuny } from './znuny-server.ts';
import type { FakeZnunyTicket } from './znuny-store.ts';

/** Of the ticket with id 1, on the day at which the bench's clock stands. */
export const firstNumber = '2026112310000011';

export class ZnunyBench extends OpenFake<FakeZnuny> {
  static async start(clock = new ToldClock(Date.UTC(2026, 10, 23, 19, 0))): Promise<ZnunyBench> {
    const started = await fakeSystems.znuny(0);
    started.fake.store.clock = () => clock.now();
    return new ZnunyBench(started, { timeoutMs: 500 }, clock).reconfigure({});
  }

  ticket(id = 1): FakeZnunyTicket {
    const ticket = this.fake.store.tickets.get(id);
    if (ticket === undefined) throw new Error(`no ticket ${String(id)}`);
    return ticket;
  }

  /** By somebody else, so that the agent sees one ticket whatever becomes of the others. */
  addForeign(title = 'of somebody else', queue = 'Network Ops'): FakeZnunyTicket {
    return this.fake.store.addTicket({ title, queue, state: 'open', priority: '3 normal', customer: 'opsmonitor' });
  }
}
