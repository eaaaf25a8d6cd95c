// What one act of a person by name says; its name field and its way out are the same everywhere (`Words.signed`).
export interface ActWords {
  readonly why: string;
  readonly reason: string;
  readonly reasonHint?: string;
  readonly reasonMissing: string;
  readonly send: string;
  readonly failed: (message: string, code: string) => string;
}
