#!/usr/bin/env python3
"""flip_bits DELO COUNT [--batch FOLDER]... [--items N] [--seed S] [--keep FOLDER]

Flips COUNT single bits at random places of random files in the stores of fresh
holdings: payload, METS, PREMIS, bag manifests, inventories, sidecars, declarations.
A file is damaged in one store only, so that the other has what brings it back; one
file may get several.  Then

 * `audit --all --json` must exit with 1 and name every damaged file, and none besides;
 * `audit --all --repair` must exit with 0 after it, and every file of every store must
   be what it was before, byte for byte;
 * five more audits must find nothing.

The holdings are made from FOLDERs, or from make_batch.py's N items (default 20).
Which files are right is known here from SHA-256 digests taken before the damage, not
from anything the program says.  Python 3, standard library only.
"""
import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
STORES = ('store-a', 'store-b')
# It grows with every audit; what else is done to it, the tests of the ledger know.
LEDGER_COPY = 'delo-ledger.jsonl'
CLEAN_AUDITS = 5


def digests_of(holdings):
    """{(store, path below it): SHA-256}"""
    found = {}
    for store in STORES:
        top = os.path.join(holdings, store)
        for folder, _, names in os.walk(top):
            for name in names:
                path = os.path.join(folder, name)
                relative = os.path.relpath(path, top)
                if relative != LEDGER_COPY:
                    with open(path, 'rb') as f:
                        found[store, relative] = hashlib.file_digest(f, 'sha256').hexdigest()
    return found


def objects_of(holdings):
    """{(store, package): folder of its object, relative to the store}"""
    found = {}
    for store in STORES:
        top = os.path.join(holdings, store)
        for folder, folders, names in os.walk(top):
            if '0=ocfl_object_1.1' in names:
                folders.clear()
                with open(os.path.join(folder, 'inventory.json'), encoding='utf-8') as f:
                    package = json.load(f)['id'].removeprefix('urn:uuid:')
                found[store, package] = os.path.relpath(folder, top)
    return found


def flip(path, chance):
    os.chmod(path, 0o644)
    with open(path, 'r+b') as f:
        at = chance.randrange(os.path.getsize(path))
        f.seek(at)
        byte = f.read(1)[0]
        f.seek(at)
        f.write(bytes([byte ^ 1 << chance.randrange(8)]))


def damage(holdings, before, count, chance):
    """Flips `count` bits; returns the (store, path) that are not as they were."""
    store_of = {}
    paths = sorted({path for _, path in before})
    paths = [p for p in paths if os.path.getsize(os.path.join(holdings, STORES[0], p)) > 0]
    for _ in range(count):
        path = chance.choice(paths)
        store = store_of.setdefault(path, chance.choice(STORES))
        flip(os.path.join(holdings, store, path), chance)
    # Two flips of the same bit are none.
    after = digests_of(holdings)
    return {key for key in before if after[key] != before[key]}


def audit(delo, holdings, *options):
    done = subprocess.run([delo, 'audit', '--all', '--json', '--holdings', holdings, *options],
                          stdout=subprocess.PIPE, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, lines[:-1], lines[-1]['summary']


def main():
    ask = argparse.ArgumentParser(usage=__doc__)
    ask.add_argument('delo', type=os.path.abspath)
    ask.add_argument('count', type=int)
    ask.add_argument('--batch', action='append', default=[])
    ask.add_argument('--items', type=int, default=20)
    ask.add_argument('--seed', type=int, default=1)
    ask.add_argument('--keep', help='make the holdings there and leave them')
    asked = ask.parse_args()
    faults = []
    with tempfile.TemporaryDirectory(prefix='delo-flips-') as scratch:
        holdings = os.path.join(asked.keep or scratch, 'holdings')
        if not asked.batch:
            asked.batch = [os.path.join(scratch, 'batch')]
            subprocess.run([sys.executable, os.path.join(HERE, 'make_batch.py'), asked.batch[0],
                            str(asked.items)], check=True)
        for batch in asked.batch:
            subprocess.run([asked.delo, 'ingest', batch, '--holdings', holdings, '--quiet'],
                           check=False)
        before, objects = digests_of(holdings), objects_of(holdings)
        damaged = damage(holdings, before, asked.count, random.Random(asked.seed))

        code, lines, summary = audit(asked.delo, holdings)
        named = set()
        for line in lines:
            store, _, package = line['copy'].partition('/')
            named.add((store, os.path.normpath(os.path.join(objects.get((store, package), ''),
                                                            line['path']))))
        if code != 1:
            faults.append(f'the audit of damaged stores exits with {code}')
        faults += [f'not named: {store}/{path}' for store, path in sorted(damaged - named)]
        faults += [f'named, and not damaged: {store}/{path}'
                   for store, path in sorted(named - damaged)]

        code, _, summary = audit(asked.delo, holdings, '--repair')
        if code != 0:
            faults.append(f'the repair exits with {code}: {summary}')
        after = digests_of(holdings)
        faults += [f'not as before: {"/".join(key)}' for key in sorted(before.keys() | after.keys())
                   if before.get(key) != after.get(key)]
        for i in range(CLEAN_AUDITS):
            code, lines, summary = audit(asked.delo, holdings)
            if code != 0 or lines:
                faults.append(f'audit {i + 1} after the repair: exit {code}, {lines[:3]}')
    for fault in faults[:40]:
        print('FAULT', fault)
    print(f'{asked.count} bits flipped in {len(damaged)} of {len(before)} files, '
          f'{len(named)} named, {len(faults)} faults')
    return 1 if faults or not damaged else 0


sys.exit(main())
