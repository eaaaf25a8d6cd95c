// What the end of an SMTP conversation means for a message: later again, never, or nobody knows. Pure.
import type { SendOutcome } from '../../channel.ts';
import { lockedOutRetryMs } from '../../sinks/http/sink-reply.ts';
import { harmlessLine } from '../../text/harmless-text.ts';
import type { SmtpEnd } from './smtp-session.ts';

type Broken = SmtpEnd & { readonly end: 'broken' };

/** Greylisting opens after 5 min at most servers (postgrey's default); asking sooner is allowed, and in vain. */
const greylistRetryMs = 60_000;

function said({ words, code }: Broken): string {
  return harmlessLine(words === '' ? code : words, 300);
}

/** An answer is a word: 4xx is not yet, 5xx is no; the session's own trouble is the server's, not the message's. */
function judgeAnswer(end: Broken, status: number): SendOutcome {
  const message = said(end);
  if (end.step === 'opening' || end.step === 'login') {
    const code = end.step === 'login' ? 'smtp-locked-out' : 'smtp-not-ready';
    return { outcome: 'failed', code, message, systemic: true, retryAfterMs: lockedOutRetryMs };
  }
  if (status >= 500) return { outcome: 'refused', code: `smtp-${String(status)}`, message };
  const code = `smtp-${String(status)}`;
  return { outcome: 'failed', code, message, systemic: status === 421, retryAfterMs: greylistRetryMs };
}

/** A lost connection says nothing of a message whose text had begun. */
export function judgeSmtp(end: Broken): SendOutcome {
  if (end.status !== null && end.status >= 400) return judgeAnswer(end, end.status);
  const message = said(end);
  if (end.step === 'message') return { outcome: 'in-doubt', code: 'smtp-silent', message };
  const isShut = end.step === 'login' || end.code === 'ETLS' || end.code === 'EAUTH';
  return {
    ...{ outcome: 'failed', code: isShut ? 'smtp-locked-out' : 'smtp-unreachable', message, systemic: true },
    ...(isShut ? { retryAfterMs: lockedOutRetryMs } : {}),
  };
}
