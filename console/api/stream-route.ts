// `GET /api/v1/stream`: server-sent events for open pages; a page that reads too slowly is let go and comes back.
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { faultBody, refuse } from './http-faults.ts';
import type { LiveEvent, LiveFeed } from './live-feed.ts';

/** interfaces, Limits: more are told to come back. */
export const listenerCeiling = 256;
const unreadBytes = 262_144;

/** Whoever comes back is told `status` at once and asks anew: what it missed needs no replay (Last-Event-ID). */
export function streamRoute(feed: LiveFeed, clock: Clock) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (feed.listening >= listenerCeiling) {
      void reply.header('retry-after', '5');
      return refuse(reply, 503, faultBody('too-many-listeners', 'Too many pages listen; try again in a moment.'));
    }
    const stream = openStream(feed, clock);
    request.raw.once('close', () => stream.destroy());
    return reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(stream);
  };
}

function openStream(feed: LiveFeed, clock: Clock): Readable {
  const stream = new Readable({ read: () => undefined });
  let sequence = 0;
  const tell = (event: LiveEvent): void => {
    sequence += 1;
    stream.push(eventText(event, sequence, clock.now()));
    if (stream.readableLength > unreadBytes) stream.destroy();
  };
  const end = (): void => void stream.push(null);
  const quit = feed.listen(tell);
  feed.closed.addEventListener('abort', end, { once: true });
  stream.once('close', () => {
    quit();
    feed.closed.removeEventListener('abort', end);
  });
  stream.push('retry: 2000\n\n');
  tell({ event: 'status' });
  return stream;
}

function eventText(event: LiveEvent, sequence: number, now: number): string {
  const carried = event.event === 'incident' ? { id: event.id } : { now: rfc3339(now) };
  return `id: ${String(now)}-${String(sequence)}\nevent: ${event.event}\ndata: ${JSON.stringify(carried)}\n\n`;
}
