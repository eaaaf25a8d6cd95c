// Opens the "why" drawer from anywhere on the incident page, by a decision's id.
import { createContext, use } from 'react';
import { useWords } from '../words/use-words.tsx';
import styles from './why-context.module.css';

export const WhyContext = createContext<(decision: string) => void>(() => undefined);

interface Asked {
  /** Null where nothing was decided yet: no button then. */
  readonly decision: string | null;
  readonly of: string;
}

export function WhyButton({ decision, of }: Asked) {
  const words = useWords();
  const open = use(WhyContext);
  if (decision === null) return null;
  return (
    <button
      type="button"
      className={styles['why']}
      aria-label={words.incident.whyOf(of)}
      onClick={() => open(decision)}
    >
      {words.incident.whyButton}
    </button>
  );
}
