// What one record led to: decisions, memberships and changed headers, put into outgoing records at the end.
import type { Decision, Reason } from '../../domain/decision.ts';
import { base32Id } from '../../domain/identity.ts';
import {
  incidentChangeKind,
  situationChangeKind,
  type Incident,
  type IncidentChange,
  type IncidentChangeKind,
  type Situation,
  type SituationChange,
} from '../../domain/incident.ts';
import type { Json } from '../../domain/json.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import type { LogRecord, StoredRecord } from '../../domain/record.ts';

export type Evidence = Readonly<Record<string, Json>>;

export interface Verdict {
  readonly subject: Decision['subject'];
  readonly outcome: string;
  readonly reason: Reason;
  readonly evidence: Evidence;
}

interface SituationNews {
  situation: Situation | null;
  joined: string[];
  aside: SituationChange['aside'];
  decisions: Decision[];
}

interface IncidentNews {
  header: Incident;
  changes: Set<IncidentChangeKind>;
  absorbed: string[];
  decisions: Decision[];
}

interface News {
  readonly kind: string;
  readonly key: string;
  readonly body: SituationChange | IncidentChange;
}

export class Verdicts {
  #record: StoredRecord | null = null;
  #at = 0;
  #count = 0;
  #situations = new Map<string, SituationNews>();
  #incidents = new Map<string, IncidentNews>();

  begin(record: StoredRecord, at: number): void {
    this.#record = record;
    this.#at = at;
    this.#count = 0;
  }

  onSituation(situation: string, verdict: Verdict): void {
    this.#situation(situation).decisions.push(this.#decision(verdict));
  }

  joined(situation: string, alert: string): void {
    this.#situation(situation).joined.push(alert);
  }

  aside(alert: string, without: string): void {
    this.#situation(`aside/${alert}`).aside.push({ alert, without });
  }

  situationChanged(situation: Situation): void {
    this.#situation(situation.id).situation = situation;
  }

  /** The header is emitted as it stands at the end of the record. */
  incidentChanged(header: Incident, kind: IncidentChangeKind, verdict?: Verdict): void {
    const news = this.#incident(header);
    news.header = header;
    news.changes.add(kind);
    if (verdict !== undefined) news.decisions.push(this.#decision(verdict));
  }

  absorbed(header: Incident, incident: string): void {
    this.incidentChanged(header, 'absorbed');
    this.#incident(header).absorbed.push(incident);
  }

  drain(): Outgoing[] {
    const record = this.#record;
    if (record === null) return [];
    const out: Outgoing[] = [];
    for (const [key, news] of this.#situations)
      out.push(
        this.#outgoing(record, { kind: situationChangeKind, key, body: news satisfies SituationChange }, out.length),
      );
    for (const [key, news] of this.#incidents)
      out.push(this.#outgoing(record, { kind: incidentChangeKind, key, body: changeOf(news) }, out.length));
    this.#situations = new Map();
    this.#incidents = new Map();
    return out;
  }

  #situation(id: string): SituationNews {
    let news = this.#situations.get(id);
    if (news === undefined)
      this.#situations.set(id, (news = { situation: null, joined: [], aside: [], decisions: [] }));
    return news;
  }

  #incident(header: Incident): IncidentNews {
    let news = this.#incidents.get(header.id);
    if (news === undefined)
      this.#incidents.set(header.id, (news = { header, changes: new Set(), absorbed: [], decisions: [] }));
    return news;
  }

  #decision(verdict: Verdict): Decision {
    const id = `J${String(this.#record?.offset ?? 0)}.${String(this.#count)}`;
    this.#count += 1;
    return { id, at: this.#at, ...verdict };
  }

  #outgoing(record: StoredRecord, { kind, key, body }: News, seq: number): Outgoing {
    const from = { stage: 'judging', partition: record.partition, offset: record.offset, seq };
    const out: LogRecord = {
      v: 1,
      id: base32Id(26, record.id, 'judging', String(seq)),
      tenant: record.tenant,
      key,
      kind,
      occurredAt: this.#at,
      receivedAt: this.#at,
      body,
      from,
    };
    return { stream: 'incidents', record: out };
  }
}

/** No copy of the header: it is replaced when it changes, and never changed in place. */
function changeOf(news: IncidentNews): IncidentChange {
  return {
    incident: news.header,
    changes: [...news.changes],
    absorbed: news.absorbed,
    decisions: news.decisions,
  };
}
