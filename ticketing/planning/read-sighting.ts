// Decides what it means how people left a ticket in its system: taken, given on, re-prioritised, closed, gone. Pure.
import type { Command } from '../../domain/command.ts';
import type { Decision, Reason } from '../../domain/decision.ts';
import type { Incident, Priority } from '../../domain/incident.ts';
import type { TicketNote, TicketSighting } from '../../domain/ticket.ts';
import { hearWord } from './hear-word.ts';
import type { Moment } from './plan-change.ts';
import type { HandOccasion } from '../compose/hand-part.ts';
import { handOn, incidentUnit } from './planned-incident.ts';
import type { PlannedTicket } from './planned-incident.ts';

export interface Look extends Moment {
  readonly ticket: PlannedTicket;
  readonly incident: Incident;
  readonly sighting: TicketSighting;
}

/** What judging is to be told; which incident, and where it was done, is added by the stage. */
export type Wish = Omit<Command, 'incident' | 'via'>;

export interface Finding {
  readonly outcome: string;
  readonly reason: Reason;
  readonly evidence: Decision['evidence'];
}

export interface Reading {
  /** With what was seen remembered. */
  readonly ticket: PlannedTicket;
  readonly wishes: readonly Wish[];
  readonly findings: readonly Finding[];
  /** How the ticket now stands for those who look; null: as before. */
  readonly state: TicketNote['state'];
  readonly tell: 'nothing' | HandOccasion | 'resolve-again';
}

const rememberedComments = 50;
/** A resolve that does not take three times will not take. */
const resendsAtMost = 3;

const isClosed = ({ standing }: TicketSighting): boolean => standing === 'resolved' || standing === 'closed';
const isGone = ({ standing }: TicketSighting): boolean => standing === 'merged' || standing === 'deleted';

/** Nothing of ours was on its way: what the ticket shows is people's doing, or ours as told last. */
const isSettled = ({ ticket, sighting }: Look): boolean => sighting.afterSeq === ticket.seq;

type Step = (look: Look, so: Reading) => Reading;

function withHand(reading: Reading, parts: Partial<ReturnType<typeof handOn>>): Reading {
  return { ...reading, ticket: { ...reading.ticket, hand: { ...handOn(reading.ticket), ...parts } } };
}

function newComments({ ticket, sighting }: Look): TicketSighting['comments'] {
  const known = new Set(handOn(ticket).comments);
  return sighting.comments.filter(({ id }) => !known.has(id));
}

/** The last word counts. */
const hearWords: Step = (look, so) => {
  const { ticket, sighting } = look;
  const words = newComments(look).map(({ author, text }) => ({ by: author, word: hearWord(text) }));
  const last = words.findLast(({ word }) => word !== null);
  const isStopped = (handOn(ticket).stoppedBy ?? null) !== null;
  if (last === undefined || isStopped === (last.word === 'stop')) return so;
  const stops = !isStopped;
  const evidence = { sink: sighting.sink, key: ticket.key, ticket: sighting.ticket, by: last.by };
  const reason = stops ? 'ticket-updates-stopped' : 'ticket-updates-resumed';
  const finding: Finding = { outcome: stops ? 'no more updates' : 'updates again', reason, evidence };
  const heard = withHand({ ...so, findings: [...so.findings, finding] }, { stoppedBy: stops ? last.by : null });
  return ticket.state === 'open' ? { ...heard, tell: stops ? 'updates-stopped' : 'updates-resumed' } : heard;
};

const hearComments: Step = (look, so) => {
  const heard = newComments(look);
  if (heard.length === 0) return so;
  const wishes = heard.map(({ author, text }): Wish => ({ command: 'comment', by: author, reason: text }));
  const comments = [...handOn(look.ticket).comments, ...heard.map(({ id }) => id)].slice(-rememberedComments);
  return withHand({ ...so, wishes: [...so.wishes, ...wishes] }, { comments });
};

/** Who has it; a ticket that somebody moved on from `new` is taken, though the system may not say by whom. */
const seeCharge: Step = ({ ticket, incident, sighting }, so) => {
  const hand = handOn(ticket);
  const { assignee, team, standing } = sighting;
  const after = withHand(so, { assignee, team });
  const isTaken = hand.standing === 'new' && (standing === 'in-progress' || standing === 'pending');
  const isGiven = assignee !== hand.assignee && (assignee !== null || incident.acknowledgedBy !== null);
  const isMoved = hand.standing !== null && team !== hand.team && team !== null;
  if (incident.state !== 'open' || !(isGiven || isTaken || isMoved)) return after;
  const isFirst = incident.acknowledgedBy === null && (isGiven || isTaken);
  const wish: Wish = {
    ...{ command: isFirst ? 'acknowledge' : 'assign', by: assignee ?? sighting.sink, reason: '' },
    ...(isGiven ? { assignee } : {}),
    ...(isMoved ? { team } : {}),
  };
  const isNews = isGiven || isMoved || isFirst;
  return isNews ? { ...after, wishes: [...after.wishes, wish] } : after;
};

