// What the fake iTop does for each operation of an account.
import { serverTime } from '../../../ticketing/sinks/text/server-time.ts';
import type { FakeAnswer } from '../fake-system.ts';
import { ItopRefusal, noPermission, objects, refused, said, unexpected } from './itop-answer.ts';
import { parseOql } from './itop-oql.ts';
import type { Row } from './itop-oql.ts';
import { afterStimulus, demanded, hasAttribute } from './itop-states.ts';
import type { FakeItopTicket, ItopStore } from './itop-store.ts';
import { shownFields, wholeTicket } from './itop-views.ts';

export interface ItopAccount {
  /** Whether its profiles allow anything with tickets. */
  readonly classRights: boolean;
  /** "Problem Manager": without it no problem may be created (recorded, 21d). */
  readonly managesProblems: boolean;
  /** The only organization that it may see; null: all. */
  readonly organization: string | null;
}

type Ask = Readonly<Record<string, unknown>>;

interface FoundRow {
  readonly class: string;
  readonly id: string;
  /** What queries look at. */
  readonly own: Row;
  whole(): Record<string, unknown>;
}

const ticketClasses = ['Incident', 'UserRequest', 'Problem'];
const operations = [
  ['core/create', 'Create an object'],
  ['core/update', 'Update an object'],
  ['core/apply_stimulus', 'Apply a stimulus to change the state of an object'],
  ['core/get', 'Search for objects'],
  ['core/delete', 'Delete objects'],
  ['core/get_related', 'Get related objects through the specified relation'],
  ['core/check_credentials', 'Check user credentials'],
].map(([verb, description]) => ({ verb, description, extension: 'CoreServices' }));

export class ItopOperations {
  readonly #store: ItopStore;
  readonly #account: ItopAccount;
  readonly #readOnly: boolean;

  constructor(store: ItopStore, account: ItopAccount, readOnly: boolean) {
    this.#store = store;
    this.#account = account;
    this.#readOnly = readOnly;
  }

  answer(ask: Ask, version: string): FakeAnswer {
    const { operation } = ask;
    if (typeof operation !== 'string') throw refused("Error: Missing parameter 'operation'");
    if (operation === 'list_operations') return said({ code: 0, message: 'Operations: 7', version, operations });
    if (operation === 'core/get') return this.#get(ask);
    if (operation === 'core/create') return this.#create(ask);
    if (operation === 'core/update') return this.#update(ask);
    if (operation === 'core/apply_stimulus') return this.#stimulate(ask);
    if (operation === 'core/delete') throw noPermission('deleting', this.#class(ask));
    throw new ItopRefusal(11, `Error: Unknown verb '${operation}' in version '${version}'`);
  }

  #class(ask: Ask): string {
    const name = String(ask['class']);
    const known = [...ticketClasses, 'lnkFunctionalCIToTicket', 'CMDBChangeOp', 'Server'];
    if (known.includes(name) || this.#store.objects.some((each) => each.class === name)) return name;
    throw refused(`Error: class: '${name}' is not a valid class'`);
  }

  #get(ask: Ask): FakeAnswer {
    const name = this.#class(ask);
    if (!this.#account.classRights || name === 'CMDBChangeOp') throw noPermission('reading', name);
    const fields = typeof ask['output_fields'] === 'string' ? ask['output_fields'] : '*';
    this.#checkFields(name, fields);
    const found = this.#find(name, ask['key']).filter(({ id }) => this.#seen(id));
    const page = typeof ask['limit'] === 'number' ? this.#page(found, ask['limit'], Number(ask['page'] ?? 1)) : found;
    const shown = page.map((row) => ({
      class: row.class,
      id: row.id,
      fields:
        row.class === name || name === 'FunctionalCI'
          ? shownFields(row.whole(), fields)
          : { id: row.id, friendlyname: row.whole()['friendlyname'] },
    }));
    return objects(`Found: ${String(found.length)}`, '', shown);
  }

  #page(found: readonly FoundRow[], limit: number, page: number): readonly FoundRow[] {
    return found.slice(limit * (page - 1), limit * page);
  }

