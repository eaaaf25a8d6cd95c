// The closed words of the domain, said in both languages.
import { silentSourceName } from '../../domain/alert.ts';
import type { Effect } from '../../domain/effect.ts';
import type { Category, SourceType } from '../../domain/event.ts';
import type { Incident, Level, Major } from '../../domain/incident.ts';
import type { Severity } from '../../domain/severity.ts';
import type { InBoth, Language } from './language.ts';
import { windowsEventWords } from './windows-events.ts';

type Words<K extends string> = InBoth<Readonly<Record<K, string>>>;

export const severityWords: Words<Severity> = {
  en: { critical: 'critical', high: 'high', warning: 'warning', info: 'information' },
  fr: { critical: 'critique', high: 'élevée', warning: 'avertissement', info: 'information' },
};

export const effectWords: Words<Effect> = {
  en: { down: 'down', degraded: 'degraded', 'at-risk': 'at risk', informs: 'for information' },
  fr: { down: 'en panne', degraded: 'dégradé', 'at-risk': 'menacé', informs: 'pour information' },
};

export const serviceStateWords: Words<'down' | 'degraded'> = {
  en: { down: 'down', degraded: 'degraded' },
  fr: { down: 'indisponible', degraded: 'dégradé' },
};

export const levelWords: Words<Level> = {
  en: { high: 'high', medium: 'medium', low: 'low' },
  fr: { high: 'fort', medium: 'moyen', low: 'faible' },
};

/** Urgency is feminine in French. */
export const urgencyWords: Words<Level> = {
  en: levelWords.en,
  fr: { high: 'forte', medium: 'moyenne', low: 'faible' },
};

export const criticalityWords: Words<'critical' | 'high' | 'medium' | 'low'> = {
  en: { critical: 'critical', high: 'high', medium: 'medium', low: 'low' },
  fr: { critical: 'critique', high: 'élevée', medium: 'moyenne', low: 'faible' },
};

export const categoryWords: Words<Category> = {
  en: {
    hardware: 'hardware',
    software: 'software',
    network: 'network',
    security: 'security',
    user: 'user',
    cloud: 'cloud',
  },
  fr: {
    hardware: 'matériel',
    software: 'logiciel',
    network: 'réseau',
    security: 'sécurité',
    user: 'utilisateur',
    cloud: 'cloud',
  },
};

/** Alerts that are Vigie's own, or its packs'; every other name is the source's, but for events that add up to more. */
const ownAlerts: Readonly<Record<string, InBoth<string>>> = {
  [silentSourceName]: { en: 'Source silent', fr: 'Source muette' },
  'One address tries many hosts': {
    en: 'One address tries many hosts',
    fr: 'Une adresse essaie de nombreuses machines',
  },
  'One account is tried on many hosts': {
    en: 'One account is tried on many hosts',
    fr: 'Un compte est essayé sur de nombreuses machines',
  },
  'Password guessed': { en: 'Password guessed', fr: 'Mot de passe deviné' },
};

export function alertName(name: string, language: Language): string {
  return ownAlertName(name, language) ?? windowsEventWords(name, language) ?? name;
}

/** With the values in brackets that follow it. */
function ownAlertName(name: string, language: Language): string | undefined {
  const [, own = '', values = ''] = /^(.*?)( \(.*\))?$/s.exec(name) ?? [];
  return Object.hasOwn(ownAlerts, own) ? `${ownAlerts[own]?.[language] ?? own}${values}` : undefined;
}

/** Product names, the same in both languages; the generic webhook has none. */
export const sourceWords: Words<SourceType> = {
  en: {
    prometheus: 'Prometheus',
    alertmanager: 'Alertmanager',
    zabbix: 'Zabbix',
    generic: 'webhook',
    syslog: 'syslog',
  },
  fr: {
    prometheus: 'Prometheus',
    alertmanager: 'Alertmanager',
    zabbix: 'Zabbix',
    generic: 'webhook',
    syslog: 'syslog',
  },
};

const classWords: InBoth<Readonly<Record<string, string>>> = {
  en: { loadbalancer: 'load balancer', vm: 'virtual machine', link: 'network link', power: 'power supply', other: '' },
  fr: {
    server: 'serveur',
    vm: 'machine virtuelle',
    switch: 'commutateur',
    router: 'routeur',
    firewall: 'pare-feu',
    loadbalancer: 'répartiteur de charge',
    storage: 'stockage',
    database: 'base de données',
    application: 'application',
    container: 'conteneur',
    printer: 'imprimante',
    power: 'alimentation',
    link: 'lien réseau',
    other: '',
  },
};

