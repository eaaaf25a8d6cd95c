// A disk that is full: calls are refused and say so, nothing acknowledged is lost, and it heals without a hand.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lacksSmallDisk } from '../faults/small-disk.ts';

const child = new URL('./full-disk-child.ts', import.meta.url).pathname;
const script = 'mount -t tmpfs -o size=6m tmpfs "$1" && exec "$2" "$3" "$1"';

interface Told {
  readonly before: string[];
  readonly rounds: string[][];
  readonly appended: number;
  readonly committed: number;
  readonly found: { events: number; firstIds: string[]; alerts: number; position: number };
}

/** In a namespace of its own, where a small disk may be mounted without rights on the machine. */
function unshare(
  folder: string,
  program: readonly string[],
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('unshare', ['-rm', ...program.map((word) => (word === '$FOLDER' ? folder : word))], {
    encoding: 'utf8',
  });
}

const mayMount = lacksSmallDisk().length === 0;

describe('log and state on a full disk', () => {
  it.skipIf(!mayMount)(
    `refuse, lose nothing, heal${mayMount ? '' : ' (this machine does not let unshare mount a small disk)'}`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'vigie-full-'));
      const { status, stdout, stderr } = unshare(folder, [
        'sh',
        '-c',
        script,
        'sh',
        '$FOLDER',
        process.execPath,
        child,
      ]);
      rmSync(folder, { recursive: true });
      expect([status, stderr.replace(/.*(ExperimentalWarning|--trace-warnings).*\n/g, '')]).toEqual([0, '']);
      const told = JSON.parse(stdout) as Told;
      expect(told.before).toEqual(['ok', 'ok']);
      for (const [refused, , , ...healed] of told.rounds) {
        expect(refused).toMatch(/^(log|state)-full retryable$/);
        expect(healed).toEqual(['ok', 'ok']);
      }
      expect(told.found).toEqual({
        events: told.appended,
        firstIds: ['r0', 'r1', 'r2'],
        alerts: told.committed,
        position: told.committed,
      });
    },
    60_000,
  );
});
