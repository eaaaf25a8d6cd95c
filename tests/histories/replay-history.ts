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

/** One sentence per stage that decides otherwise; none: all as recorded. */
export async function differencesFrom(history: History): Promise<string[]> {
  const log = await logOf(history);
  const controls = await SiteControls.open(log, tenant);
  const found: string[] = [];
  for (const stage of controlledStages(controls)) {
    const store = new WatchedStore(log);
    const seat = { log, store, clock: new ToldClock(0), controls: controls.bodies };
    const owner = await StageOwner.open({ ...stage, ...seat, ticks: false });
    const recorded = recordedBy(owner.name, history);
    while ((await owner.step()) > 0);
    const other = firstOther(recorded, store.written);
    if (other !== null) found.push(`${history.name}: ${owner.name} ${other}`);
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
