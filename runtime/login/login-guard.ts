// Who may look: HTTP Basic for the pages and the API; sources show their own token, health shows nothing.
import { createHmac, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { costOf, hashPassword, isPassword } from './password-hash.ts';

const open = new Set(['/healthz', '/readyz', '/-/healthy', '/-/ready']);
/** A page asks often, and scrypt is dear on purpose: what was right is remembered, keyed by a secret of this process. */
const rememberedLogins = 1_000;
/** scrypt takes 128 MB a call: so many at once, and the rest is asked to come again. */
const checksAtOnce = 2;

/** Sources have tokens of their own. */
function isOpen({ method, url }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? '';
  if (method === 'POST') return path === '/api/v2/alerts' || path.startsWith('/ingest/');
  return open.has(path);
}

export class LoginGuard {
  readonly #users: ReadonlyMap<string, string>;
  readonly #secret = randomBytes(32);
  readonly #remembered = new Set<string>();
  /** Compared for unknown names, so that they take as long as known ones. */
  readonly #nobody: Promise<string>;
  #checking = 0;

  constructor(users: ReadonlyMap<string, string>) {
    this.#users = users;
    const [first = ''] = users.values();
    this.#nobody = hashPassword(randomBytes(16).toString('hex'), costOf(first));
  }

  /** Before any route of `app` and of what is registered into it afterwards. */
  guard(app: FastifyInstance): void {
    app.decorateRequest('loginName', null);
    app.addHook('onRequest', async (request, reply) => {
      if (isOpen(request)) return undefined;
      const credentials = credentialsIn(request.headers.authorization);
      const verdict = credentials === null ? 'out' : await this.#admit(credentials);
      if (verdict !== 'in') return refuse(reply, verdict);
      request.loginName = credentials?.name ?? null;
      return undefined;
    });
  }

  async #admit(credentials: Credentials): Promise<'in' | 'out' | 'busy'> {
    const mark = createHmac('sha256', this.#secret)
      .update(`${credentials.name}\n${credentials.password}`)
      .digest('base64');
    if (this.#remembered.has(mark)) return 'in';
    if (this.#checking >= checksAtOnce) return 'busy';
    this.#checking += 1;
    try {
      if (!(await this.#isRight(credentials))) return 'out';
    } finally {
      this.#checking -= 1;
    }
    if (this.#remembered.size >= rememberedLogins) this.#remembered.clear();
    this.#remembered.add(mark);
    return 'in';
  }

  async #isRight({ name, password }: Credentials): Promise<boolean> {
    const hash = this.#users.get(name);
    const isRight = await isPassword(password, hash ?? (await this.#nobody));
    return isRight && hash !== undefined;
  }
}

interface Credentials {
  readonly name: string;
  readonly password: string;
}

function credentialsIn(authorization: string | undefined): Credentials | null {
  const [, encoded = ''] = /^basic +(\S+) *$/i.exec(authorization ?? '') ?? [];
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 1 ? null : { name: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

function refuse(reply: FastifyReply, verdict: 'out' | 'busy'): FastifyReply {
  if (verdict === 'busy') {
    const error = { code: 'login-busy', message: 'too many logins at once: try again' };
    return reply.code(503).header('retry-after', 1).send({ error });
  }
  const error = { code: 'login-needed', message: 'name and password are needed' };
  return reply.code(401).header('www-authenticate', 'Basic realm="Vigie", charset="UTF-8"').send({ error });
}
