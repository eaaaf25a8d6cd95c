import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyNamed, operation } from '../../tests/contracts/ticket-sink.ts';
import { appToken, FakeGlpi, userToken } from '../../tests/fakes/glpi/glpi-server.ts';
import type { ProblemRecords } from '../sink-kind.ts';
import type { SinkCall } from '../sink.ts';
import { GlpiConfig } from './glpi/glpi-config.ts';
import { Glpi, glpiKind } from './glpi.ts';

let glpi: FakeGlpi;
let sink: Glpi;
let problems: ProblemRecords;

const configured = (more: object = {}): GlpiConfig =>
  GlpiConfig.parse({ type: 'glpi', url: glpi.url, appToken, userToken, entity: 1, timeoutMs: 500, ...more });

function call(op: 'open' | 'link' | 'reopen' | 'update', more: Partial<SinkCall> = {}): SinkCall {
  const seq = op === 'open' ? 1 : 2;
  return { operation: operation('problem-a', op, seq), ticket: null, into: null, again: false, ...more };
}

beforeEach(async () => {
  glpi = await FakeGlpi.start();
  sink = new Glpi(configured({ problems: true }), { now: () => 1_000 });
  problems = sink.problems!;
});
afterEach(async () => {
  await sink.stop();
  await glpi.stop();
});

describe('problem records in GLPI', () => {
  it('are kept only where the site wants them', () => {
    expect(glpiKind.keepsProblems?.(configured())).toBe(false);
    expect(new Glpi(configured(), { now: () => 1_000 }).problems).toBeUndefined();
    expect(glpiKind.keepsProblems?.(configured({ problems: true }))).toBe(true);
  });

  it('are created with escaped text, and found by their key before they are created again', async () => {
    const done = await problems.sink.create(call('open'));
    expect(done).toMatchObject({ outcome: 'done', ticket: { ticket: '1' } });
    expect(done).toHaveProperty('ticket.url', glpi.url.replace('apirest.php', 'front/problem.form.php?id=1'));
    const [problem] = [...glpi.store.problems.values()];
    expect(problem?.name).toMatch(/^\[[A-Z2-7]{13}\] /u);
    expect(problem?.content).not.toContain('<script>');
    expect(glpi.store.tickets.size).toBe(0);
    expect(await problems.sink.find(keyNamed('problem-a'))).toMatchObject({ tickets: [{ ticket: '1' }] });
    expect(await problems.sink.find(keyNamed('problem-b'))).toMatchObject({ outcome: 'found', tickets: [] });
  });

  it('are tied to tickets once, however often it is asked', async () => {
    await sink.create({ ...call('open'), operation: operation('incident-1', 'open', 1) });
    await problems.sink.create(call('open'));
    expect(await problems.sink.findTicket?.(keyNamed('incident-1'))).toMatchObject({ tickets: [{ ticket: '1' }] });
    for (const again of [false, true])
      expect(await problems.sink.link?.(call('link', { ticket: '1', into: '1', again }))).toMatchObject({
        outcome: 'done',
      });
    expect(glpi.store.problemLinks).toMatchObject([{ problems_id: 1, tickets_id: 1 }]);
    expect(glpi.store.problemNotes.filter(({ content }) => content.includes('.2t]'))).toHaveLength(1);
  });

  it('refuse a ticket that GLPI does not know, and are gone for good where they were deleted', async () => {
    await problems.sink.create(call('open'));
    expect(await problems.sink.link?.(call('link', { ticket: '1', into: '99' }))).toMatchObject({ outcome: 'refused' });
    expect(await problems.sink.link?.(call('link', { ticket: '7', into: '1' }))).toMatchObject({
      outcome: 'refused',
      code: 'closed-for-good',
    });
  });

  it('are opened again, and read as people left them', async () => {
    await problems.sink.create(call('open'));
    glpi.store.problems.get(1)!.status = 6;
    const read = await problems.reader?.readTickets(['1', '9']);
    expect(read).toMatchObject({
      outcome: 'read',
      tickets: [
        { ticket: '1', standing: 'closed', kind: 'problem' },
        { ticket: '9', standing: 'deleted', key: null },
      ],
    });
    expect(await problems.sink.reopen(call('reopen', { ticket: '1' }))).toMatchObject({ outcome: 'done' });
    expect(glpi.store.problems.get(1)?.status).toBe(2);
    expect(await problems.reader?.readSince(null)).toMatchObject({ outcome: 'read', tickets: [], more: false });
  });
});
