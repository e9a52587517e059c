#!/usr/bin/env python3
"""make_texts FOLDER [later]: an item of two TIFF leaves with texts in several encodings.
Later: the text that was windows-1251 is UTF-8, the one that was UTF-8 is KOI8-R."""
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from small_tiff import tiff  # noqa: E402

TELEGRAM = ('Совершенно секретно. Телеграмма товарищу Сталину.\r\n'
            'Из Пекина получена телеграмма, в которой говорится о встрече с Ким Ир Сеном.\r\n'
            'Он считает, что корейская народная армия не может одна разбить американцев.\r\n')
PLAIN = 'Записка о положении дел на местах и о принятых мерах по их исправлению.\n'
PAGE = ('<!DOCTYPE html><html lang="en"><head><meta charset="utf-16"><title>1</title></head>'
        '<body><p>Top secret. Telegram to Comrade Stalin.</p></body></html>\n')


def main():
    top, later = sys.argv[1], len(sys.argv) > 2
    files = {
        'text/telegram_ru.txt': TELEGRAM.encode('utf-8' if later else 'cp1251'),
        'text/plain_ru.txt': PLAIN.encode('koi8-r' if later else 'utf-8'),
        'metadata.csv': ('filename,dc.title,dc.identifier\n'
                         ',Delo 1,"GARF, f. 5446, op. 1, d. 1, l. 1"\n').encode(),
    }
    if not later:
        files['0001.tif'], files['0001ob.tif'] = tiff(1), tiff(51)
        files['text/note_ru.txt'] = 'Да.\n'.encode('cp1251')
        files['translation/page_en.html'] = b'\xff\xfe' + PAGE.encode('utf-16-le')
    for name, data in files.items():
        path = os.path.join(top, 'd001', name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as f:
            f.write(data)
        os.utime(path, (1_700_000_000, 1_700_000_000))


main()
