// One message as the bytes of an e-mail: headers that no text can end, plain words, and the same as simple HTML.
import MailComposer from 'nodemailer/lib/mail-composer';
import { harmless, harmlessLine } from '../../text/harmless-text.ts';
import { escapeHtml } from '../../text/html-text.ts';
import { noticeWords } from '../../wording/notice-words.ts';
import type { Message } from '../../channel.ts';
import { addressOf } from './email-config.ts';

/** RFC 5322 allows 998 characters a line; people read the first 80. */
const subjectLength = 200;

export interface Mail {
  readonly sender: string;
  readonly bytes: Buffer;
}

/** The same for every attempt, so that a mailbox knows a repeat: `<K.1@example.net>`. */
export function messageIdOf(id: string, from: string): string {
  const domain = addressOf(from).split('@').at(-1) ?? 'vigie';
  return `<${id}@${domain}>`;
}

function factLines({ facts }: Message): string[] {
  return facts.map(({ label, value }) => `${label}: ${value}`);
}

function plainBody(message: Message): string {
  const links = message.links.map(({ label, url }) => `${label}: ${url}`);
  const blocks = [...message.paragraphs, factLines(message).join('\n'), links.join('\n')].filter((text) => text !== '');
  return `${harmless(blocks.join('\n\n'))}\n\n-- \n${noticeWords.sender[message.language]}\n`;
}

const style = 'font-family:system-ui,sans-serif;font-size:15px;line-height:1.45';

function htmlBody(message: Message): string {
  const safe = (text: string): string => escapeHtml(harmless(text));
  const paragraphs = message.paragraphs.map((text) => `<p>${safe(text)}</p>`).join('');
  const rows = message.facts
    .map(({ label, value }) => `<tr><th align="left">${safe(label)}</th><td>${safe(value)}</td></tr>`)
    .join('');
  const links = message.links
    .map(({ label, url }) => `<p><a href="${escapeHtml(url)}">${safe(label)}</a></p>`)
    .join('');
  const table = rows === '' ? '' : `<table cellpadding="4">${rows}</table>`;
  const head = `<!doctype html><html lang="${message.language}"><meta charset="utf-8"><body style="${style}">`;
  const foot = `<p style="font-size:13px">${safe(noticeWords.sender[message.language])}</p></body></html>`;
  return `${head}<p><strong>${safe(message.headline)}</strong></p>${paragraphs}${table}${links}${foot}`;
}

/** Never asked for an answer by a machine: RFC 3834, and what Outlook heeds. */
const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

export async function composeMail(message: Message, { from, to }: { from: string; to: string }): Promise<Mail> {
  const thread = message.thread.map((id) => messageIdOf(id, from));
  const isUrgent = message.kind === 'declared' || message.kind === 'escalated' || message.kind === 'opened';
  const composer = new MailComposer({
    ...{ from, to, subject: harmlessLine(message.headline, subjectLength) },
    messageId: messageIdOf(message.id, from),
    ...(thread.length === 0 ? {} : { inReplyTo: thread.at(-1) ?? '', references: thread.join(' ') }),
    date: new Date(message.at),
    headers: automatic,
    ...(isUrgent ? { priority: 'high' as const } : {}),
    ...{ text: plainBody(message), html: htmlBody(message) },
    // Texts come from monitored hosts: none of them may name a file or an address to be fetched.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const bytes = await composer.compile().build();
  return { sender: addressOf(from), bytes };
}
