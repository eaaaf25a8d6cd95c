// The security path to a major incident: by severity, whoever it hits, held, and ended by a person alone.
import { expect, test } from 'vitest';
import type { Alert } from '../../domain/alert.ts';
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
