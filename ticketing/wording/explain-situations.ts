// Wording of what belongs together: joining, setting aside.
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';
import type { Language } from './language.ts';
import { wordOf } from './domain-words.ts';

type SituationReason =
  | 'situation-opened'
  | 'joined-same-ci'
  | 'joined-topology'
  | 'joined-hub'
  | 'joined-learned'
  | 'joined-unmatched'
  | 'joined-text'
  | 'joined-group'
  | 'chronic-set-aside'
  | 'everyday-set-aside'
  | 'informs-only'
  | 'in-maintenance'
  | 'silenced'
  | 'suppressed-by-rule'
  | 'inhibited-by-rule'
  | 'below-threshold';

const nearestWords = {
  en: {
    'no-path': 'no path leads to it',
    'too-far': 'it is too far away',
    'not-a-symptom': 'this is no symptom of it',
    'only-a-caller': 'nothing links the two failures but who calls both',
    'too-late': 'this came too late',
  },
  fr: {
    'no-path': "aucun chemin n'y mène",
    'too-far': 'elle est trop éloignée',
    'not-a-symptom': "ce n'en est pas un symptôme",
    'only-a-caller': 'rien ne relie ces deux pannes que qui les appelle toutes deux',
    'too-late': "c'est arrivé trop tard",
  },
};

function nearest(e: EvidenceReader, language: Language): string {
  const near = e.inside('nearest');
  const why = wordOf(nearestWords, near.text('why'), language);
  const reach = near.has('cost') ? ` (${near.number('cost')} / ${near.number('limit')})` : '';
  return `${near.name('situation')}${language === 'en' ? ':' : ' :'} ${why}${reach}`;
}

