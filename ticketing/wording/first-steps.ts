// What to look at first, by kind of failure: what a colleague would say on the telephone. Where there is nothing better to
// say than what the alert says, nothing.
import { applianceClasses } from '../../domain/ci-class.ts';
import type { SymptomKind } from '../../domain/symptom-kind.ts';
import type { Within } from '../problems/failed-within.ts';
import type { InBoth } from './language.ts';

type Away = 'device-away' | 'line-away' | 'software-away';
type Short = 'space' | 'heat' | 'expiry';
type Part = 'process-away' | 'port-away' | 'line-unsteady';
type Kind = Exclude<SymptomKind, 'other' | 'reachability' | 'capacity'> | Away | Short | Part;

/** Classes that one can switch on; what is of no known class is spoken of as software: nobody is sent to a rack for it. */
const devices = new Set([...applianceClasses, 'server', 'vm']);

function away(ciClass: string): Away {
  if (devices.has(ciClass)) return 'device-away';
  return ciClass === 'link' ? 'line-away' : 'software-away';
}

const shortOf: readonly (readonly [Short, RegExp])[] = [
  ['expiry', /cert|licen[cs]e|expir/],
  ['heat', /temperature|overheat|tempm|\bfans?\b/],
  ['space', /disk|file ?system|inode|volume|space|quota/],
];

/** Kinds under which a source tells of a part: any other says more of the trouble than what it is of. */
const ofParts: readonly SymptomKind[] = ['reachability', 'error', 'other'];

function partOf({ kind, ciClass, within }: Asked): Part | undefined {
  if (!ofParts.includes(kind)) return undefined;
  if (within === 'process') return 'process-away';
  if (within === 'flapping-link') return 'line-unsteady';
  return within === 'link' && ciClass !== 'link' ? 'port-away' : undefined;
}

function kindOf(asked: Asked): Kind | undefined {
  const { kind, ciClass, said } = asked;
  const part = partOf(asked);
  if (part !== undefined) return part;
  if (kind === 'other') return undefined;
  if (kind === 'reachability') return away(ciClass);
  if (kind === 'capacity') return shortOf.find(([, words]) => words.test(said.toLowerCase()))?.[0];
  return kind;
}

export interface Asked {
  readonly kind: SymptomKind;
  readonly ciClass: string;
  /** What the cause's own alerts say. */
  readonly said: string;
  /** Null: the CI itself failed, or nobody says. */
  readonly within: Within | null;
}

/** Null: nothing that helps is known. */
export function firstStepsFor(asked: Asked): InBoth<readonly string[]> | null {
  const known = kindOf(asked);
  return known === undefined ? null : { en: firstStepWords.en[known], fr: firstStepWords.fr[known] };
}

