import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { Cmdb } from '../../domain/cmdb.ts';
import { ConfigError } from '../../domain/errors.ts';
import { readCmdb } from './read-cmdb.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-cmdb-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, `${files++}-${name}`);
  writeFileSync(path, content);
  return path;
}

function writeFolder(contents: Readonly<Record<string, string>>): string {
  const path = join(folder, `csv-${files++}`);
  mkdirSync(path);
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(path, name), content);
  return path;
}

function faultOf(path: string): { code: string; message: string; at: string | undefined } {
  try {
    readCmdb(path);
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    return {
      code: thrown.code,
      message: thrown.message.replaceAll(path, 'FILE'),
      at: thrown.at?.replace(path, 'FILE'),
    };
  }
  throw new Error('nothing was refused');
}

const storm: unknown = JSON.parse(readFileSync('tests/fixtures/storm/cmdb.json', 'utf8'));

describe('readCmdb', () => {
  it('reads JSON', () => {
    expect(readCmdb('tests/fixtures/storm/cmdb.json')).toEqual(Cmdb.parse(storm));
  });

  it('reads YAML, and JSON under any other name', () => {
    expect(readCmdb(write('cmdb.yaml', stringify(storm)))).toEqual(Cmdb.parse(storm));
    expect(readCmdb(write('cmdb', JSON.stringify(storm)))).toEqual(Cmdb.parse(storm));
    const dated =
      'version: 1\nmaintenance:\n  - { id: m, cis: [], from: 2026-11-23T19:00:00Z, to: 2026-11-23T20:00:00+01:00 }\n';
    expect(readCmdb(write('cmdb.yml', dated)).maintenance[0]?.from).toBe('2026-11-23T19:00:00Z');
  });

  it('names file, line and path of what the schema refuses', () => {
    const yaml = 'version: 1\ncis:\n  - id: a\n  - id: b\n    clas: vm\n    criticality: huge\n';
    const fault = faultOf(write('cmdb.yaml', yaml));
    expect(fault.code).toBe('config-invalid');
    expect(fault.message).toContain('FILE:5: cis.1.clas: unknown key; did you mean class?');
    expect(fault.message).toContain('FILE:6: cis.1.criticality: ');
  });

  it('names lines in JSON too', () => {
    const fault = faultOf(write('cmdb.json', '{\n  "version": 1,\n  "cis": [\n    {"id": 7}\n  ]\n}'));
    expect(fault.message).toMatch(/^FILE:4: cis\.0\.id: /);
  });

  it.each([
    ['missing version', 'cmdb.yaml', 'cis: []\n', 'config-invalid', /version/],
    ['another version', 'cmdb.yaml', 'version: 2\n', 'config-invalid', /FILE:1: version/],
    ['broken YAML', 'cmdb.yaml', 'version: 1\ncis: [a\n', 'config-not-yaml', /^FILE:\d/],
    ['broken JSON', 'cmdb.json', '{"version": 1,\n "cis": [,]}', 'cmdb-not-json', /^FILE: line 2/],
    ['a key twice', 'cmdb.json', '{"version": 1, "version": 1}', 'cmdb-not-json', /version/],
    ['a prototype key in JSON', 'cmdb.json', '{"version": 1, "__proto__": {"cis": []}}', 'cmdb-not-json', /__proto__/],
    ['a prototype key in YAML', 'cmdb.yaml', 'version: 1\n__proto__: { cis: [] }\n', 'config-forbidden-key', /^FILE:2/],
    ['an empty file', 'cmdb.yaml', '', 'config-invalid', /version/],
    ['a list', 'cmdb.json', '[]', 'config-invalid', /top level/],
  ])('refuses %s', (_what, name, content, code, message) => {
    const fault = faultOf(write(name, content));
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(message);
  });

  it('refuses an alias bomb, bytes that are no text, a file that is too large, and none', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [at, name] of 'bcdefghi'.split('').entries())
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`);
    expect(faultOf(write('cmdb.yaml', bomb.join('\n'))).code).toBe('config-alias-bomb');
    expect(faultOf(write('cmdb.yaml', Uint8Array.of(0xff, 0xfe, 0x00))).code).toBe('cmdb-unreadable');
    expect(faultOf(write('cmdb.yaml', `# ${'x'.repeat(9 * 1_048_576)}\n`)).code).toBe('cmdb-too-large');
    expect(faultOf(write('cmdb.json', Buffer.alloc(65 * 1_048_576, ' '))).code).toBe('cmdb-too-large');
    expect(faultOf(join(folder, 'none.yaml'))).toMatchObject({ code: 'cmdb-unreadable', at: 'FILE' });
  });

  it('reads 20,000 CIs of JSON well within a start', () => {
    const cis = Array.from({ length: 20_000 }, (_none, index) => ({
      id: `srv-${index}`,
      name: `srv-${index}.example.net`,
    }));
    expect(readCmdb(write('cmdb.json', JSON.stringify({ version: 1, cis }))).cis).toHaveLength(20_000);
  });
});

