// A call that was given up: what its adapter still meant to send stays away from the system.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { ForgetfulSink } from '../fakes/forgetful-sink.ts';
import { plannedOperation } from '../fakes/planned-operation.ts';
import type { SinkOutcome, TicketSink } from '../../ticketing/sink.ts';
import { SinkHttp } from '../../ticketing/sinks/http/sink-http.ts';
import { Caller } from '../../ticketing/delivery/caller.ts';

const deadlineMs = 1_000;
const done: SinkOutcome = { outcome: 'done', ticket: { ticket: '1', url: null } };

let server: Server;
let asked: string[];
let http: SinkHttp;
let clock: ToldClock;
let loggedIn: () => void;
let ended: Promise<unknown>;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  http = new SinkHttp(deadlineMs, 1);
  clock = new ToldClock(Date.parse('2026-11-23T19:17:56Z'));
});

afterEach(async () => {
  await http.close();
  await new Promise((resolve) => server.close(resolve));
});

/** It logs in first, which takes as long as the test says, then creates. */
function sinkOfTwoSteps(): TicketSink {
  const login = new Promise<void>((resolve) => (loggedIn = resolve));
  const { port } = server.address() as AddressInfo;
  const create = async (): Promise<SinkOutcome> => {
    await login;
    await http.send({ method: 'POST', url: `http://127.0.0.1:${String(port)}/ticket`, headers: {}, body: '{}' });
    return done;
  };
  const sink = new ForgetfulSink();
  sink.create = () => {
    const creating = create();
    ended = creating;
    return creating;
  };
  return sink;
}

const errandOf = (sink: TicketSink): Parameters<Caller['carry']>[0] => {
  const operation = plannedOperation({ op: 'open' });
  return { sink, operation, ticket: null, into: null, find: false, again: false, notAfter: clock.now() + 2_000 };
};

it('creates where the steps before it take less than the deadline', async () => {
  const carried = new Caller(clock, deadlineMs).carry(errandOf(sinkOfTwoSteps()));
  loggedIn();
  expect((await carried).outcome).toEqual(done);
  expect(asked).toEqual(['/ticket']);
});

it('sends no create after the deadline: a look-up may have found nothing meanwhile', async () => {
  const carried = new Caller(clock, deadlineMs).carry(errandOf(sinkOfTwoSteps()));
  await turn();
  clock.advanceTo(clock.now() + deadlineMs + 1);
  expect((await carried).outcome).toMatchObject({ outcome: 'in-doubt', code: 'sink-silent' });
  loggedIn();
  await ended;
  expect(asked).toEqual([]);
});
