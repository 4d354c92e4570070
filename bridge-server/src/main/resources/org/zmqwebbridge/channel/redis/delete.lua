-- ARGV: topic.
local m = facts()
if m.x == 0 then
  return {0}
end
drop_all(m)
m.o = m.o + 1
m.d = m.o
m.x, m.r = 0, -1
save(m)
keep(m, 0)
redis.call('PUBLISH', ARGV[1], table.concat({'D', m.e, m.o}, ' '))
return {1}
