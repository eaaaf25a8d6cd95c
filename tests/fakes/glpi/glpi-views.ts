// How the fake GLPI shows a row: the members that were recorded, escaped unless the caller asks for the original.
import type { FakeFollowup, FakeGroupLink, FakeSolution, FakeTicket, FakeUserLink, GlpiStore } from './glpi-store.ts';

export interface View {
  readonly sanitized: boolean;
  readonly links: boolean;
  readonly base: string;
  /** `expand_dropdowns=true`: names instead of ids. */
  readonly names: boolean;
}

const signs: Readonly<Record<string, string>> = { '&': '&#38;', '<': '&#60;', '>': '&#62;' };

export function shownText(text: string, { sanitized }: View): string {
  return sanitized ? text.replace(/[&<>]/g, (sign) => signs[sign] ?? sign) : text;
}

const never = {
  global_validation: 1,
  slas_id_ttr: 0,
  slas_id_tto: 0,
  slalevels_id_ttr: 0,
  time_to_resolve: null,
  time_to_own: null,
  begin_waiting_date: null,
  sla_waiting_duration: 0,
  ola_waiting_duration: 0,
  olas_id_tto: 0,
  olas_id_ttr: 0,
  olalevels_id_ttr: 0,
  ola_tto_begin_date: null,
  ola_ttr_begin_date: null,
  internal_time_to_resolve: null,
  internal_time_to_own: null,
  waiting_duration: 0,
  close_delay_stat: 0,
  solve_delay_stat: 0,
  takeintoaccount_delay_stat: 0,
  actiontime: 0,
  locations_id: 0,
  validation_percent: 0,
};

export function ticketView(ticket: FakeTicket, store: GlpiStore, view: View): Record<string, unknown> {
  const { hiddenFor: _, items_id: __, ...own } = ticket;
  const seen = {
    date: store.now,
    takeintoaccountdate: ticket.status > 1 ? store.now : null,
    date_creation: store.now,
  };
  const people = { users_id_recipient: 8 };
  const texts = { name: shownText(ticket.name, view), content: shownText(ticket.content, view) };
  const links = view.links
    ? { links: [{ rel: 'Entity', href: `${view.base}/Entity/${String(ticket.entities_id)}` }] }
    : {};
  return { ...never, ...own, ...seen, ...people, ...texts, ...links };
}

export function followupView(followup: FakeFollowup, store: GlpiStore, view: View): Record<string, unknown> {
  return {
    ...followup,
    itemtype: 'Ticket',
    users_id: view.names ? (store.users.get(followup.users_id) ?? '') : followup.users_id,
    users_id_editor: 0,
    content: shownText(followup.content, view),
    requesttypes_id: 0,
    date_mod: store.now,
    date_creation: store.now,
    timeline_position: 1,
    sourceitems_id: 0,
    sourceof_items_id: 0,
  };
}

export function solutionView(solution: FakeSolution, store: GlpiStore, view: View): Record<string, unknown> {
  return {
    ...solution,
    itemtype: 'Ticket',
    solutiontypes_id: 0,
    solutiontype_name: null,
    content: shownText(solution.content, view),
    date_creation: store.now,
    date_mod: store.now,
    date_approval: solution.status === 4 ? store.now : null,
    users_id: 8,
    user_name: null,
    users_id_editor: 0,
    users_id_approval: 0,
    user_name_approval: null,
    itilfollowups_id: null,
  };
}

function linkView(row: object, view: View, names: readonly string[], ids: readonly number[]): Record<string, unknown> {
  const hrefs = names.map((rel, at) => ({ rel, href: `${view.base}/${rel}/${String(ids[at] ?? 0)}` }));
  return { ...row, ...(view.links ? { links: hrefs } : {}) };
}

export function groupLinkView(link: FakeGroupLink, store: GlpiStore, view: View): Record<string, unknown> {
  const groups_id = view.names ? (store.groups.get(link.groups_id)?.name ?? '') : link.groups_id;
  return linkView({ ...link, groups_id }, view, ['Ticket', 'Group'], [link.tickets_id, link.groups_id]);
}

export function userLinkView(link: FakeUserLink, store: GlpiStore, view: View): Record<string, unknown> {
  const users_id = view.names ? (store.users.get(link.users_id) ?? '') : link.users_id;
  const row = { ...link, users_id, use_notification: 1, alternative_email: '' };
  return linkView(row, view, ['Ticket', 'User'], [link.tickets_id, link.users_id]);
}
