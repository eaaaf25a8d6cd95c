// One line of a recording: what a source sent at a moment, or a mark that the engine ignores.
import { z } from 'zod';
import { ConfigError } from '../../domain/errors.ts';
import { plainIssue } from '../../domain/plain-issue.ts';

const base = { t_ms: z.number().min(0).max(Number.MAX_SAFE_INTEGER) };

/** The exact text, or what a recorder has parsed already. */
const RecordedBody = z.union([
  z.string(),
  z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).transform((body) => JSON.stringify(body)),
]);

const HttpLine = z.object({
  ...base,
  source: z.enum(['prometheus', 'alertmanager', 'zabbix', 'generic']),
  request: z.object({ body: RecordedBody }),
});

const SyslogLine = z.object({
  ...base,
  source: z.literal('syslog'),
  transport: z.enum(['udp', 'tcp']),
  text: z.string().optional(),
  base64: z.base64().optional(),
  conn: z.union([z.string(), z.number()]).optional(),
  /** The sender's address. */
  peer: z.string().optional(),
  event: z.enum(['open', 'close']).optional(),
});

const MarkLine = z.object({ ...base, source: z.literal('mark'), started_at: z.string().optional() });

export const RecordingLine = z.discriminatedUnion('source', [HttpLine, SyslogLine, MarkLine]);
export type RecordingLine = z.infer<typeof RecordingLine>;
export type SyslogLine = z.infer<typeof SyslogLine>;
export type HttpLine = z.infer<typeof HttpLine>;

/**
 * `at` is `file:line`. Unknown members are ignored, unknown sources are not.
 * @throws ConfigError `recording-invalid`, naming file, line and path.
 */
export function parseRecordingLine(text: string, at: string): RecordingLine {
  const result = RecordingLine.safeParse(genericInline(parseJson(text, at)), { error: plainIssue });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw invalid(at, `${path === '' ? 'line' : path}: ${issue?.message ?? 'unreadable'}`);
}

function parseJson(text: string, at: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(at, 'not a JSON object', cause);
  }
}

/** A generic event may also stand in the line itself, without a request around it. */
function genericInline(line: unknown): unknown {
  if (typeof line !== 'object' || line === null || !('source' in line) || line.source !== 'generic') return line;
  return 'request' in line ? line : { ...line, request: { body: line } };
}

function invalid(at: string, why: string, cause?: unknown): ConfigError {
  return new ConfigError('recording-invalid', `${at}: ${why}`, { at, cause });
}

/** Bytes of a syslog line; null: it only opens or closes a connection. */
export function bytesOf({ text, base64 }: SyslogLine): Buffer | null {
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  return text === undefined ? null : Buffer.from(text);
}
