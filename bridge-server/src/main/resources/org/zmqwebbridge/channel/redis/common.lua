-- What every script begins with: the channel's facts, as a hash, and what holds for every form of its log.
-- KEYS: [1] the facts, [2] the log, [3] how many subscribers each bridge has.
-- e epoch, v the server's replication id, o offset, s and t id of the newest, ds and dt of the newest that is not kept,
-- k how many are kept, B bytes of them, f seconds of the oldest, n b a retention, r when somebody asked, x whether it is
-- there, d offset of its last deletion, g for each failover the second before which
-- something may be lost, and in which block the tags are since: of two masters at once no id is like one of the other's.
local NUMBERS = {'o', 's', 't', 'ds', 'dt', 'k', 'B', 'f', 'n', 'b', 'a', 'r', 'x', 'd'}
local DEFAULTS = {o = 0, s = 0, t = -1, ds = 0, dt = -1, k = 0, B = 0, f = 0, n = 0, b = 0, a = 0, r = -1, x = 0, d = 0}
local FACTS, LOG, BRIDGES = KEYS[1], KEYS[2], KEYS[3]
local TOMB_SECONDS = 120
local MAX_TAG = 1073741823
local MAX_FAILOVERS = 8
local BLOCK = 1048576 -- of tags; blocks 1 to 1022 are those of servers after a failover

-- Defined by the form of the log, log-….lua:
local log_adopt, log_add, log_after, log_oldest, log_newest, log_first, log_drop, log_clear

local clock = redis.call('TIME')
local now = tonumber(clock[1])
local replid = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or ''

local function is_after(s, t, than_s, than_t)
  return s > than_s or (s == than_s and t > than_t)
end

local function new_epoch(m)
  m.e = string.sub(replid, 1, 12) .. '-' .. clock[1] .. '-' .. clock[2]
  m.v = replid
end

