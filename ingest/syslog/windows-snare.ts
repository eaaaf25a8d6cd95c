// Reads a Windows event in Snare's form: columns between tabs, the values inside its text, which is English or French.
import type { WindowsEvent } from './windows-form.ts';

const mark = 'MSWinEventLog';
/** Column of each member, counted from the mark (Snare for Windows, appendix A). */
const column = { id: 5, provider: 6, host: 10 };
const firstText = 12;
const maxText = 16_384;

/** What values are called in the text of an event; where a label comes twice (who asked, who is meant) the last one counts. */
const labels: readonly (readonly [field: string, label: RegExp])[] = [
  ['TargetUserName', labelled('Account Name|Nom du compte')],
  ['IpAddress', labelled('Source Network Address|Adresse du réseau source|Client Address|Adresse du client')],
  ['LogonType', labelled("Logon Type|Type d[’']ouverture de session")],
  ['Status', labelled("Failure Code|Result Code|Code d[’']échec|Code de résultat")],
  ['ThreatName', labelled('Name|Nom')],
];

/** Values end where the next column of the text begins: at a tab, a line's end, or two blanks. `Network Account Name` is another. */
function labelled(names: string): RegExp {
  return new RegExp(
    `(?:^|[\\t\\r\\n]|\\s\\s|:\\s|\\.\\s)\\s*(?:${names})\\s?:[ \\t]*([^\\t\\r\\n]{0,256}?)(?=[\\t\\r\\n]|\\s\\s|$)`,
    'g',
  );
}

/** Null where the text is no such event. */
export function readSnareEvent(message: string): WindowsEvent | null {
  if (!message.startsWith(mark)) return null;
  const columns = plain(message).split('\t');
  if (columns.length <= column.provider) return null;
  const text = columns
    .slice(firstText)
    .join('\t')
    .replace(/\t\d*\s*$/, '')
    .trim();
  const [id = '', provider = '', host = ''] = [columns[column.id], columns[column.provider], columns[column.host]];
  return { id, provider, host, at: '', message: text, fields: fieldsOf(text) };
}

/** rsyslog writes control characters as `#011`. */
function plain(message: string): string {
  return message.slice(0, maxText).replaceAll('#011', '\t').replaceAll('#015', '\r').replaceAll('#012', '\n');
}

function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [field, label] of labels) {
    const value = [...text.matchAll(label)].at(-1)?.[1]?.trim() ?? '';
    if (value !== '') fields.set(field, value);
  }
  return fields;
}
