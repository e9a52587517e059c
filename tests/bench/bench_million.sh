#!/usr/bin/env bash
# bench_million.sh DELO [SCRATCH] [N]: packages of N files of 30 bytes (1,000,000), whose
# paths have some 100 bytes, written and validated, and one item of N / 10 scans and
# texts ingested; each also with a quarter of the files.  Prints a line for each with its peak
# memory (the resident sets of the process and its children together), seconds and CPU,
# and at the end a table of peaks and of how the CPU time grew: 1.0 is linear.  CPU, not
# seconds: the machine may have other things to do.  The program's own and the kernel's
# stand apart: to open a file by its name costs the more, the more names the kernel
# keeps for its table, whoever opens it.
# STEPS names what is measured, else all of
#   bag bag-tar bag-zip aip aip-tar aip-zip sip sip-tar sip-zip dip dip-tar dip-zip ocfl ingest
# and JOBS how many threads packages are validated on, one after the other, else "1 2".
# Needs some 20 GB and 6 N inodes of SCRATCH at N = 1,000,000.
set -euo pipefail
delo=$(realpath "$1")
scratch=${2:-$(mktemp -d)}
n=${3:-1000000}
steps=${STEPS:-bag bag-tar bag-zip aip aip-tar aip-zip sip sip-tar sip-zip dip dip-tar dip-zip ocfl ingest}
jobs=${JOBS:-1 2}
mkdir -p "$scratch"
scratch=$(realpath "$scratch")
export TMPDIR=$scratch
measures=$scratch/measures.tsv  # what, files, MiB, CPU seconds, and those in the kernel
: > "$measures"

# 1000 files a folder, dates of their own.
make_files() { # FOLDER N
  python3 - "$1" "$2" <<'P'
import os, sys
top, n = sys.argv[1], int(sys.argv[2])
for i in range(n):
    if i % 1000 == 0:
        folder = (f'{top}/fond-0045-opis-01-series-of-correspondence/'
                  f'delo-{i // 1000:05}-letters-and-telegrams')
        os.makedirs(folder)
    name = f'{folder}/page-{i % 1000:04}-{i:07}.txt'
    with open(name, 'w') as f:
        f.write(f'page {i:09} of the record\n')
    os.utime(name, (1580000000, 1580000000 + i % 7))
P
}

# A batch of one item: small scans, one a leaf, and as many texts.
make_item() { # BATCH N
  python3 - "$1" "$2" <<'P'
import os, random, struct, sys
top, n = sys.argv[1] + '/d337', int(sys.argv[2])
os.makedirs(top)

def scan(i):
    pixels = random.Random(i).randbytes(32 * 32)
    out = struct.pack('<2sHI', b'II', 42, 8 + len(pixels) + 16) + pixels
    out += struct.pack('<4I', 300, 1, 300, 1)
    tags = [(256, 4, 32), (257, 4, 32), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8),
            (277, 3, 1), (278, 4, 32), (279, 4, 1024), (282, 5, 1032), (283, 5, 1040), (296, 3, 2)]
    return (out + struct.pack('<H', len(tags)) +
            b''.join(struct.pack('<HHII', t, kind, 1, v) for t, kind, v in tags) + bytes(4))

def write(name, content, i):
    with open(f'{top}/{name}', 'wb') as f:
        f.write(content)
    os.utime(f'{top}/{name}', (1580000000, 1580000000 + i % 7))

write('metadata.csv', b'filename,dc.title,dc.identifier\n,Letters,"GARF, f. 45, op. 1, d. 337"\n', 0)
for i in range(n // 2):
    write(f'l{i + 1:06}.tif', scan(i), i)
    write(f'page-{i:07}.txt', f'page {i:09} of the record\n'.encode(), i)
P
}

# An OCFL object of one version around the files, which are moved there.
make_object() { # FILES OBJECT
  python3 - "$1" "$2" <<'P'
import collections, hashlib, json, os, sys
files, top = sys.argv[1:]
os.makedirs(f'{top}/v1')
os.rename(files, f'{top}/v1/content')
state, fixity = collections.defaultdict(list), collections.defaultdict(list)
for folder, folders, names in os.walk(f'{top}/v1/content'):
    folders.sort()
    for name in sorted(names):
        content = open(os.path.join(folder, name), 'rb').read()
        path = os.path.relpath(os.path.join(folder, name), f'{top}/v1/content')
        state[hashlib.sha512(content).hexdigest()].append(path)
        fixity[hashlib.sha256(content).hexdigest()].append('v1/content/' + path)
inventory = {
    'id': 'urn:example:million', 'type': 'https://ocfl.io/1.1/spec/#inventory',
    'digestAlgorithm': 'sha512', 'head': 'v1',
    'manifest': {d: ['v1/content/' + p for p in paths] for d, paths in state.items()},
    'versions': {'v1': {'created': '2026-01-02T03:04:05Z', 'message': 'made', 'state': state,
                        'user': {'name': 'bench', 'address': 'mailto:bench@example.org'}}},
    'fixity': {'sha256': fixity}}
text = json.dumps(inventory, indent=1).encode()
for folder in (top, f'{top}/v1'):
    open(f'{folder}/inventory.json', 'wb').write(text)
    open(f'{folder}/inventory.json.sha512', 'w').write(hashlib.sha512(text).hexdigest() + ' inventory.json\n')
open(f'{top}/0=ocfl_object_1.1', 'w').write('ocfl_object_1.1\n')
P
}

