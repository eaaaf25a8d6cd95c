// Finds what a condition asks for that no facts have: a misspelt name, with the nearest that exists.
import { distance } from 'fastest-levenshtein';
import { knownFacts } from './rule-facts.ts';

interface Node {
  readonly exprKind?: { readonly case?: string; readonly value?: unknown };
}

interface Ident {
  readonly name: string;
}

interface Select {
  readonly operand?: Node;
  readonly field: string;
}

interface Comprehension {
  readonly iterVar: string;
  readonly iterVar2?: string;
  readonly accuVar: string;
}

/** One sentence for each wrong name, in order of the text. */
export function misnamed(expression: unknown): string[] {
  const found: string[] = [];
  walk(expression as Node | undefined, new Set(), found);
  return [...new Set(found)];
}

function walk(node: Node | undefined, bound: ReadonlySet<string>, found: string[]): void {
  const kind = node?.exprKind;
  if (kind === undefined) return;
  if (kind.case === 'identExpr') checkName((kind.value as Ident).name, bound, found);
  else if (kind.case === 'selectExpr') checkMember(kind.value as Select, bound, found);
  const inner = kind.case === 'comprehensionExpr' ? withVariables(kind.value as Comprehension, bound) : bound;
  for (const child of childrenOf(kind.value)) walk(child, inner, found);
}

function checkName(name: string, bound: ReadonlySet<string>, found: string[]): void {
  if (!bound.has(name) && !Object.hasOwn(knownFacts, name)) found.push(unknown(name, Object.keys(knownFacts)));
}

function checkMember({ operand, field }: Select, bound: ReadonlySet<string>, found: string[]): void {
  if (operand?.exprKind?.case !== 'identExpr') return;
  const { name } = operand.exprKind.value as Ident;
  const members = Object.hasOwn(knownFacts, name) && !bound.has(name) ? knownFacts[name] : undefined;
  if (members?.includes(field) === false)
    found.push(
      unknown(
        `${name}.${field}`,
        members.map((each) => `${name}.${each}`),
      ),
    );
}

function withVariables({ iterVar, iterVar2, accuVar }: Comprehension, bound: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...bound, iterVar, iterVar2 ?? '', accuVar]);
}

/** Every node below, whatever the member is called. */
function childrenOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(childrenOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('exprKind' in value) return [value as Node];
  return Object.values(value).flatMap(childrenOf);
}

function unknown(name: string, known: readonly string[]): string {
  const [nearest] = [...known].sort((a, b) => distance(a, name) - distance(b, name) || (a < b ? -1 : 1));
  return `unknown name ${name}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;
}
