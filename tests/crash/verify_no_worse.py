#!/usr/bin/env python3
"""verify_no_worse SOUND DAMAGED HOLDINGS [--mending]

HOLDINGS began as the copy DAMAGED of the holdings SOUND, and an audit of them was
killed.  Exit status 0 only if every file of every store is what it was in DAMAGED;
with --mending it may also be what it was in SOUND, and nothing that is damaged may
have vanished: what a repair replaces is kept in the quarantine, or still in hand.
The ledger must go on where it stood; a torn last line is no fault.
Python 3, standard library only.
"""
import os
import sys


def files_of(top):
    """Path below `top` → bytes, of all stores, without staging and ledger copies."""
    found = {}
    for store in sorted(os.listdir(top)):
        if not store.startswith('store-'):
            continue
        for folder, _, names in os.walk(os.path.join(top, store)):
            for name in names:
                path = os.path.join(folder, name)
                below = os.path.relpath(path, top)
                if name != 'delo-ledger.jsonl':
                    with open(path, 'rb') as f:
                        found[below] = f.read()
    return found


def main():
    sound, damaged = files_of(sys.argv[1]), files_of(sys.argv[2])
    now = files_of(sys.argv[3])
    mending = '--mending' in sys.argv
    kept = set()
    for path, content in now.items():
        if '/extensions/' in path:
            kept.add(content)
    for folder, _, names in os.walk(os.path.join(sys.argv[3], 'quarantine')):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as f:
                kept.add(f.read())
    faults = []
    for path in sorted(set(sound) | set(damaged) | set(now)):
        if '/extensions/' in path and path not in damaged:
            continue
        allowed = [damaged.get(path)] + ([sound.get(path)] if mending else [])
        if now.get(path) not in allowed:
            faults.append(f'{path}: ' + ('is gone' if path not in now else 'is another'))
        elif path in damaged and now[path] != damaged[path] and damaged[path] not in kept:
            faults.append(f'{path}: was replaced, and what it was is nowhere')
    ledger = os.path.join('ledger', 'ledger.jsonl')
    with open(os.path.join(sys.argv[2], ledger), 'rb') as before, \
            open(os.path.join(sys.argv[3], ledger), 'rb') as after:
        if not after.read().startswith(before.read()):
            faults.append(f'{ledger}: lost entries')
    for text in faults[:20]:
        print('FAULT', text)
    print(f'{len(now)} files, {len(faults)} faults')
    return 1 if faults else 0


sys.exit(main())
