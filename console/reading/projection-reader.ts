// Reads the projections' rows, typed by table, through the StateStore port.
import type { Alert } from '../../domain/alert.ts';
import type { Incident, Situation } from '../../domain/incident.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Silence } from '../../domain/silence.ts';
import type { Scan, StateStore } from '../../domain/ports/state-store.ts';
import {
  alertsProjection,
  alertKey,
  alertTables,
  incidentsProjection,
  incidentTables,
  ticketsProjection,
  ticketTables,
  type AsideRow,
  type DecisionsRow,
  type HeardRow,
  type JoinedRow,
  type LifeRow,
  type MembershipRow,
  type NoticeRow,
  type OperationRow,
  type SourceRow,
  type TicketStateRow,
  type ToldRow,
} from '../projection/tables.ts';

/** Where rows of one shape are kept. */
export interface Place<T> {
  readonly stage: string;
  readonly table: string;
  /** Never set: carries the shape. */
  readonly shape?: T;
}

const alerts = <T>(table: string): Place<T> => ({ stage: alertsProjection, table });
const incidents = <T>(table: string): Place<T> => ({ stage: incidentsProjection, table });
const tickets = <T>(table: string): Place<T> => ({ stage: ticketsProjection, table });

export const places = {
  openAlert: alerts<Alert>(alertTables.open),
  endedAlert: alerts<Alert>(alertTables.ended),
  alertMark: alerts<1>(alertTables.mark),
  opening: alerts<DecisionsRow>(alertTables.opening),
  source: alerts<SourceRow>(alertTables.source),
  heard: alerts<HeardRow>(alertTables.heard),
  listening: alerts<1>(alertTables.listening),
  silence: alerts<Silence>(alertTables.silence),
  incident: incidents<Incident>(incidentTables.incident),
  number: incidents<string>(incidentTables.number),
  board: incidents<string>(incidentTables.board),
  situation: incidents<Situation>(incidentTables.situation),
  situationOf: incidents<1>(incidentTables.situationOf),
  absorbedSituation: incidents<1>(incidentTables.absorbedSituation),
  absorbedIncident: incidents<1>(incidentTables.absorbedIncident),
  membership: incidents<MembershipRow>(incidentTables.membership),
  aside: incidents<AsideRow>(incidentTables.aside),
  held: incidents<1>(incidentTables.held),
  joined: incidents<JoinedRow>(incidentTables.joined),
  joining: incidents<DecisionsRow>(incidentTables.joining),
  ticket: tickets<TicketStateRow>(ticketTables.ticket),
  operation: tickets<OperationRow>(ticketTables.operation),
  done: tickets<OperationRow>(ticketTables.done),
  told: tickets<ToldRow>(ticketTables.told),
  life: tickets<LifeRow>(ticketTables.life),
  notice: tickets<NoticeRow>(ticketTables.notice),
  problem: tickets<Problem>(ticketTables.problem),
  problemId: tickets<string>(ticketTables.problemId),
  alertDecision: alerts<DecisionsRow>(alertTables.decision),
  incidentDecision: incidents<DecisionsRow>(incidentTables.decision),
  ticketDecision: tickets<DecisionsRow>(ticketTables.decision),
} as const;

export interface Found<T> {
  readonly key: string;
  readonly row: T;
}

export interface Membership extends MembershipRow {
  /** The moment from which on it stood there. */
  readonly since: string;
}

/** Rows read at once where all of a table is wanted. */
const portion = 1_000;

export class ProjectionReader {
  readonly #store: StateStore;
  readonly #partition: number;

  constructor(store: StateStore, partition = 0) {
    this.#store = store;
    this.#partition = partition;
  }

  async get<T>(place: Place<T>, key: string): Promise<T | null> {
    const json = await this.#store.get(place.stage, this.#partition, place.table, key);
    return json === null ? null : (JSON.parse(json) as T);
  }

  async scan<T>(place: Place<T>, scan: Scan): Promise<Found<T>[]> {
    const rows = await this.#store.scan(place.stage, this.#partition, place.table, scan);
    return rows.map(({ key, json }) => ({ key, row: JSON.parse(json) as T }));
  }

  /** All keys below a prefix, at most `limit`, values unread. */
  async keys<T>(place: Place<T>, prefix: string, limit: number): Promise<string[]> {
    const rows = await this.#store.scan(place.stage, this.#partition, place.table, { prefix, limit });
    return rows.map(({ key }) => key);
  }

  async *all<T>(place: Place<T>, prefix = '', start?: string): AsyncGenerator<Found<T>> {
    let after = start;
    for (;;) {
      const rows = await this.scan(place, { prefix, limit: portion, ...(after === undefined ? {} : { after }) });
      yield* rows;
      if (rows.length < portion) return;
      after = rows.at(-1)?.key;
    }
  }

  /** Open or ended, whichever it is. */
  async alert(id: string): Promise<Alert | null> {
    const key = alertKey(id);
    return (await this.get(places.openAlert, key)) ?? (await this.get(places.endedAlert, key));
  }

  /** Where an alert stood, the latest first; `limit` of 1: where it stands now. */
  async memberships(alert: string, limit: number): Promise<Membership[]> {
    const prefix = `${alertKey(alert)}/`;
    const found = await this.scan(places.membership, { prefix, limit, descending: true });
    return found.map(({ key, row }) => ({ ...row, since: key.slice(prefix.length) }));
  }
}
