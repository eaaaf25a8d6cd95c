// What iTop is told: HTML that its sanitiser leaves whole, logs as text, levels whose matrix gives our priority.
import type { TicketFields, TicketOperation } from '../../../domain/ticket.ts';
import { harmless } from '../../text/harmless-text.ts';
import { cutToBytes, paragraphs } from '../../text/html-text.ts';
import { levelsIn } from '../own-matrix.ts';
import type { Levels, OwnMatrix } from '../own-matrix.ts';
import { markedTitle, noteMark } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import type { ItopConfig } from './itop-config.ts';

/** `description` and `solution` end at 65,535 bytes (recorded, 27e), markup included: an error, not a cut. */
const htmlBytes = 60_000;
/** A log of 1 MB was taken (27f); readers are not served by it. */
const logBytes = 200_000;

const textOf = ({ fields }: TicketOperation, kind: NoteKind): string =>
  kind === 'public' ? fields.publicText : fields.technicalText;

/** With a field for the key the title is free of marks. iTop refuses titles above 255 (13p). */
export function titleOf(operation: TicketOperation, { keyField }: ItopConfig): string {
  const marked = markedTitle(operation);
  return keyField === undefined ? marked : marked.slice(marked.indexOf(' ') + 1);
}

export function descriptionOf(operation: TicketOperation): string {
  const text = cutToBytes(operation.fields.publicText, htmlBytes, paragraphs);
  return `${text}<p>Vigie ${operation.key}</p>`;
}

export function solutionOf(operation: TicketOperation): string {
  return `${cutToBytes(operation.fields.publicText, htmlBytes, paragraphs)}<p>[${noteMark(operation, 'public')}]</p>`;
}

/** As `format: text`: escaped by iTop, newlines kept (17b); a plain string would be read as HTML (17c). */
export function logEntry(operation: TicketOperation, kind: NoteKind): Readonly<Record<string, unknown>> {
  const text = cutToBytes(textOf(operation, kind), logBytes, harmless);
  return { add_item: { message: `${text}\n[${noteMark(operation, kind)}]`, format: 'text' } };
}

export function isSilent(operation: TicketOperation, kind: NoteKind): boolean {
  return textOf(operation, kind) === '';
}

/**
 * iTop's own (impact 1 department, 2 service, 3 person; urgency 1 critical to 4 low): each pair stands for one priority of
 * ours, though iTop knows four only.
 */
const matrix: OwnMatrix = {
  cells: {
    'high/high': { impact: 1, urgency: 1, priority: 1 },
    'high/medium': { impact: 1, urgency: 3, priority: 2 },
    'high/low': { impact: 2, urgency: 3, priority: 3 },
    'medium/high': { impact: 2, urgency: 2, priority: 2 },
    'medium/medium': { impact: 2, urgency: 3, priority: 3 },
    'medium/low': { impact: 2, urgency: 4, priority: 4 },
    'low/high': { impact: 3, urgency: 2, priority: 3 },
    'low/medium': { impact: 2, urgency: 4, priority: 4 },
    'low/low': { impact: 3, urgency: 4, priority: 5 },
  },
  even: {
    1: { impact: 1, urgency: 1 },
    2: { impact: 2, urgency: 2 },
    3: { impact: 2, urgency: 3 },
    4: { impact: 2, urgency: 4 },
    5: { impact: 3, urgency: 4 },
  },
};

const own = (config: ItopConfig, priority: number): Levels | undefined =>
  config.levels[String(priority) as keyof ItopConfig['levels']];

/** A site's own levels of a priority go before the matrix. */
export function levelsOf(fields: TicketFields, config: ItopConfig): Levels {
  return own(config, fields.priority) ?? levelsIn(matrix, fields) ?? { impact: 2, urgency: 3 };
}

/** The way back; a pair that we never write stands for what iTop computed of it. Null: no such level. */
export function priorityOf(levels: Levels, computed: number, config: ItopConfig): number | null {
  const same = (pair: Levels | undefined): boolean => pair?.impact === levels.impact && pair.urgency === levels.urgency;
  const configured = [1, 2, 3, 4, 5].find((priority) => same(own(config, priority)));
  if (configured !== undefined) return configured;
  const cell = Object.values(matrix.cells).find(same);
  return cell?.priority ?? (computed >= 1 && computed <= 4 ? computed : null);
}
