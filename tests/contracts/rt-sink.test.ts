// The contract of ticketing systems, run on RT's adapter against the fake; against a real one: tests/parts/real-rt.test.ts.
import { describe } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { Rt } from '../../ticketing/sinks/rt.ts';
import { RtConfig } from '../../ticketing/sinks/rt/rt-config.ts';
import { FakeRt, rtToken } from '../fakes/rt/rt-server.ts';
import { ticketSinkContract } from './ticket-sink.ts';
import type { SeenTicket, SinkBench } from './ticket-sink.ts';

async function rtBench(): Promise<SinkBench> {
  const rt = await FakeRt.start();
  const sink = new Rt(RtConfig.parse({ type: 'rt', url: rt.origin, token: rtToken, queue: 'NOC' }), new ToldClock(0));
  const look = (id: string): SeenTicket | undefined => {
    const ticket = rt.store.tickets.get(Number(id));
    if (ticket === undefined) return undefined;
    return {
      open: ['new', 'open', 'stalled'].includes(ticket.status),
      title: ticket.subject,
      said: rt.store.historyOf(ticket.id).map(({ content }) => content ?? ''),
      linkedTo: ticket.links.filter(({ ref }) => ref === 'refers-to').map(({ to }) => to),
    };
  };
  const close = async (): Promise<void> => {
    await sink.stop();
    await rt.stop();
  };
  return { sink, look, remove: (id) => void (rt.store.tickets.get(Number(id))!.status = 'deleted'), close };
}

describe('rt, against the fake', () => ticketSinkContract(rtBench));
