#!/usr/bin/env python3
"""make_scans --out FOLDER [--items N] [--leaves N] [--mode gray|rgb] [--seed N]

Batches for measurements, where no better generator is at hand: items of leaves of
A4 at 300 ppi, paper with the noise of a scanner, every other leaf deflated.  The same
arguments give the same bytes (for one zlib).  Standard library only.
"""
import argparse
import hashlib
import os
import random
import struct
import zlib

WIDTH, HEIGHT, ROWS = 2480, 3504, 32
SHORT, LONG, RATIONAL = 3, 4, 5


def tiff(pixels, samples, deflated):
    strip = WIDTH * samples * ROWS
    strips = [pixels[at:at + strip] for at in range(0, len(pixels), strip)]
    if deflated:
        strips = [zlib.compress(one, 6) for one in strips]
    out = bytearray(struct.pack('<2sHI', b'II', 42, 0))
    offsets = []
    for one in strips:
        offsets.append(len(out))
        out += one + b'\0' * (len(one) % 2)
    entries = []

    def add(tag, kind, values):
        data = struct.pack('<%d%s' % (len(values), 'H' if kind == SHORT else 'I'), *values)
        count = len(values) // 2 if kind == RATIONAL else len(values)
        if len(data) > 4:
            at = len(out)
            out.extend(data)
            data = struct.pack('<I', at)
        entries.append(struct.pack('<HHI', tag, kind, count) + data.ljust(4, b'\0'))

    add(256, LONG, [WIDTH])
    add(257, LONG, [HEIGHT])
    add(258, SHORT, [8] * samples)
    add(259, SHORT, [8 if deflated else 1])
    add(262, SHORT, [2 if samples == 3 else 1])
    add(273, LONG, offsets)
    add(277, SHORT, [samples])
    add(278, LONG, [ROWS])
    add(279, LONG, [len(one) for one in strips])
    add(282, RATIONAL, [300, 1])
    add(283, RATIONAL, [300, 1])
    add(296, SHORT, [2])
    out += b'\0' * (len(out) % 2)
    struct.pack_into('<I', out, 4, len(out))
    out += struct.pack('<H', len(entries)) + b''.join(entries) + b'\0' * 4
    return bytes(out)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--out', required=True)
    parser.add_argument('--items', type=int, default=10)
    parser.add_argument('--leaves', type=int, default=4)
    parser.add_argument('--mode', choices=('gray', 'rgb'), default='gray')
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    samples = 3 if options.mode == 'rgb' else 1
    dice = random.Random(options.seed)
    # A byte of chance becomes a shade of paper: most near 226, few far from it.
    shades = bytes(226 + (bin(i).count('1') - 4) * 2 for i in range(256))
    for item in range(1, options.items + 1):
        folder = os.path.join(options.out, f'GARF_f9999_op1_d{item}_ll1-{options.leaves}')
        os.makedirs(folder)
        sums = ''
        for leaf in range(1, options.leaves + 1):
            pixels = dice.randbytes(WIDTH * HEIGHT * samples).translate(shades)
            content, name = tiff(pixels, samples, leaf % 2 == 0), f'{leaf:04}.tif'
            sums += f'{hashlib.sha256(content).hexdigest()}  {name}\n'
            with open(os.path.join(folder, name), 'wb') as file:
                file.write(content)
        with open(os.path.join(folder, 'checksum.sha256'), 'w', encoding='utf-8') as file:
            file.write(sums)


main()
