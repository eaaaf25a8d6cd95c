// One event of Windows as every form of it tells, whatever carried it.

export interface WindowsEvent {
  readonly id: string;
  /** `Microsoft-Windows-Security-Auditing`; blanks as `_`. */
  readonly provider: string;
  /** The machine that wrote it, where the form says so; else empty. */
  readonly host: string;
  /** RFC 3339, empty if the form has none with a zone. */
  readonly at: string;
  readonly message: string;
  readonly fields: ReadonlyMap<string, string>;
}
