// A titled part of the incident page, with what may be asked about it at its right.
import { useId, type ReactNode } from 'react';
import styles from './panel.module.css';

interface Shown {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, aside, children }: Shown) {
  const id = useId();
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <div className={styles['top']}>
        <h2 className={styles['title']} id={id}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
