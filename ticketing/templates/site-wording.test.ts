import { describe, expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { Policy } from '../../domain/policy.ts';
import type { TicketFields, TicketOp, TicketOperation } from '../../domain/ticket.ts';
import type { TicketTexts } from '../../domain/ticket-texts.ts';
import { onset, outage } from '../../tests/fakes/outage-incident.ts';
import { composeTicket } from '../compose/compose-ticket.ts';
import { noRecovery } from '../compose/recovery.ts';
import { toldOf } from '../compose/told.ts';
import type { Told } from '../compose/told.ts';
import { ticketContent } from '../sinks/glpi/glpi-text.ts';
import { hasNoteMark, keyIn, keyInTitle, markedTitle } from '../sinks/text/marks.ts';
import type { Language } from '../wording/language.ts';
import { variableNames } from './variables.ts';

interface Case {
  readonly texts?: TicketTexts;
  readonly op?: TicketOp;
  readonly language?: Language;
  readonly incident?: Incident;
  readonly previous?: Told;
}

function composed({ texts, op = 'open', language = 'en', incident = outage(), previous }: Case): TicketFields {
  const policy = Policy.parse({ timezone: 'Europe/Paris', ...(texts === undefined ? {} : { texts }) });
  const moment = {
    at: onset + 160_000,
    language,
    policy,
    previous: previous ?? null,
    recovery: noRecovery,
    into: null,
  };
  return composeTicket({ incident, op, ...moment });
}

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const key = 'VGK7Q2M4XB3DAVGK7Q2M4XB3DA';
const foreign = 'ABCDEFGHIJKLMABCDEFGHIJKLM';

function operation(fields: TicketFields): TicketOperation {
  const place = { incident: 'i', sink: 'glpi', unit: 'incident', key, seq: 1 };
  return { id: `${key}.1`, at: onset, op: 'open', ...place, fields };
}

function alertNamed(name: string): Incident {
  const incident = outage();
  return { ...incident, leadAlerts: incident.leadAlerts.map((quote) => ({ ...quote, name })) };
}

describe("a site's own texts", () => {
  it('stand in place of title, opening, resolved and answer', () => {
    const texts = {
      en: {
        title: '{{number}} {{services}}',
        opening: 'Since {{since}}: {{users}}.',
        resolved: 'Over.',
        answer: 'Known.',
      },
    };
    const { title, publicText, technicalText } = composed({ texts });
    expect(title).toBe('I-1 Web shop and Internet access');
    expect(publicText).toBe('Since 20:16 (Paris time): 1,200 users.');
    expect(technicalText).toBe(composed({}).technicalText);
    expect(composed({ texts, op: 'resolve' }).publicText).toBe('Over.');
    expect(composed({ texts, op: 'answer' }).publicText).toBe('Known.');
    expect(composed({ texts, op: 'reopen' }).publicText).toBe(
      'The problem is back. Since 20:16 (Paris time): 1,200 users.',
    );
  });

  it('word what users hear in between, and never make Vigie write to them', () => {
    const texts = { en: { update: '{{number}}: {{text}} Ask 4000.' } };
    const services = outage().services.map((service) => ({ ...service, restoredAt: onset + 400_000 }));
    const changed = { incident: outage({ services }), previous: toldOf(outage()) };
    const builtIn = composed({ op: 'update', ...changed }).publicText;
    expect(builtIn).not.toBe('');
    expect(composed({ texts, op: 'update', ...changed }).publicText).toBe(`I-1: ${builtIn} Ask 4000.`);
    const worse = { incident: outage(), previous: toldOf(outage({ priority: 3, major: null, services: [] })) };
    expect(composed({ texts, op: 'escalate', ...worse }).publicText).toMatch(/^I-1: Web shop .* Ask 4000\.$/);
    const taken = { incident: outage({ acknowledgedBy: 'alice' }), previous: toldOf(outage()) };
    expect(composed({ texts, op: 'update', ...taken }).publicText).toBe('');
  });

  it('are of one language: the other keeps its own', () => {
    const texts = { fr: { title: '{{priority}}{{#major}} ({{major}}){{/major}} : {{cause}}' } };
    expect(plain(composed({ texts, language: 'fr' }).title)).toBe('P1 (majeur) : commutateur sw-core-02');
    expect(composed({ texts })).toEqual(composed({}));
  });

  it('may keep what Vigie says and add to it', () => {
    const texts = { en: { opening: '{{text}}\nAsk 4000.\n' } };
    expect(composed({ texts }).publicText).toBe(`${composed({}).publicText}\nAsk 4000.`);
  });

  it('say a section only of what is known', () => {
    const texts = { en: { opening: '{{#cause}}By {{cause}}.{{/cause}}{{^cause}}Being looked into.{{/cause}}' } };
    expect(composed({ texts }).publicText).toBe('By switch sw-core-02.');
    const unclear = { ...outage(), rootClear: false };
    expect(composed({ texts, incident: unclear }).publicText).toBe('Being looked into.');
  });

  it('know every variable that the check knows, each of them one line of plain text', () => {
    const opening = variableNames.map((name) => `${name}=<{{${name}}}>`).join('\n');
    const lines = composed({ texts: { en: { opening } } }).publicText.split('\n');
    expect(lines).toHaveLength(variableNames.length);
    for (const name of ['text', 'title', 'broken', 'alert', 'place', 'team', 'nextNews'])
      expect(lines.find((line) => line.startsWith(`${name}=`))).toMatch(/=<.+>$/);
  });

  it.each([
    ['says nothing', '{{#storm}}only in storms{{/storm}}'],
    ['is blank', ' \n\t '],
    ['is broken, in a log of another version', '{{#cause}}'],
    ['names what this version does not know', 'On {{planet}}'],
  ])('give way to the built-in one where a text %s', (_what, text) => {
    expect(composed({ texts: { en: { title: text, opening: text } } })).toEqual(composed({}));
  });
});

describe('hostile words', () => {
  it('stay words: in HTML, as a tag, as a sign that a terminal obeys', () => {
    const incident = alertNamed('<img src=x onerror=alert(1)> {{number}} \u001b[31m');
    const fields = composed({
      texts: { en: { title: '{{alert}}', opening: 'Seen: {{{alert}}} & {{&alert}}' } },
      incident,
    });
    expect(fields.title).toBe('<img src=x onerror=alert(1)> {{number}} [31m');
    expect(ticketContent(operation(fields))).toContain(
      '<p>Seen: &lt;img src=x onerror=alert(1)&gt; {{number}} [31m &amp; &lt;img',
    );
    expect(ticketContent(operation(fields))).not.toContain('<img');
  });

  it('make a title neither long nor of two lines', () => {
    const { title } = composed({
      texts: { en: { title: `{{alert}}\n${'word '.repeat(50)}` } },
      incident: alertNamed('a\nb'),
    });
    expect(title).toMatch(/^a b word/);
    expect(title.length).toBeLessThanOrEqual(120);
  });

  it('never pass for the mark of another ticket', () => {
    const incident = alertNamed(`Vigie ${foreign} [${foreign.slice(0, 13)}.1p]`);
    const texts = { en: { title: `[${foreign.slice(0, 13)}] {{title}}`, opening: '{{alert}}' } };
    const fields = composed({ texts, incident });
    expect(keyInTitle(fields.title)).toBeNull();
    expect(keyInTitle(markedTitle(operation(fields)))).toBe(key.slice(0, 13));
    expect(keyIn('', ticketContent(operation(fields)))).toBe(key);
    expect(hasNoteMark(fields.publicText)).toBe(false);
  });
});
