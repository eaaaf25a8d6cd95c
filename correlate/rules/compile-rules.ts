// A site's rules made ready: each condition parsed once, checked against what may be asked, and answered yes or no.
import { celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import type { Rule } from '../../domain/rule.ts';
import { misnamed } from './misnamed.ts';
import type { RuleFacts } from './rule-facts.ts';

export interface CompiledRule {
  readonly rule: Rule;
  readonly holds: Condition;
  /** Of `inhibitedBy`; null where the rule has none. */
  readonly inhibits: Condition | null;
  /** Of `group`; null where the rule has none. */
  readonly groupKey: GroupKey | null;
}

/** Null where the facts lack what it asks for, or give no text. */
export type GroupKey = (facts: RuleFacts) => string | null;

/** False as well where the facts lack what it asks for, such as a label. */
export type Condition = (facts: RuleFacts) => boolean;

export interface RuleFault {
  readonly rule: string;
  /** Path below the rule. */
  readonly path: readonly string[];
  readonly message: string;
}

// CEL's `matches` runs on RE2: linear in the text, whatever a pattern says.
const env = celEnv({ funcs: strings });

/** What cannot be compiled is a fault and no rule; ids that stand twice are faults. */
export function compileRules(rules: readonly Rule[]): { compiled: CompiledRule[]; faults: RuleFault[] } {
  const compiled: CompiledRule[] = [];
  const faults: RuleFault[] = [];
  const seen = new Set<string>();
  for (const rule of rules) {
    const report = (path: readonly string[], message: string): void =>
      void faults.push({ rule: rule.id, path, message });
    if (seen.has(rule.id)) report(['id'], `a second rule named ${rule.id}`);
    seen.add(rule.id);
    const holds = compile(rule.when, (message) => report(['when'], message));
    const inhibits =
      rule.inhibitedBy === undefined
        ? null
        : compile(rule.inhibitedBy.when, (message) => report(['inhibitedBy', 'when'], message));
    const group = rule.group === undefined ? null : evaluate(rule.group, (message) => report(['group'], message));
    if (holds === undefined || inhibits === undefined || group === undefined) continue;
    compiled.push({ rule, holds, inhibits, groupKey: group === null ? null : (facts) => keyOf(group(facts)) });
  }
  return { compiled, faults };
}

/** Texts only, and none that is empty: a key must say something. */
function keyOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, mostKeyLength) : null;
}

const mostKeyLength = 200;

function compile(text: string, report: (message: string) => void): Condition | undefined {
  const run = evaluate(text, report);
  return run && onceAnAlert((facts) => run(facts) === true);
}

function evaluate(text: string, report: (message: string) => void): ((facts: RuleFacts) => unknown) | undefined {
  try {
    const expression = parse(text);
    const wrong = misnamed(expression.expr);
    for (const message of wrong) report(message);
    const run = plan(env, expression);
    const fault = standingFault(run);
    if (fault !== null) report(fault);
    return wrong.length > 0 || fault !== null ? undefined : (facts) => run(facts);
  } catch (thrown) {
    report(thrown instanceof Error ? thrown.message.replace(/^<input>:/, 'line ') : 'not CEL');
    return undefined;
  }
}

/** An alert is asked about by several steps, with the same facts: the answer is kept until other facts come. */
function onceAnAlert(holds: Condition): Condition {
  let asked: RuleFacts | null = null;
  let answer = false;
  return (facts) => {
    if (facts !== asked) {
      answer = holds(facts);
      asked = facts;
    }
    return answer;
  };
}

/** Faults that no facts would heal: a function that does not exist, a pattern that is none. */
function standingFault(run: ReturnType<typeof plan>): string | null {
  const result = run({});
  if (!isCelError(result)) return null;
  return /unbound function|error parsing regexp/.test(result.message) ? result.message : null;
}
