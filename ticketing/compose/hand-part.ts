// What a ticket says to the hand that closed it while its alerts still burn.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { counted } from '../wording/format-number.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import { minuteInZone, say } from './voice.ts';
import type { Voice } from './voice.ts';

/** `closed-by-hand`, `priority-by-hand`: a comment; `still-burning`: why Vigie opens it again. */
export type Occasion = 'closed-by-hand' | 'priority-by-hand' | 'still-burning';

const namedCis = 3;

function burning(incident: Incident, voice: Voice): string {
  const words = { en: ['alert', 'alerts'], fr: ['alerte', 'alertes'] }[voice.language];
  const count = counted(incident.openAlertCount, voice.language, words[0] ?? '', words[1] ?? '');
  const where = incident.cis.filter(({ open }) => open).map(({ ci }) => oneLine(ci, 60));
  if (where.length === 0) return count;
  const names = joinWords(where, voice.language, namedCis);
  return voice.language === 'en' ? `${count} (on ${names})` : `${count} (sur ${names})`;
}

/** For technicians; what comes next depends on the site's policy. */
export function closedByHandPart(incident: Incident, at: number, policy: Policy, voice: Voice): string {
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

export function priorityByHandPart(priority: number, voice: Voice): string {
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
