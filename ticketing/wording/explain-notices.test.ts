import { describe, expect, it } from 'vitest';
import type { Decision } from '../../domain/decision.ts';
import { explainDecision } from './explain-decision.ts';
import type { Explanation } from './explanation.ts';

const at = Date.UTC(2026, 10, 23, 19, 15, 46);

function explained(reason: Decision['reason'], evidence: Decision['evidence'], language: 'en' | 'fr'): Explanation {
  const said = explainDecision(
    { id: 'N1', at, subject: { type: 'incident', id: 'x' }, outcome: '', reason, evidence },
    language,
  );
  const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
  return { what: plain(said.what), because: plain(said.because), unless: plain(said.unless) };
}

const warned = {
  ...{ kind: 'sla', recipients: ['direction'], priority: 1, nextAt: at, above: 5, withinMs: 300_000 },
  ...{ clock: 'resolve', share: 0.75, targetMs: 14_400_000, dueAt: at },
};
const missed = { ...warned, clock: 'respond', share: 1, targetMs: 900_000 };

describe('a promised time', () => {
  it('that runs out', () => {
    expect(explained('notified', warned, 'en')).toEqual({
      what: 'Told direction that a promised time runs out.',
      because: '75 % of the time to resolve it is used up: 4 h for a P1.',
      unless: 'Done in time, outside production or in maintenance, nobody would have been warned.',
    });
    expect(explained('notified', warned, 'fr')).toEqual({
      what: "direction : informé qu'un délai promis s'écoule.",
      because: '75 % du délai de résolution est écoulé : 4 h pour un P1.',
      unless: "Fait à temps, hors production ou en maintenance, personne n'aurait été prévenu.",
    });
  });

  it('that is over', () => {
    expect(explained('notified', missed, 'en')).toMatchObject({
      what: 'Told direction that a promised time is over.',
      because: 'The time to take it in charge is over: 15 min for a P1.',
    });
    expect(explained('notified', missed, 'fr')).toMatchObject({
      what: "direction : informé qu'un délai promis est dépassé.",
      because: 'Le délai de prise en charge est dépassé : 15 min pour un P1.',
    });
  });

  it('of what is not told at once anyway is withheld in words of its own', () => {
    const withheld = { why: 'not-production', environment: 'test', priority: 3, about: 'sla' };
    expect(explained('notice-withheld', withheld, 'en').unless).toBe(
      'In production and outside maintenance, people would be warned when a promised time runs out.',
    );
    expect(explained('notice-withheld', withheld, 'fr').unless).toBe(
      "En production et hors maintenance, on préviendrait quand un délai promis s'écoule.",
    );
  });
});
