#!/usr/bin/env bash
# Redis 7 takes the path of its configuration file for a pattern. Where it matches nothing, the server starts
# with its defaults, on port 6379, and says nothing of the file that it was given.
#
# Seen in 2026-11 with Debian's redis-server 5:7.0.15-1~deb12u10, and not with Redis 6.2.11. The same
# file, once in a folder named "plain" and once in one named "gala[2027]":
#
#   plain: port=29555
#   gala[2027]: port=6379
#
# `./hongbao up` escapes the path for Redis 7 and Valkey. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
for package in redis-server redis-tools; do
  apt-get download -q "$package=5:7.0.15-1~deb12u10" >log 2>&1 || { cat log >&2; exit 1; }
done
for file in *.deb; do dpkg -x "$file" root; done

seen() {
  mkdir "$1"
  printf 'port 29555\nbind 127.0.0.1\n' >"$1/redis.conf"
  # Two seconds are enough to say its port, whether or not it gets it.
  timeout 2 root/usr/bin/redis-server "$dir/$1/redis.conf" --save '' >"$1/log" 2>&1 || true
  printf '%s: %s\n' "$1" "$(grep -oE 'port=[0-9]+' "$1/log" | head -n 1)"
}

seen=$(seen plain; seen 'gala[2027]')
printf '%s\n' "$seen"
[ "$seen" = "plain: port=29555
gala[2027]: port=6379" ] || { echo "Redis does something else now"; exit 1; }
