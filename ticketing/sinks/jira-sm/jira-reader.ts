// Tells what people did on issues in Jira: those changed of late, with their comments. Search is behind, so each poll overlaps.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { ReadOutcome, SeenComment, SeenTicket, TicketReader } from '../../reader.ts';
import { commentsSince, missingTicket, shortText } from '../reading/seen-ticket.ts';
import { readCursor, sliceSince, writeCursor } from '../steps/second-cursor.ts';
import type { SecondCursor, Slice } from '../steps/second-cursor.ts';
import { misread, stoppedBy, unknown } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import { ChangedIssue, ChangedPage, DeskComments, issueKey, Myself } from './jira-answers.ts';
import type { JiraSite } from './jira-site.ts';
import { keyIn, kindOf, standingOf } from './jira-words.ts';

const fields = [
  'summary',
  'description',
  'status',
  'priority',
  'labels',
  'updated',
  'issuetype',
  'assignee',
  'reporter',
];

/** Account id, or name in a Data Center. */
interface Account {
  readonly id: string | null;
  readonly serverNow: number;
}

interface Since {
  readonly account: Account;
  readonly sinceMs: number;
}

export class JiraReader implements TicketReader {
  readonly #site: JiraSite;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(site: JiraSite, clock: Pick<Clock, 'now'>) {
    this.#site = site;
    this.#clock = clock;
  }

  async readSince(cursor: string | null): Promise<ReadOutcome> {
    const account = await this.#whoAmI();
    if ('stopped' in account) return unknown(account.stopped);
    const from = readCursor(cursor);
    if (from === null) {
      const second = Math.floor(account.serverNow / 1_000);
      return { outcome: 'read', tickets: [], cursor: writeCursor({ second, page: 1 }, false, second), more: false };
    }
    const since = { account, sinceMs: from.second * 1_000 - this.#site.config.searchLagMs };
    const slice = await this.#changedSince(from, since);
    if ('fault' in slice) return unknown(slice.fault);
    const tickets: SeenTicket[] = [];
    for (const issue of slice.rows) {
      const seen = await this.#seen(issue, since);
      if ('stopped' in seen) return unknown(seen.stopped);
      tickets.push(seen.ticket);
    }
    return { outcome: 'read', tickets, cursor: slice.cursor, more: slice.more };
  }

  async readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    const account = await this.#whoAmI();
    if ('stopped' in account) return unknown(account.stopped);
    const tickets: SeenTicket[] = [];
    for (const id of ids.slice(0, 100)) {
      const read = await this.#readOne(id, { account, sinceMs: 0 });
      if ('stopped' in read) return unknown(read.stopped);
      // Under the id that was asked for: an issue that was moved has another key.
      tickets.push({ ...read.ticket, ticket: id });
    }
    return { outcome: 'read', tickets, cursor: '', more: false };
  }

  async #readOne(id: string, since: Since): Promise<{ ticket: SeenTicket } | { stopped: Stop }> {
    const missing = { ticket: missingTicket(id, since.account.serverNow) };
    if (!issueKey.test(id)) return missing;
    const reply = await this.#site.platform({ method: 'GET', path: `/issue/${id}?fields=${fields.join(',')}` });
    if (reply.kind === 'refused' && reply.status === 404) return missing;
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read issue') };
    const answer = ChangedIssue.safeParse(reply.json);
    return answer.success ? this.#seen(answer.data, since) : { stopped: misread('jira-sm', 'read issue') };
  }

  /** In minutes before now, since JQL knows no zone but the account's own; with what search may not have shown in time. */
  #changedSince(from: SecondCursor, { account, sinceMs }: Since): Promise<Slice<ChangedIssue> | { fault: Stop }> {
    const minutes = Math.max(1, Math.ceil((account.serverNow - sinceMs) / 60_000) + 1);
    const jql = `project = "${this.#site.config.project}" AND updated >= "-${String(minutes)}m" ORDER BY updated ASC`;
    let token: string | null | undefined;
    return sliceSince(
      from,
      ({ fields: told }) => told.updated,
      async (page) => {
        const place = this.#site.isCloud ? (token ? { nextPageToken: token } : {}) : { startAt: (page - 1) * 100 };
        const reply = await this.#site.search(jql, { fields, maxResults: 100, ...place });
        if (reply.kind !== 'ok') return { fault: stoppedBy(reply, 'read changes') };
        const answer = ChangedPage.safeParse(reply.json);
        if (!answer.success) return { fault: misread('jira-sm', 'read changes') };
        const { issues, nextPageToken, total = 0 } = answer.data;
        token = nextPageToken;
        const last = issues.length === 0 || (this.#site.isCloud ? !token : page * 100 >= total);
        return { rows: issues.filter(({ fields: told }) => told.updated >= sinceMs), last };
      },
    );
  }

  async #seen({ key, fields: told }: ChangedIssue, since: Since): Promise<{ ticket: SeenTicket } | { stopped: Stop }> {
    const comments = await this.#comments(key, since);
    if ('stopped' in comments) return comments;
    const { config } = this.#site;
    const priority = Object.entries(config.priorities).find(([, name]) => name === told.priority?.name)?.[0];
    const ticket: SeenTicket = {
      ticket: key,
      url: this.#site.pageOf(key),
      key: keyIn(told.labels),
      kind: kindOf(told.issuetype?.name ?? ''),
      title: told.summary,
      text: shortText(this.#site.plain(told.description)),
      standing: standingOf(told.status, config),
      changedAt: told.updated,
      priority: priority === undefined ? null : Number(priority),
      team: null,
      assignee: told.assignee?.displayName ?? null,
      requester: told.reporter?.accountId ?? told.reporter?.name ?? null,
      mergedInto: null,
      comments,
    };
    return { ticket };
  }

  async #comments(key: string, { account, sinceMs }: Since): Promise<readonly SeenComment[] | { stopped: Stop }> {
    const path = `/request/${key}/comment?public=true&internal=true&limit=100`;
    const reply = await this.#site.desk({ method: 'GET', path });
    // An issue without a request type is no request: the service desk has no comments of it.
    if (reply.kind === 'refused' && [400, 404].includes(reply.status)) return [];
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read comments') };
    const answer = DeskComments.safeParse(reply.json);
    if (!answer.success) return { stopped: misread('jira-sm', 'read comments') };
    const comments = answer.data.values.map(({ id, body, public: told, author, created }) => ({
      id,
      at: created?.epochMillis ?? null,
      author: author?.displayName ?? '',
      own: account.id !== null && [author?.accountId, author?.name].includes(account.id),
      public: told,
      text: shortText(this.#site.plain(body)),
    }));
    return commentsSince(comments, sinceMs);
  }

  async #whoAmI(): Promise<Account | { stopped: Stop }> {
    const reply = await this.#site.platform({ method: 'GET', path: '/myself' });
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read the account') };
    const answer = Myself.safeParse(reply.json);
    if (!answer.success) return { stopped: misread('jira-sm', 'read the account') };
    const told = Date.parse(reply.headers['date'] ?? '');
    const serverNow = Number.isNaN(told) ? this.#clock.now() : told;
    return { id: answer.data.accountId ?? answer.data.name ?? null, serverNow };
  }
}
