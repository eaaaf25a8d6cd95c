// What is promised next, and how long is left: calm, pressing, or over; by words and a sign, not by colour alone.
import { Clock, PauseCircle, TriangleAlert } from 'lucide-react';
import type { SlaRow } from '../api/shapes.ts';
import { tellInstant, tellSpan } from '../time/tell-time.ts';
import { useNow } from '../time/use-now.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './sla-line.module.css';

/** Farther off, the time alone says enough. */
const soonMs = 3_600_000;

type Look = 'calm' | 'pressing' | 'over';

function lookOf({ warned, dueAt }: SlaRow, now: number): Look {
  if (dueAt !== null && Date.parse(dueAt) <= now) return 'over';
  return warned >= 75 ? 'pressing' : 'calm';
}

/** `plain`: in the colour of what is around it. */
export function SlaLine({ sla, plain = false }: { readonly sla: SlaRow; readonly plain?: boolean }) {
  const words = useWords().sla;
  const all = useWords();
  const now = useNow();
  if (now === null) return null;
  if (sla.dueAt === null) {
    return (
      <span className={styles['calm']}>
        <PauseCircle size="1em" aria-hidden /> {words.waiting[sla.clock]}
      </span>
    );
  }
  const leftMs = Date.parse(sla.dueAt) - now;
  const left = leftMs < soonMs ? tellSpan(all, leftMs) : null;
  const look = lookOf(sla, now);
  const told =
    look === 'over'
      ? words.over[sla.clock](tellSpan(all, -leftMs))
      : words.due[sla.clock](tellInstant(all, Date.parse(sla.dueAt), now), left);
  return (
    <span className={plain ? styles['plain'] : styles[look]}>
      {look === 'calm' ? <Clock size="1em" aria-hidden /> : <TriangleAlert size="1em" aria-hidden />} {told}
    </span>
  );
}
