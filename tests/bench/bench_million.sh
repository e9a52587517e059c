#!/usr/bin/env bash
# bench_million.sh DELO [SCRATCH] [N]: packages of N files of 30 bytes (1,000,000), whose
# paths have some 100 bytes: written and validated, each also with N/4 files, so that
# it is seen whether time grows with the number.  Prints peak memory, the sum of the
# resident sets of the process and its children, and seconds.
# STEPS names what is measured, else "bag aip sip tar ocfl"; two of one kind at a time
# with JOBS=2.  Needs some 20 GB and 6 N inodes of SCRATCH at N = 1,000,000.
set -euo pipefail
delo=$(realpath "$1")
scratch=${2:-$(mktemp -d)}
n=${3:-1000000}
steps=${STEPS:-bag aip sip tar ocfl}
mkdir -p "$scratch"
scratch=$(realpath "$scratch")
export TMPDIR=$scratch

# One line of the table of figures (see run).
figure() { # NAME FIGURE LIMIT UNIT
  [ -z "${DELO_FIGURES:-}" ] || printf '%s\t%s\t%s\t%s\n' "$@" >> "$DELO_FIGURES"
}

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

# Runs delo with the arguments; prints MiB and seconds, and fails as it does.
measured() { # ARGUMENT...
  python3 - "$delo" "$@" <<'P'
import os, subprocess, sys, time

def resident(pid):
    try:
        kib = next(int(l.split()[1]) for l in open(f'/proc/{pid}/status') if l.startswith('VmRSS:'))
        below = open(f'/proc/{pid}/task/{pid}/children').read().split()
    except (OSError, StopIteration):
        return 0
    return kib + sum(resident(child) for child in below)

begin = time.monotonic()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
peak = 0
while True:
    done, status, usage = os.wait4(child.pid, os.WNOHANG)
    if done:
        break
    peak = max(peak, resident(child.pid))
    time.sleep(0.02)
peak = max(peak, usage.ru_maxrss)
print(f'{peak / 1024:.0f} {time.monotonic() - begin:.1f} {usage.ru_utime + usage.ru_stime:.1f}')
sys.exit(os.waitstatus_to_exitcode(status))
P
}

# A line of the report, and a figure when it is of all N files.
told() { # WHAT FILES MIB SECONDS CPU
  printf '%-28s %9s files %6s MiB %8s s, %s s of them CPU\n' "$@"
  [ "$2" != "$n" ] || figure "peak memory: $1, $2 files" "$3" 300 MiB
}

step() { # KIND FILES INPUT
  local kind=$1 files=$2 input=$3 made=$scratch/made-$1 as=$1 got
  local options=()
  if [ "$kind" = tar ]; then
    as=aip options=(--serialize tar) made=$made.tar
  fi
  got=$(measured package "$input" --as "$as" "${options[@]}" --to "$made")
  told "package $kind" "$files" $got
  got=$(measured validate "$made" --as "$as")
  told "validate $kind" "$files" $got
  rm -rf "$made"
}

for files in $((n / 4)) "$n"; do
  input=$scratch/in
  rm -rf "$input" && make_files "$input" "$files"
  for kind in $steps; do
    [ "$kind" != ocfl ] || continue
    if [ "${JOBS:-1}" = 2 ]; then
      (mkdir -p "$scratch/other" && scratch=$scratch/other && step "$kind" "$files" "$input") &
      step "$kind" "$files" "$input"
      wait $!
    else
      step "$kind" "$files" "$input"
    fi
  done
  if [[ " $steps " = *' ocfl '* ]]; then
    rm -rf "$scratch/object" && make_object "$input" "$scratch/object"
    got=$(measured validate "$scratch/object" --as ocfl-object)
    told 'validate ocfl-object' "$files" $got
    rm -rf "$scratch/object"
  fi
  rm -rf "$input"
done
