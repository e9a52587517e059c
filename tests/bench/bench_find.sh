#!/bin/bash
# bench_find.sh DELO BENCH_FIND [RECORDS] [SCRATCH]: searching in holdings of so many records with
# their texts (default 200,000): what building the index took and its size, p50, p95 and
# max of the library call and of the whole command.  Limit: p95 of the command 50 ms.
set -euo pipefail
delo=$(realpath "$1")
bench=$(realpath "$2")
records=${3:-200000}
scratch=${4:-$(mktemp -d)}
mkdir -p "$scratch"

echo "== searching in $records records"
"$bench" "$records" "$scratch/holdings"
DELO=$delo HOLDINGS=$scratch/holdings python3 - <<'P'
import os, shlex, subprocess, time

delo, holdings = os.environ['DELO'], os.environ['HOLDINGS']
times = []
with open(os.path.join(holdings, 'questions'), encoding='utf-8') as questions:
    for line in questions:
        command = [delo, 'find', '--holdings', holdings] + shlex.split(line)
        begin = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append((time.monotonic() - begin) * 1000)
times.sort()
p50, p95 = (times[int(share * (len(times) - 1))] for share in (.5, .95))
print(f'whole command    {len(times):4} questions  p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  '
      f'max {times[-1]:6.1f} ms')
if os.environ.get('DELO_FIGURES'):
    with open(os.environ['DELO_FIGURES'], 'a', encoding='utf-8') as figures:
        figures.write(f'find\tp95 of the command\t50 ms\t{p95:.1f} ms\n')
P
