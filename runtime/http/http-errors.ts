// Errors as every door tells them: JSON with a stable code, never HTML, never what only the log may know.
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly at?: string };
}

/** Statuses that fastify and node raise themselves, before a plugin is asked. */
const known: ReadonlyMap<number, readonly [code: string, message: string]> = new Map([
  [400, ['bad-request', 'the request is not well formed']],
  [404, ['not-found', 'nothing is here']],
  [408, ['too-slow', 'the request took too long to arrive']],
  [413, ['body-too-large', 'the body is too large']],
  [414, ['path-too-long', 'the path is too long']],
  [415, ['not-json', 'send application/json']],
  [431, ['headers-too-large', 'the headers are too large']],
  [503, ['closing', 'Vigie is shutting down']],
]);

function errorBody(status: number): ErrorBody {
  const [code, message] = known.get(status) ?? ['internal', 'Vigie failed to answer; its log says why'];
  return { error: { code, message } };
}

export function refuse(reply: FastifyReply, status: number, body: ErrorBody = errorBody(status)): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}

/** For what no plugin answered itself. */
export function answerError(thrown: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = thrown.statusCode ?? 500;
  if (known.has(status)) return refuse(reply, status);
  request.log.error({ err: thrown }, 'request failed');
  return refuse(reply, 500);
}

const parserStatus: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};
const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** For what is no HTTP, or too slow to become any: node has no request to hand on, only the socket. */
export function answerSocket(thrown: NodeJS.ErrnoException, socket: Socket): void {
  if (thrown.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = parserStatus[thrown.code ?? ''] ?? 400;
  const body = JSON.stringify(errorBody(status));
  const head = [
    `HTTP/1.1 ${status} ${phrases[status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
