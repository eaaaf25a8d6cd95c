// Takes the variables out of a message, so that lines that differ only by them are one: numbers, addresses, paths,
// ids, names of accounts, quoted text, values of `key=value`. Keeps no state, so it answers the same after a restart.

const mask = '<*>';
const quoted = /"[^"]*"|'[^' ]*'/g;
const splitter = /[ \t\r\n]+/;
const opening = '([{<"\'';
const closing = ')]}>"\',;:.!';
const dateWord = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)$/;
/** After `user` these go on with the sentence instead of naming somebody. */
const notNames = new Set([
  'is',
  'was',
  'has',
  'not',
  'does',
  'from',
  'and',
  'or',
  'unknown;',
  'unknown',
  'by',
  'request',
]);
/** A template names a fingerprint: a longer message is told apart by its beginning. */
const maxTokens = 60;
const maxChars = 2000;
const maxTemplate = 300;

/** Equal for lines that one statement of a program wrote; measured on loghub's tuning systems. */
export function templateOf(message: string): string {
  const text = message.slice(0, maxChars).replace(quoted, mask);
  const tokens = text.trim().split(splitter, maxTokens);
  let template = '';
  let last = '';
  for (let at = 0; at < tokens.length; at += 1) {
    const token = namesSomebody(tokens, at) ? mask : maskToken(tokens[at] ?? '');
    if (token === mask && last === mask) continue;
    template = at === 0 ? token : `${template} ${token}`;
    last = token;
  }
  return template.slice(0, maxTemplate);
}

/** `user X`, `for X from`: X is an account. */
function namesSomebody(tokens: readonly string[], at: number): boolean {
  const before = tokens[at - 1];
  if (before === undefined) return false;
  if (before === 'user' || before === 'User') return !notNames.has(tokens[at] ?? '');
  return before === 'for' && tokens[at + 1] === 'from';
}

/** What of a token stays; `mask` if all of it varies. */
function maskToken(token: string): string {
  const equals = token.indexOf('=');
  if (equals > 0 && equals < 40) return `${token.slice(0, equals + 1)}${mask}`;
  if (token === '()') return `(${mask})`;
  if (!mayVary(token)) return token;
  let from = 0;
  let to = token.length;
  while (from < to && opening.includes(token.charAt(from))) from += 1;
  while (to > from && closing.includes(token.charAt(to - 1))) to -= 1;
  const core = token.slice(from, to);
  if (!isVariable(core)) return token;
  const colon = core.indexOf(':');
  const word = colon > 1 ? core.slice(0, colon) : '';
  const kept = /^[A-Za-z_-]+$/.test(word) ? `${word}:${mask}` : mask;
  return token.slice(0, from) + kept + token.slice(to);
}

/** Cheap look before the token is taken apart. */
function mayVary(token: string): boolean {
  for (let at = 0; at < token.length; at += 1) {
    const code = token.charCodeAt(at);
    // digits and `/` stand together in ASCII; then `@` and the backslash
    if ((code >= 47 && code <= 57) || code === 64 || code === 92) return true;
  }
  return token.length === 3 && dateWord.test(token);
}

function isVariable(core: string): boolean {
  if (/[\d@\\]/.test(core) || dateWord.test(core)) return true;
  const slash = core.indexOf('/');
  return slash !== -1 && (slash === 0 || core.includes('.') || core.includes('/', slash + 1));
}
