// A ticket of the fake Freshservice, as it keeps it.
export interface FreshFakeTicket {
  readonly id: number;
  subject: string;
  description: string;
  status: number;
  priority: number;
  impact: number;
  urgency: number;
  type: string;
  tags: string[];
  deleted: boolean;
  group_id: number | null;
  responder_id: number | null;
  requester_id: number;
  updated_at: number;
  assets: { display_id: number }[];
  resolution_notes: string;
  major: boolean;
  readonly notes: {
    readonly id: number;
    readonly body: string;
    readonly private: boolean;
    readonly incoming: boolean;
    readonly at: number;
  }[];
  /** The one that it is tied to. */
  problem: { readonly display_id: number } | null;
  /** Filters that do not see it yet. */
  hiddenFor: number;
  readonly seenFrom: number;
}
