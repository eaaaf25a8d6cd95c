import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../domain/policy.ts';
import { Rule } from '../../domain/rule.ts';
import { toldAlert } from '../../tests/fakes/told-facts.ts';
import { buildGraph } from '../cmdb/graph.ts';
import { emptyCmdb } from '../../domain/cmdb.ts';
import { compileRules } from './compile-rules.ts';
import { factsOf } from './rule-facts.ts';
import type { RuleFacts } from './rule-facts.ts';

const graph = buildGraph({
  ...emptyCmdb,
  cis: [
    {
      ...{ id: 'db-1', class: 'database', name: 'db-1.example.net', aliases: [], site: 'paris', criticality: 'high' },
      ...{ owner: 'dba', environment: 'test', personalData: false },
    },
  ],
  services: [{ id: 'shop', name: 'Web shop', criticality: 'high', users: 10, personalData: false }],
  relations: [{ from: 'shop', to: 'db-1', type: 'depends_on' }],
});

function factsFor(bound: boolean, labels: Record<string, string> = {}): RuleFacts {
  const alert = toldAlert('DiskFull', {
    ...{ labels, severity: 'critical', message: 'data 99 % full' },
    binding: bound ? { ci: 'db-1', confidence: 1, by: 'id', value: 'db-1' } : null,
  });
  // A Saturday, 15:12 in Paris.
  return factsOf({ alert, graph, tenant: 'acme', at: Date.UTC(2026, 10, 28, 14, 12), timezone: 'Europe/Paris' });
}

const ruleWhen = (when: string): Rule => Rule.parse({ id: 'r', when, suppress: 'why' });
const holds = (when: string, facts: RuleFacts): boolean => compileRules([ruleWhen(when)]).compiled[0]!.holds(facts);

describe('a condition', () => {
  it.each([
    ['alert.name == "DiskFull" && alert.severity == "critical"', true],
    ['alert.name.startsWith("Disk") && ci.environment != "production"', true],
    ['alert.message.matches("[0-9]+ % full$")', true],
    ['ci.site in ["paris", "lyon"] && ci.class == "database"', true],
    ['"shop" in services', true],
    ['services.exists(service, service.startsWith("sh"))', true],
    ['tenant == "acme" && time.weekday == "Sa" && time.hour == 15', true],
    ['alert.labels.team == "db"', true],
    ['alert.labels["team"] == "web"', false],
    ['alert.labels.nothing == "x"', false],
    ['has(alert.labels.nothing)', false],
    ['!has(alert.labels.nothing) || alert.labels.nothing == "x"', true],
    ['alert.name', false],
  ])('%s: %s', (when, expected) => {
    expect(holds(when, factsFor(true, { team: 'db' }))).toBe(expected);
  });

  it('asks an alert without a CI and gets empty texts', () => {
    expect(holds('ci.known', factsFor(false))).toBe(false);
    expect(holds('ci.site == "" && services.size() == 0', factsFor(false))).toBe(true);
  });

  it('cannot hang on a pattern or a label', () => {
    const evil = { evil: `${'a'.repeat(16_000)}!` };
    expect(holds('alert.labels.evil.matches("^(a+)+$")', factsFor(true, evil))).toBe(false);
    expect(holds('alert.labels["__proto__"] == "x"', factsFor(true))).toBe(false);
  });
});

describe('a faulty rule', () => {
  it.each([
    ['alert.nam == "x"', 'unknown name alert.nam; did you mean alert.name?'],
    ['alrt.name == "x"', 'unknown name alrt; did you mean alert?'],
    ['ci.sites.exists(s, s == unknown_thing)', 'unknown name ci.sites; did you mean ci.site?'],
    ['alert.name ==', /line 1:\d+/],
    ['alert.name.shout() == "X"', /unbound function/],
    ['"x".matches("(a")', /error parsing regexp/],
  ])('%s is refused', (when, message) => {
    const { compiled, faults } = compileRules([ruleWhen(when)]);
    expect(compiled).toEqual([]);
    expect(faults[0]).toMatchObject({ rule: 'r', path: ['when'], message: expect.stringMatching(message) as string });
  });

  it('leaves the others standing, and a second of the same name is told', () => {
    const { compiled, faults } = compileRules([
      ruleWhen('alert.nam == ""'),
      { ...ruleWhen('true'), id: 'r2' },
      ruleWhen('true'),
    ]);
    expect(compiled.map(({ rule }) => rule.id)).toEqual(['r2', 'r']);
    expect(faults.map(({ path }) => path)).toEqual([['when'], ['id']]);
  });

  it('must say what follows, and nothing contradictory', () => {
    expect(() => Rule.parse({ id: 'r', when: 'true' })).toThrow('says nothing that follows');
    expect(() => Rule.parse({ id: 'r', when: 'true', atBest: 4, atWorst: 2 })).toThrow('atBest');
  });
});

it('has no rules on the first day', () => {
  expect(defaultPolicy.rules).toEqual([]);
});

describe('a condition', () => {
  it('is worked out once for the same facts, and anew for others', () => {
    const rule = Rule.parse({ id: 'r', when: 'alert.severity == "critical"', suppress: 'x' });
    const [compiled] = compileRules([rule]).compiled;
    let reads = 0;
    const counted = (facts: RuleFacts): RuleFacts =>
      Object.defineProperty({ ...facts }, 'alert', { get: () => ((reads += 1), facts['alert']), enumerable: true });
    const [one, other] = [counted(factsFor(true)), counted(factsFor(true))];
    expect([compiled?.holds(one), compiled?.holds(one), compiled?.holds(one)]).toEqual([true, true, true]);
    const once = reads;
    expect(once).toBeGreaterThan(0);
    compiled?.holds(other);
    expect(reads).toBe(2 * once);
  });
});
