import { beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../domain/notice.ts';
import type { TicketOperation } from '../../domain/ticket.ts';
import { plannedOperation } from '../../tests/fakes/planned-operation.ts';
import type { Message, SendOutcome } from '../channel.ts';
import type { SinkOutcome } from '../sink.ts';
import { ChannelSink } from './channel-sink.ts';

const notice: Notice = {
  ...{ kind: 'escalated', recipient: 'noc', voice: 'technical', headline: 'h', paragraphs: ['p'], facts: [] },
  ...{ thread: ['K'], staleAt: 1_000, answerable: true, incidents: ['x'] },
};
const operation: TicketOperation = { ...plannedOperation({ op: 'open', sink: 'notify.chat' }), notice };
const lost: SendOutcome = { outcome: 'in-doubt', code: 'x', message: 'silent' };
const busy: SendOutcome = { outcome: 'failed', code: 'x', message: 'busy', systemic: false };

let sent: Message[];
let answers: SendOutcome[];
let now: number;

function sinkOf(repeatsKnown: 'by-id' | 'by-words' = 'by-words'): ChannelSink {
  const channel = {
    capabilities: { quarantineMs: 10, repeatsKnown, concurrency: 1 },
    send: (message: Message): Promise<SendOutcome> => {
      sent.push(message);
      return Promise.resolve(answers.shift() ?? { outcome: 'sent', reference: 'm-1' });
    },
    probe: () => Promise.resolve([]),
    stop: () => Promise.resolve(),
  };
  const links = {
    take: (incident: string, recipient: string) => `https://v/take?${incident}.${recipient}`,
    open: (incident: string) => `https://v/incidents/${incident}`,
  };
  return new ChannelSink({ channel, addresses: new Map([['noc', null]]), links, clock: { now: () => now } });
}
const create = (sink: ChannelSink, again = false, parts: Partial<TicketOperation> = {}): Promise<SinkOutcome> =>
  sink.create({ operation: { ...operation, ...parts }, ticket: null, into: null, again });

beforeEach(() => {
  [sent, answers, now] = [[], [], 0];
});

describe('a message through the ledger', () => {
  it('is sent once, with its links, and has the name that the channel gave it', async () => {
    expect(await create(sinkOf())).toEqual({ outcome: 'done', ticket: { ticket: 'm-1', url: null } });
    expect(sent).toMatchObject([{ id: operation.id, repeated: false, thread: ['K.1'], paragraphs: ['p'] }]);
    expect(sent[0]?.links.map(({ purpose, url }) => [purpose, url])).toEqual([
      ['take', 'https://v/take?x.noc'],
      ['open', 'https://v/incidents/x'],
    ]);
  });

  it('in doubt is repeated once, says that it is a repeat, and then is given up', async () => {
    const sink = sinkOf();
    answers = [lost, lost];
    expect(await create(sink)).toEqual(lost);
    expect(await create(sink, true)).toEqual(lost);
    expect(sent[1]?.paragraphs[0]).toMatch(/^Sent again/);
    expect(await create(sink, true)).toMatchObject({ outcome: 'refused', code: 'notice-unsure' });
    expect(sent).toHaveLength(2);
  });

  it('is known by its id where the channel carries one: the words stay the same', async () => {
    answers = [lost];
    const sink = sinkOf('by-id');
    await create(sink);
    await create(sink, true);
    expect(sent.map(({ repeated, paragraphs, id }) => [repeated, paragraphs, id])).toEqual([
      [false, ['p'], operation.id],
      [true, ['p'], operation.id],
    ]);
  });

  it('that surely was not sent is no repeat', async () => {
    answers = [busy, busy];
    const sink = sinkOf();
    await create(sink);
    await create(sink, true);
    await create(sink, true);
    expect(sent.map(({ repeated }) => repeated)).toEqual([false, false, false]);
  });

  it('whose answer came after the caller’s patience had ended is not sent again', async () => {
    const sink = sinkOf();
    // Nobody heard the first one's end.
    void create(sink);
    expect(await create(sink, true)).toMatchObject({ outcome: 'done', ticket: { ticket: 'm-1' } });
    expect(sent).toHaveLength(1);
  });

  it('that an earlier life may have sent is repeated once', async () => {
    answers = [lost];
    const sink = sinkOf();
    await create(sink, true);
    expect(sent[0]?.repeated).toBe(true);
    expect(await create(sink, true)).toMatchObject({ outcome: 'refused', code: 'notice-unsure' });
  });

  it('is not sent when it says nothing new any more, or to nobody', async () => {
    now = 1_001;
    expect(await create(sinkOf())).toMatchObject({ outcome: 'refused', code: 'notice-stale' });
    now = 0;
    const stranger = { notice: { ...notice, recipient: 'gone' } };
    expect(await create(sinkOf(), false, stranger)).toMatchObject({ outcome: 'refused', code: 'notice-no-address' });
    expect(sent).toEqual([]);
  });
});
