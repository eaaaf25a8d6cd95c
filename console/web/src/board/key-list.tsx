// The keys of the board, and a switch to turn them off: single keys may be in someone's way (WCAG 2.1.4).
import { Checkbox, Kbd } from '@mantine/core';
import { useWords } from '../words/use-words.tsx';
import styles from './key-list.module.css';

interface Shown {
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

export function KeyList({ on, onSwitch }: Shown) {
  const words = useWords();
  return (
    <section className={styles['keys']} aria-label={words.frame.keys}>
      <Checkbox
        size="xs"
        label={words.board.keysOn}
        checked={on}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      <dl className={styles['list']}>
        {words.board.keyList.map(([key, does]) => (
          <div key={key}>
            <dt>
              <Kbd size="xs">{key}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
