import { expect, it } from 'vitest';
import { disk } from '../../tests/fakes/outage-incident.ts';
import { priorityPart } from './priority-part.ts';

it('says that nothing is known where neither a service nor a CI is hit', () => {
  const incident = disk({
    priority: 4,
    priorityCap: null,
    urgencyBecause: { of: 'ci', name: '', criticality: 'medium', lowered: null },
  });
  const told = (language: 'en' | 'fr'): string => priorityPart(incident, { language, timezone: 'UTC' });
  expect(told('en')).toBe('Why P4: impact low (no service hit) × urgency medium (criticality unknown).');
  expect(told('fr')).toMatch(/urgence moyenne \(criticité inconnue\)\.$/);
});

it('names a crowd by its people and since when', () => {
  const crowd = { people: 5, since: Date.UTC(2026, 10, 23, 19, 16), at: Date.UTC(2026, 10, 23, 19, 20) };
  const told = (language: 'en' | 'fr'): string =>
    priorityPart(disk({ impact: 'high', impactBecause: 'crowd', crowd }), { language, timezone: 'UTC' });
  expect(told('en')).toContain('impact high (one step higher: 5 people reported it since 19:16 (UTC))');
  expect(told('fr')).toMatch(/un cran plus haut\s: 5 personnes l'ont signalé depuis 19/u);
});
