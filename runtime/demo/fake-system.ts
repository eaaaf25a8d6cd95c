// A fake ticketing system for the demo: a process of its own, told by one line where its page is and how to speak to it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AdapterError, ConfigError } from '../../domain/errors.ts';
import type { SinkKind } from '../../ticketing/sink-kind.ts';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import type { SinkConfig } from '../config/sink-section.ts';

/** One copy serves the demo and the tests, as with the recording. */
const starter = fileURLToPath(new URL('../../tests/fakes/start-fake.ts', import.meta.url));
/** Types are stripped and the port opened within a second; a busy machine may take more. */
const startWithinMs = 30_000;

const Started = z.object({ page: z.url({ protocol: /^http$/ }), section: z.record(z.string(), z.unknown()) });

export interface DemoSystem {
  readonly config: SinkConfig;
  /** Where its tickets show; null: on Vigie's own pages. */
  readonly page: string | null;
  stop(): void;
}

/** @throws ConfigError `option-invalid` for an unknown name, AdapterError `fake-not-started`. */
export async function startDemoSystem(name: string): Promise<DemoSystem> {
  if (!Object.hasOwn(sinkKinds, name)) {
    const known = Object.keys(sinkKinds).join(', ');
    throw new ConfigError('option-invalid', `--sink: ${JSON.stringify(name)} is none of ${known}`, { at: '--sink' });
  }
  if (name === 'desk') return { config: { type: 'desk' }, page: null, stop: () => undefined };
  if (!existsSync(starter))
    throw new AdapterError('fake-not-started', `${starter} is missing: use a checkout of Vigie`);
  const child = spawn(process.execPath, [starter, name], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = (): void => void child.kill();
  try {
    const { page, section } = await firstLine(child.stdout);
    const kind = sinkKinds[name as keyof typeof sinkKinds] as SinkKind<unknown>;
    return { config: kind.schema.parse(section) as SinkConfig, page, stop };
  } catch (cause) {
    stop();
    throw new AdapterError('fake-not-started', `the fake ${name} did not start`, { cause });
  }
}

async function firstLine(output: NodeJS.ReadableStream): Promise<z.infer<typeof Started>> {
  const lines = createInterface({ input: output, signal: AbortSignal.timeout(startWithinMs) });
  for await (const line of lines) return Started.parse(JSON.parse(line));
  throw new Error('it ended without a word');
}
