// The open alerts that an Alertmanager client asks for, read from the rows in portions: memory stays flat.
import { z } from 'zod';
import { places, ProjectionReader } from '../../reading/projection-reader.ts';
import type { ApiOptions } from '../api-options.ts';
import { readAsked } from '../asked.ts';
import { gettableAlert, receiverName, type GettableAlert } from './gettable-alert.ts';
import { anchored } from '../../../correlate/labels/label-matcher.ts';
import { readMatchers } from './label-matchers.ts';

const yes = z.enum(['true', 'false']).default('true');
const many = z.union([z.string(), z.array(z.string())]).optional();

const Asked = z.object({ active: yes, silenced: yes, inhibited: yes, unprocessed: yes, filter: many, receiver: many });

type Wanted = (alert: GettableAlert) => boolean;

/** @throws PayloadError `bad-query`, `bad-matcher`. Words it does not know are ignored, as Alertmanager does. */
export function readWanted(query: unknown): Wanted {
  const { active, silenced, filter, receiver } = readAsked<z.infer<typeof Asked>>(Asked, query);
  const matches = readMatchers(listOf(filter));
  const isOurs = listOf(receiver).every((pattern) => anchored(pattern)(receiverName));
  return ({ status, labels }) => {
    const wanted = status.state === 'active' ? active === 'true' : silenced === 'true';
    return isOurs && wanted && matches(labels);
  };
}

function listOf(words: string | string[] | undefined): string[] {
  return words === undefined ? [] : [words].flat();
}

const portion = 500;

export async function* listing(
  { store, clock }: Pick<ApiOptions, 'store' | 'clock'>,
  wanted: Wanted,
): AsyncGenerator<GettableAlert[]> {
  const reader = new ProjectionReader(store);
  const now = clock.now();
  let after: string | undefined;
  for (;;) {
    const found = await reader.scan(places.openAlert, { limit: portion, ...(after === undefined ? {} : { after }) });
    const stands = await Promise.all(found.map(({ row }) => reader.memberships(row.id, 1)));
    yield found.map(({ row }, at) => gettableAlert(row, stands[at]?.[0]?.without ?? null, now)).filter(wanted);
    if (found.length < portion) return;
    after = found.at(-1)?.key;
  }
}

export async function* asJsonArray(portions: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let separator = '[';
  for await (const alerts of portions) {
    if (alerts.length === 0) continue;
    yield separator + alerts.map((alert) => JSON.stringify(alert)).join(',');
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
