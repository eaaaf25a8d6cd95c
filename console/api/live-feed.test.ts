import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toldConsole, type ToldConsole } from '../../tests/fakes/told-console.ts';
import { start, toldIncident, toldStep } from '../../tests/fakes/told-facts.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { LiveFeed, type LiveEvent } from './live-feed.ts';
import { listenerCeiling } from './stream-route.ts';

let desk: ToldConsole;
beforeEach(async () => {
  desk = await toldConsole();
});
afterEach(() => desk.app.close());

/** When the feed looks again whether the rows show what it read. */
const lookedAgainMs = 25;

/** Lets everything that is ready run: waits in these tests are promises, never time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

function listenTo(feed: LiveFeed): LiveEvent[] {
  const heard: LiveEvent[] = [];
  feed.listen((event) => heard.push(event));
  return heard;
}

describe('LiveFeed', () => {
  it('tells each incident of a batch once, and that counts moved', async () => {
    const { told } = desk;
    const pace = new ToldClock(0);
    const feed = new LiveFeed({ log: told.log, store: told.store, pace });
    const heard = listenTo(feed);
    const running = feed.run(() => undefined);
    await settle();
    await told.incident(start, { incident: toldIncident(1), changes: ['opened'], absorbed: ['inc-0'] });
    await told.ticket(start, toldStep({ incident: 'inc-7', op: 'open', seq: 1 }));
    await settle();
    pace.advanceTo(lookedAgainMs);
    await settle();
    expect(new Set(heard.map((event) => (event.event === 'incident' ? event.id : event.event)))).toEqual(
      new Set(['inc-1', 'inc-0', 'inc-7', 'status']),
    );
    feed.close();
    await running;
  });

  it.each([
    ['ticket-note', { incident: 'inc-3', decisions: [] }],
    ['ticket-moved', { incident: 'inc-3', ticket: '9', decisions: [] }],
    ['incident-life', { incident: 'inc-3', steps: [], clocks: [], decisions: [] }],
  ])('tells of a %s: nothing of ours was carried out, yet the page shows it', async (kind, body) => {
    const { told } = desk;
    const pace = new ToldClock(0);
    const feed = new LiveFeed({ log: told.log, store: told.store, pace });
    const heard = listenTo(feed);
    const running = feed.run(() => undefined);
    await settle();
    const place = { sink: 'glpi', unit: 'incident', key: 'K', ticket: null, url: null, state: null };
    await told.write('tickets', kind, start, { ...place, ...body });
    await settle();
    pace.advanceTo(lookedAgainMs);
    await settle();
    expect(heard).toContainEqual({ event: 'incident', id: 'inc-3' });
    feed.close();
    await running;
  });

  it('tells nothing before the rows show it', async () => {
    const { told } = desk;
    const pace = new ToldClock(0);
    const feed = new LiveFeed({ log: told.log, store: told.store, pace });
    const heard = listenTo(feed);
    const running = feed.run(() => undefined);
    await settle();
    const body = { incident: toldIncident(1), changes: [], absorbed: [], decisions: [] };
    const times = { occurredAt: start, receivedAt: start };
    await told.log.append('incidents', [
      { v: 1, id: 'x', tenant: 't', key: 'k', kind: 'incident-change', ...times, body },
    ]);
    await settle();
    expect(heard).toEqual([]);
    await told.project();
    pace.advanceTo(lookedAgainMs);
    await settle();
    expect(heard).toEqual([{ event: 'incident', id: 'inc-1' }, { event: 'status' }]);
    feed.close();
    await running;
  });

  it('tells of a log that fails, and asks again', async () => {
    const log = new MemoryEventLog();
    const pace = new ToldClock(0);
    let ends = 0;
    log.end = () => {
      ends += 1;
      return ends <= 2 ? Promise.reject(new Error('gone')) : Promise.resolve(0);
    };
    const faults: unknown[] = [];
    const feed = new LiveFeed({ log, store: new MemoryStateStore(log), pace });
    const running = feed.run((thrown) => faults.push(thrown));
    await settle();
    expect(faults).toHaveLength(2);
    pace.advanceTo(1_000);
    await settle();
    expect(ends).toBe(4);
    feed.close();
    await running;
  });
});

describe('GET /api/v1/stream', () => {
  /** Reads until the text holds what is sought. */
  async function until(response: { stream: () => NodeJS.ReadableStream }, sought: string): Promise<string> {
    let text = '';
    for await (const chunk of response.stream()) {
      text += String(chunk);
      if (text.includes(sought)) return text;
    }
    return text;
  }

  const listen = () => desk.app.inject({ method: 'GET', url: '/api/v1/stream', payloadAsStream: true });

  it('speaks server-sent events', async () => {
    const response = await listen();
    expect(response.headers['content-type']).toContain('text/event-stream');
    await settle();
    await desk.told.incident(start, { incident: toldIncident(1), changes: ['opened'] });
    await settle();
    desk.pace.advanceTo(lookedAgainMs);
    const text = await until(response, 'event: incident');
    expect(text).toMatch(/^retry: 2000\n\nid: \S+\nevent: status\ndata: \{"now":"2026-11-23T19:00:00\.000Z"\}\n\n/);
    expect(text).toMatch(/id: \S+\nevent: incident\ndata: \{"id":"inc-1"\}\n\n/);
  });

  it('tells one too many to come back, and lets one in again once another left', async () => {
    const address = await desk.app.listen({ port: 0, host: '127.0.0.1' });
    const leaver = new AbortController();
    await fetch(`${address}/api/v1/stream`, { signal: leaver.signal });
    for (let listener = 1; listener < listenerCeiling; listener += 1) await listen();
    const refused = await fetch(`${address}/api/v1/stream`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await refused.json()).toMatchObject({ error: { code: 'too-many-listeners' } });
    const left = new Promise((resolve) => desk.app.server.once('request', (request) => request.once('close', resolve)));
    const knock = async (): Promise<number> => {
      const response = await fetch(`${address}/api/v1/stream`);
      await response.body?.cancel();
      return response.status;
    };
    leaver.abort();
    await knock();
    await left;
    expect(await knock()).toBe(200);
  });
});
