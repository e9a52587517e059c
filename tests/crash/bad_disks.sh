#!/bin/bash
# bad_disks.sh DELO: disks that are full while an item is stored, received or recorded.
#
# Each run must end with status 3 and a sentence that says what to do, leave no half
# package (verify_holdings.py), and the same command must finish the batch when there
# is room.  Needs root, for a small tmpfs; without it 77, skipped.
set -euo pipefail
delo=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" = 0 ] || { echo "skipped: a small file system needs root"; exit 77; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/delo-disks.XXXXXX")
small=$scratch/small
mkdir "$small"
mount -t tmpfs -o size=600k delo-small "$small" 2>/dev/null ||
  { rm -rf "$scratch"; echo "skipped: no tmpfs can be mounted"; exit 77; }
trap 'umount "$small"; rm -rf "$scratch"' EXIT
python3 "$here/make_batch.py" "$scratch/batch" 30

fail() { echo "FAULT $*"; cat "$scratch/told"; exit 1; }
holdings_with() { # FOLDER STORE STORE
  mkdir -p "$1"
  printf '[[store]]\nname = "store-a"\npath = "%s"\n[[store]]\nname = "store-b"\npath = "%s"\n' \
    "$2" "$3" > "$1/holdings.toml"
}
ingest() { # HOLDINGS STATUS
  local status=0
  "$delo" ingest "$scratch/batch" --holdings "$1" --json > "$scratch/lines" 2> "$scratch/told" ||
    status=$?
  cat "$scratch/lines" >> "$scratch/ack"
  [ "$status" = "$2" ] || fail "ingest into $1 ends with $status, not $2"
}
sound() { # HOLDINGS STORE STORE
  # verify_holdings.py looks for stores in the holdings' own folder.
  local seen=$scratch/seen
  rm -rf "$seen" && mkdir "$seen"
  ln -s "$2" "$seen/store-a" && ln -s "$3" "$seen/store-b" && ln -s "$1/ledger" "$seen/ledger"
  python3 "$here/verify_holdings.py" "$seen" "$scratch/ack" || fail "$1 is not sound"
}
room() { mount -o remount,size="$1" "$small"; }
whole() { # HOLDINGS
  "$delo" list --holdings "$1" | grep -qx '30 packages' || fail "not all packages are in $1"
  "$delo" audit --all --quiet --holdings "$1" || fail "the audit of $1 finds faults"
}

# A store is full.
h=$scratch/one; holdings_with "$h" "$h/store-a" "$small/store-b"; : > "$scratch/ack"
ingest "$h" 3
grep -q 'no room in store store-b.*make room there and run the same command again' \
  "$scratch/told" || fail "no sentence about the full store"
sound "$h" "$h/store-a" "$small/store-b"
room 60m; ingest "$h" 0; sound "$h" "$h/store-a" "$small/store-b"; whole "$h"

# The work folder, the ledger and the catalogue are on the full disk.
rm -rf "${small:?}"/*; room 600k
h=$small/holdings; holdings_with "$h" "$scratch/a" "$scratch/b"; : > "$scratch/ack"
ingest "$h" 3
grep -q 'make room there' "$scratch/told" || fail "no sentence about the full work folder"
sound "$h" "$scratch/a" "$scratch/b"
room 60m; ingest "$h" 0; sound "$h" "$scratch/a" "$scratch/b"; whole "$h"

# A store is mounted read-only.
rm -rf "${small:?}"/* "$scratch/one"
h=$scratch/one; holdings_with "$h" "$h/store-a" "$small/store-b"; : > "$scratch/ack"
"$delo" ingest "$scratch/batch/d001" --holdings "$h" --quiet
mount -o remount,ro "$small"
ingest "$h" 3
grep -q 'store-b.*mount it for writing and run the same command again' "$scratch/told" ||
  fail "no sentence about the read-only store"
# An audit reads there all the same; that its ledger entries get no copy is told as ours.
status=0
"$delo" audit --all --holdings "$h" --json > "$scratch/audited" 2> "$scratch/told" || status=$?
[ "$status" = 3 ] && grep -q "ledger's copies could not be brought up to date.*store-b" "$scratch/told" ||
  fail "an audit that could not publish its ledger ends with $status"
grep -q '"damaged":0,"missing":0,' "$scratch/audited" || fail "the audit's summary is lost"
mount -o remount,rw "$small"
sound "$h" "$h/store-a" "$small/store-b"
python3 - "$scratch/lines" <<'P' || fail "items were begun after the store refused"
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
summary = lines[-1]["summary"]
sys.exit(not (summary["failed"] >= 1 and summary["not_begun"] + summary["items"] == 30))
P

# Whoever may read what another account could not, reads it with the same command.
if command -v setpriv > /dev/null; then
  chmod 000 "$scratch/batch/d030/0001.tif"
  chmod 755 "$scratch" && mkdir -m 777 "$scratch/common"
  status=0
  cp "$delo" "$scratch/delo" # its own folder may be closed to others
  setpriv --reuid 65534 --regid 65534 --clear-groups "$scratch/delo" ingest "$scratch/batch/d030" \
    --holdings "$scratch/common/h" --json > "$scratch/told" || status=$?
  [ "$status" = 1 ] && grep -q reception.unreadable "$scratch/told" || fail "nothing was unreadable"
  "$delo" ingest "$scratch/batch/d030" --holdings "$scratch/common/h" --quiet ||
    fail "an item that can be read now stays withheld"
fi
echo "bad disks: the runs stopped with a sentence, lost nothing, and were finished"
