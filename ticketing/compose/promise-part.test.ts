import { expect, it } from 'vitest';
import { promisePart } from './promise-part.ts';

const at = Date.UTC(2026, 10, 23, 19, 16);
const promised = { clock: 'resolve', share: 75, targetMs: 4 * 3_600_000, leftMs: 3_600_000 } as const;

function told(dueAt: number, language: 'en' | 'fr'): string {
  const text = promisePart({ ...promised, dueAt }, at, { language, timezone: 'UTC' });
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

it('says until when, with the day where it is another', () => {
  const [today, tomorrow] = [at + 60 * 60_000, at + 24 * 3_600_000];
  expect(told(today, 'en')).toContain('to be resolved by 20:16 (UTC) (within 4 h)');
  expect(told(today, 'fr')).toContain('doit être résolu au plus tard à 20 h 16 (UTC) (en 4 h)');
  expect(told(tomorrow, 'en')).toContain('to be resolved by 24 November 2026, 19:16 (UTC)');
  expect(told(tomorrow, 'fr')).toContain('doit être résolu au plus tard le 24 novembre 2026 à 19 h 16 (UTC)');
});
