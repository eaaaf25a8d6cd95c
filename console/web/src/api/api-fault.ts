// What went wrong between page and server, with the server's own code.
export class ApiFault extends Error {
  readonly status: number;
  readonly code: string;

  /** `status` 0: no answer at all. */
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiFault';
    this.status = status;
    this.code = code;
  }
}

export function asApiFault(thrown: unknown): ApiFault {
  if (thrown instanceof ApiFault) return thrown;
  return new ApiFault(0, 'unreachable', thrown instanceof Error ? thrown.message : String(thrown));
}
