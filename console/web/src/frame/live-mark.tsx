// Whether what is shown is live: a mark whose shape and word differ, not its colour alone.
import { Radio, RefreshCw, Unplug } from 'lucide-react';
import { useLiveState } from '../live/live-updates.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './live-mark.module.css';

const icons = { live: Radio, connecting: RefreshCw, lost: Unplug };

export function LiveMark() {
  const words = useWords();
  const live = useLiveState();
  const Icon = icons[live];
  return (
    <span className={styles[live]}>
      <Icon size="1em" aria-hidden /> {words.live[live]}
    </span>
  );
}
