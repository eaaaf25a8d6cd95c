// What the fake iTop answers: always 200, the outcome in `code`; errors in the words that were recorded.
import type { FakeAnswer } from '../fake-system.ts';

/** Ends a request with a code and its words. */
export class ItopRefusal extends Error {
  readonly code: number;
  /** Whether the answer carries `objects: null`. */
  readonly withObjects: boolean;

  constructor(code: number, message: string, withObjects = false) {
    super(message);
    this.code = code;
    this.withObjects = withObjects;
  }
}

export const refused = (message: string): ItopRefusal => new ItopRefusal(100, message);

/** As iTop words what a class's own checks found. */
export function unexpected(issue: string, className: string, id: number): ItopRefusal {
  return refused(`Error: ${issue}: issues = {0=>${issue}}, class = ${className}, id = ${String(id)}`);
}

export function noPermission(doing: string, className: string): ItopRefusal {
  const message = `The current user does not have enough permissions for ${doing} data of class ${className}`;
  return new ItopRefusal(1, message, true);
}

export const said = (body: unknown): FakeAnswer => ({ status: 200, body });

export function refusalOf({ code, message, withObjects }: ItopRefusal): FakeAnswer {
  return said({ code, message, ...(withObjects ? { objects: null } : {}) });
}

export interface AnsweredObject {
  readonly class: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function objects(message: string | null, what: string, found: readonly AnsweredObject[]): FakeAnswer {
  const entries = found.map(({ class: name, id, fields }): [string, unknown] => [
    `${name}::${id}`,
    { code: 0, message: what, class: name, key: id, fields },
  ]);
  return said({ code: 0, message, objects: entries.length === 0 ? null : Object.fromEntries(entries) });
}
