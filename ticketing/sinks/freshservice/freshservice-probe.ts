// Asks Freshservice whether Vigie could work there: key, tickets, groups that the configuration names.
import { fault, fine, warning } from '../../probe.ts';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import type { SystemDoor } from '../http/system-door.ts';
import { stoppedBy } from '../steps/step.ts';
import { checkStates } from '../states/check-states.ts';
import { statusesIn } from './freshservice-answers.ts';
import { freshStates } from './freshservice-config.ts';
import type { FreshserviceConfig } from './freshservice-config.ts';

export class FreshserviceProbe implements SinkProbe {
  readonly #door: SystemDoor;
  readonly #config: FreshserviceConfig;

  constructor(door: SystemDoor, config: FreshserviceConfig) {
    this.#door = door;
    this.#config = config;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const reply = await this.#door.ask({ method: 'GET', path: '/tickets?per_page=1' });
    if (reply.kind !== 'ok') {
      const { code, message } = stoppedBy(reply, 'Freshservice');
      const cure =
        code === 'freshservice-locked-out'
          ? "give Vigie the API key of its agent's profile"
          : 'see url, and the rights of the agent';
      return [fault(`${message} (${code})`, cure)];
    }
    const findings = [fine('Freshservice answers, and takes the key')];
    for (const [team, group] of Object.entries(this.#config.groups)) findings.push(await this.#group(team, group));
    return [...findings, ...(await this.#states())];
  }

  async #states(): Promise<readonly ProbeFinding[]> {
    const reply = await this.#door.ask({ method: 'GET', path: '/ticket_form_fields' });
    const statuses = reply.kind === 'ok' ? statusesIn(reply.json) : null;
    if (statuses === null) return [warning('the statuses cannot be read', 'see by hand that states fits')];
    const states = freshStates(this.#config);
    const known = { system: 'Freshservice', statuses, isAll: true };
    return checkStates(states, known, (status) => states.standingOf(status) === null);
  }

  async #group(team: string, group: number): Promise<ProbeFinding> {
    const reply = await this.#door.ask({ method: 'GET', path: `/groups/${String(group)}` });
    const what = `group ${String(group)} of team "${team}"`;
    if (reply.kind === 'ok') return fine(`${what} is there`);
    const missing = reply.kind === 'refused' && reply.status === 404;
    return missing
      ? fault(`${what} cannot be read`, 'correct groups')
      : warning(`${what} cannot be read`, 'see it by hand');
  }
}
