// A recording, line by line, with the time of each: `started_at` of its first mark plus `t_ms`.
import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ConfigError } from '../../domain/errors.ts';
import { parseRecordingLine } from './recording-line.ts';
import type { RecordingLine } from './recording-line.ts';

/** A line holds a whole request: the door's 1 MB, escaped. */
const maxLineBytes = 16 * 1_048_576;

export interface TimedLine {
  readonly line: RecordingLine;
  /** Epoch ms. Never before that of the line above. */
  readonly receivedAt: number;
  /** `file:line`. */
  readonly at: string;
  /** Of the file, up to and with this line. */
  readonly bytesRead: number;
}

export interface RecordingPlace {
  readonly path: string;
  /** Epoch ms; for a recording whose first mark says nothing. */
  readonly startMs: number | null;
}

/** @throws ConfigError `file-missing`. */
export function recordingBytes(path: string): number {
  try {
    return statSync(path).size;
  } catch (cause) {
    throw new ConfigError('file-missing', `${path}: cannot be read`, { at: path, cause });
  }
}

/** @throws ConfigError `file-missing`, `recording-invalid`, `recording-without-start`. */
export async function* readRecording({ path, startMs }: RecordingPlace): AsyncGenerator<TimedLine> {
  recordingBytes(path);
  let start = startMs;
  let latest = Number.NEGATIVE_INFINITY;
  let number = 0;
  let bytesRead = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    bytesRead += Buffer.byteLength(text) + 1;
    if (text.trim() === '') continue;
    const at = `${path}:${number}`;
    if (text.length > maxLineBytes) throw new ConfigError('recording-invalid', `${at}: longer than 16 MB`, { at });
    const line = parseRecordingLine(text, at);
    start ??= startOf(line, at);
    latest = Math.max(latest, start + Math.round(line.t_ms));
    yield { line, receivedAt: latest, at, bytesRead };
  }
}

function startOf(line: RecordingLine, at: string): number {
  const startedAt = line.source === 'mark' ? Date.parse(line.started_at ?? '') : Number.NaN;
  if (!Number.isNaN(startedAt)) return startedAt;
  const why = 'the first line is no mark with started_at (RFC 3339): say --start TIME';
  throw new ConfigError('recording-without-start', `${at}: ${why}`, { at });
}
