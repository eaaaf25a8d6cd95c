// P1 to P5: filled while someone must move at once, outlined after that.
import { useWords } from '../words/use-words.tsx';
import styles from './priority-badge.module.css';

interface Shown {
  readonly priority: 1 | 2 | 3 | 4 | 5;
  readonly large?: boolean;
}

export function PriorityBadge({ priority, large = false }: Shown) {
  const words = useWords();
  const name = `${styles['badge'] ?? ''} ${styles[`p${priority}`] ?? ''} ${large ? (styles['large'] ?? '') : ''}`;
  return (
    <span className={name} role="img" aria-label={`${words.board.priority} ${priority}`}>
      P{priority}
    </span>
  );
}
