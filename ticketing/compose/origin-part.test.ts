import { describe, expect, it } from 'vitest';
import { outage } from '../../tests/fakes/outage-incident.ts';
import { partsPart, splitPart } from './origin-part.ts';
import { materialChanges, toldOf } from './told.ts';
import { updateForTechnicians } from './update-part.ts';

const english = { language: 'en', timezone: 'UTC' } as const;
const french = { language: 'fr', timezone: 'UTC' } as const;

describe('a ticket that was split out of another', () => {
  const part = { ...outage(), splitFrom: { incident: 'whole', number: 'I-3' } };

  it('says of which, with the key of its ticket where there is one', () => {
    expect(splitPart(part, 'VGK', english)).toBe(
      'Split from I-3 (key VGK): these alerts and the others there have nothing that links them any more.',
    );
    expect(splitPart(part, null, french)).toMatch(/^Séparé de I-3.:/);
    expect(splitPart(outage(), 'VGK', english)).toBe('');
  });
});

describe('a ticket that something was split out of', () => {
  const whole = outage();
  const split = { ...whole, splitInto: [{ incident: 'part', number: 'I-4' }] };

  it('is told once, which is material', () => {
    const before = toldOf(whole);
    expect(materialChanges(before, toldOf(split))).toEqual(['split']);
    expect(materialChanges(toldOf(split), toldOf(split))).toEqual([]);
    expect(updateForTechnicians(before, split, english)).toMatch(
      /^Split: some alerts have nothing to do with this and go on as I-4\. Here remain /,
    );
  });

  it('names only the parts that are new', () => {
    const again = { ...split, splitInto: [...split.splitInto, { incident: 'other', number: 'I-5' }] };
    expect(partsPart(again, 1, french)).toContain('se poursuivent sous I-5.');
  });
});
