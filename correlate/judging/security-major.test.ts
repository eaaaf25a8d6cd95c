// The security path to a major incident: by severity, whoever it hits, held, worked on first, and ended by a person alone.
import { describe, expect, it, test } from 'vitest';
import type { Alert } from '../../domain/alert.ts';
import { allFlags } from '../../domain/flags.ts';
import type { Severity } from '../../domain/severity.ts';
import { JudgingTable } from '../../tests/scenarios/judging-table.ts';
import { plant } from '../../tests/scenarios/plant.ts';

const security: Partial<Alert> = { category: 'security', effect: 'degraded' };
const told = (ci: string, severity: Severity) => ({ ci, name: 'Malware found', severity, more: security });

test.each<[Severity, boolean]>([
  ['critical', true],
  ['high', true],
  ['warning', false],
])('%s on a CI that no service needs: major after its hold is %s', (severity, isMajor) => {
  const judged = new JudgingTable(plant);
  judged.open(0, told('island', severity));
  judged.until(60 * 60);
  const [incident] = judged.incidents();
  expect(incident?.category).toBe('security');
  expect(incident?.major?.reasons ?? []).toEqual(isMajor ? ['security'] : []);
});

test('held two minutes, and not resolved by silence', () => {
  const judged = new JudgingTable(plant);
  const alert = judged.open(0, told('island', 'high'));
  judged.until(110);
  expect(judged.incidents()[0]?.major ?? null).toBeNull();
  judged.until(200);
  expect(judged.incidents()[0]?.major).not.toBeNull();
  judged.clear(300, alert);
  judged.until(24 * 60 * 60);
  expect(judged.incidents()[0]?.state).toBe('open');
});

test('never where it is not production', () => {
  const judged = new JudgingTable(plant);
  judged.open(0, told('lab-1', 'critical'));
  judged.until(60 * 60);
  expect(judged.incidents()[0]?.major ?? null).toBeNull();
});

describe('a major is worked on first', () => {
  const declaredAt = 60 + 2 * 60;
  function afterDeclaring(policy: object = {}): JudgingTable {
    const judged = new JudgingTable(plant, { flags: [...allFlags], ...policy });
    judged.open(0, told('island', 'high'));
    judged.until(declaredAt);
    return judged;
  }
  const rule = (more: object) => ({ rules: [{ id: 'ours', when: 'alert.category == "security"', ...more }] });
  const priorities = (judged: JudgingTable): unknown[] =>
    judged.decisions().flatMap(({ reason, evidence }) => (reason === 'priority-set' ? [evidence['priority']] : []));

  it('as P2 from its declaration on, whatever its impact, and says why', () => {
    const judged = afterDeclaring();
    expect(judged.incidents()[0]).toMatchObject({ impact: 'low', priority: 2, priorityCap: 'major' });
    const said = judged.decisions().findLast(({ reason }) => reason === 'priority-set');
    expect(said).toMatchObject({ outcome: 'P2', evidence: { priority: 2, from: 5, cap: 'major', rule: null } });
  });

  it('not while it is only watched', () => {
    const judged = new JudgingTable(plant, { flags: [...allFlags] });
    judged.open(0, told('island', 'high'));
    judged.until(declaredAt - 1);
    expect(judged.incidents()[0]).toMatchObject({ priority: 5, priorityCap: null });
    expect(judged.incidents()[0]?.majorWatchSince).not.toBeNull();
  });

  it('not where a person set its priority: that stands, and it says so', () => {
    const judged = new JudgingTable(plant, { flags: [...allFlags] });
    judged.open(0, told('island', 'high'));
    judged.until(70);
    const [incident] = judged.incidents();
    judged.command(80, {
      ...{ command: 'set-priority', incident: incident?.id ?? '', by: 'Anna', reason: '', priority: 3 },
    });
    judged.until(declaredAt);
    expect(judged.incidents()[0]).toMatchObject({ priority: 3, priorityBy: { by: 'Anna' } });
    expect(judged.incidents()[0]?.major).not.toBeNull();
    expect(judged.decisions().findLast(({ reason }) => reason === 'priority-kept')?.evidence).toMatchObject({
      ...{ priority: 3, ruled: 2, by: 'Anna' },
    });
  });

  it.each<[string, object, object]>([
    [
      'a rule that keeps it lower',
      rule({ atBest: 3 }),
      { priority: 3, priorityCap: 'rule', ruledBy: { priority: 'ours' } },
    ],
    ['not a rule that would let it be as low', rule({ atWorst: 4 }), { priority: 2, priorityCap: 'major' }],
    ['a site that asks for P1', { major: { priorityAtLeast: 1 } }, { priority: 1, priorityCap: 'major' }],
  ])('%s', (_what, policy, expected) => {
    expect(afterDeclaring(policy).incidents()[0]).toMatchObject(expected);
  });

  it('decides as before where a log was written before this was known', () => {
    const judged = afterDeclaring({ flags: [] });
    expect(judged.incidents()[0]).toMatchObject({ priority: 5, priorityCap: null });
    expect(priorities(judged)).toEqual([]);
  });

  it('survives a restart, and a policy with a priority that does not exist is refused', () => {
    const judged = afterDeclaring();
    judged.restart();
    judged.until(24 * 60 * 60);
    expect(priorities(judged)).toEqual([2]);
    expect(() => new JudgingTable(plant, { major: { priorityAtLeast: 0 } })).toThrow();
  });
});
