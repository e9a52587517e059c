#!/usr/bin/env python3
"""make_batch FOLDER N [LATER]: N small items of two TIFF leaves, a text, a description
and the producer's checksums.  With LATER, a number, they are later deliveries for the
same leaves: another text, one scan made anew, one file more.  The same arguments give
the same bytes."""
import hashlib
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from small_tiff import tiff  # noqa: E402


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
