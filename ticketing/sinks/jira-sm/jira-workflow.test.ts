import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { opening } from '../../../tests/contracts/ticket-sink.ts';
import type { FakeJira } from '../../../tests/fakes/jira-sm/jira-server.ts';
import { openFake } from '../../../tests/fakes/open-fake.ts';
import type { OpenFake } from '../../../tests/fakes/open-fake.ts';

let bench: OpenFake<FakeJira>;
let jira: FakeJira;
beforeEach(async () => {
  bench = await openFake('jira-sm');
  jira = bench.fake;
});
afterEach(() => bench.stop());

async function faultsOf(states: object): Promise<string[]> {
  const findings = (await (await bench.openAs({ states })).probe?.probe()) ?? [];
  return findings.filter(({ level }) => level === 'fault').map(({ what }) => what);
}

describe('the workflow, as doctor sees it', () => {
  it('names the status that was meant', async () => {
    expect(await faultsOf({ resolved: 'Resolvd' })).toEqual([
      expect.stringMatching(/"Resolvd".*the nearest is "Resolved"/),
    ]);
    expect(await faultsOf({ assigned: 'Work in progress', resolved: 'Resolved' })).toEqual([]);
  });

  it('says from where no transition leads to resolved, by the issues that stand there', async () => {
    await bench.sink.create(opening());
    expect(await faultsOf({ resolved: 'Resolved' })).toEqual([]);
    jira.store.transitions = jira.store.transitions.filter(({ from }) => from !== 'Open');
    expect(await faultsOf({ resolved: 'Resolved' })).toEqual([
      expect.stringContaining('leads from "Open" to Resolved'),
    ]);
  });

  it('a workflow that cannot be read is a warning, not a fault', async () => {
    jira.fail({ on: /project/, does: { kind: 'status', status: 403, body: {} } });
    expect((await bench.probe.probe()).map(({ level }) => level)).toContain('warning');
  });
});
