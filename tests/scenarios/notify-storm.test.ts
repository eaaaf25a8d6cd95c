import { beforeAll, describe, expect, it } from 'vitest';
import { notifiedStorm } from './notify-storm.ts';
import type { NotifiedStorm, StormNotice } from './notify-storm.ts';

const minuteMs = 60_000;
let unattended: NotifiedStorm;
let taken: NotifiedStorm;

beforeAll(async () => {
  unattended = await notifiedStorm(null);
  taken = await notifiedStorm(9 * minuteMs);
}, 60_000);

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const to = ({ notices }: NotifiedStorm, recipient: string): readonly StormNotice[] =>
  notices.filter(({ notice }) => notice.recipient === recipient);
/** `7.4 escalated`: tenths of minutes after the recording's start. */
const story = (storm: NotifiedStorm, recipient: string): string[] =>
  to(storm, recipient).map(({ afterMs, notice }) => `${(afterMs / minuteMs).toFixed(1)} ${notice.kind}`);
const said = (storm: NotifiedStorm, recipient: string, kind: string): string[] => {
  const found = to(storm, recipient).find(({ notice }) => notice.kind === kind)?.notice;
  return found === undefined ? [] : [found.headline, ...found.paragraphs].map(plain);
};

describe('an outage that nobody takes', () => {
  it('asks one level after another, five minutes apart, each level once', () => {
    expect(story(unattended, 'noc')).toEqual(['2.4 opened']);
    expect(story(unattended, 'network-on-call')).toEqual(['7.4 escalated']);
    expect(story(unattended, 'network-experts')).toEqual(['12.4 escalated']);
    expect(story(unattended, 'head-of-operations')).toEqual(['17.4 escalated']);
    const asked = ['noc', 'network-on-call', 'network-experts', 'head-of-operations'].map(
      (recipient) => to(unattended, recipient)[0]?.afterMs ?? 0,
    );
    expect(asked.slice(1).map((at, index) => Math.floor((at - (asked[index] ?? 0)) / 1_000))).toEqual([300, 300, 300]);
  });

  it('accompanies the crisis cell from the declaration to the end', () => {
    const heard = ['4.4 declared', '8.4 changed', '9.4 changed', '10.4 changed', '28.2 stood-down'];
    expect(story(unattended, 'direction')).toEqual(heard);
    expect(story(unattended, 'crisis-cell')).toEqual(heard);
  });

  it('never tells one recipient of one incident twice in a minute', () => {
    for (const recipient of new Set(unattended.notices.map(({ notice }) => notice.recipient))) {
      const times = to(unattended, recipient).map(({ afterMs }) => afterMs);
      for (const [index, at] of times.slice(1).entries())
        expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(60_000);
    }
  });

  it('keeps each recipient in one thread', () => {
    const [first, second, third] = to(unattended, 'direction');
    expect([first?.notice.thread, second?.notice.thread, third?.notice.thread]).toEqual([
      [],
      [first?.key],
      [first?.key, second?.key],
    ]);
  });

  it('says why, each as a decision of the incident', () => {
    const reasons = unattended.reasons.filter((reason) => /^(notified|escalat|notice)/.test(reason));
    expect(reasons.filter((reason) => reason === 'escalated')).toHaveLength(3);
    expect(reasons.filter((reason) => reason === 'escalation-stopped')).toHaveLength(1);
  });
});

describe('an outage that somebody takes', () => {
  it('asks nobody else, and tells the crisis cell who it is', () => {
    expect(to(taken, 'network-on-call')).toHaveLength(1);
    expect(to(taken, 'network-experts')).toEqual([]);
    expect(to(taken, 'head-of-operations')).toEqual([]);
    expect(to(taken, 'direction')[2]?.notice.paragraphs).toContain(
      "Claire Martin l'a pris en charge (équipe network).",
    );
  });
});

describe('what is read', () => {
  it('by the direction, in French', () => {
    expect(said(taken, 'direction', 'declared')).toEqual([
      "[I-1] Incident majeur : Web shop et Nightly batch indisponibles (jusqu'à 1 240 utilisateurs)",
      "Les services Web shop et Nightly batch sont indisponibles depuis 20 h 16 (heure de Paris). Le service Internet access fonctionne de façon limitée depuis 20 h 16 (heure de Paris). Jusqu'à 1 240 utilisateurs sont touchés.",
      "Il est traité comme incident majeur : un service critique est indisponible et beaucoup d'utilisateurs touchés.",
      "Il est confié à l'équipe network ; personne ne l'a encore pris en charge.",
      'Prochaine information au plus tard à 20 h 48.',
    ]);
    expect(said(taken, 'direction', 'stood-down')).toEqual([
      '[I-1] Incident majeur terminé : Web shop, Nightly batch et Internet access',
      'De nouveau normal : Web shop depuis 20 h 23, Nightly batch depuis 20 h 22 et Internet access depuis 20 h 22.',
      "L'incident majeur a duré 24 min, de 20 h 18 à 20 h 42 (heure de Paris).",
      "C'est le dernier message à ce sujet, sauf si la panne revient.",
    ]);
  });

  it('by the crisis cell, in English', () => {
    expect(said(unattended, 'crisis-cell', 'changed')).toEqual([
      '[I-1] Major incident, update: Web shop and Nightly batch down (up to 1,240 users)',
      'Back to normal: Internet access.',
      'Web shop and Nightly batch have been unavailable since 20:16 (Paris time). Up to 1,240 users are affected.',
      'It is with the network team; nobody has taken it yet.',
      'Next news at 20:52 at the latest.',
    ]);
    expect(said(unattended, 'head-of-operations', 'escalated').slice(-2)).toEqual([
      'Nobody has taken it for 15 min.',
      'Please take it.',
    ]);
  });

  it('by technicians: the cause, what is hit, and what happens without an answer', () => {
    expect(said(unattended, 'network-on-call', 'escalated').slice(-2)).toEqual([
      "Personne ne l'a pris en charge depuis 5 min.",
      'Merci de le prendre en charge : sans réponse, le niveau 3 sera sollicité à 20 h 26.',
    ]);
    expect(said(unattended, 'noc', 'opened')[2]).toMatch(/^Probable cause: sw-core-02 \(switch\), 0\.99\./);
    expect(to(unattended, 'noc')[0]?.notice.facts[0]).toEqual({ label: 'Priority', value: 'P1' });
  });
});
