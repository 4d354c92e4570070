# `zwb dist --release`: the checklist of a release. It publishes nothing; the last lines say what is left to do by hand.
# Read by dist.sh.
# shellcheck shell=sh

release() {
  missing=0
  number=$(version)
  require "the version is a release's: $number" sh -c 'case $1 in *-SNAPSHOT) exit 1 ;; esac' - "$number"
  require "nothing is changed that is not committed" nothing_changed
  require "every pom.xml has this version" every_pom_says "$number"
  require "js-client/package.json and its lockfile have it" package_says "${number%-SNAPSHOT}"
  require "CHANGELOG.md has a section for it, with its date" grep -Eq "^## ${number%-SNAPSHOT} \(20[0-9]{2}-[0-9]{2}-[0-9]{2}\)" "$home/CHANGELOG.md"
  [ $missing -eq 0 ] || die "not ready for a release: $missing of these are open"
  "$0" test || die "tests failed"
  check_dist
  sh "$home/packaging/test/stranger.sh" clone || die "a stranger does not come from a clone to a page"
  echo "ready: tag it (git tag v$number), and publish what target/dist has, with SHA256SUMS"
}

# require WORDS COMMAND…: says whether it holds
require() {
  words=$1
  shift
  if "$@" >/dev/null 2>&1; then
    echo "  yes  $words"
  else
    echo "  NO   $words"
    missing=$((missing + 1))
  fi
}

nothing_changed() { changes=$(git -C "$home" status --porcelain) && [ -z "$changes" ]; }

every_pom_says() {
  for pom in "$home"/pom.xml "$home"/*/pom.xml; do
    grep -q "^ *<version>$1</version>" "$pom" || return 1
  done
}

package_says() {
  [ "$(grep -c "\"version\": \"$1\"" "$home/js-client/package.json")" -eq 1 ] &&
    [ "$(head -n 10 "$home/js-client/package-lock.json" | grep -c "\"version\": \"$1\"")" -eq 2 ]
}
