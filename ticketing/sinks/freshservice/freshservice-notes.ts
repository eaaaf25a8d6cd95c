// Notes on one kind of Freshservice's records, tickets or problems: each is written once.
import type { SystemDoor } from '../http/system-door.ts';
import { gone, misread, stoppedBy } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Told } from '../steps/stepped-sink.ts';
import { noteMark } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import { NoteTexts } from './freshservice-answers.ts';
import { freshHtml } from './freshservice-fields.ts';

/** A record with more talk than this has other troubles. */
const mostPages = 5;

export interface NotePlace {
  /** `tickets`, `problems`. */
  readonly area: string;
  /** Below a record: where its notes are listed. */
  readonly listed: 'conversations' | 'notes';
  /** False: nobody but agents reads there, and a note does not say who may. */
  readonly saysWho: boolean;
}

export interface FreshNote {
  readonly text: string;
  readonly mark: string;
  readonly public: boolean;
  /** Look whether it stands there already. */
  readonly again: boolean;
}

export class FreshserviceNotes {
  readonly #door: SystemDoor;
  readonly #place: NotePlace;

  constructor(door: SystemDoor, place: NotePlace) {
    this.#door = door;
    this.#place = place;
  }

  tell({ ticket, operation, again }: Told, kind: NoteKind): Promise<Stopped> {
    const { publicText, technicalText } = operation.fields;
    const mark = noteMark(operation, kind);
    const text = kind === 'public' ? publicText : technicalText;
    return text === '' ? Promise.resolve(null) : this.say(ticket, { text, mark, public: kind === 'public', again });
  }

  async say(record: string, note: FreshNote): Promise<Stopped> {
    if (note.again) {
      const there = await this.#isSaid(record, note.mark);
      if (typeof there !== 'boolean') return there;
      if (there) return null;
    }
    const body = freshHtml(note.text, note.text.includes(note.mark) ? '' : `[${note.mark}]`);
    const json = { body, ...(this.#place.saysWho ? { private: !note.public } : {}) };
    const reply = await this.#door.ask({ method: 'POST', path: `/${this.#place.area}/${record}/notes`, json });
    if (reply.kind === 'ok') return null;
    return reply.kind === 'refused' && reply.status === 404 ? gone('Freshservice') : stoppedBy(reply, 'note');
  }

  async #isSaid(record: string, mark: string): Promise<boolean | Stop> {
    const { area, listed } = this.#place;
    for (let page = 1; page <= mostPages; page += 1) {
      const path = `/${area}/${record}/${listed}?per_page=100&page=${String(page)}`;
      const reply = await this.#door.ask({ method: 'GET', path });
      if (reply.kind === 'refused' && reply.status === 404) return gone('Freshservice');
      if (reply.kind !== 'ok') return stoppedBy(reply, 'read notes');
      const answer = NoteTexts.safeParse(reply.json);
      if (!answer.success) return misread('freshservice', 'read notes');
      if (answer.data.some((text) => text.includes(mark))) return true;
      if (answer.data.length < 100) return false;
    }
    return false;
  }
}
