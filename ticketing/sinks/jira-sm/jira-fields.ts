// Writes fields of an issue; those that its screen does not have, or whose value Jira does not know, are left out.
import type { TicketFields } from '../../../domain/ticket.ts';
import type { SinkReply } from '../http/sink-reply.ts';
import { harmlessLine } from '../../text/harmless-text.ts';
import { wrongFields } from './jira-answers.ts';
import type { IssueAnswer } from './jira-answers.ts';
import type { JiraSite } from './jira-site.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Jira refuses summaries above 255, and line ends in them. */
const summaryLength = 255;

export function summaryOf({ title }: TicketFields): string {
  return harmlessLine(title, summaryLength);
}

export class JiraFields {
  readonly #site: JiraSite;

  constructor(site: JiraSite) {
    this.#site = site;
  }

  /** What a new issue can do without. */
  wishes(fields: TicketFields): Fields {
    const { requestType, team } = this.#site.config;
    const known = team !== undefined && fields.team !== null && Object.hasOwn(team.values, fields.team);
    return {
      priority: { name: this.#priorityOf(fields) },
      ...(requestType === undefined ? {} : { [requestType.field]: requestType.value }),
      ...(known ? { [team.field]: team.values[fields.team ?? ''] } : {}),
    };
  }

  majorLabels({ major }: TicketFields): readonly string[] {
    return major ? [this.#site.config.majorLabel] : [];
  }

  /** Only what differs: Jira mails watchers at each edit. Labels of others stay. */
  changes(fields: TicketFields, { fields: now }: IssueAnswer): Fields {
    const { majorLabel } = this.#site.config;
    const priority = this.#priorityOf(fields);
    const others = now.labels.filter((label) => label !== majorLabel);
    return {
      ...(now.summary === summaryOf(fields) ? {} : { summary: summaryOf(fields) }),
      ...(now.priority?.name === priority ? {} : { priority: { name: priority } }),
      ...(now.labels.includes(majorLabel) === fields.major ? {} : { labels: [...others, ...this.majorLabels(fields)] }),
    };
  }

  /** Fields that are on no screen are named in a 400: without them it is asked again, once. Nothing left: nothing to do. */
  async write(method: 'POST' | 'PUT', path: string, needed: Fields, wishes: Fields): Promise<SinkReply> {
    const reply = await this.#site.platform({ method, path, json: { fields: { ...needed, ...wishes } } });
    if (reply.kind !== 'refused' || reply.status !== 400) return reply;
    const wrong = new Set(wrongFields(reply.json));
    const kept = Object.fromEntries(Object.entries(wishes).filter(([field]) => !wrong.has(field)));
    if (Object.keys(kept).length === Object.keys(wishes).length) return reply;
    const fields = { ...needed, ...kept };
    if (Object.keys(fields).length === 0) return { kind: 'ok', status: 204, json: null, headers: {} };
    return this.#site.platform({ method, path, json: { fields } });
  }

  #priorityOf({ priority }: TicketFields): string {
    const { priorities } = this.#site.config;
    return priorities[String(priority) as keyof typeof priorities];
  }
}
