// Pausing a ticketing system, and going on with it: a wish that becomes a record by the front door.
import type { FastifyInstance } from 'fastify';
import { hexId } from '../../domain/identity.ts';
import { sinkPausedKind } from '../../domain/ticket.ts';
import type { SinkPause } from '../../domain/ticket.ts';
import type { ApiOptions } from './api-options.ts';
import { CommandRequest } from './command-contract.ts';
import { notFound } from './http-faults.ts';
import { readWish } from './read-wish.ts';

/** A wish is a few words. */
const wishBytes = 16_384;

export function sinkRoutes(app: FastifyInstance, options: ApiOptions): void {
  for (const wish of ['pause', 'resume'] as const) {
    const path = `/api/v1/sinks/:id/${wish}`;
    app.post<{ Params: { id: string } }>(path, { bodyLimit: wishBytes }, async (request, reply) => {
      const { by, reason } = readWish(request, CommandRequest);
      const { id: sink } = request.params;
      if (!options.sinks().some((known) => known.sink === sink)) return notFound(reply, 'sink');
      const record = await takePause({ sink, paused: wish === 'pause', by, reason, at: options.clock.now() }, options);
      return reply.code(202).send({ record });
    });
  }
}

async function takePause(body: SinkPause, { log, tenant }: Pick<ApiOptions, 'log' | 'tenant'>): Promise<string> {
  const { sink, paused, by, at } = body;
  const id = hexId(sinkPausedKind, tenant, sink, String(paused), by, String(at));
  const time = { occurredAt: at, receivedAt: at };
  await log.append('tickets', [{ v: 1, id, tenant, key: sink, kind: sinkPausedKind, ...time, body }]);
  return id;
}
