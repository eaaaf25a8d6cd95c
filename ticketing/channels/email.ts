// E-mail: one connection and one message per notice, plain text with simple HTML, threaded by incident.
import { z } from 'zod';
import type { ChannelKind } from '../channel-kind.ts';
import type { ChannelCapabilities, Message, NotifyChannel, SendOutcome } from '../channel.ts';
import type { ProbeFinding } from '../probe.ts';
import { composeMail, messageIdOf } from './email/compose-mail.ts';
import { EmailConfig } from './email/email-config.ts';
import { probeSmtp } from './email/probe-smtp.ts';
import { judgeSmtp } from './email/smtp-outcome.ts';
import { SmtpSession } from './email/smtp-session.ts';

const address = z.email().max(320);

export class EmailChannel implements NotifyChannel {
  readonly capabilities: ChannelCapabilities;
  readonly #config: EmailConfig;

  constructor(config: EmailConfig) {
    this.#config = config;
    // Connection, greeting and each answer may take that long; a message has six answers at most.
    this.capabilities = { quarantineMs: config.timeoutMs * 3, repeatsKnown: 'by-id', concurrency: 2 };
  }

  async send(message: Message, to: string | null): Promise<SendOutcome> {
    const known = address.safeParse(to);
    if (!known.success) return { outcome: 'refused', code: 'email-address', message: 'the recipient has no address' };
    const mail = await composeMail(message, { from: this.#config.from, to: known.data });
    const session = new SmtpSession(this.#config);
    const end = await session.deliver({ from: mail.sender, to: known.data, bytes: mail.bytes });
    return end.end === 'taken'
      ? { outcome: 'sent', reference: messageIdOf(message.id, this.#config.from) }
      : judgeSmtp(end);
  }

  probe(): Promise<readonly ProbeFinding[]> {
    return probeSmtp(this.#config);
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}

export const emailKind: ChannelKind<EmailConfig> = {
  type: 'email',
  secrets: ['password'],
  schema: EmailConfig,
  isAddressed: true,
  open: (config) => new EmailChannel(config),
};
