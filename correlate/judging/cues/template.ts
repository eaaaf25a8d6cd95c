// How alike two messages are: their words without what varies, such as numbers and addresses.

const mostWords = 60;

/** Words of a message; whatever holds a digit is a variable. */
export function templateOf(message: string): ReadonlySet<string> {
  const words = message
    .slice(0, 600)
    .toLowerCase()
    .split(/[^\p{L}\p{N}_.:-]+/u);
  return new Set(words.filter((word) => word.length > 2 && !/\d/.test(word)).slice(0, mostWords));
}

/** Share of their words that both have, 0 where either has fewer than three. */
export function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size < 3 || b.size < 3) return 0;
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  return both / (a.size + b.size - both);
}
