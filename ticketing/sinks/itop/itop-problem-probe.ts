// Asks iTop whether Vigie could keep problem records there. Reads only, so whether it may create them is not told.
import { fault, fine } from '../../probe.ts';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import type { ItopDoor } from './itop-door.ts';
import { problemFields } from './itop-problem-steps.ts';
import { halted } from './itop-stops.ts';

export class ItopProblemProbe implements SinkProbe {
  readonly #door: ItopDoor;

  constructor(door: ItopDoor) {
    this.#door = door;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const key = 'SELECT Problem WHERE id > 0';
    const ask = { class: 'Problem', key, output_fields: problemFields, limit: 1, page: 1 };
    const reply = await this.#door.ask({ operation: 'core/get', ...ask });
    if (reply.kind === 'ok')
      return [
        fine('iTop: problems can be read'),
        fine('iTop: whether they may be created cannot be asked for: the account needs a profile as "Problem Manager"'),
      ];
    const cure = 'install problem management (ITIL), and give the account a profile as "Problem Manager"';
    return [fault(`iTop: problems cannot be read: ${halted(reply, 'class Problem').message}`, cure)];
  }
}
