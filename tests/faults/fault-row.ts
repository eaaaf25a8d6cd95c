// One row of the fault matrix: what is broken, what is counted, and whether what Vigie promises held.
export interface RowWish {
  readonly seed: number;
  /** `part` fits into CI's time; `whole` is what docs/reliability.md shows. */
  readonly scale: 'part' | 'whole';
  /** Where a row of hours says how far it has come. */
  readonly tell?: (line: string) => void;
}

export interface RowReport {
  readonly counts: Readonly<Record<string, number>>;
  /** One sentence each; none: all held. */
  readonly violations: readonly string[];
}

export interface FaultRow {
  /** As in the matrix of docs/reliability.md. */
  readonly row: number;
  readonly fault: string;
  /** Real parts that this machine lacks. */
  readonly missing: readonly string[];
  /** Waits so long by a real clock that CI leaves it out. */
  readonly wholeOnly?: boolean;
  readonly run: (wish: RowWish) => Promise<RowReport>;
}
