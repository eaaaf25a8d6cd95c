// Compiled packs, in order of asking: by vendor id, by application, then the rules for any line. First match wins.
import { RE2JS } from 're2js';
import { ConfigError } from '../../domain/errors.ts';
import type { Counted } from '../../domain/event.ts';
import type { Pack, PackRule } from './pack-schema.ts';
import { matchText, noCaptures, parseTextPattern, type Captures, type TextPattern } from './text-pattern.ts';

export interface ProfileRule extends Omit<PackRule, 'id'> {
  /** `cisco/link-down`. */
  readonly id: string;
  readonly texts: readonly TextPattern[];
  readonly regex: RE2JS | null;
  readonly groups: readonly string[];
  /** `where` and `fields`, listed once. */
  readonly conditions: readonly (readonly [field: string, wanted: readonly string[]])[];
  readonly named: readonly (readonly [capture: string, field: string])[];
}

/** What a rule is asked about. */
export interface Asked {
  readonly vendorKey: string;
  readonly app: string;
  readonly message: string;
  /** Values that the line names. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Whether a rule that matches may speak, and by what count. */
export type Admitted = boolean | Counted;
/** It counts, and what the rule needs must have been counted. */
export type Admit = (rule: ProfileRule, captures: Captures) => Admitted;

/** How one tally counts, whichever rules count for it. */
export interface TallyKind {
  readonly distinct: string | undefined;
  readonly allHosts: boolean;
  /** The highest count that any rule asks for: so many must be remembered. */
  readonly ceiling: number;
}

export interface Match {
  readonly rule: ProfileRule;
  readonly captures: Captures;
  /** Null: it waits for no number. */
  readonly counted: Counted | null;
}

const none: readonly ProfileRule[] = [];

export class Profiles {
  readonly #byVendorKey = new Map<string, ProfileRule[]>();
  readonly #byApp = new Map<string, ProfileRule[]>();
  readonly #anyLine: ProfileRule[] = [];
  readonly #tallies: ReadonlyMap<string, TallyKind>;
  readonly rules: readonly ProfileRule[];

  /** Packs asked in this order: a site's own before the built-in ones. */
  constructor(packs: readonly Pack[]) {
    this.rules = packs.flatMap((pack) => pack.rules.map((rule, index) => compileRule(pack.pack, rule, index)));
    for (const rule of this.rules) this.#file(rule);
    this.#tallies = tallyKinds(this.rules);
  }

