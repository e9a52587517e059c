#!/usr/bin/env python3
"""Makes the example batch: three small items of invented records.

    make_examples.py            writes examples/
    make_examples.py --check    exits 1 when what is there is not what it would write

The same bytes on every machine: nothing here depends on a clock, on a locale or on a
compression library.  The records are invented; no such delo exists.

  ..._ll5-6ob   whole: two leaves, recto and verso, a PDF, a transcription, a translation
  ..._ll1-4     leaf 3 is missing
  ..._ll10-11   0011.tif was cut short after its checksum was made
"""
import hashlib
import pathlib
import struct
import sys

WIDTH, HEIGHT, PPI = 620, 877, 75  # A4
PAPER, SHADE, INK, PENCIL = 236, 205, 62, 120


class Dice:
    """A linear congruential generator: the same throws everywhere, for ever."""

    def __init__(self, seed):
        self.state = seed

    def throw(self, low, high):  # inclusive
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        return low + (self.state >> 33) % (high - low + 1)


DIGITS = {  # 5 x 7
    "0": "01110 10001 10011 10101 11001 10001 01110", "1": "00100 01100 00100 00100 00100 00100 01110",
    "2": "01110 10001 00001 00110 01000 10000 11111", "3": "11110 00001 00001 01110 00001 00001 11110",
    "4": "00010 00110 01010 10010 11111 00010 00010", "5": "11111 10000 11110 00001 00001 10001 01110",
    "6": "01110 10000 11110 10001 10001 10001 01110", "7": "11111 00001 00010 00100 01000 01000 01000",
    "8": "01110 10001 10001 01110 10001 10001 01110", "9": "01110 10001 10001 01111 00001 00001 01110",
}


def page(number, verso, lines):
    """Rows of a grey page: typed lines, and the leaf's number in pencil on a recto."""
    rows = [bytearray([PAPER]) * WIDTH for _ in range(HEIGHT)]

    def box(x, y, w, h, level):
        for row in rows[max(0, y):max(0, min(HEIGHT, y + h))]:
            row[x:x + w] = bytes([level]) * w

    for edge in (0, WIDTH - 7):  # the shadow of the binding, and of the other edge
        box(edge, 0, 7, HEIGHT, SHADE)
    box(0, HEIGHT - 5, WIDTH, 5, SHADE)

    dice = Dice(number * 2 + verso)
    y = 96
    for line in range(lines):
        indent = 150 if line == 0 else 108 if line % 6 == 1 else 78
        end = WIDTH - 70 - (dice.throw(0, 260) if line % 6 == 0 else dice.throw(0, 22))
        x = indent
        while x < end:
            for _ in range(dice.throw(2, 9)):  # letters of a word
                if x >= end:
                    break
                tall = dice.throw(0, 5) == 0
                box(x, y - (4 if tall else 0), 2, 9 + (4 if tall else 0), INK)
                if dice.throw(0, 2):
                    box(x + 2, y + dice.throw(0, 7), 4, 2, INK)
                if dice.throw(0, 1):
                    box(x + 5, y, 2, 9, INK)
                x += 9
            x += 8
        y += 24
        if y > HEIGHT - 70:
            break
    if not verso:  # foliation: upper right corner, recto only
        x = WIDTH - 96
        for digit in str(number):
            for r, bits in enumerate(DIGITS[digit].split()):
                for c, bit in enumerate(bits):
                    if bit == "1":
                        box(x + c * 4, 34 + r * 4, 4, 4, PENCIL)
            x += 24
    return [bytes(row) for row in rows]


def packbits(row):
    """TIFF 6.0 section 9; the same as PDF's RunLengthDecode without its end mark."""
    out = bytearray()
    at = 0
    while at < len(row):
        run = 1
        while at + run < len(row) and run < 128 and row[at + run] == row[at]:
            run += 1
        if run > 2:
            out += bytes([257 - run, row[at]])
            at += run
            continue
        start = at
        while at < len(row) and at - start < 128:
            if at + 2 < len(row) and row[at] == row[at + 1] == row[at + 2]:
                break
            at += 1
        out += bytes([at - start - 1]) + row[start:at]
    return bytes(out)


