-- KEYS: [4] what an idempotency key has given, if there is one.
-- ARGV: topic, bridge, idle seconds, most keys, seconds of a key; create 1, most messages, bytes, age; type, event, body.
local topic, bridge, idle, max_keys, key_seconds = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local m = facts()
if KEYS[4] then
  local before = redis.call('GET', KEYS[4])
  if before then
    local o, s, t = string.match(before, '^(%d+) (%d+) (%d+)$')
    return {2, m.e, tonumber(o), tonumber(s), tonumber(t), m.k, requested_ago(m), 0}
  end
end
if m.x == 0 and ARGV[6] == '0' then
  return {0}
end
if m.x == 0 and not has_room(max_keys) then
  return {3}
end
if not m.there then
  begin(m)
end
m.x, m.n, m.b, m.a = 1, tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
advance(m)
m.o = m.o + 1
if m.n == 0 then
  drop_all(m)
  m.ds, m.dt = m.s, m.t
else
  log_add(m, ARGV[10], ARGV[11], ARGV[12])
  if m.k == 0 then
    m.f = m.s
  end
  m.k, m.B = m.k + 1, m.B + #ARGV[12]
  trim(m)
end
save(m)
keep(m, idle)
if KEYS[4] then
  redis.call('SET', KEYS[4], m.o .. ' ' .. m.s .. ' ' .. m.t, 'EX', key_seconds)
end
redis.call('PUBLISH', topic, table.concat({'M', m.e, m.o, m.s, m.t, m.n, m.b, m.a, #ARGV[10], #ARGV[11]}, ' ')
  .. '\n' .. ARGV[10] .. ARGV[11] .. ARGV[12])
return {1, m.e, m.o, m.s, m.t, m.k, requested_ago(m), elsewhere(bridge)}
