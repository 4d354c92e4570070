-- ARGV: idle seconds, most keys.
local m = facts()
if m.x == 1 then
  if m.changed then
    save(m)
  end
  keep(m, tonumber(ARGV[1]))
  return {0}
end
if not has_room(tonumber(ARGV[2])) then
  return {3}
end
if not m.there then
  begin(m)
end
m.x = 1
save(m)
keep(m, tonumber(ARGV[1]))
return {1}