/** What kind of thing a CI is; a class of the site's own is said as it stands, `other` not at all. */
export function classWord(ciClass: string, language: Language): string {
  const words = classWords[language];
  return Object.hasOwn(words, ciClass) ? (words[ciClass] ?? '') : ciClass;
}

export const majorReasonWords: Words<Major['reasons'][number]> = {
  en: {
    'many-users': 'many users hit',
    'critical-service-down': 'a critical service is down',
    security: 'security incident',
    rule: 'a rule of the site says so',
  },
  fr: {
    'many-users': "beaucoup d'utilisateurs touchés",
    'critical-service-down': 'un service critique est indisponible',
    security: 'incident de sécurité',
    rule: 'une règle du site le dit',
  },
};

export const impactBecauseWords: Words<Incident['impactBecause']> = {
  en: {
    'critical-service-down': 'critical service down',
    'many-users': 'many users hit',
    'share-of-users': 'a large share of the users hit',
    'service-down': 'service down',
    'service-degraded': 'service degraded',
    'no-service': 'no service hit',
    crowd: 'reported by its users',
  },
  fr: {
    'critical-service-down': 'service critique indisponible',
    'many-users': "beaucoup d'utilisateurs touchés",
    'share-of-users': 'une grande part des utilisateurs touchée',
    'service-down': 'service indisponible',
    'service-degraded': 'service dégradé',
    'no-service': 'aucun service touché',
    crowd: 'signalé par ses utilisateurs',
  },
};

export const capWords: Words<NonNullable<Incident['priorityCap']>> = {
  en: {
    'at-risk': 'nothing is down yet, only at risk',
    'not-production': 'not a production environment',
    'unknown-syslog': 'known only from syslog lines that no profile explains',
    major: 'a declared major incident is worked on first',
    rule: 'a rule of the site sets it',
  },
  fr: {
    'at-risk': "rien n'est encore en panne, seulement menacé",
    'not-production': "ce n'est pas un environnement de production",
    'unknown-syslog': "connu seulement par des lignes syslog qu'aucun profil n'explique",
    major: 'un incident majeur déclaré passe en premier',
    rule: 'une règle du site la fixe',
  },
};

export const resolvedByWords: Words<NonNullable<Incident['resolvedBy']>> = {
  en: {
    clear: 'all its alerts ended',
    quiet: 'nothing more was heard of it',
    'stand-down': 'the major incident was stood down',
    'storm-over': 'the storm is over and what still burned has incidents of its own',
    person: 'a person resolved it',
    merge: 'it was merged into another incident',
  },
  fr: {
    clear: 'toutes ses alertes sont terminées',
    quiet: "plus rien n'en a été entendu",
    'stand-down': "l'incident majeur a été levé",
    'storm-over': 'la tempête est passée et ce qui brûlait encore a ses propres incidents',
    person: "une personne l'a résolu",
    merge: 'il a été fusionné dans un autre incident',
  },
};

export const notIncludedWords: Words<Incident['notIncluded'][number]['why']> = {
  en: {
    'no-path': 'no path to this cause',
    'too-far': 'too far from this cause',
    'not-a-symptom': 'not a symptom of this cause',
    'only-a-caller': 'another failure; only a caller of both links them',
    'own-cause': 'another fault, with a cause of its own',
    parted: 'a person parted them',
    'too-late': 'came too late',
  },
  fr: {
    'no-path': 'aucun chemin vers cette cause',
    'too-far': 'trop loin de cette cause',
    'not-a-symptom': "n'est pas un symptôme de cette cause",
    'only-a-caller': 'une autre panne ; seul un appelant des deux les relie',
    'own-cause': 'une autre panne, avec sa propre cause',
    parted: 'une personne les a séparées',
    'too-late': 'venue trop tard',
  },
};

/** Looks a word up that came as data: an unknown one is said as it stands, dashes as spaces. */
export function wordOf(words: InBoth<Readonly<Record<string, string>>>, word: string, language: Language): string {
  return (Object.hasOwn(words[language], word) ? words[language][word] : undefined) ?? word.replaceAll('-', ' ');
}
