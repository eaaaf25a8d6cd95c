// The routes of problems: what comes back, and the wishes of people about it, which become records by the front door.
import type { FastifyInstance } from 'fastify';
import { hexId } from '../../domain/identity.ts';
import { problemWishes, problemWishKind } from '../../domain/problem.ts';
import type { ProblemWish } from '../../domain/problem.ts';
import type { ApiOptions } from './api-options.ts';
import { languageOf, LanguageAsked, ProblemsAsked, readAsked } from './asked.ts';
import { CommandRequest } from './command-contract.ts';
import { notFound } from './http-faults.ts';
import { findProblem, listProblems, problemRow } from './list-problems.ts';
import { readWish } from './read-wish.ts';
import { openView } from './view.ts';

interface WithId {
  Params: { id: string };
}
/** A wish is a few words. */
const wishBytes = 16_384;

export function problemRoutes(app: FastifyInstance, options: ApiOptions): void {
  app.get('/api/v1/problems', async (request) => {
    const asked = readAsked(ProblemsAsked, request.query);
    const language = languageOf(asked, request.headers['accept-language'], options.language);
    return listProblems(asked, openView(options, language));
  });
  app.get<WithId>('/api/v1/problems/:id', async (request, reply) => {
    const asked = readAsked(LanguageAsked, request.query);
    const view = openView(options, languageOf(asked, request.headers['accept-language'], options.language));
    const problem = await findProblem(request.params.id, view);
    return problem === null ? notFound(reply, 'problem') : problemRow(problem, view);
  });
  for (const wish of problemWishes) {
    app.post<WithId>(`/api/v1/problems/:id/${wish}`, { bodyLimit: wishBytes }, async (request, reply) => {
      const { by, reason } = readWish(request, CommandRequest);
      const problem = await findProblem(request.params.id, openView(options, options.language));
      if (problem === null) return notFound(reply, 'problem');
      return reply.code(202).send({ record: await takeWish({ problem: problem.id, wish, by, reason }, options) });
    });
  }
}

async function takeWish(
  body: ProblemWish,
  { log, tenant, clock }: Pick<ApiOptions, 'log' | 'tenant' | 'clock'>,
): Promise<string> {
  const at = clock.now();
  const { problem, wish, by, reason } = body;
  const id = hexId(problemWishKind, tenant, problem, wish, by, reason, String(at));
  const time = { occurredAt: at, receivedAt: at };
  await log.append('incidents', [{ v: 1, id, tenant, key: problem, kind: problemWishKind, ...time, body }]);
  return id;
}
