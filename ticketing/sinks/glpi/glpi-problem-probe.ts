// Asks GLPI whether Vigie may keep problem records there: the rights of the active profile, one by one.
import { z } from 'zod';
import { fault, fine, warning } from '../../probe.ts';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import { stoppedBy } from '../steps/step.ts';
import type { GlpiSession } from './glpi-session.ts';

/** Bits of the right `problem`: 1031 in all did everything that Vigie does (recorded, 800). */
const wanted = [
  [1, 'READ'],
  [2, 'UPDATE'],
  [4, 'CREATE'],
  [1_024, 'READALL'],
] as const;

/** Rights by name, numbers or digits (GLPI's manual, "Get active profile", and its Session::changeProfile; not recorded). */
const ActiveProfile = z.object({
  active_profile: z.object({ name: z.string().max(500).optional(), problem: z.coerce.number().int().min(0) }),
});

export class GlpiProblemProbe implements SinkProbe {
  readonly #session: Pick<GlpiSession, 'ask'>;

  constructor(session: Pick<GlpiSession, 'ask'>) {
    this.#session = session;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const reply = await this.#session.ask({ method: 'GET', path: 'getActiveProfile' });
    if (reply.kind === 'failed') {
      const { code, message } = stoppedBy(reply, 'GLPI');
      return [fault(`${message} (${code})`, 'see what is said of GLPI itself')];
    }
    const told = reply.kind === 'ok' ? ActiveProfile.safeParse(reply.json) : null;
    if (told?.success !== true) return [untold];
    const { name = 'in use', problem } = told.data.active_profile;
    const missing = wanted.filter(([bit]) => (problem & bit) === 0).map(([, right]) => right);
    if (missing.length === 0) return [fine('problems may be created, read and changed')];
    const cure = 'in Administration > Profiles > Assistance give it 1031 on problems (docs/ticketing/problems.md)';
    return [fault(`the profile ${name} lacks on problems: ${missing.join(', ')}`, cure)];
  }
}

const untold = warning(
  'GLPI does not tell the rights on problems',
  'see by hand that the profile has READ, READALL, UPDATE and CREATE on problems',
);
