import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyNamed, opening } from '../../../tests/contracts/ticket-sink.ts';
import { ZnunyBench } from '../../../tests/fakes/znuny/znuny-bench.ts';
import { ZnunyConfig } from './znuny-config.ts';

let bench: ZnunyBench;

beforeEach(async () => {
  bench = await ZnunyBench.start();
});
afterEach(() => bench.stop());

describe('sessions', () => {
  it('logs in once for many calls at once, and again where the session is over', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => bench.sink.find(keyNamed(String(n)))));
    await bench.sink.create(opening());
    bench.fake.expireSessions();
    expect(await bench.told('update')).toMatchObject({ outcome: 'done' });
    expect(bench.fake.countOf('POST', /^Session$/)).toBe(2);
  });

  it('sends the password for the login alone', async () => {
    await bench.sink.create(opening());
    const withPassword = bench.fake.seen.filter(({ body, query }) =>
      `${body}${query.toString()}`.includes('password-of'),
    );
    expect(withPassword.map(({ path }) => path)).toEqual(['Session']);
  });

  it('does not loop on a session that is over at once', async () => {
    bench.fake.fail({
      on: /TicketSearch/,
      does: { kind: 'status', status: 200, body: { Error: { ErrorCode: 'TicketSearch.AuthFail', ErrorMessage: 'x' } } },
    });
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown', code: 'znuny-session-over' });
    expect(bench.fake.countOf('POST', /^TicketSearch$/)).toBe(2);
  });
});

describe('configuration', () => {
  const url = 'https://desk.example.test/znuny/nph-genericinterface.pl/Webservice/Vigie/';
  const good = { type: 'znuny', url, user: 'vigie', password: 'p', customer: 'monitoring', queue: 'NOC' };

  it('has the names that Znuny ships', () => {
    expect(ZnunyConfig.parse(good)).toMatchObject({
      url: url.slice(0, -1),
      keyField: 'VigieKey',
      priorities: { 1: '5 very high', 5: '1 very low' },
      states: {},
      duplicateState: 'closed unsuccessful',
      concurrency: 4,
    });
  });

  it.each([
    ['another scheme', { url: 'file:///nph-genericinterface.pl/Webservice/x' }],
    ['not the web service', { url: 'https://desk.example.test/znuny/' }],
    ['no customer', { customer: undefined }],
    ['a field with signs', { keyField: 'Vigie-Key' }],
    ['an unknown state', { states: { done: 'x' } }],
    ['an unknown zone', { timezone: 'Mars/Olympus' }],
    ['an unknown member', { passwort: 'x' }],
  ])('refuses %s', (_name, wrong) => {
    expect(ZnunyConfig.safeParse({ ...good, ...wrong }).success).toBe(false);
  });
});
