// One calm panel for a state that is not a list: empty, refused, failed.
import type { ReactNode } from 'react';
import styles from './notice.module.css';

interface Shown {
  readonly icon: ReactNode;
  readonly title: string;
  readonly alert?: boolean;
  readonly children?: ReactNode;
}

export function Notice({ icon, title, alert = false, children }: Shown) {
  return (
    <div className={styles['notice']} role={alert ? 'alert' : undefined}>
      <span className={styles['icon']}>{icon}</span>
      <h2 className={styles['title']}>{title}</h2>
      {children}
    </div>
  );
}
