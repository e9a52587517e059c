#!/bin/bash
# bench_check.sh DELO [SCRATCH]: what a look at scans costs, with every strip and tile
# decoded, paired in one run with tiffinfo -D; and 1,000 small files in one run.
set -euo pipefail
delo=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
scratch=${2:-$(mktemp -d)}
mkdir -p "$scratch"
command -v tiffcp > /dev/null || {
  echo "bench_check: tiffcp is not there (Debian: libtiff-tools); left out" >&2
  exit 0
}
runs=${RUNS:-5}
copies=${SCANS:-8}  # of each kind of scan

# ---- A4 at 300 ppi in each compression ----
plain=$scratch/plain
python3 "$here/make_scans.py" --out "$plain/gray" --items 1 --leaves 1 --mode gray >/dev/null
python3 "$here/make_scans.py" --out "$plain/rgb" --items 1 --leaves 1 --mode rgb >/dev/null
gray=$(find "$plain/gray" -name '*.tif') rgb=$(find "$plain/rgb" -name '*.tif')
make() {  # NAME SOURCE CODEC…
  mkdir -p "$scratch/scans/$1"
  tiffcp "${@:3}" "$2" "$scratch/scans/$1/0001.tif"
  for ((i = 2; i <= copies; ++i)); do
    cp "$scratch/scans/$1/0001.tif" "$scratch/scans/$1/$(printf '%04d' "$i").tif"
  done
}
make gray-none "$gray" -c none
make gray-lzw "$gray" -c lzw:2
make rgb-none "$rgb" -c none
make rgb-lzw "$rgb" -c lzw:2
make rgb-zip "$rgb" -c zip:2
make rgb-jpeg "$rgb" -c jpeg:85 -r 16
tiffdither "$gray" "$plain/dithered.tif" 2>/dev/null && make g4 "$plain/dithered.tif" -c g4

# Of pixels that are not compressed tiffinfo does nothing but read them, where delo makes
# their digest: told, and within the whole, but no limit of their own.
for kind in "$scratch"/scans/*/; do
  name=$(basename "$kind")
  echo "== $name: check with full decode (A) beside tiffinfo -D (B)"
  limit=()
  [[ $name == *-none ]] || limit=(--figure "$name: check / tiffinfo -D, CPU" --limit 1.2)
  python3 "$here/paired.py" -n "$runs" --accept 0,1 --of cpu "${limit[@]}" \
    "$delo check --jobs 1 --quiet $kind" "tiffinfo -D $kind*.tif"
done
echo "== all of them in one run"
python3 "$here/paired.py" -n "$runs" --accept 0,1 --of cpu \
  --figure 'scans of all kinds: check / tiffinfo -D, CPU' --limit 1.2 \
  "$delo check --jobs 1 --quiet $scratch/scans" "tiffinfo -D $scratch/scans/*/*.tif"

# ---- 1,000 small files ----
python3 - "$scratch/small" <<'PYTHON'
import os, struct, sys, zlib
out = sys.argv[1]
os.makedirs(out, exist_ok=True)
for i in range(500):
    pixels = bytes((x * 7 + i + x // 64) & 255 for x in range(64 * 48))
    packed = zlib.compress(pixels)
    entries = [(256, 4, 64), (257, 4, 48), (258, 3, 8), (259, 3, 8), (262, 3, 1), (273, 4, 8),
               (277, 3, 1), (278, 4, 48), (279, 4, len(packed)), (296, 3, 2)]
    at = 8 + len(packed) + len(packed) % 2
    values = at + 2 + 12 * (len(entries) + 2) + 4
    rational = [(282, values), (283, values + 8)]
    table = sorted([struct.pack('<HHII' if kind == 4 else '<HHIHxx', tag, kind, 1, value)
                    for tag, kind, value in entries] +
                   [struct.pack('<HHII', tag, 5, 1, where) for tag, where in rational])
    table.sort(key=lambda e: struct.unpack('<H', e[:2]))
    with open(f'{out}/{i:04}.tif', 'wb') as file:
        file.write(b'II*\0' + struct.pack('<I', at) + packed + b'\0' * (len(packed) % 2) +
                   struct.pack('<H', len(table)) + b''.join(table) + b'\0' * 4 +
                   struct.pack('<4I', 300, 1, 300, 1))
    content = b'q BT /F1 12 Tf 20 20 Td (leaf %d) Tj ET Q' % i
    objects = [b'<</Type/Catalog/Pages 2 0 R>>', b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
               b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R'
               b'/Resources<</Font<</F1 5 0 R>>>>>>',
               b'<</Length %d>>stream\n%s\nendstream' % (len(content), content),
               b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>']
    pdf, places = b'%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', []
    for number, text in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += b'%d 0 obj\n%s\nendobj\n' % (number, text)
    start = len(pdf)
    pdf += b'xref\n0 6\n0000000000 65535 f \n' + b''.join(b'%010d 00000 n \n' % p for p in places)
    pdf += b'trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' % start
    with open(f'{out}/{i:04}.pdf', 'wb') as file:
        file.write(pdf)
PYTHON
echo "== 1,000 small files in one run"
best=$(for ((i = 0; i < runs; ++i)); do
  start=$(date +%s%N)
  "$delo" check --quiet "$scratch/small"
  echo $((($(date +%s%N) - start) / 1000000))
done | sort -n | sed -n "$(((runs + 1) / 2))p")
echo "$best ms for 1,000 files"
[ -z "${DELO_FIGURES:-}" ] || printf 'check of small files, each\t%s\t3.0\tms\n' \
  "$(awk -v t="$best" 'BEGIN { print t / 1000 }')" >> "$DELO_FIGURES"
