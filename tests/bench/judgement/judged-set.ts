// What each labelled set gives the bench: figures, and in words what was missed.
import type { Figure } from '../figure.ts';
import type { DatasetFolder } from './dataset-folder.ts';

export interface Judged {
  readonly figures: readonly Figure[];
  /** Every class of miss, not only the mean. */
  readonly misses: readonly string[];
}

export interface JudgedSet {
  readonly name: string;
  /** The folder in the data that it needs; null: none, it brings its own. */
  readonly needs: string | null;
  /** `scratch`: an empty folder of its own. */
  judge(sets: DatasetFolder, scratch: string): Promise<Judged>;
}
