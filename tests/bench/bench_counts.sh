#!/bin/bash
# bench_counts.sh DELO [SCRATCH]: figures that do not depend on the machine's mood:
# bytes read from the producer, syncs per package, peak memory of many small
# files, start-up.  Needs strace.
set -euo pipefail
delo=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
scratch=${2:-$(mktemp -d)}
mkdir -p "$scratch"

# N files of 4 KiB of random bytes, 1000 a folder.
small() { # FOLDER N
  python3 - "$1" "$2" <<'P'
import os, random, sys
r = random.Random(1)
for i in range(int(sys.argv[2])):
    folder = os.path.join(sys.argv[1], f'd{i // 1000:04}')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f'f{i:07}.bin'), 'wb') as f:
        f.write(r.randbytes(4096))
P
}

echo "== start-up (ms a command, 20 runs of --version and of reference)"
python3 - "$delo" <<'P'
import statistics, subprocess, sys, time
for words in (['--version'], ['reference', 'APRF, f. 45, op. 1, d. 337, l. 37'], ['rules'], ['list', '--holdings', '/nonexistent']):
    times = []
    for _ in range(20):
        t = time.monotonic()
        subprocess.run([sys.argv[1], *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.monotonic() - t) * 1000)
    print(f'{words[0]:12} median {statistics.median(times):6.1f}  max {max(times):6.1f}')
P

echo "== bytes read from the producer, and syncs, of items of 10 and of 500 files"
for n in 10 500; do
  rm -rf "$scratch/few" "$scratch/hc" && small "$scratch/few" "$n"
  strace -f -qq -y -e trace=read,pread64,readv,preadv,fsync,fdatasync,syncfs,sync_file_range,msync -o "$scratch/trace" \
    "$delo" ingest "$scratch/few" --holdings "$scratch/hc" --quiet || true
  python3 - "$scratch/trace" "$scratch/few" "$n" <<'P'
import re, sys
read = syncs = 0
for line in open(sys.argv[1], errors='replace'):
    call = re.search(r'(\w+)\(\d+<([^>]*)>.*\) += (\d+)', line)
    if not call:
        continue
    if call.group(1) in ('fsync', 'fdatasync', 'syncfs', 'sync_file_range', 'msync'):
        syncs += 1
    elif call.group(2).startswith(sys.argv[2] + '/'):
        read += int(call.group(3))
payload = int(sys.argv[3]) * 4096
print(f'{sys.argv[3]} files: read {read} of {payload} bytes, {read / payload:.4f} x; {syncs} syncs')
P
done

echo "== peak memory of 20,000 and 40,000 small files"
for n in ${SMALL:-20000 40000}; do
  rm -rf "$scratch/many" "$scratch/hm" && small "$scratch/many" "$n"
  python3 - "$delo" "$scratch/many" "$scratch/hm" "$n" <<'P'
import os, subprocess, sys, time
t = time.monotonic()
p = subprocess.Popen([sys.argv[1], 'ingest', sys.argv[2], '--holdings', sys.argv[3], '--quiet'])
_, status, usage = os.wait4(p.pid, 0)
print(f'{sys.argv[4]} files: {usage.ru_maxrss / 1024:.0f} MiB peak of the largest process, '
      f'{usage.ru_utime + usage.ru_stime:.1f} s CPU, {time.monotonic() - t:.1f} s, '
      f'exit {os.waitstatus_to_exitcode(status)}')
P
done
