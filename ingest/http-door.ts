// The HTTP door for sources: who may come in, in which wrapping; what came in is taken by take-body.
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpSource } from './adapters/registry.ts';
import { DoorAccess, type Access } from './door-access.ts';
import { takeBody, type DoorParts, type Fault } from './take-body.ts';

/** interfaces "Limits and refusals". */
export const maxBodyBytes = 1024 * 1024;
const maxInflatedBytes = 4 * maxBodyBytes;
/** A full disk is seen to by a person; Alertmanager itself waits .5 to 8 s (sources-observed). */
const retryAfterSeconds = 5;

export interface HttpDoorOptions extends DoorParts {
  readonly sources: readonly HttpSource[];
  readonly maxBodyBytes?: number;
  readonly maxInflatedBytes?: number;
}

/** `POST /api/v2/alerts` and `POST /ingest/<source name>`. */
export function httpDoor(options: HttpDoorOptions): FastifyPluginAsync {
  const access = new DoorAccess(options.sources);
  const bodyLimit = options.maxBodyBytes ?? maxBodyBytes;
  return async (server) => {
    const admitted = new WeakMap<FastifyRequest, HttpSource>();
    const admit = async (request: FastifyRequest, reply: FastifyReply, asked: Access): Promise<unknown> => {
      if ('refused' in asked) return refuse(reply, asked.refused);
      admitted.set(request, asked.source);
      return encodingOf(request) === 'other' ? refuse(reply, otherEncoding) : undefined;
    };
    const take = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      const source = admitted.get(request);
      if (!(request.body instanceof Buffer) || source === undefined) return refuse(reply, noJson);
      const wrapping = {
        isGzip: encodingOf(request) === 'gzip',
        maxInflatedBytes: options.maxInflatedBytes ?? maxInflatedBytes,
      };
      const answer = await takeBody({ source, sent: request.body, ...wrapping }, options);
      return 'fault' in answer ? refuse(reply, answer.fault) : reply.send(answer.taken);
    };
    server.removeAllContentTypeParsers();
    server.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit },
      async (_: unknown, body: Buffer) => body,
    );
    server.addHook('onResponse', async (request, reply) => {
      options.meter.answered(admitted.get(request)?.profile.name ?? null, reply.statusCode);
    });
    server.post('/api/v2/alerts', {
      bodyLimit,
      onRequest: (request, reply) => admit(request, reply, access.ofAlertsApi(request.headers.authorization)),
      handler: take,
    });
    server.post<{ Params: { name: string } }>('/ingest/:name', {
      bodyLimit,
      onRequest: (request, reply) =>
        admit(request, reply, access.ofName(request.params.name, request.headers.authorization)),
      handler: take,
    });
  };
}

const noJson: Fault = { status: 415, code: 'not-json', message: 'send application/json' };
const otherEncoding: Fault = { status: 415, code: 'encoding-unknown', message: 'the only content encoding is gzip' };

function encodingOf(request: FastifyRequest): 'none' | 'gzip' | 'other' {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return 'none';
  return encoding === 'gzip' || encoding === 'x-gzip' ? 'gzip' : 'other';
}

function refuse(reply: FastifyReply, { status, code, message, at }: Fault): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="vigie"');
  if (status === 503) reply.header('retry-after', retryAfterSeconds);
  return reply.code(status).send({ error: { code, message, ...(at === undefined ? {} : { at }) } });
}
