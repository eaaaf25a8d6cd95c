// The board's three lists: majors, the other open incidents as filtered, and what ended lately.
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { incidentsQuery } from '../api/queries.ts';
import { useWords } from '../words/use-words.tsx';
import { readFilter, writeFilter, type BoardFilter } from './board-filter.ts';

const majorsAtOnce = 20;
const openAtOnce = 100;
const resolvedAtOnce = 10;
/** A search is sent once the typing pauses. */
const typingPauseMs = 250;

export function useBoardFilter(): [BoardFilter, (filter: BoardFilter) => void] {
  const [search, setSearch] = useSearchParams();
  return [readFilter(search), (next) => setSearch((now) => writeFilter(now, next), { replace: true })];
}

export function useBoardIncidents({ text, priorities }: BoardFilter) {
  const { language } = useWords();
  const [settled] = useDebouncedValue(text.trim(), typingPauseMs);
  const majors = useInfiniteQuery(incidentsQuery({ state: 'open', major: true, limit: majorsAtOnce }, language));
  const others = useInfiniteQuery(
    incidentsQuery({ state: 'open', major: false, priorities, text: settled, limit: openAtOnce }, language),
  );
  const resolved = useInfiniteQuery(incidentsQuery({ state: 'resolved', limit: resolvedAtOnce }, language));
  return { majors, others, resolved };
}
