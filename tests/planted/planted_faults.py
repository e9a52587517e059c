#!/usr/bin/env python3
"""planted_faults DELO [--keep FOLDER] [--list]

Writes TIFFs with one fault each, sound ones and ones with bytes to spare, has them all checked in
one run of `delo check`, and compares: a planted fault is found by its rule and makes the file
invalid, a sound file has no error, slack is a warning and no more.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile

import faults_of_metadata
import faults_of_pixels
import faults_of_structure
import faults_of_tags
import slack_files
import sound_files

Case = collections.namedtuple('Case', 'kind group name rule data')


def all_cases():
    out = []
    for module in (faults_of_structure, faults_of_tags, faults_of_pixels, faults_of_metadata):
        for group, make in module.CLASSES.items():
            out += [Case('fault', group, name, rule, data)
                    for name, (rule, data) in make().items()]
    out += [Case('slack', 'slack', name, rule, data)
            for name, (rule, data) in slack_files.slack_files().items()]
    out += [Case('sound', 'sound', name, None, data) for name, data in sound_files.sound_files()]
    names = [case.name for case in out]
    twice = [name for name, n in collections.Counter(names).items() if n > 1]
    assert not twice, twice
    return out


def complaint(case, line):
    """What is wrong with the verdict on a case; None: nothing."""
    errors = {one['rule'] for one in line['findings'] if one['severity'] == 'error'}
    warnings = {one['rule'] for one in line['findings'] if one['severity'] == 'warning'}
    told = ', '.join(sorted(errors)) or 'no error'
    if case.kind == 'fault':
        if line['validity'] != 'invalid':
            return '%s, not invalid; warnings: %s' % (line['validity'], ', '.join(sorted(warnings)))
        if case.rule and case.rule not in errors:
            return '%s is not among %s' % (case.rule, told)
        return None
    if line['validity'] != 'valid':
        return '%s: %s' % (line['validity'], told)
    if case.kind == 'slack' and case.rule not in warnings:
        return '%s is not among the warnings: %s' % (case.rule, ', '.join(sorted(warnings)))
    if case.kind == 'sound' and warnings - {'tiff.image.compression-unknown'}:
        return 'a sound file has warnings: %s' % ', '.join(sorted(warnings))
    return None


def check(delo, folder):
    run = subprocess.run([delo, 'check', '--json', folder], stdout=subprocess.PIPE)
    if run.returncode not in (0, 1):
        sys.exit('%s ended with %d' % (delo, run.returncode))
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return {os.path.basename(line['path']): line for line in lines}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('delo')
    parser.add_argument('--keep', help='write the files here, and leave them')
    parser.add_argument('--list', action='store_true', help='print cases and rules, check nothing')
    options = parser.parse_args()
    cases = all_cases()
    if options.list:
        for case in cases:
            print(case.kind, case.group, case.name, case.rule or '-')
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or temporary
        os.makedirs(folder, exist_ok=True)
        for case in cases:
            with open(os.path.join(folder, case.name + '.tif'), 'wb') as out:
                out.write(case.data)
        lines = check(options.delo, folder)
    return tell(cases, lines)


def tell(cases, lines):
    right = collections.Counter()
    failed = 0
    for case in cases:
        wrong = complaint(case, lines[case.name + '.tif'])
        if wrong is None:
            right[case.group] += 1
        else:
            failed += 1
            print('%s, %s: %s: %s' % (case.kind, case.group, case.name, wrong))
    for group, n in collections.Counter(case.group for case in cases).items():
        print('%-12s %4d of %4d as planned' % (group, right[group], n))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
