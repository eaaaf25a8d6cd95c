// The log of the process: JSON lines by pino, with secrets taken out by key and by value.
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { Secret } from '../config/secret.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const censor = '[redacted]';
// prettier-ignore
const secretKeys = [
  'authorization', 'Authorization', 'cookie', 'password', 'token', 'secret', 'app_token', 'user_token',
  'session_token', 'App-Token', 'Session-Token', 'apiKey', 'X-Auth-Token',
];

/** Each key at the top and down to three levels: pino's wildcards match one level each. */
const redactPaths = secretKeys.flatMap((key) => {
  const member = /^[\w$]+$/.test(key) ? `.${key}` : `["${key}"]`;
  return [member.replace(/^\./, ''), `*${member}`, `*.*${member}`, `*.*.*${member}`];
});

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Never shown, whatever the key or the text they stand in. */
  readonly secrets: readonly Secret[];
  readonly destination: DestinationStream;
}

export function createLogger({ level, secrets, destination }: LoggerOptions): Logger {
  const options = { level, base: null, redact: { paths: redactPaths, censor } };
  return pino(options, withoutSecrets(destination, secrets));
}

/** Takes each secret out of the written line, in the spelling that JSON gives it, and of its Base64 and URL forms. */
function withoutSecrets(destination: DestinationStream, secrets: readonly Secret[]): DestinationStream {
  const spellings = [...new Set(secrets.flatMap(spellingsOf))].sort((a, b) => b.length - a.length);
  if (spellings.length === 0) return destination;
  return {
    write: (line) => destination.write(spellings.reduce((text, spelling) => text.replaceAll(spelling, censor), line)),
  };
}

/** Shorter values would turn half of every line into a blank and tell nothing apart. */
const shortestSecret = 4;

function spellingsOf(secret: Secret): string[] {
  const plain = secret.reveal();
  if (plain.length < shortestSecret) return [];
  const base64 = Buffer.from(plain).toString('base64').replace(/=+$/, '');
  return [plain, JSON.stringify(plain).slice(1, -1), encodeURIComponent(plain), base64];
}
