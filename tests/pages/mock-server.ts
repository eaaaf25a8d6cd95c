// A server that answers the pages from the storm's facts, and can be told to refuse, to fail, to be quiet, to hang up.
import Fastify, { type FastifyReply } from 'fastify';
import { PassThrough } from 'node:stream';
import { staticPages } from '../../console/static-pages.ts';
import type { Incident } from '../../domain/incident.ts';
import {
  alertsAnswer,
  decisionsAnswer,
  detailAnswer,
  impactAnswer,
  openOthers,
  pageAnswer,
  problemsAnswer,
  qualityAnswer,
  resolved,
  statusAnswer,
  ticketAnswer,
  timelineAnswer,
} from './storm-answers.ts';
import { causeNamed } from './storm-decisions.ts';
import { dailyAnswer } from './daily-answer.ts';
import { endedMajor, stormSummary } from './ended-facts.ts';
import { noticesAnswer } from './storm-notices.ts';
import { major, stormNow } from './storm-facts.ts';

export type Mood = 'storm' | 'before' | 'quiet' | 'refused' | 'failing';

export interface MockServer {
  readonly address: string;
  mood: Mood;
  demo: boolean;
  readonly acknowledged: unknown[];
  readonly causes: unknown[];
  /** Of problems. */
  readonly wishes: unknown[];
  readonly splits: unknown[];
  readonly postMortems: unknown[];
  /** What was told to it. */
  readonly forget: () => void;
  /** Tells every open page that the major changed. */
  readonly tell: () => void;
  /** Ends every stream and refuses new ones. */
  readonly hangUp: () => void;
  readonly comeBack: () => void;
  readonly close: () => Promise<void>;
}

interface Asked {
  readonly lang?: 'en' | 'fr';
  readonly language?: 'en' | 'fr';
  readonly state?: string;
  readonly major?: string;
  readonly q?: string;
  readonly priority?: string;
}

const faults = {
  refused: { status: 403, code: 'no-right', message: 'You may not read incidents.' },
  failing: { status: 500, code: 'state-unreadable', message: 'The state store does not answer.' },
} as const;

function incidentsFor(mood: Mood, asked: Asked): readonly Incident[] {
  if (asked.state === 'resolved') return resolved;
  if (mood === 'quiet') return [];
  if (asked.major === 'true') return mood === 'before' ? [] : [major];
  const priorities = asked.priority?.split(',').map(Number);
  return openOthers.filter((incident) => {
    if (priorities !== undefined && !priorities.includes(incident.priority)) return false;
    return JSON.stringify(incident)
      .toLowerCase()
      .includes((asked.q ?? '').toLowerCase());
  });
}

class Streams {
  readonly #open = new Set<PassThrough>();
  refusing = false;

  add(reply: FastifyReply): FastifyReply {
    if (this.refusing) return reply.code(503).send({ error: { code: 'too-many-listeners', message: 'Later.' } });
    const stream = new PassThrough();
    this.#open.add(stream);
    stream.on('close', () => this.#open.delete(stream));
    stream.write('retry: 200\n\n');
    return reply.type('text/event-stream').send(stream);
  }

  tell(event: string, told: unknown): void {
    for (const stream of this.#open) stream.write(`event: ${event}\ndata: ${JSON.stringify(told)}\n\n`);
  }

  end(): void {
    for (const stream of this.#open) stream.end();
  }
}

/** Listens on a free port of the loopback; `folder` is the built pages. */
export async function startMockServer(folder: string): Promise<MockServer> {
  const app = Fastify({ forceCloseConnections: true });
  const streams = new Streams();
  const server = {
    mood: 'storm' as Mood,
    demo: true,
    acknowledged: [] as unknown[],
    causes: [] as unknown[],
    wishes: [] as unknown[],
    splits: [] as unknown[],
    postMortems: [] as unknown[],
  };
  const languageOf = (query: unknown): 'en' | 'fr' => (query as Asked).lang ?? (query as Asked).language ?? 'en';
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/v1/incidents')) return;
    if (server.mood !== 'refused' && server.mood !== 'failing') return;
    const { status, code, message } = faults[server.mood];
    await reply.code(status).send({ error: { code, message } });
  });
  app.get('/api/v1/status', async () => {
    const status = statusAnswer(server.demo);
    return server.mood === 'quiet' ? { ...status, incidents: { ...status.incidents, open: 0, majors: 0 } } : status;
  });
  app.get('/api/v1/incidents', async ({ query }) =>
    pageAnswer(incidentsFor(server.mood, query as Asked), languageOf(query)),
  );
  app.get('/api/v1/incidents/:id', async ({ params, query }, reply) => {
    const { id } = params as { id: string };
    const incident = [major, endedMajor, stormSummary].find((one) => one.id === id);
    if (incident !== undefined) return detailAnswer(languageOf(query), incident);
    return reply.code(404).send({ error: { code: 'no-such-incident', message: 'No incident has this id.' } });
  });
  app.get('/api/v1/incidents/:id/alerts', async () => alertsAnswer());
  app.get('/api/v1/incidents/:id/notices', async (request) => noticesAnswer(languageOf(request.query)));
  app.get('/api/v1/incidents/:id/timeline', async ({ query }) => timelineAnswer(languageOf(query)));
  app.get('/api/v1/incidents/:id/decisions', async ({ query }) =>
    decisionsAnswer(languageOf(query), server.causes.length === 0 ? [] : [causeNamed]),
  );
  app.get('/api/v1/problems', async ({ query }) =>
    server.mood === 'quiet' ? { items: [], next: null } : problemsAnswer(languageOf(query)),
  );
  app.post('/api/v1/problems/:id/:wish', async ({ params, body }, reply) => {
    server.wishes.push({ ...(params as object), ...(body as object) });
    return reply.code(202).send({ record: 'r' });
  });
  app.get('/api/v1/tickets/daily', async ({ query }) =>
    dailyAnswer((query as { day?: string }).day, server.mood === 'quiet'),
  );
  app.get('/api/v1/tickets', async () => ({ items: [ticketAnswer('en')], next: null }));
  app.get('/api/v1/cmdb/impact', async () => impactAnswer());
  app.get('/api/v1/cmdb/quality', async () => qualityAnswer(server.mood === 'quiet'));
  app.post('/api/v1/incidents/:id/acknowledge', async ({ body }, reply) => {
    server.acknowledged.push(body);
    return reply.code(202).send({ record: 'r-1' });
  });
  app.post('/api/v1/incidents/:id/cause', async ({ body }, reply) => {
    server.causes.push(body);
    return reply.code(202).send({ record: 'r-2' });
  });
  app.post('/api/v1/incidents/:id/split', async ({ body }, reply) => {
    server.splits.push(body);
    return reply.code(202).send({ record: 'r-3' });
  });
  app.post('/api/v1/incidents/:id/post-mortem', async ({ body }, reply) => {
    server.postMortems.push(body);
    return reply.code(202).send({ record: 'r-4' });
  });
  app.get('/api/v1/stream', (_request, reply) => streams.add(reply));
  await app.register(staticPages, { folder });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return Object.assign(server, {
    address,
    forget: () => {
      const { acknowledged, causes, wishes, splits, postMortems } = server;
      for (const told of [acknowledged, causes, wishes, splits, postMortems]) told.length = 0;
    },
    tell: () => {
      streams.tell('incident', { id: major.id });
      streams.tell('status', { now: new Date(stormNow).toISOString() });
    },
    hangUp: () => {
      streams.refusing = true;
      streams.end();
    },
    comeBack: () => {
      streams.refusing = false;
    },
    close: async () => {
      streams.end();
      await app.close();
    },
  });
}
