// What Vigie decides otherwise than it once did, numbered: a log replays by the flags that its policy records name.
import type { Policy } from './policy.ts';

interface Flag {
  /** Given once, never again. */
  readonly number: number;
  readonly name: string;
  /** What is otherwise, and why. */
  readonly reason: string;
}

/** Only ever longer. How to add one: CONTRIBUTING, "Change what is decided". */
export const flagList = [
  {
    number: 1,
    name: 'tenant-at-ticks',
    reason:
      'What a tick led judging to say of incidents and situations names their tenant; it named none, and whoever reads by tenant missed it.',
  },
  {
    number: 2,
    name: 'expected-hour',
    reason:
      'What comes at the same hour nearly every day and ends by itself opens a ticket only when it lasts longer than usual; a nightly backup opened one every night.',
  },
  {
    number: 3,
    name: 'storms',
    reason:
      'Above twenty new incidents a minute further ones of a site are told in one summary (ADR 0050); each had an incident of its own, more than anybody reads.',
  },
  {
    number: 4,
    name: 'major-priority',
    reason:
      'While a major is declared its priority is at least that of `major.priorityAtLeast`; a security major of a machine that no service needs was told as P4.',
  },
  {
    number: 5,
    name: 'security-apart',
    reason:
      'A security alert and one of availability belong together only by a rule of the site: others work on it, it ends by a person, and a failed disk of a host whose password was guessed is no part of that.',
  },
  {
    number: 6,
    name: 'expected-weeks',
    reason:
      'What comes at the same hour of the same weekday, or of the first or last days of a month, is expected as what comes every day is; a weekly backup opened a ticket every week.',
  },
  {
    number: 7,
    name: 'callers-part',
    reason:
      'Two failures whose only link is a caller of both stay two: a failure goes to whoever calls, never on to what the caller calls besides. Two faults at once in neighbouring back ends were told as one.',
  },
  {
    number: 8,
    name: 'own-words',
    reason:
      'An error told in words of its own, where others share theirs, speaks for a cause: what is passed on reads alike. Callers that all log the same line of a framework came before the one that says what is wrong.',
  },
  {
    number: 9,
    name: 'own-causes',
    reason:
      'Two severe alerts that can be no consequence of anything, of two checks on two CIs, are two faults and stay two incidents, and a split says what it is because of. A symptom near both made one of a full disk and an expired certificate.',
  },
  {
    number: 10,
    name: 'exact-texts',
    reason:
      'What would have kept a major away is said of the critical service that made it one; the group of any service that was down was named.',
  },
  {
    number: 11,
    name: 'lost-parts',
    reason:
      'A link that is down speaks against its device no more than for the other end, and a machine that no ping reaches is explained by what carries it, never by what it calls; a hub that fell is not silent. A core switch that reported its one dead port was named instead of the access switch behind it.',
  },
  {
    number: 12,
    name: 'plain-texts',
    reason:
      'Users read since when a service is as it is now, that it was unavailable before, and of each service that they were told of that it is back, also while others are not. One that came to work with limits was told as limited since its outage began. A criticality is told as one; "of critical criticality" was no sentence.',
  },
  {
    number: 13,
    name: 'since-harm',
    reason:
      'What an incident opens with is told as hit since its first harmful alert, not since the hold was over: seven minutes of a flapping link were missing.',
  },
] as const satisfies readonly Flag[];

export type FlagName = (typeof flagList)[number]['name'];

/** Those of a site that starts today. */
export const allFlags: readonly number[] = flagList.map(({ number }) => number);

export function isFlagged({ flags }: Pick<Policy, 'flags'>, name: FlagName): boolean {
  return flagList.some((flag) => flag.name === name && flags.includes(flag.number));
}