-- Something before this second may be lost; of too many of them, all that is before the second oldest.
local function lose_before(m, second)
  local seconds = {}
  for one in string.gmatch(m.g, '%d+:%d+') do
    seconds[#seconds + 1] = one
  end
  seconds[#seconds + 1] = second .. ':' .. (1 + tonumber(string.sub(replid, 1, 8), 16) % 1022)
  if #seconds > MAX_FAILOVERS then
    local oldest = tonumber(string.match(table.remove(seconds, 1), '%d+'))
    if is_after(oldest - 1, MAX_TAG, m.ds, m.dt) then
      m.ds, m.dt = oldest - 1, MAX_TAG
    end
  end
  m.g = table.concat(seconds, ' ')
end

-- Where to read for whoever is at a place: an id that another master gave is before all that this one has given since.
local function own_place(m, s, t)
  local since, block = 0, 0
  for second, number in string.gmatch(m.g, '(%d+):(%d+)') do
    if tonumber(second) <= s then
      since, block = tonumber(second), tonumber(number)
    end
  end
  if since > 0 and t >= 0 and t ~= MAX_TAG and math.floor(t / BLOCK) ~= block then
    return since - 1, MAX_TAG
  end
  return s, t
end

-- The next id.
local function advance(m)
  local block = tonumber(string.match(m.g, ':(%d+)$') or '0')
  if now > m.s then
    m.s, m.t = now, block * BLOCK
  elseif m.t < 0 then
    m.t = block * BLOCK
  else
    m.t = m.t + 1
    if m.t >= (block + 1) * BLOCK then
      m.s, m.t = m.s + 1, block * BLOCK
    end
  end
end

-- The first failover after a second, or nil: what is lost there is before all messages of that second, and of later ones.
local function next_failover(m, s)
  for one in string.gmatch(m.g, '(%d+):%d+') do
    local second = tonumber(one)
    if s < second then
      return second
    end
  end
  return nil
end

-- Whether something is lost, or not kept, between a place and one that is read until: 0: until the newest.
local function has_gap(m, s, t, until_s)
  if s == 0 then -- from the oldest
    return false
  end
  if is_after(m.ds, m.dt, s, t) then
    return true
  end
  local second = next_failover(m, s)
  return second ~= nil and (until_s == 0 or until_s >= second)
end

-- The facts; m.there says whether there are any. After a failover the newest messages may be lost, and what is
-- published now must have no id that was given before.
local function facts()
  local got = redis.call('HMGET', FACTS, 'e', 'v', 'g', unpack(NUMBERS))
  local m = {there = got[1] ~= false, e = got[1] or '', v = got[2] or '', g = got[3] or ''}
  for i, name in ipairs(NUMBERS) do
    m[name] = tonumber(got[i + 3] or DEFAULTS[name])
  end
  if m.there and m.v ~= replid then
    new_epoch(m)
    local first = math.max(now, m.s) + 1
    lose_before(m, first)
    m.s, m.t = first, -1
    m.changed = true
  end
  log_adopt(m)
  return m
end

-- A channel of which nothing is known; there may have been one before, of which this server has lost all.
local function begin(m)
  local up = tonumber(string.match(redis.call('INFO', 'server'), 'uptime_in_seconds:(%d+)') or '0')
  local first = math.max(now, now - up + 2)
  redis.call('UNLINK', LOG)
  new_epoch(m)
  m.s, m.t = first, -1
  m.ds, m.dt = first - 1, MAX_TAG
  m.there, m.changed = true, true
end

local function save(m)
  local all = {'e', m.e, 'v', m.v, 'g', m.g}
  for _, name in ipairs(NUMBERS) do
    all[#all + 1] = name
    all[#all + 1] = m[name]
  end
  redis.call('HSET', FACTS, unpack(all))
  m.changed = false
end

-- How long it stays without anybody.
local function keep(m, idle)
  local seconds = idle
  if m.x == 0 then
    seconds = TOMB_SECONDS
  elseif m.k > 0 then
    seconds = (m.a > 0 and idle > 0) and m.a + idle or 0
    if m.a > 0 then
      redis.call('EXPIRE', LOG, m.a + 1)
    else
      redis.call('PERSIST', LOG)
    end
  end
  if seconds > 0 then
    redis.call('EXPIRE', FACTS, seconds)
  else
    redis.call('PERSIST', FACTS)
  end
end

local function drop_all(m)
  if m.k > 0 then
    m.ds, m.dt = m.s, m.t
    m.changed = true
  end
  log_clear()
  m.k, m.B, m.f = 0, 0, 0
end

-- Drops what the retention does not keep any more.
local function trim(m)
  while m.k > 0 and (m.k > m.n or m.B > m.b or (m.a > 0 and now - m.f >= m.a)) do
    local oldest = log_first(math.max(2, math.min(100, m.k - m.n + 1)))
    if #oldest == 0 then -- expired, or taken away
      drop_all(m)
      return
    end
    local dropped = 0
    for _, one in ipairs(oldest) do
      m.f = one[1]
      if m.k > m.n or m.B > m.b or (m.a > 0 and now - one[1] >= m.a) then
        dropped = dropped + 1
        m.k = m.k - 1
        m.B = m.B - one[3]
        m.ds, m.dt = one[1], one[2]
      else
        break
      end
    end
    m.changed = true
    if dropped == 0 then
      return
    end
    log_drop(dropped, m.ds, m.dt)
  end
end

local function elsewhere(mine)
  local all = redis.call('HGETALL', BRIDGES)
  local sum = 0
  for i = 1, #all, 2 do
    local count, ends = string.match(all[i + 1], '^(%d+) (%d+)$')
    if all[i] ~= mine and count and tonumber(ends) > now then
      sum = sum + tonumber(count)
    end
  end
  return sum
end

local function requested_ago(m)
  return m.r < 0 and -1 or math.max(0, now - m.r)
end

-- Whether another channel may be made.
local function has_room(max_keys)
  return max_keys == 0 or redis.call('DBSIZE') < max_keys
end
