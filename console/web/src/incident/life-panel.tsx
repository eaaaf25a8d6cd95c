// How far the incident has come: its eight steps with when and by whom, and the clocks of what was promised.
import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import type { IncidentDetail, LifeView, SlaRow } from '../api/shapes.ts';
import { Panel } from '../parts/panel.tsx';
import { SlaLine } from '../parts/sla-line.tsx';
import { tellInstant, tellSpan } from '../time/tell-time.ts';
import { useNow } from '../time/use-now.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './life-panel.module.css';

type Step = LifeView['steps'][number];

/** Nothing is owed of a review where there was no major. */
function isShown({ step, at, dueAt }: Step): boolean {
  return step !== 'post-mortem' || at !== null || dueAt !== null;
}

interface LineShown {
  readonly step: Step;
  readonly isNext: boolean;
  readonly onWritten: () => void;
}

function StepLine({ step, isNext, onWritten }: LineShown) {
  const words = useWords();
  const now = useNow();
  const { at, by, dueAt } = step;
  const look = at !== null ? 'reached' : isNext ? 'next' : 'ahead';
  return (
    <li className={styles[look]}>
      {at !== null ? (
        <CircleCheck size="1em" aria-hidden />
      ) : isNext ? (
        <CircleDot size="1em" aria-hidden />
      ) : (
        <Circle size="1em" aria-hidden />
      )}
      <span className={styles['name']}>{words.life.steps[step.step]}</span>
      <span className={styles['when']}>
        {at !== null && `${tellInstant(words, Date.parse(at), now)} ${words.life.by(by ?? '')}`}
        {at === null && dueAt !== null && words.life.due(tellInstant(words, Date.parse(dueAt), now))}
        {at === null && dueAt === null && words.life.notYet}
      </span>
      {at === null && dueAt !== null && step.step === 'post-mortem' && (
        <button type="button" className={styles['act']} onClick={onWritten}>
          {words.postMortem.button}
        </button>
      )}
    </li>
  );
}

function ClockStanding({ clock }: { readonly clock: SlaRow }) {
  const words = useWords();
  const { state } = clock;
  if (state === 'met' || state === 'missed') return <span className={styles[state]}>{words.sla.states[state]}</span>;
  return <SlaLine sla={clock} />;
}

function ClockLine({ clock }: { readonly clock: SlaRow }) {
  const words = useWords();
  return (
    <li className={styles['clock']}>
      <span className={styles['name']}>
        {words.sla.clocks[clock.clock]} {words.sla.within(tellSpan(words, clock.targetMs))}
      </span>
      <ClockStanding clock={clock} />
    </li>
  );
}

interface Shown {
  readonly incident: IncidentDetail;
  readonly onWritten: () => void;
}

export function LifePanel({ incident, onWritten }: Shown) {
  const words = useWords();
  const { life } = incident;
  if (life === null || incident.state === 'merged') return null;
  const steps = life.steps.filter(isShown);
  const next = steps.find(({ at }) => at === null);
  return (
    <Panel title={words.life.title}>
      <ol className={styles['steps']}>
        {steps.map((step) => (
          <StepLine key={step.step} step={step} isNext={step === next} onWritten={onWritten} />
        ))}
      </ol>
      {life.clocks.length > 0 && (
        <>
          <h3 className={styles['head']}>{words.sla.title}</h3>
          <ul>
            {life.clocks.map((clock) => (
              <ClockLine key={clock.clock} clock={clock} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
