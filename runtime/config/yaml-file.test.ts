import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError } from '../../domain/errors.ts';
import { nearestKey } from './nearest-key.ts';
import { knownKeys } from './schema-keys.ts';
import { maxConfigBytes, parseYaml, readBySchema, readYamlFile } from './yaml-file.ts';

const schema = z.strictObject({
  tenant: z.string().default('default'),
  sources: z
    .record(z.string(), z.strictObject({ type: z.literal('zabbix'), token: z.string().optional() }))
    .default({}),
  language: z.enum(['en', 'fr']).optional(),
  sink: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('desk') }),
      z.strictObject({ type: z.literal('rt') }),
    ])
    .optional(),
  rows: z.array(z.array(z.number())).default([]),
});

function faultOf(text: string): ConfigError {
  try {
    readBySchema(parseYaml('vigie.yaml', text), schema);
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown;
  }
  throw new Error('no ConfigError was thrown');
}

describe('a fault names file, line, path and the nearest known key', () => {
  test.each([
    ['tennant: a', 'vigie.yaml:1: tennant: unknown key; did you mean tenant?'],
    [
      'tenant: a\nsources:\n  zbx:\n    type: zabbix\n    tokn: x',
      'vigie.yaml:5: sources.zbx.tokn: unknown key; did you mean token?',
    ],
    [
      'tenant: a\nsources:\n  zbx:\n    type: zabbix\n    quux: x',
      'vigie.yaml:5: sources.zbx.quux: unknown key; known here: token, type',
    ],
    [
      'sources:\n  zbx: { type: zabix }',
      'vigie.yaml:2: sources.zbx.type: must be zabbix, and is "zabix"; did you mean zabbix?',
    ],
    ['rows:\n  - [1]\n  - [1, x]', 'vigie.yaml:3: rows.1.1: must be a number, and is a text'],
    ['sources:\n  zbx: {}', 'vigie.yaml:2: sources.zbx.type: is missing: zabbix'],
    ['language: fre', 'vigie.yaml:1: language: "fre" is none of en, fr; did you mean fr?'],
    ['language: klingon', 'vigie.yaml:1: language: "klingon" is none of en, fr'],
    ['sink:\n  type: dsk', 'vigie.yaml:2: sink.type: "dsk" is none of desk, rt; did you mean desk?'],
    ['tenant: a\n\tlanguage: fr', 'vigie.yaml:2: Tabs are not allowed as indentation'],
    ['- a', 'vigie.yaml:1: top level: must be an object, and is a list'],
  ])('%j', (text, message) => {
    expect(faultOf(text).message).toBe(message);
  });

  test('all faults are told at once', () => {
    const fault = faultOf('tennant: a\nrows: 5');
    expect(fault.message.split('\n')).toHaveLength(2);
    expect(fault.code).toBe('config-invalid');
  });
});

describe('hostile files are refused', () => {
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  for (let i = 1; i < 10; i += 1)
    bomb.push(`${'abcdefghij'[i] ?? ''}: &${'abcdefghij'[i] ?? ''} [${`*${'abcdefghij'[i - 1] ?? ''},`.repeat(9)}]`);
  test.each([
    ['config-alias-bomb', bomb.join('\n')],
    ['config-alias-bomb', `a: &a 1\nb: [${'*a,'.repeat(200)}]`],
    ['config-forbidden-key', 'sources:\n  __proto__: { type: zabbix }'],
    ['config-forbidden-key', '{"constructor": 1}'],
    ['config-not-yaml', 'tenant: [unclosed'],
    ['config-not-yaml', 'tenant: a\ntenant: b'],
    ['config-not-yaml', '['.repeat(200_000)],
  ])('%s', (code, text) => {
    expect(faultOf(text).code).toBe(code);
  });

  test('too large, not UTF-8, missing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-yaml-'));
    writeFileSync(join(folder, 'large'), 'a: '.padEnd(maxConfigBytes + 1, 'x'));
    writeFileSync(join(folder, 'binary'), Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]));
    expect(() => readYamlFile(join(folder, 'large'))).toThrow(expect.objectContaining({ code: 'config-too-large' }));
    for (const name of ['binary', 'missing']) {
      expect(() => readYamlFile(join(folder, name))).toThrow(expect.objectContaining({ code: 'config-unreadable' }));
    }
  });
});

test('JSON is read by the same reader, an empty file is all defaults', () => {
  expect(readBySchema(parseYaml('a.json', '{"tenant": "acme"}'), schema).tenant).toBe('acme');
  expect(readBySchema(parseYaml('a.yaml', ''), schema).tenant).toBe('default');
});

test('a few anchors are fine', () => {
  const text = 'sources:\n  a: &base { type: zabbix }\n  b: *base';
  expect(Object.keys(readBySchema(parseYaml('a.yaml', text), schema).sources)).toEqual(['a', 'b']);
});

test.each([
  ['tenat', 'tenant'],
  ['Sources', 'sources'],
  ['completelyelse', null],
])('nearest to %s is %s', (unknown, near) => {
  expect(nearestKey(unknown, ['tenant', 'sources', 'rows'])).toBe(near);
});

test('known keys are found through records, defaults and unions', () => {
  const union = z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('a'), url: z.string() }),
    z.strictObject({ type: z.literal('b'), port: z.number() }),
  ]);
  expect(knownKeys(z.strictObject({ x: z.record(z.string(), union).prefault({}) }), ['x', 'any'])).toEqual([
    'port',
    'type',
    'url',
  ]);
});
