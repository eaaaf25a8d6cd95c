import { expect, it } from 'vitest';
import { candidate, onset, outage, quote } from '../../tests/fakes/outage-incident.ts';
import { noRecovery } from './recovery.ts';
import { resolvedForTechnicians } from './resolved-part.ts';

const back = onset + 21 * 60_000;
const recovery = { ...noRecovery, cis: [{ ci: 'mail-1', since: onset, backAt: back }] };

function told(name: string, language: 'en' | 'fr'): string {
  const root = candidate({ ci: 'mail-1', ciName: 'mail-1', ciClass: 'server', ownAlerts: [quote({ name })] });
  const ended = { state: 'resolved', openAlertCount: 0, lastClearAt: back, resolvedBy: 'clear' } as const;
  const incident = outage({ ...ended, rootCandidates: [root] });
  return resolvedForTechnicians(incident, recovery, { language, timezone: 'UTC' }).replace(/[\u00a0\u202f]/g, ' ');
}

it('does not say that a machine answers again on which only a process had stopped', () => {
  const name = 'postfix is not running on mail-1';
  expect(told(name, 'en')).toContain('What had stopped on mail-1 runs again from 19:36:46 (stopped for 21 min).');
  expect(told(name, 'fr')).toContain(
    "Ce qui s'était arrêté sur mail-1 fonctionne de nouveau depuis 19:36:46 (arrêt de 21 min).",
  );
});

it('says that a link is up, and that a machine answers', () => {
  expect(told('Interface eth0: Link down', 'en')).toContain(
    'The link of mail-1 is up again from 19:36:46 (down 21 min).',
  );
  expect(told('Interface eth0: Link down', 'fr')).toContain('La liaison de mail-1 est rétablie depuis 19:36:46');
  expect(told('Unavailable by ICMP ping', 'en')).toContain('mail-1 answered again from 19:36:46 (down 21 min).');
});

it('speaks of two alerts as of both', () => {
  const ended = {
    state: 'resolved',
    openAlertCount: 0,
    lastClearAt: back,
    resolvedBy: 'clear',
    alertCount: 2,
  } as const;
  const text = (language: 'en' | 'fr'): string =>
    resolvedForTechnicians(outage(ended), noRecovery, { language, timezone: 'UTC' });
  expect(text('en')).toMatch(/^Both alerts ended by 19:36:46, 21 min after the first\./u);
  expect(text('fr')).toMatch(/^Les deux alertes ont pris fin au plus tard à 19:36:46/u);
});
