-- The log as a stream of Redis, whose ids are seconds and tag.
local function log_entry(raw)
  local s, t = string.match(raw[1], '^(%d+)-(%d+)$')
  local fields = raw[2]
  return {tonumber(s), tonumber(t), tonumber(fields[2]), fields[4], fields[6], fields[8]}
end

local function log_entries(raw)
  local all = {}
  for i, one in ipairs(raw) do
    all[i] = log_entry(one)
  end
  return all
end

function log_adopt(m) end

function log_add(m, content_type, event, body)
  redis.call('XADD', LOG, m.s .. '-' .. m.t, 'o', m.o, 'c', content_type, 'v', event, 'b', body)
end

function log_after(m, s, t, max)
  local from = t < 0 and (s .. '-0') or ('(' .. s .. '-' .. t)
  return log_entries(redis.call('XRANGE', LOG, from, '+', 'COUNT', max))
end

function log_oldest(m, max)
  return log_entries(redis.call('XRANGE', LOG, '-', '+', 'COUNT', max))
end

-- The newest so many, oldest first.
function log_newest(m, count)
  local raw = redis.call('XREVRANGE', LOG, '+', '-', 'COUNT', count)
  local all = {}
  for i = #raw, 1, -1 do
    all[#all + 1] = log_entry(raw[i])
  end
  return all
end

function log_first(count)
  local all = {}
  for i, raw in ipairs(redis.call('XRANGE', LOG, '-', '+', 'COUNT', count)) do
    local one = log_entry(raw)
    all[i] = {one[1], one[2], #one[6]}
  end
  return all
end

function log_drop(count, s, t)
  redis.call('XTRIM', LOG, 'MINID', s .. '-' .. (t + 1))
end

function log_clear()
  redis.call('UNLINK', LOG)
end
