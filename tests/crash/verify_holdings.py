#!/usr/bin/env python3
"""verify_holdings HOLDINGS [ACKNOWLEDGED.jsonl]

An independent look at holdings after a crash, written against OCFL 1.1, RFC 8493
and docs/formats/ledger.md, not against the program.  Exit status 0 only if

 * every object that is visible in a store is whole: declaration, inventory,
   sidecar, every file of the manifest with its digest, no file besides; the
   inventory of every version with its sidecar, and each tells the versions up to
   its own as the newest does; it lies where the store's layout puts its id;
 * the bag of every version is whole: both manifests and both tag manifests;
 * every package that was acknowledged (the "package" of a line of
   ACKNOWLEDGED.jsonl) is in every store that the line names, in that version or a
   later one;
 * the ledger's chain holds, and names every acknowledged package;
 * the catalogue, where there is one, is a sound SQLite file.

A ledger whose last line is torn, a staging folder, a missing catalogue, and the
object that a staging folder names in "version-of" while its next version is coming
in (a version folder more, or the sidecar of the version before) are states that
the next start of the program clears: not faults.  Python 3, standard
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


def check_bag(name, files):
    """files: path in the bag -> where its bytes are"""
    seen = {}
    for listing in files:
        match = re.fullmatch(r'(tag)?manifest-(sha256|sha512)\.txt', listing)
        if not match:
            continue
        with open(files[listing], encoding='utf-8', newline='\n') as f:
            for line in f.read().split('\n')[:-1]:
                hexdigits, path = line.split(None, 1)
                path = decode_bag_path(path)
                if path not in files or not os.path.isfile(files[path]):
                    fault(f'{name}: {listing} lists {path!r}, which is missing')
                elif digest(files[path], match.group(2)) != hexdigits:
                    fault(f'{name}: {path!r} has another {match.group(2)} than {listing} says')
                seen.setdefault(path, set()).add(listing)
    for path in files:
        if path.startswith('tagmanifest-'):
            continue
        if len(seen.get(path, ())) != 2:
            fault(f'{name}: {path!r} is in {sorted(seen.get(path, ()))}, not in two manifests')


def inventory_with_sidecar(folder, coming_in=False):
    path = os.path.join(folder, 'inventory.json')
    if not os.path.isfile(path):
        fault(f'{folder}: no inventory')
        return None
    inventory = json.load(open(path, encoding='utf-8'))
    algorithm = inventory['digestAlgorithm']
    sidecar = open(f'{path}.{algorithm}').read().split()
    if sidecar != [digest(path, algorithm), 'inventory.json'] and not coming_in:
        fault(f'{folder}: the sidecar does not match the inventory')
    return inventory


def version_in(content_path):
    return int(content_path[1:content_path.index('/')])


def check_version(folder, inventory, number, own):
    version = f'v{number}'
    if own['head'] != version or own['id'] != inventory['id']:
        fault(f'{folder}: the inventory of {version} is of {own["head"]}, {own["id"]}')
    for n in range(1, number + 1):
        if own['versions'].get(f'v{n}') != inventory['versions'][f'v{n}']:
            fault(f'{folder}: the inventory of {version} tells v{n} differently')
    files = {}
    for value, paths in inventory['versions'][version]['state'].items():
        content = inventory['manifest'].get(value)
        if content is None:
            fault(f'{folder}: {version} has {value[:16]}, which the manifest has not')
            continue
        # Forward-delta: what an earlier version has is not stored again.
        if len({version_in(path) for path in content}) > 1:
            fault(f'{folder}: {value[:16]} is stored in several versions')
        for path in paths:
            files[path] = os.path.join(folder, content[0])
    check_bag(f'{folder} {version}', files)


def check_object(folder, coming_in):
    """coming_in: the name of a version that a run was just bringing in, or None"""
    declaration = os.path.join(folder, '0=ocfl_object_1.1')
    if not os.path.isfile(declaration) or open(declaration).read() != 'ocfl_object_1.1\n':
        fault(f'{folder}: no declaration')
    inventory = inventory_with_sidecar(folder, coming_in is not None)
    if inventory is None:
        return None
    algorithm = inventory['digestAlgorithm']
    known = {'0=ocfl_object_1.1', 'inventory.json', f'inventory.json.{algorithm}'}
    for value, paths in inventory['manifest'].items():
        for path in paths:
            known.add(path)
            full = os.path.join(folder, path)
            if not os.path.isfile(full):
                fault(f'{folder}: {path!r} is missing')
            elif digest(full, algorithm) != value:
                fault(f'{folder}: {path!r} is not what the inventory says')
    versions = inventory['versions']
    if set(versions) != {f'v{n + 1}' for n in range(len(versions))}:
        fault(f'{folder}: the versions are {list(versions)}')
    if inventory['head'] != f'v{len(versions)}':
        fault(f'{folder}: the head is {inventory["head"]}')
    for number in range(1, len(versions) + 1):
        known |= {f'v{number}/inventory.json', f'v{number}/inventory.json.{algorithm}'}
        own = inventory_with_sidecar(os.path.join(folder, f'v{number}'))
        if own is not None:
            check_version(folder, inventory, number, own)
    for path in files_below(folder):
        if path not in known and not (coming_in and path.startswith(coming_in + '/')):
            fault(f'{folder}: {path!r} is in no inventory')
    return inventory['id'], len(versions)


def without_prefix(name, delimiter):
    at = name.lower().rfind(delimiter.lower())
    return name if at < 0 else name[at + len(delimiter):]


def place_of(layout, config, name):
    """Where the layout extension puts an id (github.com/OCFL/extensions)."""
    number = layout[:4]
    size, count = config.get('tupleSize', 3), config.get('numberOfTuples', 3)
    if number == '0002':
        return name
    if number in ('0003', '0004'):
        hexdigits = hashlib.new(config.get('digestAlgorithm', 'sha256'),
                                name.encode()).hexdigest()
        parts = [hexdigits[i * size:(i + 1) * size] for i in range(count)]
        last = hexdigits[size * count:] if config.get('shortObjectRoot') else hexdigits
        if number == '0003':
            last = ''.join(c if re.match(r'[A-Za-z0-9_-]', c) else
                           ''.join(f'%{b:02x}' for b in c.encode()) for c in name)
            if len(last) > 100:
                last = f'{last[:100]}-{hexdigits}'
        return '/'.join(parts + [last])
    rest = without_prefix(name, config.get('delimiter', ':'))
    if number == '0006':
        return rest
    padded = rest.ljust(size * count, '0') if config.get('zeroPadding') == 'right' \
        else rest.rjust(size * count, '0')
    if config.get('reverseObjectRoot'):
        padded = padded[::-1]
    return '/'.join([padded[i * size:(i + 1) * size] for i in range(count)] + [rest])


def layout_of(store):
    """(extension, config), or None while the store is being made."""
    try:
        with open(os.path.join(store, 'ocfl_layout.json'), encoding='utf-8') as f:
            extension = json.load(f)['extension']
        with open(os.path.join(store, 'extensions', extension, 'config.json'),
                  encoding='utf-8') as f:
            config = json.load(f)
    except FileNotFoundError:
        return None
    if config['extensionName'] != extension:
        fault(f'{store}: the configuration is of {config["extensionName"]}')
    return extension, config


def versions_coming_in(store):
    """Place of an object -> the version that a run that died was bringing in."""
    begun = {}
    staging = os.path.join(store, 'extensions', 'delo', 'staging')
    for name in os.listdir(staging) if os.path.isdir(staging) else ():
        marker = os.path.join(staging, name, 'version-of')
        if os.path.isfile(marker):
            lines = open(marker, encoding='utf-8').read().split('\n')
            if len(lines) == 3:
                begun[lines[0]] = lines[1]
    return begun


def check_store(store):
    """Package -> how many versions of it the store has."""
    packages = {}
    if not os.path.isdir(store):
        return packages
    layout = layout_of(store)
    coming_in = versions_coming_in(store)
    for folder, folders, files in os.walk(store):
        if os.path.basename(folder) == 'extensions':
            folders.clear()
            continue
        if any(name.startswith('0=ocfl_object_') for name in files):
            folders.clear()
            place = os.path.relpath(folder, store)
            found = check_object(folder, coming_in.get(place))
            if found:
                name, versions = found
                packages[name.removeprefix('urn:uuid:')] = versions
                if layout and place_of(*layout, name) != place:
                    fault(f'{folder}: the layout puts {name} elsewhere')
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
                out[entry['package']] = ([copy['store'] for copy in entry['copies']],
                                         entry.get('version', 1))
    return out


def main():
    holdings = sys.argv[1]
    acks = acknowledged(sys.argv[2] if len(sys.argv) > 2 else None)
    stores = {name: check_store(path) for name, path in store_folders(holdings)}
    in_ledger = check_ledger(os.path.join(holdings, 'ledger', 'ledger.jsonl'))
    for package, (where, version) in acks.items():
        if len(where) < 2:
            fault(f'{package} was acknowledged with {len(where)} copies')
        for store in where:
            if stores.get(store, {}).get(package, 0) < version:
                fault(f'version {version} of {package} was acknowledged and is not in {store}')
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
