// The contract of ticketing systems, run on each adapter and fake.
import { describe } from 'vitest';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { Desk } from '../../ticketing/sinks/desk.ts';
import { deskNumberTable, deskStage, deskTicketTable } from '../../ticketing/sinks/desk-ticket.ts';
import type { DeskTicket } from '../../ticketing/sinks/desk-ticket.ts';
import { Glpi } from '../../ticketing/sinks/glpi.ts';
import { GlpiConfig } from '../../ticketing/sinks/glpi/glpi-config.ts';
import { appToken, FakeGlpi, userToken } from '../fakes/glpi/glpi-server.ts';
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

async function glpiBench(): Promise<SinkBench> {
  const glpi = await FakeGlpi.start();
  const sink = new Glpi(GlpiConfig.parse({ type: 'glpi', url: glpi.url, appToken, userToken, entity: 1 }));
  const look = (id: string): SeenTicket | undefined => {
    const ticket = glpi.store.tickets.get(Number(id));
    if (ticket === undefined) return undefined;
    const notes = [...glpi.store.followups, ...glpi.store.solutions].filter((note) => note.items_id === ticket.id);
    const linkedTo = glpi.store.links
      .filter((link) => link.tickets_id_1 === ticket.id)
      .map((link) => String(link.tickets_id_2));
    return {
      open: ticket.status < 5,
      title: ticket.name,
      said: [ticket.content, ...notes.map(({ content }) => content)],
      linkedTo,
    };
  };
  const close = async (): Promise<void> => {
    await sink.stop();
    await glpi.stop();
  };
  return { sink, look, remove: (id) => void (glpi.store.tickets.get(Number(id))!.is_deleted = 1), close };
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
  return Promise.resolve({ sink, look, remove: (id) => void sink.tickets.delete(id), close: () => Promise.resolve() });
}

describe('desk', () => ticketSinkContract(deskBench));
describe('glpi, against the fake', () => ticketSinkContract(glpiBench));
describe('the forgetful fake', () => ticketSinkContract(forgetfulBench));
