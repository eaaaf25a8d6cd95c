// What every fake ticketing system keeps: it starts on its own, its section is one that its sink takes, its page is harmless.
import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import type { SinkKind } from '../../ticketing/sink-kind.ts';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import { fakeSystems } from '../fakes/fake-systems.ts';
import { operation } from './ticket-sink.ts';

const hostile = '<img src=x onerror=alert(1)> "\'& \u202e\u001b[31m';

describe.each(Object.keys(fakeSystems))('the fake %s', (name) => {
  it('shows what its sink wrote as text, and runs nothing', async () => {
    const { fake, section } = await fakeSystems[name]!(0);
    const kind = sinkKinds[section['type'] as keyof typeof sinkKinds] as SinkKind<unknown>;
    const store = new MemoryStateStore(new MemoryEventLog());
    const system = await kind.open(kind.schema.parse(section), { store, clock: new ToldClock(Date.now()) });
    try {
      const open = operation('alpha', 'open', 1);
      const fields = { ...open.fields, title: hostile, publicText: hostile };
      const outcome = await system.sink.create({
        operation: { ...open, fields },
        ticket: null,
        into: null,
        again: false,
      });
      expect(outcome).toMatchObject({ outcome: 'done' });
      const page = await request(fake.origin);
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      const html = await page.body.text();
      expect(html).toContain('onerror=alert(1)');
      expect(html).not.toMatch(/<img|<script/);
    } finally {
      await system.stop();
      await fake.stop();
    }
  });
});
