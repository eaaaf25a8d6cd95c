// What the fake Znuny answers: errors with 200, what it cannot route in plain text.
import type { FakeAnswer } from '../fake-system.ts';

/** Ends a request with an error of its operation. */
export class ZnunyRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const said = (body: unknown): FakeAnswer => ({ status: 200, body });

export function refusalOf(operation: string, { code, message }: ZnunyRefusal): FakeAnswer {
  const words = message.startsWith("Can't") ? message : `${operation}: ${message}`;
  return said({ Error: { ErrorCode: `${operation}.${code}`, ErrorMessage: words } });
}

const plain = { 'Content-Type': 'text/plain; charset=UTF-8' };

export function noRoute(path: string): FakeAnswer {
  const body = `HTTP::REST Error while determine Operation for request URI '/${path}'.`;
  return { status: 500, body, headers: plain };
}

export const badContent: FakeAnswer = { status: 500, body: 'Error while decoding request content.', headers: plain };

/** When the core fails: with 500, JSON under the name of plain text (recorded, 13v and 20c). */
export function fault(faultstring: string): FakeAnswer {
  return { status: 500, body: { faultcode: 'Server', faultstring }, headers: plain };
}

export const missing = (what: string): ZnunyRefusal => new ZnunyRefusal('MissingParameter', what);
export const invalid = (what: string): ZnunyRefusal =>
  new ZnunyRefusal('InvalidParameter', `${what} parameter is invalid!`);
