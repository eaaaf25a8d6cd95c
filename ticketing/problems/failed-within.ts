// Whether what failed is the CI itself, or only something of it: a process that stopped on it, or one of its links.
import type { Quote } from '../../domain/incident.ts';
import { lostPart, symptomKind } from '../../domain/symptom-kind.ts';

export const withinKinds = ['process', 'link', 'flapping-link'] as const;
export type Within = (typeof withinKinds)[number];

/** What Zabbix, the Windows exporter, systemd and Windows itself call a process or service that does not run. */
const stopped: readonly RegExp[] = [
  /\b(?:not|isn't) running\b/,
  /\bterminated unexpectedly\b|\bentered the stopped state\b|\bfailed to start\b/,
  /\b(?:service|process|daemon)\b.{0,80}\b(?:stopped|terminated|not started|crashed|is down)\b/,
  /\b(?:systemd|unit)\b.{0,80}\bfailed\b/,
  /\bservice\b.{0,80}(?:s['’]est (?:terminé|arrêté)|n['’]a pas pu démarrer|arrêté)/,
  /^event (?:70(?:00|01|23|24|31|34))\b/,
];

/** A machine does not run either; a mail server or an exporter of nodes is a process. */
const machine =
  /(?<!\b(?:sql|web|mail|print|file|dns|dhcp|http|application) )\b(?:host|node(?! exporter)|server|vm|virtual machine|instance|guest)\b.{0,40}\b(?:not running|is down|stopped)\b/;

const textLength = 400;

function textOf({ name, message }: Quote): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ');
  return `${spaced} ${message}`.slice(0, textLength).toLowerCase();
}

function isStopped(quote: Quote): boolean {
  const text = textOf(quote);
  const lost = lostPart('reachability', quote.name, quote.message);
  return lost !== 'machine' && !machine.test(text) && stopped.some((words) => words.test(text));
}

function isLink({ name, message }: Quote): boolean {
  const kind = symptomKind(name, message);
  return (kind === 'reachability' || kind === 'error') && lostPart('reachability', name, message) === 'link';
}

/** Of the CI's own alerts, the gravest decide, and all of them must agree: one that speaks of the whole CI is enough. */
export function failedWithin(ownAlerts: readonly Quote[]): Within | null {
  const down = ownAlerts.filter(({ effect }) => effect === 'down');
  const quotes = down.length > 0 ? down : ownAlerts.filter(({ effect }) => effect === 'degraded');
  if (quotes.length === 0) return null;
  if (quotes.every(isStopped)) return 'process';
  if (!quotes.every(isLink)) return null;
  return quotes.some((quote) => /\bflap/.test(textOf(quote))) ? 'flapping-link' : 'link';
}
