// What every fake ticketing system keeps: it starts on its own, its section is one that its sink takes, its page is harmless.
import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { fakeNames } from '../fakes/fake-systems.ts';
import { openFake } from '../fakes/open-fake.ts';
import { opening } from './ticket-sink.ts';

const hostile = '<img src=x onerror=alert(1)> "\'& \u202e\u001b[31m';

describe.each(fakeNames)('the fake %s', (name) => {
  it('shows what its sink wrote as text, and runs nothing', async () => {
    const opened = await openFake(name);
    const { fake, system } = opened;
    try {
      const armed = opening('alpha', { title: hostile, publicText: hostile });
      expect(await system.sink.create(armed)).toMatchObject({ outcome: 'done' });
      const page = await request(fake.origin);
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      const html = await page.body.text();
      expect(html).toContain('onerror=alert(1)');
      expect(html).not.toMatch(/<img|<script/);
    } finally {
      await opened.stop();
    }
  });
});
