// The web service that is shipped offers each route that the sink uses, and no operation beyond them.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { call, keyNamed, opening, operation } from '../../../tests/contracts/ticket-sink.ts';
import { firstNumber, ZnunyBench } from '../../../tests/fakes/znuny/znuny-bench.ts';

const Service = z.object({
  Provider: z.object({
    Operation: z.record(z.string(), z.object({ Type: z.string() })),
    Transport: z.object({
      Config: z.object({
        RouteOperationMapping: z.record(
          z.string(),
          z.object({ RequestMethod: z.array(z.string()), Route: z.string() }),
        ),
      }),
    }),
  }),
});
const { Provider } = Service.parse(parse(readFileSync('deploy/znuny/vigie.yml', 'utf8')));
const routes = Object.values(Provider.Transport.Config.RouteOperationMapping).flatMap(({ RequestMethod, Route }) =>
  RequestMethod.map((method) => `${method} ${Route}`),
);

let bench: ZnunyBench;
beforeEach(async () => {
  bench = await ZnunyBench.start();
});
afterEach(() => bench.stop());

it('maps every operation once', () => {
  expect(Object.keys(Provider.Operation).sort()).toEqual(
    Object.keys(Provider.Transport.Config.RouteOperationMapping).sort(),
  );
  expect(new Set(routes).size).toBe(routes.length);
});

it('has what a ticket needs in its whole life, and no more', async () => {
  await bench.sink.create(opening());
  await bench.sink.create(opening('main'));
  await bench.told('update', 2, true);
  await bench.told('resolve', 3);
  await bench.told('reopen', 4);
  const merge = operation('alpha', 'merge', 5, keyNamed('main'));
  await bench.sink.merge(call(merge, firstNumber, { into: bench.ticket(2).number }));
  await bench.sink.find(keyNamed('alpha'));
  await bench.reconfigure({});
  await bench.told('update', 6);
  await bench.reader.readSince('1');
  const used = bench.fake.seen.map(({ method, path }) => `${method} /${path.replace(/\/\d+$/, '/:TicketID')}`);
  expect([...new Set(used)].sort()).toEqual([...routes].sort());
});
