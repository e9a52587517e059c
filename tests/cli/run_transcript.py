#!/usr/bin/env python3
"""run_transcript DELO TRANSCRIPT.md

A transcript is a page of Markdown whose ```console blocks are run, in order, by
sh in one fresh folder:

    $ command            is run; `delo` is the program under test, $SOURCE the
                         project's folder
    > more               continues the command
    text                 is what it must print (standard output and error)
    [exit 1]             is its exit status, if not 0

In expected text '…' stands for anything within a line, a line '...' for any
lines.  Exit status 0 if all is as written; else a diff.
"""
import os
import re
import subprocess
import sys
import tempfile


def blocks(page):
    block = None
    for line in page.split('\n'):
        if line.startswith('```console'):
            block = []
        elif line.startswith('```') and block is not None:
            yield block
            block = None
        elif block is not None:
            block.append(line)


def steps(block):
    command, expected, code = None, [], 0
    for line in block + ['$ ']:
        if line.startswith('$ '):
            if command is not None:
                yield command, expected, code
            command, expected, code = line[2:], [], 0
        elif line.startswith('> ') and not expected:
            command += '\n' + line[2:]
        elif match := re.fullmatch(r'\[exit (\d+)\]', line):
            code = int(match.group(1))
        else:
            expected.append(line)


def pattern(lines):
    out = ''
    for line in lines:
        if line == '...':
            out += r'(?:.*\n)*?'
        else:
            out += '.*?'.join(re.escape(part) for part in line.split('…')) + r'\n'
    return out


def main():
    delo, transcript = map(os.path.abspath, sys.argv[1:3])
    source = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    env = dict(os.environ, SOURCE=source, NO_COLOR='1', LC_ALL='C.UTF-8', TZ='UTC',
               PATH=os.path.dirname(delo) + os.pathsep + os.environ['PATH'])
    env.pop('DELO_POLICIES', None)
    faults = ran = 0
    with tempfile.TemporaryDirectory(prefix='delo-transcript-') as folder:
        for block in blocks(open(transcript, encoding='utf-8').read()):
            for command, expected, code in steps(block):
                done = subprocess.run(['sh', '-c', command], cwd=folder, env=env, timeout=300,
                                      stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT)
                ran += 1
                found = done.stdout.decode('utf-8', 'backslashreplace')
                if found and not found.endswith('\n'):
                    found += '\n'
                if re.fullmatch(pattern(expected), found) and done.returncode == code:
                    continue
                faults += 1
                print(f'$ {command}\nexpected exit {code}, found {done.returncode}')
                print('--- expected\n' + '\n'.join(expected))
                print('--- found\n' + found)
    print(f'{os.path.basename(transcript)}: {ran} commands, {faults} not as written')
    return 1 if faults or not ran else 0


sys.exit(main())
