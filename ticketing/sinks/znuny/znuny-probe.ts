// Asks Znuny whether Vigie could work there: session, routes, and whether a search takes the key. Reads only.
import { fault, fine, warning } from '../../probe.ts';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import { checkStates } from '../states/check-states.ts';
import { znunyStates } from './znuny-config.ts';
import type { ZnunyConfig } from './znuny-config.ts';
import type { ZnunySession } from './znuny-session.ts';
import type { ZnunyTickets } from './znuny-tickets.ts';

export class ZnunyProbe implements SinkProbe {
  readonly #config: ZnunyConfig;
  readonly #session: ZnunySession;
  readonly #tickets: ZnunyTickets;

  constructor(config: ZnunyConfig, session: ZnunySession, tickets: ZnunyTickets) {
    this.#config = config;
    this.#session = session;
    this.#tickets = tickets;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const login = await this.#logIn();
    if (login.level === 'fault') return [login];
    return [login, await this.#search(), await this.#rights(), ...(await this.#states()), this.#untold()];
  }

  async #logIn(): Promise<ProbeFinding> {
    const reply = await this.#session.ask({ method: 'GET', path: '/Ticket', query: { Limit: '1' } });
    if (reply.kind === 'ok') return fine('Znuny: reached and logged in');
    const refused = reply.kind === 'failed' && reply.code === 'znuny-locked-out';
    const why = reply.kind === 'failed' ? reply.message : reply.code;
    const cure = refused
      ? 'check user and password: an agent, not a customer'
      : 'check url, and that the web service is imported (deploy/znuny/vigie.yml) and valid';
    return fault(`Znuny: no login: ${why}`, cure);
  }

  async #search(): Promise<ProbeFinding> {
    const stop = await this.#tickets.distrust();
    const { keyField } = this.#config;
    if (stop === null) return fine(`Znuny: searches take the dynamic field ${keyField}`);
    return fault(
      `Znuny: ${stop.message}`,
      `add the dynamic field ${keyField} (type text, of tickets), and import deploy/znuny/vigie.yml`,
    );
  }

  async #rights(): Promise<ProbeFinding> {
    const any = await this.#tickets.search({ Limit: '1' });
    if (!('outcome' in any) && any.ids.length > 0) return fine('Znuny: the agent sees tickets');
    const cure = `give it rw on the group of the queue ${this.#config.queue}, unless Znuny is empty`;
    return warning('Znuny: the agent sees no ticket at all', cure);
  }

  /** States are not told by the web service: those of the tickets there are. */
  async #states(): Promise<readonly ProbeFinding[]> {
    const lately = await this.#tickets.search({ Limit: '50', SortBy: 'Changed', OrderBy: 'Down' });
    if ('outcome' in lately || lately.ids.length === 0) return [];
    const read = await this.#tickets.byIds(lately.ids, false);
    if ('outcome' in read) return [];
    const statuses = [...new Set(read.tickets.map(({ State }) => State))];
    return checkStates(znunyStates(this.#config), { system: 'Znuny', statuses, isAll: false }, () => false);
  }

  #untold(): ProbeFinding {
    return fine(
      'Znuny: queues, types, states and priorities cannot be asked for: the first ticket shows them right or wrong',
    );
  }
}
