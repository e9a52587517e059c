#!/bin/bash
# bench_ingest.sh DELO [SCRATCH]: the figures of ingest and audit, each paired in
# one run with the tool that users know.  Needs the generator of scans in
# $DELO_SHARED/scripts (make-scans); skipped where it is absent.
set -euo pipefail
delo=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
shared=${DELO_SHARED:-$here/../../../shared}
scratch=${2:-$(mktemp -d)}
runs=${RUNS:-3}
[ -x "$shared/scripts/make-scans" ] || { echo "skipped: no make-scans"; exit 0; }
mkdir -p "$scratch"
items_gray=${ITEMS_GRAY:-36} items_rgb=${ITEMS_RGB:-14}
[ -d "$scratch/gray" ] || "$shared/scripts/make-scans" --out "$scratch/gray" --items "$items_gray" --mode gray >/dev/null
[ -d "$scratch/rgb" ] || "$shared/scripts/make-scans" --out "$scratch/rgb" --items "$items_rgb" --mode rgb --seed 2 >/dev/null

# Holdings with one store and with two.
holdings() { # FOLDER STORE...
  local folder=$1; shift
  rm -rf "$folder" && mkdir -p "$folder"
  { echo '# one block a store'; for store in "$@"; do printf '[[store]]\nname = "%s"\npath = "%s"\n' "$store" "$store"; done; } > "$folder/holdings.toml"
}
export -f holdings

for set in gray rgb; do
  find "$scratch/$set" -type f | sort > "$scratch/$set.list"
  sums="xargs sha256sum < $scratch/$set.list"
  for stores in "store-a" "store-a store-b"; do
    echo "== $set: ingest into '$stores' against sha256sum (CPU)"
    python3 "$here/paired.py" -n "$runs" --before-a "bash -c 'holdings $scratch/h $stores'" \
      "$delo ingest $scratch/$set --holdings $scratch/h --quiet" "$sums"
  done
  echo "== $set: audit --all of one store against openssl dgst -sha256 (CPU)"
  bash -c "holdings $scratch/h1 store-a" && "$delo" ingest "$scratch/$set" --holdings "$scratch/h1" --quiet
  find "$scratch/h1/store-a" -type f > "$scratch/stored.list"
  python3 "$here/paired.py" -n "$runs" "$delo audit --all --holdings $scratch/h1 --quiet" \
    "xargs openssl dgst -sha256 < $scratch/stored.list"
  echo "== $set: two jobs against one (wall)"
  python3 "$here/paired.py" -n "$runs" --before-a "bash -c 'holdings $scratch/h store-a'" \
    --before-b "bash -c 'holdings $scratch/h store-a'" \
    "$delo ingest $scratch/$set --holdings $scratch/h --quiet --jobs 2" \
    "$delo ingest $scratch/$set --holdings $scratch/h --quiet --jobs 1"
done
