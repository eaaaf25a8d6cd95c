// Comments of a request: public to its customers, or internal to agents; each with its mark, once.
import { z } from 'zod';
import type { SinkReply } from '../http/sink-reply.ts';
import { gone, misread, repairable, stoppedBy, unreadYes } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import { CommentMade, Comments } from './jira-answers.ts';
import type { JiraSite } from './jira-site.ts';

export interface JiraComment {
  readonly text: string;
  readonly mark: string;
  readonly public: boolean;
  /** Look for the mark first. */
  readonly again: boolean;
}

const Made = z.object({ id: z.union([z.string(), z.number()]) });

function refused(reply: Exclude<SinkReply, { kind: 'ok' }>): Stop {
  return reply.kind === 'refused' && reply.status === 404 ? gone('Jira') : stoppedBy(reply, 'comment');
}

export class JiraComments {
  readonly #site: JiraSite;

  constructor(site: JiraSite) {
    this.#site = site;
  }

  async add(ticket: string, comment: JiraComment): Promise<Stopped> {
    if (comment.text === '') return null;
    if (comment.again) {
      const there = await this.#isThere(ticket, comment.mark);
      if (typeof there !== 'boolean') return there;
      if (there) return null;
    }
    return this.#site.isCloud ? this.#addToCloud(ticket, comment) : this.#addByDesk(ticket, comment);
  }

  /** As nodes, by the platform; the answer says whether customers see it. What they should not see is taken back. */
  async #addToCloud(ticket: string, { text, mark, public: told }: JiraComment): Promise<Stopped> {
    const properties = [{ key: 'sd.public.comment', value: { internal: !told } }];
    const json = { body: this.#site.text(text, `[${mark}]`), properties };
    const reply = await this.#site.platform({ method: 'POST', path: `/issue/${ticket}/comment`, json });
    if (reply.kind !== 'ok') return refused(reply);
    const made = CommentMade.safeParse(reply.json);
    if (!made.success) return unreadYes('jira-sm', 'comment');
    if (told || made.data.jsdPublic !== true) return null;
    await this.#site.platform({ method: 'DELETE', path: `/issue/${ticket}/comment/${made.data.id}` });
    const message = 'an internal comment came out public, and was taken back: is the account an agent?';
    return repairable('jira-sm-comment-public', message);
  }

  /** By the service desk, in wiki markup. */
  async #addByDesk(ticket: string, { text, mark, public: told }: JiraComment): Promise<Stopped> {
    const json = { body: this.#site.text(text, `[${mark}]`), public: told };
    const reply = await this.#site.desk({ method: 'POST', path: `/request/${ticket}/comment`, json });
    if (reply.kind !== 'ok') return refused(reply);
    return Made.safeParse(reply.json).success ? null : unreadYes('jira-sm', 'comment');
  }

  /** In the newest fifty: a comment in doubt is a young one. */
  async #isThere(ticket: string, mark: string): Promise<boolean | Stop> {
    const path = `/issue/${ticket}/comment?orderBy=-created&maxResults=50`;
    const reply = await this.#site.platform({ method: 'GET', path });
    if (reply.kind !== 'ok') return refused(reply);
    const comments = Comments.safeParse(reply.json);
    if (!comments.success) return misread('jira-sm', 'read comments');
    return comments.data.comments.some(({ body }) => this.#site.plain(body).includes(mark));
  }
}
