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
