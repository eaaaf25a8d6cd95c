// The page on which a fake ticketing system shows its tickets: plain HTML, everything escaped, no script.
import { escapeHtml } from '../../ticketing/text/html-text.ts';

export interface ListedTicket {
  readonly id: string;
  readonly title: string;
  /** In the system's own words. */
  readonly state: string;
  readonly priority: string;
  /** What was said on it, in order. */
  readonly said: readonly { readonly public: boolean; readonly text: string }[];
}

function row({ id, title, state, priority, said }: ListedTicket): string {
  const notes = said.map(
    (note) => `<li class="${note.public ? 'public' : 'private'}"><pre>${escapeHtml(note.text)}</pre></li>`,
  );
  const cells = [id, state, priority].map((cell) => `<td>${escapeHtml(cell)}</td>`).join('');
  return `<tr>${cells}<td><details><summary>${escapeHtml(title)}</summary><ol>${notes.join('')}</ol></details></td></tr>`;
}

const style = `body{font:15px/1.4 system-ui,sans-serif;margin:2rem;max-width:72rem}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #8886;padding:.4rem .6rem;text-align:left;vertical-align:top}
pre{white-space:pre-wrap;margin:.2rem 0;font:inherit}.private{color:#8a5a00}.private pre::before{content:"[private] "}
:root{color-scheme:light dark}`;

/** Newest ticket first. */
export function ticketListPage(system: string, tickets: readonly ListedTicket[]): string {
  const rows = [...tickets].reverse().map(row).join('\n');
  const head = ['Ticket', 'State', 'Priority', 'Title, and what was said'].map((cell) => `<th>${cell}</th>`).join('');
  const table = tickets.length === 0 ? '<p>No tickets yet.</p>' : `<table><tr>${head}</tr>\n${rows}\n</table>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>${escapeHtml(system)}: ${String(tickets.length)} tickets</title><style>${style}</style></head>
<body><h1>${escapeHtml(system)} (a fake, for tests and demonstrations)</h1>\n${table}\n</body></html>`;
}
