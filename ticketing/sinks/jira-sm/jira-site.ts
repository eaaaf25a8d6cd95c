// One Jira: its door, and where cloud and Data Center differ: paths, text, comments, search.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Dialect, SinkReply } from '../http/sink-reply.ts';
import { SystemDoor } from '../http/system-door.ts';
import type { DoorAsk } from '../http/system-door.ts';
import { cutToBytes, harmless } from '../../text/harmless-text.ts';
import { cutToBytes as cutForm } from '../../text/html-text.ts';
import { documentOf, textOfDocument } from './atlassian-document.ts';
import { troubleOf } from './jira-answers.ts';
import type { JiraConfig } from './jira-config.ts';
import { wikiText } from './wiki-text.ts';

/** Jira refuses texts above 32,767 characters, markup included. */
const jiraTextBytes = 30_000;
const escapedBytes = 15_000;

const dialect: Dialect = {
  system: 'jira-sm',
  problem: (json, status) => (status < 400 ? null : troubleOf(json)),
  // A CAPTCHA is asked for, or the login is denied: only a person can log in now.
  isLockedOut: (status, _problem, headers) =>
    status === 401 ||
    (status === 403 && /AUTHENTICATION_DENIED|AUTHENTICATED_FAILED/.test(headers['x-seraph-loginreason'] ?? '')),
};

function authorization({ user, token }: JiraConfig): string {
  return user === undefined ? `Bearer ${token}` : `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
}

export class JiraSite {
  readonly config: JiraConfig;
  readonly #door: SystemDoor;

  constructor(config: JiraConfig, clock: Pick<Clock, 'now'>) {
    this.config = config;
    this.#door = new SystemDoor({
      base: config.url,
      // Without the second, some changes need a token of a browser's session.
      headers: { Authorization: authorization(config), 'X-Atlassian-Token': 'no-check' },
      dialect,
      clock,
      timeoutMs: config.timeoutMs,
      concurrency: config.concurrency,
    });
  }

  get isCloud(): boolean {
    return this.config.product === 'cloud';
  }

  /** Below the platform's API. */
  platform(ask: DoorAsk): Promise<SinkReply> {
    return this.#door.ask({ ...ask, path: `/rest/api/${this.isCloud ? '3' : '2'}${ask.path}` });
  }

  desk(ask: DoorAsk): Promise<SinkReply> {
    return this.#door.ask({ ...ask, path: `/rest/servicedeskapi${ask.path}` });
  }

  search(jql: string, more: Readonly<Record<string, unknown>>): Promise<SinkReply> {
    const path = this.isCloud ? '/search/jql' : '/search';
    return this.platform({ method: 'POST', path, json: { jql, ...more }, reads: true });
  }

  /** As the platform wants a text; what it ends with is never cut. */
  text(plain: string, ending: string): unknown {
    const text = harmless(plain);
    if (!this.isCloud) return `${wikiText(cutToBytes(text, escapedBytes))}\n${wikiText(ending)}`;
    // A document of many short lines is several times its text.
    const document = (cut: string): string => JSON.stringify(documentOf(`${cut}\n${ending}`));
    return JSON.parse(cutForm(text, jiraTextBytes, document)) as unknown;
  }

  /** Of either form. */
  plain(text: unknown): string {
    return (typeof text === 'string' ? text : textOfDocument(text)).trim();
  }

  /** Where a browser opens an issue. */
  pageOf(ticket: string): string {
    return `${this.config.siteUrl ?? this.config.url}/browse/${ticket}`;
  }

  close(): Promise<void> {
    return this.#door.close();
  }
}
