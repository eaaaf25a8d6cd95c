// The recorded storm as a history: its records are a fixture already, so only what it led to is kept, as chains.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Policy } from '../../domain/policy.ts';
import { allFlags } from '../../domain/flags.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { liveStorm } from '../faults/storm-pipeline.ts';

const path = join(import.meta.dirname, 'recorded/storm-chains.json');

/** By stage, over every record that it wrote. */
export type StormChains = Readonly<Record<string, string>>;

export async function stormChains(flags: readonly number[]): Promise<StormChains> {
  const log = new MemoryEventLog();
  const policy = Policy.parse({ flags });
  const { stages } = await liveStorm({ log, store: new MemoryStateStore(log), policy, before: async () => undefined });
  return Object.fromEntries([...stages].map(([stage, { chain }]) => [stage, chain]));
}

export function recordedStorm(): Readonly<Record<string, StormChains>> {
  return JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, StormChains>>;
}

/** By the newest flags; before there were any only where that is not recorded yet. */
export async function recordStorm({ anew }: { readonly anew: boolean }): Promise<void> {
  const before = anew ? undefined : recordedStorm()['before-flags'];
  const chains = {
    'before-flags': before ?? (await stormChains([])),
    [allFlags.join('-')]: await stormChains(allFlags),
  };
  writeFileSync(path, `${JSON.stringify(chains, null, 2)}\n`);
}
