#!/usr/bin/env python3
"""verify_holdings HOLDINGS [ACKNOWLEDGED.jsonl]

An independent look at holdings after a crash, written against OCFL 1.1, RFC 8493
and docs/formats/ledger.md, not against the program.  Exit status 0 only if

 * every object that is visible in a store is whole: declaration, inventory,
   sidecar, every file of the manifest with its digest, no file besides;
 * the bag in it is whole: both manifests and both tag manifests;
 * every package that was acknowledged (the "package" of a line of
   ACKNOWLEDGED.jsonl) is in every store that the line names;
 * the ledger's chain holds, and names every acknowledged package;
 * the catalogue, where there is one, is a sound SQLite file.

A ledger whose last line is torn, a staging folder, a missing catalogue are
states that the next start of the program clears: not faults.  Python 3, standard
library only.
"""
import hashlib
import json
import os
import re
import sqlite3
import sys
import tomllib

FAULTS = []


def fault(text):
    FAULTS.append(text)


def digest(path, algorithm):
    h = hashlib.new(algorithm)
    with open(path, 'rb') as f:
        while chunk := f.read(1 << 20):
            h.update(chunk)
    return h.hexdigest()


def files_below(top):
    for folder, folders, files in os.walk(top):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(folder, name)
            yield os.path.relpath(path, top)


def decode_bag_path(text):
    return re.sub('%(0[Aa]|0[Dd]|25)', lambda m: bytes.fromhex(m.group(1)).decode(), text)


def check_bag(bag):
    seen = {}
    for name in os.listdir(bag):
        match = re.fullmatch(r'(tag)?manifest-(sha256|sha512)\.txt', name)
        if not match:
            continue
        with open(os.path.join(bag, name), encoding='utf-8', newline='\n') as f:
            for line in f.read().split('\n')[:-1]:
                hexdigits, path = line.split(None, 1)
                path = decode_bag_path(path)
                full = os.path.join(bag, path)
                if not os.path.isfile(full):
                    fault(f'{bag}: {name} lists {path!r}, which is missing')
                elif digest(full, match.group(2)) != hexdigits:
                    fault(f'{bag}: {path!r} has another {match.group(2)} than {name} says')
                seen.setdefault(path, set()).add(name)
    for path in files_below(bag):
        if path.startswith('tagmanifest-'):
            continue
        if len(seen.get(path, ())) != 2:
            fault(f'{bag}: {path!r} is in {sorted(seen.get(path, ()))}, not in two manifests')


def check_object(folder):
    declaration = os.path.join(folder, '0=ocfl_object_1.1')
    if not os.path.isfile(declaration) or open(declaration).read() != 'ocfl_object_1.1\n':
        fault(f'{folder}: no declaration')
    inventory_path = os.path.join(folder, 'inventory.json')
    if not os.path.isfile(inventory_path):
        fault(f'{folder}: no inventory')
        return None
    inventory = json.load(open(inventory_path, encoding='utf-8'))
    algorithm = inventory['digestAlgorithm']
    sidecar = open(f'{inventory_path}.{algorithm}').read().split()
    if sidecar != [digest(inventory_path, algorithm), 'inventory.json']:
        fault(f'{folder}: the sidecar does not match the inventory')
    listed = set()
    for value, paths in inventory['manifest'].items():
        for path in paths:
            listed.add(path)
            full = os.path.join(folder, path)
            if not os.path.isfile(full):
                fault(f'{folder}: {path!r} is missing')
            elif digest(full, algorithm) != value:
                fault(f'{folder}: {path!r} is not what the inventory says')
    for path in files_below(folder):
        if re.match(r'v\d+/content/', path) and path not in listed:
            fault(f'{folder}: {path!r} is in no inventory')
    check_bag(os.path.join(folder, inventory['head'], 'content'))
    return inventory['id']


