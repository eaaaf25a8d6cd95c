import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, keyNamed, operation } from '../../tests/contracts/ticket-sink.ts';
import { FakeJira, jiraProject, jiraToken, jiraUser } from '../../tests/fakes/jira-sm/jira-server.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import type { ProblemRecords } from '../sink-kind.ts';
import { JiraConfig } from './jira-sm/jira-config.ts';
import { JiraSm, jiraSmKind } from './jira-sm.ts';

const clock = new ToldClock(0);
const problemType = '[System] Problem';
let jira: FakeJira;
let sink: JiraSm;
let problems: ProblemRecords;

const configured = (more: object = {}): JiraConfig =>
  JiraConfig.parse({
    ...{ type: 'jira-sm', url: jira.url, user: jiraUser, token: jiraToken, project: jiraProject, timeoutMs: 500 },
    ...more,
  });
const opening = call(operation('problem-a', 'open', 1), null);
const linking = (ticket: string, into: string, again = false) =>
  call(operation('problem-a', 'link', 2), ticket, { into, again });

beforeEach(async () => {
  jira = await FakeJira.start();
  jira.store.screen.add('customfield_10010');
  sink = new JiraSm(configured({ problemType, requestType: { field: 'customfield_10010', value: '25' } }), clock);
  problems = sink.problems!;
});
afterEach(async () => {
  await sink.stop();
  await jira.stop();
});

describe('problem records in Jira', () => {
  it('are kept only where the site names their type', () => {
    expect(jiraSmKind.keepsProblems?.(configured())).toBe(false);
    expect(new JiraSm(configured(), clock).problems).toBeUndefined();
    expect(jiraSmKind.keepsProblems?.(configured({ problemType }))).toBe(true);
  });

  it('are issues of that type, no requests of anybody, and found by their label', async () => {
    expect(await problems.sink.create(opening)).toMatchObject({ outcome: 'done', ticket: { ticket: 'NOC-1' } });
    const issue = jira.store.issues.get('NOC-1')!;
    expect(issue).toMatchObject({ issuetype: problemType, labels: [`vigie-${keyNamed('problem-a')}`] });
    expect(issue.fields.has('customfield_10010')).toBe(false);
    expect(await problems.sink.find(keyNamed('problem-a'))).toMatchObject({ tickets: [{ ticket: 'NOC-1' }] });
    expect(await problems.sink.find(keyNamed('problem-b'))).toEqual({ outcome: 'found', tickets: [] });
  });

  it('whose creation stays in doubt are looked up once the index has caught up, and stand once', async () => {
    jira.fail({ on: /^POST rest\/api\/\d\/issue$/, does: { kind: 'drop-after' } });
    expect(await problems.sink.create(opening)).toMatchObject({ outcome: 'in-doubt' });
    expect(problems.sink.capabilities.quarantineMs).toBeGreaterThanOrEqual(300_000);
    expect(await problems.sink.find(keyNamed('problem-a'))).toMatchObject({ tickets: [{ ticket: 'NOC-1' }] });
    expect(jira.store.issues.size).toBe(1);
  });

  it('are tied to the tickets of their incidents, and say so once', async () => {
    await sink.create(call(operation('incident-1', 'open', 1), null));
    await problems.sink.create(opening);
    expect(await problems.sink.findTicket?.(keyNamed('incident-1'))).toMatchObject({ tickets: [{ ticket: 'NOC-1' }] });
    const before = jira.store.issues.get('NOC-2')!.comments.length;
    for (const again of [false, true])
      expect(await problems.sink.link?.(linking('NOC-2', 'NOC-1', again))).toMatchObject({ outcome: 'done' });
    expect(new Set(jira.store.links.map((link) => JSON.stringify(link)))).toEqual(
      new Set([JSON.stringify({ type: 'Relates', inward: 'NOC-2', outward: 'NOC-1' })]),
    );
    expect(jira.store.issues.get('NOC-2')?.comments).toHaveLength(before + 1);
  });

  it('are gone for good where they were deleted', async () => {
    expect(await problems.sink.link?.(linking('NOC-7', 'NOC-1'))).toMatchObject({
      outcome: 'refused',
      code: 'closed-for-good',
    });
  });

  it('are opened again, and read one by one: issues of incidents are not theirs', async () => {
    await sink.create(call(operation('incident-1', 'open', 1), null));
    await problems.sink.create(opening);
    jira.store.issues.get('NOC-2')!.status = 'Resolved';
    expect(await problems.reader?.readTickets(['NOC-2'])).toMatchObject({
      tickets: [{ ticket: 'NOC-2', kind: 'problem', standing: 'resolved' }],
    });
    expect(await problems.reader?.readSince('by-id')).toMatchObject({ outcome: 'read', tickets: [], more: false });
    const again = call(operation('problem-a', 'reopen', 2), 'NOC-2');
    expect(await problems.sink.reopen(again)).toMatchObject({ outcome: 'done' });
    expect(jira.store.issues.get('NOC-2')?.status).toBe('Work in progress');
  });
});
