# Test reports in, "passed failed skipped" out; what failed, and why in a few words, is appended to the file `failures`.
# Reports are surefire's XML, or what the junit reporter of Node's test runner writes, whose last lines are totals.
# To be run with LC_ALL=C: a character is a byte.

function attribute(name) {
  return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
}

function unescaped(text) {
  gsub("&quot;", "\"", text); gsub("&apos;", "'", text); gsub("&lt;", "<", text); gsub("&gt;", ">", text)
  gsub("&amp;", "\\&", text)
  return text
}

function fail(name) { print "  " module ": " unescaped(name) >> failures }

# A line of what failed, as far as there is room: what a test has got from anywhere may be long, and no text.
function tell(text) {
  gsub(/[\001-\037\177]+/, " ", text); gsub(/\302[\200-\237]/, "", text); gsub(/\]\]\]\]><!\[CDATA\[>/, "]]>", text)
  gsub(/^ +| +$/, "", text)
  if (text == "" || room <= 0) return
  room -= length(text)
  if (room < 0) {
    text = substr(text, 1, length(text) + room)
    sub(/[\300-\377][\200-\277]*$/, "", text)
    text = text "..."
  }
  print "      " text >> failures
}

# An element of what failed begins: its text is a message of some lines, then the stack.
function begin(at) {
  room = 600; stack = 0; place = 0
  if (node) tell(unescaped(attribute("message")))
  said = node
  if ($0 ~ /\/>[ \t]*$/) return
  inside = 1
  at = index($0, "<![CDATA[")
  if (at) hear(substr($0, at + 9))
  else { at = $0; sub(/^[^>]*>/, "", at); hear(at) }
}

function hear(line, ends) {
  ends = line ~ /<\/(failure|error)>/
  sub(/(\]\]>)?<\/(failure|error)>.*$/, "", line)
  if (line ~ /^[ \t]+at /) {
    stack = 1
    if (!place && (node ? line !~ /node:|node_modules/ : line ~ /^[ \t]+at ([^ ]*\/)?org\.zmqwebbridge\./)) {
      place = 1
      if (room < 200) room = 200
      tell(node ? unescaped(line) : line)
    }
  } else if (!stack && !said) tell(line)
  if (ends) inside = 0
}

FNR == 1 { node = FILENAME ~ /node-tests\.xml$/; suite = 0; inside = 0; printed = 0 }

inside && !(node && /^[ \t]*(<!-- [a-z]+ [0-9]+ -->|<\/?testcase)/) { hear($0); next }
{ inside = 0 }
printed { printed = $0 !~ /<\/system-(out|err)>/; next }
!node && /^    <system-(out|err)[ >]/ { printed = $0 !~ /<\/system-(out|err)>/; next }

# The first element of surefire's file has the totals of the class; what tests print comes later and does not count.
!node && !suite && /^<testsuite / {
  suite = 1
  bad = attribute("failures") + attribute("errors")
  failed += bad
  skipped += attribute("skipped")
  passed += attribute("tests") - bad - attribute("skipped")
}

/^[ \t]*<testcase / { class = attribute("classname"); test = attribute("name") }
!node && /^    <(failure|error)[ >\/]/ { fail(class "." test); begin() }
node && /^[ \t]*<failure[ >\/]/ { fail(test); begin() }

node && /^[ \t]*<!-- (pass|fail|cancelled|skipped|todo) [0-9]+ -->$/ {
  if ($2 == "pass") passed += $3
  else if ($2 == "fail" || $2 == "cancelled") failed += $3
  else skipped += $3
}

END { print passed + 0, failed + 0, skipped + 0 }
