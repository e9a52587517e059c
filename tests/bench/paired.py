#!/usr/bin/env python3
"""paired.py [-n RUNS] 'COMMAND A' 'COMMAND B' [--before-a CMD] [--before-b CMD]
          [--figure NAME --of cpu|wall --limit RATIO]

Runs A B A B … as whole processes (one warm-up of each), and prints minimum,
median and maximum of CPU seconds (user + system, children included), wall
seconds and peak memory of the largest process, and the ratios A/B taken pair by
pair: on a shared machine the ratio is to be trusted, a single time is not.
--before-a and --before-b run untimed before each A and B.  --figure adds the median
ratio to the table of figures ($DELO_FIGURES, see run).  Standard library only.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time

parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument('a')
parser.add_argument('b')
parser.add_argument('-n', type=int, default=5)
parser.add_argument('--before-a')
parser.add_argument('--before-b')
parser.add_argument('--accept', default='0', help='exit codes that count as done: 0,1')
parser.add_argument('--figure')
parser.add_argument('--of', choices=('cpu', 'wall'), default='cpu')
parser.add_argument('--limit')
options = parser.parse_args()
accepted = {int(code) for code in options.accept.split(',')}


def run(command, before):
    if before:
        subprocess.run(['sh', '-c', before], check=True, stdout=subprocess.DEVNULL)
    start = time.monotonic()
    process = subprocess.Popen(['sh', '-c', command], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        sys.exit(f'paired: exit status {process.returncode}: {command}')
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def row(name, values):
    print(f'{name:12} min {min(values):9.3f}  median {statistics.median(values):9.3f}  '
          f'max {max(values):9.3f}')


run(options.a, options.before_a), run(options.b, options.before_b)
pairs = [(run(options.a, options.before_a), run(options.b, options.before_b))
         for _ in range(options.n)]
for i, figure in enumerate(('cpu s', 'wall s', 'peak MiB')):
    row('A ' + figure, [a[i] for a, b in pairs])
    row('B ' + figure, [b[i] for a, b in pairs])
for i, figure in enumerate(('cpu', 'wall')):
    ratios = [a[i] / b[i] for a, b in pairs]
    row('A/B ' + figure, ratios)
    if options.figure and figure == options.of and 'DELO_FIGURES' in os.environ:
        with open(os.environ['DELO_FIGURES'], 'a', encoding='utf-8') as figures:
            print(options.figure, f'{statistics.median(ratios):.2f}', options.limit, 'x',
                  sep='	', file=figures)
