// The state of a CI or service as a shape: colour only repeats what shape and word say.
import type { NodeState } from '../api/shapes.ts';
import styles from './state-mark.module.css';

/** On a 16 × 16 field. Down is a crossed square, degraded a triangle, at risk a diamond, well a disc, back a ring with a tick. */
const shapes: Readonly<Record<NodeState, string>> = {
  down: 'M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2Zm2.2 2.8L3.8 5.2 6.6 8l-2.8 2.8 1.4 1.4L8 9.4l2.8 2.8 1.4-1.4L9.4 8l2.8-2.8-1.4-1.4L8 6.6Z',
  inferred:
    'M3 1h2v2H3v2H1V3a2 2 0 0 1 2-2Zm4 0h2v2H7Zm4 0h2a2 2 0 0 1 2 2v2h-2V3h-2ZM1 7h2v2H1Zm12 0h2v2h-2ZM1 11h2v2h2v2H3a2 2 0 0 1-2-2Zm12 0h2v2a2 2 0 0 1-2 2h-2v-2h2Zm-6 2h2v2H7ZM5.2 3.8 8 6.6l2.8-2.8 1.4 1.4L9.4 8l2.8 2.8-1.4 1.4L8 9.4l-2.8 2.8-1.4-1.4L6.6 8 3.8 5.2Z',
  degraded: 'M8 1.2 15.6 14.6H.4Zm-1 5V10h2V6.2Zm0 5v1.8h2v-1.8Z',
  'at-risk': 'M8 .5 15.5 8 8 15.5.5 8Zm0 3L3.5 8 8 12.5 12.5 8Z',
  up: 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z',
  cleared:
    'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 2a5 5 0 1 0 0 10A5 5 0 0 0 8 3Zm2.3 2.7 1.3 1.3-4.200 4.200L4.500 8.300l1.3-1.3 1.600 1.600Z',
};

export function StateMark({ state }: { readonly state: NodeState }) {
  return (
    <svg className={`${styles['mark'] ?? ''} ${styles[state] ?? ''}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[state]} fillRule="evenodd" />
    </svg>
  );
}
