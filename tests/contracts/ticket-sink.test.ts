// The contract of ticketing systems, run on those that no server is needed for; those over HTTP: ticket-systems.test.ts.
import { describe } from 'vitest';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { Desk } from '../../ticketing/sinks/desk.ts';
import { deskNumberTable, deskStage, deskTicketTable } from '../../ticketing/sinks/desk-ticket.ts';
import type { DeskTicket } from '../../ticketing/sinks/desk-ticket.ts';
import { ForgetfulSink } from '../fakes/forgetful-sink.ts';
import { ticketSinkContract } from './ticket-sink.ts';
import type { SeenTicket, SinkBench } from './ticket-sink.ts';

async function deskBench(): Promise<SinkBench> {
  const store = new MemoryStateStore(new MemoryEventLog());
  const look = async (id: string): Promise<SeenTicket | undefined> => {
    const key = await store.get(deskStage, 0, deskNumberTable, id);
    const json = key === null ? null : await store.get(deskStage, 0, deskTicketTable, JSON.parse(key) as string);
    if (json === null) return undefined;
    const ticket = JSON.parse(json) as DeskTicket;
    const said = ticket.history.map((note) => `${note.publicText}\n${note.technicalText}`);
    return {
      open: ticket.state === 'open',
      title: ticket.title,
      said,
      linkedTo: ticket.links.map((link) => link.ticket),
    };
  };
  return { sink: await Desk.open(store), look, close: () => Promise.resolve() };
}

function forgetfulBench(): Promise<SinkBench> {
  const sink = new ForgetfulSink();
  const look = (id: string): SeenTicket | undefined => {
    const ticket = sink.tickets.get(id);
    return ticket === undefined
      ? undefined
      : {
          open: ticket.open,
          title: ticket.title,
          said: ticket.said.map(({ text }) => text),
          linkedTo: ticket.linkedTo,
        };
  };
  const answersUnseen = "it keeps no account of people's own tickets";
  const remove = (id: string): void => void sink.tickets.delete(id);
  return Promise.resolve({ sink, look, remove, answersUnseen, close: () => Promise.resolve() });
}

describe('desk', () => ticketSinkContract(deskBench));
describe('the forgetful fake', () => ticketSinkContract(forgetfulBench));
