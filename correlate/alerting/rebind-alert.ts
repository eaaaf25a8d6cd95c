// Looks an open alert's CI up again, after the CMDB changed.
import type { Binder } from '../cmdb/bind.ts';
import { sayOf, silently, type Condition, type Folded } from './condition.ts';

export function rebindAlert(condition: Condition, bind: Binder): Folded {
  const { open } = condition;
  if (open === null) return silently(condition);
  const { host, labels, effect, source, binding: before } = open.alert;
  const { binding, peerCi } = bind({ sourceType: source, host, hints: open.hints, peer: open.peer, labels, effect });
  const same = binding?.ci === before?.ci && peerCi === open.alert.peerCi;
  const alert = { ...open.alert, binding, peerCi };
  const rebound = { ...condition, open: { ...open, alert } };
  if (same) return silently(isSameBinding(before, binding) ? condition : rebound);
  const evidence = { from: before?.ci ?? null, to: binding?.ci ?? null };
  return {
    condition: rebound,
    changes: [{ change: 'rebound', alert }],
    sayings: [sayOf(alert, 'rebound', { reason: 'rebound', evidence })],
  };
}

type Bound = NonNullable<Condition['open']>['alert']['binding'];

function isSameBinding(a: Bound, b: Bound): boolean {
  return a?.by === b?.by && a?.value === b?.value && a?.confidence === b?.confidence;
}
