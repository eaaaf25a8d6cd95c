// How an answer of iTop that is no success ends an operation.
import { closedForGood } from '../../sink.ts';
import { misread, repairable, stoppedBy } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import { noRight } from './itop-answers.ts';
import type { ItopReply } from './itop-door.ts';

/** No answer of iTop says "never": rights, read-only mode (80b) and values of the data model are a person's to repair. */
export function halted(reply: Exclude<ItopReply, { kind: 'ok' }>, what: string): Stop {
  if (reply.kind === 'shape') return misread('itop', what);
  if (reply.kind !== 'refused') return stoppedBy(reply, what);
  const said = `${what}: ${reply.code}`;
  return noRight.test(reply.code) ? repairable('itop-no-right', said) : repairable('itop-refused', said);
}

export const shut: Stop = { outcome: 'refused', code: closedForGood, message: 'iTop has no way out of closed' };