def tiff(rows):
    """A baseline grey-scale TIFF, little-endian, PackBits, strips of 64 rows."""
    strips = [b"".join(map(packbits, rows[at:at + 64])) for at in range(0, HEIGHT, 64)]
    offsets, data = [], bytearray()
    for strip in strips:
        if len(data) % 2:
            data += b"\0"
        offsets.append(8 + len(data))
        data += strip
    if len(data) % 2:
        data += b"\0"

    software = b"delo examples\0"
    extra_at = 8 + len(data)
    extra = bytearray()

    def extra_offset(blob):
        at = extra_at + len(extra)
        extra.extend(blob + b"\0" * (len(blob) % 2))
        return at

    n = len(strips)
    entries = [
        (256, 3, 1, WIDTH), (257, 3, 1, HEIGHT), (258, 3, 1, 8),
        (259, 3, 1, 32773), (262, 3, 1, 1),
        (273, 4, n, extra_offset(struct.pack(f"<{n}I", *offsets))),
        (274, 3, 1, 1), (277, 3, 1, 1), (278, 3, 1, 64),
        (279, 4, n, extra_offset(struct.pack(f"<{n}I", *map(len, strips)))),
        (282, 5, 1, extra_offset(struct.pack("<2I", PPI, 1))),
        (283, 5, 1, extra_offset(struct.pack("<2I", PPI, 1))),
        (284, 3, 1, 1), (296, 3, 1, 2),
        (305, 2, len(software), extra_offset(software)),
    ]
    ifd = struct.pack("<H", len(entries))
    for tag, kind, count, value in entries:
        ifd += struct.pack("<HHII", tag, kind, count, value)
    ifd += struct.pack("<I", 0)
    return b"II*\0" + struct.pack("<I", extra_at + len(extra)) + bytes(data) + bytes(extra) + ifd


def pdf(pages):
    """PDF 1.4, one grey image a page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{3 + 3 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode())
    w, h = WIDTH * 72 / PPI, HEIGHT * 72 / PPI
    for i, rows in enumerate(pages):
        first = 3 + 3 * i
        draw = f"q {w:.2f} 0 0 {h:.2f} 0 0 cm /Leaf Do Q".encode()
        image = b"".join(map(packbits, rows)) + b"\x80"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w:.2f} {h:.2f}] /Contents {first + 1} 0 R"
            f" /Resources << /XObject << /Leaf {first + 2} 0 R >> >> >>".encode())
        objects.append(f"<< /Length {len(draw)} >>\nstream\n".encode() + draw + b"\nendstream")
        objects.append(
            f"<< /Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT}"
            f" /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /RunLengthDecode"
            f" /Length {len(image)} >>\nstream\n".encode() + image + b"\nendstream")
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010d} 00000 n \n".encode()
    mark = hashlib.md5(bytes(out)).hexdigest()
    out += (f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /ID [<{mark}> <{mark}>] >>\n"
            f"startxref\n{table}\n%%EOF\n").encode()
    return bytes(out)


def csv(rows):
    def field(text):
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text
    return "".join(",".join(map(field, row)) + "\n" for row in rows).encode()


def checksums(files, algorithm="sha256", line_end="\n", binary=False):
    mark = "*" if binary else " "
    return "".join(f"{hashlib.new(algorithm, files[name]).hexdigest()} {mark}{name}{line_end}"
                   for name in sorted(files)).encode()


COLUMNS = ["filename", "dc.title", "dc.date", "dc.identifier", "dc.language", "dc.description"]

TRANSCRIPTION = """[л. 5]
НАРОДНЫЙ КОМИССАРИАТ ПРОСВЕЩЕНИЯ
Архивное управление

ДОКЛАДНАЯ ЗАПИСКА
о приёме дел на хранение

За отчётный месяц принято двести одиннадцать дел. Все дела подшиты, листы
пронумерованы карандашом в правом верхнем углу, составлены листы-заверители.
[л. 5 об.]
Два дела возвращены: в одном недоставало листа, в другом лист был надорван
и склеен не по порядку.

