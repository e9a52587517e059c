#!/usr/bin/env python3
"""judge.py DELO MAKER [FOLDER]: plants the files, runs `delo check` once over all of them, and
says which faults were missed and which sound files were flagged.  Exit status: 1 for any.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile


def judge(delo, maker, folder):
    subprocess.run([maker, folder], check=True)
    run = subprocess.run([delo, 'check', '--json', folder], stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f'judge: delo ended with {run.returncode}')
    answers = {}
    for line in run.stdout.splitlines():
        answer = json.loads(line)
        answers[os.path.basename(answer['path'])] = answer
    wrong = 0
    counts = collections.Counter()
    with open(os.path.join(folder, 'manifest.tsv'), encoding='utf-8') as manifest:
        for line in manifest:
            name, expected = line.rstrip('\n').split('\t')
            findings = answers[name]['findings']
            told = [f'{f["severity"]} {f["rule"]}: {f["message"]}' for f in findings
                    if f['severity'] != 'info' and
                    # That a white page is blank is no reproach.
                    not (f['rule'] == 'pdf.page.blank' and name.endswith('-white.pdf'))]
            if expected == 'sound':
                fine = not told and answers[name]['validity'] == 'valid'
            else:
                fine = any(f['rule'] in expected.split('|') for f in findings)
            counts['sound' if expected == 'sound' else 'fault', fine] += 1
            if not fine:
                wrong += 1
                print(f'{name}: expected {expected}, found {told or "nothing"}')
    print(f'faults found {counts["fault", True]}, missed {counts["fault", False]}; '
          f'sound files {counts["sound", True]}, flagged {counts["sound", False]}')
    return 1 if wrong else 0


if __name__ == '__main__':
    if len(sys.argv) > 3:
        sys.exit(judge(*sys.argv[1:4]))
    with tempfile.TemporaryDirectory() as scratch:
        sys.exit(judge(sys.argv[1], sys.argv[2], scratch))
