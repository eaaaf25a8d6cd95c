// Decides whether a text is strict JSON without traps (depth, duplicate and prototype keys), and where it is not.
import { PayloadError } from '../domain/errors.ts';

/** interfaces "Limits and refusals". */
export const maxJsonDepth = 32;
/** As keys they reach into the prototype of whatever the value is copied to. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Start and end of an element in the text. */
export type Slice = readonly [start: number, end: number];
/** Elements of the root array under `''`, of arrays that are members of the root object under the member's name. */
export type Slices = ReadonlyMap<string, readonly Slice[]>;

const quote = 34;
const backslash = 92;
const literals = ['true', 'false', 'null'];
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapePattern = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const plainName = /^[\w-]{1,64}$/;

/** @throws PayloadError `json-syntax`, `json-too-deep`, `duplicate-key`, `forbidden-key`, with the place as `at`. */
export function scanJson(text: string): Slices {
  return new JsonScanner(text).scan();
}

class JsonScanner {
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  readonly #slices = new Map<string, Slice[]>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): Slices {
    this.#value();
    this.#space();
    if (this.#at < this.#text.length) this.#unexpected('text after the end of the document');
    return this.#slices;
  }

  #value(): void {
    this.#space();
    const char = this.#text[this.#at];
    if (char === '{') this.#object();
    else if (char === '[') this.#array();
    else if (char === '"') this.#string();
    else this.#scalar();
  }

  #object(): void {
    this.#enter();
    const keys = new Set<string>();
    this.#space();
    if (this.#take('}')) return;
    do {
      this.#space();
      this.#path.push(this.#key(keys));
      this.#space();
      if (!this.#take(':')) this.#unexpected("no ':' after a key");
      this.#value();
      this.#path.pop();
      this.#space();
    } while (this.#take(','));
    if (!this.#take('}')) this.#unexpected("neither ',' nor '}' after a member");
  }

  #key(keys: Set<string>): string {
    const start = this.#at;
    if (this.#text[start] !== '"') this.#unexpected('no quoted key');
    const escaped = this.#string();
    const raw = this.#text.slice(start, this.#at);
    const key = escaped ? (JSON.parse(raw) as string).toWellFormed() : raw.slice(1, -1);
    if (forbiddenKeys.has(key)) this.#refuse('forbidden-key', `the key "${key}" is not allowed`, { start, key });
    if (keys.has(key)) this.#refuse('duplicate-key', 'a key stands twice in one object', { start, key });
    keys.add(key);
    return key;
  }

  #array(): void {
    const slices = this.#slicesHere();
    this.#enter();
    this.#space();
    if (this.#take(']')) return;
    let index = 0;
    do {
      this.#space();
      const start = this.#at;
      this.#path.push(index);
      this.#value();
      this.#path.pop();
      slices?.push([start, this.#at]);
      index += 1;
      this.#space();
    } while (this.#take(','));
    if (!this.#take(']')) this.#unexpected("neither ',' nor ']' after an element");
  }

  /** Where to note the elements of the array that starts here; null if it lies deeper than a source's alerts do. */
  #slicesHere(): Slice[] | null {
    const [member, ...deeper] = this.#path;
    if (deeper.length > 0 || typeof member === 'number') return null;
    const slices: Slice[] = [];
    this.#slices.set(member ?? '', slices);
    return slices;
  }

  #enter(): void {
    // An object in an object in … : what is open now is one more than the steps that led here.
    if (this.#path.length >= maxJsonDepth) {
      this.#refuse('json-too-deep', `nested deeper than ${maxJsonDepth} levels`, { start: this.#at });
    }
    this.#at += 1;
  }

  /** Passes over a string; true if it holds an escape. */
  #string(): boolean {
    let escaped = false;
    this.#at += 1;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === quote) break;
      if (code === backslash) {
        escaped = true;
        this.#match(escapePattern, 'an unknown escape');
      } else if (code >= 32) this.#at += 1;
      else this.#unexpected(Number.isNaN(code) ? 'a string without end' : 'a control character in a string');
    }
    this.#at += 1;
    return escaped;
  }

  #scalar(): void {
    const literal = literals.find((word) => this.#text.startsWith(word, this.#at));
    if (literal === undefined) this.#match(numberPattern, 'no JSON value');
    else this.#at += literal.length;
  }

  #match(pattern: RegExp, otherwise: string): void {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) this.#unexpected(otherwise);
    else this.#at += found[0].length;
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at += 1;
    }
  }

  #unexpected(what: string): never {
    const end = this.#at >= this.#text.length ? ' (the text ends here)' : '';
    throw new PayloadError('json-syntax', `not JSON: ${what}${end}`, { at: lineAndColumn(this.#text, this.#at) });
  }

  #refuse(code: string, message: string, where: { start: number; key?: string }): never {
    const path = pathText(where.key === undefined ? this.#path : [...this.#path, where.key]);
    const place = lineAndColumn(this.#text, where.start);
    throw new PayloadError(code, `${message} (${place})`, { at: path === '' ? place : path });
  }
}

/** `alerts[3].labels["a b"]`: names that are not plain are quoted and cut. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map(step).join('').replace(/^\./, '');
}

function step(part: PropertyKey): string {
  if (typeof part === 'number') return `[${part}]`;
  const name = String(part);
  return plainName.test(name) ? `.${name}` : `[${JSON.stringify(name.slice(0, 64).toWellFormed())}]`;
}

/** Both from 1; columns count UTF-16 units. */
function lineAndColumn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
