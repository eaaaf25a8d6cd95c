// Asks Freshservice whether Vigie could keep problem records there: the module, and fields that its form demands.
import { fault, fine, warning } from '../../probe.ts';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import type { SystemDoor } from '../http/system-door.ts';
import { stoppedBy } from '../steps/step.ts';
import { ProblemForm } from './freshservice-answers.ts';

export class FreshserviceProblemProbe implements SinkProbe {
  readonly #door: SystemDoor;

  constructor(door: SystemDoor) {
    this.#door = door;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const reply = await this.#door.ask({ method: 'GET', path: '/problems?per_page=1' });
    if (reply.kind === 'ok') return [fine('Freshservice: problems can be read'), ...(await this.#form())];
    const { code, message } = stoppedBy(reply, 'problems');
    const cure = 'the plan must have problem management, and the role of the agent view, create and edit problems';
    return [fault(`Freshservice: ${message} (${code})`, cure)];
  }

  async #form(): Promise<readonly ProbeFinding[]> {
    const reply = await this.#door.ask({ method: 'GET', path: '/problem_form_fields' });
    const told = reply.kind === 'ok' ? ProblemForm.safeParse(reply.json) : null;
    if (told?.success !== true)
      return [warning('the form of problems cannot be read', 'see by hand that it demands no field of your own')];
    const demanded = told.data.problem_fields.filter((field) => field.required && !field.default_field);
    return demanded.map(({ label }) =>
      fault(`Freshservice: the form of problems demands "${label}", which Vigie cannot fill`, 'make it optional'),
    );
  }
}
