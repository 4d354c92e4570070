-- What a follower of a channel has not been told; and, where it asks for it, a word to all who follow.
-- ARGV: topic, idle seconds, most messages, epoch, offset, seconds and tag of the last that was told; probe 1; requested 1.
local idle, max = tonumber(ARGV[2]), tonumber(ARGV[3])
local m = facts()
if m.there and ARGV[9] == '1' and m.x == 1 then
  m.r, m.changed = now, true
end
if m.there then
  if m.changed then
    save(m)
  end
  keep(m, idle)
end
local epoch = m.there and m.e or ''
if ARGV[8] == '1' then
  redis.call('PUBLISH', ARGV[1], table.concat({'P', epoch == '' and '-' or epoch, m.o}, ' '))
end
local missed = {}
if max > 0 and m.there and (m.e ~= ARGV[4] or m.o > tonumber(ARGV[5])) then
  local after_s, after_t = own_place(m, tonumber(ARGV[6]), tonumber(ARGV[7]))
  missed = log_after(m, after_s, after_t, max)
end
local whole = #missed < max and 1 or 0
local s, t = m.s, m.t
if m.o == 0 then
  s, t = 0, -1
end
return {epoch, m.o, s, t, m.x, m.d, whole, missed, m.n, m.b, m.a, m.g}
