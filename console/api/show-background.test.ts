import { expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { Policy } from '../../domain/policy.ts';
import { occurrenceTable } from '../../ticketing/problems/occurrences.ts';
import type { Occurrence } from '../../ticketing/problems/occurrence.ts';
import { toldConsole } from '../../tests/fakes/told-console.ts';
import { start, toldCandidate, toldIncident } from '../../tests/fakes/told-facts.ts';
import { IncidentDetail } from './incident-contract.ts';

const dayMs = 86_400_000;
const incident: Incident = toldIncident(1, { rootCandidates: [toldCandidate('sw-1')], rootClear: true });

/** The same failure, two and twenty days before. */
const earlier = [2, 20].map((days): Occurrence => {
  const failure = { ci: 'sw-1', ciName: 'sw-1', ciClass: 'switch', kind: 'reachability' } as const;
  const at = start - days * dayMs;
  return {
    ...{
      incident: `before-${String(days)}`,
      number: 'I-0',
      tenant: incident.tenant,
      failure,
      since: at,
      settled: true,
    },
    ...{ at, services: [], endedAt: at + 60_000, by: null, solution: null },
  };
});

async function recurredBy(problems: Partial<Policy['problems']>) {
  const policy = Policy.parse({ problems });
  const { told, app, get } = await toldConsole({ policy: () => policy, tenant: incident.tenant });
  await told.incident(start, { incident, changes: ['opened'] });
  const { store, log } = told;
  const rows = earlier.map((row) => ({ table: occurrenceTable, key: row.incident, json: JSON.stringify(row) }));
  const epoch = await store.claim('planning', 0);
  const unit = { stage: 'planning', partition: 0, epoch, log: await log.identity('incidents') };
  await store.commit({ ...unit, offset: 1, chain: '', rows, out: [] });
  const { body } = await get(`/api/v1/incidents/${incident.id}`);
  await app.close();
  const { background, texts } = IncidentDetail.parse(body);
  return { recurred: background.recurred, text: texts.technicalText };
}

it("counts how often by the site's policy, in what it shows and in the ticket's text", async () => {
  const month = await recurredBy({});
  expect(month.recurred).toMatchObject({ nth: 3, withinMs: 30 * dayMs });
  expect(month.text).toContain('3rd time in 30 days');
  const week = await recurredBy({ withinMs: 7 * dayMs });
  expect(week.recurred).toMatchObject({ nth: 2, withinMs: 7 * dayMs });
  expect(week.text).toContain('2nd time in 7 days');
  expect((await recurredBy({ mode: 'off' })).recurred).toBeNull();
});
