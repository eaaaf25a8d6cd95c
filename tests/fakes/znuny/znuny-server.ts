// A fake Znuny on a loopback port: answers as recorded, and fails as told.
import { FakeSystem } from '../fake-system.ts';
import type { FakeAnswer, FakeQuestion } from '../fake-system.ts';
import { badContent, missing, noRoute, refusalOf, said, ZnunyRefusal } from './znuny-answer.ts';
import { ZnunyOperations } from './znuny-operations.ts';
import { ZnunyStore } from './znuny-store.ts';
import { listedTickets } from './znuny-views.ts';

export const znunyUser = { user: 'opsapi', password: 'password-of-the-fake' };

const base = '/znuny/nph-genericinterface.pl/Webservice/GenericTicketConnectorREST';

type Ask = Readonly<Record<string, unknown>>;

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
}

/** Those of the shipped example, and the search by POST that deploy/znuny/vigie.yml adds. */
const routes: readonly Route[] = [
  { operation: 'SessionCreate', method: 'POST', path: /^Session$/ },
  { operation: 'TicketCreate', method: 'POST', path: /^Ticket$/ },
  { operation: 'TicketSearch', method: 'GET', path: /^Ticket$/ },
  { operation: 'TicketSearch', method: 'POST', path: /^TicketSearch$/ },
  { operation: 'TicketGet', method: 'GET', path: /^Ticket\/([^/]+)$/ },
  { operation: 'TicketGet', method: 'GET', path: /^TicketList$/ },
  { operation: 'TicketUpdate', method: 'PATCH', path: /^Ticket\/([^/]+)$/ },
];

/** The body of a GET is thrown away; of a query, repeated names are a list. */
function askOf({ method, query, body }: FakeQuestion): Ask | null {
  if (method === 'GET')
    return Object.fromEntries(
      [...new Set(query.keys())].map((name) => {
        const values = query.getAll(name);
        return [name, values.length === 1 ? values[0] : values];
      }),
    );
  if (body === '') return {};
  try {
    return JSON.parse(body) as Ask;
  } catch {
    return null;
  }
}

export class FakeZnuny extends FakeSystem {
  readonly store = new ZnunyStore();
  /** Whether the site has imported our web service; without it, searches go by GET alone. */
  searchByPost = true;
  readonly #sessions = new Map<string, string>();
  #logins = 0;

  private constructor() {
    super({
      name: 'Znuny',
      base,
      contentType: 'application/json; charset=UTF-8',
      answer: (question) => this.#answer(question),
      shelf: {
        listed: () => listedTickets(this.store),
        remove: (number) => void this.store.tickets.delete(this.store.numbered(number).id),
        resolve: (number) => void (this.store.numbered(number).state = 'closed successful'),
      },
    });
    this.store.dynamicFields.set('VigieKey', 'Text');
  }

  static start(port = 0): Promise<FakeZnuny> {
    return new FakeZnuny().listen(port);
  }

  /** Ends every session, as idle time does. */
  expireSessions(): void {
    this.#sessions.clear();
  }

  /** A session that is valid from now on. */
  openSession(id: string): void {
    this.#sessions.set(id, znunyUser.user);
  }

  #answer(question: FakeQuestion): FakeAnswer {
    const { method, path } = question;
    if (path.startsWith('znuny/index.pl')) return { status: 302, body: '', headers: { Location: '/' } };
    const route = routes.find((each) => each.method === method && each.path.test(path));
    if (route === undefined || (path === 'TicketSearch' && !this.searchByPost)) return noRoute(path);
    const ask = askOf(question);
    if (ask === null) return badContent;
    try {
      return this.#serve(route, question, ask);
    } catch (thrown) {
      if (thrown instanceof ZnunyRefusal) return refusalOf(route.operation, thrown);
      throw thrown;
    }
  }

  #serve({ operation, path }: Route, question: FakeQuestion, ask: Ask): FakeAnswer {
    if (operation === 'SessionCreate') return this.#logIn(ask);
    const agent = this.#agentOf(question, ask);
    if (agent === null) throw authFailure(operation, ask);
    const operations = new ZnunyOperations(this.store, agent);
    const id = path.exec(question.path)?.[1];
    if (operation === 'TicketSearch') return operations.search(ask);
    if (operation === 'TicketCreate') return operations.create(ask);
    if (operation === 'TicketUpdate') return operations.update(id ?? '', ask);
    return operations.get(id === undefined ? String(ask['TicketID']).split(',') : [id], ask);
  }

  #logIn(ask: Ask): FakeAnswer {
    const agent = known(ask['UserLogin'], ask['Password']);
    if (agent === null) throw new ZnunyRefusal('AuthFail', 'Authorization failing!');
    this.#logins += 1;
    const id = `session${String(this.#logins)}`;
    this.#sessions.set(id, agent);
    return said({ SessionID: id });
  }

  /** A session, credentials in the request or in headers of its own; Basic is not looked at (recorded, 02e). */
  #agentOf({ headers }: FakeQuestion, ask: Ask): string | null {
    const session = ask['SessionID'];
    if (typeof session === 'string') return this.#sessions.get(session) ?? null;
    const [login, password] = [headers['x-otrs-header-userlogin'], headers['x-otrs-header-password']];
    return login === undefined ? known(ask['UserLogin'], ask['Password']) : known(login, password);
  }
}

function known(login: unknown, password: unknown): string | null {
  return (login === 'opsapi' || login === 'noright') && password === znunyUser.password ? login : null;
}

/** Each operation has its own words (recorded, 02 to 02d). */
function authFailure(operation: string, ask: Ask): ZnunyRefusal {
  const named = ask['UserLogin'] !== undefined || ask['SessionID'] !== undefined;
  if (operation !== 'TicketSearch' && !named) return missing('UserLogin, CustomerUserLogin or SessionID is required!');
  const words = operation === 'TicketSearch' ? 'Authorization failing!' : 'User could not be authenticated!';
  return new ZnunyRefusal('AuthFail', words);
}
