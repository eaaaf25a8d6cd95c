// What a ticket says to the hand that closed it while its alerts still burn.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { counted } from '../wording/format-number.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import { minuteInZone, say } from './voice.ts';
import type { Voice } from './voice.ts';

/** What a person did, and is answered by a comment. */
export type HandOccasion = 'closed-by-hand' | 'priority-by-hand' | 'updates-stopped' | 'updates-resumed';
/** `still-burning`: why Vigie opens it again. */
export type Occasion = HandOccasion | 'still-burning';

const namedCis = 3;

function burning(incident: Incident, voice: Voice): string {
  const words = { en: ['alert', 'alerts'], fr: ['alerte', 'alertes'] }[voice.language];
  const count = counted(incident.openAlertCount, voice.language, words[0] ?? '', words[1] ?? '');
  const where = incident.cis.filter(({ open }) => open).map(({ ci }) => oneLine(ci, 60));
  if (where.length === 0) return count;
  const names = joinWords(where, voice.language, namedCis);
  return voice.language === 'en' ? `${count} (on ${names})` : `${count} (sur ${names})`;
}

export interface HandMoment {
  readonly incident: Incident;
  /** Logical time. */
  readonly at: number;
  readonly policy: Policy;
  /** As the ticket told it last. */
  readonly priority: number;
}

/** For technicians: what a person's hand is answered. */
export function handPart(occasion: HandOccasion, moment: HandMoment, voice: Voice): string {
  switch (occasion) {
    case 'closed-by-hand':
      return closedByHandPart(moment, voice);
    case 'priority-by-hand':
      return priorityByHandPart(moment.priority, voice);
    case 'updates-stopped':
      return updatesStoppedPart(voice);
    case 'updates-resumed':
      return say(voice, { en: 'Updates again, as asked.', fr: 'Mises à jour reprises, comme demandé.' });
  }
}

/** What comes next depends on the site's policy. */
function closedByHandPart({ incident, at, policy }: HandMoment, voice: Voice): string {
  const { closedByHand, reopenAfterMs } = policy.ticketing;
  const until = minuteInZone(at + reopenAfterMs, voice);
  const what = say(voice, {
    en: `Closed by hand, yet still open: ${burning(incident, voice)}. If the problem is over, nothing is to be done: Vigie resolves the incident once they have ended.`,
    fr: `Clos à la main, mais encore ouvertes : ${burning(incident, voice)}. Si le problème est fini, il n'y a rien à faire : Vigie résout l'incident dès leur fin.`,
  });
  const then =
    closedByHand === 'reopen'
      ? say(voice, {
          en: `If they are still open at ${until}, Vigie opens this ticket again.`,
          fr: `Si elles sont encore ouvertes à ${until}, Vigie rouvrira ce ticket.`,
        })
      : say(voice, { en: 'Vigie leaves this ticket closed.', fr: 'Vigie laisse ce ticket clos.' });
  return `${what} ${then}`;
}

function priorityByHandPart(priority: number, voice: Voice): string {
  const p = `P${String(priority)}`;
  return say(voice, {
    en: `Priority ${p} was set by hand: Vigie leaves it so, whatever its own rules would give.`,
    fr: `La priorité ${p} a été fixée à la main : Vigie n'y touche plus, quoi que donnent ses propres règles.`,
  });
}

export function stillBurningPart(incident: Incident, voice: Voice): string {
  return say(voice, {
    en: `Opened again by Vigie: it was closed by hand, but still open are ${burning(incident, voice)}.`,
    fr: `Rouvert par Vigie : il a été clos à la main, mais sont encore ouvertes ${burning(incident, voice)}.`,
  });
}

function updatesStoppedPart(voice: Voice): string {
  return say(voice, {
    en: 'No more updates here, as asked. If it gets worse, and when it is over, Vigie still says so. To hear more again: vigie resume.',
    fr: "Plus de mises à jour ici, comme demandé. Si cela s'aggrave, et à la fin, Vigie le dira quand même. Pour les reprendre : vigie reprendre.",
  });
}

/** How to be told less, where Vigie reads what people write. */
export function stopPart(voice: Voice): string {
  return say(voice, {
    en: 'To stop updates here, begin a comment with: vigie stop. If it gets worse, and when it is over, it is still said.',
    fr: "Pour arrêter les mises à jour ici, commencez un commentaire par : vigie stop. L'aggravation et la fin sont dites quand même.",
  });
}
