-- The log as hbpush 0.1.0 keeps it: a sorted set; a score is the double whose bits are (seconds << 30) + tag, and a member
-- is headers and body. There are no offsets in it: they are counted back from the newest.
local DAYS = {'Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'} -- 1970-01-01 was a Thursday
local MONTHS = {'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'}

local function score_of(s, t)
  local high, low = math.floor(s / 4), (s % 4) * 1073741824 + t
  return string.format('%.17g', (struct.unpack('>d', struct.pack('>I4I4', high, low))))
end

local function id_of(score)
  local high, low = struct.unpack('>I4I4', struct.pack('>d', tonumber(score)))
  return high * 4 + math.floor(low / 1073741824), low % 1073741824
end

-- As HTTP writes a date; days since the epoch by the civil calendar.
local function date_of(s)
  local days, rest = math.floor(s / 86400), s % 86400
  local z = days + 719468
  local era = math.floor(z / 146097)
  local doe = z - era * 146097
  local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524) - math.floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
  local mp = math.floor((5 * doy + 2) / 153)
  local day = doy - math.floor((153 * mp + 2) / 5) + 1
  local month = mp < 10 and mp + 3 or mp - 9
  local year = yoe + era * 400 + (month <= 2 and 1 or 0)
  return string.format('%s, %02d %s %04d %02d:%02d:%02d GMT', DAYS[days % 7 + 1], day, MONTHS[month], year,
    math.floor(rest / 3600), math.floor(rest / 60) % 60, rest % 60)
end

local function parts_of(member)
  local headers, body = string.match(member, '^(.-)\r\n\r\n(.*)$')
  if not headers then
    return '', '', member
  end
  headers = '\r\n' .. headers .. '\r\n'
  local content_type = string.match(headers, '\r\nContent%-Type: (.-)\r\n') or ''
  local event = string.match(headers, '\r\nX%-EventSource%-Event: (.-)\r\n') or ''
  return content_type, event, body
end

local function log_entries(m, raw, newest)
  local all = {}
  for i = 1, #raw, 2 do
    local s, t = id_of(raw[i + 1])
    local content_type, event, body = parts_of(raw[i])
    all[#all + 1] = {s, t, 0, content_type, event, body}
  end
  local behind = 0
  if #all > 0 and not newest then
    local last = all[#all]
    behind = redis.call('ZCOUNT', LOG, '(' .. score_of(last[1], last[2]), '+inf')
  end
  for i, one in ipairs(all) do
    one[3] = m.o - behind - (#all - i)
  end
  return all
end

-- What hbpush itself has written, before us or beside us.
function log_adopt(m)
  local raw = redis.call('ZREVRANGE', LOG, 0, 0, 'WITHSCORES')
  if #raw == 0 then
    return
  end
  local s, t = id_of(raw[2])
  if m.there and not is_after(s, t, m.s, m.t) then
    return
  end
  local from = '-inf'
  if m.there then
    from = m.t < 0 and score_of(m.s, 0) or '(' .. score_of(m.s, m.t)
  end
  local added = redis.call('ZRANGEBYSCORE', LOG, from, '+inf')
  for _, member in ipairs(added) do
    local _, _, body = parts_of(member)
    m.B = m.B + #body
  end
  if m.k == 0 then
    m.f = id_of(redis.call('ZRANGE', LOG, 0, 0, 'WITHSCORES')[2])
  end
  if not m.there then
    new_epoch(m)
    m.n, m.b, m.a = 2147483647, 9e15, 0
  end
  m.o, m.k = m.o + #added, m.k + #added
  m.s, m.t, m.x, m.there, m.changed = s, t, 1, true, true
end

function log_add(m, content_type, event, body)
  local extra = event == '' and '' or 'X-EventSource-Event: ' .. event .. '\r\n'
  redis.call('ZADD', LOG, score_of(m.s, m.t), 'Last-Modified: ' .. date_of(m.s) .. '\r\nContent-Type: ' .. content_type
    .. '\r\nEtag: ' .. m.t .. '\r\n' .. extra .. '\r\n' .. body)
end

function log_after(m, s, t, max)
  local from = t < 0 and score_of(s, 0) or ('(' .. score_of(s, t))
  if s == 0 then
    from = '-inf'
  end
  return log_entries(m, redis.call('ZRANGEBYSCORE', LOG, from, '+inf', 'WITHSCORES', 'LIMIT', 0, max))
end

function log_oldest(m, max)
  return max == 0 and {} or log_entries(m, redis.call('ZRANGE', LOG, 0, max - 1, 'WITHSCORES'))
end

function log_newest(m, count)
  return log_entries(m, redis.call('ZRANGE', LOG, -count, -1, 'WITHSCORES'), true)
end

function log_first(count)
  local all = {}
  local raw = redis.call('ZRANGE', LOG, 0, count - 1, 'WITHSCORES')
  for i = 1, #raw, 2 do
    local s, t = id_of(raw[i + 1])
    local _, _, body = parts_of(raw[i])
    all[#all + 1] = {s, t, #body}
  end
  return all
end

function log_drop(count, s, t)
  redis.call('ZREMRANGEBYRANK', LOG, 0, count - 1)
end

function log_clear()
  redis.call('UNLINK', LOG)
end
