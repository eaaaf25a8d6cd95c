// Who goes next is drawn, not timed: every step outside a process waits here until its turn comes.
import { setImmediate as turn } from 'node:timers/promises';
import type { ToldClock } from '../../runtime/clock/told-clock.ts';
import type { Dice } from './dice.ts';

/** One life of a process. Dead: nothing of it ever goes on. Frozen: nothing until it thaws. */
export interface Life {
  dead: boolean;
  frozen: boolean;
  readonly number: number;
}

interface Waiting {
  readonly life: Life;
  readonly go: () => void;
  /** Handed to the network: its sender may freeze, it goes on. */
  readonly isUnderWay: boolean;
}

/** A world that takes more steps than this does not come to rest. */
const mostSteps = 200_000;

export class VirtualScheduler {
  readonly clock: ToldClock;
  readonly #dice: Dice;
  #waiting: Waiting[] = [];
  steps = 0;
  /** Requests on a real wire: told time stands still meanwhile. */
  onTheWire = 0;

  constructor(clock: ToldClock, dice: Dice) {
    this.clock = clock;
    this.#dice = dice;
  }

  /** Never resolves for a life that is over by then. */
  slot(life: Life, isUnderWay = false): Promise<void> {
    return new Promise((go) => {
      if (!life.dead) this.#waiting.push({ life, go, isUnderWay });
    });
  }

  /** Until `endMs`, or until nothing waits any more. @throws Error when it never ends. */
  async runUntil(endMs: number): Promise<void> {
    for (;;) {
      await (this.onTheWire > 0 ? turn() : settled());
      if (this.onTheWire > 0) continue;
      if ((this.steps += 1) > mostSteps) throw new Error(`no rest after ${String(mostSteps)} steps`);
      if (this.#letOneGo()) continue;
      const wake = this.clock.nextWake();
      if (wake === null || wake > endMs) break;
      this.clock.advanceTo(wake);
    }
    this.clock.advanceTo(endMs);
  }

  #letOneGo(): boolean {
    this.#waiting = this.#waiting.filter(({ life }) => !life.dead);
    const able = this.#waiting.filter(({ life, isUnderWay }) => isUnderWay || !life.frozen);
    const [first] = able;
    if (first === undefined) return false;
    const chosen = able[this.#dice.between(0, able.length - 1)] ?? first;
    this.#waiting.splice(this.#waiting.indexOf(chosen), 1);
    chosen.go();
    return true;
  }
}

/** All that could go on by itself has: nothing in a world but its wire waits for the event loop. */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
