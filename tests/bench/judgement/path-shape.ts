// What a path between two CIs means for a common cause: straight, over a common dependency, or over a common caller.

export type PathShape = 'straight' | 'common dependency' | 'common caller' | 'winding';

/** Of each two neighbours on the path, whether the first depends on the second. Null: no relation between them (a peer). */
export function shapeOf(path: readonly string[], dependsOn: (from: string, to: string) => boolean): PathShape {
  const turns = path
    .slice(1)
    .map((to, n) => (dependsOn(path[n] ?? '', to) ? 'to dependency' : 'to caller'))
    .filter((step, n, steps) => step !== steps[n - 1]);
  if (turns.length < 2) return 'straight';
  if (turns.length > 2) return 'winding';
  return turns[0] === 'to dependency' ? 'common dependency' : 'common caller';
}
