-- ARGV: bridge.
local m = facts()
if m.x == 0 then
  return {0}
end
trim(m)
if m.changed then
  save(m)
end
local s, t = m.s, m.t
if m.o == 0 then
  s, t = 0, -1
end
return {1, m.k, requested_ago(m), elsewhere(ARGV[1]), s, t}
