import { afterEach, describe, expect, test } from 'vitest';
import { incidentLifeKind } from '../../domain/incident-life.ts';
import type { IncidentLife } from '../../domain/incident-life.ts';
import { plant } from './plant.ts';
import { minuteMs, TwoWayHouse } from './two-way-house.ts';

const recipients = {
  noc: { sink: 'notify.mail' },
  astreinte: { sink: 'notify.mail', language: 'fr' },
  head: { sink: 'notify.mail', voice: 'plain' },
} as const;
const unwarned = { recipients, levels: { n1: ['noc'], n2: ['astreinte'], manager: ['head'] } };
const policy = { notify: { ...unwarned, sla: { shares: [75, 100], priorities: [1, 2] } } } as const;
const cmdb = { version: 1 as const, ...plant } as never;

let house: TwoWayHouse;
afterEach(() => house.close());

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

/** `11 noc`, whole minutes after zero hour. */
async function warned(): Promise<string[]> {
  const told = (await house.notices()).filter(({ notice }) => notice.kind === 'sla');
  return told.map(({ minute, notice }) => `${String(Math.floor(minute))} ${notice.recipient}`);
}

async function said(recipient: string, nth: number): Promise<string[]> {
  const told = (await house.notices()).filter(({ notice }) => notice.kind === 'sla' && notice.recipient === recipient);
  const notice = told.at(nth)?.notice;
  return notice === undefined ? [] : [notice.headline, ...notice.paragraphs].map(plain);
}

/** The shop's tier goes down as a whole; somebody has it in charge after a minute, or nobody has. */
async function shopDown(put: object, isTaken: boolean): Promise<void> {
  house = await TwoWayHouse.open({ cmdb, policy: put });
  for (const host of ['srv-1', 'srv-2', 'srv-5']) await house.say(host, 'ping');
  await house.pass(minuteMs);
  if (!isTaken) return;
  house.system.touch(ticket(), { assignee: 'Amina', standing: 'in-progress' });
  await house.pass(minuteMs);
}

/** What the ticket and the console say at the same time: clocks of planning, kept by themselves. */
async function decided(): Promise<string[]> {
  const lives = (await house.log.read('tickets', 0, 0, 10_000)).filter(({ kind }) => kind === incidentLifeKind);
  const decisions = lives.flatMap(({ body }) => (body as IncidentLife).decisions);
  const late = decisions.filter(({ evidence }) => evidence['share'] === 0.75 || evidence['share'] === 1);
  return late.map(({ at, outcome }) => `${String(house.minuteOf(at))} ${outcome}`);
}

const ticket = (): string => [...house.system.sink.tickets.keys()][0] ?? '';

describe('an incident that nobody takes', () => {
  test('warns whoever was asked at 75 % of the time to take it, and when that is over', async () => {
    await shopDown(policy, false);
    await house.pass(29 * minuteMs);
    expect((await house.incident()).priority).toBe(1);
    expect(await warned()).toEqual(['11 astreinte', '11 head', '11 noc', '15 astreinte', '15 head', '15 noc']);
    expect(await said('astreinte', 0)).toMatchInlineSnapshot(`
      [
        "[I-1] P1, 75 % du délai de prise en charge est écoulé, reste 4 min : Web shop indisponible (jusqu'à 1 200 utilisateurs)",
        "75 % du délai est écoulé : doit être pris en charge au plus tard à 19 h 15 (UTC) (en 15 min).",
        "Le service Web shop est indisponible depuis 19 h 00 (UTC). Jusqu'à 1 200 utilisateurs sont touchés.",
        "Cause probable : incertaine entre srv-1 (serveur), 0,31 (explique 1 alertes sur 3), et srv-2 (serveur), 0,31 (en explique 1). Contre elle : des voisins qui en dépendent vont bien et elle n'explique pas 2 alertes.",
        "Touchés : Web shop – indisponible (web-tier 1 sur 4 en service, il en faut 2).",
        "Personne ne l'a encore pris en charge.",
        "Merci de le prendre en charge.",
      ]
    `);
    expect(await said('noc', 1)).toMatchInlineSnapshot(`
      [
        "[I-1] P1, the time to take it in charge is over (15 min): Web shop down (up to 1,200 users)",
        "Service level missed: this incident should have been taken in charge within 15 min.",
        "Web shop has been unavailable since 19:00 (UTC). Up to 1,200 users are affected.",
        "Probable cause: unclear between srv-1 (server), 0.31 (explains 1 of 3 alerts), and srv-2 (server), 0.31 (explains 1). Against it: neighbours that depend on it are healthy and it does not explain 2 alerts.",
        "Hit: Web shop – down (web-tier 1 of 4 up, needs 2).",
        "Nobody has taken it yet.",
        "Please take it.",
      ]
    `);
    expect(await said('head', 0)).toMatchInlineSnapshot(`
      [
        "[I-1] P1, 75 % of the time to take it in charge is used up, 4 min left: Web shop down (up to 1,200 users)",
        "75 % of the time is used up: to be taken in charge by 19:15 (UTC) (within 15 min).",
        "Web shop has been unavailable since 19:00 (UTC). Up to 1,200 users are affected.",
        "Nobody has taken it yet.",
        "Please take it.",
      ]
    `);
  });
});

