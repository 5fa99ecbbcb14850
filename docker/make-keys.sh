#!/bin/sh
# Makes the keys that are missing: make-keys.sh [FOLDER], by default the folder keys beside this file.
#
# Each is one line. The folder lets in nobody but its owner; the files must be readable in
# it, since a container's user is another than yours and sees the files alone.
set -eu
umask 077

keys=${1:-$(dirname "$0")/keys}
mkdir -p "$keys"
chmod 700 "$keys"
cd "$keys"

make_key() {
  [ ! -e "$1" ] || return 0
  "$2" >"$1.new"
  chmod 644 "$1.new"
  mv "$1.new" "$1"
  echo "made $keys/$1"
}

ticket() { printf 'k1:%s\n' "$(openssl rand -base64 32)"; }
admin() { openssl rand -hex 32; }
sealing() { openssl rand -base64 32; }
signing() { openssl genpkey -algorithm ed25519 -outform DER | openssl base64 -A; }
verifying() { openssl base64 -d -A -in signing.key | openssl pkey -inform DER -pubout -outform DER | openssl base64 -A; }

make_key ticket.keys ticket
make_key sealing.key sealing
make_key admin.token admin
make_key wallet.token admin
make_key wallet-database.password admin
make_key signing.key signing
make_key verifying.key verifying
