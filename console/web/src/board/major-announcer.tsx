// Tells a screen reader of a major that was not there before; those found at the first look are read as part of the page.
import { useEffect, useRef, useState } from 'react';
import type { IncidentRow } from '../api/shapes.ts';
import { tellHeadline } from '../parts/tell-headline.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './major-announcer.module.css';

export function MajorAnnouncer({ majors }: { readonly majors: readonly IncidentRow[] }) {
  const words = useWords();
  const known = useRef<ReadonlySet<string> | null>(null);
  const [said, say] = useState('');
  useEffect(() => {
    const before = known.current;
    const fresh = before === null ? [] : majors.filter((major) => !before.has(major.id));
    known.current = new Set([...(before ?? []), ...majors.map((major) => major.id)]);
    if (fresh.length > 0) say(fresh.map((major) => words.board.newMajor(tellHeadline(words, major))).join('. '));
  }, [majors, words]);
  return (
    <div aria-live="assertive" className={styles['hidden']}>
      {said}
    </div>
  );
}
