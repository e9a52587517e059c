#!/bin/bash
# crash_tests.sh WHAT DELO [COUNT]: kills, power cuts and faults at ingest, audit
# and repair; afterwards verify_holdings.py, which knows nothing of the program,
# must find nothing lost and nothing half-written.
#
#   kills     kill -9 at every write, sync, rename and link of an ingest (COUNT: at most)
#   random    COUNT random kills of an ingest
#   repair    the same kills at audit --repair of a damaged store
#   power     COUNT simulated power cuts on a small ext4 (root)
#   faults    the Nth write, sync, rename … fails with EIO, ENOSPC, or is short
#   planted   a program built with a planted bug must be caught: DELO is that program,
#             COUNT the name of the bug
#
# The engines are $DELO_SHARED/scripts (kill-loop, power-cut, fault-sweep); without
# them the test reports 77, skipped.
set -euo pipefail
what=$1 delo=$(realpath "$2") count=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
engines=${DELO_SHARED:-$here/../../../shared}/scripts
verify=$here/verify_holdings.py
[ -x "$engines/kill-loop" ] || { echo "skipped: no engines in $engines"; exit 77; }
command -v strace >/dev/null || { echo "skipped: no strace"; exit 77; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/delo-crash.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# A small batch: three items of two small files and a description each.
batch=$scratch/batch
python3 "$here/make_batch.py" "$batch" 3

holdings=$scratch/holdings ack=$scratch/ack
ingest="sh -c '$delo ingest $batch --holdings $holdings --json >> $ack'"
sound="python3 $verify $holdings $ack && $delo ledger verify --holdings $holdings --quiet"
fresh="rm -rf $holdings $ack"
calls=write,pwrite64,fsync,fdatasync,syncfs,rename,renameat,renameat2,link,linkat,mkdir,unlink,unlinkat,ftruncate

faultshim() {
  gcc -O2 -shared -fPIC -w -o "$scratch/faultshim.so" "$engines/faultshim.c" -ldl
}
damage() { # a store with a flipped bit, a missing file and a lost inventory
  cat > "$scratch/damage.sh" <<D
set -e
rm -rf $holdings $ack
cp -a $scratch/sound $holdings
python3 - $holdings/store-a <<'P'
import glob, os, sys
files = sorted(f for f in glob.glob(sys.argv[1] + '/**/data/**', recursive=True) if os.path.isfile(f))
inventories = sorted(glob.glob(sys.argv[1] + '/**/inventory.json', recursive=True))
with open(files[0], 'r+b') as f:
    first = f.read(1); f.seek(0); f.write(bytes([first[0] ^ 1]))
os.unlink(files[1])
os.unlink(inventories[-1])
P
D
  echo "sh $scratch/damage.sh"
}

case $what in
  kills)
    "$engines/kill-loop" --run "$ingest" --verify "$sound" --reset "$fresh" -m "${count:-2000}" \
      --at-syscalls "$calls" ;;
  random)
    "$engines/kill-loop" --run "$ingest" --verify "$sound" --reset "$fresh" -m "${count:-300}" --multi 3 ;;
  repair)
    "$delo" ingest "$batch" --holdings "$holdings" --quiet
    cp -a "$holdings" "$scratch/sound"
    "$engines/kill-loop" --run "$delo audit --all --repair --holdings $holdings --quiet" \
      --verify "$sound && $delo audit --all --holdings $holdings --quiet" \
      --reset "$(damage)" -m "${count:-500}" --at-syscalls "$calls" ;;
  power)
    [ "$(id -u)" = 0 ] || { echo "skipped: power cuts need root"; exit 77; }
    command -v xfs_io >/dev/null || { echo "skipped: no xfs_io"; exit 77; }
    "$engines/power-cut" --run "$delo ingest $batch --holdings {mnt}/holdings --json >> {ack}" \
      --verify "python3 $verify {mnt}/holdings {ack}" -m "${count:-50}" ;;
  faults)
    faultshim
    # Strict where the truth lies.  The catalogue is a cache, and SQLite itself
    # passes over a failed sync of the folder of its log.
    for part in store- ledger/ delo.db; do
      strict=--strict
      [ "$part" = delo.db ] && strict=
      "$engines/fault-sweep" --shim "$scratch/faultshim.so" --path "$holdings/$part" $strict \
        --run "$ingest" --verify "python3 $verify $holdings $ack" --reset "$fresh" \
        --ops write,pwrite,fsync,fdatasync,rename,link,mkdir,close,open \
        --fault EIO,ENOSPC,SHORT --max "${count:-40}"
    done ;;
  planted)
    # Each bug by the engine that can see it.
    case $count in
      NO_FSYNC|NO_FOLDER_FSYNC)
        engine="$engines/power-cut --run '$delo ingest $batch --holdings {mnt}/holdings --json >> {ack}' --verify 'python3 $verify {mnt}/holdings {ack}' -m 20" ;;
      SHORT_WRITE)
        faultshim
        engine="$engines/fault-sweep --shim $scratch/faultshim.so --path $holdings --strict --run \"$ingest\" --verify 'python3 $verify $holdings $ack' --reset '$fresh' --ops write --fault SHORT --max 60" ;;
      NO_TEMP_FILE)
        engine="$engines/kill-loop --run \"$ingest\" --verify '$sound' --reset '$fresh' -m 400 --at-syscalls write" ;;
      *) echo "no such planted bug: $count"; exit 2 ;;
    esac
    if sh -c "$engine"; then echo "the planted bug $count was not caught"; exit 1; fi
    echo "the planted bug $count was caught" ;;
  *) echo "unknown: $what"; exit 2 ;;
esac
