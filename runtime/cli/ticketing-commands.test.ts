// doctor, drill and demo --sink, against a fake GLPI and the built-in desk.
import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appToken, FakeGlpi, userToken } from '../../tests/fakes/glpi/glpi-server.ts';
import { startDemoSystem } from '../demo/fake-system.ts';
import { runVigie } from './main.ts';
import type { Terminal } from './terminal.ts';

let glpi: FakeGlpi;
beforeEach(async () => {
  glpi = await FakeGlpi.start();
});
afterEach(() => glpi.stop());

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function vigie(...args: string[]): Promise<Ran> {
  const written = { out: '', err: '' };
  const terminal: Terminal = {
    env: { APP_TOKEN: appToken, USER_TOKEN: userToken },
    isScreen: false,
    readInput: async () => '',
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    stopped: new AbortController().signal,
  };
  return { code: await runVigie(args, terminal), ...written };
}

function configFile(more = ''): string {
  const path = join(mkdtempSync(join(tmpdir(), 'vigie-cli-')), 'vigie.yaml');
  const glpiLines = [`url: "${glpi.url}"`, 'appToken: "${env:APP_TOKEN}"', 'userToken: "${env:USER_TOKEN}"'];
  writeFileSync(path, `ticketing: { sinks: { noc: { type: glpi, ${glpiLines.join(', ')}${more} } } }\n`);
  return path;
}

const findingsOf = ({ out }: Ran): { part: string; level: string; cure: string | null }[] =>
  (JSON.parse(out) as { findings: { part: string; level: string; cure: string | null }[] }).findings;

describe('doctor', () => {
  test('finds nothing wrong with a site that works', async () => {
    const ran = await vigie('doctor', '--config', configFile(), '--json');
    expect(ran.code).toBe(0);
    expect(findingsOf(ran).filter(({ level }) => level !== 'fine')).toEqual([]);
    expect(ran.out).not.toContain(userToken);
  });

  test('says what is wrong and how to cure it, and that it is a fault', async () => {
    const ran = await vigie('doctor', '--config', configFile(', entity: 77'));
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/FAULT +ticketing noc: entity: GLPI has no 77.*\n +-> correct the id/);
    expect(ran.out).toMatch(/\n1 fault, 0 warnings\n$/);
  });

  test('asks for problem records where the policy may want them, and names the rights that lack', async () => {
    glpi.store.problemRights = 1_025;
    const asked = await vigie('doctor', '--config', configFile(', problems: true'));
    expect(asked.code).toBe(1);
    expect(asked.out).toMatch(
      /FAULT +ticketing noc\.problems: the profile Technician lacks on problems: UPDATE, CREATE\n +-> .*1031/,
    );
    expect((await vigie('doctor', '--config', configFile())).code).toBe(0);
    const off = configFile(', problems: true');
    const rules = mkdtempSync(join(tmpdir(), 'vigie-rules-'));
    writeFileSync(join(rules, 'policy.yaml'), 'problems: { mode: off }\n');
    appendFileSync(off, `rules: "${rules}"\n`);
    expect((await vigie('doctor', '--config', off)).out).not.toContain('noc.problems');
  });

  test('a configuration that cannot be read is a finding too', async () => {
    const ran = await vigie('doctor', '--config', configFile(', colour: red'), '--json');
    expect(ran.code).toBe(1);
    expect(findingsOf(ran)).toMatchObject([{ part: 'configuration', level: 'fault' }]);
  });
});

describe('drill', () => {
  test('takes a marked ticket through its life, times each step, and leaves it resolved', async () => {
    const ran = await vigie('drill', '--sink', 'noc', '--config', configFile(), '--json');
    expect(ran.code).toBe(0);
    const report = JSON.parse(ran.out) as { steps: { step: string; ok: boolean; tookMs: number }[] };
    expect(report.steps.map(({ step }) => step)).toEqual([
      ...['open', 'find by key', 'update', 'escalate', 'resolve', 'reopen', 'resolve', 'read back'],
    ]);
    expect(report.steps.every(({ ok, tookMs }) => ok && tookMs >= 0)).toBe(true);
    expect([...glpi.store.tickets.values()]).toMatchObject([{ status: 5, priority: 1 }]);
    expect(glpi.store.tickets.get(1)!.name).toContain('drill');
  });

  test('resolves what it opened when a step fails on the way, and says which', async () => {
    glpi.fail({ on: /^PUT Ticket/, times: 1, does: { kind: 'status', status: 429 } });
    const ran = await vigie('drill', '--sink', 'noc', '--config', configFile());
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/FAIL +update .*failed: .*429/);
    expect(ran.out).toContain('no test ticket is left open');
    expect(glpi.store.tickets.get(1)!.status).toBe(5);
  });

  test('finds a ticket whose create lost its answer, and cleans it up', async () => {
    glpi.fail({ on: /^POST Ticket$/, times: 1, does: { kind: 'drop-after' } });
    const ran = await vigie('drill', '--sink', 'noc', '--config', configFile());
    expect(ran.code).toBe(1);
    expect([...glpi.store.tickets.values()].map(({ status }) => status)).toEqual([5]);
  });

  test('a sink that is not configured is refused by name', async () => {
    const ran = await vigie('drill', '--sink', 'nope', '--config', configFile());
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('is none of noc') as string });
  });
});

describe('demo --sink', () => {
  test('starts the fake of that system and tells where its page is', { timeout: 60_000 }, async () => {
    const system = await startDemoSystem('glpi');
    try {
      expect(system.config).toMatchObject({ type: 'glpi' });
      expect(await (await fetch(system.page ?? '')).text()).toContain('GLPI');
    } finally {
      system.stop();
    }
  });

  test('an unknown system is refused by name', async () => {
    await expect(startDemoSystem('nope')).rejects.toMatchObject({ code: 'option-invalid' });
  });
});
