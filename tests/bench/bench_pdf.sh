#!/usr/bin/env bash
# bench_pdf.sh DELO MAKER [SCRATCH]: PDFs of scans, every image decoded, beside
# `mutool draw`, which decodes them to show them.  MAKER is make_pdf_scans; PAGES and
# RUNS make it smaller or larger.  Needs mupdf-tools.
set -euo pipefail
delo=$(realpath "$1")
maker=$(realpath "$2")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=${3:-$(mktemp -d)}
mkdir -p "$scratch"
command -v mutool > /dev/null || {
  echo "bench_pdf: mutool is not there (Debian: mupdf-tools); left out" >&2
  exit 0
}

# One line of the table of figures (see run).
figure() { # NAME FIGURE LIMIT UNIT
  [ -z "${DELO_FIGURES:-}" ] || printf '%s\t%s\t%s\t%s\n' "$@" >> "$DELO_FIGURES"
}

for kind in dct jpx g4; do
  pdf=$scratch/$kind.pdf
  "$maker" "$kind" "${PAGES:-50}" "$pdf"
  echo "== ${PAGES:-50} pages of $kind, $(($(stat -c %s "$pdf") / 1000000)) MB:" \
    "delo check (A) beside mutool draw (B)"
  # Only the photographs have a limit; the others are told.
  limit=() runs=${RUNS:-5}
  [ "$kind" != jpx ] || runs=1  # a minute for mutool
  [ "$kind" != dct ] || limit=(--figure 'PDF of 50 colour scans beside mutool draw' --limit 0.7)
  for of in cpu wall; do
    [ "$of" = cpu ] || [ "$kind" = dct ] || continue
    named=("${limit[@]}")
    ((${#named[@]} == 0)) || named[1]+=", $of"
    "$here/paired.py" -n "$runs" --of "$of" "${named[@]}" \
      "'$delo' check --quiet '$pdf'" "mutool draw -q '$pdf' 2> /dev/null"
  done
  # The largest process is the sandboxed child that holds the page.
  peak=$(python3 - "$delo" "$pdf" <<'P'
import resource, subprocess, sys
subprocess.run([sys.argv[1], 'check', '--quiet', sys.argv[2]], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
P
  )
  echo "peak memory of delo: $peak MiB"
  figure "peak memory, PDF of 50 $kind scans" "$peak" 200 MiB
  rm -f "$pdf"
done