describe('an incident that is worked on', () => {
  test('warns of its end alone, at 75 % and when it is missed, each once, whatever restarts', async () => {
    await shopDown(policy, true);
    await house.pass(190 * minuteMs);
    expect(await warned()).toEqual(['180 noc']);
    await house.restart();
    await house.pass(20 * minuteMs);
    expect(await warned()).toEqual(['180 noc']);
    await house.restart();
    await house.pass(200 * minuteMs);
    expect(await warned()).toEqual(['180 noc', '240 head', '240 noc']);
    expect(await said('noc', 0)).toMatchInlineSnapshot(`
      [
        "[I-1] P1, 75 % of the time to resolve it is used up, 1 h left: Web shop down (up to 1,200 users)",
        "75 % of the time is used up: to be resolved by 23:00 (UTC) (within 4 h).",
        "Web shop has been unavailable since 19:00 (UTC). Up to 1,200 users are affected.",
        "Probable cause: unclear between srv-1 (server), 0.31 (explains 1 of 3 alerts), and srv-2 (server), 0.31 (explains 1). Against it: neighbours that depend on it are healthy and it does not explain 2 alerts.",
        "Hit: Web shop – down (web-tier 1 of 4 up, needs 2).",
        "Amina has taken it.",
      ]
    `);
    expect((await house.reasons()).filter((reason) => reason === 'notified').length).toBeGreaterThan(2);
  });

  test('does not warn while its ticket waits for a user, and later by as long', async () => {
    await shopDown(policy, true);
    house.system.touch(ticket(), { standing: 'pending' });
    await house.pass(300 * minuteMs);
    expect(await warned()).toEqual([]);
    house.system.touch(ticket(), { standing: 'in-progress' });
    await house.pass(177 * minuteMs);
    expect(await warned()).toEqual([]);
    await house.pass(4 * minuteMs);
    expect(await warned()).toEqual(['480 noc']);
    expect(await decided()).toEqual(['480 resolve 75 %']);
  });

  test('does not warn once it is over', async () => {
    await shopDown(policy, true);
    await house.pass(170 * minuteMs);
    for (const host of ['srv-1', 'srv-2', 'srv-5']) await house.say(host, 'ping', 'ok');
    await house.pass(100 * minuteMs);
    expect((await house.incident()).state).toBe('resolved');
    expect(await warned()).toEqual([]);
  });

  test('does not warn for priorities that the site does not name', async () => {
    await shopDown({ notify: { ...unwarned, sla: { priorities: [3] } } }, true);
    await house.pass(300 * minuteMs);
    expect(await warned()).toEqual([]);
  });
});

describe('an upgrade', () => {
  test('is silent about what has passed, and warns of what comes', async () => {
    await shopDown({ notify: unwarned }, true);
    await house.pass(200 * minuteMs);
    await house.restartWith(policy);
    await house.pass(30 * minuteMs);
    expect(await warned()).toEqual([]);
    await house.pass(30 * minuteMs);
    expect(await warned()).toEqual(['240 head', '240 noc']);
  });

  test('is silent for ever about what had been missed', async () => {
    await shopDown({ notify: unwarned }, false);
    await house.pass(300 * minuteMs);
    await house.restartWith(policy);
    await house.pass(300 * minuteMs);
    expect(await warned()).toEqual([]);
  });
});
