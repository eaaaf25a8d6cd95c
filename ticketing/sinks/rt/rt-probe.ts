// Asks RT whether Vigie could work there: token, queues, the right to create, the field for the key.
import { fault, fine, warning } from '../../probe.ts';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import { stoppedBy } from '../steps/step.ts';
import type { SystemDoor } from '../http/system-door.ts';
import { checkStates } from '../states/check-states.ts';
import { QueueAnswer, StatusList } from './rt-answers.ts';
import { rtStates } from './rt-config.ts';
import type { RtConfig } from './rt-config.ts';
import type { RtQueues } from './rt-queues.ts';

export class RtProbe implements SinkProbe {
  readonly #door: SystemDoor;
  readonly #config: RtConfig;
  readonly #queues: RtQueues;

  constructor(door: SystemDoor, config: RtConfig, queues: RtQueues) {
    this.#door = door;
    this.#config = config;
    this.#queues = queues;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const reply = await this.#door.ask({ method: 'GET', path: '/rt' });
    if (reply.kind !== 'ok') {
      const { code, message } = stoppedBy(reply, 'RT');
      const cure = code === 'rt-locked-out' ? 'give Vigie a valid token of its RT user' : 'see url and the network';
      return [fault(`${message} (${code})`, cure)];
    }
    const findings = [fine('RT answers, and takes the token')];
    for (const queue of this.#queues.all) findings.push(...(await this.#queue(queue)));
    return [...findings, ...(await this.#states())];
  }

  /** A lifecycle is not told by REST: the statuses of the tickets there are. */
  async #states(): Promise<readonly ProbeFinding[]> {
    const query = this.#queues.all.map((queue) => `Queue = '${queue}'`).join(' OR ');
    const lately = 'fields=Status&per_page=100&orderby=LastUpdated&order=DESC';
    const reply = await this.#door.ask({
      method: 'GET',
      path: `/tickets?query=${encodeURIComponent(query)}&${lately}`,
    });
    const answer = reply.kind === 'ok' ? StatusList.safeParse(reply.json) : null;
    if (answer?.success !== true) return [warning('tickets cannot be searched', 'grant ShowTicket on the queues')];
    const statuses = [...new Set(answer.data.items.map(({ Status }) => Status))];
    const states = rtStates(this.#config);
    const known = { system: 'RT', statuses, isAll: false };
    return checkStates(states, known, (status) => states.standingOf(status) === null);
  }

  async #queue(name: string): Promise<readonly ProbeFinding[]> {
    const reply = await this.#door.ask({ method: 'GET', path: `/queue/${encodeURIComponent(name)}` });
    const answer = reply.kind === 'ok' ? QueueAnswer.safeParse(reply.json) : null;
    if (answer?.success !== true)
      return [fault(`queue "${name}" cannot be read`, 'correct its name, or grant SeeQueue on it')];
    const { TicketCustomFields: fields = [], _hyperlinks: links = [] } = answer.data;
    const mayCreate = links.some(({ ref, type }) => ref === 'create' && type === 'ticket');
    const keyed = fields.some(({ name: field }) => field === this.#config.keyField);
    return [
      mayCreate
        ? fine(`tickets may be created in queue "${name}"`)
        : fault(
            `tickets may not be created in queue "${name}"`,
            'grant CreateTicket, and the rights of docs/ticketing/rt.md',
          ),
      keyed
        ? fine(`queue "${name}" has the field "${this.#config.keyField}" for the key`)
        : warning(
            `queue "${name}" has no field "${this.#config.keyField}": the key's mark goes to the subject`,
            'apply that custom field to the queue, and grant SeeCustomField',
          ),
    ];
  }
}
