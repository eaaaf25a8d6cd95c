import { describe, expect, it } from 'vitest';
import { Policy } from '../../domain/policy.ts';
import type { Incident } from '../../domain/incident.ts';
import type { TicketFields, TicketOp } from '../../domain/ticket.ts';
import type { Language } from '../wording/language.ts';
import { candidate, disk, onset, outage, quote } from '../../tests/fakes/outage-incident.ts';
import { composeTicket } from './compose-ticket.ts';
import type { TicketRequest } from './compose-ticket.ts';
import { noRecovery, trackRecovery } from './recovery.ts';
import type { Recovery } from './recovery.ts';
import { toldOf } from './told.ts';

const policy = Policy.parse({ timezone: 'Europe/Paris' });

function compose(
  op: TicketOp,
  language: Language,
  incident: Incident,
  more: Partial<TicketRequest> = {},
): TicketFields {
  return composeTicket({
    incident,
    op,
    at: onset + 160_000,
    language,
    policy,
    previous: null,
    recovery: noRecovery,
    into: null,
    ...more,
  });
}

/** French spaces that never break, as plain ones, so that the expected text can be read. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const lines = (text: string): string[] => plain(text).split('\n');

describe('a new ticket of a major outage', () => {
  it('in English', () => {
    const { title, publicText, technicalText, ...fields } = compose('open', 'en', outage());
    expect(title).toBe('P1 major – Web shop down (1,200 users): probable cause switch sw-core-02');
    expect(publicText).toBe(
      'Web shop has been unavailable since 20:16 (Paris time). Internet access has worked with limits since 20:16 (Paris time). About 1,200 users are affected. The ticket is with the network team. Next news at 20:48 at the latest.',
    );
    expect(lines(technicalText)).toEqual([
      'Probable cause: sw-core-02 (switch), 0.94. It explains 41 of 43 alerts: the alerts lie behind it, it is short of a resource or down and it was early. Its own alerts: 20:16:17 Unavailable by ICMP ping (Zabbix). Against it: nothing known. Next candidate: sw-acc-02 (switch), 0.04 (explains 7).',
      'Warned before, 25 s ahead of the first alert: 20:15:21 Module 3 temperature above major threshold (syslog).',
      'Seen: shop-web 20:16:06 shop-web answers nothing (Prometheus).',
      'Hit: Web shop – down (web-tier 0 of 4 up, needs 2); Internet access – degraded (fw-01 degraded).',
      'Why P1: impact high (critical service down) × urgency high (service Web shop is of critical criticality).',
      'Why major: a critical service is down and many users hit; 1,200 of 1,580 users, for at least 2 min. It would not be major if web-tier had kept 2 members up and if fewer than 500 users and 20 % of them were hit.',
      'Not included: DiskAlmostFull on log-01 (own incident; no path to this cause).',
      'First steps: 1. power, console or hypervisor: see whether it is on – 2. its uplink and the device before it – 3. keep what the console shows before a restart',
      '43 alerts from Zabbix (24), Prometheus (16) and syslog (3). First 20:15:46, last 20:17:58. I-1.',
    ]);
    expect(fields).toEqual({
      priority: 1,
      impact: 'high',
      urgency: 'high',
      category: 'network',
      major: true,
      team: 'network',
      cis: ['sw-core-02', 'shop', 'internet'],
      into: null,
      language: 'en',
    });
  });

  it('in French', () => {
    const { title, publicText, technicalText } = compose('open', 'fr', outage());
    expect(plain(title)).toBe(
      'P1 majeur – Web shop indisponible (1 200 utilisateurs) : cause probable commutateur sw-core-02',
    );
    expect(plain(publicText)).toBe(
      "Le service Web shop est indisponible depuis 20 h 16 (heure de Paris). Le service Internet access fonctionne de façon limitée depuis 20 h 16 (heure de Paris). Environ 1 200 utilisateurs sont touchés. Le ticket est confié à l'équipe network. Prochaine information au plus tard à 20 h 48.",
    );
    expect(lines(technicalText)).toEqual([
      "Cause probable : sw-core-02 (commutateur), 0,94. Elle explique 41 alertes sur 43 : les alertes se trouvent derrière elle, elle manque d'une ressource ou est arrêtée et elle était parmi les premières. Ses propres alertes : 20:16:17 Unavailable by ICMP ping (Zabbix). Contre elle : rien de connu. Candidat suivant : sw-acc-02 (commutateur), 0,04 (en explique 7).",
      'Signes avant-coureurs, 25 s avant la première alerte : 20:15:21 Module 3 temperature above major threshold (syslog).',
      'Constaté : shop-web 20:16:06 shop-web answers nothing (Prometheus).',
      'Touchés : Web shop – indisponible (web-tier 0 sur 4 en service, il en faut 2) ; Internet access – dégradé (fw-01 dégradé).',
      'Pourquoi P1 : impact fort (service critique indisponible) × urgence forte (service Web shop de criticité critique).',
      "Pourquoi majeur : un service critique est indisponible et beaucoup d'utilisateurs touchés ; 1 200 utilisateurs sur 1 580, depuis au moins 2 min. Il ne serait pas majeur si web-tier avait gardé 2 membres en service et si moins de 500 utilisateurs et de 20 % d'entre eux étaient touchés.",
      'Non inclus : DiskAlmostFull sur log-01 (incident à part ; aucun chemin vers cette cause).',
      "Premiers gestes : 1. alimentation, console ou hyperviseur : voir s'il est allumé – 2. sa liaison montante et l'équipement en amont – 3. noter ce que montre la console avant de redémarrer",
      '43 alertes de Zabbix (24), Prometheus (16) et syslog (3). Première à 20:15:46, dernière à 20:17:58. I-1.',
    ]);
    expect(publicText).toContain('1\u202f200');
    expect(publicText).toContain('20\u00a0h\u00a016');
  });
});

describe('a new ticket where no service is hit', () => {
  it('in English', () => {
    const { title, publicText, technicalText } = compose('open', 'en', disk());
    expect(title).toBe('P4 – log-01: DiskAlmostFull');
    expect(publicText).toBe(
      'A technical problem with log-01 has been watched since 20:15 (Paris time). No service is known to be affected. The ticket is with the systems team. You will hear again as soon as something changes.',
    );
    expect(lines(technicalText)).toEqual([
      'Probable cause: log-01 (server), 1. The one alert is about it. Its own alerts: 20:15:46 /var/log is 91 % full (Prometheus). Against it: nothing known.',
      'Hit: no service of the CMDB.',
      'Why P4: impact low (no service hit) × urgency medium (log-01 is of medium criticality). Capped: nothing is down yet, only at risk.',
      'First steps: 1. what grew: the largest folders, old logs, a backup left behind – 2. make room or extend it before it is full; delete nothing that nobody knows',
      '1 alert from Prometheus (1). At 20:15:46. I-2.',
    ]);
  });

  it('in French', () => {
    const { title, publicText, technicalText } = compose('open', 'fr', disk());
    expect(plain(title)).toBe('P4 – log-01 : DiskAlmostFull');
    expect(plain(publicText)).toBe(
      "Un problème technique concernant log-01 est suivi depuis 20 h 15 (heure de Paris). Aucun service n'est connu comme touché. Le ticket est confié à l'équipe systems. Nous vous informerons dès que la situation change.",
    );
    expect(lines(technicalText)[0]).toBe(
      'Cause probable : log-01 (serveur), 1. La seule alerte la concerne. Ses propres alertes : 20:15:46 /var/log is 91 % full (Prometheus). Contre elle : rien de connu.',
    );
  });
});

describe('an unclear cause', () => {
  const unclear = outage({
    rootClear: false,
    rootCandidates: [
      candidate({ score: 0.52, against: ['silent', 'does-not-explain:1'] }),
      candidate({ ci: 'fw-01', ciName: 'fw-01', ciClass: 'firewall', score: 0.47, explainedAlerts: 38 }),
    ],
  });

  it('names both, in the title and in the text', () => {
    const { title, technicalText } = compose('open', 'en', unclear);
    expect(title).toBe('P1 major – Web shop down (1,200 users): cause unclear between sw-core-02 and fw-01');
    expect(lines(technicalText)[0]).toBe(
      'Probable cause: unclear between sw-core-02 (switch), 0.52 (explains 41 of 43 alerts), and fw-01 (firewall), 0.47 (explains 38). Against it: it says nothing itself and it does not explain 1 alert.',
    );
  });

  it('in French', () => {
    const { title, technicalText } = compose('open', 'fr', unclear);
    expect(plain(title)).toBe(
      'P1 majeur – Web shop indisponible (1 200 utilisateurs) : cause incertaine entre sw-core-02 et fw-01',
    );
    expect(lines(technicalText)[0]).toContain(
      "Contre elle : elle ne dit rien elle-même et elle n'explique pas 1 alerte.",
    );
  });
});

describe('beside what it says of the incident, a new ticket', () => {
  const last = (language: 'en' | 'fr', more: object): string[] =>
    lines(compose('open', language, outage(), more).technicalText).slice(-2);

  it('names the page of the console, where the site says how it is reached', () => {
    const withPage = Policy.parse({ ...policy, consoleUrl: 'https://vigie.example.net' });
    expect(last('en', { policy: withPage })[1]).toBe(
      `Evidence, time line and each decision: https://vigie.example.net/incidents/${outage().id}`,
    );
  });

  it('says how to stop updates, where somebody would hear it', () => {
    expect(last('fr', { canStop: true })[1]).toBe(
      "Pour arrêter les mises à jour ici, commencez un commentaire par : vigie stop. L'aggravation et la fin sont dites quand même.",
    );
    expect(last('en', {}).join()).not.toContain('vigie stop');
  });
});

describe('updates', () => {
  const before = toldOf(
    outage({
      priority: 3,
      impact: 'medium',
      major: null,
      services: [],
      rootCandidates: outage().rootCandidates.slice(1),
      rootClear: false,
    }),
  );

  it('say what changed and why; an escalation also what is hit, for whoever it wakes', () => {
    const { publicText, technicalText } = compose('escalate', 'en', outage(), { previous: before });
    expect(lines(technicalText)).toEqual([
      'Declared a major incident: a critical service is down and many users hit. Priority raised from P3 to P1: critical service down. Now down: Web shop. Now degraded: Internet access. Probable cause now switch sw-core-02 (before: sw-acc-02): it explains 41 alerts.',
      'Probable cause: sw-core-02 (switch), 0.94. It explains 41 of 43 alerts: the alerts lie behind it, it is short of a resource or down and it was early. Its own alerts: 20:16:17 Unavailable by ICMP ping (Zabbix). Against it: nothing known. Next candidate: sw-acc-02 (switch), 0.04 (explains 7).',
      'Warned before, 25 s ahead of the first alert: 20:15:21 Module 3 temperature above major threshold (syslog).',
      'Hit: Web shop – down (web-tier 0 of 4 up, needs 2); Internet access – degraded (fw-01 degraded).',
      'Why P1: impact high (critical service down) × urgency high (service Web shop is of critical criticality).',
      'Why major: a critical service is down and many users hit; 1,200 of 1,580 users, for at least 2 min. It would not be major if web-tier had kept 2 members up and if fewer than 500 users and 20 % of them were hit.',
    ]);
    expect(publicText).toBe(
      'Web shop has been unavailable since 20:16 (Paris time). Internet access has worked with limits since 20:16 (Paris time). About 1,200 users are affected. Next news at 20:48 at the latest.',
    );
  });

  it('in French', () => {
    expect(lines(compose('escalate', 'fr', outage(), { previous: before }).technicalText)[0]).toBe(
      "Incident majeur déclaré : un service critique est indisponible et beaucoup d'utilisateurs touchés. Priorité relevée de P3 à P1 : service critique indisponible. Désormais indisponible : Web shop. Désormais dégradé : Internet access. Cause probable désormais commutateur sw-core-02 (avant : sw-acc-02) : elle explique 41 alertes.",
    );
  });

  it('do not bother users with what they do not notice', () => {
    const { publicText, technicalText } = compose(
      'update',
      'en',
      outage({ acknowledgedBy: 'alice', category: 'hardware' }),
      { previous: toldOf(outage()) },
    );
    expect(publicText).toBe('');
    expect(technicalText).toBe('Category now hardware (before: network). Taken by alice.');
  });

  it('write to users while it is a major alone', () => {
    const services = outage().services.map((service) => ({ ...service, restoredAt: onset + 400_000 }));
    const calm = { major: null, priority: 3 as const };
    for (const op of ['update', 'escalate'] as const) {
      const changed = outage({ ...calm, priority: 2, services });
      expect(compose(op, 'en', changed, { previous: toldOf(outage(calm)) }).publicText).toBe('');
    }
  });

  it('tell users when their service is back', () => {
    const services = outage().services.map((service) => ({ ...service, restoredAt: onset + 400_000 }));
    const { publicText, technicalText } = compose('update', 'en', outage({ services }), { previous: toldOf(outage()) });
    expect(publicText).toBe('Back to normal: Web shop and Internet access. Next news at 20:48 at the latest.');
    expect(technicalText).toBe('Back to normal: Web shop and Internet access.');
  });
});

describe('the resolved text', () => {
  const services = outage().services.map((service) => ({ ...service, restoredAt: onset + 400_000 }));
  const names = ['sw-core-02', ...Array.from({ length: 10 }, (_, n) => `srv-${String(n)}`)];
  const openFor = (isOpen: (name: string) => boolean): Incident['cis'] =>
    names.map((ci) => ({ ci, effect: 'down' as const, open: isOpen(ci) }));
  const steps: readonly [number, Incident][] = [
    [onset, outage({ cis: openFor(() => true) })],
    [onset + 400_000, outage({ services, cis: openFor((name) => name === 'srv-1' || name === 'srv-7') })],
    [onset + 640_000, outage({ services, cis: openFor(() => false) })],
  ];
  const recovery = steps.reduce((known: Recovery, [at, incident]) => trackRecovery(known, incident, at), noRecovery);
  const over = outage({
    services,
    state: 'resolved',
    resolvedBy: 'clear',
    openAlertCount: 0,
    lastClearAt: onset + 640_000,
    resolvedAt: onset + 940_000,
  });

  it('says what ended when, what is back, and who came late', () => {
    const { publicText, technicalText } = compose('resolve', 'en', over, { recovery });
    expect(technicalText).toBe(
      'All 43 alerts ended by 20:26:26, 10 min 40 s after the first. sw-core-02 answered again from 20:22:26 (down 6 min 9 s). Services back: Web shop 20:22:26, Internet access 20:22:26. srv-1 and srv-7 came back 4 min later than the rest: worth a look.',
    );
    expect(publicText).toBe(
      'Services back: Web shop 20:22:26, Internet access 20:22:26. Please confirm that everything works for you; reply here if it does not.',
    );
  });

  it('in French', () => {
    const { publicText, technicalText } = compose('resolve', 'fr', over, { recovery });
    expect(plain(technicalText)).toBe(
      'Les 43 alertes ont pris fin au plus tard à 20:26:26, 10 min 40 s après la première. sw-core-02 répond de nouveau depuis 20:22:26 (arrêt de 6 min 9 s). Services rétablis : Web shop 20:22:26, Internet access 20:22:26. srv-1 et srv-7 sont revenus 4 min après le reste : à examiner.',
    );
    expect(plain(publicText)).toBe(
      'Services rétablis : Web shop 20:22:26, Internet access 20:22:26. Merci de confirmer que tout fonctionne pour vous ; répondez ici dans le cas contraire.',
    );
  });

  it.each([
    ['clear', 1, 0, 'The alert ended at 20:26:26 (10 min 40 s).'],
    ['clear', 2, 0, 'Both alerts ended by 20:26:26, 10 min 40 s after the first.'],
    ['quiet', 5, 2, 'Nothing more was heard of it. 2 alerts that never report an end are left.'],
    ['person', 5, 1, 'A person resolved it. 1 alert that never reports an end is left.'],
  ] as const)('of an incident that ended by %s', (resolvedBy, alertCount, openAlertCount, text) => {
    const incident = disk({ state: 'resolved', resolvedBy, alertCount, openAlertCount, lastClearAt: onset + 640_000 });
    const fields = compose('resolve', 'en', incident);
    expect(fields.technicalText).toBe(text);
    expect(fields.publicText).toBe('The problem is over.');
  });
});

describe('hostile words', () => {
  const nasty = 'x\u202e\u0007\n<img src=x>'.padEnd(5_000, 'y');

  it('stay on one line, short, and say nothing in another direction', () => {
    const incident = outage({
      services: [],
      users: 0,
      rootCandidates: [],
      leadAlerts: [quote({ name: nasty, host: nasty, message: nasty })],
    });
    for (const language of ['en', 'fr'] as const) {
      const fields = compose('open', language, incident);
      expect(Array.from(fields.title).length).toBeLessThanOrEqual(120);
      expect(fields.title + fields.publicText + fields.technicalText).not.toMatch(/[\u202e\u0007]/);
      expect(fields.technicalText.length).toBeLessThan(3_000);
    }
  });

  it('do not break the title of an incident with many long services', () => {
    const [service] = outage().services;
    const services = Array.from({ length: 60 }, (_, n) => ({
      ...service!,
      id: `s${String(n)}`,
      name: `${'Very long service name '.repeat(5)}${String(n)}`,
    }));
    expect(Array.from(compose('open', 'en', outage({ services })).title).length).toBeLessThanOrEqual(120);
  });
});

it('a merge points to the survivor', () => {
  const fields = compose('merge', 'en', outage({ state: 'merged', mergedInto: 'X' }), { into: 'SURVIVOR' });
  expect(fields.into).toBe('SURVIVOR');
  expect(fields.technicalText).toBe('Same cause as the linked ticket (key SURVIVOR): resolved as its duplicate.');
});
