// The one HTTP server: limits, guards and health for all; the doors, the API and the pages are registered into it.
import { contentSecurityPolicy } from '../../console/static-pages.ts';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import { barCaller } from './browser-guard.ts';
import type { PublicPage } from './browser-guard.ts';
import { answerError, answerSocket, refuse } from './http-errors.ts';

export interface PartHealth {
  readonly part: string;
  readonly ok: boolean;
  /** What is wrong and how to cure it; nothing secret: whoever reaches the port reads it. */
  readonly why?: string;
}

export interface HttpLimits {
  readonly headersMs: number;
  readonly bodyMs: number;
  readonly bodyBytes: number;
}

/** interfaces "Limits and refusals". */
const httpLimits: HttpLimits = { headersMs: 10_000, bodyMs: 30_000, bodyBytes: 1024 * 1024 };

export interface HttpServerOptions {
  /** True where no login is configured: then only loopback names are served. */
  readonly isLoopbackOnly: boolean;
  /** The one page that is served under a public name all the same; absent or null: none. */
  readonly publicPage?: PublicPage | null;
  /** One entry per part that must be reachable. */
  readonly readiness: () => Promise<readonly PartHealth[]>;
  readonly plugins: readonly FastifyPluginAsync[];
  readonly logger?: FastifyBaseLogger;
  readonly limits?: Partial<HttpLimits>;
}

/** How late a slow request may be noticed, as a share of its limit. */
const checksPerLimit = 10;

export interface HttpServer {
  /** For `inject`: calls without a socket. */
  readonly app: FastifyInstance;
  /** Port 0: any. Resolves with the address, `http://127.0.0.1:8470`. */
  listen(port: number, host: string): Promise<string>;
  close(): Promise<void>;
}

export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const limits = { ...httpLimits, ...options.limits };
  const app = fastify({
    ...(options.logger === undefined ? {} : { loggerInstance: options.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.bodyMs,
    // Live streams never end by themselves.
    forceCloseConnections: true,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.max(1, Math.floor(limits.headersMs / checksPerLimit)),
    },
    frameworkErrors: (error, _request, reply) => void refuse(reply, error.statusCode ?? 400),
    clientErrorHandler: (error, socket) => answerSocket(error as NodeJS.ErrnoException, socket),
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404));
  addGuards(app, options);
  addHealth(app, options.readiness);
  for (const plugin of options.plugins) await app.register(plugin);
  await app.ready();
  return {
    app,
    listen: (port, host) => app.listen({ port, host }),
    close: () => app.close(),
  };
}

function addGuards(app: FastifyInstance, { isLoopbackOnly, publicPage = null }: HttpServerOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const { method, headers, url } = request;
    const barred = barCaller({ method, headers, url }, { isLoopbackOnly, publicPage });
    return barred === null ? undefined : refuse(reply, barred.status, barred.body);
  });
}

function addHealth(app: FastifyInstance, readiness: HttpServerOptions['readiness']): void {
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const parts = await readiness();
    const isReady = parts.every(({ ok }) => ok);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not-ready', parts });
  });
  // Alertmanager's own, for tools that take us for one.
  app.get('/-/healthy', async (_request, reply) => reply.type('text/plain').send('OK'));
  app.get('/-/ready', async (_request, reply) => {
    const isReady = (await readiness()).every(({ ok }) => ok);
    return reply
      .code(isReady ? 200 : 503)
      .type('text/plain')
      .send(isReady ? 'OK' : 'not ready');
  });
}