export const situationExplainers: Readonly<Record<SituationReason, Explainer>> = {
  'situation-opened': {
    en: (e) => ({
      what: `“${e.text('name')}” begins a situation of its own.`,
      because: e.has('nearest')
        ? `It fits no open situation. The nearest is ${nearest(e, 'en')}.`
        : 'No other situation was open.',
      unless: 'A known path to an open situation, short enough and in time, would have made it join.',
    }),
    fr: (e) => ({
      what: `« ${e.text('name')} » ouvre une situation à part.`,
      because: e.has('nearest')
        ? `Elle ne correspond à aucune situation ouverte. La plus proche est ${nearest(e, 'fr')}.`
        : "Aucune autre situation n'était ouverte.",
      unless: "Un chemin connu vers une situation ouverte, assez court et à temps, l'y aurait fait entrer.",
    }),
  },
  'joined-same-ci': {
    en: (e) => ({
      what: 'The alert joined the situation.',
      because: `Another alert of ${e.name('ci')} already belongs to it.`,
      unless: `Had no open alert of ${e.name('ci')} belonged to it, the way through the topology would have decided.`,
    }),
    fr: (e) => ({
      what: "L'alerte a rejoint la situation.",
      because: `Une autre alerte de ${e.name('ci')} en fait déjà partie.`,
      unless: `Si aucune alerte ouverte de ${e.name('ci')} n'en faisait partie, le chemin dans la topologie aurait décidé.`,
    }),
  },
  'joined-topology': {
    en: (e) => ({
      what: 'The alert joined the situation.',
      because: `Its CI ${e.name('ci')} and the situation hang together: ${e.names('path', 8)} (distance ${e.number('cost')} of at most ${e.number('limit')}).`,
      unless: `With a distance above ${e.number('limit')}, or without one of these relations in the CMDB, it would have stayed apart.`,
    }),
    fr: (e) => ({
      what: "L'alerte a rejoint la situation.",
      because: `Son élément ${e.name('ci')} et la situation sont liés : ${e.names('path', 8)} (distance ${e.number('cost')} sur ${e.number('limit')} au plus).`,
      unless: `Avec une distance supérieure à ${e.number('limit')}, ou sans l'une de ces relations dans la CMDB, elle serait restée à part.`,
    }),
  },
  'joined-hub': {
    en: (e) => ({
      what: `The alert joined the situation around ${e.name('hub')}.`,
      because: `${e.number('active')} of the ${e.number('below')} CIs behind ${e.name('hub')} reported within ${e.span('withinMs')} (${e.share('share')}, needed ${e.share('needed')}).`,
      unless: `With less than ${e.share('needed')} of the CIs behind ${e.name('hub')} hit within ${e.span('withinMs')}, they would not have been joined through it.`,
    }),
    fr: (e) => ({
      what: `L'alerte a rejoint la situation autour de ${e.name('hub')}.`,
      because: `${e.number('active')} des ${e.number('below')} éléments derrière ${e.name('hub')} se sont manifestés en ${e.span('withinMs')} (${e.share('share')}, seuil ${e.share('needed')}).`,
      unless: `Avec moins de ${e.share('needed')} des éléments derrière ${e.name('hub')} touchés en ${e.span('withinMs')}, ils n'auraient pas été réunis par lui.`,
    }),
  },
  'joined-learned': {
    en: (e) => ({
      what: 'The alert joined the situation.',
      because: `History shows that “${e.text('cause')}” brings about “${e.text('effect')}” next to it: ${e.number('explained')} times after ${e.number('causes')}, ${e.number('lift')} times as often as by chance; ${e.name('member')} is next to ${e.name('ci')}.`,
      unless: 'Without this link in the file of learned links, it would have stayed apart.',
    }),
    fr: (e) => ({
      what: "L'alerte a rejoint la situation.",
      because: `L'historique montre que « ${e.text('cause')} » entraîne « ${e.text('effect')} » à côté : ${e.number('explained')} fois après ${e.number('causes')}, ${e.number('lift')} fois plus souvent que par hasard ; ${e.name('member')} est voisin de ${e.name('ci')}.`,
      unless: 'Sans ce lien dans le fichier des liens appris, elle serait restée à part.',
    }),
  },
  'joined-unmatched': {
    en: (e) => ({
      what: 'The alert joined the situation although the CMDB does not know its host.',
      because: `${e.text('host')} is unknown, and exactly one situation with alerts of ${e.text('source')} began within ${e.span('withinMs')}.`,
      unless:
        'With none or several such situations it would have begun its own; with the host in the CMDB the topology would have decided.',
    }),
    fr: (e) => ({
      what: "L'alerte a rejoint la situation bien que la CMDB ignore son hôte.",
      because: `${e.text('host')} est inconnu, et exactement une situation avec des alertes de ${e.text('source')} a commencé en ${e.span('withinMs')}.`,
      unless:
        "Avec zéro ou plusieurs situations semblables, elle aurait ouvert la sienne ; si l'hôte était dans la CMDB, la topologie aurait décidé.",
    }),
  },
  'joined-text': {
    en: (e) => ({
      what: 'The alert joined the situation although the CMDB does not know its host.',
      because: `${e.text('host')} is unknown; of the situations that run with alerts of ${e.text('source')}, only this one says the same.`,
      unless:
        'With the host in the CMDB the topology would have decided; with other words it would have begun its own.',
    }),
    fr: (e) => ({
      what: "L'alerte a rejoint la situation bien que la CMDB ignore son hôte.",
      because: `${e.text('host')} est inconnu ; parmi les situations en cours avec des alertes de ${e.text('source')}, seule celle-ci dit la même chose.`,
      unless:
        "Si l'hôte était dans la CMDB, la topologie aurait décidé ; avec d'autres mots, elle aurait ouvert la sienne.",
    }),
  },
  'joined-group': {
    en: (e) => ({
      what: 'The alert joined the situation.',
      because: `The site's rule ${e.text('rule')} gives both the key “${e.text('key')}”.`,
      unless: 'With another key, or without the rule, the other cues would have decided.',
    }),
    fr: (e) => ({
      what: "L'alerte a rejoint la situation.",
      because: `La règle ${e.text('rule')} du site donne aux deux la clé « ${e.text('key')} ».`,
      unless: 'Avec une autre clé, ou sans la règle, les autres indices auraient décidé.',
    }),
  },
  'chronic-set-aside': {
    en: (e) => ({
      what: 'The alert was set aside as chronic; it still counts for impact.',
      because: `It was active in ${e.share('share')} of the last ${e.number('of')} situations nearby, so it says little about this one.`,
      unless: 'Had it been active in fewer of them, or had its CI another fresh alert, it would have joined.',
    }),
    fr: (e) => ({
      what: "L'alerte est mise à part comme chronique ; elle compte toujours pour l'impact.",
      because: `Elle était active dans ${e.share('share')} des ${e.number('of')} dernières situations voisines : elle dit peu sur celle-ci.`,
      unless:
        'Moins souvent active, ou avec une autre alerte récente sur son élément, elle aurait rejoint la situation.',
    }),
  },
  'everyday-set-aside': {
    en: () => ({
      what: 'The alert was set aside as everyday noise of its host; it still counts for impact.',
      because: 'It is told all day long, and nobody ever says that it ends.',
      unless: 'Had it come in a burst, it would have been news.',
    }),
    fr: () => ({
      what: "L'alerte est mise à part comme bruit de fond de l'hôte ; elle compte toujours pour l'impact.",
      because: "Elle revient toute la journée, et personne n'en annonce jamais la fin.",
      unless: 'En rafale, elle aurait été une nouvelle.',
    }),
  },
  'informs-only': {
    en: (e) => ({
      what: `“${e.text('name')}” was noted and nothing else.`,
      because: 'It informs; it reports no problem.',
      unless: 'Were it reported as a problem, it would have joined a situation.',
    }),
    fr: (e) => ({
      what: `« ${e.text('name')} » est notée, sans suite.`,
      because: 'Elle informe ; elle ne signale aucun problème.',
      unless: 'Signalée comme un problème, elle aurait rejoint une situation.',
    }),
  },
  'in-maintenance': {
    en: (e) => ({
      what: 'No ticket: the alert falls into planned maintenance.',
      because: `Maintenance window ${e.text('window')} runs until ${e.time('until')}${e.has('why') ? ` (${e.text('why')})` : ''}.`,
      unless: 'Still open after the window, it will be judged like any other.',
    }),
    fr: (e) => ({
      what: "Pas de ticket : l'alerte tombe dans une maintenance prévue.",
      because: `La fenêtre de maintenance ${e.text('window')} court jusqu'au ${e.time('until')}${e.has('why') ? ` (${e.text('why')})` : ''}.`,
      unless: 'Encore ouverte après la fenêtre, elle sera jugée comme toute autre.',
    }),
  },
  silenced: {
    en: (e) => ({
      what: 'No ticket: the alert is silenced.',
      because: `Silence ${e.text('silence')} of ${e.text('by')} runs until ${e.time('until')} (${e.text('why')}).`,
      unless: 'Still open when the silence ends, it will be judged like any other.',
    }),
    fr: (e) => ({
      what: "Pas de ticket : l'alerte est mise en silence.",
      because: `Le silence ${e.text('silence')} de ${e.text('by')} court jusqu'au ${e.time('until')} (${e.text('why')}).`,
      unless: 'Encore ouverte à la fin du silence, elle sera jugée comme toute autre.',
    }),
  },
  'suppressed-by-rule': {
    en: (e) => ({
      what: 'No ticket: a rule of the site suppresses the alert.',
      because: `Rule ${e.text('rule')}: ${e.text('why')}.`,
      unless: `Without rule ${e.text('rule')} it would have been judged like any other.`,
    }),
    fr: (e) => ({
      what: "Pas de ticket : une règle du site écarte l'alerte.",
      because: `Règle ${e.text('rule')} : ${e.text('why')}.`,
      unless: `Sans la règle ${e.text('rule')}, elle aurait été jugée comme toute autre.`,
    }),
  },
  'inhibited-by-rule': {
    en: (e) => ({
      what: 'No ticket: a more important alert is open.',
      because: `Rule ${e.text('rule')}: an alert with ${e.text('when')} is open${e.names('equal') === '?' ? '' : `, with the same ${e.names('equal')}`}.`,
      unless: 'Still open when that one ends, it will be judged like any other.',
    }),
    fr: (e) => ({
      what: 'Pas de ticket : une alerte plus importante est ouverte.',
      because: `Règle ${e.text('rule')} : une alerte avec ${e.text('when')} est ouverte${e.names('equal') === '?' ? '' : `, avec le même ${e.names('equal')}`}.`,
      unless: 'Encore ouverte à la fin de celle-ci, elle sera jugée comme toute autre.',
    }),
  },
  'below-threshold': {
    en: (e) => ({
      what: 'No ticket yet: the alert must come more often.',
      because: `Rule ${e.text('rule')} asks for ${e.number('count')} openings within ${e.span('withinMs')}; this is number ${e.number('seen')}.`,
      unless: `With ${e.number('count')} of them it will be judged like any other.`,
    }),
    fr: (e) => ({
      what: "Pas encore de ticket : l'alerte doit revenir plus souvent.",
      because: `La règle ${e.text('rule')} demande ${e.number('count')} ouvertures en ${e.span('withinMs')} ; celle-ci est la numéro ${e.number('seen')}.`,
      unless: `À la ${e.number('count')}e, elle sera jugée comme toute autre.`,
    }),
  },
};
