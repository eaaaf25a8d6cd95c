// The part of iTop's query language that the fake understands: one class, conditions joined by AND.
import { refused } from './itop-answer.ts';

export type Row = Readonly<Record<string, unknown>>;

interface Token {
  readonly kind: 'word' | 'text' | 'sign';
  readonly text: string;
}

export interface Oql {
  readonly class: string;
  /** Against the row as it is shown, and `now` as the server writes it. */
  matches(row: Row): boolean;
}

function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_][\w.]*|\d+)|(>=|<=|!=|[=<>(),%]))/y;
  while (pattern.lastIndex < query.trimEnd().length) {
    const found = pattern.exec(query);
    if (found === null) throw failed(query, 'OQLParserSyntaxErrorException', 'Unexpected token');
    const [, text, word, sign] = found;
    if (text !== undefined) tokens.push({ kind: 'text', text: text.slice(1, -1).replace(/\\(.)/g, '$1') });
    else tokens.push(word !== undefined ? { kind: 'word', text: word } : { kind: 'sign', text: sign ?? '' });
  }
  return tokens;
}

function failed(query: string, exception: string, message: string): Error {
  const words = `query = ${query}, exception_class = ${exception}, exception_message = ${message}`;
  return refused(`Error: Query failed to execute: ${words}`);
}

/** As MySQL: any case, `%` any text, `_` any sign. */
function like(value: string, wanted: string): boolean {
  const pattern = wanted
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/%/g, '.*')
    .replace(/_/g, '.');
  return new RegExp(`^${pattern}$`, 'isu').test(value);
}

/** A trailing `Z` is ignored, and what is no date is older than everything (recorded, 31c and 31g). */
const dateOf = (text: string): string =>
  /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/.test(text) ? text.slice(0, 19).replace('T', ' ') : '';

function compared(sign: string, value: string, wanted: string): boolean {
  const numbers = /^\d+$/.test(value) && /^\d+$/.test(wanted);
  const order = numbers ? Number(value) - Number(wanted) : value < wanted ? -1 : value > wanted ? 1 : 0;
  if (sign === '=') return numbers ? order === 0 : value.toLowerCase() === wanted.toLowerCase();
  if (sign === '>') return order > 0;
  if (sign === '>=') return order >= 0;
  return sign === '<' ? order < 0 : order <= 0;
}

class Parser {
  readonly #query: string;
  readonly #tokens: Token[];
  readonly #ago: (minutes: number) => string;

  constructor(query: string, ago: (minutes: number) => string) {
    this.#query = query;
    this.#tokens = tokensOf(query);
    this.#ago = ago;
  }

  parse(): Oql {
    this.#take('SELECT');
    const name = this.#next().text;
    const conditions: ((row: Row) => boolean)[] = [];
    if (this.#tokens.length > 0) {
      this.#take('WHERE');
      conditions.push(this.#condition());
      while (this.#tokens.length > 0) {
        this.#take('AND');
        conditions.push(this.#condition());
      }
    }
    return { class: name, matches: (row) => conditions.every((condition) => condition(row)) };
  }

  #condition(): (row: Row) => boolean {
    const field = this.#next().text;
    const sign = this.#next().text;
    const known = (row: Row): string => {
      if (!(field in row)) throw failed(this.#query, 'OqlNormalizeException', `Unknown filter code - found '${field}'`);
      return String(row[field]);
    };
    if (sign === 'IN') {
      const wanted = this.#list().map((text) => text.toLowerCase());
      return (row) => wanted.includes(known(row).toLowerCase());
    }
    const wanted = this.#value();
    if (sign === 'LIKE') return (row) => like(known(row), wanted);
    if (field === 'last_update') return (row) => compared(sign, known(row), dateOf(wanted));
    return (row) => compared(sign, known(row), wanted);
  }

  #list(): string[] {
    this.#take('(');
    const texts: string[] = [];
    for (;;) {
      texts.push(this.#value());
      const { text } = this.#next();
      if (text === ')') return texts;
      if (text !== ',') throw this.#unexpected(text);
    }
  }

  /** A text, a number, or `DATE_SUB(NOW(), INTERVAL n MINUTE)`. */
  #value(): string {
    const token = this.#next();
    if (token.text !== 'DATE_SUB') return token.text;
    for (const text of ['(', 'NOW', '(', ')', ',', 'INTERVAL']) this.#take(text);
    const minutes = Number(this.#next().text);
    for (const text of ['MINUTE', ')']) this.#take(text);
    return this.#ago(minutes);
  }

  #next(): Token {
    const token = this.#tokens.shift();
    if (token === undefined) throw this.#unexpected('');
    return token;
  }

  #take(text: string): void {
    const token = this.#next();
    if (token.kind === 'text' || token.text !== text) throw this.#unexpected(token.text);
  }

  #unexpected(text: string): Error {
    return failed(this.#query, 'OQLParserSyntaxErrorException', `Unexpected token - found '${text}'`);
  }
}

/** `ago` tells the server's time so many minutes back. */
export function parseOql(query: string, ago: (minutes: number) => string): Oql {
  return new Parser(query, ago).parse();
}
