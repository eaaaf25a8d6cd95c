// The port by which `doctor` asks a ticketing system whether Vigie could work there. Adapters: ticketing/sinks.

export interface ProbeFinding {
  readonly level: 'fine' | 'warning' | 'fault';
  /** What was asked, and what was found: one plain sentence, no secret in it. */
  readonly what: string;
  /** What to do about it; null where nothing is to be done. */
  readonly cure: string | null;
}

export const fine = (what: string): ProbeFinding => ({ level: 'fine', what, cure: null });
/** Vigie works, though not as wished. */
export const warning = (what: string, cure: string | null): ProbeFinding => ({ level: 'warning', what, cure });
/** What is meant to work there does not. */
export const fault = (what: string, cure: string): ProbeFinding => ({ level: 'fault', what, cure });

/** Reads only; never rejects, never writes. */
export interface SinkProbe {
  /** Reached, logged in, rights, states, priorities, queues or fields that the configuration names. */
  probe(): Promise<readonly ProbeFinding[]>;
}
