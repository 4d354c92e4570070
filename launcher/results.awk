# Test reports in, "passed failed skipped" out; the names of what failed are appended to the file `failures`.
# Reports are surefire's XML, or what Node's test runner writes (JUnit, TAP or its own), whose last lines are totals.

function attribute(name) {
  return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
}

function fail(name) {
  gsub("&quot;", "\"", name); gsub("&lt;", "<", name); gsub("&gt;", ">", name); gsub("&amp;", "\\&", name)
  print "  " module ": " name >> failures
}

FNR == 1 { node = FILENAME ~ /node-tests\.[^\/]*$/; suite = 0 }

# The first element of surefire's file has the totals of the class; what tests print comes later and does not count.
!node && !suite && /^<testsuite / {
  suite = 1
  bad = attribute("failures") + attribute("errors")
  failed += bad
  skipped += attribute("skipped")
  passed += attribute("tests") - bad - attribute("skipped")
}

/^[ \t]*<testcase / { class = attribute("classname"); test = attribute("name") }
!node && /^    <(failure|error)[ >\/]/ { fail(class "." test) }
node && /^[ \t]*<failure[ >\/]/ { fail(test) }
node && /^[ \t]*not ok / { name = $0; sub(/^[ \t]*not ok [0-9]+ - /, "", name); fail(name) }

# <!-- pass 12 -->, # pass 12, or an information sign and pass 12
node && /^[ \t]*[^ \ta-z0-9]+ (pass|fail|cancelled|skipped|todo) [0-9]+( -->)?$/ {
  if ($2 == "pass") passed += $3
  else if ($2 == "fail" || $2 == "cancelled") failed += $3
  else skipped += $3
}

END { print passed + 0, failed + 0, skipped + 0 }
