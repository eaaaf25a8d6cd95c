import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeWebhook } from '../../tests/fakes/fake-webhook.ts';
import { hostileTexts, toldMessage } from '../../tests/fakes/told-message.ts';
import type { NotifyChannel } from '../channel.ts';
import type { ChannelKind } from '../channel-kind.ts';
import { channelKinds } from './channel-kinds.ts';
import { mattermostBody } from './mattermost.ts';
import { slackBody } from './slack.ts';
import { teamsBody } from './teams.ts';
import { webhookBody } from './webhook.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const clock = { now: () => 1_700_000_000_500, until: () => Promise.resolve() };
const types = ['mattermost', 'slack', 'teams', 'webhook'] as const;
let receiver: FakeWebhook;
let channel: NotifyChannel | null = null;

beforeEach(async () => {
  channel = null;
  receiver = await FakeWebhook.open();
});
afterEach(async () => {
  await channel?.stop();
  await receiver.close();
});

function open(type: (typeof types)[number], url = receiver.url): NotifyChannel {
  const kind = channelKinds[type] as ChannelKind<unknown>;
  channel = kind.open(kind.schema.parse({ type, url, ...(type === 'webhook' ? { secret } : {}) }), { clock });
  return channel;
}

describe.each(types)('%s', (type) => {
  it('posts JSON once', async () => {
    expect(await open(type).send(toldMessage(), null)).toMatchObject({ outcome: 'sent' });
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
    expect(receiver.received[0]?.body).toContain('Web shop down');
  });

  it.each([
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { outcome: 'failed', retryAfterMs: 7_000, systemic: true },
    ],
    [{ status: 400 }, { outcome: 'refused' }],
    [{ status: 403 }, { outcome: 'failed', code: `${type}-locked-out` }],
    [{ status: 410 }, { outcome: 'failed', code: `${type}-locked-out` }],
    [
      { status: 302, headers: { location: 'http://169.254.169.254/' } },
      { outcome: 'failed', code: `${type}-moved` },
    ],
    [{ status: 500 }, { outcome: 'in-doubt' }],
    [{ status: 408 }, { outcome: 'in-doubt' }],
    ['drop' as const, { outcome: 'in-doubt' }],
  ])('answered %j', async (fault, outcome) => {
    receiver.faults.push(fault);
    expect(await open(type).send(toldMessage(), null)).toMatchObject(outcome);
    expect(receiver.received).toHaveLength(fault === 'drop' ? 1 : 0);
  });

  it('is looked at without a post', async () => {
    expect(await open(type).probe()).toMatchObject([{ level: 'fine' }, { level: 'warning' }]);
    expect(receiver.received.map(({ method }) => method)).toEqual(['GET']);
    const url = receiver.url;
    await receiver.close();
    const gone = open(type, url);
    expect(await gone.probe()).toMatchObject([{ level: 'fault' }, {}]);
    expect(JSON.stringify(await gone.probe())).not.toContain('secret');
    expect(await gone.send(toldMessage(), null)).toMatchObject({ outcome: 'failed', code: `${type}-unreachable` });
    receiver = await FakeWebhook.open();
  });

  it.each([
    'ftp://chat.example.net/x',
    'file:///etc/passwd',
    'https://user:word@chat.example.net/x',
    'http://169.254.169.254/latest/meta-data',
    'http://2852039166/latest/meta-data',
    'http://0xa9fea9fe/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fe80::1]/',
    'javascript:alert(1)',
  ])('leads to no %s', (url) => {
    const { schema } = channelKinds[type] as ChannelKind<unknown>;
    expect(schema.safeParse({ type, url, ...(type === 'webhook' ? { secret } : {}) }).success).toBe(false);
  });
});

describe('hostile texts', () => {
  const message = (text: string) =>
    toldMessage({ headline: text, paragraphs: [text], facts: [{ label: 'x', value: text }], links: [] });

  it.each(hostileTexts)('call nobody and mark nothing: %j', (text) => {
    for (const body of [slackBody, teamsBody, mattermostBody]) {
      const json = JSON.stringify(body(message(text)));
      expect(json).not.toMatch(/@(?:channel|here|all|everyone|U123)\b/);
      expect(json).not.toMatch(/\u202e|\\u001b|\\u0007/);
    }
    expect((slackBody(message(text)) as { text: string }).text).not.toMatch(/[<>]/);
    for (const body of [teamsBody, mattermostBody]) {
      const json = JSON.stringify(body(message(text)));
      expect(json).not.toContain('[click](');
      expect(json).not.toContain('https://evil');
      expect(json).not.toMatch(/(?<!\\\\)<script/);
    }
    expect(JSON.stringify(webhookBody(message(text)))).not.toMatch(/\u202e|\\u001b/);
  });
});

describe('a webhook of one’s own', () => {
  it('is signed as Standard Webhooks say, with the same id each time', async () => {
    const hook = open('webhook');
    await hook.send(toldMessage(), null);
    await hook.send(toldMessage({ repeated: true }), null);
    const [first, second] = receiver.received;
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = first?.headers ?? {};
    const expected = createHmac('sha256', Buffer.alloc(32, 7))
      .update(`${String(id)}.${String(at)}.${first?.body ?? ''}`)
      .digest('base64');
    expect(signature).toBe(`v1,${expected}`);
    expect(at).toBe('1700000000');
    expect(id).toMatch(/^[A-Z2-7]{26}_1$/);
    expect([first?.headers['idempotency-key'], second?.headers['idempotency-key']]).toEqual([id, id]);
  });

  it.each(['short', 'whsec_c2hvcnQ=', Buffer.alloc(32).toString('base64')])('takes no secret such as %s', (weak) => {
    const { schema } = channelKinds.webhook;
    expect(schema.safeParse({ type: 'webhook', url: 'https://x.example', secret: weak }).success).toBe(false);
  });
});
