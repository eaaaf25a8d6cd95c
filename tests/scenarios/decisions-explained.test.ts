// Two replays, the recorded storm and a fortnight of smaller troubles: each decision of each kind has its reason and its
// evidence, and says in English and in French what was decided, why, and what would have led to another decision.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Decision, type Reason } from '../../domain/decision.ts';
import { allFlags } from '../../domain/flags.ts';
import { Policy } from '../../domain/policy.ts';
import { readCmdb } from '../../runtime/cmdb/read-cmdb.ts';
import { runReplay } from '../../runtime/replay/run-replay.ts';
import { explainDecision } from '../../ticketing/wording/explain-decision.ts';
import { writeStory } from '../bench/judgement/story.ts';
import { fortnight, fortnightCmdb, fortnightStart } from './fortnight.ts';

const storm = join(import.meta.dirname, '../fixtures/storm');
const folder = mkdtempSync(join(tmpdir(), 'vigie-explained-'));

const Line = Decision.extend({
  at: z.string().transform((at) => Date.parse(at)),
  counterfactual: z.string(),
});
type Line = z.infer<typeof Line>;

/** Kinds in which a number decides: what would have changed the decision says it. */
const counted: ReadonlySet<Reason> = new Set([
  ...(['flapping-started', 'flapping-ended', 'joined-topology', 'joined-hub', 'expected-hour', 'blip'] as const),
  ...(['incident-resolved', 'incident-reopened', 'incident-linked', 'major-watch', 'major-downgraded'] as const),
  ...(['major-stood-down'] as const),
]);

/** What both recordings together lead to; the others need people, a ticketing system, rules of a site or a broker. */
const expected: readonly Reason[] = [
  ...(['alert-opened', 'alert-refired', 'alert-updated', 'alert-cleared', 'quiet-ended'] as const),
  ...(['flapping-started', 'flapping-ended', 'bound', 'unbound', 'in-maintenance'] as const),
  ...(['situation-opened', 'joined-same-ci', 'joined-topology', 'joined-hub', 'situations-merged'] as const),
  ...(['situation-split', 'chronic-set-aside', 'expected-hour', 'held', 'blip'] as const),
  ...(['incident-opened', 'incident-resolved', 'incident-reopened', 'incident-linked', 'incident-split'] as const),
  ...(['root-ranked', 'root-unclear', 'impact-assessed', 'priority-set'] as const),
  ...(['major-watch', 'major-declared', 'major-downgraded', 'major-stood-down'] as const),
  ...(['ticket-open', 'ticket-update', 'ticket-escalate', 'ticket-resolve', 'ticket-reopen'] as const),
  ...(['sla-warning', 'sla-breached', 'post-mortem-due'] as const),
];

async function decisionsOf(recording: string, cmdb: string): Promise<Line[]> {
  const out = mkdtempSync(join(folder, 'out-'));
  const policy = Policy.parse({ flags: [...allFlags] });
  const site = { tenant: 'default', policy, cmdb: readCmdb(cmdb), sinks: [{ name: 'desk', language: 'en' }] as const };
  await runReplay({ ...site, recording, startMs: null, tailMs: 30 * 60_000, out });
  return readFileSync(join(out, 'decisions.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => Line.parse(JSON.parse(line)));
}

const told = new Map<string, Line[]>();

beforeAll(async () => {
  told.set('storm', await decisionsOf(join(storm, 'storm-15min.ndjson'), join(storm, 'cmdb.json')));
  const { recording, cmdb } = await writeStory(
    { cmdb: fortnightCmdb, events: fortnight(), startsAt: fortnightStart },
    join(folder, 'fortnight'),
  );
  told.set('fortnight', await decisionsOf(recording, cmdb));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('decisions of a replay', () => {
  it('are of every kind that monitoring alone leads to', () => {
    const found = new Set([...told.values()].flat().map(({ reason }) => reason));
    expect(expected.filter((reason) => !found.has(reason))).toEqual([]);
  });

  it.each(['storm', 'fortnight'])('have evidence and a counterfactual, in both languages: %s', (name) => {
    const decisions = told.get(name) ?? [];
    expect(decisions.length).toBeGreaterThan(100);
    for (const decision of decisions) {
      expect(Object.keys(decision.evidence), decision.reason).not.toEqual([]);
      const english = explainDecision(decision, 'en', { timezone: 'UTC' });
      expect(decision.counterfactual, decision.reason).toMatch(/.{15,}\.$/);
      const french = explainDecision(decision, 'fr', { timezone: 'Europe/Paris' });
      for (const said of [english, french])
        for (const text of [said.what, said.because, said.unless]) {
          expect(text, decision.reason).toMatch(/.{15,}\.$/);
          expect(text, decision.reason).not.toMatch(/\?|undefined|null|NaN|\[object/);
        }
      expect(french.unless, decision.reason).not.toBe(english.unless);
      if (counted.has(decision.reason)) expect([english.unless, french.unless].join(), decision.reason).toMatch(/\d/);
    }
  });

  it('say how far an incident is from major', () => {
    const assessed = (told.get('fortnight') ?? []).filter(({ reason }) => reason === 'impact-assessed');
    expect(assessed.map(({ counterfactual }) => counterfactual).join('\n')).toMatch(
      /Not major by its users: 40 of \d+; \d+ more, or a critical service down, would make it one/,
    );
  });
});
