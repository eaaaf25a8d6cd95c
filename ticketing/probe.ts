// The port by which `doctor` asks a ticketing system whether Vigie could work there. Adapters: ticketing/sinks.

export interface ProbeFinding {
  readonly level: 'fine' | 'warning' | 'fault';
  /** What was asked, and what was found: one plain sentence, no secret in it. */
  readonly what: string;
  /** What to do about it; null where nothing is to be done. */
  readonly cure: string | null;
}

/** Reads only; never rejects, never writes. */
export interface SinkProbe {
  /** Reached, logged in, rights, states, priorities, queues or fields that the configuration names. */
  probe(): Promise<readonly ProbeFinding[]>;
}
