#!/bin/bash
# bench_ingest.sh DELO [SCRATCH]: the figures of ingest and audit, each paired in
# one run with the tool that users know.  Scans are made by make-scans in
# $DELO_SHARED/scripts; where that is absent, by make_scans.py beside this.
set -euo pipefail

# bench_ingest.sh new-holdings SCRATCH STORE...: holdings with these stores, which
# SCRATCH/now names.  None are removed between runs: an ext4 without a journal goes
# around inodes that were deleted in the last minutes, and that search would be time of
# the measured command.
if [ "$1" = new-holdings ]; then
  folder=$(mktemp -d "$2/holdings.XXXXXX")
  echo "$folder" > "$2/now"
  shift 2
  { echo '# one block a store'; for store in "$@"; do printf '[[store]]\nname = "%s"\npath = "%s"\n' "$store" "$store"; done; } > "$folder/holdings.toml"
  exit 0
fi

delo=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
shared=${DELO_SHARED:-$here/../../../shared}
scratch=${2:-$(mktemp -d)}
runs=${RUNS:-3}
generator=$shared/scripts/make-scans
if [ ! -x "$generator" ]; then
  echo "make-scans is not here: the scans are plainer ones, by make_scans.py"
  generator=$here/make_scans.py
fi
mkdir -p "$scratch"
items_gray=${ITEMS_GRAY:-36} items_rgb=${ITEMS_RGB:-14}
[ -d "$scratch/gray" ] || "$generator" --out "$scratch/gray" --items "$items_gray" --mode gray >/dev/null
[ -d "$scratch/rgb" ] || "$generator" --out "$scratch/rgb" --items "$items_rgb" --mode rgb --seed 2 >/dev/null

new_holdings="$here/bench_ingest.sh new-holdings $scratch"
now="read -r now < $scratch/now"  # a builtin of sh: costs the measured command nothing
ingest="$delo ingest --quiet --holdings \"\$now\""

# Kept to the end where the disk has room for all of them, about 60 GB.
clear_away() {
  if [ "$(df --output=avail -BG "$scratch" | tail -1 | tr -dc 0-9)" -gt 30 ]; then
    mkdir -p "$scratch/done" && mv "$scratch"/holdings.* "$scratch/done"
    return
  fi
  rm -rf "$scratch"/holdings.* "$scratch/done"
  sync
  sleep 6
}

for set in gray rgb; do
  find "$scratch/$set" -type f | sort > "$scratch/$set.list"
  sums="xargs sha256sum < $scratch/$set.list"
  for stores in "store-a" "store-a store-b"; do
    echo "== $set: ingest into '$stores' against sha256sum (CPU)"
    limit=3.0 count="one store"
    [ "$stores" = store-a ] || { limit=4.2 count="two stores"; }
    python3 "$here/paired.py" -n "$runs" --before-a "$new_holdings $stores" \
      --figure "$set: ingest into $count / sha256sum, CPU" --of cpu --limit "$limit" \
      "$now; $ingest $scratch/$set" "$sums"
    clear_away
  done
  echo "== $set: audit --all of one store against openssl dgst -sha256 (CPU)"
  $new_holdings store-a && read -r kept < "$scratch/now"
  "$delo" ingest "$scratch/$set" --holdings "$kept" --quiet
  find "$kept/store-a" -type f > "$scratch/stored.list"
  python3 "$here/paired.py" -n "$runs" \
    --figure "$set: audit / openssl dgst -sha256, CPU" --of cpu --limit 1.1 \
    "$delo audit --all --holdings $kept --quiet" \
    "xargs openssl dgst -sha256 < $scratch/stored.list"
  echo "== $set: two jobs against one (wall)"
  python3 "$here/paired.py" -n "$runs" --before-a "$new_holdings store-a" \
    --before-b "$new_holdings store-a" \
    --figure "$set: ingest with two jobs / one, by the clock" --of wall --limit 0.6 \
    "$now; $ingest --jobs 2 $scratch/$set" "$now; $ingest --jobs 1 $scratch/$set"
  clear_away
done
