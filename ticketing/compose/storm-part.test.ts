import { describe, expect, it } from 'vitest';
import { Policy } from '../../domain/policy.ts';
import type { Incident } from '../../domain/incident.ts';
import type { TicketFields, TicketOp } from '../../domain/ticket.ts';
import { disk, onset, outage } from '../../tests/fakes/outage-incident.ts';
import type { Language } from '../wording/language.ts';
import { composeTicket } from './compose-ticket.ts';
import { noRecovery } from './recovery.ts';
import { materialChanges, toldOf } from './told.ts';

type Storm = NonNullable<Incident['storm']>;
type Member = Storm['members'][number];

const member = (parts: Partial<Member> = {}): Member => ({
  situation: 'S-1',
  priority: 3,
  since: onset,
  endedAt: null,
  cause: { ci: 'sw-acc-07', name: 'sw-acc-07' },
  lead: { name: 'HostDown', host: 'srv-71' },
  services: ['Payroll'],
  alerts: 4,
  ...parts,
});
const ended = member({ endedAt: onset + 60_000, services: [], cause: null });
const storm = (parts: Partial<Storm> = {}): Storm => ({
  place: { by: 'site', id: 'lyon', name: 'Lyon' },
  since: onset,
  count: 34,
  open: 33,
  members: [member(), ended],
  ...parts,
});
const incident = (parts: Partial<Storm> = {}, more: Partial<Incident> = {}): Incident =>
  disk({ number: 'I-21', priority: 3, storm: storm(parts), ...more });

function compose(op: TicketOp, language: Language, of: Incident, previous: Incident | null = null): TicketFields {
  const told = previous === null ? null : toldOf(previous);
  const policy = Policy.parse({ timezone: 'Europe/Paris' });
  return composeTicket({
    ...{ incident: of, op, at: onset + 160_000, language, policy },
    previous: told,
    recovery: noRecovery,
    into: null,
  });
}

/** French spaces that never break, as plain ones. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the ticket of a storm', () => {
  it('is named after its site and counts', () => {
    expect(compose('open', 'en', incident()).title).toBe('P3 – Storm at Lyon: 34 incidents');
    expect(plain(compose('open', 'fr', incident()).title)).toBe('P3 – Tempête à Lyon : 34 incidents');
    const test = incident({ count: 1, place: { by: 'source', id: 'zabbix', name: 'zabbix', environment: 'test' } });
    expect(compose('open', 'en', test).title).toBe('P3 – Storm from Zabbix (test): 1 incident');
    const hit = outage({ major: null, priority: 2, storm: storm() });
    expect(compose('open', 'en', hit).title).toBe('P2 – Storm at Lyon: 34 incidents, Web shop down (1,200 users)');
  });

  it('tells users of many problems, not of the first', () => {
    expect(compose('open', 'en', incident()).publicText).toContain('Many technical problems at Lyon have been watched');
    expect(plain(compose('open', 'fr', incident()).publicText)).toContain('problèmes techniques à Lyon sont suivis');
  });

  it('lists what it gathers, by cause and services hit, and says what becomes of it', () => {
    const lines = compose('open', 'en', incident()).technicalText.split('\n');
    expect(lines[0]).toBe(
      'Storm: so many incidents began at once that further ones are told here together, since 20:15 (Paris time): 34 incidents, 33 of them still burning. Those of priority 1 have a ticket of their own; each that still burns when the storm is over gets one.',
    );
    expect(lines.slice(1, 4)).toEqual([
      'P3 sw-acc-07, HostDown (Payroll)',
      'P3 srv-71, HostDown, ended 20:16:46',
      '… and 32 more.',
    ]);
    const french = plain(compose('open', 'fr', incident()).technicalText).split('\n');
    expect(french[0]).toContain('34 incidents, dont 33 en cours. Ceux de priorité 1');
    expect(french[3]).toBe('… et 32 autres.');
  });

  it('tells of growth by half, and of half being over, not of each', () => {
    const changes = (before: Partial<Storm>, now: Partial<Storm>): string[] =>
      materialChanges(toldOf(incident(before)), toldOf(incident(now)));
    expect(changes({ count: 20, open: 20 }, { count: 29, open: 20 })).toEqual([]);
    expect(changes({ count: 20, open: 20 }, { count: 30, open: 25 })).toEqual(['storm']);
    expect(changes({ count: 1, open: 1 }, { count: 2, open: 2 })).toEqual(['storm']);
    expect(changes({ count: 20, open: 20 }, { count: 20, open: 9 })).toEqual(['storm']);
    expect(changes({ count: 20, open: 1 }, { count: 20, open: 1 })).toEqual([]);
    const update = compose('update', 'en', incident(), incident({ count: 20 })).technicalText;
    expect(update).toBe(
      'The storm gathers 34 incidents by now (before: 20), 33 of them still burning. Worst: P3 sw-acc-07, HostDown (Payroll); P3 srv-71, HostDown, ended 20:16:46.',
    );
  });

  it('says at its end what became of all, and a part says where it was told before', () => {
    const parts = [{ incident: 'P', number: 'I-22' }];
    const over = incident({ count: 5, open: 0 }, { state: 'resolved', resolvedBy: 'storm-over', splitInto: parts });
    expect(compose('resolve', 'en', over).technicalText).toContain(
      'The storm is over: 5 incidents told here ended. 1 other has an incident of its own by now.',
    );
    expect(plain(compose('resolve', 'fr', over).technicalText)).toContain('5 incidents dits ici sont terminés.');
    const update = compose('update', 'en', incident({}, { splitInto: parts }), incident()).technicalText;
    expect(update).toBe('With incidents of their own from now on: I-22.');
    const part = disk({ splitFrom: { incident: 'W', number: 'I-21', storm: true } });
    expect(compose('open', 'en', part).technicalText).toContain('Told in I-21 before, the summary of a storm');
  });
});
