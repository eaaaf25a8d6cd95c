// A message to people, for trying channels on.
import type { Message } from '../../ticketing/channel.ts';

export function toldMessage(parts: Partial<Message> = {}): Message {
  return {
    id: 'VGK7Q2M4XB3DAVGK7Q2M4XB3DA.1',
    ...{ kind: 'declared', voice: 'plain', language: 'en' },
    headline: '[I-1] Major incident: Web shop down (1,200 users)',
    paragraphs: ['Web shop has been unavailable since 20:16 (Paris time).', 'Next news at 20:48 at the latest.'],
    facts: [{ label: 'Priority', value: 'P1' }],
    links: [
      { label: 'Take it in charge', url: 'https://vigie.example.net/take?language=en&t=abc', purpose: 'take' },
      { label: 'Open the incident', url: 'https://vigie.example.net/incidents/x', purpose: 'open' },
    ],
    ...{ thread: [], incidents: ['x'], at: Date.UTC(2026, 10, 23, 19, 18), repeated: false },
    ...parts,
  };
}

/** What monitored hosts may write into their texts. */
export const hostileTexts = [
  'shop\r\nBcc: thief@example.org\r\n\r\nbody',
  'shop\nSubject: other',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '@channel @here @all @everyone <!channel> <!here> <@U123>',
  '**bold** [click](https://evil.example) `code` ~~x~~ # head',
  '\u202egnp.exe\u2066 \u001b[31mred\u001b[0m \u0007',
  'https://evil.example/login',
  '"; DROP TABLE x; -- {{7*7}} ${7*7}',
] as const;
