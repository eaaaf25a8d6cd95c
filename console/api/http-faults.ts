// Errors as the API tells them: JSON with a stable code, never HTML, never more than the asker may know.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isFault, PayloadError } from '../../domain/errors.ts';
import type { ApiFault } from './status-contract.ts';

export function faultBody(code: string, message: string, at?: string): ApiFault {
  return { error: { code, message, ...(at === undefined ? {} : { at }) } };
}

export function refuse(reply: FastifyReply, status: number, fault: ApiFault): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send(fault);
}

export function notFound(reply: FastifyReply, what: string): FastifyReply {
  return refuse(reply, 404, faultBody('not-found', `No such ${what}.`));
}

const codes: ReadonlyMap<number, string> = new Map([
  [400, 'bad-body'],
  [408, 'too-slow'],
  [413, 'body-too-large'],
  [415, 'not-json'],
]);

export function answerFault(thrown: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (thrown instanceof PayloadError) return refuse(reply, 400, faultBody(thrown.code, thrown.message, thrown.at));
  if (isFault(thrown) && thrown.retryable) {
    void reply.header('retry-after', '5');
    return refuse(reply, 503, faultBody(thrown.code, 'A part that this needs is not there; try again.'));
  }
  const status = thrown.statusCode ?? 500;
  const code = codes.get(status);
  if (code !== undefined) return refuse(reply, status, faultBody(code, thrown.message));
  request.log.error({ err: thrown }, 'console request failed');
  return refuse(reply, 500, faultBody('internal', 'Vigie failed to answer; its log says why.'));
}
