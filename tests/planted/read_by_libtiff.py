#!/usr/bin/env python3
"""read_by_libtiff

The sound files, decoded by `tiffinfo -D`: whatever we call sound, libtiff reads without an error
where it knows the kind.  Exits 77 (skipped) where there is no tiffinfo.
"""
import os
import shutil
import subprocess
import sys
import tempfile

import sound_files


def main():
    if shutil.which('tiffinfo') is None:
        print('no tiffinfo')
        return 77
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data in sound_files.sound_files():
            if name in sound_files.UNREAD_BY_LIBTIFF:
                continue
            path = os.path.join(folder, name + '.tif')
            with open(path, 'wb') as out:
                out.write(data)
            run = subprocess.run(['tiffinfo', '-D', path], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE)
            errors = [line for line in run.stderr.decode('utf-8', 'replace').splitlines()
                      if line and 'Warning, ' not in line]
            if run.returncode or errors:
                failed += 1
                print('%s: %s' % (name, '; '.join(errors) or run.returncode))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
