// What Vigie tells of itself to Prometheus: counters and gauges named `vigie_…`.
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** What became durable, by source name and type. */
  readonly eventsReceived: Counter<'source' | 'type'>;
  /** Repeats: they renewed a lease and counted, and changed nothing. */
  readonly eventsDeduplicated: Counter;
  readonly deadLetters: Counter<'code'>;
  readonly unmatchedLines: Counter<'source'>;
  readonly alertChanges: Counter<'change'>;
  readonly decisions: Counter<'stage' | 'reason'>;
  readonly stageRecords: Counter<'stage'>;
  /** How old the record was that the stage took last: told time, so a demo's is its own. */
  readonly stageLag: Gauge<'stage'>;
  readonly ticketOperations: Counter<'sink' | 'op' | 'result'>;
  /** Answers of the door for sources. */
  readonly doorAnswers: Counter<'source' | 'status'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Event-loop lag, RSS, heap, open files: prom-client's own set, under our prefix.
  collectDefaultMetrics({ register: registry, prefix: 'vigie_' });
  const counter = <T extends string>(name: string, help: string, labelNames: readonly T[] = []): Counter<T> =>
    new Counter({ name: `vigie_${name}`, help, labelNames, registers });
  const gauge = <T extends string>(name: string, help: string, labelNames: readonly T[] = []): Gauge<T> =>
    new Gauge({ name: `vigie_${name}`, help, labelNames, registers });
  return {
    registry,
    eventsReceived: counter('events_received_total', 'Events made durable', ['source', 'type']),
    eventsDeduplicated: counter('events_deduplicated_total', 'Events that repeated what was known'),
    deadLetters: counter('dead_letters_total', 'What nobody could read, kept whole', ['code']),
    unmatchedLines: counter('unmatched_lines_total', 'Syslog lines that no profile knows', ['source']),
    alertChanges: counter('alert_changes_total', 'Changes of alerts', ['change']),
    decisions: counter('decisions_total', 'Decisions by their reason', ['stage', 'reason']),
    stageRecords: counter('stage_records_total', 'Records that a stage took', ['stage']),
    stageLag: gauge('stage_lag_seconds', 'Age of the record that a stage took last', ['stage']),
    ticketOperations: counter('ticket_operations_total', 'Ticket operations by result', ['sink', 'op', 'result']),
    doorAnswers: counter('door_answers_total', 'Answers to sources by HTTP status', ['source', 'status']),
  };
}
