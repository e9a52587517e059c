#!/usr/bin/env bash
# bench_plan.sh DELO [SCRATCH]: a plan of 100,000 files in 20,000 items and in 100, with a
# warm cache: time, processor time, peak memory; then the check of a plan before ingest.
# FILES makes it smaller.  On a busy machine only the processor time is to be trusted.
set -euo pipefail
delo=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=${2:-$(mktemp -d)}
mkdir -p "$scratch"
files=${FILES:-100000}

figure() { # NAME FIGURE LIMIT UNIT
  [ -z "${DELO_FIGURES:-}" ] || printf '%s\t%s\t%s\t%s\n' "$@" >> "$DELO_FIGURES"
}

# Seconds, processor seconds and peak MB of a command; its exit status is no matter.
measure() { # NAME COMMAND…
  python3 - "$@" <<'P'
import os, resource, subprocess, sys, time
begin = time.monotonic()
subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
seconds = time.monotonic() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f'{sys.argv[1]}: {seconds:.2f} s, processor {used.ru_utime + used.ru_stime:.2f} s, '
      f'peak {used.ru_maxrss / 1024:.0f} MB', file=sys.stderr)
print(f'{seconds:.2f}')
P
}

for of in 5 1000; do
  batch=$scratch/batch-$of
  [ -d "$batch" ] || python3 "$here/make_plan_batch.py" "$batch" $((files / of)) "$of"
  "$delo" plan "$batch" --holdings "$scratch/none" --quiet || true  # warms the cache
  seconds=$(measure "plan of $files files, $of an item" \
    "$delo" plan "$batch" --holdings "$scratch/none" --output "$scratch/$of.plan")
  figure "plan of $files files, $of an item" "$seconds" 10 s
  measure "the same as JSON" "$delo" plan "$batch" --holdings "$scratch/none" --json > /dev/null
done
