// The page on which a fake ticketing system shows its tickets: what is open comes first, each with all that was said on it; plain HTML, everything escaped, no script.
import { escapeHtml } from '../../ticketing/text/html-text.ts';

export interface ListedTicket {
  readonly id: string;
  readonly title: string;
  /** In the system's own words, as is its priority. */
  readonly state: string;
  readonly isOpen: boolean;
  readonly priority: string;
  /** Ids of the tickets that it names as related, by a link or, where the system has none, by a note. */
  readonly linkedTo: readonly string[];
  /** What was said on it, in order; as a person reads it, without markup. */
  readonly said: readonly { readonly public: boolean; readonly text: string }[];
}

function note(told: ListedTicket['said'][number]): string {
  const [kind, label] = told.public ? ['public', 'Public'] : ['private', 'Internal'];
  return `<li class="${kind}"><b>${label}</b><pre>${escapeHtml(told.text)}</pre></li>`;
}

function card({ id, title, state, isOpen, priority, linkedTo, said }: ListedTicket): string {
  const standing = isOpen ? 'open' : 'ended';
  const links = linkedTo.length === 0 ? '' : ` · see ${escapeHtml(linkedTo.join(', '))}`;
  const marks = `<p><b class="${standing}">${escapeHtml(state)}</b> priority ${escapeHtml(priority)} · ticket ${escapeHtml(id)}${links}</p>`;
  return `<article>${marks}<h2>${escapeHtml(title)}</h2><ol>${said.map(note).join('')}</ol></article>`;
}

const style = `:root{color-scheme:light dark;--paper:#f6f5f1;--card:#fff;--ink:#1a1f24;--muted:#515a63;--line:#d6d3ca;--open:#b3231a;--ended:#1d6b3c;--inner:#faf3e0}
@media(prefers-color-scheme:dark){:root{--paper:#14171a;--card:#1e2226;--ink:#e8e6e1;--muted:#a9b0b7;--line:#3b4147;--open:#ff9d94;--ended:#86d3a3;--inner:#2b2617}}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;padding:1.5rem 1rem 3rem;max-width:60rem;background:var(--paper);color:var(--ink)}
h1{font-size:1.4rem;margin:0}body>p{color:var(--muted);margin:.2rem 0 1.2rem}
article{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.9rem 1.1rem;margin:0 0 1rem;overflow-wrap:anywhere}
article>p{margin:0;color:var(--muted);font-size:.87rem}article>p>b{margin-right:.6rem}
h2{font-size:1.05rem;margin:.15rem 0 .7rem}.open{color:var(--open)}.ended{color:var(--ended)}
ol{list-style:none;margin:0;padding:0;display:grid;gap:.45rem}li{border-left:3px solid var(--ended);padding:.15rem .7rem}
li>b{font-size:.78rem;color:var(--muted)}.private{border-color:var(--line);background:var(--inner)}
pre{white-space:pre-wrap;margin:0;font:inherit}`;

const count = (amount: number): string => `${String(amount)} ${amount === 1 ? 'ticket' : 'tickets'}`;

/** Open ones first, of each the newest first. */
function cards(tickets: readonly ListedTicket[]): string {
  const newest = [...tickets].reverse();
  return [...newest.filter(({ isOpen }) => isOpen), ...newest.filter(({ isOpen }) => !isOpen)].map(card).join('\n');
}

function section(heading: string, tickets: readonly ListedTicket[]): string {
  return tickets.length === 0 ? '' : `<section><h1>${heading}</h1>${cards(tickets)}</section>`;
}

/** `problems`: records that are no tickets there. Reloads itself, and the browser keeps the reader's place. */
export function ticketListPage(
  system: string,
  tickets: readonly ListedTicket[],
  problems: readonly ListedTicket[] = [],
): string {
  const open = tickets.filter(({ isOpen }) => isOpen);
  const counted = `${count(tickets.length)}, ${String(open.length)} open`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width"><title>${escapeHtml(system)}: ${counted}</title><style>${style}</style></head>
<body><h1>${escapeHtml(system)}: ${counted}</h1>
<p>A fake for tests and demonstrations, which answers as the real one does. Reloads itself every 5 s.</p>
<main>${tickets.length === 0 ? 'No tickets yet.' : cards(tickets)}</main>
${section('Problems', problems)}
</body></html>`;
}
