// What Redis does in one step each: claim, commit, read, forget. All keys of a call carry one hash tag.
import { createHash } from 'node:crypto';
import { asStateFault } from './redis-faults.ts';
import type { RedisClient } from './redis-connection.ts';

export interface Script {
  readonly text: string;
  readonly sha: string;
}

const script = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') });

/**
 * Epochs are the server's milliseconds, and above the last: an owner of before is fenced off even where FLUSHALL or an
 * old restore took the count away. Rows that are not all there (evicted, deleted by hand) are forgotten.
 * KEYS: meta, rows, order, outbox. Returns epoch, offset or '', log or ''.
 */
export const claimScript = script(`
local count = tonumber(redis.call('HGET', KEYS[1], 'count')) or 0
if redis.call('HLEN', KEYS[2]) ~= count or redis.call('ZCARD', KEYS[3]) ~= count then
  redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[4])
  redis.call('HDEL', KEYS[1], 'offset', 'log', 'chain', 'token', 'by', 'count')
end
local stored = redis.call('HMGET', KEYS[1], 'epoch', 'offset', 'log')
local now = redis.call('TIME')
local epoch = math.max((tonumber(stored[1]) or 0) + 1, tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000))
local text = string.format('%.0f', epoch)
redis.call('HSET', KEYS[1], 'epoch', text)
return { text, stored[2] or '', stored[3] or '' }`);

/**
 * KEYS: meta, rows, order, outbox, staging. ARGV: epoch, expected offset or '', offset, log, chain, token, rows,
 * staged parts, parts. A part is a field and its JSON ('' deletes), then whole outgoing records. The unit's records
 * stand in the outbox until those of the next unit take their place. Returns what was done, or why not.
 */
export const commitScript = script(`
local epoch, expected, offset = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local stored = redis.call('HMGET', KEYS[1], 'epoch', 'offset', 'token')
local owner, stands = tonumber(stored[1]), stored[2] or ''
if owner and owner > epoch then return 'epoch-fenced' end
if not owner or owner < epoch then return 'state-lost' end
if stored[3] == ARGV[6] then return 'already' end
if stands ~= '' and tonumber(offset) <= tonumber(stands) then return 'offset-replayed' end
if stands ~= expected then return 'state-lost' end

local parts, staged, count = {}, tonumber(ARGV[8]), 0
if staged == 0 then
  for n = 9, #ARGV do parts[n - 8] = ARGV[n] end
  count = #ARGV - 8
else
  for from = 0, staged - 1, 1000 do
    for _, part in ipairs(redis.call('LRANGE', KEYS[5], from, from + 999)) do
      count = count + 1
      parts[count] = part
    end
  end
  if count ~= staged then return 'staging-lost' end
end

local rows = tonumber(ARGV[7])
for n = 1, rows do
  local field, json = parts[2 * n - 1], parts[2 * n]
  if json == '' then
    redis.call('HDEL', KEYS[2], field)
    redis.call('ZREM', KEYS[3], field)
  else
    if redis.call('HSET', KEYS[2], field, json) == 1 then redis.call('ZADD', KEYS[3], 0, field) end
  end
end
redis.call('DEL', KEYS[4])
for n = 2 * rows + 1, count do redis.call('RPUSH', KEYS[4], parts[n]) end
if staged > 0 then redis.call('UNLINK', KEYS[5]) end
redis.call('HSET', KEYS[1], 'offset', offset, 'log', ARGV[4], 'chain', ARGV[5], 'token', ARGV[6], 'by', ARGV[1],
  'count', redis.call('HLEN', KEYS[2]))
return 'committed'`);

/** KEYS: rows, order. ARGV: from, to, most, 'desc' or 'asc'. Returns field, JSON, field, JSON: order and rows as one. */
export const readScript = script(`
local fields
if ARGV[4] == 'desc' then
  fields = redis.call('ZREVRANGEBYLEX', KEYS[2], ARGV[2], ARGV[1], 'LIMIT', 0, tonumber(ARGV[3]))
else
  fields = redis.call('ZRANGEBYLEX', KEYS[2], ARGV[1], ARGV[2], 'LIMIT', 0, tonumber(ARGV[3]))
end
local found = {}
for n, field in ipairs(fields) do
  found[2 * n - 1] = field
  found[2 * n] = redis.call('HGET', KEYS[1], field)
end
return found`);

/** KEYS: meta, rows, order, outbox. */
export const resetScript = script(`
redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[4])
redis.call('HDEL', KEYS[1], 'offset', 'log', 'chain', 'token', 'by', 'count')
return 'reset'`);

/** @throws AdapterError; in doubt where it is retryable. */
export async function runScript(
  client: RedisClient,
  { sha, text }: Script,
  keys: readonly string[],
  words: readonly string[],
): Promise<unknown> {
  try {
    return await client.evalsha(sha, keys.length, ...keys, ...words);
  } catch (thrown) {
    if (!(thrown instanceof Error) || !thrown.message.startsWith('NOSCRIPT')) throw asStateFault(thrown);
  }
  try {
    return await client.eval(text, keys.length, ...keys, ...words);
  } catch (thrown) {
    throw asStateFault(thrown);
  }
}
