// The four ways Vigie fails, each with a code that the documentation lists.
export interface FaultDetails {
  /** Where in the input or file: a path such as `sources.prometheus.token` or `alerts[3].labels`. */
  readonly at?: string;
  /** Whether the same call may succeed later, unchanged. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

abstract class Fault extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly at: string | undefined;

  constructor(code: string, message: string, details: FaultDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.at = details.at;
  }
}

/** The site's own files are wrong: configuration, CMDB, rules. Names file, line and path. */
export class ConfigError extends Fault {}

/** What a source sent can never be read. Becomes a dead letter; never retryable. */
export class PayloadError extends Fault {}

/** A part outside failed: log, state, ticketing system, network. */
export class AdapterError extends Fault {}

/** Vigie broke its own promise: a defect. */
export class InvariantError extends Fault {}

export type VigieFault = ConfigError | PayloadError | AdapterError | InvariantError;

export function isFault(thrown: unknown): thrown is VigieFault {
  return thrown instanceof Fault;
}
