// Reads the recorded requests of real sources: tests/fixtures/captures.
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../fixtures/captures/', import.meta.url);

export interface RecordedRequest {
  readonly file: string;
  /** What the recording shows. */
  readonly what: string;
  readonly receivedAt: number;
  readonly body: Buffer;
}

export function recordedRequests(source: 'prometheus' | 'alertmanager' | 'zabbix'): RecordedRequest[] {
  const files = readdirSync(new URL(`${source}/`, folder)).filter((file) => /^(webhook-)?\d\d-/.test(file));
  return files.sort().map((file) => {
    const capture = JSON.parse(readFileSync(new URL(`${source}/${file}`, folder), 'utf8')) as {
      what: string;
      received_at: string;
      request: { body: string };
    };
    const { what, received_at, request } = capture;
    return { file, what, receivedAt: Date.parse(received_at), body: Buffer.from(request.body) };
  });
}

export function recordedRequest(source: 'prometheus' | 'alertmanager' | 'zabbix', number: string): RecordedRequest {
  const found = recordedRequests(source).find(({ file }) => file.replace('webhook-', '').startsWith(number));
  if (found === undefined) throw new Error(`no recorded request ${source}/${number}`);
  return found;
}
