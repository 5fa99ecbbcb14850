#!/usr/bin/env bash
# ioredis-mock forgets a key's lifetime at SET with KEEPTTL, and EXPIRE with NX, XX, GT or LT sets it whatever they say
# and replies 1: a test sees keys live for ever that Redis lets go, and leases cut that Redis keeps.
#
# Seen on 2026-11-30 with ioredis-mock 8.13.1 and ioredis 5.11.1 on Node.js 20. Its list of commands has SET and EXPIRE
# ticked. XX and GET of SET it knows, and ZADD with GT, which it does not know, it refuses, so one would guess that it
# knows these, or refuses them. Redis has KEEPTTL from 6.0 and the four from 7.0. What is seen of a key that lives
# another 100 seconds, and of one that lives for ever:
#
#   set k w KEEPTTL: OK, lives for ever
#   expire k 200 NX: 1, lives 200
#   expire k 50 GT: 1, lives 50
#   expire k 200 LT: 1, lives 200
#   expire forever 50 XX: 1, lives 50
#   expire forever 50 GT: 1, lives 50
#   zadd z GT 1 a: ERR syntax error
#
# Hongbao's tests start a Redis of their own. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts ioredis-mock@8.13.1 ioredis@5.11.1

cat >"$dir/lifetimes.cjs" <<'JS'
const Redis = require('ioredis-mock');

const redis = new Redis();

async function say(command, ...args) {
  await redis.set('k', 'v', 'EX', 100);
  await redis.set('forever', 'v');
  const name = [command, ...args].join(' ');
  try {
    const reply = await redis[command](...args);
    const left = await redis.ttl(args[0]);
    console.log(`${name}: ${reply}, lives ${left === -1 ? 'for ever' : left}`);
  } catch (error) {
    console.log(`${name}: ${error.message.replace('ERR ERR', 'ERR')}`);
  }
}

(async () => {
  await say('set', 'k', 'w', 'KEEPTTL');
  await say('expire', 'k', 200, 'NX');
  await say('expire', 'k', 50, 'GT');
  await say('expire', 'k', 200, 'LT');
  await say('expire', 'forever', 50, 'XX');
  await say('expire', 'forever', 50, 'GT');
  await say('zadd', 'z', 'GT', 1, 'a');
  redis.disconnect();
})();
JS

seen=$(timeout 60 node "$dir/lifetimes.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "set k w KEEPTTL: OK, lives for ever
expire k 200 NX: 1, lives 200
expire k 50 GT: 1, lives 50
expire k 200 LT: 1, lives 200
expire forever 50 XX: 1, lives 50
expire forever 50 GT: 1, lives 50
zadd z GT 1 a: ERR syntax error" ] || { echo "ioredis-mock does something else now"; exit 1; }
