-- Who is on a channel. A bridge that has said nothing for too long takes its members along.
-- KEYS: [1] connections of each member at each bridge, [2] at all bridges, [3] until when what a bridge said holds.
-- ARGV: topic, bridge, seconds that this holds; then members, each with how many connections it has there.
local HERE, ALL, ALIVE = KEYS[1], KEYS[2], KEYS[3]
local topic, mine, hold = ARGV[1], ARGV[2], tonumber(ARGV[3])
local now = tonumber(redis.call('TIME')[1])

local function set(bridge, member, count)
  local field = bridge .. member
  local before = tonumber(redis.call('HGET', HERE, field) or 0)
  if before == count then
    return
  end
  if count == 0 then
    redis.call('HDEL', HERE, field)
  else
    redis.call('HSET', HERE, field, count)
  end
  local sum = redis.call('HINCRBY', ALL, member, count - before)
  if sum <= 0 then
    redis.call('HDEL', ALL, member)
    redis.call('PUBLISH', topic, 'L\n' .. member)
  elseif sum == count - before then
    redis.call('PUBLISH', topic, 'J\n' .. member)
  end
end

local bridges = redis.call('HGETALL', ALIVE)
for i = 1, #bridges, 2 do
  local gone = bridges[i]
  if gone ~= mine and tonumber(bridges[i + 1]) <= now then
    for _, field in ipairs(redis.call('HKEYS', HERE)) do
      if string.sub(field, 1, #gone) == gone then
        set(gone, string.sub(field, #gone + 1), 0)
      end
    end
    redis.call('HDEL', ALIVE, gone)
  end
end
if mine ~= '' then
  redis.call('HSET', ALIVE, mine, now + hold)
  for i = 4, #ARGV, 2 do
    set(mine, ARGV[i], tonumber(ARGV[i + 1]))
  end
  for _, key in ipairs(KEYS) do
    redis.call('EXPIRE', key, 2 * hold)
  end
end
return redis.call('HGETALL', ALL)
