// The page behind the link of a message, as HTML: what the incident is, and one button. No script; light and dark.
import { hash } from 'node:crypto';
import type { Language } from '../../ticketing/wording/language.ts';
import { harmless } from '../../ticketing/text/harmless-text.ts';
import { escapeHtml } from '../../ticketing/text/html-text.ts';
import { frenchSpacing } from '../../ticketing/wording/french-spacing.ts';
import { takeWords } from '../../ticketing/wording/take-words.ts';

export interface TakePage {
  readonly language: Language;
  readonly headline: string;
  /** Plain text. */
  readonly lines: readonly string[];
  /** Shows the button: the token that the form gives back, and the name to begin with. */
  readonly form: { readonly token: string; readonly action: string } | null;
  readonly open: string | null;
}

const css = `
:root{color-scheme:light dark;--ink:#1a1b1e;--paper:#fff;--quiet:#495057;--line:#ced4da;--act:#1864ab;--on-act:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e9ecef;--paper:#1a1b1e;--quiet:#adb5bd;--line:#495057;--act:#74c0fc;--on-act:#10181f}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 1rem}
p{margin:0 0 .85rem;overflow-wrap:anywhere}
.quiet{color:var(--quiet)}
label{display:block;font-weight:600;margin:1.5rem 0 .35rem}
input{width:100%;font:inherit;padding:.6rem .75rem;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.375rem}
button{width:100%;font:inherit;font-weight:600;margin-top:1rem;padding:.75rem 1rem;border:0;border-radius:.375rem;background:var(--act);color:var(--on-act);cursor:pointer}
a{color:var(--act)}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
`;

/** Only this style, no script, no frame; the form goes to this page alone. */
export const takePagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', css, 'base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const escaped = (text: string): string => escapeHtml(harmless(text));

function formOf({ form, language }: TakePage): string {
  if (form === null) return '';
  const { name, button } = takeWords[language];
  return `<form method="post" action="${escaped(form.action)}">
<input type="hidden" name="t" value="${escaped(form.token)}">
<label for="by">${escaped(name)}</label>
<input id="by" name="by" maxlength="80" autocomplete="name" required>
<button type="submit">${escaped(button)}</button>
</form>`;
}

export function renderTakePage(page: TakePage): string {
  const { language, headline, lines, open } = page;
  const say = (text: string): string => escaped(language === 'fr' ? frenchSpacing(text) : text);
  const link = open === null ? '' : `<p><a href="${escaped(open)}">${say(takeWords[language].open)}</a></p>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${say(headline)} – Vigie</title>
<style>${css}</style>
</head>
<body><main>
<h1>${say(headline)}</h1>
${lines.map((line, index) => `<p${index > 0 ? ' class="quiet"' : ''}>${say(line)}</p>`).join('\n')}
${formOf(page)}
${link}
</main></body>
</html>
`;
}
