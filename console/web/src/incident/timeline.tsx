// What happened, in order: alerts as they joined, decisions with their why, tickets, people.
import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { BellRing, CircleDot, Scale, Ticket, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { timelineQuery } from '../api/queries.ts';
import type { IncidentDetail, TimelineEntry } from '../api/shapes.ts';
import { tellList } from '../parts/tell-headline.ts';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import { AlertStrip } from './alert-strip.tsx';
import { foldTimeline, isKeyMoment, type Stretch } from './fold-timeline.ts';
import { Panel } from '../parts/panel.tsx';
import styles from './timeline.module.css';
import { WhyButton } from './why-context.tsx';

const icons = { alert: BellRing, incident: CircleDot, decision: Scale, ticket: Ticket, person: UserRound };

function JoinedAlerts({ entry }: { readonly entry: TimelineEntry }) {
  const words = useWords();
  if (entry.alerts.length < 2) return null;
  return (
    <details className={styles['joined']}>
      <summary>{words.alerts(entry.alertCount)}</summary>
      <ul>
        {entry.alerts.map((alert) => (
          <li key={alert.id}>
            <span className={styles['time']}>{tellClock(Date.parse(alert.openedAt), true)}</span> {alert.name}
            {alert.ci !== null && <span className={styles['soft']}> · {alert.ci}</span>}
          </li>
        ))}
        {entry.alertCount > entry.alerts.length && <li>{words.list.more(entry.alertCount - entry.alerts.length)}</li>}
      </ul>
    </details>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const words = useWords();
  const Icon = icons[entry.kind];
  return (
    <li className={isKeyMoment(entry) ? styles['key'] : styles['entry']}>
      <time className={styles['time']}>{tellClock(Date.parse(entry.at), true)}</time>
      <span className={styles['icon']} title={words.incident.kinds[entry.kind]}>
        <Icon size={15} aria-hidden />
      </span>
      <div className={styles['text']}>
        <span>
          <span className={styles['hidden']}>{words.incident.kinds[entry.kind]}: </span>
          {entry.text}
        </span>{' '}
        <WhyButton decision={entry.decision} of={entry.text} />
        <JoinedAlerts entry={entry} />
      </div>
    </li>
  );
}

function Folded({ stretch }: { readonly stretch: Stretch }) {
  const words = useWords();
  const [opened, open] = useState(false);
  if (opened) return stretch.entries.map((entry) => <Entry key={entry.id} entry={entry} />);
  return (
    <li className={styles['folded']}>
      <button type="button" onClick={() => open(true)} aria-expanded={false}>
        {words.incident.fold(stretch.entries.length)}
      </button>
      <span className={styles['soft']}>
        {tellList(words, [...new Set(stretch.entries.map((entry) => words.incident.kinds[entry.kind].toLowerCase()))])}
      </span>
    </li>
  );
}

/** Pages are read on by themselves up to here: the later key moments should be seen without asking. */
const pagesByItself = 4;

function useTimeline(incident: IncidentDetail) {
  const words = useWords();
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(timelineQuery(incident.id, words.language));
  const pages = data?.pages ?? [];
  const readOn = hasNextPage && !isFetching && pages.length < pagesByItself;
  useEffect(() => {
    if (readOn) void fetchNextPage();
  }, [readOn, fetchNextPage]);
  const all = pages.length === 0 ? incident.timeline.items : pages.flatMap((page) => page.items);
  return { all, hasNextPage, fetchNextPage };
}

export function Timeline({ incident }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  const [view, setView] = useState<'key' | 'all'>('key');
  const { all, hasNextPage, fetchNextPage } = useTimeline(incident);
  const [first] = all;
  const shown =
    view === 'all' ? foldTimeline(all) : foldTimeline(all.filter((entry) => isKeyMoment(entry) || entry === first));
  const views = [
    { value: 'key' as const, label: words.incident.timelineKey },
    { value: 'all' as const, label: words.incident.timelineAll },
  ];
  return (
    <Panel
      title={words.incident.timeline}
      aside={
        <SegmentedControl size="xs" aria-label={words.incident.timeline} value={view} onChange={setView} data={views} />
      }
    >
      <AlertStrip incident={incident} />
      <ol className={styles['line']}>
        {shown.map((stretch) => {
          const [only] = stretch.entries;
          if (stretch.folded) return <Folded key={stretch.id} stretch={stretch} />;
          return only === undefined ? null : <Entry key={stretch.id} entry={only} />;
        })}
      </ol>
      {hasNextPage && (
        <Button variant="default" size="xs" onClick={() => void fetchNextPage()}>
          {words.incident.timelineMore}
        </Button>
      )}
    </Panel>
  );
}
