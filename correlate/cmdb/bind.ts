// Decides which CI an event is about, how sure that is, and why.
import { applianceClasses } from '../../domain/ci-class.ts';
import type { Binding } from '../../domain/alert.ts';
import type { Effect } from '../../domain/effect.ts';
import type { SourceType } from '../../domain/event.ts';
import type { CmdbGraph } from './graph.ts';
import { readHostName } from './host-name.ts';
import { buildNameIndex, type NameIndex } from './name-index.ts';

/** What of an event names things. */
export interface BindingQuestion {
  readonly sourceType: SourceType;
  readonly host: string;
  readonly hints: readonly string[];
  readonly peer: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly effect: Effect;
}

export type BindingAnswer = { readonly peerCi: string | null } & (
  | { readonly reason: 'bound'; readonly binding: Binding }
  | { readonly reason: 'unbound'; readonly binding: null; readonly tried: readonly string[] }
  | {
      readonly reason: 'bound-ambiguous';
      readonly binding: null;
      readonly value: string;
      readonly candidates: readonly string[];
    }
);

export type Binder = (question: BindingQuestion) => BindingAnswer;

export function buildBinder(graph: CmdbGraph): Binder {
  const look = buildNameIndex(graph);
  return (question) => {
    const own = bindOwn(question, look, graph);
    const peer = bindPeer(question, look);
    if (peer === null) return { ...own, peerCi: null };
    return isAboutPeer(own.binding, question.effect, graph)
      ? { reason: 'bound', binding: peer, peerCi: peer.ci }
      : { ...own, peerCi: peer.ci };
  };
}

/**
 * Labels that name a machine outright. They go before the host, since Prometheus' `instance` is what was scraped,
 * often a local exporter (judgement-measured, storm).
 */
const machineLabels = ['ci', 'host', 'hostname', 'node', 'nodename'] as const;

/** A sender that wrote another, unknown host name may be that host under an address we know: a guess. */
const senderCeiling = 0.6;
/** What an otherwise ambiguous name needs from a further clue. */
const settlingConfidence = 0.9;

interface Clue {
  readonly value: string;
  /** Overrides how the name was found. */
  readonly by: 'label' | 'sender' | null;
  /** The most that this clue can be worth. */
  readonly ceiling: number;
  /** The sender's address of a line that names someone else. */
  readonly onBehalf: boolean;
}

function bindOwn(question: BindingQuestion, look: NameIndex, graph: CmdbGraph): BindingAnswer {
  let ambiguous: { readonly value: string; readonly candidates: readonly string[] } | null = null;
  const tried: string[] = [];
  for (const clue of cluesOf(question)) {
    const answer = look(clue.value);
    tried.push(clue.value);
    if (answer === null) continue;
    if ('ambiguous' in answer) ambiguous ??= { value: clue.value, candidates: answer.ambiguous };
    else if (ambiguous !== null && !settles(answer.found, ambiguous.candidates)) continue;
    else if (!clue.onBehalf || speaksForItself(graph.ci(answer.found.ci)?.class)) {
      return { reason: 'bound', binding: toBinding(answer.found, clue), peerCi: null };
    }
  }
  if (ambiguous !== null) return { reason: 'bound-ambiguous', binding: null, peerCi: null, ...ambiguous };
  return { reason: 'unbound', binding: null, peerCi: null, tried };
}

function toBinding(found: Pick<Binding, 'ci' | 'by' | 'confidence'>, clue: Clue): Binding {
  const confidence = Math.min(found.confidence, clue.ceiling);
  return { ci: found.ci, confidence, by: clue.by ?? found.by, value: clue.value };
}

function settles(found: Pick<Binding, 'ci' | 'confidence'>, candidates: readonly string[]): boolean {
  return found.confidence >= settlingConfidence && candidates.includes(found.ci);
}

function* cluesOf({ sourceType, host, hints, labels }: BindingQuestion): Generator<Clue> {
  const plain = { by: null, ceiling: 1, onBehalf: false } as const;
  for (const label of machineLabels) {
    const value = labels[label];
    if (value !== undefined && value !== '' && value !== host) yield { ...plain, value, by: 'label' };
  }
  if (host !== '') yield { ...plain, value: host };
  const name = readHostName(host);
  const onBehalf = name !== null && !name.isLoopback;
  for (const value of hints) {
    if (value === host || value === '') continue;
    const isSender = sourceType === 'syslog' && readHostName(value)?.isAddress === true;
    yield isSender ? { value, by: 'sender', ceiling: onBehalf ? senderCeiling : 1, onBehalf } : { ...plain, value };
  }
}

/** Devices send their own lines; a machine of another class may be a relay that passes on the lines of others. */
function speaksForItself(ciClass: string | undefined): boolean {
  return ciClass !== undefined && deviceClasses.has(ciClass);
}
const deviceClasses: ReadonlySet<string> = new Set([...applianceClasses, 'link']);

function bindPeer({ peer }: BindingQuestion, look: NameIndex): Binding | null {
  const answer = peer === null ? null : look(peer);
  if (peer === null || answer === null || 'ambiguous' in answer) return null;
  return { ci: answer.found.ci, confidence: answer.found.confidence, by: 'peer', value: peer };
}

/**
 * "An alert of a load balancer or client about a peer is about that peer" (policy-defaults): always for balancers
 * and for probes outside the CMDB; for a client only when it says `down`, since a slow call may be the caller's own
 * fault. Devices and databases with a neighbour speak about their own port or replica.
 */
function isAboutPeer(own: Binding | null, effect: Effect, graph: CmdbGraph): boolean {
  if (own === null) return true;
  const ciClass = graph.ci(own.ci)?.class ?? 'other';
  if (ciClass === 'loadbalancer') return true;
  return effect === 'down' && ciClass !== 'database' && !deviceClasses.has(ciClass);
}
