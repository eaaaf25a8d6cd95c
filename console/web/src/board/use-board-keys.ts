// The keys of the board: j and k walk the incidents, a acknowledges, / searches. Enter is the link's own.
import { useEffect } from 'react';

/** Every incident's link carries this attribute, in the order of the page. */
export const incidentMark = 'data-incident';
export const searchMark = 'data-board-search';

function isTyping(event: KeyboardEvent): boolean {
  const at = event.target instanceof HTMLElement ? event.target : null;
  return Boolean(at?.closest('input, textarea, select, [contenteditable], [role="dialog"]'));
}

function walk(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>(`[${incidentMark}]`)];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at === -1 ? (step === 1 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
  links[next]?.focus();
}

function focusedIncident(): string | null {
  const focused = document.activeElement?.closest('article')?.querySelector(`[${incidentMark}]`);
  return focused?.getAttribute(incidentMark) ?? null;
}

export function useBoardKeys(on: boolean, acknowledge: (incident: string) => void): void {
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      if (event.key === 'j') walk(1);
      else if (event.key === 'k') walk(-1);
      else if (event.key === 'a') {
        const incident = focusedIncident();
        if (incident !== null) acknowledge(incident);
      } else if (event.key === '/') document.querySelector<HTMLElement>(`[${searchMark}]`)?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [on, acknowledge]);
}
