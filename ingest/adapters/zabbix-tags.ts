// Event tags of Zabbix as labels: from the list, or from the text that older media types send.
import { z } from 'zod';
import { forbiddenKeys, scanJson } from '../json-scanner.ts';

/** A list as EVENT.TAGSJSON expands inside JSON, the same quoted as a string, or the literal macro. */
export const Tags = z.union([
  z.array(z.object({ tag: z.string(), value: z.string() })),
  z.string().transform((text) => (text.startsWith('[') ? listOf(text) : [])),
]);

const QuotedTags = z.array(z.object({ tag: z.string(), value: z.string() }));

function listOf(text: string): z.infer<typeof QuotedTags> {
  try {
    scanJson(text);
    return QuotedTags.parse(JSON.parse(text));
  } catch {
    return [];
  }
}

/** Several values of one tag are joined in order of value, so that the order of sending does not matter. */
export function zabbixTags(
  list: z.infer<typeof Tags> | undefined,
  text: string | undefined,
  ignored: ReadonlySet<string>,
): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const { tag, value } of list ?? tagsOfText(text ?? '')) {
    if (ignored.has(tag) || forbiddenKeys.has(tag)) continue;
    values.set(tag, [...(values.get(tag) ?? []), value]);
  }
  return Object.fromEntries([...values].map(([tag, all]) => [tag, all.sort().join(', ')]));
}

/** `component:cpu, empty, scope:performance`: a value with a comma cannot be told apart, which is why the list leads. */
function tagsOfText(text: string): { tag: string; value: string }[] {
  const parts = text.split(', ').filter((part) => part !== '');
  return parts.map((part) => {
    const [tag = '', ...value] = part.split(':');
    return { tag, value: value.join(':') };
  });
}
