#!/usr/bin/env python3
"""desk_is_told_whole DELO SOURCE: manual and completions tell of each command exactly
the options that its --help tells, and complete the words that the program knows."""
import re
import subprocess
import sys

delo, source = sys.argv[1:3]
EVERYWHERE = {'--help', '--json', '--quiet', '--jobs'}
faults = []


def said(*words):
    done = subprocess.run([delo, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding='utf-8')
    return done.stdout


def text_of(path):
    with open(f'{source}/{path}', encoding='utf-8') as file:
        return file.read()


def options_in(text):
    return set(re.findall(r'(?<![\w-])--[a-z][a-z-]*', text))


def commands_in(help_text):
    return re.findall(r'^  ([a-z]+) ', help_text.partition('Subcommands:')[2], re.M)


def options_of(command):
    help_text = said(*command, '--help')
    found = set(re.findall(r'^  (?:-\w,)?(--[a-z][a-z-]*)', help_text, re.M))
    for below in commands_in(help_text):
        found |= options_of([*command, below])
    return found - EVERYWHERE


def compare(where, command, told, there):
    for option in sorted(there - told):
        faults.append(f'{where}: {command} lacks {option}')
    for option in sorted(told - there):
        faults.append(f'{where}: {command} has no {option}')


manual = text_of('docs/man/delo.1')
of_commands, _, after = manual.partition('.Sh COMMON OPTIONS')
common = {'-' + flag for flag in re.findall(r'^\.It Fl (-[a-z-]+)', after.partition('.Sh ')[0], re.M)}
paragraphs = {}
for paragraph in re.split(r'^\.It Cm ', of_commands, flags=re.M)[1:]:
    for command in re.findall(r'(?:^|, )([a-z]+)\b', paragraph.splitlines()[0]):
        paragraphs[command] = {'-' + flag for flag in re.findall(r'(?:Fl |\| )(-[a-z][a-z-]*)', paragraph)}
bash = text_of('install/completions/delo.bash')
bash_cases = bash.partition("local options=''")[2]
zsh = text_of('install/completions/_delo')

commands = commands_in(said('--help'))
if len(commands) < 10:
    sys.exit('delo --help names no commands')
for command in commands:
    there = options_of([command])
    if command not in paragraphs:
        faults.append(f'the manual lacks {command}')
    else:
        compare('the manual', command, paragraphs[command] | (common & there), there)
    cases = [case for case in re.findall(r'^ +([a-z| ]+)\) options=(.*) ;;', bash_cases, re.M)
             if command in case[0].split(' | ')]
    compare("bash's completion", command, options_in(' '.join(case[1] for case in cases)), there)
    cases = [case for case in re.findall(r'^ +([a-z| ]+)\) _arguments((?:.|\n)*?);;', zsh, re.M)
             if command in case[0].split(' | ')]
    compare("zsh's completion", command, options_in(' '.join(case[1] for case in cases)), there)

# What the program says it knows when it is asked for what it does not know.
for option, asked, known in (
        ('--profile', ('check', '/', '--profile', '?'), r'those that can are (.*)'),
        ('--of', ('rules', '--of', '?'), r'there are (.*)')):
    words = set(re.search(known, said(*asked)).group(1).split(', '))
    for where, told in (
            ("bash's completion", re.search(re.escape(option) + r"\) .*-W '([^']*)'", bash)),
            ("zsh's completion", re.search(re.escape(option) + r"\[[^(]*\(([^)]*)\)", zsh))):
        if set(told.group(1).split()) != words:
            faults.append(f'{where}: {option} completes {told.group(1)}; there are {sorted(words)}')

print('\n'.join(faults) or f'{len(commands)} commands: help, manual and completions agree')
sys.exit(1 if faults else 0)
