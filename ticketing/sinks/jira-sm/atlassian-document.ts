// Plain text as an Atlassian document: nodes, so that nothing in it is markup, a mention or a link; and back to text.
import { z } from 'zod';
import { harmless } from '../../text/harmless-text.ts';

interface TextNode {
  readonly type: 'text';
  readonly text: string;
}
interface Paragraph {
  readonly type: 'paragraph';
  readonly content: readonly TextNode[];
}
export interface AtlassianDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly Paragraph[];
}

/** Each line a paragraph; Jira refuses empty text nodes. */
export function documentOf(text: string): AtlassianDocument {
  const lines = harmless(text)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const content = lines.map((line): Paragraph => ({ type: 'paragraph', content: [{ type: 'text', text: line }] }));
  return { type: 'doc', version: 1, content };
}

const Node = z.object({
  text: z.string().optional(),
  type: z.string().optional(),
  content: z.array(z.unknown()).optional(),
});

const blocks = new Set(['paragraph', 'heading', 'listItem', 'codeBlock', 'blockquote', 'hardBreak', 'tableRow']);
/** Documents nest; a hostile one nests without end. */
const deepest = 30;

export function textOfDocument(node: unknown, depth = 0): string {
  const told = Node.safeParse(node);
  if (!told.success || depth > deepest) return '';
  const { text = '', type = '', content = [] } = told.data;
  const inner = content.map((child) => textOfDocument(child, depth + 1)).join('');
  return `${text}${inner}${blocks.has(type) ? '\n' : ''}`;
}
