// A labelled set as its sources would tell it: a CMDB and generic events, written as a recording. Labels stay outside.
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { rfc3339 } from '../../../domain/zoned-time.ts';

/** A member of the generic webhook's body (interfaces). */
export interface ToldEvent {
  readonly at: number;
  readonly host: string;
  readonly check: string;
  readonly state: 'problem' | 'ok' | 'info';
  readonly severity: 'critical' | 'high' | 'warning' | 'info';
  readonly message: string;
  readonly peer?: string;
  /** `quiet`: nobody will ever say that it ended. */
  readonly ends?: 'quiet';
}

export interface ToldCmdb {
  readonly cis: readonly { readonly id: string; readonly class?: string; readonly site?: string }[];
  readonly services?: readonly object[];
  readonly relations: readonly { readonly from: string; readonly to: string; readonly type: string }[];
  readonly groups?: readonly object[];
  readonly sites?: readonly object[];
  readonly maintenance?: readonly object[];
}

export interface Story {
  readonly cmdb: ToldCmdb;
  readonly events: Iterable<ToldEvent> | AsyncIterable<ToldEvent>;
  readonly startsAt: number;
}

export interface WrittenStory {
  readonly recording: string;
  readonly cmdb: string;
}

/** What one source tells in the same millisecond is one POST. */
const mostInOnePost = 256;

export async function writeStory(story: Story, folder: string): Promise<WrittenStory> {
  mkdirSync(folder, { recursive: true });
  const written = { recording: join(folder, 'recording.ndjson'), cmdb: join(folder, 'cmdb.json') };
  writeFileSync(written.cmdb, JSON.stringify({ version: 1, ...story.cmdb }));
  const out = createWriteStream(written.recording);
  out.write(`${JSON.stringify({ t_ms: 0, source: 'mark', started_at: rfc3339(story.startsAt) })}\n`);
  let post: ToldEvent[] = [];
  const send = async (): Promise<void> => {
    const first = post[0];
    if (first === undefined) return;
    const line = { t_ms: first.at - story.startsAt, source: 'generic', request: { body: post.map(toBody) } };
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain');
    post = [];
  };
  for await (const event of story.events) {
    if (post.length === mostInOnePost || (post[0] !== undefined && post[0].at !== event.at)) await send();
    post.push(event);
  }
  await send();
  out.end();
  await once(out, 'finish');
  return written;
}

function toBody({ at, peer, ...event }: ToldEvent): object {
  return { ...event, at: rfc3339(at), ...(peer === undefined ? {} : { labels: { peer } }) };
}

const words: Readonly<Record<string, ToldEvent['severity']>> = {
  critical: 'critical',
  major: 'high',
  high: 'high',
  minor: 'warning',
  warning: 'warning',
  info: 'info',
};

/** The sets' own severity words. */
export function severityOf(word: string): ToldEvent['severity'] {
  return words[word] ?? 'warning';
}

/**
 * A state that a metric repeats at every scrape: after the last repeat its source says that it ended, as ops-mix does.
 * A gap above one and a half periods is an end.
 */
export function withEnds(problems: readonly ToldEvent[], periodMs: number): ToldEvent[] {
  const lastOf = new Map<string, ToldEvent>();
  const told: ToldEvent[] = [];
  const end = (event: ToldEvent): void => {
    told.push({ ...event, state: 'ok', severity: 'info', at: event.at + Math.round(1.1 * periodMs) });
  };
  for (const event of [...problems].sort((a, b) => a.at - b.at)) {
    const key = JSON.stringify([event.host, event.check, event.peer ?? '']);
    const last = lastOf.get(key);
    if (last !== undefined && event.at - last.at > 1.5 * periodMs) end(last);
    lastOf.set(key, event);
    told.push(event);
  }
  for (const last of lastOf.values()) end(last);
  return told.sort(byTime);
}

export function byTime(a: ToldEvent, b: ToldEvent): number {
  return a.at - b.at || (keyOf(a) < keyOf(b) ? -1 : 1);
}

function keyOf({ host, check, peer, state }: ToldEvent): string {
  return `${host} ${check} ${peer ?? ''} ${state}`;
}