/** A system's own map may show another priority than was told: only a change while Vigie told the same is a hand's. */
const seePriority: Step = (look, so) => {
  const { ticket, sighting, incident } = look;
  const { priority, sink, assignee } = sighting;
  if (priority === null || !isSettled(look)) return so;
  const hand = handOn(ticket);
  const told = ticket.told.priority;
  const isByHand = priority !== told && hand.priorityFor === told && hand.priority !== priority;
  if (!isByHand || incident.state !== 'open') return withHand(so, { priority, priorityFor: told });
  const wish: Wish = {
    ...{ command: 'set-priority', by: assignee ?? sink, reason: '' },
    priority: priority as Priority,
  };
  const after = withHand(so, { priority, priorityFor: priority });
  const retold = { ...after.ticket, told: { ...after.ticket.told, priority: priority as Priority } };
  return { ...after, ticket: retold, wishes: [...after.wishes, wish], tell: 'priority-by-hand' };
};

/** Never made anew: who deleted it, or merged it, knew what they did. */
const seeGone: Step = ({ ticket, sighting }, so) => {
  if (!isGone(sighting) || ticket.state === 'gone' || ticket.state === 'merged') return so;
  const isMerged = sighting.standing === 'merged';
  const evidence = { sink: sighting.sink, key: ticket.key, ticket: sighting.ticket, into: sighting.mergedInto };
  const reason = isMerged ? 'ticket-merged-by-hand' : 'ticket-deleted-by-hand';
  const finding: Finding = { outcome: sighting.standing, reason, evidence };
  const state = isMerged ? 'merged' : 'deleted';
  const tombstone = { ...so.ticket, state: 'gone' as const, waitingSince: null, waiting: [] };
  return { ...so, ticket: tombstone, findings: [...so.findings, finding], state };
};

const seeClosed: Step = (look, so) => {
  const { ticket, incident, sighting, policy, now } = look;
  const hand = handOn(ticket);
  if (ticket.state !== 'open' || incident.state !== 'open' || !isSettled(look) || isGone(sighting)) return so;
  if (!isClosed(sighting)) return withHand(so, { closedSince: null, settledSeq: ticket.seq });
  if (hand.closedSince !== null) return so;
  const isBurning = incident.openAlertCount > 0;
  // Who closes the ticket of a part says nothing of the whole.
  const then = isBurning ? policy.closedByHand : ticket.unit === incidentUnit ? 'resolve' : 'leave';
  const by = sighting.assignee ?? sighting.sink;
  const evidence = {
    ...{ sink: sighting.sink, key: ticket.key, ticket: sighting.ticket, by, then },
    ...{ alerts: incident.openAlertCount, afterMs: policy.reopenAfterMs },
  };
  const finding: Finding = { outcome: then, reason: 'ticket-closed-by-hand', evidence };
  const closed = withHand({ ...so, findings: [...so.findings, finding], state: 'resolved' }, { closedSince: now });
  if (then !== 'resolve') return { ...closed, tell: 'closed-by-hand' };
  return { ...closed, wishes: [...closed.wishes, { command: 'resolve', by, reason: '' }] };
};

/** Resolved by Vigie and open all the same: opened again by a person, or the resolve did not take. */
const seeOpenAgain: Step = (look, so) => {
  const { ticket, sighting } = look;
  const hand = handOn(ticket);
  if (ticket.state !== 'resolved' || !isSettled(look) || isGone(sighting)) return so;
  if (isClosed(sighting)) return withHand(so, { settledSeq: ticket.seq });
  if (hand.releasedSeq === ticket.seq) return so;
  const evidence = { sink: sighting.sink, key: ticket.key, ticket: sighting.ticket };
  if (hand.settledSeq === ticket.seq) {
    const finding: Finding = { outcome: 'left to people', reason: 'ticket-reopened-by-hand', evidence };
    const released = withHand({ ...so, findings: [...so.findings, finding] }, { releasedSeq: ticket.seq });
    return { ...released, state: 'live' };
  }
  if (hand.resent >= resendsAtMost) return so;
  const resent = hand.resent + 1;
  const finding: Finding = { outcome: 'resolve again', reason: 'ticket-stuck-open', evidence: { ...evidence, resent } };
  return { ...withHand({ ...so, findings: [...so.findings, finding] }, { resent }), tell: 'resolve-again' };
};

const remember: Step = ({ sighting }, so) => withHand(so, { standing: sighting.standing });

const steps: readonly Step[] = [
  hearWords,
  hearComments,
  seeCharge,
  seePriority,
  seeGone,
  seeClosed,
  seeOpenAgain,
  remember,
];

export function readSighting(look: Look): Reading {
  const nothing: Reading = { ticket: look.ticket, wishes: [], findings: [], state: null, tell: 'nothing' };
  return steps.reduce((so, step) => step(look, so), nothing);
}
