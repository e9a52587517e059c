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

# One line of the table of figures (see run).
figure() { # NAME FIGURE LIMIT UNIT
  [ -z "${DELO_FIGURES:-}" ] || printf '%s\t%s\t%s\t%s\n' "$@" >> "$DELO_FIGURES"
}

echo "== start-up (ms a command, 20 runs of --version and of reference)"
python3 - "$delo" "$scratch/start-up" <<'P'
import statistics, subprocess, sys, time
worst = 0
for words in (['--version'], ['reference', 'APRF, f. 45, op. 1, d. 337, l. 37'], ['rules'], ['list', '--holdings', '/nonexistent']):
    times = []
    for _ in range(20):
        t = time.monotonic()
        subprocess.run([sys.argv[1], *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.monotonic() - t) * 1000)
    worst = max(worst, statistics.median(times))
    print(f'{words[0]:12} median {statistics.median(times):6.1f}  max {max(times):6.1f}')
print(f'{worst:.1f}', file=open(sys.argv[2], 'w'))
P
figure 'start-up of a command, median of the slowest' "$(cat "$scratch/start-up")" 30 ms

echo "== bytes read from the producer, and syncs, of items of 10 and of 500 files"
for n in 10 500; do
  rm -rf "$scratch/few" "$scratch/hc" "$scratch"/trace.* && small "$scratch/few" "$n"
  # A file for each thread: in one for all, a call that another interrupts is torn in two.
  strace -ff -qq -y -o "$scratch/trace" \
    -e trace=read,pread64,readv,preadv,preadv2,mmap,copy_file_range,sendfile,splice,ioctl,fsync,fdatasync,syncfs,sync,sync_file_range,msync \
    "$delo" ingest "$scratch/few" --holdings "$scratch/hc" --quiet || true
  python3 - "$scratch" "$n" <<'P'
import collections, glob, re, sys
scratch, files = sys.argv[1], int(sys.argv[2])
read, otherwise, syncs = 0, 0, collections.Counter()
for name in glob.glob(scratch + '/trace.*'):
    for line in open(name, errors='replace'):
        call = re.match(r'(\w+)\((.*)\) += (\w+)', line)
        if not call:
            continue
        what, arguments, result = call.groups()
        if 'sync' in what:
            path = re.search('<([^>]*)>', arguments)
            syncs['catalogue' if '/delo.db' in (path.group(1) if path else '') else 'others'] += 1
        elif f'<{scratch}/few/' in arguments:
            if 'read' in what:
                read += int(result)
            else:
                otherwise += 1  # what moves bytes by another way than the counted one
payload = files * 4096
print(f'{files} files: read {read} of {payload} bytes, {read / payload:.4f} x, {otherwise} other calls; '
      f'{sum(syncs.values())} syncs, {syncs["catalogue"]} of them of the catalogue')
print(f'{read / payload:.4f} {sum(syncs.values())}', file=open(f'{scratch}/counted.{files}', 'w'))
P
done
read -r read_few syncs_few < "$scratch/counted.10"
read -r read_many syncs_many < "$scratch/counted.500"
figure 'bytes read from the producer, of 10 files' "$read_few" 1.01 x
figure 'bytes read from the producer, of 500 files' "$read_many" 1.01 x
figure 'syncs of 500 files (limit: those of 10)' "$syncs_many" "$syncs_few" ''

small_sets=${SMALL:-20000 40000}
echo "== peak memory of batches of $small_sets small files"
most=200  # MiB, of the first; the others may need a tenth more than it
for n in $small_sets; do
  rm -rf "$scratch/many" && small "$scratch/many" "$n"
  python3 - "$delo" "$scratch/many" "$(mktemp -d "$scratch/hm.XXXXXX")" "$n" "$scratch/peak" <<'P'
import os, subprocess, sys, time
t = time.monotonic()
p = subprocess.Popen([sys.argv[1], 'ingest', sys.argv[2], '--holdings', sys.argv[3], '--quiet'])
_, status, usage = os.wait4(p.pid, 0)
print(f'{sys.argv[4]} files: {usage.ru_maxrss / 1024:.0f} MiB peak of the largest process, '
      f'{usage.ru_utime + usage.ru_stime:.1f} s CPU, {time.monotonic() - t:.1f} s, '
      f'exit {os.waitstatus_to_exitcode(status)}')
print(f'{usage.ru_maxrss / 1024:.0f}', file=open(sys.argv[5], 'w'))
P
  peak=$(cat "$scratch/peak")
  figure "peak memory of $n small files" "$peak" "$most" MiB
  [ "$most" != 200 ] || most=$((peak * 11 / 10))
done
