// The clock: the server's time in the viewer's zone, and in a demo how fast and how far it runs.
import type { Status } from '../api/shapes.ts';
import { tellClock, tellZone } from '../time/tell-time.ts';
import { useNow } from '../time/use-now.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './told-clock-face.module.css';

type Demo = NonNullable<Status['demo']>;

/** How far the recording is by the told clock; the server's own word may be a moment old. */
function progressOf(demo: Demo, now: number | null): number {
  const starts = Date.parse(demo.startedAt);
  const length = Date.parse(demo.endsAt) - starts;
  if (now === null || length <= 0) return demo.progress;
  return Math.min(1, Math.max(demo.progress, (now - starts) / length));
}

function DemoProgress({ demo, now }: { readonly demo: Demo; readonly now: number | null }) {
  const words = useWords();
  const percent = Math.floor(progressOf(demo, now) * 100);
  return (
    <span className={styles['demo']}>
      <span className={styles['label']}>
        {words.demo.label} · {demo.progress < 1 ? words.demo.told(String(demo.speed)) : words.demo.over}
      </span>
      <progress className={styles['progress']} max={100} value={percent} aria-label={words.demo.progress(percent)} />
    </span>
  );
}

export function ToldClock({ status }: { readonly status: Status | undefined }) {
  const now = useNow();
  const demo = status?.demo ?? null;
  return (
    <>
      {demo !== null && <DemoProgress demo={demo} now={now} />}
      {now !== null && (
        <span className={styles['clock']}>
          <time dateTime={new Date(now).toISOString()}>{tellClock(now, true)}</time>
          <span className={styles['zone']}>{tellZone()}</span>
        </span>
      )}
    </>
  );
}
