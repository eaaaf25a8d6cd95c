// The words of promised times that run out, for headlines of messages.
import type { SlaClockName } from '../../domain/incident-life.ts';
import type { InBoth } from './language.ts';

export interface PromiseParts {
  readonly clock: SlaClockName;
  /** In percent; 100: all is used up. */
  readonly share: number;
  readonly within: string;
  readonly left: string;
}

const clocks: InBoth<Readonly<Record<SlaClockName, string>>> = {
  en: { respond: 'take it in charge', resolve: 'resolve it' },
  fr: { respond: 'prise en charge', resolve: 'résolution' },
};

function runsOutEn({ clock, share, within, left }: PromiseParts): string {
  const what = `the time to ${clocks.en[clock]}`;
  return share === 100 ? `${what} is over (${within})` : `${String(share)} % of ${what} is used up, ${left} left`;
}

function runsOutFr({ clock, share, within, left }: PromiseParts): string {
  const what = `délai de ${clocks.fr[clock]}`;
  return share === 100 ? `${what} dépassé (${within})` : `${String(share)} % du ${what} est écoulé, reste ${left}`;
}

export const runsOut = { en: runsOutEn, fr: runsOutFr } as const;

export const standsStill: InBoth<(share: number) => string> = {
  en: (share) => `${String(share)} % of the time is used up; the clock stands still while the ticket waits.`,
  fr: (share) => `${String(share)} % du délai est écoulé ; le compteur est arrêté tant que le ticket attend.`,
};
