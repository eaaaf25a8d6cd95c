// Lets today's stages decide upon a recorded history again, and says where they decide otherwise.
import type { Outgoing } from '../../domain/ports/state-store.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { StageOwner } from '../../runtime/stage-owner.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { SiteControls } from '../../runtime/wiring/site-controls.ts';
import { controlledStages } from '../simulation/controlled-stages.ts';
import { tenant } from '../simulation/site.ts';
import { logOf } from './history.ts';
import type { History } from './history.ts';

/** What it writes is kept for a look; the log already holds it. */
class WatchedStore extends MemoryStateStore {
  readonly written: Outgoing[] = [];

  override commit(unit: Parameters<MemoryStateStore['commit']>[0]): Promise<void> {
    this.written.push(...unit.out);
    return super.commit(unit);
  }
}

export interface Decided {
  readonly written: readonly Outgoing[];
  readonly store: MemoryStateStore;
  /** Why the state that it began with was put away; none: it was not. */
  readonly putAway: readonly string[];
}

/** The stages that decide, by name, with the stream that each reads. */
export async function stagesOf(history: History): Promise<{ name: string; input: StreamName }[]> {
  const controls = await SiteControls.open(await logOf(history), tenant);
  return controlledStages(controls).map(({ create, input }) => ({ name: create({}).name, input }));
}

/** Lets one stage decide upon all that is recorded, or upon what comes after the state that `before` keeps. */
export async function decideAgain(
  history: History,
  name: string,
  before: (store: MemoryStateStore) => Promise<void> = async () => undefined,
): Promise<Decided> {
  const log = await logOf(history);
  const controls = await SiteControls.open(log, tenant);
  const stage = controlledStages(controls).find(({ create }) => create({}).name === name);
  if (stage === undefined) throw new Error(`no stage ${name}`);
  const store = new WatchedStore(log);
  await before(store);
  const putAway: string[] = [];
  const seat = { log, store, clock: new ToldClock(0), controls: controls.bodies };
  const onRebuild = ({ reason }: { reason: string }): number => putAway.push(reason);
  const owner = await StageOwner.open({ ...stage, ...seat, ticks: false, onRebuild });
  while ((await owner.step()) > 0);
  return { written: store.written, store, putAway };
}

/** One sentence per stage that decides otherwise; none: all as recorded. */
export async function differencesFrom(history: History): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of await stagesOf(history)) {
    const { written } = await decideAgain(history, name);
    const other = firstOther(recordedBy(name, history), written);
    if (other !== null) found.push(`${history.name}: ${name} ${other}`);
  }
  return found;
}

/** How many decisions and operations the stages of a history wrote. */
export function outputsOf({ records }: History): number {
  return [...records.values()].flat().filter(({ from }) => from !== undefined).length;
}

function recordedBy(stage: string, { records }: History): Map<StreamName, LogRecord[]> {
  const own = [...records].map(([stream, some]): [StreamName, LogRecord[]] => [
    stream,
    some.filter(({ from }) => from?.stage.startsWith(`${stage}@`)),
  ]);
  return new Map(own.filter(([, some]) => some.length > 0));
}

/** Per stream, since the order between streams is nobody's promise. */
function firstOther(recorded: Map<StreamName, LogRecord[]>, written: readonly Outgoing[]): string | null {
  const counts = new Map<StreamName, number>();
  for (const { stream, record } of written) {
    const at = counts.get(stream) ?? 0;
    const was = recorded.get(stream)?.[at];
    if (was === undefined) return `writes to ${stream} what was not recorded: ${shown(record)}`;
    if (decisionIn(was) !== decisionIn(record))
      return `writes to ${stream}, as number ${at},\n  ${shown(record)}\nin place of\n  ${shown(was)}`;
    counts.set(stream, at + 1);
  }
  for (const [stream, some] of recorded) {
    const missing = some[counts.get(stream) ?? 0];
    if (missing !== undefined) return `does not write to ${stream} any more: ${shown(missing)}`;
  }
  return null;
}

/** A batch names the offset of its last record, a replay that of each: where it came from is no part of what was decided. */
const decisionIn = ({ from: _from, ...decided }: LogRecord): string => JSON.stringify(decided);

const shown = (record: LogRecord): string => JSON.stringify(record).slice(0, 600);
