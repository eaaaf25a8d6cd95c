// The writer worker: owns every connection that writes, and gathers calls into groups.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { streams } from '../../domain/record.ts';
import { makeFolder } from '../make-folder.ts';
import { asAdapterError } from './database.ts';
import { DiskGuard } from './disk-guard.ts';
import { segmentPaths } from './segment-files.ts';
import { StateWriter } from './state-writer.ts';
import { StreamWriter } from './stream-writer.ts';
import { droppedTail } from './wal-tail.ts';
import { GroupWriter, textOf } from './write-group.ts';
import type { WriterMessage, WriterReply, WriterRequest, WriterSettings } from './writer-protocol.ts';

/**
 * What arrives within this time of the group before, or until it is this large, is one group (architecture, "State:
 * one commit"). After a longer rest a call waits for nobody.
 */
const groupMs = 2;
const groupBytes = 1 << 20;
/** A commit that waits for the disk is tried again this often. */
const waitingMs = 250;

const settings = workerData as WriterSettings;
const statePath = join(settings.folder, 'state.db');
const logFolder = join(settings.folder, 'log');
const say = (message: WriterMessage): void => parentPort?.postMessage(message);

let replies: WriterReply[] = [];
let gathered: WriterRequest[] = [];
let gatheredBytes = 0;
let timer: NodeJS.Timeout | null = null;
let flushedMs = 0;

function tellDroppedTails(paths: readonly string[]): void {
  for (const path of paths.map((file) => `${file}-wal`).filter((file) => existsSync(file))) {
    const tail = droppedTail(path);
    if (tail === null) continue;
    const found = tail.torn ? 'is torn or damaged at its end' : 'ends inside a transaction';
    const reason = `${path} ${found}: ${tail.frames} pages dropped, never acknowledged unless the disk is failing`;
    say({ say: 'notice', notice: { code: tail.torn ? 'log-tail-torn' : 'log-tail-cut', reason } });
  }
}

function open(): GroupWriter {
  makeFolder(logFolder);
  const newest = streams.flatMap((stream) => segmentPaths(logFolder, stream).slice(-1));
  tellDroppedTails([statePath, ...newest]);
  const guard = new DiskGuard(join(settings.folder, 'ballast'), settings.ballastBytes);
  guard.hold();
  const writers = new Map(
    streams.map((stream) => {
      const onNewFile = (file: string): void => say({ say: 'new-file', stream, file });
      return [stream, new StreamWriter({ folder: logFolder, stream, onNewFile })];
    }),
  );
  const state = new StateWriter(statePath);
  const reply = (answer: WriterReply): unknown => replies.push(answer);
  const group = new GroupWriter({ folder: settings.folder, state, streams: writers, guard, reply });
  say({ say: 'ready', streams: [...writers.values()].map((writer) => writer.standing()) });
  closeFiles = () => {
    group.finish();
    for (const writer of writers.values()) writer.close();
    state.close();
  };
  return group;
}

let closeFiles = (): void => undefined;

function flush(group: GroupWriter): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const requests = gathered;
  gathered = [];
  gatheredBytes = 0;
  group.write(requests);
  flushedMs = performance.now();
  if (group.waiting) timer = setTimeout(() => flush(group), waitingMs);
  if (replies.length > 0) say({ say: 'replies', replies });
  replies = [];
}

function gather(group: GroupWriter, request: WriterRequest): void {
  if (request.call.op === 'close') return close(group, request.id);
  gathered.push(request);
  gatheredBytes += request.bytes;
  if (gatheredBytes >= groupBytes) flush(group);
  else if (gathered.length === 1) {
    if (timer !== null) clearTimeout(timer);
    const restMs = flushedMs + groupMs - performance.now();
    if (restMs > 0) timer = setTimeout(() => flush(group), restMs);
    else setImmediate(() => flush(group));
  }
}

function close(group: GroupWriter, id: number): void {
  flush(group);
  closeFiles();
  say({ say: 'replies', replies: [{ id }] });
  parentPort?.close();
}

try {
  const group = open();
  parentPort?.on('message', (request: WriterRequest) => gather(group, request));
} catch (thrown) {
  say({ say: 'failed', fault: textOf(asAdapterError(thrown, 'log', settings.folder)) });
  parentPort?.close();
}
