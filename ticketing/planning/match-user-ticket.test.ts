import { expect, it } from 'vitest';
import type { UserTicket } from '../../domain/ticket.ts';
import { disk, onset, outage } from '../../tests/fakes/outage-incident.ts';
import { matchUserTicket, tellsOfTrouble } from './match-user-ticket.ts';

const ticket = (parts: Partial<UserTicket>): UserTicket => ({
  ...{ sink: 'glpi', ticket: '7', url: null, kind: 'incident', title: '', text: '', changedAt: onset },
  ...parts,
});

it.each([
  ['the service by its name', 'The WEB-SHOP is dead', '', 'Web shop'],
  ['a service in the text', 'Help!', 'since lunch internet access is slow', 'Internet access'],
  ['the probable cause', 'lights on SW-CORE-02 are red', '', 'sw-core-02'],
  ['a CI with alerts', 'srv-01 does not answer', '', 'srv-01'],
])('knows %s', (_name, title, text, by) => {
  expect(matchUserTicket(ticket({ title, text }), [disk(), outage()])).toEqual({ incident: outage().id, by });
});

it.each([
  ['another service', 'Payroll is down', ''],
  ['a name within a word', 'my webshopping cart', ''],
  ['nothing', '', ''],
  ['markup and signs', '<b>%$^*(</b>', '\u202e\u0000'],
])('does not know %s', (_name, title, text) => {
  expect(matchUserTicket(ticket({ title, text }), [disk(), outage()])).toBeNull();
});

it('takes the worst of several that fit, whatever their order', () => {
  const calm = outage({ id: 'CALM', priority: 4 });
  for (const open of [
    [calm, outage()],
    [outage(), calm],
  ])
    expect(matchUserTicket(ticket({ title: 'web shop' }), open)?.incident).toBe(outage().id);
});

it('does not take a service that is back for one that is hit', () => {
  const services = outage().services.map((service) => ({ ...service, restoredAt: onset }));
  expect(matchUserTicket(ticket({ title: 'web shop' }), [outage({ services })])).toBeNull();
});

it.each([
  ['incident', 'New laptop for Anna', true],
  ['request', 'Please order a web shop account', false],
  ['request', 'The web shop does not load', true],
  ['request', 'La boutique ne répond plus', true],
  ['problem', 'The web shop is down', false],
  ['other', 'The web shop is down', false],
] as const)('%s "%s": trouble %s', (kind, title, isTrouble) => {
  expect(tellsOfTrouble(ticket({ kind, title }))).toBe(isTrouble);
});
