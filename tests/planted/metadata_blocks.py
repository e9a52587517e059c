"""ICC profiles, XMP packets, IPTC records and Photoshop blocks, sound ones."""
import struct


def s15(value):
    return struct.pack('>i', round(value * 65536))


def xyz(x, y, z):
    return b'XYZ ' + bytes(4) + s15(x) + s15(y) + s15(z)


def padded(data, to=4):
    return data + bytes(-len(data) % to)


WHITE = xyz(0.9642, 1.0, 0.8249)
CURVE = b'curv' + bytes(4) + struct.pack('>IH', 1, 0x0233) + bytes(2)


def description(text):
    data = text.encode('ascii') + b'\0'
    out = b'desc' + bytes(4) + struct.pack('>I', len(data)) + data
    return padded(out + bytes(8) + bytes(2 + 1 + 67))


def lut8(inputs, outputs):
    grid = 2
    head = b'mft1' + bytes(4) + bytes([inputs, outputs, grid, 0])
    matrix = b''.join(s15(1.0 if i % 4 == 0 else 0.0) for i in range(9))
    table = bytes(range(256)) * inputs + bytes(outputs * grid ** inputs) \
        + bytes(range(256)) * outputs
    return padded(head + matrix + table)


def icc(space, version=0x02400000, kind=b'mntr', pcs=b'XYZ '):
    """A profile for b'GRAY', b'RGB ', b'CMYK' or b'Lab '."""
    tags = [(b'desc', description('Test profile')), (b'cprt', b'text' + bytes(4) + b'None\0\0\0\0'),
            (b'wtpt', WHITE)]
    if space == b'GRAY':
        tags.append((b'kTRC', CURVE))
    elif space == b'RGB ':
        tags += [(b'rXYZ', xyz(0.4361, 0.2225, 0.0139)), (b'gXYZ', xyz(0.3851, 0.7169, 0.0971)),
                 (b'bXYZ', xyz(0.1431, 0.0606, 0.7141)), (b'rTRC', CURVE), (b'gTRC', CURVE),
                 (b'bTRC', CURVE)]
    else:
        pcs = b'Lab '
        kind = b'prtr' if space == b'CMYK' else kind
        tags += [(b'A2B0', lut8(4 if space == b'CMYK' else 3, 3))]
        if space == b'CMYK':
            tags += [(b'B2A0', lut8(3, 4)), (b'gamt', lut8(3, 1))]
    table, body = struct.pack('>I', len(tags)), b''
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags:
        table += name + struct.pack('>II', start + len(body), len(data))
        body += data
    head = struct.pack('>I', start + len(body)) + b'test' + struct.pack('>I', version) + kind
    head += space + pcs + struct.pack('>6H', 2024, 3, 1, 12, 30, 0) + b'acsp' + b'APPL'
    head = head.ljust(64, b'\0') + struct.pack('>I', 0)
    head += s15(0.9642) + s15(1.0) + s15(0.8249)
    return head.ljust(128, b'\0') + table + body


def xmp(body='<dc:format>image/tiff</dc:format>', wrapped=True, about=''):
    rdf = ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
           '<rdf:Description rdf:about="%s" xmlns:dc="http://purl.org/dc/elements/1.1/" '
           'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/">%s'
           '</rdf:Description></rdf:RDF>' % (about, body))
    meta = '<x:xmpmeta xmlns:x="adobe:ns:meta/">%s</x:xmpmeta>' % rdf if wrapped else rdf
    return ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>%s'
            '<?xpacket end="w"?>' % meta).encode('utf-8')


def data_set(record, number, data):
    return bytes([0x1C, record, number]) + struct.pack('>H', len(data)) + data


def iptc(*more):
    return data_set(1, 90, b'\x1b%G') + data_set(2, 0, b'\0\4') + data_set(2, 5, b'A leaf') \
        + b''.join(more)


def photoshop(*blocks):
    """Image resource blocks: (id, data)."""
    out = b''
    for number, data in blocks:
        out += b'8BIM' + struct.pack('>H', number) + b'\0\0' + struct.pack('>I', len(data))
        out += padded(data, 2)
    return out
