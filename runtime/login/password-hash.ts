// Passwords of the console: kept as scrypt hashes, compared in constant time.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP Password Storage Cheat Sheet: scrypt N = 2^17, r = 8, p = 1, which takes 128 MB. */
const cost = 131_072;
const blockSize = 8;
const keyBytes = 32;
const saltBytes = 16;
/** A hash that asks for more would be a way to stop the process. */
const maxCost = 1_048_576;

function derive(password: string, salt: Buffer, n: number): Promise<Buffer> {
  const options = { N: n, r: blockSize, p: 1, maxmem: 256 * n * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** `scrypt:N:salt:key`, as `console.login.users` takes it. */
export async function hashPassword(password: string, n = cost): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(password, salt, n);
  return `scrypt:${n}:${salt.toString('base64url')}:${key.toString('base64url')}`;
}

/** What a hash was made with; the default for one that is none. */
export function costOf(hash: string): number {
  const rounds = Number(hash.split(':')[1]);
  return isCost(rounds) ? rounds : cost;
}

function isCost(rounds: number): boolean {
  return Number.isInteger(rounds) && rounds > 1 && rounds <= maxCost && (rounds & (rounds - 1)) === 0;
}

/** False for a hash that is none. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, n = '', salt = '', key = ''] = hash.split(':');
  const rounds = Number(n);
  if (!isCost(rounds)) return false;
  const known = Buffer.from(key, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), rounds);
  return known.length === given.length && timingSafeEqual(known, given);
}
