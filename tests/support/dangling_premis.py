#!/usr/bin/env python3
"""dangling_premis FILE: how many identifiers that a PREMIS document links to are of
nothing in it."""
import sys
import xml.etree.ElementTree as tree

PREMIS = '{http://www.loc.gov/premis/v3}'


def values(root, name):
    return [e.text for e in root.iter(PREMIS + name)]


root = tree.parse(sys.argv[1]).getroot()
there = {kind: set(values(root, kind + 'IdentifierValue')) for kind in ('object', 'event', 'agent')}
links = [(v, 'object') for v in values(root, 'linkingObjectIdentifierValue')]
links += [(v, 'object') for v in values(root, 'relatedObjectIdentifierValue')]
links += [(v, 'agent') for v in values(root, 'linkingAgentIdentifierValue')]
lost = [v for v, kind in links if v not in there[kind]]
for value in lost:
    print('nowhere: ' + value)
print(f'{len(lost)} of {len(links)} links lead nowhere')
