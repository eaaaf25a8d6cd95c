// doctor and drill --notify, against a real mail server and a receiver of webhooks.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeWebhook } from '../../tests/fakes/fake-webhook.ts';
import { FakeMailServer } from '../../tests/fakes/mail/fake-mail-server.ts';
import { runVigie } from './main.ts';
import type { Terminal } from './terminal.ts';

const password = 'mail-password-of-vigie';
let mail: FakeMailServer;
let chat: FakeWebhook;

beforeEach(async () => {
  mail = await FakeMailServer.open({ user: 'vigie', password });
  chat = await FakeWebhook.open();
});
afterEach(async () => {
  await mail.close();
  await chat.close();
});

async function vigie(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const terminal: Terminal = {
    env: { MAIL: password, CHAT: chat.url },
    isScreen: false,
    readInput: async () => '',
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    stopped: new AbortController().signal,
  };
  return { code: await runVigie([...args, '--config', configFile()], terminal), ...written };
}

function configFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'vigie-cli-')), 'vigie.yaml');
  const login = 'user: vigie, password: "${env:MAIL}", from: Vigie <vigie@example.net>';
  writeFileSync(
    path,
    `notify:
  channels:
    mail: { type: email, host: 127.0.0.1, port: ${String(mail.port)}, tls: none, ${login} }
    chat: { type: mattermost, url: "\${env:CHAT}" }
  recipients:
    direction: { channel: mail, to: direction@example.net, language: fr, voice: plain }
    crisis-room: { channel: chat }
`,
  );
  return path;
}

describe('doctor', () => {
  test('asks each channel, sends nothing, and shows no secret', async () => {
    const ran = await vigie('doctor');
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/ok +notify mail: 127\.0\.0\.1:\d+ answers, logged in as vigie/);
    expect(ran.out).toMatch(/ok +notify chat: http:\/\/127\.0\.0\.1:\d+ answers/);
    expect(ran.out).toMatch(
      /warning notify: links in messages serve on this machine alone\n +-> set console\.publicUrl/,
    );
    expect(ran.out).not.toMatch(/hooks\/secret|mail-password/);
    expect(mail.received).toEqual([]);
    expect(chat.received.map(({ method }) => method)).toEqual(['GET']);
  });

  test('says what is wrong with a channel, and how to cure it', async () => {
    await mail.close();
    const ran = await vigie('doctor');
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/FAULT +notify mail: .*\n +-> check notify\.channels: host, port and tls/);
    mail = await FakeMailServer.open();
  });
});

describe('drill --notify', () => {
  test('sends one marked message, in the recipient’s language', async () => {
    const ran = await vigie('drill', '--notify', 'direction');
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/^ok +sent in \d+ ms/) as string });
    expect(mail.received.map(({ to }) => to)).toEqual([['direction@example.net']]);
    expect(mail.received[0]?.text).toContain('Exercice Vigie');
    expect(chat.received).toEqual([]);
  });

  test('says what the channel answered where it did not come through', async () => {
    chat.faults.push({ status: 403 });
    const ran = await vigie('drill', '--notify', 'crisis-room', '--json');
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({ ok: false, outcome: 'failed', code: 'mattermost-locked-out' });
  });

  test('wants one name that it knows', async () => {
    expect(await vigie('drill', '--notify', 'nobody')).toMatchObject({ code: 2 });
    expect(await vigie('drill')).toMatchObject({ code: 2 });
    expect(await vigie('drill', '--notify', 'direction', '--sink', 'desk')).toMatchObject({ code: 2 });
  });
});
