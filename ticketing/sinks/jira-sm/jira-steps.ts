// The single steps that ticket operations on Jira are made of: issue, comments, transitions, links.
import type { TicketOperation } from '../../../domain/ticket.ts';
import { closedForGood } from '../../sink.ts';
import type { FindOutcome, TicketRef } from '../../sink.ts';
import { gone, misread, repairable, stoppedBy, unknown, unreadYes } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Seen, TicketSteps, Told } from '../steps/stepped-sink.ts';
import { noteMark } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import { Created, FoundIssues, IssueAnswer, issueKey } from './jira-answers.ts';
import { JiraComments } from './jira-comments.ts';
import { JiraFields, summaryOf } from './jira-fields.ts';
import type { JiraSite } from './jira-site.ts';
import { JiraTransitions } from './jira-transitions.ts';
import { isEnded, labelOf } from './jira-words.ts';

export class JiraSteps implements TicketSteps<IssueAnswer> {
  readonly #site: JiraSite;
  readonly #fields: JiraFields;
  readonly #comments: JiraComments;
  readonly #transitions: JiraTransitions;

  constructor(site: JiraSite) {
    this.#site = site;
    this.#fields = new JiraFields(site);
    this.#comments = new JiraComments(site);
    this.#transitions = new JiraTransitions(site, (ticket) => this.look(ticket));
  }

  refOf(ticket: string): TicketRef {
    return { ticket, url: this.#site.pageOf(ticket) };
  }

  isId(ticket: string): boolean {
    return issueKey.test(ticket);
  }

  /** By the label alone, which is exact. An answer to nobody in particular finds nothing, and means nothing. */
  async find(key: string): Promise<FindOutcome> {
    const reply = await this.#site.search(`labels = "${labelOf(key)}"`, { fields: ['labels'], maxResults: 50 });
    if (reply.kind !== 'ok') return unknown(stoppedBy(reply, 'search'));
    if (reply.headers['x-ausername'] === 'anonymous')
      return unknown(repairable('jira-sm-anonymous', 'search: Jira knows no account by this token'));
    const answer = FoundIssues.safeParse(reply.json);
    if (!answer.success) return unknown(misread('jira-sm', 'search'));
    const ours = answer.data.issues.filter(({ fields }) => fields.labels.includes(labelOf(key)));
    const oldestFirst = ours.sort((a, b) => Number(a.id) - Number(b.id));
    return { outcome: 'found', tickets: oldestFirst.map((issue) => this.refOf(issue.key)) };
  }

  async create({ fields, key }: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }> {
    const { project, issueType } = this.#site.config;
    const needed = {
      project: { key: project },
      issuetype: { name: issueType },
      summary: summaryOf(fields),
      description: this.#site.text(fields.publicText, `Vigie ${key}`),
      labels: [labelOf(key), ...this.#fields.majorLabels(fields)],
    };
    const reply = await this.#fields.write('POST', '/issue', needed, this.#fields.wishes(fields));
    if (reply.kind === 'refused') {
      const message = `create issue in ${project}: ${reply.code} (${String(reply.status)})`;
      return { stopped: repairable('jira-sm-create-refused', message) };
    }
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'create issue') };
    const created = Created.safeParse(reply.json);
    return created.success ? { ticket: created.data.key } : { stopped: unreadYes('jira-sm', 'create issue') };
  }

  /** 404 is a deleted issue, or one that we may not see. */
  async look(ticket: string): Promise<{ readonly now: IssueAnswer } | { readonly stopped: Stop }> {
    const path = `/issue/${ticket}?fields=summary,status,priority,labels`;
    const reply = await this.#site.platform({ method: 'GET', path });
    if (reply.kind === 'refused' && reply.status === 404) return { stopped: gone('Jira') };
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read issue') };
    const answer = IssueAnswer.safeParse(reply.json);
    return answer.success ? { now: answer.data } : { stopped: misread('jira-sm', 'read issue') };
  }

  async setFields({ ticket, operation, now }: Seen<IssueAnswer>): Promise<Stopped> {
    const changes = this.#fields.changes(operation.fields, now);
    if (Object.keys(changes).length === 0) return null;
    const reply = await this.#fields.write('PUT', `/issue/${ticket}`, {}, changes);
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'update issue');
    // A workflow may lock what is done: its readers are told by comment alone.
    return isEnded(now.fields.status, this.#site.config) ? null : stoppedBy(reply, 'update issue');
  }

  note({ ticket, operation, again }: Told, kind: NoteKind): Promise<Stopped> {
    const { publicText, technicalText } = operation.fields;
    const text = kind === 'public' ? publicText : technicalText;
    return this.#comments.add(ticket, { text, mark: noteMark(operation, kind), public: kind === 'public', again });
  }

  async solve(seen: Seen<IssueAnswer>): Promise<Stopped> {
    if (isEnded(seen.now.fields.status, this.#site.config)) return null;
    const told = await this.note(seen, 'public');
    if (told !== null) return told;
    const moved = await this.#transitions.end(seen.ticket);
    return moved === 'no-way'
      ? repairable('jira-sm-resolve-refused', `resolve ${seen.ticket}: no transition leads to a status that is done`)
      : moved;
  }

  async open(seen: Seen<IssueAnswer>): Promise<Stopped> {
    const ended = isEnded(seen.now.fields.status, this.#site.config);
    const moved = ended ? await this.#transitions.open(seen.ticket) : null;
    if (moved === 'no-way')
      return {
        outcome: 'refused',
        code: closedForGood,
        message: `reopen ${seen.ticket}: its workflow has no way back`,
      };
    return moved ?? this.note(seen, 'public');
  }

  /** `ticket` duplicates `into`. A second equal link does no harm. */
  async link(ticket: string, into: string, kind: 'continues' | 'duplicate'): Promise<Stopped> {
    const type = { name: this.#site.config.linkTypes[kind] };
    const json = { type, inwardIssue: { key: ticket }, outwardIssue: { key: into } };
    const reply = await this.#site.platform({ method: 'POST', path: '/issueLink', json });
    // 201 without a body.
    if (reply.kind === 'ok' || (reply.kind === 'lost' && reply.code === 'empty-answer')) return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'link issues');
    const target = await this.look(into);
    // Gone: there is nothing to link to.
    if ('stopped' in target) return target.stopped.outcome === 'refused' ? null : target.stopped;
    return { outcome: 'refused', code: 'jira-sm-link-refused', message: `link issues: ${reply.code}` };
  }
}
