// Who was told of the incident, how far each message came, and who is asked next if nobody takes it.
import { useQuery } from '@tanstack/react-query';
import { noticesQuery } from '../api/queries.ts';
import type { IncidentDetail, IncidentNotices } from '../api/shapes.ts';
import { Panel } from '../parts/panel.tsx';
import { tellClock, tellInstant } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './notices-panel.module.css';

type Told = IncidentNotices['items'][number];

const shownAtOnce = 8;

function Escalation({ escalation }: { readonly escalation: NonNullable<IncidentNotices['escalation']> }) {
  const { notices } = useWords();
  const { level, since, next } = escalation;
  const asked = notices.waiting(tellClock(Date.parse(since)), notices.levels[level]);
  const then =
    next === null ? notices.nobodyAbove : notices.next(notices.levels[next.level], tellClock(Date.parse(next.at)));
  return (
    <p className={styles['escalation']}>
      {asked} {then}
    </p>
  );
}

function Row({ told }: { readonly told: Told }) {
  const words = useWords();
  const { notices } = words;
  return (
    <li className={styles['row']}>
      <time dateTime={told.at}>{tellInstant(words, Date.parse(told.at), null)}</time>
      <details>
        <summary>
          <strong>{told.recipient}</strong> – {notices.kinds[told.kind]}
          <span className={styles[told.state]}> · {notices.states[told.state]}</span>
        </summary>
        <p className={styles['headline']}>{told.headline}</p>
        {told.paragraphs.map((text, index) => (
          <p key={index}>{text}</p>
        ))}
        <p className={styles['channel']}>{told.channel}</p>
      </details>
    </li>
  );
}

/** Not there where nobody is named to be told. */
export function NoticesPanel({ incident }: { readonly incident: IncidentDetail }) {
  const { notices } = useWords();
  const { data } = useQuery(noticesQuery(incident.id));
  if (data === undefined) return null;
  const { escalation, withheld, items } = data;
  if (escalation === null && withheld === null && items.length === 0) return null;
  const [first, rest] = [items.slice(0, shownAtOnce), items.slice(shownAtOnce)];
  return (
    <Panel title={notices.title}>
      {escalation !== null && <Escalation escalation={escalation} />}
      {withheld !== null && <p className={styles['escalation']}>{notices.withheld[withheld]}</p>}
      <ul className={styles['list']}>
        {first.map((told) => (
          <Row key={told.id} told={told} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{notices.earlier(rest.length)}</summary>
          <ul className={styles['list']}>
            {rest.map((told) => (
              <Row key={told.id} told={told} />
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
