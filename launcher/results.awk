# Test reports in, "passed failed skipped" out; the names of what failed are appended to the file `failures`.
# Reports are surefire's XML, or what the junit reporter of Node's test runner writes, whose last lines are totals.

function attribute(name) {
  return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
}

function fail(name) {
  gsub("&quot;", "\"", name); gsub("&lt;", "<", name); gsub("&gt;", ">", name); gsub("&amp;", "\\&", name)
  print "  " module ": " name >> failures
}

FNR == 1 { node = FILENAME ~ /node-tests\.xml$/; suite = 0 }

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

node && /^[ \t]*<!-- (pass|fail|cancelled|skipped|todo) [0-9]+ -->$/ {
  if ($2 == "pass") passed += $3
  else if ($2 == "fail" || $2 == "cancelled") failed += $3
  else skipped += $3
}

END { print passed + 0, failed + 0, skipped + 0 }
