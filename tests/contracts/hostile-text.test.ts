// Five megabytes of everything that text can be armed with, told to each ticketing system: it arrives bounded, and as text.
import { describe, expect, it } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import { fakeNames } from '../fakes/fake-systems.ts';
import { openFake } from '../fakes/open-fake.ts';
import { call, keyNamed, operation } from './ticket-sink.ts';

/** Each line is one kind of arm. */
const armed = [
  '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>',
  '[click](javascript:alert(1)) {code}x{code} !http://evil.test/x.png! [~admin] @here <!channel>',
  '\u202egnp.exe\u202c \u2066hidden\u2069 \u200f',
  '\u001b[31mred\u001b[0m \u0007 \u009b2J \u0000',
  'Bcc: everybody@evil.test\r\nContent-Type: text/html\r\n\r\n<b>body</b>',
  '=HYPERLINK("http://evil.test","x")\t+1 -1 @SUM(A1)',
  '\ud800 lone, \u{1f525} whole',
].join('\n');
const fiveMegabytes = armed.repeat(Math.ceil(5_000_000 / armed.length));
/** More than any system is told at once: title, two texts and their ends. */
const mostBytes = 1_500_000;

const commands = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const inJson = /\\u00(?:0[0-8bcef]|1[0-9a-f])|\\u20(?:0[ef]|2[a-e])|\\u206[6-9]|\\ud[89a-f]/i;

function armedCall(op: 'open' | 'update' | 'resolve', seq: number, ticket: string | null) {
  const told = operation('alpha', op, seq);
  const texts = { title: armed, publicText: fiveMegabytes, technicalText: fiveMegabytes };
  return call({ ...told, fields: { ...told.fields, ...texts } }, ticket);
}

describe.each(fakeNames)('%s', (name) => {
  it('takes 5 MB of hostile text, cut and harmless', { timeout: 60_000 }, async () => {
    const opened = await openFake(name);
    const { fake, system } = opened;
    const { sink } = system;
    try {
      const created = await sink.create(armedCall('open', 1, null));
      expect(created).toMatchObject({ outcome: 'done' });
      const ticket = created.outcome === 'done' ? created.ticket.ticket : '';
      expect(await sink.update(armedCall('update', 2, ticket))).toMatchObject({ outcome: 'done' });
      expect(await sink.resolve(armedCall('resolve', 3, ticket))).toMatchObject({ outcome: 'done' });
      expect(await sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'found', tickets: [{ ticket }] });
      for (const { body, path } of fake.seen) {
        const told = path.includes('rest.php') || body.startsWith('json_data=') ? decodeURIComponent(body) : body;
        expect(Buffer.byteLength(body)).toBeLessThan(mostBytes);
        expect(commands.exec(told)?.[0], `${path}: a raw command`).toBeUndefined();
        expect(inJson.exec(told)?.[0], `${path}: a command in JSON`).toBeUndefined();
      }
      const page = await (await fetch(fake.origin)).text();
      expect(page).not.toMatch(/<(?:script|img|a )/);
      expect(/<h2>(.*?)<\/h2>/s.exec(page)?.[1]).not.toMatch(/[\r\n]/);
    } finally {
      await opened.stop();
    }
  });
});

describe('desk', () => {
  it('takes 5 MB of hostile text, cut and harmless', async () => {
    const store = new MemoryStateStore(new MemoryEventLog());
    const { sink } = await sinkKinds.desk.open({ type: 'desk' }, { store, clock: new ToldClock(0) });
    expect(await sink.create(armedCall('open', 1, null))).toMatchObject({ outcome: 'done' });
    expect(await sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'found', tickets: [{}] });
  });
});
