import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandKind } from '../../domain/command.ts';
import { AdapterError } from '../../domain/errors.ts';
import { toldConsole, type ToldConsole } from '../../tests/fakes/told-console.ts';
import { start, toldIncident } from '../../tests/fakes/told-facts.ts';
import { symptomKindsOf } from '../../correlate/judging/root/cause-history.ts';
import { CommandAccepted } from './command-contract.ts';
import { ApiFault } from './status-contract.ts';

let desk: ToldConsole;
beforeEach(async () => {
  desk = await toldConsole();
  await desk.told.incident(start, { incident: toldIncident(1), changes: ['opened'] });
});
afterEach(() => desk.app.close());

describe('POST cause', () => {
  const post = (payload: unknown) =>
    desk.app.inject({ method: 'POST', url: '/api/v1/incidents/I-1/cause', payload: payload as object });
  const wish = { by: 'Ada', reason: 'burnt module' };

  it('becomes a record that says what the incident showed', async () => {
    const from = await desk.told.log.end('alerts', 0);
    const ci = 'sw-1';
    expect((await post({ ...wish, ci })).statusCode).toBe(202);
    const [written] = await desk.told.log.read('alerts', 0, from, 10);
    const kinds = symptomKindsOf(toldIncident(1));
    expect(written?.body).toEqual({ command: 'name-cause', incident: 'inc-1', ...wish, ci, kinds });
  });

  it.each([[wish], [{ ...wish, ci: 'nowhere' }], [{ ...wish, ci: '' }], [{ ...wish, ci: 7 }]])(
    'refuses %j',
    async (payload) => {
      const response = await post(payload);
      expect([response.statusCode, ApiFault.parse(response.json()).error.code]).toEqual([400, 'bad-body']);
      expect(ApiFault.parse(response.json()).error.at).toBe('ci');
    },
  );
});

describe('POST acknowledge and resolve', () => {
  const post = (path: string, payload: unknown, type = 'application/json') =>
    desk.app.inject({
      ...{ method: 'POST', url: `/api/v1/incidents/${path}`, headers: { 'content-type': type } },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });

  it.each(['acknowledge', 'resolve'])('%s becomes a record on alerts', async (command) => {
    const from = await desk.told.log.end('alerts', 0);
    const response = await post(`I-1/${command}`, { by: 'Ada', reason: 'on it' });
    expect(response.statusCode).toBe(202);
    const { record } = CommandAccepted.parse(response.json());
    const [written] = await desk.told.log.read('alerts', 0, from, 10);
    expect(written).toMatchObject({ id: record, kind: commandKind, tenant: 't', key: 't', receivedAt: start });
    expect(written?.body).toEqual({ command, incident: 'inc-1', by: 'Ada', reason: 'on it' });
  });

  it('a split names the CIs that go', async () => {
    const wish = { by: 'Ada', reason: 'two faults', cis: ['srv-1'] };
    const from = await desk.told.log.end('alerts', 0);
    expect((await post('I-1/split', wish)).statusCode).toBe(202);
    const [written] = await desk.told.log.read('alerts', 0, from, 10);
    expect(written?.body).toEqual({ command: 'split', incident: 'inc-1', ...wish });
    expect((await post('I-1/split', { ...wish, cis: [] })).statusCode).toBe(400);
    expect((await post('I-1/split', { by: 'Ada', reason: 'x' })).statusCode).toBe(400);
  });

  it.each([
    [{ by: '', reason: 'x' }, 400, 'bad-body'],
    [{ by: 'Ada' }, 400, 'bad-body'],
    [{ by: 'Ada', reason: 'x', priority: 1 }, 400, 'bad-body'],
    [{ by: 'Ada', reason: 'x'.repeat(2_001) }, 400, 'bad-body'],
    [[], 400, 'bad-body'],
    ['{"by":', 400, 'bad-body'],
    ['{"by":"a","reason":"b","__proto__":{"x":1}}', 400, 'bad-body'],
    [{ by: 'Ada', reason: 'x'.repeat(20_000) }, 413, 'body-too-large'],
  ])('refuses %j', async (payload, status, code) => {
    const from = await desk.told.log.end('alerts', 0);
    const response = await post('inc-1/acknowledge', payload);
    expect([response.statusCode, ApiFault.parse(response.json()).error.code]).toEqual([status, code]);
    expect(await desk.told.log.end('alerts', 0)).toBe(from);
  });

  it('wants JSON, and an incident that it knows', async () => {
    const wish = { by: 'Ada', reason: 'on it' };
    expect((await post('I-9/acknowledge', wish, 'text/plain')).statusCode).toBe(415);
    expect((await post('I-9/acknowledge', wish)).statusCode).toBe(404);
  });

  it('answers 503 with Retry-After when the log is full', async () => {
    desk.told.log.append = () =>
      Promise.reject(new AdapterError('log-full', 'disk full: /secret', { retryable: true }));
    const response = await post('inc-1/acknowledge', { by: 'Ada', reason: 'on it' });
    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '5']);
    expect(response.body).not.toContain('secret');
  });
});

describe('POST post-mortem', () => {
  const post = (path: string, payload: object) =>
    desk.app.inject({ method: 'POST', url: `/api/v1/incidents/${path}/post-mortem`, payload });
  const wish = { by: 'Ada', reason: 'wiki/12' };

  it('of a major that is over becomes a record in its own lane', async () => {
    const major = { declaredAt: start, stoodDownAt: start, downgradedAt: null, reasons: ['security' as const] };
    const over = { ...toldIncident(2), state: 'resolved' as const, resolvedAt: start, major };
    await desk.told.incident(start + 1000, { incident: over, changes: ['opened'] });
    const from = await desk.told.log.end('incidents', 0);
    expect((await post('I-2', wish)).statusCode).toBe(202);
    const [written] = await desk.told.log.read('incidents', 0, from, 10);
    expect(written).toMatchObject({ kind: 'post-mortem-written', key: 'inc-2' });
    expect(written?.body).toEqual({ incident: 'inc-2', by: 'Ada', where: 'wiki/12' });
  });

  it('is refused of one that burns, and without a name', async () => {
    const refused = await post('I-1', wish);
    expect([refused.statusCode, ApiFault.parse(refused.json()).error.code]).toEqual([400, 'no-post-mortem-due']);
    expect((await post('I-1', { reason: 'x' })).statusCode).toBe(400);
    expect((await post('I-9', wish)).statusCode).toBe(404);
  });
});
