#!/bin/bash
# crash_tests.sh WHAT DELO [COUNT]: kills, power cuts and faults at ingest, audit
# and repair; afterwards verify_holdings.py, which knows nothing of the program,
# must find nothing lost and nothing half-written.
#
#   kills     kill -9 at every write, sync, rename and link of an ingest (COUNT: at most)
#   versions  the same kills at an ingest that makes the second version of each package
#   random    COUNT random kills of an ingest
#   repair    the same kills as in "kills" at audit --repair of a damaged store
#   audit     the same kills at a plain audit --all, of a sound and of a damaged store
#   power     COUNT simulated power cuts on a small ext4 (root), and COUNT more of the
#             disk of the stores alone, while ledger and catalogue are on another
#   faults    the Nth write, sync, rename … fails with EIO, ENOSPC, or is short
#   planted   a program built with a planted bug must be caught by one of the above:
#             DELO is that program, COUNT the name of the bug
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
# What the commands of a failed test said last is worth more than its count alone.
trap 'status=$?; [ $status = 0 ] || tail -n 40 "$scratch/log" 2>/dev/null; rm -rf "$scratch"' EXIT

# A small batch: three items of two small files and a description each.
batch=$scratch/batch
python3 "$here/make_batch.py" "$batch" 3

holdings=$scratch/holdings ack=$scratch/ack
ingest="sh -c '$delo ingest $batch --holdings $holdings --json >> $ack'"
sound="python3 $verify $holdings $ack && $delo ledger verify --holdings $holdings --quiet"
fresh="rm -rf $holdings $ack"
patience=180 # seconds until a command hangs; others may keep the disk busy for one minute
calls=write,pwrite64,fsync,fdatasync,syncfs,rename,renameat,renameat2,link,linkat,mkdir,unlink,unlinkat,ftruncate

faultshim() {
  gcc -O2 -shared -fPIC -w -o "$scratch/faultshim.so" "$engines/faultshim.c" -ldl
}

kills_at() { # CALLS MOST [OPTION]
  "$engines/kill-loop" --run "$ingest" --verify "$sound" --reset "$fresh" --at-syscalls "$1" \
    -m "$2" --log "$scratch/log" "${@:3}"
}

# kill_everywhere RUN RESET CRASHED SOUND MOST: two engines, because neither sees all.
# strace counts the calls of each thread by itself: a number that only all threads
# together reach is never hit.  The shim counts for the whole process, but knows no
# syncfs and sees nothing outside of the holdings.  CRASHED must hold right after the
# kill already, SOUND when the same command has been run again.
kill_everywhere() {
  local run=$1 reset=$2 crashed=$3 sound=$4 most=$5
  "$engines/kill-loop" --run "$run" --verify "$sound" --reset "$reset" -m "$most" \
    --at-syscalls "$calls" --log "$scratch/log"
  faultshim
  "$engines/fault-sweep" --shim "$scratch/faultshim.so" --path "$holdings" --run "$run" \
    --verify "$crashed" --reset "$reset" --fault KILL --max $(((most + 8) / 9)) --log "$scratch/log" \
    --ops write,pwrite,fsync,fdatasync,rename,link,unlink,mkdir,ftruncate --timeout $patience
}

# A store with a flipped bit, a missing file and a lost inventory, made anew by `damage`
# for every kill; `no_worse` says that what was whole is whole.
prepare_damage() {
  "$delo" ingest "$batch" --holdings "$holdings" --quiet
  cp -a "$holdings" "$scratch/sound"
  cp -a "$holdings" "$scratch/damaged"
  python3 - "$scratch/damaged/store-a" <<'P'
import glob, os, sys
files = sorted(f for f in glob.glob(sys.argv[1] + '/**/data/**', recursive=True) if os.path.isfile(f))
inventories = sorted(glob.glob(sys.argv[1] + '/**/inventory.json', recursive=True))
with open(files[0], 'r+b') as f:
    first = f.read(1); f.seek(0); f.write(bytes([first[0] ^ 1]))
os.unlink(files[1])
os.unlink(inventories[-1])
P
}
damage="rm -rf $holdings $ack; cp -a $scratch/damaged $holdings"
no_worse="python3 $here/verify_no_worse.py $scratch/sound $scratch/damaged $holdings"

