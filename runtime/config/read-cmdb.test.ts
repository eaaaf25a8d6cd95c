import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCmdb } from './read-cmdb.ts';

function fileOf(name: string, text: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), 'vigie-cmdb-')), name);
  writeFileSync(path, text);
  return path;
}

test('JSON and YAML give the same CMDB, defaults filled in', () => {
  const yaml = readCmdb(fileOf('c.yaml', 'version: 1\ncis:\n  - { id: sw-core, class: switch, aliases: [192.0.2.1] }'));
  const json = readCmdb(
    fileOf('c.json', '{"version":1,"cis":[{"id":"sw-core","class":"switch","aliases":["192.0.2.1"]}]}'),
  );
  expect(json).toEqual(yaml);
  expect(json.cis[0]).toMatchObject({ criticality: 'medium', environment: 'production' });
});

test('the recorded storm’s CMDB is read', () => {
  const path = new URL('../../tests/fixtures/storm/cmdb.json', import.meta.url).pathname;
  expect(readCmdb(path).cis.length).toBeGreaterThan(20);
});

test.each([
  [
    'c.json',
    '{\n"version": 1,\n"cis": [\n{"id": "a", "clas": "switch"}]}',
    /c\.json:4: cis\.0\.clas: unknown key; did you mean class\?/,
  ],
  ['c.json', '{\n"version": 1,\n"cis": [', /c\.json:\d: /],
  ['c.json', '{"version":1,\n"__proto__":{}}', /c\.json:2: __proto__: this key is refused/],
  ['c.yaml', 'version: 2', /c\.yaml:1: version: /],
  ['c.yaml', 'version: 1\nrelations: [{ from: a, to: b, type: likes }]', /c\.yaml:2: relations\.0\.type: /],
  ['c.yaml', Buffer.from([0xff, 0xfe]), /c\.yaml: is not UTF-8 text/],
])('a fault in %s names line and path', (name, text, message) => {
  expect(() => readCmdb(fileOf(name, text))).toThrow(message);
});

test('a missing file', () => {
  expect(() => readCmdb('/nowhere/cmdb.yaml')).toThrow(expect.objectContaining({ code: 'cmdb-unreadable' }));
});
