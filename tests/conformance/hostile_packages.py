"""hostile_packages.py DELO SOURCE_DIR: hostile archives, bags and METS files of a generator
that is not ours.  What must be rejected is: exit code 1 (invalid), 2 (no package) or 3 (can't
be read), with a line that names it.  A sound bag passes.  Whatever comes, no crash, no hang,
and nothing written: neither what a hostile name wants to make, nor a change of the input.
Exit code 77, skipped, where the generator is absent."""
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

ITEMS = 600
SEED = '7'
SECONDS = 60  # the slowest takes one; a loaded machine has its time too

delo, source = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
shared = os.environ.get('DELO_SHARED', os.path.join(source, '..', 'shared'))
generator = os.path.join(shared, 'scripts', 'make-hostile')
if not os.path.exists(generator):
    print('skipped: the generator of hostile input is not beside the checkout')
    sys.exit(77)


def every_byte_below(top):
    """One digest of all names, kinds and bytes below `top`."""
    total = hashlib.sha256()
    for folder, folders, names in os.walk(os.fsencode(top)):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            total.update(path + b'\0')
            if os.path.islink(path):
                total.update(os.readlink(path))
            elif os.path.isfile(path):
                with open(path, 'rb') as f:
                    total.update(hashlib.file_digest(f, 'sha256').digest())
    return total.hexdigest()


def packages_of(top):
    """What is validated, each with its class and what must come of it."""
    with open(os.path.join(top, 'manifest.tsv'), encoding='utf-8') as f:
        next(f)
        for line in f:
            path, kind, must, why = line.rstrip('\n').split('\t')
            name = urllib.parse.unquote_to_bytes(path)
            full = os.path.join(os.fsencode(top), name)
            if name.startswith((b'bags/', b'archives/')):
                yield full, [], kind, must, why
            elif kind.startswith(('xml-', 'mut-xml')):
                package = full + b'.package'
                os.mkdir(package)
                shutil.copyfile(full, package + b'/METS.xml')
                yield package, ['--as', 'csip'], kind, must, why


with tempfile.TemporaryDirectory() as scratch:
    top, working = os.path.join(scratch, 'hostile'), os.path.join(scratch, 'working')
    os.mkdir(working)
    subprocess.run([sys.executable, generator, top, '--only', 'archive,bag,xml', '-n', str(ITEMS),
                    '--seed', SEED], check=True, stdout=subprocess.DEVNULL)
    orders = list(packages_of(top))
    before = every_byte_below(top)
    wrong, rejected, passed = [], 0, 0
    for path, options, kind, must, why in orders:
        told = f'{must} {kind} {os.fsdecode(path)!r}: {why}'
        try:
            run = subprocess.run([delo, 'validate', path, *options], cwd=working, timeout=SECONDS,
                                 env={**os.environ, 'TMPDIR': working}, capture_output=True)
        except subprocess.TimeoutExpired:
            wrong.append(f'takes over {SECONDS} s: {told}')
            continue
        if run.returncode not in (0, 1, 2, 3):
            wrong.append(f'exit code {run.returncode}: {told}')
        elif must == 'reject':
            rejected += 1
            if run.returncode == 0:
                wrong.append(f'accepted: {told}')
            elif not run.stdout + run.stderr:
                wrong.append(f'refused without a word: {told}')
        elif must == 'accept' and kind == 'bag-valid':
            passed += 1
            if run.returncode != 0:
                wrong.append(f'refused: {told}: {run.stdout.decode(errors="replace")}')
    if every_byte_below(top) != before:
        wrong.append('the input was changed')
    for folder, folders, names in os.walk(os.fsencode(scratch)):
        inside = os.path.relpath(folder, os.fsencode(top))
        escaped = [n for n in folders + names if b'HOSTILE_ESCAPE' in n]
        if inside.startswith(b'..') and escaped:
            wrong.append(f'made outside: {escaped} in {folder!r}')
    if os.listdir(working):
        wrong.append(f'left behind: {os.listdir(working)}')
    if rejected < 100 or passed == 0:
        wrong.append(f'{rejected} to reject and {passed} sound ones: the generator has changed')
    print('\n'.join(wrong))
    print(f'{len(orders)} packages: {rejected} had to be rejected, {len(wrong)} wrong')
    sys.exit(1 if wrong else 0)
