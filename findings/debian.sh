# For the scripts beside this one: Debian 12's packages, unpacked in a temporary folder. Sourced, not run.
# shellcheck shell=sh

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  printf 'CHANGED: %s\n' "$*" >&2
  exit 1
}

# unpack PACKAGE=VERSION…: below $folder
unpack() {
  (cd "$folder" && apt-get download "$@" >apt.log 2>&1) || {
    cat "$folder/apt.log" >&2
    exit 2
  }
  for archive in "$folder"/*.deb; do dpkg -x "$archive" "$folder"; done
}
