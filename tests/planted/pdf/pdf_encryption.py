"""Protects PDF files with an empty user password: RC4 with 128 bits, AES with 256 bits."""

import hashlib

PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key, data):
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def rc4_128(pdf, edit=None):
    """`pdf` protected by RC4 with 128 bits and an empty user password (7.6.3, revision 3);
    it must hold no strings."""
    identity = bytes(range(16))

    def stretched(data, key):
        for i in range(20):
            data = rc4(bytes(b ^ i for b in key), data)
        return data

    digest = hashlib.md5(PAD).digest()
    for _ in range(50):
        digest = hashlib.md5(digest).digest()
    owner = stretched(PAD, digest)
    key = hashlib.md5(PAD + owner + (0xFFFFFFFC).to_bytes(4, "little") + identity).digest()
    for _ in range(50):
        key = hashlib.md5(key).digest()
    user = stretched(hashlib.md5(PAD + identity).digest(), key) + b"\0" * 16
    out = pdf.copy()
    for number, body in pdf.objects.items():
        if b"\nstream\n" in body:
            head, data = body.split(b"\nstream\n", 1)
            data = data[:-len(b"\nendstream")]
            own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()
            out.objects[number] = head + b"\nstream\n" + rc4(own, data) + b"\nendstream"
    text = (f"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{owner.hex()}> "
            f"/U <{user.hex()}> >> /ID [<{identity.hex()}> <{identity.hex()}>]")
    out.trailer = edit(text) if edit else text
    return out


def _tables():
    box, p, q = [0] * 256, 1, 1
    while True:  # every element and its inverse
        p ^= (p << 1 ^ (0x11B if p & 0x80 else 0)) & 0x1FF
        p &= 0xFF
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        if q & 0x80:
            q ^= 0x09
        x = q
        for turn in range(1, 5):
            x ^= (q << turn | q >> (8 - turn)) & 0xFF
        box[p] = x ^ 0x63
        if p == 1:
            break
    box[0] = 0x63
    return box


BOX = _tables()


def _double(b):
    return (b << 1 ^ (0x1B if b & 0x80 else 0)) & 0xFF


def aes_block(key, block):
    """One block of FIPS 197, 128 or 256 bits of key."""
    words = [list(key[i:i + 4]) for i in range(0, len(key), 4)]
    length, rounds, constant = len(words), len(words) + 6, 1
    for i in range(length, 4 * (rounds + 1)):
        word = list(words[-1])
        if i % length == 0:
            word = [BOX[b] for b in word[1:] + word[:1]]
            word[0] ^= constant
            constant = _double(constant)
        elif length > 6 and i % length == 4:
            word = [BOX[b] for b in word]
        words.append([a ^ b for a, b in zip(words[i - length], word)])
    keys = [sum(words[4 * r:4 * r + 4], []) for r in range(rounds + 1)]
    state = [a ^ b for a, b in zip(block, keys[0])]
    for r in range(1, rounds + 1):
        state = [BOX[state[(i + 4 * (i % 4)) % 16]] for i in range(16)]
        if r < rounds:
            mixed = []
            for c in range(0, 16, 4):
                column = state[c:c + 4]
                every = column[0] ^ column[1] ^ column[2] ^ column[3]
                mixed += [column[i] ^ every ^ _double(column[i] ^ column[(i + 1) % 4])
                          for i in range(4)]
            state = mixed
        state = [a ^ b for a, b in zip(state, keys[r])]
    return bytes(state)


def aes_cbc(key, start, data):
    out, last = b"", start
    for i in range(0, len(data), 16):
        last = aes_block(key, bytes(a ^ b for a, b in zip(data[i:i + 16], last)))
        out += last
    return out


# Of the file key 00 01 … 1F with an empty password (ISO 32000-2 7.6.4.3.3, algorithms 8 to
# 10); its hash of 64 rounds and more is too slow to be made again each time.
FILE_KEY = bytes(range(32))
ENTRIES_256 = {
    "U": "a8f30eba1b9436f4e8eda8c86c303402a1f0f7b7c9b55fc0eb5101242bd313fc"
         "757365722d73616c757365722d6b6579",
    "UE": "31c182eacaa492579c84d22f724239c9124730ac90b0122097f80d2603a61a27",
    "O": "a9b1d0f6dcb5f56be7e34b7e41b79cc40f101d2e7579efc0a0bc236c0e005825"
         "6f776e722d73616c6f776e722d6b6579",
    "OE": "ecc6cc3208b52d6f406389ab1df74c664b86f553fdfc389fe2237675fc03e968",
    "Perms": "3f3bab2a513f70a0541ac44327429190"}


def aes_256(pdf, edit=None):
    """`pdf` protected by AES with 256 bits (revision 6); it must hold no strings."""
    out = pdf.copy()
    for number, body in pdf.objects.items():
        if b"\nstream\n" in body:
            data = body.split(b"\nstream\n", 1)[1][:-len(b"\nendstream")]
            pad = 16 - len(data) % 16
            start = bytes([number]) * 16
            sealed = start + aes_cbc(FILE_KEY, start, data + bytes([pad]) * pad)
            out.objects[number] = (f"<< /Length {len(sealed)} >>\nstream\n".encode() + sealed +
                                   b"\nendstream")
    entries = " ".join(f"/{key} <{value}>" for key, value in ENTRIES_256.items())
    text = (f"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 {entries} /CF << /StdCF "
            "<< /AuthEvent /DocOpen /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF >> "
            f"/ID [<{bytes(range(16)).hex()}> <{bytes(range(16)).hex()}>]")
    out.trailer = edit(text) if edit else text
    return out
