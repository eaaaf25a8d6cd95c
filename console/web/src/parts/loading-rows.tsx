// The look of a list before it is here.
import { Skeleton } from '@mantine/core';
import { useWords } from '../words/use-words.tsx';
import styles from './loading-rows.module.css';

const rows = [1, 2, 3, 4, 5];

export function LoadingRows() {
  const words = useWords();
  return (
    <div className={styles['rows']} role="status" aria-label={words.loading}>
      {rows.map((row) => (
        <Skeleton key={row} height={52} radius={8} />
      ))}
    </div>
  );
}
