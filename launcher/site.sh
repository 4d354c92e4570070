# `zwb site`: the documents as a site, in target/site. Read by ../zwb.
# shellcheck shell=sh

run_site() {
  case ${1-} in
    '' | --serve) ;;
    *) misused "site takes --serve [PORT], but got: $*" ;;
  esac
  case ${2-8100} in
    *[!0-9]* | '') misused "a port is a number, but got: $2" ;;
  esac
  [ $# -le 2 ] || misused "site takes --serve [PORT], but got: $*"
  build_site
  [ "${1-}" = --serve ] || return 0
  exec node "$home/site/build/serve.mjs" "${2-8100}"
}

# build_site: makes target/site
build_site() {
  command -v npm >/dev/null || die "the site needs Node 20 or newer with npm. Debian: apt-get install nodejs npm"
  (cd "$home/site" && node ../js-client/scripts/install.mjs . && npm run --silent build >&2) || die "the site could not be built; see above"
  say "target/site is built: open target/site/index.html, or run zwb site --serve"
}
