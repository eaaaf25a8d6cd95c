import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { csvText } from './csv-text.ts';

it.each([
  ['=HYPERLINK("http://evil.test","x")', `'=HYPERLINK("http://evil.test","x")`],
  ['+1', "'+1"],
  ['-1+cmd|calc', "'-1+cmd|calc"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\r=x', "'\r=x"],
  ['a "quoted", b\nc', 'a "quoted", b\nc'],
  ['P1 – Web shop', 'P1 – Web shop'],
  ['', ''],
])('%j reads as %j', (text, read) => {
  const written = csvText([
    ['first', text],
    [text, 'last'],
  ]);
  expect(parse(written, { bom: true })).toEqual([
    ['first', read],
    [read, 'last'],
  ]);
});
