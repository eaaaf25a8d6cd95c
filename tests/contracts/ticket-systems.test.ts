// The contracts of ticketing systems, run on each adapter that speaks to a fake server.
import { describe } from 'vitest';
import { fakeNames } from '../fakes/fake-systems.ts';
import type { FakeName } from '../fakes/fake-systems.ts';
import { openFake } from '../fakes/open-fake.ts';
import { httpSinkContract } from './http-sink.ts';
import type { HttpSinkBench } from './http-sink.ts';
import { problemRecordsContract } from './problem-records.ts';
import type { ProblemRecordsBench } from './problem-records.ts';
import { ticketSinkContract } from './ticket-sink.ts';
import type { SeenTicket, SinkBench } from './ticket-sink.ts';

async function sinkBench(name: FakeName): Promise<SinkBench> {
  const bench = await openFake(name);
  const { shelf } = bench.fake;
  const look = (ticket: string): SeenTicket | undefined => {
    const listed = shelf.listed().find(({ id }) => id === ticket);
    return listed && { ...listed, open: listed.isOpen, said: listed.said.map(({ text }) => text) };
  };
  return { sink: bench.sink, look, remove: (ticket) => shelf.remove(ticket), close: () => bench.stop() };
}

async function httpBench(name: FakeName): Promise<HttpSinkBench> {
  const bench = await openFake(name, { timeoutMs: 500 });
  const { fake, section, stranger, requests } = bench.started;
  const { sink } = await bench.openAs(stranger);
  const system = String(section['type']);
  return { fake, sink: bench.sink, stranger: sink, system, ...requests, close: () => bench.stop() };
}

async function problemBench(name: FakeName): Promise<ProblemRecordsBench | string> {
  const bench = await openFake(name);
  const { fake, section: without, problems, requests } = bench.started;
  if (typeof problems === 'string') return bench.stop().then(() => problems);
  const wanted = { ...without, ...problems };
  const system = await bench.openAs(problems);
  const { creates } = requests;
  return { fake, kind: bench.kind, without, with: wanted, system, creates, close: () => bench.stop() };
}

describe.each(fakeNames)('%s', (name) => {
  describe('as a ticketing system', () => ticketSinkContract(() => sinkBench(name)));
  describe('over HTTP', () => httpSinkContract(() => httpBench(name)));
  describe('with problem records', () => problemRecordsContract(() => problemBench(name)));
});
