// Where Kafka itself comes from: libraries in .tmp/, else from Maven once.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBinary } from '../part.ts';

/** Maven may have to bring it first. */
export const startWithinMs = 300_000;

const kept = join(import.meta.dirname, '../../../.tmp/kafka-4.4.0');

/** What this machine lacks for a Kafka that a test may kill. */
export function lacksOwnKafka(): string[] {
  if (findBinary('java') === null) return ['java 17 (openjdk-17-jre-headless)'];
  return existsSync(kept) || findBinary('mvn') !== null ? [] : ['maven'];
}

/** Folder of jars. Two test files may ask at once: each copies for itself, the first one's copy stays. */
export function kafkaLibs(): string {
  if (existsSync(kept)) return kept;
  mkdirSync(join(kept, '..'), { recursive: true });
  const copy = mkdtempSync(`${kept}-`);
  const goal = ['-q', '-B', '-f', join(import.meta.dirname, 'pom.xml'), 'dependency:copy-dependencies'];
  execFileSync('mvn', [...goal, '-DincludeScope=runtime', `-DoutputDirectory=${copy}`], { stdio: 'inherit' });
  try {
    renameSync(copy, kept);
  } catch {
    rmSync(copy, { recursive: true, force: true });
  }
  return kept;
}
