import { expect, it } from 'vitest';
import { disk } from '../../tests/fakes/outage-incident.ts';
import { allFlags } from '../../domain/flags.ts';
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

const declared = { declaredAt: 0, downgradedAt: null, stoodDownAt: null, reasons: ['security' as const] };

it('says that a major is told above its matrix, and that a hand may keep it below', () => {
  const told = (facts: Parameters<typeof disk>[0], language: 'en' | 'fr'): string =>
    priorityPart(disk({ major: declared, ...facts }), { language, timezone: 'UTC' });
  const raised = { priority: 2, priorityCap: 'major' } as const;
  expect(told(raised, 'en')).toMatch(/\. But a declared major incident is worked on first\.$/);
  expect(told(raised, 'fr')).toMatch(/\. Mais un incident majeur déclaré passe en premier\.$/);
  const kept = { priority: 4, priorityCap: null, priorityBy: { by: 'Anna', at: 0 } } as const;
  expect(told(kept, 'en')).toContain('set by hand (Anna); Vigie leaves it so, though the incident is major.');
  expect(told(kept, 'fr')).toContain("Vigie n'y touche plus, bien que l'incident soit majeur.");
  expect(told({ ...kept, major: null }, 'en')).toContain('Vigie leaves it so. Impact');
});

it('tells a criticality as one', () => {
  const urgencyBecause = { of: 'ci', name: 'sw-core-02', criticality: 'critical', lowered: null } as const;
  const told = (language: 'en' | 'fr', flags: readonly number[]): string =>
    priorityPart(disk({ urgencyBecause }), { language, timezone: 'UTC', flags: [...flags] });
  expect(told('en', allFlags)).toContain('(criticality of sw-core-02: critical)');
  expect(told('fr', allFlags)).toContain('(sw-core-02 de criticité critique)');
  expect(told('en', [])).toContain('(sw-core-02 is of critical criticality)');
});
