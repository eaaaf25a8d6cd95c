// Posts one message to one address, and judges what became of it: the part that all chats and webhooks share.
import type { ChannelCapabilities, Message, NotifyChannel, SendOutcome } from '../../channel.ts';
import type { ProbeFinding } from '../../probe.ts';
import { SinkHttp } from '../../sinks/http/sink-http.ts';
import type { HttpReply } from '../../sinks/http/sink-http.ts';
import { lockedOutRetryMs } from '../../sinks/http/sink-reply.ts';
import { shownUrl } from './webhook-url.ts';

export interface WebhookPost {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface WebhookParts {
  readonly url: string;
  readonly timeoutMs: number;
  /** Prefix of its error codes. */
  readonly system: string;
  readonly capabilities: Omit<ChannelCapabilities, 'quarantineMs'>;
  readonly write: (message: Message) => WebhookPost;
}

/** Words that a chat answers with 200 when it did not do it: Slack and Power Automate speak in status codes. */
function judgeStatus(status: number, retryAfterMs: number | null, system: string): SendOutcome | null {
  if (status >= 200 && status < 300) return null;
  const message = `status ${String(status)}`;
  const after = retryAfterMs === null ? {} : { retryAfterMs };
  if (status === 429) return { outcome: 'failed', code: `${system}-busy`, message, systemic: true, ...after };
  if (status === 408 || status >= 500) return { outcome: 'in-doubt', code: `${system}-ill`, message };
  if (status === 400 || status === 413 || status === 422)
    return { outcome: 'refused', code: `${system}-${String(status)}`, message };
  // 3xx, 401, 403, 404, 410: the address is no longer one; a person must repair it.
  const code = status < 400 ? `${system}-moved` : `${system}-locked-out`;
  return {
    outcome: 'failed',
    code,
    message: `${message}: is the address right?`,
    systemic: true,
    retryAfterMs: lockedOutRetryMs,
  };
}

export class WebhookChannel implements NotifyChannel {
  readonly capabilities: ChannelCapabilities;
  readonly #parts: WebhookParts;
  readonly #http: SinkHttp;

  constructor(parts: WebhookParts) {
    this.#parts = parts;
    this.#http = new SinkHttp(parts.timeoutMs, parts.capabilities.concurrency);
    this.capabilities = { ...parts.capabilities, quarantineMs: parts.timeoutMs * 2 };
  }

  async send(message: Message): Promise<SendOutcome> {
    const { url, system, write } = this.#parts;
    const { body, headers } = write(message);
    const all = { 'content-type': 'application/json', 'user-agent': 'Vigie', ...headers };
    const reply = await this.#http.send({ method: 'POST', url, headers: all, body });
    if (reply.kind === 'not-sent')
      return {
        outcome: 'failed',
        code: `${system}-unreachable`,
        message: `not reached (${reply.code})`,
        systemic: true,
      };
    if (reply.kind === 'lost') return { outcome: 'in-doubt', code: `${system}-silent`, message: reply.code };
    return judgeStatus(reply.status, reply.retryAfterMs, system) ?? { outcome: 'sent', reference: message.id };
  }

  /** A GET posts nothing; whatever the other side answers, it is there. */
  async probe(): Promise<readonly ProbeFinding[]> {
    const { url } = this.#parts;
    const reply = await this.#http.send({ method: 'GET', url, headers: { 'user-agent': 'Vigie' } });
    return [foundBy(reply, shownUrl(url)), ...(url.startsWith('https:') ? [] : [unencrypted])];
  }

  stop(): Promise<void> {
    return this.#http.close();
  }
}

const unencrypted: ProbeFinding = {
  level: 'warning',
  what: 'messages travel unencrypted',
  cure: 'use https, unless the receiver is on this machine or network',
};

function foundBy(reply: HttpReply, where: string): ProbeFinding {
  if (reply.kind !== 'answer')
    return {
      level: 'fault',
      what: `${where} does not answer (${reply.code})`,
      cure: 'check the address, and the way to it',
    };
  const { status } = reply;
  if (status === 404 || status === 410)
    return {
      level: 'warning',
      what: `${where} answers ${String(status)} to a look`,
      cure: 'vigie drill --notify NAME tells whether it takes messages',
    };
  return {
    level: 'fine',
    what: `${where} answers; whether it takes messages, only vigie drill --notify NAME tells`,
    cure: null,
  };
}