[л. 6]
Прошу выделить для хранилища вторую комнату, чтобы описи и их копии
находились не под одной крышей.
[л. 6 об.]
Резолюция: согласен. Копии описей держать отдельно.
"""

TRANSLATION = """[f. 5]
PEOPLE'S COMMISSARIAT FOR EDUCATION
Archives Administration

MEMORANDUM
on the acceptance of files for keeping

In the month under report two hundred and eleven files were accepted. All are
sewn, their leaves are numbered in pencil in the upper right corner, and the
sheets certifying the number of leaves are made out.
[f. 5 verso]
Two files were returned: one lacked a leaf, in the other a leaf had been torn
and pasted out of order.

[f. 6]
I ask for a second room for the repository, so that the inventories and their
copies are not under one roof.
[f. 6 verso]
Resolution: agreed. Keep the copies of the inventories apart.
"""


def whole_item():
    leaves = [(5, 0, 22), (5, 1, 8), (6, 0, 12), (6, 1, 4)]
    pages = [page(*leaf) for leaf in leaves]
    files = {f"{n:04d}{'ob' if verso else ''}.tif": tiff(rows)
             for (n, verso, _), rows in zip(leaves, pages)}
    files["leaves.pdf"] = pdf(pages)
    files["transcription_ru.txt"] = TRANSCRIPTION.encode()
    files["translation_en.txt"] = TRANSLATION.encode()
    files["metadata.csv"] = csv([
        COLUMNS,
        ["", "Докладная записка о приёме дел на хранение", "1924-03-02",
         "ГАРФ. Ф. 1235. Оп. 1. Д. 16. Лл. 5–6 об.", "ru",
         "Invented for the examples: files accepted and returned, and a second room asked for"],
        ["transcription_ru.txt", "Transcription", "", "", "ru", ""],
        ["translation_en.txt", "Translation", "", "", "en", ""],
    ])
    files["checksum.sha256"] = checksums(files)
    return files


def incomplete_item():
    files = {f"{n:04d}.tif": tiff(page(n, 0, lines)) for n, lines in ((1, 18), (2, 27), (4, 9))}
    files["metadata.csv"] = csv([
        COLUMNS,
        ["", "Protocol of a meeting on the numbering of leaves", "1924-03-09",
         "GARF, f. 1235, op. 1, d. 17, ll. 1-4", "ru", "Invented for the examples: leaf 3 is missing"],
    ])
    files["checksum.sha256"] = checksums(files)
    return files


def damaged_item():
    files = {f"{n:04d}.tif": tiff(page(n, 0, lines)) for n, lines in ((10, 24), (11, 20))}
    files["metadata.csv"] = csv([
        COLUMNS,
        ["", "Letter on a torn leaf", "1924-03-15", "GARF, f. 1235, op. 1, d. 18, ll. 10-11", "ru",
         "Invented for the examples: 0011.tif was cut short on its way"],
    ])
    files["checksum.md5"] = checksums(files, "md5", "\r\n", binary=True)  # as Windows tools write it
    files["0011.tif"] = files["0011.tif"][:len(files["0011.tif"]) * 3 // 5]
    return files


def batch():
    return {
        "GARF_f1235_op1_d16_ll5-6ob": whole_item(),
        "GARF_f1235_op1_d17_ll1-4": incomplete_item(),
        "GARF_f1235_op1_d18_ll10-11": damaged_item(),
    }


def main():
    here = pathlib.Path(__file__).resolve().parents[2] / "examples"
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = 0
    size = 0
    for item, files in batch().items():
        folder = here / item
        if not check:
            folder.mkdir(exist_ok=True)
        present = {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()
        for stray in sorted(present - set(files)):
            print(f"{item}/{stray}: not made by this script")
            wrong += 1
        for name, content in files.items():
            size += len(content)
            if not check:
                (folder / name).write_bytes(content)
            elif not (folder / name).is_file() or (folder / name).read_bytes() != content:
                print(f"{item}/{name}: not as this script makes it")
                wrong += 1
    if size >= 1_000_000:
        print(f"the examples have {size} bytes, 1 MB is the most")
        wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
