// Which services are hit, how hard, for whom, and on what evidence.
import type { IncidentDetail, ServiceHit } from '../api/shapes.ts';
import { StateMark } from '../parts/state-mark.tsx';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import type { Words } from '../words/words.ts';
import { Panel } from '../parts/panel.tsx';
import styles from './services-hit.module.css';
import { WhyButton } from './why-context.tsx';

type Evidence = ServiceHit['because'][number];

function tellEvidence(words: Words, evidence: Evidence): string {
  const { group, up, size, needs, ci, effect } = evidence;
  if (group !== null) return words.incident.ofGroup(group, up ?? 0, size ?? 0, needs ?? 0);
  const state = effect === null || effect === 'informs' ? words.states.inferred : words.states[effect];
  const told = words.incident.ofCi(ci ?? '?', state);
  return evidence.inferred ? `${told} (${words.incident.inferred})` : told;
}

function ServiceLine({ service }: { readonly service: ServiceHit }) {
  const words = useWords();
  const restoredAt = service.restoredAt ?? null;
  const state = restoredAt === null ? service.state : 'cleared';
  return (
    <li className={styles['service']}>
      <div className={styles['line']}>
        <span className={styles['name']}>
          <StateMark state={state} /> {service.name}
        </span>
        <span className={styles[state]}>{words.states[state]}</span>
        <span className={styles['users']}>{words.users(service.users, false)}</span>
      </div>
      <ul className={styles['evidence']}>
        {service.because.map((evidence, at) => (
          <li key={at}>{tellEvidence(words, evidence)}</li>
        ))}
        <li>
          {restoredAt === null
            ? words.incident.serviceSince(tellClock(service.since))
            : words.incident.serviceBack(tellClock(service.since), tellClock(restoredAt))}
          {!service.inHours && `, ${words.incident.outsideHours}`}
        </li>
      </ul>
    </li>
  );
}

export function ServicesHit({
  incident,
  decision,
}: {
  readonly incident: IncidentDetail;
  readonly decision: string | null;
}) {
  const words = useWords();
  const { services } = incident.facts;
  return (
    <Panel title={words.incident.hit} aside={<WhyButton decision={decision} of={words.incident.hit} />}>
      {services.length === 0 && <p className={styles['none']}>{words.incident.nothingHit}</p>}
      <ul className={styles['list']}>
        {services.map((service) => (
          <ServiceLine key={service.id} service={service} />
        ))}
      </ul>
    </Panel>
  );
}
