// A syslog line, its header taken apart: what every later step of the syslog room reads.

export interface SyslogLine {
  /** 0–23; 1 (user) where the line names none. */
  facility: number;
  /** 0 (emergency) – 7 (debug): a vendor id's digit, else the PRI's; 5 (notice) where the line has neither. */
  severity: number;
  /** As written; empty if none. */
  host: string;
  app: string;
  pid: string;
  /** The vendor's message id as it is shown: `%ASA-4-106023`, `RPD_BGP_NEIGHBOR_STATE_CHANGED`; empty if none. */
  vendorId: string;
  /** The same without its digit, for look-ups: `ASA-106023`. */
  vendorKey: string;
  /** RFC 5424 structured data as sent, `[…][…]`; empty if none. */
  structured: string;
  /** What the line says, after its header and vendor id. */
  message: string;
  /** The part of it that names an alert, where the whole is too long to; empty: the whole. */
  summary: string;
  /** What its writer gave as named values (a Windows event's, a firewall's), by name; empty if none. */
  fields: ReadonlyMap<string, string>;
  /** Epoch ms of the time in the header, null if it has none that can be. */
  atMs: number | null;
}

const noFields: ReadonlyMap<string, string> = new Map();

/** RFC 5424 §6: what a line without PRI is taken for. */
export function emptyLine(): SyslogLine {
  return {
    facility: 1, severity: 5, host: '', app: '', pid: '', vendorId: '', vendorKey: '', structured: '', message: '',
    summary: '', fields: noFields, atMs: null,
  }; // prettier-ignore
}
