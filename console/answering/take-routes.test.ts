import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { commandKind } from '../../domain/command.ts';
import { signTakeLink } from '../../ticketing/answering/take-link.ts';
import { toldConsole } from '../../tests/fakes/told-console.ts';
import type { ToldConsole } from '../../tests/fakes/told-console.ts';
import { start, toldIncident } from '../../tests/fakes/told-facts.ts';
import { takeRoutes } from './take-routes.ts';

const secret = 'a secret of more than thirty-two characters';
let desk: ToldConsole;
let app: FastifyInstance;

beforeEach(async () => {
  desk = await toldConsole();
  app = fastify();
  await app.register(takeRoutes({ api: desk.api, secret }));
});
afterEach(async () => {
  await app.close();
  await desk.app.close();
});

const tell = (parts: Partial<Incident> = {}): Promise<void> =>
  desk.told.incident(start, {
    ...{ incident: toldIncident(1, { priority: 1, ...parts }), changes: ['opened'], absorbed: [], decisions: [] },
  });
const tokenOf = (parts: object = {}): string =>
  signTakeLink(secret, { tenant: 't', incident: 'inc-1', recipient: 'noc', expiresAt: start + 60_000, ...parts });
const look = (token: string, language = 'en') => app.inject({ url: `/take?language=${language}&t=${token}` });
const press = (token: string, by = 'Ana') =>
  app.inject({
    ...{ method: 'POST', url: '/take?language=en', payload: new URLSearchParams({ t: token, by }).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const commands = async (): Promise<unknown[]> =>
  (await desk.told.log.read('alerts', 0, 0, 100)).filter(({ kind }) => kind === commandKind).map(({ body }) => body);

describe('the page behind a link', () => {
  it('shows the incident and a button, and changes nothing: mail scanners look too', async () => {
    await tell();
    const page = await look(tokenOf());
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Take this incident in charge?');
    expect(page.body).toContain('<form method="post"');
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(await commands()).toEqual([]);
  });

  it('takes it by the front door when the button is pressed, in the name that was given', async () => {
    await tell();
    expect((await press(tokenOf())).body).toContain('Thank you');
    expect(await commands()).toMatchObject([
      { command: 'acknowledge', incident: 'inc-1', by: 'Ana', reason: 'by the link in a message to noc' },
    ]);
  });

  it('takes it in the recipient’s name where none was given', async () => {
    await tell();
    await press(tokenOf(), ' ');
    expect(await commands()).toMatchObject([{ by: 'noc' }]);
  });

  it.each([
    ['forged', (): string => 'x.y', 403, 'This link is not valid'],
    ['none', (): string => '', 403, 'This link is not valid'],
    ['of another tenant', (): string => tokenOf({ tenant: 'other' }), 403, 'This link is not valid'],
    ['expired', (): string => tokenOf({ expiresAt: start }), 410, 'This link has expired'],
    ['of an incident that is gone', (): string => tokenOf({ incident: 'nowhere' }), 404, 'not known here'],
  ] as const)('says so where the link is %s, and takes nothing', async (_name, token: () => string, status, words) => {
    await tell();
    const pages = [await look(token()), await press(token())];
    for (const page of pages) {
      expect(page.statusCode).toBe(status);
      expect(page.body).toContain(words);
      expect(page.body).not.toContain('<form');
    }
    expect(await commands()).toEqual([]);
  });

  it.each([
    ['taken', { acknowledgedBy: '<b>Bob</b>' }, '&lt;b&gt;Bob&lt;/b&gt; has taken it already.'],
    ['resolved', { state: 'resolved' as const, resolvedAt: start }, 'It is over'],
  ])('offers no button for what is %s', async (_name, parts, words) => {
    await tell(parts);
    for (const page of [await look(tokenOf()), await press(tokenOf())]) {
      expect(page.body).toContain(words);
      expect(page.body).not.toContain('<form');
    }
    expect(await commands()).toEqual([]);
  });

  it('speaks French', async () => {
    await tell();
    expect((await look(tokenOf(), 'fr')).body).toContain('Prendre cet incident en charge\u00a0?');
  });

  it('obeys no text of a source', async () => {
    const lead = toldIncident(1).leadAlerts[0];
    const hostile = { ...lead, name: '"><script>alert(1)</script>', host: 'x' } as Incident['leadAlerts'][number];
    await tell({ leadAlerts: [hostile] });
    expect((await look(tokenOf())).body).not.toContain('<script');
  });
});