describe('readCmdb of a CSV folder', () => {
  const whole = {
    'sites.csv': 'id,name\nparis,Paris\n',
    'teams.csv': 'id,name,level\nnetwork,Network team,2\n',
    'cis.csv':
      '\ufeffid,class,name,aliases,site,criticality,owner,environment,personalData\r\n' +
      'sw-core,switch,sw-core.example.net,192.0.2.1|SW-CORE,paris,critical,network,,no\r\n' +
      'web-01,vm,"web, the ""first""",,,,,,yes\r\n',
    'services.csv':
      'id,name,criticality,users,hours,owner,personalData\nshop,Web shop,high,1200,"Mo-Fr 07:00-12:00,13:00-20:00",,true\n',
    'relations.csv': 'from,to,type\nweb-01,sw-core,connected_to\n',
    'groups.csv': 'id,members,needs\ng,web-01 | sw-core,1\n',
    'maintenance.csv': 'id,cis,from,to,reason\nm1,web-01,2026-11-23T19:00:00Z,2026-11-23T20:00:00Z,kernel\n',
    'notes.txt': 'not read',
  };

  it('reads every file', () => {
    expect(readCmdb(writeFolder(whole))).toEqual(
      Cmdb.parse({
        version: 1,
        sites: [{ id: 'paris', name: 'Paris' }],
        teams: [{ id: 'network', name: 'Network team', level: 2 }],
        cis: [
          {
            id: 'sw-core',
            class: 'switch',
            name: 'sw-core.example.net',
            aliases: ['192.0.2.1', 'SW-CORE'],
            site: 'paris',
            criticality: 'critical',
            owner: 'network',
          },
          { id: 'web-01', class: 'vm', name: 'web, the "first"', personalData: true },
        ],
        services: [
          {
            id: 'shop',
            name: 'Web shop',
            criticality: 'high',
            users: 1200,
            hours: 'Mo-Fr 07:00-12:00,13:00-20:00',
            personalData: true,
          },
        ],
        relations: [{ from: 'web-01', to: 'sw-core', type: 'connected_to' }],
        groups: [{ id: 'g', members: ['web-01', 'sw-core'], needs: 1 }],
        maintenance: [
          { id: 'm1', cis: ['web-01'], from: '2026-11-23T19:00:00Z', to: '2026-11-23T20:00:00Z', reason: 'kernel' },
        ],
      }),
    );
  });

  it('reads semicolons, and a folder of cis.csv alone', () => {
    expect(readCmdb(writeFolder({ 'cis.csv': 'id;class\na;vm\n' })).cis).toMatchObject([{ id: 'a', class: 'vm' }]);
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ['no cis.csv', { 'sites.csv': 'id\na\n' }, 'cmdb-unreadable', /there is no cis\.csv/],
    [
      'an unknown file',
      { 'cis.csv': 'id\na\n', 'relation.csv': '' },
      'cmdb-unknown-file',
      /relation\.csv.*did you mean relations\.csv/,
    ],
    [
      'an unknown column',
      { 'cis.csv': 'id,clas\na,\nb,vm\n' },
      'config-invalid',
      /cis\.csv:3: 1\.clas: unknown key; did you mean class\?/,
    ],
    ['a bad cell', { 'cis.csv': 'id,criticality\na,high\nb,huge\n' }, 'config-invalid', /cis\.csv:3: 1\.criticality/],
    [
      'a number that is none',
      { 'cis.csv': 'id\na\n', 'services.csv': 'id,name,users\ns,S,many\n' },
      'config-invalid',
      /services\.csv:2: 0\.users/,
    ],
    [
      'a flag that is none',
      { 'cis.csv': 'id,personalData\na,perhaps\n' },
      'config-invalid',
      /cis\.csv:2: 0\.personalData/,
    ],
    ['a missing id', { 'cis.csv': 'id,class\n,vm\n' }, 'config-invalid', /cis\.csv:2: 0\.id/],
    ['a row too long', { 'cis.csv': 'id,class\na,vm,x\n' }, 'cmdb-not-csv', /cis\.csv:2/],
    ['an open quote', { 'cis.csv': 'id,class\n"a,vm\n' }, 'cmdb-not-csv', /cis\.csv:\d/],
    ['a column twice', { 'cis.csv': 'id,id\na,b\n' }, 'cmdb-not-csv', /cis\.csv:1: the column id stands twice/],
    [
      'a hostile column',
      { 'cis.csv': 'id,__proto__\na,b\n' },
      'cmdb-not-csv',
      /cis\.csv:1: the column __proto__ is refused/,
    ],
  ])('refuses %s', (_what, contents, code, message) => {
    const fault = faultOf(writeFolder(contents));
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(message);
  });
});
