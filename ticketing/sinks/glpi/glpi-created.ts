// What GLPI's answer to a create means, by either API: the ticket's id, or why there is none.
import { z } from 'zod';
import type { SinkReply } from '../http/sink-reply.ts';
import { repairable, stoppedBy, unreadYes } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';

const Created = z.object({ id: z.number().int().min(1).max(2_147_483_647) });

export function createdBy(reply: SinkReply): { readonly ticket: string } | { readonly stopped: Stop } {
  if (reply.kind === 'refused') {
    const message = `create ticket: refused, ${reply.code} (${String(reply.status)}): are the rights and the entity right?`;
    return { stopped: repairable('glpi-create-refused', message) };
  }
  if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'create ticket') };
  const created = Created.safeParse(reply.json);
  return created.success ? { ticket: String(created.data.id) } : { stopped: unreadYes('glpi', 'create ticket') };
}
