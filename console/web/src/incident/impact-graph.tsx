// How the failure spreads: from the probable cause to the services, each with its state as shape, word and colour.
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { impactQuery } from '../api/queries.ts';
import type { ImpactGraph as Impact, IncidentDetail } from '../api/shapes.ts';
import { FaultPanel } from '../parts/fault-panel.tsx';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { tellClass, tellList } from '../parts/tell-headline.ts';
import { useWords } from '../words/use-words.tsx';
import type { Words } from '../words/words.ts';
import { drawnGraph, type DrawnNode } from './graph-model.ts';
import styles from './impact-graph.module.css';
import { layOutGraph, nodeHeight, nodeWidth, tellCurve, type GraphPlan } from './lay-out-graph.ts';
import { Panel } from '../parts/panel.tsx';

/** A host without its domain; addresses and plain words stay whole. */
function shortName(name: string): string {
  return /^[a-z][\w-]*(?:\.[\w-]+)+$/iu.test(name) ? (name.split('.', 1)[0] ?? name) : name;
}

function tellName(words: Words, node: DrawnNode): string {
  const [first] = node.members;
  if (node.members.length === 1) return shortName(first?.name ?? node.id);
  return `${String(node.members.length)} ${tellClass(words, first?.class ?? 'other', node.members.length)}`;
}

/** More would be cut in the box. */
const mostLetters = 15;

/** "14 down, 2 back" of several; the state and class of one. */
function tellDetail(words: Words, node: DrawnNode): string {
  const [first] = node.members;
  if (node.members.length > 1) {
    const amounts = new Map<string, number>();
    for (const { state } of node.members) amounts.set(words.states[state], (amounts.get(words.states[state]) ?? 0) + 1);
    return [...amounts].map(([state, amount]) => `${String(amount)} ${state}`).join(', ');
  }
  const state = words.states[node.state];
  const ciClass = tellClass(words, first?.class ?? '');
  return ciClass === '' || state.length + ciClass.length > mostLetters ? state : `${state} · ${ciClass}`;
}

interface NodeShown {
  readonly node: DrawnNode;
  readonly plan: GraphPlan;
  readonly opened: boolean;
  readonly onOpen: () => void;
}

function NodeBox({ node, plan, opened, onOpen }: NodeShown) {
  const words = useWords();
  const place = plan.places.get(node.id) ?? { x: 0, y: 0 };
  const name = `${styles['node'] ?? ''} ${styles[node.state] ?? ''} ${styles[node.kind] ?? ''} ${node.isRoot ? (styles['root'] ?? '') : ''}`;
  const inside = (
    <>
      <StateMark state={node.state} />
      <span className={styles['texts']}>
        <span className={styles['name']}>{tellName(words, node)}</span>
        <span className={styles['detail']}>{tellDetail(words, node)}</span>
      </span>
    </>
  );
  return (
    <li className={styles['place']} style={{ left: place.x, top: place.y, width: nodeWidth, height: nodeHeight }}>
      {node.members.length === 1 ? (
        <div className={name} title={node.members[0]?.name}>
          {inside}
        </div>
      ) : (
        <button type="button" className={name} aria-expanded={opened} onClick={onOpen}>
          {inside}
        </button>
      )}
    </li>
  );
}

function Members({ node }: { readonly node: DrawnNode }) {
  const words = useWords();
  return (
    <div className={styles['members']}>
      <h3>{tellName(words, node)}</h3>
      <ul>
        {node.members.map((member) => (
          <li key={member.id}>
            <StateMark state={member.state} /> {member.name}{' '}
            <span className={styles['detail']}>{words.states[member.state]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Drawn smaller to fit, but never below what can be read; then it scrolls. */
const smallest = 0.8;

function Drawing({ impact }: { readonly impact: Impact }) {
  const words = useWords();
  const [openedId, open] = useState<string | null>(null);
  const graph = useMemo(() => drawnGraph(impact), [impact]);
  const plan = useMemo(() => layOutGraph(graph), [graph]);
  const opened = graph.nodes.find((node) => node.id === openedId);
  const root = graph.nodes.find((node) => node.isRoot);
  const services = impact.nodes.filter((node) => node.kind === 'service').map((node) => node.name);
  const { ref, width } = useElementSize();
  const scale = width === 0 ? 1 : Math.min(1, Math.max(smallest, width / plan.width));
  const label = words.incident.graphLabel(root === undefined ? '?' : tellName(words, root), tellList(words, services));
  return (
    <>
      <div ref={ref} className={styles['scroll']} role="group" aria-label={label} tabIndex={0}>
        <div style={{ width: plan.width * scale, height: plan.height * scale }} className={styles['field']}>
          <div
            className={styles['drawing']}
            style={{ width: plan.width, height: plan.height, transform: `scale(${String(scale)})` }}
          >
            <svg
              className={styles['lines']}
              viewBox={`0 0 ${String(plan.width)} ${String(plan.height)}`}
              width={plan.width}
              height={plan.height}
              aria-hidden="true"
            >
              {graph.edges.map((edge) => (
                <path
                  key={`${edge.from}\n${edge.to}`}
                  className={edge.hurts ? styles['hurts'] : styles['line']}
                  d={tellCurve(plan.lines.get(`${edge.from}\n${edge.to}`) ?? [])}
                />
              ))}
            </svg>
            <ul>
              {graph.nodes.map((node) => (
                <NodeBox
                  key={node.id}
                  node={node}
                  plan={plan}
                  opened={node.id === openedId}
                  onOpen={() => open(node.id === openedId ? null : node.id)}
                />
              ))}
            </ul>
          </div>
        </div>
      </div>
      {opened !== undefined && <Members node={opened} />}
      {impact.truncated && <p className={styles['detail']}>{words.incident.graphCut}</p>}
    </>
  );
}

export function ImpactGraph({ incident }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  const { data: impact, error, refetch } = useQuery(impactQuery(incident.id));
  return (
    <Panel title={words.incident.graph} aside={<span className={styles['detail']}>{words.incident.graphHint}</span>}>
      {impact === undefined &&
        (error === null ? <LoadingRows /> : <FaultPanel fault={error} onRetry={() => void refetch()} />)}
      {impact?.nodes.length === 0 && <p className={styles['detail']}>{words.incident.graphEmpty}</p>}
      {impact !== undefined && impact.nodes.length > 0 && <Drawing impact={impact} />}
    </Panel>
  );
}
