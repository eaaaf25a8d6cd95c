// A process that waits by Vigie's clock and then says what it and the wall clock saw: `node waiting-child.ts MS`.
import { SystemClock } from '../../runtime/clock/system-clock.ts';

const clock = new SystemClock();
const [clockBefore, wallBefore] = [clock.now(), Date.now()];
process.stdout.write('waiting\n');
await clock.until(clockBefore + Number(process.argv[2]), new AbortController().signal);
process.stdout.write(JSON.stringify({ clockMs: clock.now() - clockBefore, wallMs: Date.now() - wallBefore }));
