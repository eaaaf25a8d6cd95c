// How many operations a minute a ticketing system takes: a fifth is kept for what wakes people. Pure.

/** reliability-security §2: 20 % of the quota reserved for escalations. */
const reservedShare = 0.2;
const windowMs = 60_000;

export interface Quota {
  readonly perMinute: number;
  /** When calls of the last minute were made, oldest first. */
  readonly sent: readonly number[];
}

export function noneSent(perMinute: number): Quota {
  return { perMinute, sent: [] };
}

function within({ sent }: Quota, now: number): readonly number[] {
  const from = sent.findIndex((at) => at > now - windowMs);
  return from < 0 ? [] : sent.slice(from);
}

function allowed({ perMinute }: Quota, urgent: boolean): number {
  return urgent ? perMinute : Math.max(1, Math.floor(perMinute * (1 - reservedShare)));
}

/** Null: one more may go now; else when the next may. */
export function waitFor(quota: Quota, urgent: boolean, now: number): number | null {
  const recent = within(quota, now);
  const most = allowed(quota, urgent);
  const blocking = recent.at(-most);
  return recent.length < most || blocking === undefined ? null : blocking + windowMs;
}

export function afterSending(quota: Quota, now: number): Quota {
  return { ...quota, sent: [...within(quota, now), now] };
}
