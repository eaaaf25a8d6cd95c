// Says how many tests passed, failed and were skipped, from the runner's own report; a file that broke is a failure.
import { existsSync, readFileSync } from 'node:fs';

const [path = ''] = process.argv.slice(2);
if (!existsSync(path)) {
  process.stdout.write('no report: the test runner ended before it wrote one\n');
  process.exit(1);
}
const report = JSON.parse(readFileSync(path, 'utf8'));
const broken = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
).length;
const failed = report.numFailedTests + broken;
const skipped = report.numPendingTests + report.numTodoTests;
process.stdout.write(`${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`);
if (failed > 0) process.exitCode = 1;
