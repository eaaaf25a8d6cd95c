// The probable cause in one line: class, name, share of the weight; two names when it is unclear.
import type { IncidentRow } from '../api/shapes.ts';
import { tellClass } from '../parts/tell-headline.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './cause-line.module.css';

export function CauseLine({ incident }: { readonly incident: Pick<IncidentRow, 'rootCandidates' | 'rootClear'> }) {
  const words = useWords();
  const [first, second] = incident.rootCandidates;
  if (first === undefined) return <span className={styles['faint']}>{words.board.noCause}</span>;
  if (!incident.rootClear && second !== undefined) {
    return (
      <span>
        <span className={styles['faint']}>{words.board.causeUnclear}</span> {first.name} {words.list.and} {second.name}
      </span>
    );
  }
  return (
    <span>
      <strong className={styles['name']}>{first.name}</strong>{' '}
      <span className={styles['faint']}>
        {tellClass(words, first.class)} · {Math.round(first.score * 100)} %
      </span>
    </span>
  );
}
