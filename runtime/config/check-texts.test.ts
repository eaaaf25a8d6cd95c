import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPolicyFolder } from './site-policy.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-texts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (text: string): void => writeFileSync(join(folder, 'policy.yaml'), text);
const english = (name: string, template: string): string => `texts:\n  en:\n    ${name}: ${JSON.stringify(template)}\n`;

it('reads texts of both languages', () => {
  write(`${english('title', '{{priority}} {{services}}')}  fr:\n    answer: |\n      {{text}}\n      Poste 4000.\n`);
  expect(readPolicyFolder(folder).texts).toEqual({
    en: { title: '{{priority}} {{services}}' },
    fr: { answer: '{{text}}\nPoste 4000.\n' },
  });
});

it('says nothing of texts where there are none: the record stays as it was', () => {
  write('hold: { highMs: 5000 }\n');
  expect(Object.keys(readPolicyFolder(folder))).not.toContain('texts');
});

it.each([
  [
    'an unknown variable',
    english('title', '{{titel}}'),
    /:3: texts\.en\.title: unknown variable titel; did you mean ti/,
  ],
  ['one that nothing is near to', english('title', '{{weather_in_lyon}}'), /weather_in_lyon; known: text, title,/],
  ['one inside a section', english('opening', '{{#cause}}{{caus}}{{/cause}}'), /caus; did you mean cause\?/],
  ['a path into a variable', english('title', '{{title.length}}'), /unknown variable title\.length/],
  ['a prototype', english('title', '{{constructor}}'), /unknown variable constructor/],
  ['an empty tag', english('title', '{{}}'), /unknown variable \(empty\)/],
  ['a tag that is not closed', english('opening', 'Since {{since'), /:3: texts\.en\.opening: Unclosed tag at 13/],
  ['a section that is not closed', english('opening', '{{#cause}}x'), /Unclosed section "cause" at 11/],
  ['a section that is not open', english('opening', 'x{{/cause}}'), /Unopened section "cause" at 1/],
  ['a closing alone', english('opening', 'since}} noon'), /a }} that closes nothing/],
  ['a partial', english('answer', 'x {{>footer}}'), /partials are refused: >footer at 2/],
  ['other delimiters', english('answer', '{{=<% %>=}}<% title %>'), /other delimiters are refused/],
  ['an unknown text', english('titel', 'x'), /:3: texts\.en\.titel: unknown key; did you mean title\?/],
  ['an unknown language', english('title', 'x').replace('en:', 'de:'), /texts\.de: unknown key/],
  ['a text too long', english('title', 'x'.repeat(301)), /:3: texts\.en\.title: /],
])('tells file and line of %s', (_what, text, message) => {
  write(text);
  expect(() => readPolicyFolder(folder)).toThrow(message);
});

it('tells of every fault at once', () => {
  write(`${english('title', '{{titel}} {{user}}')}    answer: "{{sinc}}"\n`);
  expect(() => readPolicyFolder(folder)).toThrow(/titel.*\n.*did you mean users\?\n.*:4: texts\.en\.answer: .*since\?/);
});
