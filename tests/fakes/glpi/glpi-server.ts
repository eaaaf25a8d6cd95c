// A fake GLPI on a loopback port: answers as recorded, and fails as told.
import { plainText } from '../../../ticketing/text/html-text.ts';
import { FakeSystem } from '../fake-system.ts';
import type { FakeQuestion } from '../fake-system.ts';
import type { ListedTicket } from '../ticket-list-page.ts';
import { error } from './glpi-answer.ts';
import type { GlpiAnswer } from './glpi-answer.ts';
import { answerQuestion } from './glpi-routes.ts';
import { GlpiStore, ownUser } from './glpi-store.ts';

export const appToken = 'app-token-of-the-fake';
export const userToken = 'user-token-of-the-fake';

const states: Readonly<Record<number, string>> = {
  1: 'new',
  2: 'assigned',
  3: 'planned',
  4: 'pending',
  5: 'solved',
  6: 'closed',
};

const priorities = ['', 'very low', 'low', 'medium', 'high', 'very high', 'major'];

function listedTickets(store: GlpiStore): ListedTicket[] {
  return [...store.tickets.values()].map((ticket) => ({
    id: String(ticket.id),
    title: ticket.name,
    state: ticket.is_deleted === 1 ? 'deleted' : (states[ticket.status] ?? String(ticket.status)),
    isOpen: ticket.status < 5 && ticket.is_deleted === 0,
    priority: priorities[ticket.priority] ?? String(ticket.priority),
    linkedTo: store.links
      .filter(({ tickets_id_1: from }) => from === ticket.id)
      .map(({ tickets_id_2: to }) => String(to)),
    said: [
      { public: true, text: plainText(ticket.content) },
      ...store.followups
        .filter((note) => note.items_id === ticket.id)
        .map((note) => ({ public: note.is_private === 0, text: plainText(note.content) })),
      ...store.solutions
        .filter((note) => note.items_id === ticket.id)
        .map(({ content }) => ({ public: true, text: plainText(content) })),
    ],
  }));
}

function listedProblems(store: GlpiStore): ListedTicket[] {
  return [...store.problems.values()].map((problem) => ({
    id: String(problem.id),
    title: problem.name,
    state: problem.is_deleted === 1 ? 'deleted' : (states[problem.status] ?? String(problem.status)),
    isOpen: problem.status < 5 && problem.is_deleted === 0,
    priority: priorities[problem.priority] ?? String(problem.priority),
    linkedTo: store.problemLinks
      .filter(({ problems_id: of }) => of === problem.id)
      .map(({ tickets_id: ticket }) => String(ticket)),
    said: [
      { public: true, text: plainText(problem.content) },
      ...store.problemNotes
        .filter(({ items_id: of }) => of === problem.id)
        .map(({ content }) => ({ public: false, text: plainText(content) })),
    ],
  }));
}

/** Apache ends the connection after a 400. */
function closingAfter400(answer: GlpiAnswer): GlpiAnswer {
  return answer.status === 400 ? { ...answer, headers: { Connection: 'close', ...answer.headers } } : answer;
}

export class FakeGlpi extends FakeSystem {
  readonly store = new GlpiStore();
  readonly #sessions = new Set<string>();
  #logins = 0;

  private constructor() {
    super({
      name: 'GLPI',
      base: '/apirest.php',
      contentType: 'application/json; charset=UTF-8',
      answer: (question) => closingAfter400(this.#answer(question)),
      shelf: {
        listed: () => listedTickets(this.store),
        remove: (id) => void (this.store.tickets.get(Number(id))!.is_deleted = 1),
        resolve: (id) => void (this.store.tickets.get(Number(id))!.status = 5),
      },
      problemShelf: {
        listed: () => listedProblems(this.store),
        remove: (id) => void (this.store.problems.get(Number(id))!.is_deleted = 1),
        resolve: (id) => void (this.store.problems.get(Number(id))!.status = 5),
      },
    });
  }

  static start(port = 0): Promise<FakeGlpi> {
    return new FakeGlpi().listen(port);
  }

  /** Ends every session, as the cleaner task does after 24 minutes. */
  expireSessions(): void {
    this.#sessions.clear();
  }

  /** A token that is valid from now on. */
  openSession(token: string): void {
    this.#sessions.add(token);
  }

  #answer(question: FakeQuestion): GlpiAnswer {
    const { headers, query, method, path, body } = question;
    const asked = (header: string, parameter: string): string | null => {
      const value = headers[header];
      return typeof value === 'string' ? value : query.get(parameter);
    };
    const app = asked('app-token', 'app_token');
    if (app === null) return error('ERROR_APP_TOKEN_PARAMETERS_MISSING');
    if (app !== appToken) return error('ERROR_WRONG_APP_TOKEN_PARAMETER');
    if (method === 'GET' && body !== '') return error('ERROR_JSON_PAYLOAD_FORBIDDEN');
    if (path === 'initSession') return this.#logIn(headers.authorization, query.get('get_full_session') === 'true');
    const session = asked('session-token', 'session_token');
    if (session === null) return error('ERROR_SESSION_TOKEN_MISSING');
    if (!this.#sessions.has(session)) return error('ERROR_SESSION_TOKEN_INVALID');
    if (path === 'killSession') {
      this.#sessions.delete(session);
      return { status: 200, body: true };
    }
    return this.#answerInSession(question);
  }

  #answerInSession({ headers, query, method, path, body }: FakeQuestion): GlpiAnswer {
    const json = (headers['content-type'] ?? '').startsWith('application/json');
    let input: unknown;
    try {
      input = body === '' || !json ? undefined : (JSON.parse(body) as { input?: unknown }).input;
    } catch {
      return error('ERROR_JSON_PAYLOAD_INVALID');
    }
    const view = {
      sanitized: headers['x-glpi-sanitized-content'] !== 'false',
      links: query.get('get_hateoas') !== 'false',
      base: this.url,
      names: query.get('expand_dropdowns') === 'true',
    };
    return answerQuestion(this.store, {
      method,
      path: path.split('/'),
      query,
      input,
      view,
    });
  }

  #logIn(authorization: string | undefined, whole: boolean): GlpiAnswer {
    if (authorization === undefined) return error('ERROR_LOGIN_PARAMETERS_MISSING');
    if (authorization !== `user_token ${userToken}`) return error('ERROR_GLPI_LOGIN_USER_TOKEN');
    this.#logins += 1;
    const token = `session-${String(this.#logins)}`;
    this.#sessions.add(token);
    const session = {
      ...{ glpi_currenttime: this.store.now, glpi_use_mode: 0, glpiID: ownUser, glpiname: 'noc-integration' },
      ...{ glpidefault_entity: 0, glpilanguage: 'en_GB', glpilist_limit: '15', glpiactive_entity: 0 },
      ...{ glpiactive_entity_recursive: 1, _keys_left_out: 76 },
    };
    return { status: 200, body: { session_token: token, ...(whole ? { session } : {}) } };
  }
}
