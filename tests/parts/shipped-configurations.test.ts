// What deploy/ ships is accepted by the very programs that it is for.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeParts, findBinary } from './part.ts';
import { shippedText } from './shipped-text.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-shipped-'));
  writeFileSync(join(folder, 'vigie.token'), 'secret');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Asked {
  readonly expr: string;
}

/** Its file in the folder, with the one place exchanged. */
function place(name: string, shipped = '', wanted = ''): string {
  const path = join(folder, name.replace(/.*\//, ''));
  writeFileSync(path, shippedText(name, shipped, wanted));
  return path;
}

/** What it said; throws unless it ended well. */
function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: folder, stdio: 'pipe' }).toString();
}

const promtool = findBinary('promtool');
describeParts('promtool', promtool === null ? ['prometheus'] : [], () => {
  test('accepts deploy/prometheus/alerting.yml', () => {
    expect(run(promtool!, 'check', 'config', place('prometheus/alerting.yml'))).toContain('SUCCESS');
  });
  test('accepts deploy/cluster/prometheus.yml', () => {
    expect(run(promtool!, 'check', 'config', place('cluster/prometheus.yml'))).toContain('SUCCESS');
  });
  test('understands every question of deploy/cluster/grafana/vigie.json', () => {
    const { panels } = JSON.parse(shippedText('cluster/grafana/vigie.json')) as { panels: { targets: Asked[] }[] };
    const asked = panels.flatMap(({ targets }) => targets);
    const rules = asked.map(({ expr }, n) => ({ record: `question:${String(n)}`, expr }));
    const path = join(folder, 'questions.yml');
    writeFileSync(path, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    expect(run(promtool!, 'check', 'rules', path)).toContain(`SUCCESS: ${String(asked.length)} rules found`);
  });
});

const amtool = findBinary('amtool');
describeParts('amtool', amtool === null ? ['prometheus-alertmanager'] : [], () => {
  test('accepts deploy/alertmanager/alertmanager.yml', () => {
    expect(run(amtool!, 'check-config', place('alertmanager/alertmanager.yml'))).toContain('SUCCESS');
  });
  test('routes every alert to Vigie', () => {
    const path = place('alertmanager/alertmanager.yml');
    const routed = run(amtool!, 'config', 'routes', 'test', `--config.file=${path}`, 'severity=info', 'team=any');
    expect(routed.trim()).toBe('vigie');
  });
});

const rsyslogd = findBinary('rsyslogd');
describeParts('rsyslogd', rsyslogd === null ? ['rsyslog'] : [], () => {
  test('accepts deploy/rsyslog/90-vigie.conf', () => {
    const action = place('rsyslog/90-vigie.conf');
    const path = join(folder, 'rsyslog.conf');
    writeFileSync(path, `global(workDirectory="${folder}")\n$IncludeConfig ${action}\n`);
    expect(() => run(rsyslogd!, '-N1', '-f', path)).not.toThrow();
  });
  test('refuses it once a word is wrong', () => {
    const action = place('rsyslog/90-vigie.conf', 'resumeRetryCount', 'resumeRetryTimes');
    const path = join(folder, 'rsyslog.conf');
    writeFileSync(path, `global(workDirectory="${folder}")\n$IncludeConfig ${action}\n`);
    expect(() => run(rsyslogd!, '-N1', '-f', path)).toThrow();
  });
});
