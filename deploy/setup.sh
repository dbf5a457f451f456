#!/usr/bin/env bash
# Installs what building and testing need on Debian 12; with the argument "check", what `make check` needs as well.
# Says nothing and changes nothing when everything is there.
set -euo pipefail

packages=(
  g++ cmake ninja-build pkg-config lld ccache git python3
  librocksdb-dev libprotobuf-dev protobuf-compiler libabsl-dev libsodium-dev libssl-dev
  libsimdjson-dev libcli11-dev libgoogle-perftools-dev libgtest-dev libgmock-dev libbenchmark-dev libxml2-dev libxml2-utils
)
case "${1:-}" in
  "") ;;
  check) packages+=(clang-format clang-tidy) ;;
  *) echo "usage: deploy/setup.sh [check]" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "deploy/setup.sh: this is not Debian. Install by hand what corresponds to: ${packages[*]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) || state=
  [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

become=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "deploy/setup.sh: neither root nor sudo. As root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  become=(sudo)
  [ -t 0 ] || become=(sudo -n)  # nobody is there to type a password
fi

echo "Installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" \
    </dev/null >>"$log" 2>&1
}
if ! { apt update && apt install --yes --no-install-recommends "${missing[@]}"; }; then
  cat "$log" >&2
  echo "deploy/setup.sh: could not install ${missing[*]}" >&2
  exit 1
fi
