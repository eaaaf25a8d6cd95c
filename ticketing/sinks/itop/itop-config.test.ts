import { describe, expect, it } from 'vitest';
import { operation } from '../../../tests/contracts/ticket-sink.ts';
import { priorityCells } from '../../../tests/fakes/priority-cells.ts';
import { priorityOf as computed } from '../../../tests/fakes/itop/itop-states.ts';
import { ItopConfig } from './itop-config.ts';
import { levelsOf, priorityOf } from './itop-text.ts';

const good = { type: 'itop', url: 'https://itop.example.test/itop/', user: 'vigie', password: 'p', organization: 2 };
const configured = (more: object = {}): ItopConfig => ItopConfig.parse({ ...good, ...more });

describe('levels', () => {
  it.each(priorityCells)('%s as P%d, there and back', (_cell, priority, fields) => {
    const levels = levelsOf(fields, configured());
    const known = Number(computed(String(levels.impact), String(levels.urgency)));
    expect(known).toBe(Math.min(priority, 4));
    expect(priorityOf(levels, known, configured())).toBe(priority);
  });

  it("follows a site's own matrix", () => {
    const config = configured({ levels: { 2: { impact: 3, urgency: 1 } } });
    expect(levelsOf(operation('a', 'open', 1).fields, config)).toEqual({ impact: 3, urgency: 1 });
    expect(priorityOf({ impact: 3, urgency: 1 }, 2, config)).toBe(2);
    expect(priorityOf({ impact: 1, urgency: 4 }, 4, config)).toBe(4);
    expect(priorityOf({ impact: 0, urgency: 0 }, 0, config)).toBeNull();
  });
});

describe('configuration', () => {
  it('takes an address with or without its last slash', () => {
    expect(ItopConfig.parse(good)).toMatchObject({ url: 'https://itop.example.test/itop', class: 'Incident' });
  });

  it.each([
    ['another scheme', { url: 'file:///itop' }],
    ['the address of the service itself', { url: 'https://itop.example.test/webservices/rest.php' }],
    ['a line end in a token', { user: undefined, password: undefined, token: 'a\r\nX: y' }],
    ['a password without a user', { user: undefined }],
    ['both a user and a token', { token: 't' }],
    ['no credentials', { user: undefined, password: undefined }],
    ['an unknown member', { passwort: 'x' }],
    ['OQL as a field', { keyField: "x'; DROP" }],
    ['an unknown zone', { timezone: 'Mars/Olympus' }],
    ['an unknown step', { states: { asleep: 'mine' } }],
    ['a stimulus that resolves nothing', { stimuli: { mine: 'ev_close' } }],
  ])('refuses %s', (_name, wrong) => {
    expect(ItopConfig.safeParse({ ...good, ...wrong }).success).toBe(false);
  });
});
