// Holds the import rules between rooms, and fails when nothing was looked at: a checker that finds 0 modules passes.
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult, IViolation } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const roomsToCruise = ['bin', 'domain', 'ingest', 'correlate', 'ticketing', 'console', 'runtime', 'tests'];

/** Cruises folders under `baseDir` by the project's rules. */
export async function checkImports(baseDir: string, folders: readonly string[]): Promise<ICruiseResult> {
  const root = new URL('../../', import.meta.url).pathname;
  const options = await extractDepcruiseOptions(`${root}.dependency-cruiser.cjs`);
  const tsConfig = extractTSConfig(`${root}tsconfig.json`);
  const result = await cruise([...folders], { ...options, baseDir }, undefined, { tsConfig });
  if (typeof result.output === 'string') throw new Error('dependency-cruiser printed instead of answering');
  return result.output;
}

/** What is wrong, one line a fault; a fault also when no module was looked at. */
export function importFaults(result: ICruiseResult): string[] {
  if (result.summary.totalCruised === 0)
    return ['no module was looked at: is dependency-cruiser able to read TypeScript?'];
  return result.summary.violations.filter((found) => found.rule.severity === 'error').map(wordViolation);
}

function wordViolation(found: IViolation): string {
  return `${found.rule.name}: ${found.from} → ${found.to}`;
}

if (import.meta.main) {
  const result = await checkImports(new URL('../../', import.meta.url).pathname, roomsToCruise);
  const faults = importFaults(result);
  const looked = `${String(result.summary.totalCruised)} modules, ${String(result.summary.totalDependenciesCruised ?? 0)} imports`;
  process.stdout.write([...faults, `imports: ${looked}, ${String(faults.length)} faults`, ''].join('\n'));
  process.exitCode = faults.length === 0 ? 0 : 1;
}
