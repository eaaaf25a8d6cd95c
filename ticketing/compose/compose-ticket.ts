// Turns an incident into what one ticket operation says.
import { isMajorNow, type Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { TicketFields, TicketOp } from '../../domain/ticket.ts';
import { incidentTitle } from '../wording/incident-title.ts';
import type { Language } from '../wording/language.ts';
import { oneLine } from '../wording/join-words.ts';
import { wordedBySite } from '../templates/site-wording.ts';
import { backgroundParts } from './background-part.ts';
import type { Background } from './background-part.ts';
import { majorPart, priorityPart } from './priority-part.ts';
import { brokenSentences, nextNews, publicPart, usersSentence } from './public-part.ts';
import { answerPart } from './answer-part.ts';
import { causePart, precursorPart } from './cause-part.ts';
import { continuesPart, splitPart } from './origin-part.ts';
import { handPart, stillBurningPart, stopPart } from './hand-part.ts';
import type { Occasion } from './hand-part.ts';
import type { Recovery } from './recovery.ts';
import { linkPart } from './link-part.ts';
import { servicesHitNow } from '../wording/services-hit.ts';
import { resolvedForTechnicians, resolvedForUsers } from './resolved-part.ts';
import { servicesPart } from './services-part.ts';
import { unitPart } from './unit-part.ts';
import { technicalPart } from './technical-part.ts';
import { backSentences } from './service-sentences.ts';
import { namedAndBack } from './told.ts';
import type { Told } from './told.ts';
import { updateForTechnicians, updateForUsers } from './update-part.ts';
import { say, speaksBy, voiceIn } from './voice.ts';
import type { Voice } from './voice.ts';

export interface TicketRequest {
  readonly incident: Incident;
  readonly op: TicketOp;
  /** Logical time of the operation. */
  readonly at: number;
  readonly language: Language;
  readonly policy: Policy;
  /** What the ticket told last; null for its first text. */
  readonly previous: Told | null;
  readonly recovery: Recovery;
  /** merge: the key of the survivor's ticket; open: that of the ticket this one continues. */
  readonly into: string | null;
  readonly occasion?: Occasion;
  /** Worded elsewhere: said instead. */
  readonly text?: Texts;
  /** What experience has to say of it; absent: nothing. */
  readonly background?: Background;
  /** What of the incident this ticket is of; absent: the whole. */
  readonly unit?: string;
  /** Whether a person may ask there for no more updates; absent: nobody would hear it. */
  readonly canStop?: boolean;
}

export interface Texts {
  readonly publicText: string;
  readonly technicalText: string;
}

function voiceOf(request: TicketRequest): Voice {
  return voiceIn(request.policy, request.language);
}

function fullTexts(request: TicketRequest): Texts {
  const voice = voiceOf(request);
  const { incident, at, into, policy, background } = request;
  const technical = [
    unitPart(incident, request.unit, voice),
    technicalPart(incident, policy, voice),
    ...(background === undefined ? [] : backgroundParts(background, voice)),
    incident.splitFrom === undefined ? continuesPart(into, voice) : splitPart(incident, into, voice),
    linkPart(incident, policy, voice),
    request.canStop === true ? stopPart(voice) : null,
  ];
  return {
    publicText: wordedBySite('opening', publicPart(incident, request.recovery, at, voice), request),
    technicalText: technical.filter((part) => part !== null && part !== '').join('\n'),
  };
}

/** Users are written to when a ticket opens, while it is a major, when what they were told of is back, and at the end: no mail flood follows. */
function changeTexts(request: TicketRequest): Texts {
  const { incident, previous, at } = request;
  const voice = voiceOf(request);
  if (previous === null) return fullTexts(request);
  if (request.occasion !== undefined && request.occasion !== 'still-burning') {
    const moment = { incident, at, policy: request.policy, priority: previous.priority };
    return { publicText: '', technicalText: handPart(request.occasion, moment, voice) };
  }
  if (request.op === 'escalate') return escalateTexts(request, previous);
  const users = updateForUsers(previous, incident, request.recovery, voice);
  return {
    publicText: users === '' ? '' : wordedBySite('update', `${users} ${nextNews(incident, at, voice)}`, request),
    technicalText: updateForTechnicians(previous, incident, voice),
  };
}

/**
 * Public where services are hit: the opening may have said that none is, and users were promised to hear of it.
 * Wakes people who may never have seen the first text: beside what changed, the cause, what is hit and why so high.
 */
function escalateTexts(request: TicketRequest, previous: Told): Texts {
  const { incident, at, policy } = request;
  const voice = voiceOf(request);
  const technical = [
    updateForTechnicians(previous, incident, voice),
    causePart(incident, voice),
    precursorPart(incident, voice),
    servicesPart(incident, voice),
    priorityPart(incident, voice),
    majorPart(incident, policy, voice),
  ];
  const isHit = servicesHitNow(incident).length > 0;
  const back = speaksBy(voice, 'plain-texts') ? namedAndBack(previous, incident) : [];
  const forUsers = [
    ...(isHit ? backSentences(back, voice) : []),
    ...brokenSentences(incident, voice, request.recovery),
    ...usersSentence(incident, voice),
    nextNews(incident, at, voice),
  ];
  const concerns = isMajorNow(incident) || isHit || back.length > 0;
  return {
    publicText: concerns ? wordedBySite('update', forUsers.join(' '), request) : '',
    technicalText: technical.filter((part) => part !== null).join('\n'),
  };
}

function mergeTexts(request: TicketRequest): Texts {
  const voice = voiceOf(request);
  return {
    publicText: say(voice, {
      en: 'This is part of a larger incident that is followed in another ticket, linked here.',
      fr: "Ceci fait partie d'un incident plus large, suivi dans un autre ticket, lié à celui-ci.",
    }),
    technicalText: say(voice, {
      en: `Same cause as the linked ticket (key ${request.into ?? '?'}): resolved as its duplicate.`,
      fr: `Même cause que le ticket lié (clé ${request.into ?? '?'}) : résolu comme son doublon.`,
    }),
  };
}

function reopenTexts(request: TicketRequest): Texts {
  const voice = voiceOf(request);
  const full = fullTexts({ ...request, into: null });
  if (request.occasion === 'still-burning') {
    const why = stillBurningPart(request.incident, voice);
    return { publicText: full.publicText, technicalText: `${why}\n${full.technicalText}` };
  }
  return {
    publicText: `${say(voice, { en: 'The problem is back.', fr: 'Le problème est revenu.' })} ${full.publicText}`,
    technicalText: full.technicalText,
  };
}

function resolveTexts(request: TicketRequest): Texts {
  const voice = voiceOf(request);
  return {
    publicText: wordedBySite('resolved', resolvedForUsers(request.incident, request.recovery, voice), request),
    technicalText: resolvedForTechnicians(request.incident, request.recovery, voice),
  };
}

function texts(request: TicketRequest): Texts {
  if (request.text !== undefined) return request.text;
  switch (request.op) {
    case 'open':
      return fullTexts(request);
    case 'update':
    case 'escalate':
      return changeTexts(request);
    case 'resolve':
    case 'close':
      return resolveTexts(request);
    case 'reopen':
      return reopenTexts(request);
    case 'merge':
      return mergeTexts(request);
    case 'answer':
    case 'link':
      return { publicText: answerText(request), technicalText: '' };
  }
}

function answerText(request: TicketRequest): string {
  return wordedBySite('answer', answerPart(request.incident, request.at, voiceOf(request)), request);
}

/** Bound of one text: sinks take far more, people read far less. */
const textLength = 12_000;

function bounded(text: string): string {
  const paragraphs = text.split('\n').map((paragraph) => oneLine(paragraph, 4000));
  const joined = paragraphs.join('\n');
  return joined.length <= textLength ? joined : `${joined.slice(0, textLength - 1)}…`;
}

function hitCis(incident: Incident): string[] {
  const first = incident.rootCandidates[0];
  return [...(first === undefined ? [] : [first.ci]), ...incident.services.map(({ id }) => id)];
}

function isByHand({ priorityBy }: Incident): boolean {
  return priorityBy !== undefined && priorityBy !== null;
}

/** Plain text, bounded; nothing of it is escaped for any sink. */
export function composeTicket(request: TicketRequest): TicketFields {
  const { incident, language, into } = request;
  const { publicText, technicalText } = texts(request);
  return {
    title: wordedBySite('title', incidentTitle(incident, language), request),
    publicText: bounded(publicText),
    technicalText: bounded(technicalText),
    priority: incident.priority,
    impact: incident.impact,
    urgency: incident.urgency,
    category: incident.category,
    major: isMajorNow(incident),
    team: incident.team,
    ...(isByHand(incident) ? { priorityByHand: true } : {}),
    cis: hitCis(incident),
    into,
    language,
  };
}
