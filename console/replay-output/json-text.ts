// JSON in pieces: arrays with one entry a line, and lines by themselves.
type Pieces = AsyncIterable<string>;

/** `[`, one entry a line, `]`. */
export async function* arrayOf(entries: AsyncIterable<Pieces | object>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const entry of entries) {
    yield separator;
    if (isPieces(entry)) yield* entry;
    else yield JSON.stringify(entry);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function isPieces(entry: Pieces | object): entry is Pieces {
  return Symbol.asyncIterator in entry;
}

export async function* linesOf(entries: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}
