"""Writes PDF files whose offsets, lengths and counts are right whatever the objects
say, so that a fault planted in one of them is the only one."""

import zlib


def stream(entries, data, length=None):
    """A stream object's body; `length`: what Length says instead of the truth."""
    data = data if isinstance(data, bytes) else data.encode("latin-1")
    said = len(data) if length is None else length
    head = f"<< /Length {said} {entries} >>\nstream\n".encode("latin-1")
    return head + data + b"\nendstream"


def flate(entries, data):
    data = data if isinstance(data, bytes) else data.encode("latin-1")
    return stream(f"/Filter /FlateDecode {entries}", zlib.compress(data))


class Pdf:
    """Objects by number, and how they are written."""

    def __init__(self, version="1.7"):
        self.header = f"%PDF-{version}\n%\xe2\xe3\xcf\xd3\n"
        self.objects = {}
        self.generations = {}
        self.root = "1 0 R"
        self.trailer = ""  # besides Size and Root
        self.size = None
        self.eol = "\n"
        self.table = None  # edits the table's text
        self.trailer_text = None  # edits the trailer's text
        self.tail = None  # edits everything from startxref on
        self.whole = None  # edits the bytes; offsets are not made again
        self.objstm = None  # edits (dictionary entries, data) of the object stream
        self.xref_stream = None  # edits (dictionary entries, data) of the cross-reference stream

    def copy(self):
        other = Pdf()
        other.__dict__.update(self.__dict__)
        other.objects = dict(self.objects)
        other.generations = dict(self.generations)
        return other

    def put(self, number, body):
        self.objects[number] = body if isinstance(body, bytes) else body.encode("latin-1")
        return self

    def edit(self, number, old, new):
        old, new = old.encode("latin-1"), new.encode("latin-1")
        assert old in self.objects[number], (number, old, self.objects[number])
        self.objects[number] = self.objects[number].replace(old, new, 1)
        return self

    def _body(self, number, body):
        generation = self.generations.get(number, 0)
        text = f"{number} {generation} obj\n".encode() + body + b"\nendobj\n"
        if self.eol == "\r" and b"stream" not in body:
            text = text.replace(b"\n", b"\r")
        return text

    def _lines(self, text):
        return text.replace("\n", self.eol).encode("latin-1")

    def _end(self, at):
        text = f"startxref\n{at}\n%%EOF\n"
        return self._lines(self.tail(text) if self.tail else text)

    def _table(self, offsets, first=0):
        count = max(offsets) + 1 - first if offsets else 1
        text = f"xref\n{first} {count}\n"
        end = " \n" if self.eol != "\r\n" else "\r\n"
        free = [n for n in range(first, first + count) if n not in offsets]
        for n in range(first, first + count):
            if n in offsets:
                text += f"{offsets[n]:010d} {self.generations.get(n, 0):05d} n{end}"
            else:
                after = [f for f in free if f > n]
                text += f"{after[0] if after else 0:010d} {65535 if n == 0 else 0:05d} f{end}"
        return text

    def _encode_table(self, text):
        if self.table:
            text = self.table(text)
        if self.eol == "\r":  # entries end with a blank and a return
            return text.replace("\n", "\r").encode("latin-1")
        return text.encode("latin-1")

    def classic(self):
        out = self._lines(self.header)
        offsets = {}
        for number, body in sorted(self.objects.items()):
            offsets[number] = len(out)
            out += self._body(number, body)
        at = len(out)
        size = self.size if self.size is not None else f"/Size {max(offsets) + 1}"
        out += self._encode_table(self._table(offsets))
        text = f"trailer\n<< {size} /Root {self.root} {self.trailer} >>\n"
        out += self._lines(self.trailer_text(text) if self.trailer_text else text)
        out += self._end(at)
        return self.whole(out) if self.whole else out

    def update(self, base, changed, trailer=""):
        """`base` with a second section that replaces or adds the objects `changed`."""
        prev = int(base.rsplit(b"startxref", 1)[1].split()[0])
        out, offsets = base, {}
        for number, body in sorted(changed.items()):
            offsets[number] = len(out)
            out += self._body(number, body.encode("latin-1") if isinstance(body, str) else body)
        at = len(out)
        text = "xref\n"
        for number, offset in sorted(offsets.items()):
            text += f"{number} 1\n{offset:010d} 00000 n \n"
        size = max(max(self.objects), max(changed)) + 1
        text += f"trailer\n<< /Size {size} /Root {self.root} /Prev {prev} {trailer} >>\n"
        return out + text.encode() + self._end(at)

    def _packed(self, number, header_at):
        """Object stream `number` of all that is no stream: its body and what is in it."""
        inside = [n for n, b in sorted(self.objects.items()) if b"\nstream\n" not in b]
        index, data = "", b""
        for n in inside:
            index += f"{n} {len(data)} "
            data += self.objects[n] + b" "
        entries = f"/Type /ObjStm /N {len(inside)} /First {len(index)}"
        data = index.encode() + data
        if self.objstm:
            entries, data = self.objstm(entries, data)
        return flate(entries, data), inside

    def streams(self):
        """With an object stream and a cross-reference stream."""
        out = self._lines(self.header)
        container = max(self.objects) + 1
        packed, inside = self._packed(container, len(out))
        rows = {0: (0, 0, 65535)}
        for number, body in sorted(self.objects.items()):
            if number in inside:
                rows[number] = (2, container, inside.index(number))
            else:
                rows[number] = (1, len(out), 0)
                out += self._body(number, body)
        rows[container] = (1, len(out), 0)
        out += self._body(container, packed)
        at = len(out)
        rows[container + 1] = (1, at, 0)
        data = b""
        for n in range(container + 2):
            kind, field, last = rows.get(n, (0, 0, 0))
            data += bytes([kind]) + field.to_bytes(4, "big") + last.to_bytes(2, "big")
        entries = f"/Type /XRef /Size {container + 2} /W [1 4 2] /Root {self.root} {self.trailer}"
        if self.xref_stream:
            entries, data = self.xref_stream(entries, data)
        out += self._body(container + 1, flate(entries, data)) + self._end(at)
        return self.whole(out) if self.whole else out

    def hybrid(self, xref_stm=None):
        """A table for old readers, and a stream that knows the objects in an object stream."""
        out = self._lines(self.header)
        container = max(self.objects) + 1
        hidden = [n for n in sorted(self.objects) if b"/Hidden" in self.objects[n]]
        packed_pdf = self.copy()
        packed_pdf.objects = {n: self.objects[n] for n in hidden}
        packed, inside = packed_pdf._packed(container, 0)
        offsets = {}
        for number, body in sorted(self.objects.items()):
            if number not in hidden:
                offsets[number] = len(out)
                out += self._body(number, body)
        offsets[container] = len(out)
        out += self._body(container, packed)
        stream_at = len(out)
        data = b"".join(
            bytes([2]) + container.to_bytes(4, "big") + i.to_bytes(2, "big")
            for i in range(len(inside)))
        index = " ".join(f"{n} 1" for n in inside)
        self_number = container + 1
        offsets[self_number] = stream_at
        entries = (f"/Type /XRef /Size {self_number + 1} /W [1 4 2] /Index [{index}] "
                   f"/Root {self.root}")
        out += self._body(self_number, flate(entries, data))
        at = len(out)
        out += self._encode_table(self._table(offsets))
        link = stream_at if xref_stm is None else xref_stm
        out += self._lines(f"trailer\n<< /Size {self_number + 1} /Root {self.root} "
                           f"/XRefStm {link} {self.trailer} >>\n")
        return out + self._end(at)

    def linearized(self, edit=None):
        """Annex F in outline: parameters, the first page's section, the rest, the main table."""
        numbers = sorted(self.objects)
        rest = [n for n in numbers if n not in (1, 3, 4)]
        moved = {n: i + 1 for i, n in enumerate(rest)}
        first = len(rest) + 1
        for i, n in enumerate([1, 3, 4]):
            moved[n] = first + 1 + i
        hint = first + 4

        def renumber(body):
            parts = body.split(b" 0 R")
            out = []
            for part in parts[:-1]:
                head, _, number = part.rpartition(b" ")
                digits = number.lstrip(b"[")
                lead = number[:len(number) - len(digits)]
                out.append(head + b" " + lead + str(moved[int(digits)]).encode())
            return b" 0 R".join(out + [parts[-1]])

        def layout(v):
            params = {"L": v["L"], "H": [v["H"], 40], "O": moved[3], "E": v["E"], "N": 1,
                      "T": v["T"]}
            if edit:
                edit(params)
            text = " ".join(f"/{k} [{x[0]:06d} {x[1]}]" if isinstance(x, list) else f"/{k} {x:06d}"
                            for k, x in params.items())
            offsets, out = {}, self._lines(self.header)
            offsets[first] = len(out)
            out += f"{first} 0 obj\n<< /Linearized 1 {text} >>\nendobj\n".encode()
            v["first"] = len(out)
            known = v["offsets"]
            table = "".join(f"{known.get(n, 0):010d} 00000 n \n" for n in range(first, hint + 1))
            out += f"xref\n{first} {hint - first + 1}\n{table}".encode()
            out += (f"trailer\n<< /Size {hint + 1} /Prev {v['main']:06d} /Root {moved[1]} 0 R "
                    f"{self.trailer} >>\nstartxref\n0\n%%EOF\n").encode()
            v["H"] = len(out)
            for n in (1, None, 3, 4):
                number = hint if n is None else moved[n]
                body = stream("/S 20", b"\0" * 30) if n is None else renumber(self.objects[n])
                offsets[number] = len(out)
                out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
            v["E"] = len(out)
            for n in rest:
                offsets[moved[n]] = len(out)
                out += f"{moved[n]} 0 obj\n".encode() + renumber(self.objects[n]) + b"\nendobj\n"
            v["main"] = len(out)
            out += f"xref\n0 {first}\n".encode()
            v["T"] = len(out) - 1
            out += b"0000000000 65535 f \n"
            out += "".join(f"{offsets[n]:010d} 00000 n \n" for n in range(1, first)).encode()
            out += f"trailer\n<< /Size {first} >>\nstartxref\n{v['first']}\n%%EOF\n".encode()
            v["offsets"], v["L"] = offsets, len(out)
            return out

        values = {"L": 0, "H": 0, "E": 0, "T": 0, "main": 0, "first": 0, "offsets": {}}
        for _ in range(3):
            out = layout(values)
        return out
