// Follow-ups on a ticket of GLPI 11: each is written once, by its mark.
import { escapeHtml } from '../../text/html-text.ts';
import { noteContent } from '../glpi/glpi-text.ts';
import { gone, misread, stoppedBy } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Told } from '../steps/stepped-sink.ts';
import { noteMark } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import { Notes } from './glpi-v2-answers.ts';
import type { Note } from './glpi-v2-answers.ts';
import type { GlpiV2Door } from './glpi-v2-door.ts';
import { isUnknown } from './glpi-v2-words.ts';

interface Followup {
  readonly content: string;
  readonly mark: string;
  readonly isPrivate: boolean;
  /** Look whether it stands there already. */
  readonly again: boolean;
}

export class GlpiV2Notes {
  readonly #door: GlpiV2Door;

  constructor(door: GlpiV2Door) {
    this.#door = door;
  }

  tell({ ticket, operation, again }: Told, kind: NoteKind): Promise<Stopped> {
    const text = kind === 'public' ? operation.fields.publicText : operation.fields.technicalText;
    if (text === '') return Promise.resolve(null);
    const [content, mark] = [noteContent(operation, kind), `[${noteMark(operation, kind)}]`];
    return this.#say(ticket, { content, mark, isPrivate: kind === 'technical', again });
  }

  /** There are no links between tickets in API v2: a follow-up names the other one, without words of a language. */
  name(ticket: string, other: string, url: string): Promise<Stopped> {
    const content = `<p>${escapeHtml(`→ #${other} ${url}`)}</p>`;
    return this.#say(ticket, { content, mark: `→ #${other} `, isPrivate: true, again: true });
  }

  /** All of them: `getITILTimelineItems` answers up to 1,000 at once, whatever page is asked for. */
  async listed(ticket: string): Promise<{ readonly notes: readonly Note[] } | { readonly stopped: Stop }> {
    const reply = await this.#door.ask({ method: 'GET', path: `/Assistance/Ticket/${ticket}/Timeline/Followup` });
    if (isUnknown(reply)) return { stopped: gone('GLPI') };
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read comments') };
    const notes = Notes.safeParse(reply.json);
    return notes.success ? { notes: notes.data } : { stopped: misread('glpi', 'read comments') };
  }

  async #say(ticket: string, { content, mark, isPrivate, again }: Followup): Promise<Stopped> {
    const known = again ? await this.listed(ticket) : { notes: [] };
    if ('stopped' in known) return known.stopped;
    if (known.notes.some((note) => note.content?.includes(mark) === true)) return null;
    const path = `/Assistance/Ticket/${ticket}/Timeline/Followup`;
    const reply = await this.#door.ask({ method: 'POST', path, json: { content, is_private: isPrivate } });
    if (reply.kind === 'ok') return null;
    return isUnknown(reply) ? gone('GLPI') : stoppedBy(reply, 'comment');
  }
}
