// Finds and reads tickets of Znuny: by key, by number, by id; and does not believe a search that does not filter.
import type { FindOutcome, TicketRef } from '../../sink.ts';
import { gone, misread, repairable, stoppedBy, unknown } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import { isKey } from '../text/marks.ts';
import { FoundTickets, noAccess, TicketAnswer } from './znuny-answers.ts';
import type { ZnunyTicket } from './znuny-answers.ts';
import type { ZnunyConfig } from './znuny-config.ts';
import type { ZnunySession } from './znuny-session.ts';

/** Has a 0, which no key has. */
const impossibleKey = 'NO0KEY0HAS0A0ZERO';
/** More would mean that the search did not take the key. */
const maxFound = 20;

export interface ReadTickets {
  readonly tickets: readonly ZnunyTicket[];
}

export class ZnunyTickets {
  readonly #config: ZnunyConfig;
  readonly #session: ZnunySession;
  readonly #pageUrl: string;
  /** Number → id, which the web service's routes are addressed by. */
  readonly #ids = new Map<string, string>();
  #filters = false;

  constructor(config: ZnunyConfig, session: ZnunySession) {
    this.#config = config;
    this.#session = session;
    this.#pageUrl = config.url.replace(
      /\/nph-genericinterface\.pl\/.*$/,
      '/index.pl?Action=AgentTicketZoom;TicketNumber=',
    );
  }

  refOf(ticket: string): TicketRef {
    return { ticket, url: `${this.#pageUrl}${ticket}` };
  }

  learn({ TicketID, TicketNumber }: Pick<ZnunyTicket, 'TicketID' | 'TicketNumber'>): void {
    this.#ids.set(TicketNumber, TicketID);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > 10_000 && oldest !== undefined) this.#ids.delete(oldest);
  }

  /** Null where searches take the key field; else why they do not. */
  async distrust(): Promise<Stop | null> {
    if (this.#filters) return null;
    const found = await this.#searchKey(impossibleKey);
    if ('outcome' in found) return found;
    if (found.ids.length > 0) {
      const why = `the search by ${this.#config.keyField} finds everything: is the field there, and the route POST /TicketSearch?`;
      return repairable('znuny-search-unfiltered', why);
    }
    this.#filters = true;
    return null;
  }

  /** Nothing but the key becomes part of the question; what was found is verified. */
  async find(key: string): Promise<FindOutcome> {
    if (!isKey(key)) return { outcome: 'unknown', code: 'znuny-no-key', message: 'search: this is no key' };
    const distrusted = await this.distrust();
    if (distrusted !== null) return unknown(distrusted);
    const found = await this.#searchKey(key);
    if ('outcome' in found) return unknown(found);
    if (found.ids.length > maxFound) return unknown(misread('znuny', 'search'));
    const tickets: ZnunyTicket[] = [];
    for (const id of found.ids) {
      const read = await this.byIds([id]);
      if ('outcome' in read) return unknown(read);
      tickets.push(...read.tickets.filter((ticket) => this.keyOf(ticket) === key));
    }
    const oldest = tickets.sort((a, b) => Number(a.TicketID) - Number(b.TicketID));
    return { outcome: 'found', tickets: oldest.map(({ TicketNumber }) => this.refOf(TicketNumber)) };
  }

  keyOf({ DynamicField }: ZnunyTicket): string | null {
    const value = DynamicField?.find(({ Name }) => Name === this.#config.keyField)?.Value;
    return typeof value === 'string' && value !== '' ? value : null;
  }

  /** Whole, articles included. */
  async byNumber(ticket: string): Promise<{ readonly now: ZnunyTicket } | { readonly stopped: Stop }> {
    const id = await this.idOf(ticket);
    if (typeof id !== 'string') return { stopped: id };
    const read = await this.byIds([id]);
    if ('outcome' in read) return { stopped: read };
    const [now] = read.tickets;
    if (now?.TicketNumber !== ticket) return { stopped: misread('znuny', 'read ticket') };
    // Merged and removed tickets take updates like any other (recorded, 25f), though nobody reads them.
    return now.StateType === 'merged' || now.StateType === 'removed' ? { stopped: gone('Znuny') } : { now };
  }

  async idOf(ticket: string): Promise<string | Stop> {
    const known = this.#ids.get(ticket);
    if (known !== undefined) return known;
    const reply = await this.#session.ask({
      method: 'GET',
      path: '/Ticket',
      query: { TicketNumber: ticket, Limit: '2' },
    });
    const found = this.#found(reply);
    if ('outcome' in found) return found;
    return found.ids.length === 1 && found.ids[0] !== undefined ? found.ids[0] : this.goneOrBlind();
  }

  /** Whole; an id that is unknown or forbidden is what `goneOrBlind` says. */
  async byIds(ids: readonly string[], articles = true): Promise<ReadTickets | Stop> {
    const also: Readonly<Record<string, string>> = articles ? { AllArticles: '1', DynamicFields: '1' } : {};
    const [only] = ids;
    const reply =
      ids.length === 1 && only !== undefined
        ? await this.#session.ask({ method: 'GET', path: `/Ticket/${only}`, query: also })
        : await this.#session.ask({ method: 'GET', path: '/TicketList', query: { ...also, TicketID: ids.join(',') } });
    if (reply.kind === 'refused' && noAccess.test(reply.code)) return this.goneOrBlind();
    if (reply.kind !== 'ok') return stoppedBy(reply, 'read tickets');
    const answer = TicketAnswer.safeParse(reply.json);
    if (!answer.success || answer.data.Ticket.some(({ TicketID }) => !ids.includes(TicketID)))
      return misread('znuny', 'read tickets');
    for (const ticket of answer.data.Ticket) this.learn(ticket);
    return { tickets: answer.data.Ticket };
  }

  async search(query: Readonly<Record<string, string>>): Promise<{ readonly ids: readonly string[] } | Stop> {
    return this.#found(await this.#session.ask({ method: 'GET', path: '/Ticket', query }));
  }

  /** An account that sees no ticket at all has lost its rights, not its ticket. */
  async goneOrBlind(): Promise<Stop> {
    const any = await this.search({ Limit: '1' });
    if ('outcome' in any) return any;
    return any.ids.length > 0 ? gone('Znuny') : repairable('znuny-no-right', 'the agent sees no ticket at all');
  }

  /** By POST, the condition an object: in any other form it is ignored, and everything is found (recorded, 15 to 15q). */
  async #searchKey(key: string): Promise<{ readonly ids: readonly string[] } | Stop> {
    const condition = { [`DynamicField_${this.#config.keyField}`]: { Equals: key } };
    const json = { ...condition, SearchInArchive: 'AllTickets', Limit: maxFound + 1 };
    return this.#found(await this.#session.ask({ method: 'POST', path: '/TicketSearch', json, reads: true }));
  }

  #found(reply: Awaited<ReturnType<ZnunySession['ask']>>): { readonly ids: readonly string[] } | Stop {
    if (reply.kind !== 'ok') return stoppedBy(reply, 'search');
    const answer = FoundTickets.safeParse(reply.json);
    return answer.success ? { ids: answer.data.TicketID ?? [] } : misread('znuny', 'search');
  }
}