def check_store(store):
    packages = set()
    if not os.path.isdir(store):
        return packages
    for folder, folders, files in os.walk(store):
        if os.path.basename(folder) == 'extensions':
            folders.clear()
            continue
        if any(name.startswith('0=ocfl_object_') for name in files):
            folders.clear()
            name = check_object(folder)
            if name:
                packages.add(name.removeprefix('urn:uuid:'))
        elif 'inventory.json' in files:
            fault(f'{folder}: inventory without declaration')
        elif folder != store and files:
            fault(f'{folder}: files outside of any object: {files[:3]}')
    return packages


def store_folders(holdings):
    """Those that lie in the holdings, and those that holdings.toml has elsewhere."""
    folders = {}
    if os.path.isdir(holdings):
        folders = {name: os.path.join(holdings, name) for name in sorted(os.listdir(holdings))
                   if name.startswith('store-')}
    settings = os.path.join(holdings, 'holdings.toml')
    if os.path.exists(settings):
        with open(settings, 'rb') as f:
            for store in tomllib.load(f)['store']:
                folders[store['name']] = os.path.join(holdings, store.get('path', store['name']))
    return folders.items()


def check_ledger(path):
    about = set()
    if not os.path.exists(path):
        return about
    with open(path, 'rb') as f:
        data = f.read()
    lines = data.split(b'\n')
    # What follows the last line end is a torn entry; it was never acknowledged.
    previous = None
    for number, line in enumerate(lines[:-1], 1):
        try:
            entry = json.loads(line)
        except ValueError:
            fault(f'{path}: line {number} is no JSON')
            return about
        if previous is not None and entry['prev'] != previous:
            fault(f'{path}: the chain breaks at line {number}')
        match = re.fullmatch(rb'(\{.*),"hash":"([0-9a-f]{64})"\}', line)
        if not match:
            fault(f'{path}: line {number} does not end with its hash')
            return about
        # docs/formats/ledger.md: hash = SHA-256 of the line up to its member "hash".
        if hashlib.sha256(match.group(1)).hexdigest() != match.group(2).decode():
            fault(f'{path}: line {number} is not what its hash says')
        previous = entry['hash']
        about |= set(re.findall(r'[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}',
                                line.decode('utf-8')))
    return about


def acknowledged(path):
    out = {}
    if path and os.path.exists(path):
        for line in open(path, encoding='utf-8'):
            if not line.endswith('\n'):
                continue  # cut while it was printed: not acknowledged
            entry = json.loads(line)
            if entry.get('package') and 'copies' in entry:
                out[entry['package']] = [copy['store'] for copy in entry['copies']]
    return out


def main():
    holdings = sys.argv[1]
    acks = acknowledged(sys.argv[2] if len(sys.argv) > 2 else None)
    stores = {name: check_store(path) for name, path in store_folders(holdings)}
    in_ledger = check_ledger(os.path.join(holdings, 'ledger', 'ledger.jsonl'))
    for package, where in acks.items():
        if len(where) < 2:
            fault(f'{package} was acknowledged with {len(where)} copies')
        for store in where:
            if package not in stores.get(store, ()):
                fault(f'{package} was acknowledged and is not in {store}')
        if package not in in_ledger:
            fault(f'{package} was acknowledged and is not in the ledger')
    catalogue = os.path.join(holdings, 'delo.db')
    if os.path.exists(catalogue):
        try:
            # A copy, with its log: looking must not change what is looked at.
            import shutil
            import tempfile
            with tempfile.TemporaryDirectory() as scratch:
                for suffix in ('', '-wal'):
                    if os.path.exists(catalogue + suffix):
                        shutil.copy(catalogue + suffix, os.path.join(scratch, 'delo.db' + suffix))
                with sqlite3.connect(os.path.join(scratch, 'delo.db')) as db:
                    result = db.execute('pragma integrity_check').fetchone()[0]
                    if result != 'ok':
                        fault(f'{catalogue}: {result}')
        except sqlite3.Error as e:
            fault(f'{catalogue}: {e}')
    for text in FAULTS[:20]:
        print('FAULT', text)
    print(f'{len(acks)} acknowledged, '
          + ', '.join(f'{len(p)} in {s}' for s, p in stores.items())
          + f', {len(FAULTS)} faults')
    return 1 if FAULTS else 0


sys.exit(main())
