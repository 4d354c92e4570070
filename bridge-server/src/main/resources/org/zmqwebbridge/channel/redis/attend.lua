-- How many subscribers a bridge has.
-- KEYS: [1] how many each bridge has. ARGV: bridge, count, seconds that this holds.
local now = tonumber(redis.call('TIME')[1])
if ARGV[2] == '0' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. (now + ARGV[3]))
  redis.call('EXPIRE', KEYS[1], 2 * ARGV[3])
end
return {1}
