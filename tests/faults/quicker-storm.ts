// The recorded storm and a policy, both so many times quicker: what a live run at that speed is held against.
import { readFileSync, writeFileSync } from 'node:fs';
import { Policy } from '../../domain/policy.ts';
import { parseRecordingLine } from '../../runtime/replay/recording-line.ts';
import { markBody } from './marked-body.ts';

/** Every time of the policy divided; shares, counts and costs stay. */
export function quickerPolicy(speed: number): Policy {
  return Policy.parse(divided(Policy.parse({}), speed));
}

function divided(value: unknown, speed: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === 'number' && name.endsWith('Ms') ? Math.round(one / speed) : divided(one, speed),
    ]),
  );
}

export interface QuickerWish {
  readonly recording: string;
  readonly speed: number;
  /** Epoch ms of the first line: that of the live run, so that times inside of texts are as far off here as there. */
  readonly startedMs: number;
  readonly to: string;
}

/** Bodies say what `StormPlayer` says of them at this speed. */
export function writeQuickerStorm({ recording, speed, startedMs, to }: QuickerWish): void {
  let startedAt = 0;
  const nowOf = (recordedMs: number): number => Math.round(startedMs + (recordedMs - startedAt) / speed);
  const lines = readFileSync(recording, 'utf8').trim().split('\n');
  const quicker = lines.map((text, number) => {
    const line = parseRecordingLine(text, String(number));
    const t_ms = line.t_ms / speed;
    if (line.source === 'mark') {
      if (line.started_at !== undefined) startedAt = Date.parse(line.started_at);
      return { ...line, t_ms, started_at: new Date(startedMs).toISOString() };
    }
    // A line that names no host is bound by its sender, which in the live run is this machine.
    if (line.source === 'syslog') return { ...line, t_ms, peer: '127.0.0.1' };
    const marking = { mark: `vigie-mark-${String(number)}`, nowOf, recordedMs: startedAt + line.t_ms };
    const { body } = markBody(line.source, line.request.body, marking);
    return { ...line, t_ms, request: { ...line.request, body } };
  });
  writeFileSync(to, quicker.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
