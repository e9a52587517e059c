#!/usr/bin/env python3
"""A batch for `delo plan`: ITEMS folders of FILES files each, one of them a checksum list.

    make_plan_batch.py FOLDER ITEMS FILES

Every scan is a sound little TIFF of its own bytes, its directory behind the pixels as
scanning programs write it; the lists are md5sum's.  The same arguments give the same bytes.
"""
import hashlib
import pathlib
import struct
import sys

SIDE = 32  # pixels


def tiff(number: int) -> bytes:
    pixels = (hashlib.sha256(str(number).encode()).digest() * (SIDE * SIDE // 32 + 1))
    pixels = pixels[: SIDE * SIDE]
    directory_at = 8 + len(pixels)
    after = directory_at + 2 + 12 * 12 + 4
    entries = [
        (256, 4, 1, SIDE), (257, 4, 1, SIDE), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, SIDE), (279, 4, 1, len(pixels)),
        (282, 5, 1, after), (283, 5, 1, after + 8), (296, 3, 1, 2),
    ]
    directory = struct.pack("<H", len(entries))
    for tag, kind, count, value in entries:
        directory += struct.pack("<HHI", tag, kind, count) + struct.pack("<I", value)
    directory += struct.pack("<I", 0)
    return (struct.pack("<2sHI", b"II", 42, directory_at) + pixels + directory +
            struct.pack("<II", 400, 1) * 2)


def main() -> None:
    folder, items, files = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    number = 0
    for item in range(1, items + 1):
        place = folder / f"f0045_op1_d{item:05}"
        place.mkdir(parents=True)
        lines = []
        for leaf in range(1, files):
            number += 1
            data = tiff(number)
            (place / f"{leaf:04}.tif").write_bytes(data)
            lines.append(f"{hashlib.md5(data).hexdigest()}  {leaf:04}.tif\n")
        (place / "checksum.md5").write_text("".join(lines))


main()
