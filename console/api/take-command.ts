// A person's wish becomes a record by the front door; what comes of it follows on the stream.
import { commandKind, type Command } from '../../domain/command.ts';
import { hexId } from '../../domain/identity.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { ApiOptions } from './api-options.ts';
import type { CommandAccepted } from './command-contract.ts';

export async function takeCommand(
  body: Command,
  { log, clock, tenant }: Pick<ApiOptions, 'log' | 'clock' | 'tenant'>,
): Promise<CommandAccepted> {
  const record = commandRecord(body, tenant, clock.now());
  await log.append('alerts', [record]);
  return { record: record.id };
}

function commandRecord(body: Command, tenant: string, now: number): LogRecord {
  const { command, incident, by, reason, ci } = body;
  const id = hexId(tenant, commandKind, String(now), command, incident, by, reason, ...(ci === undefined ? [] : [ci]));
  return { v: 1, id, tenant, key: tenant, kind: commandKind, occurredAt: now, receivedAt: now, body };
}
