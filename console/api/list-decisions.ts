// Decisions in words, a page at a time: about one subject, or about an incident and its situations.
import { subjects, type Decision } from '../../domain/decision.ts';
import { PayloadError } from '../../domain/errors.ts';
import { alertDecisionStrands, decisionStrands, incidentDecisionStrands } from '../reading/decision-strands.ts';
import { situationsOf } from '../reading/incident-members.ts';
import { mergeScan, type Strand } from '../reading/merge-scan.ts';
import type { DecisionPage } from './alert-contract.ts';
import { strandCeiling } from './incident-row.ts';
import type { PageWish } from './list-timeline.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import { decisionRow, type View } from './view.ts';

/** `subject` is `alert/…`, `situation/…`, `incident/…`, `ticket/…` or `event/…`. */
export async function listDecisions(subject: string, asked: PageWish, view: View): Promise<DecisionPage> {
  const slash = subject.indexOf('/');
  const type = subjects.find((known) => known === subject.slice(0, slash));
  if (type === undefined) {
    throw new PayloadError('bad-query', `subject: begins with one of ${subjects.join('/, ')}/`, { at: 'subject' });
  }
  const id = subject.slice(slash + 1);
  const strands = type === 'alert' ? await alertDecisionStrands(view.reader, id) : decisionStrands(type, id);
  return page(strands, asked, view);
}

export async function listIncidentDecisions(incident: string, asked: PageWish, view: View): Promise<DecisionPage> {
  const situations = await situationsOf(view.reader, incident, strandCeiling);
  return page(incidentDecisionStrands(incident, situations.slice(0, strandCeiling)), asked, view);
}

async function page(
  strands: readonly Strand<readonly Decision[]>[],
  asked: PageWish,
  view: View,
): Promise<DecisionPage> {
  const wish = { after: readCursor(asked.after), limit: asked.limit, descending: asked.order === 'desc' };
  const { rows, next } = await mergeScan(view.reader, strands, wish);
  const items = rows.flatMap(({ row }) => row.map((decision) => decisionRow(decision, view)));
  return { items, next: writeCursor(next) };
}