  match(asked: Asked, admit: Admit): Match | null {
    if (asked.vendorKey !== '') {
      const found = firstMatch(this.#byVendorKey.get(asked.vendorKey) ?? none, asked, admit);
      if (found !== null) return found;
    }
    const found = asked.app === '' ? null : firstMatch(this.#ofApp(asked.app), asked, admit);
    return found ?? firstMatch(this.#anyLine, asked, admit);
  }

  /** One that no rule counts for never stands above nothing. */
  tally(name: string): TallyKind {
    return this.#tallies.get(name) ?? { distinct: undefined, allHosts: false, ceiling: 1 };
  }

  #file(rule: ProfileRule): void {
    for (const id of rule.mnemonic ?? []) fileUnder(this.#byVendorKey, vendorKeyOf(id), rule);
    for (const app of rule.app ?? []) fileUnder(this.#byApp, app.toLowerCase(), rule);
    if (rule.mnemonic === undefined && rule.app === undefined) this.#anyLine.push(rule);
  }

  /** `/usr/sbin/sshd(pam_unix)` is asked as `sshd`. */
  #ofApp(app: string): readonly ProfileRule[] {
    const rules = this.#byApp.get(app);
    if (rules !== undefined) return rules;
    return this.#byApp.get(app.toLowerCase()) ?? this.#byApp.get(baseName(app)) ?? none;
  }
}

function fileUnder(rules: Map<string, ProfileRule[]>, name: string, rule: ProfileRule): void {
  const filed = rules.get(name);
  if (filed === undefined) rules.set(name, [rule]);
  else filed.push(rule);
}

/** `%LINK-3-UPDOWN` and `LINK-UPDOWN` are one: vendors raise and lower the digit between versions. */
function vendorKeyOf(id: string): string {
  return id.replace(/^%/, '').replace(/-[0-7]-(?=[A-Z0-9_]+$)/, '-');
}

function baseName(app: string): string {
  return app
    .slice(app.lastIndexOf('/') + 1)
    .replace(/[(@:].*$/, '')
    .toLowerCase();
}

function firstMatch(rules: readonly ProfileRule[], asked: Asked, admit: Admit): Match | null {
  for (const rule of rules) {
    const captures = capture(rule, asked);
    const admitted = captures !== null && admit(rule, captures);
    if (captures !== null && admitted !== false)
      return { rule, captures, counted: admitted === true ? null : admitted };
  }
  return null;
}

function capture(rule: ProfileRule, { message, fields }: Asked): Captures | null {
  if (!rule.conditions.every(([name, wanted]) => wanted.some((one) => isLike(fields.get(name), one)))) return null;
  const texts = captureByText(rule, message);
  if (texts === null) return null;
  const captures = rule.named.length === 0 ? texts : withNamed(texts, rule.named, fields);
  return rule.inside === undefined || privateAddress.test(captures.get(rule.inside) ?? '') ? captures : null;
}

function withNamed(texts: Captures, named: ProfileRule['named'], fields: Asked['fields']): Captures {
  const captures = new Map(texts);
  for (const [name, field] of named) captures.set(name, (fields.get(field) ?? '').slice(0, 256));
  return captures;
}

const privateAddress = /^(?:(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+|f[cd][\da-f:]+)$/i;

/** `wanted` may begin or end with `*`, for any text there. */
function isLike(value: string | undefined, wanted: string): boolean {
  if (value === undefined) return false;
  if (wanted.startsWith('*')) return value.endsWith(wanted.slice(1));
  return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
}

function captureByText(rule: ProfileRule, message: string): Captures | null {
  if (rule.contains !== undefined && !message.includes(rule.contains)) return null;
  if (rule.regex !== null) return captureByRegex(rule, rule.regex, message);
  if (rule.texts.length === 0) return noCaptures;
  for (const text of rule.texts) {
    const captures = matchText(text, message);
    if (captures !== null) return captures;
  }
  return null;
}

function captureByRegex(rule: ProfileRule, regex: RE2JS, message: string): Captures | null {
  const matcher = regex.matcher(message);
  if (!matcher.find()) return null;
  return new Map(rule.groups.map((name) => [name, (matcher.group(name) ?? '').slice(0, 256)]));
}

/** @throws ConfigError `pack-invalid` naming the pack and the rule. */
function compileRule(pack: string, rule: PackRule, index: number): ProfileRule {
  const at = `${pack}: rules[${index}] (${rule.id})`;
  const refuse = (path: string, why: string, cause?: unknown): never => {
    throw new ConfigError('pack-invalid', `${at}.${path}: ${why}`, { at: `${pack}.rules[${index}].${path}`, cause });
  };
  const texts = (rule.text ?? []).map((text, position) => {
    try {
      return parseTextPattern(text);
    } catch (error) {
      return refuse(`text[${position}]`, error instanceof Error ? error.message : 'cannot be read', error);
    }
  });
  const regex = rule.pattern === undefined ? null : compileRegex(rule.pattern, refuse);
  const groups = regex === null ? [] : Object.keys(regex.namedGroups());
  checkRule(rule, texts, groups, refuse);
  const [conditions, named] = [Object.entries(rule.where), Object.entries(rule.fields)];
  return { ...rule, id: `${pack}/${rule.id}`, texts, regex, groups, conditions, named };
}

/** @throws ConfigError `pack-invalid` where two rules count differently under one name. */
function tallyKinds(rules: readonly ProfileRule[]): Map<string, TallyKind> {
  const kinds = new Map<string, TallyKind>();
  for (const { id, tally } of rules) {
    for (const { name, distinct, allHosts } of tally) {
      const known = kinds.get(name);
      if (known === undefined) kinds.set(name, { distinct, allHosts, ceiling: ceilingOf(name, rules) });
      else if (known.allHosts !== allHosts || isPlain(known.distinct) !== isPlain(distinct))
        throw new ConfigError('pack-invalid', `${id}: tally ${name} is counted otherwise by another rule`, { at: id });
    }
  }
  return kinds;
}

/** Packs name one thing differently (`user`, `account`), but all count things, or all count lines. */
function isPlain(distinct: string | undefined): boolean {
  return distinct === undefined;
}

function ceilingOf(name: string, rules: readonly ProfileRule[]): number {
  const asked = rules.flatMap(({ needs, unless }) => [needs, ...unless]).filter((needs) => needs?.tally === name);
  return asked.reduce((most, needs) => Math.max(most, needs?.atLeast ?? 0), 1);
}

type Refuse = (path: string, why: string, cause?: unknown) => never;

function compileRegex(pattern: string, refuse: Refuse): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    return refuse('pattern', `RE2 refuses it: ${error instanceof Error ? error.message : 'unknown'}`, error);
  }
}

function checkRule(rule: PackRule, texts: readonly TextPattern[], groups: readonly string[], refuse: Refuse): void {
  const meanings = [rule.opens, rule.clears, rule.informs, rule.ignores].filter((meaning) => meaning !== undefined);
  if (meanings.length !== 1) refuse('opens', 'a rule has exactly one of opens, clears, informs, ignores');
  if (rule.opens !== undefined) {
    for (const path of ['severity', 'effect', 'ending'] as const) {
      if (rule[path] === undefined) refuse(path, 'a rule that opens a condition must say it');
    }
  }
  if (rule.pattern !== undefined && rule.text !== undefined) refuse('pattern', 'give text or pattern, not both');
  const broad = rule.mnemonic === undefined && rule.app === undefined;
  if (rule.pattern !== undefined && broad && rule.contains === undefined)
    refuse('contains', 'a pattern needs a literal to look for first');
  if (broad && texts.length === 0 && rule.pattern === undefined)
    refuse('text', 'a rule for any line needs a text or a pattern');
  const everyText = texts.length === 0 ? [groups] : texts.map(({ holes }) => holes.map((hole) => hole.name));
  for (const [path, names] of capturesAsked(rule)) {
    const unnamed = names.filter((name) => rule.fields[name] === undefined);
    const missing = unnamed.find((name) => everyText.some((names) => !names.includes(name)));
    if (missing !== undefined) refuse(path, `no capture is named ${missing} in fields, each text or the pattern`);
  }
}

function capturesAsked(rule: PackRule): [path: string, names: readonly string[]][] {
  return [
    ['key', rule.key],
    ['peer', rule.peer === undefined ? [] : [rule.peer]],
    ['inside', rule.inside === undefined ? [] : [rule.inside]],
    ['tally.by', rule.tally.flatMap(({ by }) => by)],
    ['tally.distinct', rule.tally.flatMap(({ distinct = [] }) => distinct).filter((name) => name !== 'host')],
    ['needs.by', rule.needs?.by ?? []],
    ['unless.by', rule.unless.flatMap(({ by }) => by)],
    ['about', holesOf(rule.about ?? '')],
  ];
}

const hole = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

function holesOf(text: string): string[] {
  return [...text.matchAll(hole)].map(([, name = '']) => name);
}

/** `{address}` as the line has it. */
export function fillHoles(text: string, captures: Captures): string {
  return text.replace(hole, (_, name: string) => captures.get(name) ?? '');
}
