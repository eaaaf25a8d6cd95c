// Why what the site says as it is now is not in force: the rules folder, the CMDB.

export interface ReadFault {
  readonly code: string;
  readonly message: string;
}

/** Null: in force, or another process follows it. */
export interface SiteFaults {
  readonly rules: ReadFault | null;
  readonly cmdb: ReadFault | null;
}
