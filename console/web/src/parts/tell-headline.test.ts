// What an incident is called, in both languages.
import { expect, it } from 'vitest';
import type { IncidentRow } from '../api/shapes.ts';
import { english } from '../words/english.ts';
import { french } from '../words/french.ts';
import { bareTitle, tellClass, tellHeadline, tellList } from './tell-headline.ts';

type Hit = IncidentRow['services'][number];

const hit = (name: string, state: Hit['state'], restoredAt: string | null = null): Hit => {
  return { id: name, name, users: 1, state, since: '2026-11-23T19:16:00.000Z', restoredAt };
};
const row = (services: readonly Hit[], state: IncidentRow['state'] = 'open') => {
  return { services: [...services], state, title: 'P1 major – DiskAlmostFull on log-01 [VGK7Q2M4XB3DA]' };
};
const back = '2026-11-23T19:22:00.000Z';

it.each([
  [
    row([hit('Shop', 'down'), hit('Batch', 'down'), hit('Net', 'degraded')]),
    'Shop and Batch down',
    'Shop et Batch indisponibles',
  ],
  [row([hit('Shop', 'down', back), hit('Net', 'degraded')]), 'Net degraded', 'Net dégradé'],
  [row([hit('Shop', 'down', back)]), 'Shop back', 'Shop de nouveau disponible'],
  [row([hit('Shop', 'down', back)], 'resolved'), 'Shop down', 'Shop indisponible'],
  [row([]), 'DiskAlmostFull on log-01', 'DiskAlmostFull on log-01'],
])('%j', (incident, inEnglish, inFrench) => {
  expect(tellHeadline(english, incident)).toBe(inEnglish);
  expect(tellHeadline(french, incident)).toBe(inFrench);
});

it('shortens a long list', () => {
  expect(tellList(english, [])).toBe('');
  expect(tellList(english, ['a', 'b', 'c', 'd', 'e'])).toBe('a, b and 3 more');
});

it.each([
  ['P1 majeur – Boutique indisponible', 'Boutique indisponible'],
  ['P4 – Paper jam on prn-07', 'Paper jam on prn-07'],
  ['P4 pumps failed', 'P4 pumps failed'],
])('%s', (title, bare) => {
  expect(bareTitle(title)).toBe(bare);
});

it('says unknown classes as the CMDB writes them', () => {
  expect(tellClass(french, 'switch', 6)).toBe('commutateurs');
  expect(tellClass(english, 'toaster', 2)).toBe('toaster');
});
