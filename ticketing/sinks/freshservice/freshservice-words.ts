// What Freshservice's words mean to us: the tag of a key, the standing of a status.
import type { TicketStanding } from '../../reader.ts';
import type { FreshTicket } from './freshservice-answers.ts';
import { freshStates } from './freshservice-config.ts';
import type { FreshserviceConfig } from './freshservice-config.ts';

/** Set while Vigie holds the incident for major: what a person promoted, a person demotes. */
export const majorTag = 'vigie-major';

/** Of a ticket or a problem; nothing else goes into a path. */
export const isFreshId = (id: string): boolean => /^[1-9]\d{0,14}$/.test(id);

/** 29 characters: a tag may have 32. */
export function tagOf(key: string): string {
  return `vg-${key}`;
}

/** Tags are compared without case. Null: not a ticket of ours. */
export function keyIn(tags: readonly string[]): string | null {
  return tags.map((tag) => /^VG-([A-Z2-7]{26})$/.exec(tag.toUpperCase())?.[1]).find((key) => key !== undefined) ?? null;
}

export function standingOf({ status, deleted, spam }: FreshTicket, config: FreshserviceConfig): TicketStanding {
  if (deleted === true || spam === true) return 'deleted';
  return freshStates(config).standingOf(String(status)) ?? 'in-progress';
}

export function isEnded(ticket: FreshTicket, config: FreshserviceConfig): boolean {
  return ['resolved', 'closed'].includes(standingOf(ticket, config));
}

export function reopenedStatus(config: FreshserviceConfig): number {
  const states = freshStates(config);
  return Number(states.at('assigned') ?? states.at('registered'));
}

/** Of problems: fixed numbers; between them is "change requested". */
export const problemStatus = { open: 1, changeRequested: 2, closed: 3 } as const;