# Runs delo with the arguments; a line of the report and of `measures`.  Fails as delo does.
measured() { # WHAT FILES ARGUMENT...
  python3 - "$measures" "$1" "$2" "$delo" "${@:3}" <<'P'
import os, subprocess, sys, time

def resident(pid):
    try:
        kib = next(int(l.split()[1]) for l in open(f'/proc/{pid}/status') if l.startswith('VmRSS:'))
        below = open(f'/proc/{pid}/task/{pid}/children').read().split()
    except (OSError, StopIteration):
        return 0
    return kib + sum(resident(child) for child in below)

measures, what, files = sys.argv[1:4]
begin = time.monotonic()
child = subprocess.Popen(sys.argv[4:], stdout=subprocess.DEVNULL)
peak = 0
while True:
    done, status, usage = os.wait4(child.pid, os.WNOHANG)
    if done:
        break
    peak = max(peak, resident(child.pid))
    time.sleep(0.02)
if status != 0:
    sys.exit(os.waitstatus_to_exitcode(status))
mib = max(peak, usage.ru_maxrss) / 1024
seconds, own, kernel = time.monotonic() - begin, usage.ru_utime, usage.ru_stime
print(f'{what:28} {files:>9} files {mib:6.0f} MiB {seconds:8.1f} s; '
      f'CPU {own:.1f} s, {kernel:.1f} s in the kernel', flush=True)
print(what, files, f'{mib:.0f}', f'{own:.2f}', f'{kernel:.2f}', sep='\t', file=open(measures, 'a'))
P
}

package_step() { # KIND FILES INPUT
  local as=${1%-*} form=${1#*-} made=$scratch/made-$1 options=() threads
  if [ "$form" != "$as" ]; then
    options=(--serialize "$form") made=$made.$form
  fi
  measured "package $1" "$2" package "$3" --as "$as" "${options[@]}" --to "$made"
  for threads in $jobs; do
    measured "validate $1, jobs $threads" "$2" validate "$made" --as "$as" --jobs "$threads"
  done
  rm -rf "$made"
}

wants() { [[ " $steps " = *" $1 "* ]]; }

for files in $((n / 4)) "$n"; do
  input=$scratch/in
  if [ "$steps" != ingest ]; then
    rm -rf "$input" && make_files "$input" "$files"
  fi
  for kind in $steps; do
    case $kind in
      ocfl | ingest) ;;
      *) package_step "$kind" "$files" "$input" ;;
    esac
  done
  if wants ocfl; then
    rm -rf "$scratch/object" && make_object "$input" "$scratch/object"
    measured 'validate ocfl-object' "$files" validate "$scratch/object" --as ocfl-object
    rm -rf "$scratch/object"
  fi
  rm -rf "$input"
  if wants ingest; then
    rm -rf "$scratch/batch" "$scratch/holdings" && make_item "$scratch/batch" $((files / 10))
    measured 'ingest of one item' $((files / 10)) ingest "$scratch/batch" --holdings "$scratch/holdings" --quiet
    rm -rf "$scratch/batch" "$scratch/holdings"
  fi
done

# The row of the table: the highest peak, and the steepest growth.  The second pass goes
# into the table of figures (see run).
echo
python3 - "$measures" "${DELO_FIGURES:-/dev/null}" <<'P'
import sys
rows = {}
for line in open(sys.argv[1]):
    what, files, mib, own, kernel = line.rstrip('\n').split('\t')
    rows.setdefault(what, []).append((int(files), int(mib), float(own), float(kernel)))
figures = open(sys.argv[2], 'a')
print(f'{"":28} {"files":>9} {"MiB":>6} {"CPU s":>8} {"growth":>7} {"kernel s":>9} {"growth":>7}')
worst_peak = worst_growth = 0
for what, ((few, _, own_of_few, kernel_of_few), (files, mib, own, kernel)) in rows.items():
    growth = own / max(own_of_few, 0.01) * few / files
    of_kernel = kernel / max(kernel_of_few, 0.01) * few / files
    print(f'{what:28} {files:>9} {mib:6} {own:8.1f} {growth:7.2f} {kernel:9.1f} {of_kernel:7.2f}')
    print(f'peak memory: {what}, {files} files', mib, 300, 'MiB', sep='\t', file=figures)
    worst_peak, worst_growth = max(worst_peak, mib), max(worst_growth, growth)
print(f'{"the worst":28} {"":>9} {worst_peak:6} {"":>8} {worst_growth:7.2f}')
# Caches fill: what is measured is whether it doubles, not whether it wavers.
print('growth of own CPU time with 4 times the files, 1 is linear', f'{worst_growth:.2f}', '1.5', '', sep='\t', file=figures)
P
