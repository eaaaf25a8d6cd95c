// The frame around every page: who we are, whether we hear, what time it is told to be.
import { useEffect, useState, type ReactNode } from 'react';
import { useLiveState } from '../live/live-updates.tsx';
import { tellClock } from '../time/tell-time.ts';
import { readToldClock } from '../time/told-clock.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './frame.module.css';
import { SourcesFooter } from './sources-footer.tsx';
import { TopBar } from './top-bar.tsx';
import { useServerClock } from './use-server-clock.ts';
import { isWall } from './wall.ts';

/** Shown while the stream is lost: since when, by the told clock. */
function LostBar() {
  const words = useWords();
  const live = useLiveState();
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    setSince((known) => (live === 'lost' ? (known ?? readToldClock()) : null));
  }, [live]);
  return (
    <div role="status">
      {live === 'lost' && (
        <div className={styles['lost']}>
          {since === null ? words.live.lost : words.live.lostBar(tellClock(since, true))}
        </div>
      )}
    </div>
  );
}

export function Frame({ children }: { readonly children: ReactNode }) {
  const words = useWords();
  const status = useServerClock();
  return (
    <div className={styles['frame']}>
      <a className={styles['skip']} href="#content">
        {words.frame.skip}
      </a>
      <TopBar status={status} />
      <LostBar />
      <main id="content" tabIndex={-1} className={styles['content']}>
        {children}
      </main>
      <SourcesFooter status={status} wall={isWall()} />
    </div>
  );
}
