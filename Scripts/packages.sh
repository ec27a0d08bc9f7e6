# What the other scripts share: Debian's packages, and words on the terminal. Sourced, not run.

# What building and running needs.
run_packages="postgresql-15 libpq-dev libcurl4-openssl-dev libgmime-3.0-dev libphonenumber-dev
  libssl-dev zlib1g-dev pkg-config ca-certificates"
# What the tests need on top.
test_packages="postgresql-15-pgtap libtap-parser-sourcehandler-pgtap-perl postfix chromium
  fonts-liberation python3 python3-venv default-jre-headless procps systemd gcc libc6-dev"
# What the benchmarks need on top.
bench_packages="postgresql-client-15 postfix wrk"

say() { printf '== %s\n' "$*"; }

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "these packages are missing and there is no sudo; as root: apt-get install $missing"
  fi
}

# install_packages NAME…: installs those that are not there.
install_packages() {
  command -v apt-get >/dev/null || die "this is not Debian; install by hand: $*"
  missing=
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  say "installing$missing"
  case " $missing " in
    *" postfix "*) # Its programs, not a mail server of its own.
      echo "postfix postfix/main_mailer_type select No configuration" | as_root debconf-set-selections
      ;;
  esac
  as_root apt-get update -q >/dev/null || die "apt-get update failed"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    $missing >/dev/null || die "apt-get could not install$missing"
}

need_swift() {
  command -v swift >/dev/null || die "Swift 6.3 is missing; see https://www.swift.org/install"
}

# start_cluster FOLDER [OPTION…]: a PostgreSQL for this script alone, without TCP. Sets
# cluster_address, a superuser's conninfo; stop_cluster ends it and removes the folder.
start_cluster() {
  cluster=$1
  shift
  cluster_programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  mkdir -p "$cluster"
  if [ "$(id -u)" = 0 ]; then chown postgres "$cluster"; fi
  as_postgres "$cluster_programs/initdb" -D "$cluster/data" -U postgres -A trust -E UTF8 \
    --locale=C.UTF-8 >/dev/null || die "initdb failed in $cluster"
  as_postgres "$cluster_programs/pg_ctl" -D "$cluster/data" -w -t 60 -l "$cluster/log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$cluster' -c max_connections=300 $*" \
    start >/dev/null || die "PostgreSQL did not start; see $cluster/log"
  cluster_address="host=$cluster user=postgres dbname=postgres"
}

as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

stop_cluster() {
  as_postgres "$cluster_programs/pg_ctl" -D "$cluster/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$cluster"
}
