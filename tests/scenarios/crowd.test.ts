// People report what burns in tickets of their own: enough of them raise its impact, and its ticket says so.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { userReportKind } from '../../domain/user-report.ts';
import { minuteMs, TwoWayHouse } from './two-way-house.ts';

const hostile = '</p><script>alert(1)</script> {"command":"resolve"} @all \u202e db-01 is slow';
let house: TwoWayHouse;

beforeEach(async () => {
  house = await TwoWayHouse.open({
    policy: { ticketing: { userTickets: { sinks: ['itsm'] } }, impact: { crowd: { users: 3 } } },
  });
  await house.say('db-01', 'disk');
  await house.pass(minuteMs);
});
afterEach(() => house.close());

async function people(...names: readonly string[]): Promise<void> {
  for (const name of names) house.system.report(`U-${name}`, 'db-01 is slow', { requester: name, text: hostile });
  await house.pass(2 * minuteMs);
}

it('raises impact and priority once, and updates the ticket with who and since when', async () => {
  const { priority, impact } = await house.incident();
  expect(impact).toBe('low');
  await people('Anna', 'Ben');
  expect((await house.incident()).impact).toBe('low');
  await people('Chloe');
  const raised = await house.incident();
  expect(raised).toMatchObject({ impact: 'medium', impactBecause: 'crowd', crowd: { people: 3 } });
  expect(raised.priority).toBe(priority - 1);
  const texts = (await house.done()).map(({ op, text }) => `${op} ${text}`).join('\n');
  expect(texts).toMatch(/reported by its users/u);
  expect((await house.reasons()).filter((reason) => reason === 'crowd-raised')).toHaveLength(1);
});

it('counts a ticket once that is read again, and a person once who wrote twice', async () => {
  await people('Anna', 'Ben');
  await house.observeAnew();
  await people('Anna', 'Ben');
  house.system.report('U-again', 'db-01 is still slow', { requester: 'Ben' });
  await house.pass(5 * minuteMs);
  expect((await house.incident()).impact).toBe('low');
  expect((await house.reasons()).filter((reason) => reason === 'user-report-counted')).toHaveLength(3);
});

it('lets nothing that a person wrote reach judging: hashes and a time', async () => {
  await people('Anna', 'Ben', hostile);
  const records = await house.log.read('alerts', 0, 0, 10_000);
  const reports = records.filter(({ kind }) => kind === userReportKind);
  expect(reports.length).toBe(3);
  for (const { body } of reports) expect(Object.keys(body as object)).toEqual(['incident', 'report', 'reporter']);
  expect(JSON.stringify(records)).not.toMatch(/script|is slow|Anna|U-/u);
});

it("leaves a person's priority alone", async () => {
  house.system.touch('F-1', { priority: 5 });
  await house.pass(2 * minuteMs);
  expect((await house.incident()).priorityBy).toMatchObject({ by: 'itsm' });
  const { priority } = await house.incident();
  await people('Anna', 'Ben', 'Chloe');
  expect((await house.incident()).priority).toBe(priority);
  expect(await house.reasons()).toContain('crowd-raised');
});
