-- ARGV: idle seconds, most messages; 'after', seconds, tag, or 'nth', number.
local idle, max = tonumber(ARGV[1]), tonumber(ARGV[2])
local m = facts()
if m.x == 0 then
  if m.changed then
    save(m)
    keep(m, idle)
  end
  return {0}
end
trim(m)
m.r = now
save(m)
keep(m, idle)
local first, asked_s, asked_t, newest = {}, 0, -1, false
if ARGV[3] == 'after' then
  asked_s, asked_t = own_place(m, tonumber(ARGV[4]), tonumber(ARGV[5]))
  first = log_after(m, asked_s, asked_t, max + 1)
else
  local number = tonumber(ARGV[4])
  local index = number == 0 and m.k or number > 0 and math.min(m.k, number - 1) or math.max(0, m.k + number)
  local before
  if index == m.k then
    asked_s, asked_t = m.s, m.t
    if m.o == 0 then
      asked_s, asked_t = 0, -1
    end
  elseif number > 0 then
    local all = log_oldest(m, index + max + 1)
    before = all[index]
    for i = index + 1, #all do first[#first + 1] = all[i] end
  else
    local all = log_newest(m, m.k - index + 1)
    local from = #all - (m.k - index)
    before = all[from]
    for i = from + 1, math.min(#all, from + max + 1) do first[#first + 1] = all[i] end
  end
  if before then
    asked_s, asked_t = before[1], before[2]
  elseif first[1] then
    asked_s, asked_t = first[1][1], first[1][2] - 1
  end
end
-- A stretch ends where something is lost at a failover: the next one begins with the gap.
local count = math.min(#first, max)
local failover = asked_s > 0 and #first > 0 and next_failover(m, first[1][1])
for i = 2, failover and count or 0 do
  if first[i][1] >= failover then
    count = i - 1
    break
  end
end
local whole = #first == count and not failover and 1 or 0
for i = #first, count + 1, -1 do
  first[i] = nil
end
local last = first[count]
local gap = has_gap(m, asked_s, asked_t, whole == 1 and 0 or last and last[1] or asked_s) and 1 or 0
return {1, last and last[1] or asked_s, last and last[2] or asked_t, whole, gap, first}
