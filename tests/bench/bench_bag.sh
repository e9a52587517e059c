#!/bin/bash
# bench_bag.sh DELO [SCRATCH]: validating a bag of 1 GB and one of 100,000 files of 4 KB,
# paired in one run with bagit-python on two processes, of what bags of its own have
# (SHA-256 and SHA-512).  Where bagit-python is not to be had (as `bagit.py`, as the
# module `bagit`, or named by BAGIT), paired with a few lines of Python that only list,
# read and digest the files: what any validator in Python does at least.
# LARGE (MB) and SMALL (files) make it smaller.
set -euo pipefail
delo=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
scratch=${2:-$(mktemp -d)}
mkdir -p "$scratch"
scratch=$(realpath "$scratch")
runs=${RUNS:-5}
large=${LARGE:-1024} small=${SMALL:-100000}

python3 - "$scratch" "$large" "$small" <<'PYTHON'
import hashlib, os, random, sys
scratch, large, small = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
algorithms = ('sha256', 'sha512')

def bag(name, files, size):
    base = os.path.join(scratch, name)
    if os.path.exists(base + '/tagmanifest-sha512.txt'):
        return
    make, lines = random.Random(name), {a: [] for a in algorithms}
    for i in range(files):
        path = f'data/{i // 1000:03}/{i:06}.bin'
        os.makedirs(os.path.dirname(f'{base}/{path}'), exist_ok=True)
        digests, left = [hashlib.new(a) for a in algorithms], size
        with open(f'{base}/{path}', 'wb') as out:
            while left:
                piece = make.randbytes(min(left, 1 << 20))
                left -= len(piece)
                out.write(piece)
                for digest in digests:
                    digest.update(piece)
        for digest in digests:
            lines[digest.name].append(f'{digest.hexdigest()}  {path}\n')
    tags = {'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
            'bag-info.txt': f'Payload-Oxum: {files * size}.{files}\n'}
    for a in algorithms:
        tags[f'manifest-{a}.txt'] = ''.join(lines[a])
    for a in algorithms:
        tags[f'tagmanifest-{a}.txt'] = ''.join(
            f'{hashlib.new(a, text.encode()).hexdigest()}  {tag}\n'
            for tag, text in sorted(tags.items()) if not tag.startswith('tag'))
    for tag, text in tags.items():
        with open(f'{base}/{tag}', 'w', encoding='utf-8') as out:
            out.write(text)

bag('large', 16, large * (1 << 20) // 16)
bag('small', small, 4096)
PYTHON

cat > "$scratch/at_least.py" <<'PYTHON'
import hashlib, multiprocessing, os, sys
bag, wanted = sys.argv[1], {}
for name in sorted(os.listdir(bag)):
    if name.startswith('manifest-'):
        with open(os.path.join(bag, name), encoding='utf-8') as lines:
            for line in lines:
                digest, path = line.rstrip('\n').split(None, 1)
                wanted.setdefault(path, {})[name[9:-4]] = digest

def digests_of(item):
    path, algorithms = item
    digests = {a: hashlib.new(a) for a in algorithms}
    with open(os.path.join(bag, path), 'rb') as file:
        while block := file.read(512 * 1024):
            for digest in digests.values():
                digest.update(block)
    return path, {a: d.hexdigest() for a, d in digests.items()}

if __name__ == '__main__':
    found = {os.path.relpath(os.path.join(folder, name), bag)
             for folder, _, names in os.walk(os.path.join(bag, 'data')) for name in names}
    with multiprocessing.Pool(2) as pool:
        for path, digests in pool.imap_unordered(digests_of, wanted.items()):
            assert digests == wanted[path]
    sys.exit(found != set(wanted))
PYTHON

if [[ -n ${BAGIT:-} ]]; then
  peer="$BAGIT --validate --processes 2 --quiet" who=bagit-python
elif command -v bagit.py > /dev/null; then
  peer='bagit.py --validate --processes 2 --quiet' who=bagit-python
elif python3 -c 'import bagit' 2> /dev/null; then
  peer='python3 -m bagit --validate --processes 2 --quiet' who=bagit-python
else
  peer="python3 $scratch/at_least.py" who='the least in Python'
  echo "bench_bag: bagit-python is not there; beside the least that Python could do" >&2
fi
limit() { [[ $who != bagit-python ]] || echo "--figure $1 --limit $2"; }

for bag in large small; do
  echo "== $bag: delo validate (A) beside $who (B)"
  [[ $bag == large ]] && ratio=0.33 || ratio=0.05
  # shellcheck disable=SC2046
  python3 "$here/paired.py" -n "$runs" --of wall $(limit "bag,$bag:validate/bagit-python" $ratio) \
    "$delo validate --quiet --as bag $scratch/$bag" "$peer $scratch/$bag"
done
