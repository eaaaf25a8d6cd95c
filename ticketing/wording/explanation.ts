// A decision in sentences: what was decided, why, and what would have changed it.
import type { EvidenceReader } from './evidence-reader.ts';
import type { InBoth } from './language.ts';

export interface Explanation {
  readonly what: string;
  readonly because: string;
  /** What would have led to another decision. */
  readonly unless: string;
}

export type Explainer = InBoth<(evidence: EvidenceReader) => Explanation>;
