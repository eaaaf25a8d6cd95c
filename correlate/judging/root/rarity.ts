// How much an alert says: one that comes with every trouble nearby says nothing about this one.

/** Earlier situations nearby, and how many of them had it. */
export interface Experience {
  readonly active: number;
  readonly situations: number;
}

/** min(1, −log4 share), share = (n + .5) / (N + 2) over earlier situations nearby (judgement-measured, "Root ranking"). */
export function rarityOf({ active, situations }: Experience): number {
  const share = (active + 0.5) / (situations + 2);
  return Math.max(0, Math.min(1, -Math.log(share) / Math.log(4)));
}
