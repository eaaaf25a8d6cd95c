import { expect, it } from 'vitest';
import type { Row } from '../../domain/ports/state-store.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { plannedOperation, plannedRecord } from '../../tests/fakes/planned-operation.ts';
import { createSimulatedDelivery } from './simulated.ts';

const feed = (
  stage: ReturnType<typeof createSimulatedDelivery>,
  ...parts: Parameters<typeof plannedOperation>[0][]
): [string, string, string | null][] => {
  parts.forEach((part, offset) => {
    stage.apply({ record: { ...plannedRecord(plannedOperation(part)), stream: 'tickets', partition: 0, offset } });
  });
  return stage.take().out.map(({ record }) => {
    const { operation, ticket } = record.body as TicketStep;
    return [record.kind, operation.id.split('.')[1] ?? '', ticket];
  });
};

it('does every operation at once, with the same numbers each time', () => {
  const told = [
    { op: 'open' },
    { op: 'open', incident: 'b' },
    { op: 'update', seq: 2 },
    { op: 'open', incident: 'b', sink: 'glpi' },
  ] as const;
  const expected = [
    ['ticket-done', '1', 'D-1'],
    ['ticket-done', '1', 'D-2'],
    ['ticket-done', '2', 'D-1'],
    ['ticket-done', '1', 'GLPI-1'],
  ];
  expect(feed(createSimulatedDelivery(), ...told)).toEqual(expected);
  expect(feed(createSimulatedDelivery(), ...told)).toEqual(expected);
});

it('goes on with its numbers after a restore, and leaves its own records alone', () => {
  const stage = createSimulatedDelivery();
  stage.apply({
    record: { ...plannedRecord(plannedOperation({ op: 'open' })), stream: 'tickets', partition: 0, offset: 0 },
  });
  const { rows, out } = stage.take();
  const restored = createSimulatedDelivery();
  restored.restore(rows as Row[]);
  restored.apply({ record: { ...out[0]!.record, stream: 'tickets', partition: 0, offset: 1 } });
  expect(restored.take().out).toEqual([]);
  expect(feed(restored, { op: 'resolve', seq: 2 }, { op: 'open', incident: 'b' })).toEqual([
    ['ticket-done', '2', 'D-1'],
    ['ticket-done', '1', 'D-2'],
  ]);
});
