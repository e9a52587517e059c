"""The small TIFF that the makers of deliveries use."""
import struct


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
