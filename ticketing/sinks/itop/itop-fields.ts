// The fields that a ticket of iTop is created and kept up to date with. Pure.
import type { TicketOperation } from '../../../domain/ticket.ts';
import { markedTitle, titleMarker } from '../text/marks.ts';
import type { ItopTicket } from './itop-answers.ts';
import type { ItopConfig } from './itop-config.ts';
import { descriptionOf, levelsOf, titleOf } from './itop-text.ts';

type Fields = Readonly<Record<string, unknown>>;

const given = (fields: Readonly<Record<string, unknown>>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined));

/** iTop knows no major incident: its escalation flag says "hot", the reason says whose word it is. */
function flagged({ key, fields }: TicketOperation, now: ItopTicket | null): Fields {
  const reason = `${titleMarker(key)} ${fields.title}`.slice(0, 200);
  if (fields.major) return { escalation_flag: 'yes', escalation_reason: reason };
  const ours = now?.escalation_flag === 'yes' && now.escalation_reason.startsWith(titleMarker(key));
  return ours ? { escalation_flag: 'no', escalation_reason: '' } : {};
}

/** What tickets of every class begin with. */
function beginning(operation: TicketOperation, cis: readonly string[], config: ItopConfig): Fields {
  return {
    org_id: config.organization,
    caller_id: config.caller,
    service_id: config.service,
    servicesubcategory_id: config.serviceSubcategory,
    description: descriptionOf(operation),
    ...levelsOf(operation.fields, config),
    functionalcis_list:
      cis.length === 0 ? undefined : cis.map((id) => ({ functionalci_id: Number(id), impact_code: 'manual' })),
  };
}

export function newFields(operation: TicketOperation, cis: readonly string[], config: ItopConfig): Fields {
  const { team } = operation.fields;
  const origin = config.origin ?? (config.class === 'Incident' ? 'monitoring' : 'portal');
  return given({
    ...beginning(operation, cis, config),
    origin,
    title: titleOf(operation, config),
    ...flagged(operation, null),
    team_id: team !== null && Object.hasOwn(config.teams, team) ? config.teams[team]?.team : config.team?.team,
    ...(config.keyField === undefined ? {} : { [config.keyField]: operation.key }),
  });
}

/** `priority` is not among them: iTop computes it and ignores what is written (recorded, 19). */
export function changedFields(operation: TicketOperation, now: ItopTicket, config: ItopConfig): Fields {
  return {
    title: titleOf(operation, config),
    ...levelsOf(operation.fields, config),
    ...flagged(operation, now),
  };
}

/** A problem is new until people assign it; it has no origin, no flag and no field for the key. */
export function newProblem(operation: TicketOperation, cis: readonly string[], config: ItopConfig): Fields {
  return given({ ...beginning(operation, cis, config), title: markedTitle(operation) });
}

export function changedProblem(operation: TicketOperation, config: ItopConfig): Fields {
  return { title: markedTitle(operation), ...levelsOf(operation.fields, config) };
}
