#!/usr/bin/env python3
"""score_corpus DELO SOURCE [--all]

The verdicts of `delo check` on the public TIFF corpora ($DELO_SHARED, or "shared" beside the
source), against those of their table.  Fails when fewer of the invalid files are caught, or more
of the valid ones flagged, than has been reached.  --all prints every difference with its reasons.
Exits 77 (skipped) where the corpora are not at hand.
"""
import collections
import json
import os
import subprocess
import sys

# Reached with the half that is at hand: 43 invalid files, 226 valid ones that nobody disputes.
LEAST_CAUGHT = 39
MOST_FLAGGED = 4


def rows_of(table):
    with open(table, encoding='utf-8') as lines:
        names = next(lines).rstrip('\n').split('\t')
        return [dict(zip(names, line.rstrip('\n').split('\t'))) for line in lines]


def reasons(line, severity):
    return sorted({one['rule'] for one in line['findings'] if one['severity'] == severity})


def main():
    delo, source = sys.argv[1:3]
    shared = os.environ.get('DELO_SHARED') or os.path.join(source, '..', 'shared')
    folder = os.path.join(shared, 'corpora', 'tiff')
    table = os.path.join(folder, 'tiff.tsv')
    if not os.path.exists(table):
        print('no corpora in', folder)
        return 77
    files = os.path.join(folder, 'files')
    run = subprocess.run([delo, 'check', '--json', files], stdout=subprocess.PIPE)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    found = {os.path.relpath(line['path'], files): line for line in lines}
    count = collections.Counter()
    for row in rows_of(table):
        if row['strength'] == 'disputed':
            continue
        line, expected = found[row['path']], row['expected']
        bad = line['validity'] == 'invalid'
        count[expected] += 1
        count[expected, bad] += 1
        if bad == (expected == 'valid'):
            why = reasons(line, 'error' if bad else 'warning')
            print('%s, called %s: %s (%s) %s' % (expected, line['validity'], row['path'],
                                                 row['fault'], ' '.join(why)))
        elif '--all' in sys.argv:
            print('%s: %s %s' % (expected, row['path'], ' '.join(reasons(line, 'error'))))
    caught, flagged = count['invalid', True], count['valid', True]
    print('%d of %d invalid files caught, %d of %d valid ones flagged'
          % (caught, count['invalid'], flagged, count['valid']))
    return 1 if caught < LEAST_CAUGHT or flagged > MOST_FLAGGED else 0


if __name__ == '__main__':
    sys.exit(main())
