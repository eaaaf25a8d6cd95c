import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../domain/errors.ts';
import { loadProfiles } from './builtin-packs.ts';
import { compilePacks, parsePack } from './pack.ts';
import { matchText, parseTextPattern } from './text-pattern.ts';

const head = 'version: 1\npack: own\nrules:\n';

function refusal(text: string): string {
  try {
    compilePacks([{ file: 'own.yaml', text }]);
  } catch (error) {
    if (error instanceof ConfigError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

const fields = new Map<string, string>();
const opens = 'opens: it, severity: high, effect: degraded, ending: quiet';

describe('refuse a broken pack, saying where', () => {
  it.each([
    ['no YAML', 'version: 1\npack: [', 'own.yaml:2: '],
    ['another version', 'version: 2\npack: own\nrules: []', 'own.yaml:1: version: '],
    [
      'an unknown key',
      `${head}  - { id: a, app: x, text: abc, ${opens}, colour: red }`,
      'own.yaml:4: rules[0]: Unrecognized key: "colour"',
    ],
    [
      'a wrong severity',
      `${head}  - { id: a, app: x, text: abc, opens: it, severity: grave, effect: down, ending: quiet }`,
      'own.yaml:4: rules[0].severity: ',
    ],
    [
      'two meanings',
      `${head}  - { id: a, app: x, text: abc, ${opens}, ignores: noise }`,
      'own: rules[0] (a).opens: a rule has exactly one of',
    ],
    [
      'no effect',
      `${head}  - { id: a, app: x, text: abc, opens: it, severity: high, ending: quiet }`,
      'own: rules[0] (a).effect: a rule that opens',
    ],
    [
      'a key that nothing captures',
      `${head}  - { id: a, app: x, text: 'abc {b} d', ${opens}, key: [c] }`,
      'own: rules[0] (a).key: no capture is named c in fields',
    ],
    [
      'a rule for any line without literal',
      `${head}  - { id: a, pattern: 'a.c', ${opens} }`,
      'own: rules[0] (a).contains: a pattern needs a literal',
    ],
    [
      'a pattern that RE2 refuses',
      `${head}  - { id: a, app: x, pattern: '(a)\\1', ${opens} }`,
      'own: rules[0] (a).pattern: RE2 refuses it',
    ],
    [
      'holes without text between',
      `${head}  - { id: a, app: x, text: 'abc {b}{c}', ${opens} }`,
      'own: rules[0] (a).text[0]: two holes',
    ],
    [
      'about something that nothing captures',
      `${head}  - { id: a, app: x, text: 'abc {b} d', ${opens}, about: 'net {c}' }`,
      'own: rules[0] (a).about: no capture is named c in fields',
    ],
    [
      'two holes that go to the last place',
      `${head}  - { id: a, app: x, text: 'abc {b...last} d {c...last} e', ${opens} }`,
      'own: rules[0] (a).text[0]: only one hole may go to the last place',
    ],
    [
      'inside of something that nothing captures',
      `${head}  - { id: a, app: x, text: 'abc {b} d', ${opens}, inside: c }`,
      'own: rules[0] (a).inside: no capture is named c in fields',
    ],
    [
      'unless something that nothing captures',
      `${head}  - { id: a, app: x, text: 'abc {b} d', ${opens}, unless: { tally: t, by: [c], atLeast: 1, withinMs: 1000 } }`,
      'own: rules[0] (a).unless.by: no capture is named c in fields',
    ],
    [
      'a tally that one rule counts by host and another over all of them',
      `${head}  - { id: a, app: x, text: 'abc {b} d', ${opens}, tally: { name: t, by: [b] } }
  - { id: c, app: x, text: 'abd {b} d', ${opens}, tally: { name: t, by: [b], allHosts: true } }`,
      'own/c: tally t is counted otherwise by another rule',
    ],
    [
      'a capture that reaches into prototypes',
      `${head}  - { id: a, app: x, text: 'abc {constructor}', ${opens}, key: [constructor] }`,
      'own.yaml:4: rules[0].key[0]: this name is refused',
    ],
    [
      'a key that reaches into prototypes',
      `${head}  - { id: a, __proto__: { app: x } }`,
      'own.yaml:4: the key __proto__ is refused',
    ],
    ['aliases', `${head}  - &a { id: a, app: x, text: abc, ${opens} }\n  - *a`, 'own.yaml:5: aliases are refused'],
    ['twice the same key', `${head}  - { id: a, id: b }`, 'own.yaml:4: Map keys must be unique'],
  ])('%s', (_, text, expected) => {
    expect(refusal(text)).toContain(`pack-invalid ${expected}`);
  });

  it('an alias bomb, at once', () => {
    const lists = Array.from(
      { length: 30 },
      (_, index) => `a${String(index + 1)}: &a${String(index + 1)} [${'*a0,'.replace('0', String(index)).repeat(9)}]`,
    );
    expect(refusal(`a0: &a0 [x]\n${lists.join('\n')}`)).toContain('aliases are refused');
  });

  it('a file of more than 1 MB, and one nested without end', () => {
    expect(refusal('#'.repeat(1_100_000))).toContain('larger than 1 MB');
    expect(refusal(`${head}${'['.repeat(200)}${']'.repeat(200)}`)).toContain('pack-invalid');
  });
});

describe('match a text with holes', () => {
  it.each([
    [
      'Interface {interface}, changed state to down',
      'Interface Gi1/0/1, changed state to down',
      { interface: 'Gi1/0/1' },
    ],
    ['Interface {interface}, changed state to down', 'Interface Gi1/0/1, changed state to up', null],
    ['Interface {interface}, changed', 'Interface a b, changed', null],
    ['Interface {interface...}, changed', 'Interface a b, changed', { interface: 'a b' }],
    ['{*}FATAL:  {why...}', '[7-1] FATAL:  gone', { why: 'gone' }],
    ['for {user...last} from {address} port ', 'for x from 192.0.2.1 port 1', { user: 'x', address: '192.0.2.1' }],
    [
      'for {user...last} from {address} port ',
      'for  y from 192.0.2.9 port 1 from 192.0.2.1 port 2',
      { user: ' y from 192.0.2.9 port 1', address: '192.0.2.1' },
    ],
    [
      'for {user...last} from {address} port ',
      'for x from 192.0.2.1 port 1: sent from home',
      { user: 'x', address: '192.0.2.1' },
    ],
    ['for {user...last} from {address} port ', 'for x from here', null],
    ['for {user...last} from', 'for from', null],
    ['over {user...last}', 'over x over y', { user: 'x over y' }],
    ['port {port} {protocol}', 'port 22 ssh2', { port: '22', protocol: 'ssh2' }],
    ['port {port} {protocol}', 'port 22 ssh2 and more', null],
    ['abc', 'abcdef', {}],
    ['abc', 'xabc', null],
  ])('%s / %s', (pattern, message, expected) => {
    const captures = matchText(parseTextPattern(pattern), message);
    expect(captures === null ? null : Object.fromEntries(captures)).toEqual(expected);
  });
});

describe('profiles', () => {
  it('reads every pack that Vigie brings', () => {
    const { rules } = loadProfiles();
    expect(rules.length).toBeGreaterThan(100);
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
  });

  it("asks a site's own pack first, and the digit of a vendor id does not count", () => {
    const own = `${head}  - { id: a, mnemonic: '%LINK-5-UPDOWN', ignores: our lab }`;
    const profiles = compilePacks([{ file: 'own.yaml', text: own }]);
    const asked = { vendorKey: 'LINK-UPDOWN', app: '', message: 'Interface x, changed state to down', fields };
    expect(profiles.match(asked, () => true)?.rule.id).toBe('own/a');
  });

  it('asks an application by its plain name', () => {
    const own = `${head}  - { id: a, app: sshd, ignores: quiet }`;
    const profiles = compilePacks([{ file: 'own.yaml', text: own }]);
    for (const app of ['sshd', 'SSHD', '/usr/sbin/sshd', 'sshd(pam_unix)', 'sshd@3']) {
      expect(profiles.match({ vendorKey: '', app, message: 'x', fields }, () => true)?.rule.id).toBe('own/a');
    }
    expect(profiles.match({ vendorKey: '', app: 'sshdx', message: 'x', fields }, () => true)).toBeNull();
  });

  it('is what was written', () => {
    const text = `${head}  - { id: a, app: x, text: abc, ${opens} }`;
    expect(parsePack({ file: 'own.yaml', text }).rules[0]).toMatchObject({
      app: ['x'],
      ending: { by: 'quiet' },
      key: [],
    });
  });
});
