// The built pages as the server gives them: safe paths, long caching for hashed files, the strict policy on every answer.
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';

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
const machineDoors = ['/api/', '/ingest/', '/assets/', '/-/'];

/** An address that is no file and no machine's door is the pages' own: they route themselves. */
function isPageAddress(path: string): boolean {
  return !path.includes('.') && !machineDoors.some((door) => path.startsWith(door));
}

/** What climbs out of the folder is no address of ours; a file server would call it a fault. */
function climbs(file: string): boolean {
  return file.split('/').includes('..');
}

const unbuilt = 'The pages are not built: run `npm run build:web`.';

function refuseUnbuilt(reply: FastifyReply): FastifyReply {
  return reply.code(503).send({ error: { code: 'pages-not-built', message: unbuilt } });
}

/** Takes every GET that no other route takes; what is neither page nor file goes to the server's own not-found answer. */
export async function staticPages(app: FastifyInstance, { folder }: StaticPagesOptions): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
  });
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    suppressWarning: true,
    cacheControl: false,
    // The built files, each a route: what is none of them is ours to answer below.
    wildcard: false,
    dotfiles: 'ignore',
    setHeaders: (response, path) => {
      response.header('cache-control', path.startsWith(join(folder, 'assets') + sep) ? immutable : askAgain);
    },
  });
  const index = join(folder, 'index.html');
  if (!existsSync(index)) app.log.warn({ code: 'pages-not-built' }, unbuilt);
  app.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const file = (request.params as { '*': string })['*'];
    if (climbs(file)) return reply.callNotFound();
    if (!isPageAddress(path)) return reply.sendFile(file);
    if (!existsSync(index)) return refuseUnbuilt(reply);
    return reply.sendFile('index.html');
  });
}
