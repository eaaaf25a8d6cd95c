// What a Windows event that opened an alert means, in both languages: Windows itself tells it in its own, and not what it adds up to.
import type { InBoth, Language } from './language.ts';

/** `Event 4624 An account was successfully logged on (alice, 198.51.100.7)`: id, its sentence, the values that matter. */
const shape = /^Event (\d{1,5}) (.*?)(?: \((.*)\))?$/s;

const guessed = { en: 'Password guessed', fr: 'Mot de passe deviné' };
const sprayed = { en: 'One address tries many accounts', fr: 'Une adresse essaie de nombreux comptes' };
const found = { en: 'Malware found', fr: 'Logiciel malveillant détecté' };
const stays = { en: 'Malware found, and not removed', fr: 'Logiciel malveillant détecté et non supprimé' };
const unprotected = { en: 'Malware protection switched off', fr: 'Protection antivirus désactivée' };
const died = { en: 'Service ended unexpectedly', fr: 'Service arrêté de façon inattendue' };
const unstarted = {
  en: 'Service does not start, or ended with an error',
  fr: 'Service non démarré, ou arrêté sur une erreur',
};

/** The ids on which the pack `windows` opens alerts; any other is told in Windows' own words. */
const events: Readonly<Record<string, InBoth<string>>> = {
  41: { en: 'Restarted without being shut down', fr: 'Redémarrage sans arrêt préalable' },
  55: { en: 'File system damaged', fr: 'Système de fichiers endommagé' },
  104: { en: 'A log was cleared', fr: 'Un journal a été effacé' },
  1006: found,
  1008: stays,
  1015: found,
  1102: { en: 'The security log was cleared', fr: 'Le journal de sécurité a été effacé' },
  1116: found,
  1118: stays,
  1119: stays,
  2013: { en: 'A disk is almost full', fr: 'Un disque est presque plein' },
  3002: unprotected,
  4624: guessed,
  4625: sprayed,
  4719: { en: 'What the security log records was changed', fr: 'La stratégie d’audit a été modifiée' },
  4740: { en: 'Many accounts locked within minutes', fr: 'Nombreux comptes verrouillés en quelques minutes' },
  4768: guessed,
  4771: sprayed,
  5001: unprotected,
  6008: { en: 'Restarted after an unexpected stop', fr: 'Redémarrage après un arrêt inattendu' },
  7000: unstarted,
  7001: unstarted,
  7023: unstarted,
  7024: unstarted,
  7031: died,
  7034: died,
};

/** Null for what is no such event. */
export function windowsEventWords(name: string, language: Language): string | null {
  const [, id = '', , values = ''] = shape.exec(name) ?? [];
  const words = Object.hasOwn(events, id) ? events[id] : undefined;
  if (words === undefined) return null;
  return values === '' ? words[language] : `${words[language]} (${values})`;
}