# The program is halted for a moment after each acknowledgement: that is when a cut
# shows what was promised too early.
slow_ingest="python3 $here/halt_at_lines.py {ack} 0.2 $delo ingest $batch --json"
seed=1
power_together() { # everything on the disk that is cut off
  "$engines/power-cut" --run "$slow_ingest --holdings {mnt}/holdings" \
    --verify "python3 $verify {mnt}/holdings {ack}" -m "$1" --seed $seed --fresh --log "$scratch/log"
}
# The stores alone, and one item at a time: neither a sync of the ledger nor another
# item's secures a copy by the way.
power_apart() {
  cat > "$scratch/apart.sh" <<'A'
set -e
mnt=$1 holdings=$2
if [ ! -e "$mnt/begun" ]; then
  rm -rf "$holdings"
  mkdir -p "$holdings"
  for store in store-a store-b; do
    printf '[[store]]\nname = "%s"\npath = "%s"\n' $store "$mnt/$store" >> "$holdings/holdings.toml"
  done
  touch "$mnt/begun"
  sync -f "$mnt/begun"
fi
A
  "$engines/power-cut" --run "sh $scratch/apart.sh {mnt} $holdings && $slow_ingest --jobs 1 --holdings $holdings" \
    --verify "python3 $verify $holdings {ack}" -m "$1" --seed $seed --fresh --log "$scratch/log"
}
faults() { # PARTS OPS FAULTS MOST
  faultshim
  # Strict where the truth lies.  The catalogue is a cache, and SQLite itself
  # passes over a failed sync of the folder of its log.
  local part strict
  for part in $1; do
    strict=--strict
    [ "$part" = delo.db ] && strict=
    "$engines/fault-sweep" --shim "$scratch/faultshim.so" --path "$holdings/$part" $strict \
      --run "$ingest" --verify "python3 $verify $holdings $ack" --reset "$fresh" \
      --ops "$2" --fault "$3" --max "$4" --log "$scratch/log" --timeout $patience
  done
}
# A policy under which a later delivery is the next version.
versions_policy() {
  cat <<'P'
id = "versions"
version = 1
title = "later deliveries are versions"

[accept]
digests = ["sha256", "sha512"]

[later_delivery]
same_reference = "new-version"
P
}
need_power() {
  [ "$(id -u)" = 0 ] || { echo "skipped: power cuts need root"; exit 77; }
  command -v xfs_io >/dev/null || { echo "skipped: no xfs_io"; exit 77; }
}

case $what in
  kills)
    kill_everywhere "$ingest" "$fresh" "python3 $verify $holdings $ack" "$sound" "${count:-2000}" ;;
  versions)
    versions_policy > "$scratch/versions.toml"
    later=$scratch/later/batch
    python3 "$here/make_batch.py" "$later" 3 1
    sh -c "$delo ingest $batch --holdings $holdings --json > $ack"
    cp -a "$holdings" "$scratch/first"
    cp "$ack" "$scratch/first.ack"
    again="rm -rf $holdings $ack; cp -a $scratch/first $holdings; cp $scratch/first.ack $ack"
    second="sh -c '$delo ingest $later --policy $scratch/versions.toml --holdings $holdings --json >> $ack'"
    kill_everywhere "$second" "$again" "python3 $verify $holdings $ack" \
      "$sound && $delo audit --all --holdings $holdings --quiet" "${count:-1000}" ;;
  random)
    "$engines/kill-loop" --run "$ingest" --verify "$sound" --reset "$fresh" -m "${count:-300}" --multi 3 \
      --log "$scratch/log" ;;
  repair)
    prepare_damage
    kill_everywhere "$delo audit --all --repair --holdings $holdings --quiet" "$damage" \
      "$no_worse --mending" "$sound && $delo audit --all --holdings $holdings --quiet" \
      "${count:-500}" ;;
  audit)
    prepare_damage
    kill_everywhere "$delo audit --all --holdings $holdings --quiet" \
      "rm -rf $holdings; cp -a $scratch/sound $holdings" "$sound" \
      "$sound && $delo audit --all --holdings $holdings --quiet" "${count:-500}"
    # An audit that finds faults ends with a status of its own, which is success here.
    printf '%s audit --all --holdings %s --quiet; [ $? = %s ]\n' "$delo" "$holdings" 1 \
      > "$scratch/audit.sh"
    kill_everywhere "sh $scratch/audit.sh" "$damage" "$no_worse" \
      "$no_worse && $delo audit --all --repair --holdings $holdings --quiet && $sound" \
      "${count:-500}" ;;
  power)
    need_power
    power_together "${count:-50}"
    power_apart "${count:-50}" ;;
  faults)
    faults "store- ledger/ delo.db" write,pwrite,fsync,fdatasync,rename,link,mkdir,close,open \
      EIO,ENOSPC,SHORT "${count:-40}" ;;
  planted)
    # Each bug by the engine that can see it.  Cuts come at random moments: some more
    # if none of the first shows it.
    case $count in
      NO_FSYNC) need_power; engine="power_together 4" ;;
      NO_FOLDER_FSYNC) need_power; engine="power_apart 4" ;;
      SHORT_WRITE) engine="faults ledger/ write SHORT 10" ;;
      NO_TEMP_FILE) engine="kills_at write 400 --stop" ;;
      *) echo "no such planted bug: $count"; exit 2 ;;
    esac
    for seed in 1 2 3 4 5; do
      last=$($engine | tee /dev/stderr | tail -n 1) || true
      if [[ $last =~ lost\ [1-9] ]]; then
        echo "the planted bug $count was caught"
        exit 0
      fi
    done
    echo "the planted bug $count was not caught"
    exit 1 ;;
  *) echo "unknown: $what"; exit 2 ;;
esac
