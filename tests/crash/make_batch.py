#!/usr/bin/env python3
"""make_batch FOLDER N [LATER]: N small items of two TIFF leaves, a text, a description
and the producer's checksums.  With LATER, a number, they are later deliveries for the
same leaves: another text, one scan made anew, one file more.  The same arguments give
the same bytes."""
import hashlib
import os
import struct
import sys


def tiff(seed):
    """A valid 16 x 16 gray TIFF, uncompressed, 300 ppi."""
    pixels = bytes((i * 7 + seed) % 256 for i in range(256))
    entries = [(256, 3, 1, 16), (257, 3, 1, 16), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
               (273, 4, 1, 8), (277, 3, 1, 1), (278, 3, 1, 16), (279, 4, 1, 256),
               (282, 5, 1, 264), (283, 5, 1, 272), (296, 3, 1, 2)]
    out = struct.pack('<2sHI', b'II', 42, 280) + pixels + struct.pack('<IIII', 300, 1, 300, 1)
    out += struct.pack('<H', len(entries))
    for tag, kind, count, value in entries:
        out += struct.pack('<HHI', tag, kind, count)
        out += struct.pack('<HH', value, 0) if kind == 3 else struct.pack('<I', value)
    return out + struct.pack('<I', 0)


def main():
    top, items = sys.argv[1], int(sys.argv[2])
    later = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    for i in range(1, items + 1):
        folder = os.path.join(top, f'd{i:03}')
        os.makedirs(folder)
        files = {
            '0001.tif': tiff(i), '0001ob.tif': tiff(i + 50),
            'transcription_ru.txt': f'Лист {i}. Текст документа.\n'.encode(),
            'metadata.csv': ('filename,dc.title,dc.identifier\n'
                             f',Delo {i},"GARF, f. 5446, op. 1, d. {i}, l. 1"\n').encode(),
        }
        if later:
            files['0001.tif'] = tiff(i + 100 * later)
            files['transcription_ru.txt'] += f'Исправлено, {later}.\n'.encode()
            files['translation_en.txt'] = f'Leaf {i}, made later.\n'.encode()
        sums = ''.join(f'{hashlib.sha256(data).hexdigest()}  {name}\n'
                       for name, data in sorted(files.items()))
        files['checksum.sha256'] = sums.encode()
        for name, data in files.items():
            path = os.path.join(folder, name)
            with open(path, 'wb') as f:
                f.write(data)
            os.utime(path, (1_700_000_000, 1_700_000_000))


main()
