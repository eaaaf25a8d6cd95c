// Asks iTop whether Vigie could work there: login, class, key field, organization, people, CIs. Reads only.
import { fault, fine } from '../../probe.ts';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import { refusedLogin } from './itop-answers.ts';
import type { ItopConfig } from './itop-config.ts';
import type { ItopAsk, ItopDoor, ItopReply } from './itop-door.ts';
import { checkStates } from '../states/check-states.ts';
import { Status, ticketFields } from './itop-answers.ts';
import { itopStates } from './itop-config.ts';
import { nextStimulus } from './next-stimulus.ts';

/** Nothing has to lead out of these. */
const endSteps: ReadonlySet<string> = new Set(['resolved', 'closed', 'post-mortem', 'deleted']);

interface Check {
  readonly ask: ItopAsk;
  /** Whether at least one object has to be found. */
  readonly found: boolean;
  readonly yes: string;
  readonly no: string;
  readonly cure: string;
}

function reason(reply: Exclude<ItopReply, { kind: 'ok' }>): string {
  if (reply.kind === 'shape') return 'the answer has another shape';
  return reply.kind === 'failed' ? reply.message : reply.code;
}

const get = (name: string, key: unknown, fields: string): ItopAsk => ({
  operation: 'core/get',
  class: name,
  key,
  output_fields: fields,
  limit: 1,
  page: 1,
});

export class ItopProbe implements SinkProbe {
  readonly #config: ItopConfig;
  readonly #door: ItopDoor;

  constructor(config: ItopConfig, door: ItopDoor) {
    this.#config = config;
    this.#door = door;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const login = await this.#logIn();
    if (login.level === 'fault') return [login];
    const findings = [login];
    for (const check of this.#checks()) findings.push(await this.#find(check));
    return [...findings, ...this.#deadEnds(), ...(await this.#states())];
  }

  async #logIn(): Promise<ProbeFinding> {
    const reply = await this.#door.ask({ operation: 'list_operations' });
    if (reply.kind === 'ok') return fine('iTop: reached and logged in');
    const why = reason(reply);
    const refused = reply.kind === 'failed' && reply.code === 'itop-locked-out';
    const cure =
      refused || refusedLogin.test(why)
        ? 'check user and password or token, and give the account the profile "REST Services User"'
        : 'check url, and that webservices/rest.php answers there';
    return fault(`iTop: no login: ${why}`, cure);
  }

  /** Stimuli are not told by the service: those of iTop's own states are known, others the site names. */
  #deadEnds(): ProbeFinding[] {
    const { stimuli } = this.#config;
    const open = itopStates(this.#config).named.filter(({ step }) => !endSteps.has(step));
    return open
      .filter(({ status }) => nextStimulus(status, stimuli) === null)
      .map(({ step, status }) =>
        fault(
          `iTop: states.${step} names "${status}", from which no stimulus is known to lead to resolved`,
          `name it, as stimuli: { ${status}: ev_resolve }`,
        ),
      );
  }

  async #states(): Promise<readonly ProbeFinding[]> {
    const { class: name } = this.#config;
    const all = get(name, `SELECT ${name} WHERE id > 0`, 'status');
    const reply = await this.#door.ask({ ...all, limit: 100 });
    if (reply.kind !== 'ok') return [];
    const told = reply.objects.map(({ fields }) => Status.safeParse(fields)).filter(({ success }) => success);
    const statuses = [...new Set(told.flatMap(({ data }) => (data === undefined ? [] : [data.status])))];
    const states = itopStates(this.#config);
    const known = { system: 'iTop', statuses, isAll: false };
    return checkStates(states, known, (status) => states.standingOf(status) === null);
  }

  async #find({ ask, found, yes, no, cure }: Check): Promise<ProbeFinding> {
    const reply = await this.#door.ask(ask);
    if (reply.kind !== 'ok') return fault(`iTop: ${no}: ${reason(reply)}`, cure);
    if (found && reply.objects.length === 0) return fault(`iTop: ${no}: not found`, cure);
    return fine(`iTop: ${yes}`);
  }

  #checks(): Check[] {
    const { class: name, keyField, organization, caller, team, teams, linkCis } = this.#config;
    const all = [...(team === undefined ? [] : [team]), ...Object.values(teams)];
    const agents = all.flatMap(({ agent }) => (agent === undefined ? [] : [agent]));
    return [
      {
        ask: get(name, `SELECT ${name} WHERE id > 0`, ticketFields),
        found: false,
        yes: `tickets of class ${name} can be read`,
        no: `tickets of class ${name} cannot be read`,
        cure: 'give the account a profile that may read, create and modify them, as "Support Agent"',
      },
      ...(keyField === undefined
        ? []
        : [
            {
              ask: get(name, `SELECT ${name} WHERE id > 0`, keyField),
              found: false,
              yes: `the field ${keyField} is there for the key`,
              no: `the field ${keyField} is not there`,
              cure: 'add it to the data model (docs/ticketing/itop.md), or leave keyField out',
            },
          ]),
      this.#object('Organization', organization, 'organization'),
      ...(caller === undefined ? [] : [this.#object('Person', caller, 'caller')]),
      ...[...new Set(all.map((each) => each.team))].map((id) => this.#object('Team', id, 'team')),
      ...[...new Set(agents)].map((id) => this.#object('Person', id, 'agent')),
      ...(linkCis
        ? [
            {
              ask: get('FunctionalCI', 'SELECT FunctionalCI WHERE id > 0', 'id,name'),
              found: true,
              yes: 'CIs can be read',
              no: 'CIs cannot be read',
              cure: 'give the account a profile that may read them, or set linkCis: false',
            },
          ]
        : []),
    ];
  }

  #object(name: string, id: number, member: string): Check {
    return {
      ask: get(name, id, 'friendlyname'),
      found: true,
      yes: `${member} ${String(id)} is there`,
      no: `${member}: ${name} ${String(id)} cannot be read`,
      cure: `correct ${member}, or let the account see it (allowed organizations)`,
    };
  }
}
