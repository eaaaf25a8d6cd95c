// A ticket of iTop in the words of the reader's port. Pure.
import type { SeenComment, SeenTicket } from '../../reader.ts';
import { commentsSince, seenComment, shortText } from '../reading/seen-ticket.ts';
import { plainText } from '../../text/html-text.ts';
import { isKey, keyIn } from '../text/marks.ts';
import { readServerTime } from '../text/server-time.ts';
import { Log, SeenFields } from './itop-answers.ts';
import { standingOf } from './itop-config.ts';
import type { ItopClass, ItopConfig } from './itop-config.ts';
import type { ItopObject } from './itop-door.ts';
import { priorityOf } from './itop-text.ts';

const texts = ['description', 'public_log', 'private_log'];

export function seenFields({ keyField }: ItopConfig, name: ItopClass, bare: boolean): string {
  const known = Object.keys(SeenFields.shape).filter((field) => !texts.includes(field) && field !== 'request_type');
  return [
    ...known,
    ...(bare ? [] : texts),
    ...(name === 'UserRequest' ? ['request_type'] : []),
    ...(keyField === undefined ? [] : [keyField]),
  ].join(',');
}

interface Terms {
  readonly config: ItopConfig;
  /** Comments since this instant, epoch ms. */
  readonly since: number;
}

function keyOf(fields: unknown, text: string, { title }: SeenFields, { keyField }: ItopConfig): string | null {
  const own = keyField === undefined ? undefined : (fields as Readonly<Record<string, unknown>>)[keyField];
  return typeof own === 'string' && isKey(own) ? own : keyIn(title, text);
}

/** By place and position: logs only grow at their end. */
function comments(log: Log | undefined, isPublic: boolean, { timezone }: ItopConfig): SeenComment[] {
  return (log?.entries ?? []).map(({ date, user_login, message }, position) =>
    seenComment({
      id: `${isPublic ? 'public' : 'private'}/${String(position)}/${date}`,
      at: readServerTime(date, timezone),
      author: user_login,
      public: isPublic,
      text: message,
    }),
  );
}

function kindOf(name: string, requestType: string | undefined): SeenTicket['kind'] {
  if (name === 'Incident' || requestType === 'incident') return 'incident';
  return name === 'UserRequest' ? 'request' : name === 'Problem' ? 'problem' : 'other';
}

/** Null: it has another shape. A child that its parent's resolution resolved is resolved, not merged: iTop cannot merge. */
export function seenTicket(object: ItopObject, { config, since }: Terms): SeenTicket | null {
  const read = SeenFields.safeParse(object.fields);
  if (!read.success) return null;
  const { data: fields } = read;
  const changedAt = readServerTime(fields.last_update, config.timezone);
  if (changedAt === null) return null;
  const text = plainText(fields.description ?? '');
  const levels = { impact: Number(fields.impact), urgency: Number(fields.urgency) };
  const said = [...comments(fields.public_log, true, config), ...comments(fields.private_log, false, config)];
  const named = (name: string): string | null => (name === '' ? null : name);
  return {
    ticket: fields.ref,
    url: `${config.url}/pages/UI.php?operation=details&class=${object.class}&id=${fields.id}`,
    key: keyOf(object.fields, text, fields, config),
    kind: kindOf(object.class, fields.request_type),
    title: fields.title,
    text: shortText(text),
    standing: standingOf(config, fields.status),
    changedAt,
    priority: priorityOf(levels, Number(fields.priority), config),
    team: named(fields.team_id_friendlyname),
    assignee: named(fields.agent_id_friendlyname),
    requester: fields.caller_id === '0' ? null : fields.caller_id,
    mergedInto: null,
    comments: commentsSince(said, since),
  };
}
