// Why this priority, why major: the rule's own words, with the decision behind each.
import type { ReactNode } from 'react';
import type { Incident, IncidentDetail } from '../api/shapes.ts';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import { formatCount, type Words } from '../words/words.ts';
import type { LatestDecisions } from './latest-decisions.ts';
import { Panel } from '../parts/panel.tsx';
import styles from './priority-reasons.module.css';
import { WhyButton } from './why-context.tsx';

function Reason({
  name,
  word,
  children,
}: {
  readonly name: string;
  readonly word: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles['reason']}>
      <dt>
        {name} <strong>{word}</strong>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function tellUrgency(words: Words, { urgencyBecause }: Incident): string {
  const known: Readonly<Record<string, string>> = words.criticalities;
  const criticality = known[urgencyBecause.criticality] ?? urgencyBecause.criticality;
  const told = words.incident.urgencyBecause(urgencyBecause.name, criticality);
  return urgencyBecause.lowered === null ? told : `${told}; ${words.incident.lowered[urgencyBecause.lowered]}`;
}

function tellImpact(words: Words, { impactBecause, crowd }: Incident): string {
  const told = words.incident.impactBecause[impactBecause];
  if (impactBecause !== 'crowd' || crowd === undefined) return told;
  return `${told} (${words.incident.crowd(formatCount(words.language, crowd.people), tellClock(crowd.since))})`;
}

function MajorReasons({ incident }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  const { major, facts } = incident;
  if (major === null) return null;
  const tell = (amount: number): string => formatCount(words.language, amount);
  return (
    <ul className={styles['list']}>
      {major.reasons.map((reason) => (
        <li key={reason}>
          {words.incident.majorReasons[reason]}
          {reason === 'many-users' && ` (${words.incident.usersOf(tell(facts.users), tell(facts.tenantUsers))})`}
        </li>
      ))}
      <li className={styles['soft']}>{words.incident.majorDeclared(tellClock(Date.parse(major.declaredAt)))}</li>
      {major.stoodDownAt !== null && (
        <li className={styles['soft']}>{words.incident.majorStoodDown(tellClock(Date.parse(major.stoodDownAt)))}</li>
      )}
    </ul>
  );
}

interface Shown {
  readonly incident: IncidentDetail;
  readonly latest: LatestDecisions;
}

export function PriorityReasons({ incident, latest }: Shown) {
  const words = useWords();
  const { facts } = incident;
  const title = words.incident.why(incident.priority);
  return (
    <>
      <Panel title={title} aside={<WhyButton decision={latest.get('priority-set') ?? null} of={title} />}>
        <dl className={styles['reasons']}>
          <Reason name={words.incident.impactIs} word={words.impacts[incident.impact]}>
            {tellImpact(words, facts)}
          </Reason>
          <Reason name={words.incident.urgencyIs} word={words.urgencies[incident.urgency]}>
            {tellUrgency(words, facts)}
          </Reason>
        </dl>
        {facts.priorityCap !== null && <p className={styles['soft']}>{words.incident.caps[facts.priorityCap]}</p>}
      </Panel>
      {incident.major !== null && (
        <Panel
          title={words.incident.major}
          aside={<WhyButton decision={latest.get('major-declared') ?? null} of={words.incident.major} />}
        >
          <MajorReasons incident={incident} />
        </Panel>
      )}
    </>
  );
}
