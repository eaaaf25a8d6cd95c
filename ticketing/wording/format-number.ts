// Numbers as people write them: 1,200 in English, 1 200 with a narrow no-break space in French.
import type { Language } from './language.ts';

const narrowNoBreakSpace = '\u202f';

function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, separator);
}

/** Whole numbers are grouped by thousands; others keep at most two decimals. */
export function formatNumber(value: number, language: Language): string {
  if (!Number.isFinite(value)) return '?';
  const rounded = Number.isInteger(value)
    ? String(Math.abs(value))
    : Math.abs(value)
        .toFixed(2)
        .replace(/\.?0+$/, '');
  const [whole = '0', decimals] = rounded.split('.');
  const text = grouped(whole, language === 'en' ? ',' : narrowNoBreakSpace);
  const point = language === 'en' ? '.' : ',';
  return `${value < 0 ? '-' : ''}${text}${decimals === undefined ? '' : `${point}${decimals}`}`;
}

/** A share of 1 as whole percent: `20 %` in both languages, the space never breaking. */
export function formatShare(share: number, language: Language): string {
  return `${formatNumber(Math.round(share * 100), language)}\u00a0%`;
}

/** `1 alert`, `3 alerts`; French counts 0 and 1 as one. */
export function counted(count: number, language: Language, one: string, many: string): string {
  const single = language === 'en' ? count === 1 : Math.abs(count) < 2;
  return `${formatNumber(count, language)} ${single ? one : many}`;
}
