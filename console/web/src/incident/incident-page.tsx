// The incident: what is it, why do we think so, what now?
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { asApiFault } from '../api/api-fault.ts';
import { decisionsQuery, incidentQuery } from '../api/queries.ts';
import type { IncidentDetail } from '../api/shapes.ts';
import { FaultPanel } from '../parts/fault-panel.tsx';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { Notice } from '../parts/notice.tsx';
import { tellHeadline } from '../parts/tell-headline.ts';
import { useWords } from '../words/use-words.tsx';
import { ActWindow, type Act } from './act-window.tsx';
import { AlertsTable } from './alerts-table.tsx';
import { BackgroundPanel } from './background-panel.tsx';
import { DecisionDrawer } from './decision-drawer.tsx';
import { FirstSteps } from './first-steps.tsx';
import { ImpactGraph } from './impact-graph.tsx';
import { IncidentHeader } from './incident-header.tsx';
import styles from './incident-page.module.css';
import { JudgedApart } from './judged-apart.tsx';
import { LifePanel } from './life-panel.tsx';
import { latestDecisions } from './latest-decisions.ts';
import { NoticesPanel } from './notices-panel.tsx';
import { PriorityReasons } from './priority-reasons.tsx';
import { RootCauses } from './root-causes.tsx';
import { ServicesHit } from './services-hit.tsx';
import { StormMembers } from './storm-members.tsx';
import { TicketsPanel } from './tickets-panel.tsx';
import { Timeline } from './timeline.tsx';
import { WhyContext } from './why-context.tsx';

/** On a wide page two columns, the graph across both; on a phone in the order in which one asks. */
function Panels({ incident, onAct }: { readonly incident: IncidentDetail; readonly onAct: (act: Act) => void }) {
  const words = useWords();
  const decisions = useInfiniteQuery(decisionsQuery(incident.id, words.language));
  const rows = decisions.data?.pages.flatMap((page) => page.items) ?? [];
  const latest = latestDecisions(rows);
  const named = rows.find(({ reason }) => reason === 'cause-by-person');
  const rootDecision = latest.get('root-ranked') ?? latest.get('root-unclear') ?? null;
  return (
    <>
      <div className={styles['columns']}>
        <div className={styles['side']}>
          <ServicesHit incident={incident} decision={latest.get('impact-assessed') ?? null} />
          <StormMembers facts={incident.facts} />
          <JudgedApart facts={incident.facts} />
        </div>
        <div className={styles['main']}>
          <RootCauses incident={incident} decision={rootDecision} named={named} />
          <FirstSteps steps={incident.firstSteps} />
          <div className={styles['pair']}>
            <PriorityReasons incident={incident} latest={latest} />
          </div>
        </div>
      </div>
      <ImpactGraph incident={incident} />
      <div className={styles['columns']}>
        <div className={styles['side']}>
          <BackgroundPanel incident={incident} />
          <LifePanel incident={incident} onWritten={() => onAct('postMortem')} />
          <NoticesPanel incident={incident} />
          <TicketsPanel incident={incident} />
        </div>
        <div className={styles['main']}>
          <Timeline incident={incident} />
          <div className={styles['long']}>
            <AlertsTable incident={incident} />
          </div>
        </div>
      </div>
    </>
  );
}

function Shown({ incident }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  const [why, askWhy] = useState<string | null>(null);
  const [act, askAct] = useState<Act | null>(null);
  const [said, say] = useState('');
  const done = (sent: boolean): void => {
    if (sent && act !== null) say(words[act].sent(incident.number));
    askAct(null);
  };
  return (
    <WhyContext value={askWhy}>
      <IncidentHeader incident={incident} onAct={askAct} />
      <p role="status" className={styles['said']}>
        {said}
      </p>
      <div className={styles['panels']}>
        <Panels incident={incident} onAct={askAct} />
      </div>
      <DecisionDrawer incident={incident} id={why} onClose={() => askWhy(null)} />
      {act !== null && <ActWindow act={act} incident={incident} onDone={done} />}
    </WhyContext>
  );
}

function NoIncident() {
  const words = useWords();
  return (
    <Notice icon={<SearchX aria-hidden />} title={words.faults.noIncident}>
      <p>{words.faults.noIncidentWhy}</p>
      <Link href="/">{words.frame.toBoard}</Link>
    </Notice>
  );
}

export function IncidentPage({ id }: { readonly id: string }) {
  const words = useWords();
  const { data: incident, error, refetch } = useQuery(incidentQuery(id, words.language));
  useEffect(() => {
    if (incident !== undefined) document.title = `${incident.number} ${tellHeadline(words, incident)} · Vigie`;
  }, [incident, words]);
  if (incident !== undefined) return <Shown incident={incident} />;
  if (error === null) return <LoadingRows />;
  return asApiFault(error).status === 404 ? (
    <NoIncident />
  ) : (
    <FaultPanel fault={error} onRetry={() => void refetch()} />
  );
}
