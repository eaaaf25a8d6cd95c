// What may be the cause: the first candidate in full, the others beneath, each with what it explains and what speaks against it.
import { TriangleAlert, UserCheck } from 'lucide-react';
import type { DecisionRow, Incident, IncidentDetail } from '../api/shapes.ts';
import { tellClass } from '../parts/tell-headline.ts';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import type { Words } from '../words/words.ts';
import { Panel } from '../parts/panel.tsx';
import { NameCause } from './name-cause.tsx';
import styles from './root-causes.module.css';
import { WhyButton } from './why-context.tsx';

type Candidate = Incident['rootCandidates'][number];
type Quote = Incident['precursors'][number];

function tellObjection(words: Words, objection: string): string {
  const [word = objection, amount] = objection.split(':');
  if (word === 'does-not-explain') return words.incident.doesNotExplain(Number(amount));
  return words.incident.objections[word] ?? objection;
}

function tellAgainst(words: Words, candidate: Candidate): string {
  if (candidate.against.length === 0) return words.incident.nothingAgainst;
  return candidate.against.map((objection) => tellObjection(words, objection)).join(', ');
}

function Score({ score }: { readonly score: number }) {
  const percent = Math.round(score * 100);
  return (
    <span className={styles['score']}>
      <meter className={styles['meter']} min={0} max={100} value={percent} aria-hidden="true" />
      {percent} %
    </span>
  );
}

function Quotes({ title, quotes }: { readonly title: string; readonly quotes: readonly Quote[] }) {
  if (quotes.length === 0) return null;
  return (
    <div className={styles['row']}>
      <dt>{title}</dt>
      <dd>
        <ul>
          {quotes.map((quote) => (
            <li key={quote.alert}>
              <time className={styles['time']}>{tellClock(quote.at, true)}</time>{' '}
              {quote.message === '' ? quote.name : quote.message} <span className={styles['soft']}>{quote.source}</span>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

function FirstCandidate({ candidate, incident }: { readonly candidate: Candidate; readonly incident: IncidentDetail }) {
  const words = useWords();
  const { precursors } = incident.facts;
  const early = new Set(precursors.map((quote) => quote.alert));
  return (
    <div>
      <p className={styles['first']}>
        <strong>{candidate.ciName}</strong>
        <span className={styles['soft']}>{tellClass(words, candidate.ciClass)}</span>
        <Score score={candidate.score} />
      </p>
      <p>{words.incident.explains(candidate.explainedAlerts, candidate.explainsCis.length, incident.alertCount)}</p>
      <dl className={styles['rows']}>
        <div className={styles['row']}>
          <dt>{words.incident.against}</dt>
          <dd>{tellAgainst(words, candidate)}</dd>
        </div>
        <Quotes title={words.incident.precursors} quotes={precursors} />
        <Quotes
          title={words.incident.ownAlerts}
          quotes={candidate.ownAlerts.filter((quote) => !early.has(quote.alert))}
        />
      </dl>
    </div>
  );
}

interface Rest {
  readonly candidates: readonly Candidate[];
  readonly incident: IncidentDetail;
}

function OtherCandidates({ candidates, incident }: Rest) {
  const words = useWords();
  if (candidates.length === 0) return null;
  return (
    <>
      <h3 className={styles['others']}>{words.incident.others}</h3>
      <ol className={styles['list']}>
        {candidates.map((candidate) => (
          <li key={candidate.ci} className={styles['other']}>
            <span className={styles['otherName']}>
              {candidate.ciName} <span className={styles['soft']}>{tellClass(words, candidate.ciClass)}</span>
            </span>
            <Score score={candidate.score} />
            <span className={styles['soft']}>
              {words.incident.explains(candidate.explainedAlerts, candidate.explainsCis.length, incident.alertCount)} ·{' '}
              {words.incident.againstIt(tellAgainst(words, candidate))}
            </span>
            {incident.state !== 'merged' && <NameCause incident={incident.id} candidate={candidate} />}
          </li>
        ))}
      </ol>
    </>
  );
}

/** What a person said: it stands above what the alerts say. */
function NamedByPerson({ named }: { readonly named: DecisionRow }) {
  const words = useWords();
  return (
    <p className={styles['named']}>
      <UserCheck size="1.1em" aria-hidden /> {named.what}
      <WhyButton decision={named.id} of={words.incident.cause} />
    </p>
  );
}

interface Asked {
  readonly incident: IncidentDetail;
  readonly decision: string | null;
  /** The last word of a person on the cause. */
  readonly named: DecisionRow | undefined;
}

export function RootCauses({ incident, decision, named }: Asked) {
  const words = useWords();
  const [first, second, ...others] = incident.facts.rootCandidates;
  const rest = second === undefined ? [] : [second, ...others];
  return (
    <Panel title={words.incident.cause} aside={<WhyButton decision={decision} of={words.incident.cause} />}>
      {first === undefined && <p className={styles['soft']}>{words.incident.noCandidate}</p>}
      {first !== undefined && second !== undefined && !incident.rootClear && (
        <p className={styles['unclear']}>
          <TriangleAlert size="1.1em" aria-hidden /> {words.incident.unclear(first.ciName, second.ciName)}
        </p>
      )}
      {named !== undefined && <NamedByPerson named={named} />}
      {first !== undefined && <FirstCandidate candidate={first} incident={incident} />}
      {first !== undefined && named?.evidence['cause'] !== first.ci && incident.state !== 'merged' && (
        <NameCause key={first.ci} incident={incident.id} candidate={first} />
      )}
      <OtherCandidates candidates={rest} incident={incident} />
    </Panel>
  );
}
