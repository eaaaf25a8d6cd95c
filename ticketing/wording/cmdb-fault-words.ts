// What does not fit together in a CMDB, in French, by code and the names in it; of what never speaks, in both languages.
import { formatNumber } from './format-number.ts';
import { frenchSpacing } from './french-spacing.ts';
import type { Language } from './language.ts';

export interface FaultWords {
  readonly message: string;
  readonly fix: string;
}

type Say = (...names: readonly string[]) => FaultWords;

const meant = (near: string, otherwise: string): string =>
  near === '' ? otherwise : `Vouliez-vous dire « ${near} » ?`;

const said: Readonly<Record<string, Say>> = {
  'duplicate-id': (id = '', before = '') => ({
    message: `« ${id} » est déjà l'identifiant en ${before} ; celui-ci est ignoré`,
    fix: 'Donnez-lui un identifiant propre, ou retirez-le.',
  }),
  'dangling-reference': (id = '', near = '') => ({
    message: `rien ne s'appelle « ${id} » ; c'est ignoré ici`,
    fix: meant(near, `Ajoutez « ${id} », ou retirez-le d'ici.`),
  }),
  'self-reference': (id = '') => ({ message: `« ${id} » dépend de lui-même ; ignoré`, fix: 'Retirez cette relation.' }),
  'service-cycle': (ring = '') => ({ message: `dépend de lui-même : ${ring}`, fix: cycleFix }),
  'group-cycle': (ring = '') => ({ message: `dépend de lui-même : ${ring}`, fix: cycleFix }),
  'group-needs-too-many': (id = '', needs = '', size = '') => ({
    message: `« ${id} » a besoin de ${needs} membres et en a ${size} : il ne tient jamais`,
    fix: `Baissez needs à ${size === '0' ? '1' : size} au plus, ou ajoutez des membres.`,
  }),
  'duplicate-alias': (text = '', owners = '') => ({
    message: `« ${text} » mène à ${owners}`,
    fix: "Laissez-le au seul élément qu'il désigne.",
  }),
  'ambiguous-name': (text = '', owners = '') => ({
    message: `le nom « ${text} » peut désigner ${owners} : un événement qui le porte n'est rattaché à aucun`,
    fix: `Ajoutez « ${text} » comme alias du seul élément qu'il doit désigner.`,
  }),
  'loopback-alias': (text = '') => ({
    message: `« ${text} » est le nom que chaque machine se donne`,
    fix: 'Nommez-le avec son port, comme 127.0.0.1:9100.',
  }),
  'unknown-hours': (text = '') => ({
    message: `« ${text} » n'est pas un horaire lisible ; pris comme toujours`,
    fix: 'Écrivez-le comme « Mo-Fr 07:00-20:00 Europe/Paris ».',
  }),
  'unknown-class': (text = '', near = '') => ({
    message: `« ${text} » n'est pas une classe que Vigie connaît ; traitée comme other`,
    fix: meant(near, 'Les classes connues sont dans docs/cmdb.md.'),
  }),
  'empty-window': () => ({
    message: 'se termine avant de commencer : elle ne couvre rien',
    fix: 'Échangez from et to.',
  }),
};

const cycleFix = "Retirez l'une de ces dépendances ; d'ici là, chacune est suivie une fois.";

/** Null: a code without French words. */
export function cmdbFaultInFrench(code: string, names: readonly string[]): FaultWords | null {
  const words = Object.hasOwn(said, code) ? said[code]?.(...names) : undefined;
  return words === undefined ? null : { message: frenchSpacing(words.message), fix: frenchSpacing(words.fix) };
}

/** Of a CI that no source has spoken of for so many days. */
export function silentWords(days: number, language: Language): { readonly message: string; readonly fix: string } {
  const count = formatNumber(days, language);
  if (language === 'en')
    return { message: `no source has spoken of it for ${count} days`, fix: 'Watch it, or take it out if it is gone.' };
  return {
    message: `aucune source n'en parle depuis ${count} jours`,
    fix: "Surveillez-le, ou retirez-le s'il n'existe plus.",
  };
}