  #seen(id: string): boolean {
    const ticket = this.#store.tickets.get(Number(id));
    if (ticket === undefined || ticket.hiddenFor === 0) return true;
    ticket.hiddenFor -= 1;
    return false;
  }

  #checkFields(name: string, fields: string): void {
    if (!ticketClasses.includes(name)) return;
    const blank = wholeTicket(this.#store.blank(name as FakeItopTicket['class']), this.#store);
    shownFields({ ...blank, id: '' }, fields);
  }

  /** By id, by query, or by what its members are; newest first, as recorded. */
  #find(name: string, key: unknown): FoundRow[] {
    if (typeof key === 'string' && !/^\d+$/.test(key)) {
      const query = parseOql(key, (minutes) =>
        serverTime(this.#store.clock() - minutes * 60_000, this.#store.timezone),
      );
      return this.#rows(query.class).filter(({ own }) => query.matches(own));
    }
    if (typeof key === 'object' && key !== null) {
      const wanted = Object.entries(key as Row);
      return this.#rows(name).filter(({ own }) =>
        wanted.every(([field, value]) => String(own[field]).toLowerCase() === String(value).toLowerCase()),
      );
    }
    return this.#rows(name).filter(({ id }) => id === String(key));
  }

  #rows(name: string): FoundRow[] {
    const { organization } = this.#account;
    if (ticketClasses.includes(name)) {
      return [...this.#store.tickets.values()]
        .filter((ticket) => ticket.class === name)
        .filter(({ fields }) => organization === null || fields['org_id'] === organization)
        .sort((a, b) => b.id - a.id)
        .map((ticket) => {
          const id = String(ticket.id);
          const whole = (): Record<string, unknown> => ({ ...wholeTicket(ticket, this.#store), id });
          return { class: ticket.class, id, own: { ...ticket.fields, id }, whole };
        });
    }
    return this.#store.objects
      .filter((each) => each.class === name || (name === 'Server' && each.fields['finalclass'] === 'Server'))
      .filter((each) => organization === null || name !== 'Organization' || each.fields['id'] === organization)
      .filter((each) => organization === null || name !== 'FunctionalCI' || each.fields['org_id'] === organization)
      .map((each) => ({
        class: each.fields['finalclass'] ?? each.class,
        id: String(each.id),
        own: each.fields,
        whole: () => ({ ...each.fields, obsolescence_flag: false }),
      }));
  }

  #create(ask: Ask): FakeAnswer {
    const name = this.#class(ask);
    if (!this.#account.classRights || this.#readOnly) throw noPermission('creating', name);
    if (name === 'Problem' && !this.#account.managesProblems) throw noPermission('creating', name);
    const fields = (ask['fields'] ?? {}) as Row;
    if (name === 'lnkFunctionalCIToTicket') return this.#link(fields);
    if (typeof fields['description'] === 'object') return fatal;
    const ticket = this.#store.create(name as FakeItopTicket['class'], fields, this.#resolve);
    return this.#shown('created', ticket, ask);
  }

  #update(ask: Ask): FakeAnswer {
    const { ticket, fields } = this.#one(ask, 'modifying');
    this.#store.update(ticket, fields, this.#resolve);
    return this.#shown('updated', ticket, ask);
  }

  #stimulate(ask: Ask): FakeAnswer {
    if (ask['fields'] === undefined) throw refused("Error: Missing parameter 'fields'");
    const { ticket, fields } = this.#one(ask, 'modifying');
    const stimulus = String(ask['stimulus']);
    if (this.#store.silentRefusals > 0) {
      this.#store.silentRefusals -= 1;
      return objects(null, '', []);
    }
    for (const [attribute, value] of Object.entries(fields))
      if (attribute.endsWith('_id'))
        this.#resolve(
          attribute === 'team_id' ? 'Team' : attribute === 'agent_id' ? 'Person' : 'Service',
          value,
          attribute,
        );
    const status = ticket.fields['status'] ?? '';
    const next = afterStimulus(ticket.class, status, stimulus);
    if (next === null) {
      const what = `Invalid stimulus: '${stimulus}' on the object ${ticket.fields['ref'] ?? ''} in state '${status}'`;
      throw new ItopRefusal(100, what, true);
    }
    const missing = demanded(ticket.class, stimulus).filter(
      (attribute) => (fields[attribute] ?? ticket.fields[attribute] ?? '') === '',
    );
    if (missing.length > 0)
      throw new ItopRefusal(
        100,
        `Missing mandatory attribute(s) for applying the stimulus: ${missing.join(', ')}.`,
        true,
      );
    const dates = Object.entries(this.#dates(stimulus)).filter(([date]) => hasAttribute(ticket.class, date));
    this.#store.update(ticket, { ...fields, status: next, ...Object.fromEntries(dates) }, this.#resolve);
    if (next === 'resolved') this.#store.resolveChildren(ticket);
    return this.#shown('updated', ticket, ask);
  }

  #dates(stimulus: string): Row {
    if (stimulus === 'ev_resolve') return { resolution_date: this.#store.now(), time_spent: '115' };
    return stimulus === 'ev_close' ? { close_date: this.#store.now() } : {};
  }

  #one(ask: Ask, doing: string): { readonly ticket: FakeItopTicket; readonly fields: Row } {
    const name = this.#class(ask);
    if (!this.#account.classRights || this.#readOnly) throw noPermission(doing, name);
    const id = this.#resolve(name, ask['key'], '');
    const ticket = this.#store.tickets.get(Number(id));
    if (ticket === undefined) throw refused(`Error: Invalid object ${name}::${id}`);
    return { ticket, fields: (ask['fields'] ?? {}) as Row };
  }

  /** Zero and several are refused alike (recorded, 13 to 13d, 26d). */
  readonly #resolve = (name: string, key: unknown, at: string): string => {
    const where = at === '' ? 'Error: ' : `Error: ${at}: `;
    if (key === 0 || key === '0') return '0';
    const found = this.#find(name, key);
    const [only] = found;
    if (found.length === 1 && only !== undefined) return only.id;
    if (typeof key === 'object' && key !== null) {
      const words = Object.entries(key as Row).map(([field, value]) => `${field}: ${String(value)} (${String(value)})`);
      throw refused(`${where}No item found with criteria: ${words.join(', ')}`);
    }
    if (typeof key === 'string' && !/^\d+$/.test(key))
      throw refused(
        found.length === 0
          ? `${where}No item found for query: ${key}`
          : `${where}Several items found (${String(found.length)}) for query: ${key}`,
      );
    throw refused(`${where}Invalid object ${name}::${String(key)}`);
  };

  #link(fields: Row): FakeAnswer {
    const ticket = this.#store.tickets.get(Number(fields['ticket_id']));
    if (ticket === undefined) throw refused(`Error: ticket_id: Invalid object Ticket::${String(fields['ticket_id'])}`);
    const id = this.#resolve('FunctionalCI', fields['functionalci_id'], 'functionalci_id');
    const [name, ref] = [this.#store.nameOf('FunctionalCI', id), ticket.fields['ref'] ?? ''];
    if (ticket.cis.has(id)) {
      const issue = `FunctionalCI: ${name} is already linked to Ticket: ${ref}, duplicates are not allowed on this relation.`;
      throw unexpected(issue, 'lnkFunctionalCIToTicket', -1);
    }
    ticket.cis.set(id, 'manual');
    const shown = {
      ticket_id: String(ticket.id),
      ticket_ref: ref,
      ticket_title: ticket.fields['title'],
      functionalci_id: id,
      functionalci_name: name,
      impact: '',
      impact_code: 'manual',
      friendlyname: `${name} / ${ref}`,
      ticket_id_friendlyname: ref,
      ticket_id_finalclass_recall: ticket.class,
      functionalci_id_friendlyname: name,
      functionalci_id_finalclass_recall: this.#store.nameOf('FunctionalCI', id, 'finalclass'),
      functionalci_id_obsolescence_flag: '',
    };
    return objects(null, 'created', [{ class: 'lnkFunctionalCIToTicket', id: '57', fields: shown }]);
  }

  #shown(what: string, ticket: FakeItopTicket, ask: Ask): FakeAnswer {
    const id = String(ticket.id);
    const whole = { ...wholeTicket(ticket, this.#store), id };
    const fields = shownFields(
      whole,
      typeof ask['output_fields'] === 'string' ? ask['output_fields'] : 'id,friendlyname',
    );
    return objects(null, what, [{ class: ticket.class, id, fields }]);
  }
}

/** An object where a text is wanted breaks the page (recorded, 11b). */
const fatal: FakeAnswer = {
  status: 500,
  body: '<p>iTop: An error occurred, check server error log for more information.</p>\n',
  headers: { 'Content-Type': 'text/html; charset=UTF-8' },
};