const firstStepWords: InBoth<Readonly<Record<Kind, readonly string[]>>> = {
  en: {
    'device-away': [
      'power, console or hypervisor: see whether it is on',
      'its uplink and the device before it',
      'keep what the console shows before a restart',
    ],
    'line-away': ['ports and counters at both ends', "the provider's notices, then its hotline"],
    'process-away': [
      'was it stopped by hand: maintenance, an update, a colleague',
      'the end of its log: why it stopped',
      'what it needs: disk space, memory, its configuration, what it calls',
      'start it, and see whether it stays up',
    ],
    'port-away': [
      'the port at both ends: shut by hand, errors, light',
      'cable and transceiver',
      'what hangs on it, and whether it has another way',
    ],
    'line-unsteady': [
      'errors on the ports at both ends, and whether they grow',
      'cable, transceiver and light levels; change one at a time',
      'speed, duplex and bundling set alike at both ends',
      'shut the port until then, if what it carries has another way',
    ],
    'software-away': [
      'see whether its process and its host run',
      'the end of its log: why it stopped',
      'what was deployed or changed just before',
    ],
    error: [
      'its log since the first alert',
      'what was deployed or changed just before; roll it back if errors began with it',
      'what it calls',
    ],
    latency: ['load and queues of it and of what it calls', 'slow queries or a full disk underneath'],
    client: ['whether what it calls is slow or down', 'the network between the two', 'its own limits and time-outs'],
    traffic: ['whether those who send to it are up', 'balancer, DNS and firewall before it'],
    resource: ['what uses memory, processor or connections now', 'restarts and their reason in its log'],
    space: [
      'what grew: the largest folders, old logs, a backup left behind',
      'make room or extend it before it is full; delete nothing that nobody knows',
    ],
    heat: [
      'inlet air, fans and the cooling of the room',
      'shut down in order what can be spared, before it switches off by itself',
    ],
    expiry: ['when it runs out, and who renews it', 'once renewed: reload it, and look at what is really served'],
    security: [
      'do not switch it off: evidence would be lost',
      'tell those who answer for security',
      'cut it from the network if it spreads',
    ],
  },
  fr: {
    'device-away': [
      "alimentation, console ou hyperviseur : voir s'il est allumé",
      "sa liaison montante et l'équipement en amont",
      'noter ce que montre la console avant de redémarrer',
    ],
    'line-away': ['ports et compteurs aux deux bouts', "les avis de l'opérateur, puis son assistance"],
    'process-away': [
      'arrêté à la main : une maintenance, une mise à jour, un collègue',
      "la fin de son journal : pourquoi il s'est arrêté",
      "ce qu'il lui faut : place disque, mémoire, configuration, ce qu'il appelle",
      "le démarrer, et voir s'il tient",
    ],
    'port-away': [
      'le port aux deux bouts : coupé à la main, erreurs, signal optique',
      'câble et transceiver',
      "ce qui en dépend, et s'il reste un autre chemin",
    ],
    'line-unsteady': [
      'les erreurs des ports aux deux bouts, et si elles augmentent',
      'câble, transceiver et niveaux optiques ; changer une chose à la fois',
      'débit, duplex et agrégation réglés de même aux deux bouts',
      "couper le port d'ici là, si ce qu'il porte a un autre chemin",
    ],
    'software-away': [
      'voir si son processus et son hôte fonctionnent',
      "la fin de son journal : pourquoi il s'est arrêté",
      'ce qui a été déployé ou changé juste avant',
    ],
    error: [
      'son journal depuis la première alerte',
      "ce qui a été déployé ou changé juste avant ; revenir en arrière si c'est là que les erreurs ont commencé",
      "ce qu'il appelle",
    ],
    latency: [
      "charge et files d'attente, les siennes et celles de ce qu'il appelle",
      'requêtes lentes ou disque plein en dessous',
    ],
    client: [
      "voir si ce qu'il appelle est lent ou en panne",
      'le réseau entre les deux',
      "ses propres limites et délais d'attente",
    ],
    traffic: ["voir si ceux qui l'appellent fonctionnent", 'répartiteur, DNS et pare-feu en amont'],
    resource: ['ce qui consomme mémoire, processeur ou connexions', 'les redémarrages et leur raison dans son journal'],
    space: [
      'ce qui a grossi : les plus gros dossiers, de vieux journaux, une sauvegarde oubliée',
      "libérer ou étendre avant que ce soit plein ; ne rien supprimer d'inconnu",
    ],
    heat: [
      "l'air aspiré, les ventilateurs et la climatisation de la salle",
      "arrêter proprement ce qui peut l'être, avant que cela ne s'arrête tout seul",
    ],
    expiry: [
      'quand cela expire, et qui renouvelle',
      'une fois renouvelé : recharger, et regarder ce qui est réellement servi',
    ],
    security: [
      "ne pas l'éteindre : les preuves seraient perdues",
      'prévenir ceux qui répondent de la sécurité',
      "l'isoler du réseau si cela se propage",
    ],
  },
};

export const procedureOf: InBoth<(name: string) => string> = {
  en: (name) => `procedure of ${name}`,
  fr: (name) => `procédure de ${name}`,
};
export const runbookOf: InBoth<(alert: string) => string> = {
  en: (alert) => `runbook of ${alert}`,
  fr: (alert) => `mode opératoire de ${alert}`,
};
