// The words of an incident's life and of service levels that each language has.
import type { LifeView, SlaRow } from '../api/shapes.ts';

type Clock = SlaRow['clock'];

export interface LifeWords {
  readonly title: string;
  readonly steps: Readonly<Record<LifeView['steps'][number]['step'], string>>;
  readonly by: (who: string) => string;
  readonly due: (time: string) => string;
  readonly notYet: string;
}

export interface SlaWords {
  readonly title: string;
  readonly clocks: Readonly<Record<Clock, string>>;
  readonly within: (span: string) => string;
  readonly due: Readonly<Record<Clock, (time: string, left: string | null) => string>>;
  readonly over: Readonly<Record<Clock, (span: string) => string>>;
  readonly waiting: Readonly<Record<Clock, string>>;
  readonly states: Readonly<Record<'met' | 'missed', string>>;
}
