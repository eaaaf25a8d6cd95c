// Asks a mail server whether it would take messages: greeting, encryption, login; nothing is sent.
import type { ProbeFinding } from '../../probe.ts';
import { harmlessLine } from '../../text/harmless-text.ts';
import type { EmailConfig } from './email-config.ts';
import { SmtpSession } from './smtp-session.ts';

const cures = {
  opening: 'check notify.channels: host, port and tls (starttls is usual on 587, implicit on 465)',
  login: 'check user and password; some servers want an application password',
  envelope: 'ask the mail server’s people',
  message: 'ask the mail server’s people',
} as const;

export async function probeSmtp(config: EmailConfig): Promise<readonly ProbeFinding[]> {
  const { host, port, tls, user } = config;
  const where = `${host}:${String(port)}`;
  const end = await new SmtpSession(config).greet();
  if (end.end === 'broken') {
    const what = `${where} did not let Vigie in: ${harmlessLine(end.words, 200)} (${end.code})`;
    return [{ level: 'fault', what, cure: cures[end.step] }];
  }
  const login = user === undefined ? 'without login' : `logged in as ${user}`;
  const found: ProbeFinding = { level: 'fine', what: `${where} answers, ${login}`, cure: null };
  if (tls !== 'none') return [found];
  const cure = 'tls: starttls, unless the server is on this machine or network';
  return [found, { level: 'warning', what: 'messages travel unencrypted', cure }];
}
