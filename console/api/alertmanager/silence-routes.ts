// Silences as Alertmanager's clients make, list and end them: each wish becomes a record by the front door.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { silenceKind, type Silence } from '../../../domain/silence.ts';
import { hexId } from '../../../domain/identity.ts';
import { places, ProjectionReader } from '../../reading/projection-reader.ts';
import type { ApiOptions } from '../api-options.ts';
import { readAsked } from '../asked.ts';
import { notFound } from '../http-faults.ts';
import { gettableSilence, type GettableSilence } from './gettable-silence.ts';
import { readPostedSilence } from './posted-silence.ts';

const Asked = z.object({ filter: z.union([z.string(), z.array(z.string())]).optional() });

export function silenceRoutes(app: FastifyInstance, options: ApiOptions): void {
  const { clock, store } = options;
  const find = (id: string): Promise<Silence | null> => new ProjectionReader(store).get(places.silence, id);
  app.get('/api/v2/silences', async (request) => {
    const { filter = [] } = readAsked<z.infer<typeof Asked>>(Asked, request.query);
    return listSilences(options, [filter].flat());
  });
  app.post('/api/v2/silences', async (request) => {
    const silence = readPostedSilence(request, clock.now());
    await append(options, silence);
    return { silenceID: silence.id };
  });
  app.get<{ Params: { id: string } }>('/api/v2/silence/:id', async ({ params }, reply) => {
    const silence = await find(params.id);
    return silence === null ? notFound(reply, 'silence') : gettableSilence(silence, clock.now());
  });
  app.delete<{ Params: { id: string } }>('/api/v2/silence/:id', async ({ params }, reply) => {
    const silence = await find(params.id);
    if (silence === null) return notFound(reply, 'silence');
    const now = clock.now();
    if (silence.endsAt > now) await append(options, { ...silence, endsAt: now, updatedAt: now });
    return reply.code(200).send();
  });
}

const order = ['active', 'pending', 'expired'];

/** `filter` as amtool sends it: each must be among the silence's own matchers. Active first, then by their end. */
async function listSilences({ store, clock }: ApiOptions, filters: readonly string[]): Promise<GettableSilence[]> {
  const now = clock.now();
  const found: GettableSilence[] = [];
  for await (const { row } of new ProjectionReader(store).all(places.silence)) found.push(gettableSilence(row, now));
  return found
    .filter(({ matchers }) => filters.every((filter) => matchers.some((matcher) => isWritten(matcher, filter))))
    .sort(
      (a, b) =>
        order.indexOf(a.status.state) - order.indexOf(b.status.state) ||
        (a.endsAt === b.endsAt ? (a.id < b.id ? -1 : 1) : a.endsAt < b.endsAt ? -1 : 1),
    );
}

function isWritten({ name, value, isRegex, isEqual }: Silence['matchers'][number], filter: string): boolean {
  const operator = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
  return [`${name}${operator}"${value}"`, `${name}${operator}${value}`].includes(filter.trim());
}

async function append({ log, tenant }: ApiOptions, silence: Silence): Promise<void> {
  const at = silence.updatedAt;
  const id = hexId(tenant, silenceKind, silence.id, String(at), String(silence.endsAt));
  const times = { occurredAt: at, receivedAt: at };
  await log.append('alerts', [{ v: 1, id, tenant, key: tenant, kind: silenceKind, ...times, body: silence }]);
}
