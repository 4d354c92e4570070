-- ARGV: topic, seconds, tag, how many stay. The oldest only: somebody has had it.
local s, t = tonumber(ARGV[2]), tonumber(ARGV[3])
local m = facts()
local oldest = m.k > tonumber(ARGV[4]) and log_first(2) or {}
if #oldest == 0 or oldest[1][1] ~= s or oldest[1][2] ~= t then
  return {0}
end
log_drop(1, s, t)
m.k, m.B = m.k - 1, m.B - oldest[1][3]
m.f = oldest[2] and oldest[2][1] or 0
save(m)
redis.call('PUBLISH', ARGV[1], table.concat({'F', m.e, s, t}, ' '))
return {1}
