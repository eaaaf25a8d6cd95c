import { expect, it } from 'vitest';
import { keyNamed, operation } from '../../../tests/contracts/ticket-sink.ts';
import { hasNoteMark, isKey, keyIn, markedTitle, noteMark, titleMarker } from './marks.ts';

const key = keyNamed('alpha');
const open = operation('alpha', 'open', 1);

it('finds what it wrote', () => {
  expect(keyIn(markedTitle(open), '')).toBe(key.slice(0, 13));
  expect(keyIn('', `text\nVigie ${key}`)).toBe(key);
  expect(hasNoteMark(`text [${noteMark(open, 'technical')}]`)).toBe(true);
  expect(isKey(key)).toBe(true);
});

it.each(['', 'VGK7Q2M4XB3DA', '[vgk7q2m4xb3da]', `x${key}`, '[VGK7Q2M4XB3DA1]', 'Vigie ABC'])(
  'takes %j for no mark',
  (text) => {
    expect(keyIn(text, text)).toBeNull();
    expect(hasNoteMark(text)).toBe(false);
    expect(isKey(text)).toBe(false);
  },
);

it('keeps the title short, signs whole', () => {
  const long = { ...open, fields: { ...open.fields, title: '🚨'.repeat(500) } };
  expect(markedTitle(long)).toBe(`${titleMarker(key)} ${'🚨'.repeat(200)}`);
});
