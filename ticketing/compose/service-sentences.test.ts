import { describe, expect, it } from 'vitest';
import { allFlags } from '../../domain/flags.ts';
import type { Incident, ServiceHit } from '../../domain/incident.ts';
import { Policy } from '../../domain/policy.ts';
import type { TicketFields } from '../../domain/ticket.ts';
import { onset, outage } from '../../tests/fakes/outage-incident.ts';
import { composeTicket } from './compose-ticket.ts';
import type { TicketRequest } from './compose-ticket.ts';
import { noRecovery, trackRecovery } from './recovery.ts';
import type { Recovery } from './recovery.ts';
import { toldAfter, toldOf } from './told.ts';

const policy = Policy.parse({ timezone: 'UTC', flags: allFlags });
const minute = 60_000;
const [shop, internet] = outage().services as [ServiceHit, ServiceHit];
const eased: ServiceHit = { ...shop, state: 'degraded', worst: 'down' };
const back = (service: ServiceHit): ServiceHit => ({ ...service, restoredAt: onset + 6 * minute });

function seen(...steps: readonly (readonly [number, readonly ServiceHit[]])[]): Recovery {
  return steps.reduce(
    (known: Recovery, [after, services]) => trackRecovery(known, outage({ services: [...services] }), onset + after),
    noRecovery,
  );
}

function told(
  services: readonly ServiceHit[],
  more: Partial<TicketRequest> & { facts?: Partial<Incident> },
): TicketFields {
  const { facts, ...request } = more;
  const incident = outage({ services: [...services], ...facts });
  const previous = toldAfter(null, outage(), 'all of it');
  const base = { op: 'update', at: onset + 8 * minute, language: 'en', policy, into: null } as const;
  return composeTicket({ ...base, incident, previous, recovery: noRecovery, ...request });
}

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('a service that works again, with limits', () => {
  const recovery = seen([0, [shop, internet]], [7 * minute + 30_000, [eased, internet]]);

  it('was unavailable, and is limited since then alone', () => {
    const { publicText } = told([eased, internet], { recovery });
    expect(publicText).toBe(
      'Web shop was unavailable and has worked with limits since 19:23 (UTC). Internet access has worked with limits since 19:16 (UTC). Next news at 19:53 at the latest.',
    );
  });

  it('in French', () => {
    const { publicText } = told([eased, internet], { recovery, language: 'fr' });
    expect(plain(publicText)).toContain(
      'Le service Web shop, qui était indisponible, fonctionne de façon limitée depuis 19 h 23 (UTC).',
    );
  });

  it('is told without a time where none is known', () => {
    const { publicText } = told([eased, internet], {});
    expect(publicText).toMatch(/^Web shop was unavailable and now works with limits\. Internet/u);
    const many = [eased, { ...eased, id: 'pay', name: 'Pay' }];
    expect(told(many, { language: 'fr' }).publicText).toContain(
      'Les services Web shop et Pay, qui étaient indisponibles, fonctionnent maintenant de façon limitée.',
    );
  });

  it('is unavailable since it fell again, not since the first time', () => {
    const again = seen([0, [shop]], [minute, [back(shop)]], [4 * minute, [{ ...shop, worst: 'down' }]]);
    expect(told([shop], { recovery: again, op: 'open' }).publicText).toContain('unavailable since 19:19 (UTC)');
  });

  it('is told as before in a log from before flag `plain-texts`', () => {
    const { publicText } = told([eased, internet], { recovery, policy: Policy.parse({ timezone: 'UTC' }) });
    expect(publicText).toMatch(/^Web shop and Internet access have worked with limits since 19:16/u);
  });
});

describe('a service of which users were told', () => {
  it('is told to be back, while another is not', () => {
    const services = [shop, back(internet)];
    expect(told(services, {}).publicText).toBe(
      'Back to normal: Internet access. Web shop has been unavailable since 19:16 (UTC). Next news at 19:53 at the latest.',
    );
    expect(told(services, { language: 'fr' }).publicText).toMatch(
      /^De nouveau normal\u00a0: Internet access\. Le service/u,
    );
    expect(told(services, { op: 'escalate' }).publicText).toMatch(/^Back to normal: Internet access\. Web shop has/u);
  });

  it('is told to be back also where it is no major, once', () => {
    const calm = { major: null, priority: 3 } as const;
    const services = [shop, back(internet)];
    const { publicText } = told(services, { facts: calm });
    expect(publicText).toContain('Back to normal: Internet access.');
    const previous = toldAfter(toldOf(outage()), outage({ services }), publicText);
    expect(told([shop, internet], { facts: calm, previous }).publicText).toBe('');
    const unheard = toldAfter(previous, outage(), '');
    expect(told(services, { facts: calm, previous: unheard }).publicText).toBe('');
  });

  it('is not told to be back where they never heard that it was hit', () => {
    const previous = toldAfter(toldAfter(null, outage({ services: [shop] }), 'the shop'), outage(), '');
    expect(told([shop, back(internet)], { facts: { major: null }, previous }).publicText).toBe('');
  });

  it('closes a major text when all of them are back', () => {
    expect(told([back(shop), back(internet)], {}).publicText).toBe(
      'Back to normal: Web shop and Internet access. Next news at 19:53 at the latest.',
    );
  });
});
