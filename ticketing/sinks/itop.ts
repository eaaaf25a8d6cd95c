// iTop by its REST/JSON service: ticket, logs and stimuli; the key in a field of the site's, else in the title.
import type { ProblemRecords, SinkKind, SinkSurroundings } from '../sink-kind.ts';
import type { SinkCapabilities } from '../sink.ts';
import type { ItopTicket } from './itop/itop-answers.ts';
import { ItopCis } from './itop/itop-cis.ts';
import { ItopConfig } from './itop/itop-config.ts';
import { ItopDoor } from './itop/itop-door.ts';
import { ItopProbe } from './itop/itop-probe.ts';
import { ItopProblemProbe } from './itop/itop-problem-probe.ts';
import { ItopProblemReader } from './itop/itop-problem-reader.ts';
import { ItopProblemSteps } from './itop/itop-problem-steps.ts';
import { ItopReader } from './itop/itop-reader.ts';
import { ItopSteps } from './itop/itop-steps.ts';
import { ByIdReader } from './reading/by-id-reader.ts';
import { LinkingSink } from './steps/linking-sink.ts';
import { SteppedSink } from './steps/stepped-sink.ts';
import { wholeSystem } from './steps/whole-system.ts';

function capabilitiesOf(config: ItopConfig): SinkCapabilities {
  return {
    // Plain SQL: no search lag (ticketing-apis, section 2).
    quarantineMs: config.timeoutMs + config.serverMaxMs,
    limits: { concurrency: config.concurrency },
  };
}

export class Itop extends SteppedSink<ItopTicket> {
  readonly reader: ItopReader;
  readonly probe: ItopProbe;
  readonly problems?: ProblemRecords;
  readonly #door: ItopDoor;

  constructor(config: ItopConfig, { clock }: Pick<SinkSurroundings, 'clock'>) {
    const door = new ItopDoor(config, clock);
    const cis = new ItopCis(config, door, clock);
    const steps = new ItopSteps(config, door, cis);
    const capabilities = capabilitiesOf(config);
    super(steps, capabilities);
    if (config.problems) {
      const records = new ItopProblemSteps(config, { door, cis });
      const sink = new LinkingSink(records, capabilities, (key) => steps.find(key));
      const reader = new ItopProblemReader(config, door, (problem) => records.refOf(problem).url);
      this.problems = { sink, reader: new ByIdReader(reader), probe: new ItopProblemProbe(door) };
    }
    this.reader = new ItopReader(config, door, clock);
    this.probe = new ItopProbe(config, door);
    this.#door = door;
  }

  stop(): Promise<void> {
    return this.#door.close();
  }
}

export const itopKind: SinkKind<ItopConfig> = {
  type: 'itop',
  isRead: true,
  secrets: ['password', 'token'],
  schema: ItopConfig,
  keepsProblems: ({ problems }) => problems,
  open: (config, surroundings) => Promise.resolve(wholeSystem(new Itop(config, surroundings))),
};
