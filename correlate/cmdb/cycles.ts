// Finds what depends on itself: one cycle for each set of nodes that reach one another.

/** Depth first without recursion, so that a chain of any length is walked. Each node is on at most one cycle given. */
export function findCycles(nodes: readonly string[], next: (id: string) => readonly string[]): string[][] {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[][] = [];
  const told = new Set<string>();
  for (const node of nodes) {
    if (!state.has(node)) walk(node);
  }
  return cycles;

  function walk(start: string): void {
    const path = [{ id: start, rest: [...next(start)] }];
    state.set(start, 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = top.rest.shift();
      if (to === undefined) {
        state.set(top.id, 'done');
        path.pop();
      } else if (state.get(to) === 'open') tell(path.slice(path.findIndex(({ id }) => id === to)).map(({ id }) => id));
      else if (!state.has(to)) {
        state.set(to, 'open');
        path.push({ id: to, rest: [...next(to)] });
      }
    }
  }

  function tell(cycle: string[]): void {
    if (cycle.some((id) => told.has(id))) return;
    for (const id of cycle) told.add(id);
    cycles.push(cycle);
  }
}
