// A fake iTop on a loopback port: answers as recorded, and fails as told.
import { FakeSystem } from '../fake-system.ts';
import type { FakeAnswer, FakeQuestion, FakeShelf } from '../fake-system.ts';
import { ItopRefusal, refusalOf } from './itop-answer.ts';
import { ItopOperations } from './itop-operations.ts';
import type { ItopAccount } from './itop-operations.ts';
import { ItopStore } from './itop-store.ts';
import { listedTickets } from './itop-views.ts';

export const itopUser = { user: 'opsapi', password: 'password-of-the-fake' };
export const itopToken = 'token-of-the-fake';

/** PHP's default in the lab; a body above it arrives empty, so that nobody is logged in (recorded, 27d). */
const postMaxBytes = 8 * 1024 * 1024;

type ItopLogin = Omit<ItopAccount, 'managesProblems'>;

const full: ItopLogin = { classRights: true, organization: null };
const accounts: Readonly<Record<string, ItopLogin>> = {
  [`opsapi:${itopUser.password}`]: full,
  [`admin:${itopUser.password}`]: full,
  [`roapi:${itopUser.password}`]: { classRights: false, organization: null },
  [`orgapi:${itopUser.password}`]: { classRights: true, organization: '3' },
};

function formOf({ method, headers, body, query }: FakeQuestion): URLSearchParams {
  if (method === 'GET') return query;
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return new URLSearchParams(isForm && Buffer.byteLength(body) <= postMaxBytes ? body : '');
}

function askOf(form: URLSearchParams): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(form.get('json_data') ?? '') as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

function shelfOf(store: () => ItopStore, ofProblems: boolean): FakeShelf {
  return {
    listed: () => listedTickets(store(), ofProblems),
    remove: (ref) => void store().tickets.delete(store().named(ref).id),
    resolve: (ref) => void (store().named(ref).fields['status'] = 'resolved'),
  };
}

export class FakeItop extends FakeSystem {
  readonly store = new ItopStore();
  /** During a set-up: every call is turned away (recorded, 80). */
  maintenance = false;
  /** Writes are refused as if there were no right (recorded, 80b). */
  readOnly = false;
  /** Whether the account has the profile "Problem Manager", which that of the lab had not (recorded, 21d). */
  managesProblems = true;

  private constructor() {
    super({
      name: 'iTop',
      base: '',
      contentType: 'application/json',
      answer: (question) => this.#answer(question),
      nameOf: (question) => operationOf(question),
      shelf: shelfOf(() => this.store, false),
      problemShelf: shelfOf(() => this.store, true),
    });
  }

  static start(port = 0): Promise<FakeItop> {
    return new FakeItop().listen(port);
  }

  /** How often an operation was asked for, as `core/update Incident`. */
  asked(operation: RegExp): number {
    return this.seen.filter((question) => operation.test(operationOf(question))).length;
  }

  #answer(question: FakeQuestion): FakeAnswer {
    // A ticket's page: whoever follows its link sees the list.
    if (question.path === 'pages/UI.php') return { status: 302, body: '', headers: { Location: '/' } };
    if (question.path !== 'webservices/rest.php')
      return { status: 404, body: '<p>Not Found</p>', headers: { 'Content-Type': 'text/html' } };
    if (this.maintenance)
      return {
        status: 503,
        body: { data: [{ code: 100, message: 'This application is currently under maintenance.' }], scripts: [] },
      };
    try {
      return this.#serve(question);
    } catch (thrown) {
      if (thrown instanceof ItopRefusal) return refusalOf(thrown);
      throw thrown;
    }
  }

  #serve(question: FakeQuestion): FakeAnswer {
    const form = formOf(question);
    const account = this.#accountOf(question, form);
    if (account === null) throw new ItopRefusal(1, 'Error: Invalid login');
    const version = question.query.get('version') ?? '';
    if (version === '') throw new ItopRefusal(2, "Error: Missing parameter 'version' (e.g. '1.0')");
    if (!/^1\.[0-4]$/.test(version))
      throw new ItopRefusal(10, `Error: There is no service available for version '${version}'`);
    if (form.get('json_data') === null) throw new ItopRefusal(3, "Error: Missing parameter 'json_data'");
    const ask = askOf(form);
    if (ask === null) throw new ItopRefusal(4, 'Error: Parameter json_data is not a valid JSON structure');
    const rights = { ...account, managesProblems: this.managesProblems };
    return new ItopOperations(this.store, rights, this.readOnly).answer(ask, version);
  }

  /** Of the form or the header; never of the address (recorded, 01d). */
  #accountOf({ method, headers }: FakeQuestion, form: URLSearchParams): ItopLogin | null {
    const token = headers['auth-token'] ?? (method === 'POST' ? form.get('auth_token') : null);
    if (typeof token === 'string') return token === itopToken ? full : null;
    const basic = /^Basic (\S+)$/.exec(headers.authorization ?? '')?.[1];
    if (basic !== undefined) return known(Buffer.from(basic, 'base64').toString('utf8'));
    return method === 'POST' ? known(`${form.get('auth_user') ?? ''}:${form.get('auth_pwd') ?? ''}`) : null;
  }
}

const known = (login: string): ItopLogin | null => (Object.hasOwn(accounts, login) ? (accounts[login] ?? null) : null);

/** As `core/update Incident` or `core/apply_stimulus Incident ev_resolve`: what faults are matched with. */
function operationOf(question: FakeQuestion): string {
  const ask = askOf(formOf(question));
  return ['operation', 'class', 'stimulus']
    .map((member) => ask?.[member])
    .filter((part) => typeof part === 'string')
    .join(' ');
}
