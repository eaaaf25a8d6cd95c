// One thing that is wrong in a CMDB: where, and what to do about it.
export const cmdbFaultCodes = [
  'duplicate-id',
  'dangling-reference',
  'self-reference',
  'service-cycle',
  'group-cycle',
  'group-needs-too-many',
  'duplicate-alias',
  'ambiguous-name',
  'loopback-alias',
  'unknown-hours',
  'unknown-class',
  'empty-window',
] as const;
export type CmdbFaultCode = (typeof cmdbFaultCodes)[number];

export interface CmdbFault {
  readonly code: CmdbFaultCode;
  /** `error`: something is left out or guessed; `warning`: it may be meant so. */
  readonly severity: 'error' | 'warning';
  /** As `relations[3].to`. */
  readonly path: string;
  readonly message: string;
  /** What message and fix name, in order of the words that another language has for the code. */
  readonly names: readonly string[];
  /** What to do about it. */
  readonly fix: string;
}
