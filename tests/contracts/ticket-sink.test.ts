// The contract of ticketing systems, run on each adapter and fake.
import { describe } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { Desk } from '../../ticketing/sinks/desk.ts';
import { deskNumberTable, deskStage, deskTicketTable } from '../../ticketing/sinks/desk-ticket.ts';
import type { DeskTicket } from '../../ticketing/sinks/desk-ticket.ts';
import { Glpi } from '../../ticketing/sinks/glpi.ts';
import { GlpiConfig } from '../../ticketing/sinks/glpi/glpi-config.ts';
import { Itop } from '../../ticketing/sinks/itop.ts';
import { ItopConfig } from '../../ticketing/sinks/itop/itop-config.ts';
import { FakeItop, itopUser } from '../fakes/itop/itop-server.ts';
import type { FakeItopTicket } from '../fakes/itop/itop-store.ts';
import { Znuny } from '../../ticketing/sinks/znuny.ts';
import { ZnunyConfig } from '../../ticketing/sinks/znuny/znuny-config.ts';
import { FakeZnuny, znunyUser } from '../fakes/znuny/znuny-server.ts';
import type { FakeZnunyTicket } from '../fakes/znuny/znuny-store.ts';
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
  const sink = new Glpi(GlpiConfig.parse({ type: 'glpi', url: glpi.url, appToken, userToken, entity: 1 }), {
    now: () => 0,
  });
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

async function itopBench(): Promise<SinkBench> {
  const itop = await FakeItop.start();
  const config = ItopConfig.parse({ type: 'itop', url: itop.url, ...itopUser, organization: 2 });
  const sink = new Itop(config, { clock: new ToldClock(0) });
  const ticketOf = (ref: string): FakeItopTicket | undefined =>
    [...itop.store.tickets.values()].find(({ fields }) => fields['ref'] === ref);
  const look = (ref: string): SeenTicket | undefined => {
    const ticket = ticketOf(ref);
    if (ticket === undefined) return undefined;
    const { fields, public_log, private_log } = ticket;
    const parent = itop.store.tickets.get(Number(fields['parent_incident_id']));
    const texts = [
      fields['description'],
      fields['solution'],
      ...[...public_log, ...private_log].map((entry) => entry.message),
    ];
    return {
      open: !['resolved', 'closed'].includes(fields['status'] ?? ''),
      title: fields['title'] ?? '',
      said: texts.filter((text) => text !== undefined),
      linkedTo: parent === undefined ? [] : [parent.fields['ref'] ?? ''],
    };
  };
  const close = async (): Promise<void> => {
    await sink.stop();
    await itop.stop();
  };
  return { sink, look, remove: (ref) => void itop.store.tickets.delete(ticketOf(ref)!.id), close };
}

async function znunyBench(): Promise<SinkBench> {
  const znuny = await FakeZnuny.start();
  znuny.store.addTicket({
    title: 'of somebody else',
    queue: 'Network Ops',
    state: 'open',
    priority: '3 normal',
    customer: 'opsmonitor',
  });
  const config = ZnunyConfig.parse({
    type: 'znuny',
    url: znuny.url,
    ...znunyUser,
    customer: 'opsmonitor',
    queue: 'Network Ops',
  });
  const sink = new Znuny(config, { clock: new ToldClock(0) });
  const ticketOf = (number: string): FakeZnunyTicket | undefined =>
    [...znuny.store.tickets.values()].find((ticket) => ticket.number === number);
  const look = (number: string): SeenTicket | undefined => {
    const ticket = ticketOf(number);
    if (ticket === undefined) return undefined;
    const said = ticket.articles.map(({ body }) => body);
    return {
      open: !ticket.state.startsWith('closed'),
      title: ticket.title,
      said,
      linkedTo: said.flatMap((text) => /^[→←] Ticket#(\d+)$/.exec(text)?.[1] ?? []),
    };
  };
  const close = async (): Promise<void> => {
    await sink.stop();
    await znuny.stop();
  };
  return { sink, look, remove: (number) => void znuny.store.tickets.delete(ticketOf(number)!.id), close };
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
describe('glpi, against the fake', () => ticketSinkContract(glpiBench));
describe('itop, against the fake', () => ticketSinkContract(itopBench));
describe('znuny, against the fake', () => ticketSinkContract(znunyBench));
describe('the forgetful fake', () => ticketSinkContract(forgetfulBench));
