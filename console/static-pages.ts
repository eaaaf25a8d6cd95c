// The built pages as the server gives them: safe paths, long caching for hashed files, the strict policy on every answer.
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * No `unsafe-inline`: the pages carry no inline script or style, and what React sets goes by the style object, which
 * the policy does not concern.
 */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

export interface StaticPagesOptions {
  /** The folder that `npm run build:web` fills. */
  readonly folder: string;
}

/** Vite names these by their content: they never change. */
const immutable = 'public, max-age=31536000, immutable';
const askAgain = 'no-cache';

function isPageAddress(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '';
  const forMachines = ['/api/', '/ingest/', '/assets/', '/-/'].some((prefix) => path.startsWith(prefix));
  return !forMachines && (request.method === 'GET' || request.method === 'HEAD') && !path.includes('.');
}

function refuseUnbuilt(reply: FastifyReply): FastifyReply {
  const message = 'The pages are not built: run `npm run build:web`.';
  return reply.code(503).send({ error: { code: 'pages-not-built', message } });
}

/**
 * Serves the pages at `/`. An address that is no file and no machine's door gets index.html, since the pages route
 * themselves. Register it in its own scope: it sets that scope's not-found answer.
 */
export async function staticPages(app: FastifyInstance, { folder }: StaticPagesOptions): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
  });
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/', async (_request, reply) => refuseUnbuilt(reply));
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    dotfiles: 'deny',
    setHeaders: (response, path) => {
      response.header('cache-control', path.startsWith(join(folder, 'assets')) ? immutable : askAgain);
    },
  });
  app.setNotFoundHandler(async (request, reply) => {
    if (isPageAddress(request)) return reply.sendFile('index.html');
    return reply.code(404).send({ error: { code: 'not-found', message: 'There is nothing at this address.' } });
  });
}
