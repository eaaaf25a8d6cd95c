// Reads and fills a logic-less text: variables and sections only. Nothing is escaped here: each system does that, last.
import mustache from 'mustache';

/** A tag as mustache reads it: kind, what it holds, from, to, and for a section what is inside. */
type Token = readonly [kind: string, value: string, from: number, to: number, inside?: unknown];

export type TemplateFault =
  { readonly kind: 'unknown-variable'; readonly name: string } | { readonly kind: 'broken'; readonly why: string };

/** One of our own: its cache holds our texts, and nobody else's settings reach it. */
const writer = new mustache.Writer();

const refused: Readonly<Record<string, string>> = {
  '>': 'partials are refused',
  '=': 'other delimiters are refused',
};

/** Every fault, in order of the text; none: it can be filled. */
export function templateFaults(template: string, known: readonly string[]): TemplateFault[] {
  try {
    return faultsOf(writer.parse(template) as Token[], known);
  } catch (cause) {
    return [{ kind: 'broken', why: cause instanceof Error ? cause.message : String(cause) }];
  }
}

function faultsOf(tokens: readonly Token[], known: readonly string[]): TemplateFault[] {
  return tokens.flatMap(([kind, value, from, , inside]): TemplateFault[] => {
    if (kind === '!') return [];
    if (kind === 'text') return value.includes('}}') ? [{ kind: 'broken', why: `a }} that closes nothing` }] : [];
    const why = refused[kind];
    if (why !== undefined) return [{ kind: 'broken', why: `${why}: ${kind}${value} at ${String(from)}` }];
    const own: TemplateFault[] = known.includes(value) ? [] : [{ kind: 'unknown-variable', name: value }];
    return Array.isArray(inside) ? [...own, ...faultsOf(inside as Token[], known)] : own;
  });
}

/** What a value holds is never read as a tag. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return writer.render(template, values, undefined, { escape: String });
}
