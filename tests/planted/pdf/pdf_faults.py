"""Plants one fault in each of many sound PDF files, and asks the program about all of them.

    pdf_faults.py --delo build/delo            a fault must be told as the rule named, as an
                                               error or, after "~", as a warning; a sound file
                                               must have no error
    pdf_faults.py --write FOLDER               only writes the files and expected.tsv
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import pdf_bases
from pdf_bases import plain, rich
from pdf_encryption import aes_256, rc4_128
from pdf_fault_tables import CATALOG, FONTS, HARMLESS, NAVIGATION, OBJECTS, PAGES
from pdf_writer import stream

CONTENT = "q 1 0 0 1 0 0 cm Q\nBT /F1 12 Tf 72 700 Td (Hello) Tj ET\n"


def with_(pdf, **settings):
    for name, value in settings.items():
        setattr(pdf, name, value)
    return pdf


def swap(old, new):
    """An edit of text or bytes that must find what it changes."""

    def edit(text):
        a, b = old, new
        if isinstance(text, bytes):
            a, b = old.encode("latin-1"), new.encode("latin-1")
        assert a in text, (old, text)
        return text.replace(a, b, 1)

    return edit


def header_faults():
    for name, header, rule in (
            ("no-percent", "PDF-1.7", "pdf.header"), ("lower-case", "%pdf-1.7", "pdf.header"),
            ("no-dash", "%PDF1.7", "pdf.header"), ("no-minor", "%PDF-1", "pdf.header"),
            ("no-point", "%PDF-17", "pdf.header"), ("letter", "%PDF-1.x", "pdf.header"),
            ("comma", "%PDF-1,7", "pdf.header"), ("missing", "%", "pdf.header"),
            ("version-3", "%PDF-3.0", "pdf.header.version"),
            ("version-1.8", "%PDF-1.8", "pdf.header.version"),
            ("not-first", "junk\n%PDF-1.7", "pdf.header.offset")):
        yield f"header-{name}", with_(plain(), header=header + "\n").classic(), rule


def edits(cases):
    for name, base, number, old, new, rule in cases:
        yield name, base().edit(number, old, new).classic(), rule


def linearization_faults():
    for name, edit in (("l-beyond", lambda p: p.update(L=p["L"] + 99)),
                       ("n", lambda p: p.update(N=7)), ("o", lambda p: p.update(O=1)),
                       ("t-beyond", lambda p: p.update(T=999999)),
                       ("e-zero", lambda p: p.update(E=0)), ("no-l", lambda p: p.pop("L")),
                       ("h-number", lambda p: p.update(H=7))):
        yield f"linearized-{name}", plain("1.4").linearized(edit), "~pdf.linearized"


def objects_with_syntax_faults():
    for name, body, rule in (
            ("dictionary-open", "<< /A 1", "pdf.object.syntax"),
            ("dictionary-single-close", "<< /A 1 >", "pdf.object.syntax"),
            ("dictionary-odd", "<< /A 1 /B >>", "pdf.object.syntax"),
            ("dictionary-key-number", "<< 1 /A >>", "pdf.object.syntax"),
            ("dictionary-no-slash", "<< A 1 >>", "pdf.object.syntax"),
            ("array-open", "[1 2", "pdf.object.syntax"),
            ("array-close", "[1 2]]", "pdf.object.syntax"),
            ("string-open", "(abc", None),
            ("string-close", "[(abc))]", "pdf.object.syntax"),
            ("hex-character", "<41G2>", "pdf.object.syntax"),
            ("hex-open", "[<4142]", "pdf.object.syntax"),
            ("keyword", "[tru]", "pdf.object.syntax"),
            ("brace", "{1}", "pdf.object.syntax"),
            ("two-values", "1 2", "pdf.object.syntax"),
            ("empty", "", "pdf.object.syntax"),
            ("name-nul", "/A#00B", "pdf.object.syntax"),
            ("name-number-sign", "<< /A#G1 1 >>", "pdf.object.syntax")):
        yield f"object-{name}", plain().put(8, body).classic(), rule
    for name, old, new, rule in (
            ("no-endobj", b">>\nendobj\n2 0 obj", b">>\n      \n2 0 obj", "pdf.object.syntax"),
            ("misspelt-endobj", b">>\nendobj\n2 0 obj", b">>\nendobk\n2 0 obj",
             "pdf.object.syntax"),
            ("no-obj", b"5 0 obj", b"5 0    ", "pdf.xref.offset"),
            ("misspelt-obj", b"5 0 obj", b"5 0 abj", "pdf.xref.offset"),
            ("no-generation", b"5 0 obj", b"5   obj", "pdf.xref.offset"),
            ("wrong-number", b"5 0 obj", b"6 0 obj", "pdf.xref.offset"),
            ("wrong-generation", b"5 0 obj", b"5 1 obj", "pdf.xref.offset"),
            ("letters-for-number", b"5 0 obj", b"x 0 obj", "pdf.xref.offset"),
            ("no-stream", b"\nstream\n", b"\n      \n", None),
            ("misspelt-stream", b"\nstream\n", b"\nstreem\n", None),
            ("no-endstream", b"\nendstream\n", b"\n         \n", "pdf.stream.length"),
            ("misspelt-endstream", b"\nendstream\n", b"\nendstraem\n", "pdf.stream.length"),
            ("text-before-endobj", b"endstream\nendobj", b"endstream rest\nendobj", None)):
        def change(data, old=old, new=new):
            assert old in data, old
            return data.replace(old, new, 1)

        if len(old) != len(new):  # offsets behind it move: the fault in the last object
            pdf = plain()
            pdf.objects[9] = pdf.objects.pop(4)
            pdf.edit(3, "4 0 R", "9 0 R")
            body = pdf.objects[9] + b" rest"
            yield f"object-{name}", pdf.put(9, body).classic(), rule
        else:
            yield f"object-{name}", with_(plain(), whole=change).classic(), rule


def stream_faults():
    data = CONTENT
    for name, length in (("short", 5), ("long", len(data) + 9), ("zero", 0), ("huge", 10**9)):
        yield f"length-{name}", plain().put(4, stream("", data, length)).classic(), \
            "pdf.stream.length"
    for name, old, new in (("missing", f"/Length {len(data)} ", ""),
                           ("misspelt", "/Length", "/Lenght"),
                           ("string", f"/Length {len(data)}", f"/Length ({len(data)})"),
                           ("negative", f"/Length {len(data)}", f"/Length -{len(data)}"),
                           ("reference-to-nothing", f"/Length {len(data)}", "/Length 9 0 R"),
                           ("reference-to-dictionary", f"/Length {len(data)}", "/Length 5 0 R")):
        yield f"length-{name}", plain().put(4, stream("", data)).edit(4, old, new).classic(), \
            "pdf.stream.length"
    for name, entries in (("misspelt", "/Filter /FlatDecode"), ("string", "/Filter (FlateDecode)"),
                          ("number", "/Filter 1"), ("in-array", "/Filter [/FlateDecode /Nothing]"),
                          ("parameters", "/Filter /ASCIIHexDecode /DecodeParms 7")):
        yield f"filter-{name}", plain().put(8, stream(entries, "00>")).classic(), \
            "pdf.stream.filter"
    yield "flate-damaged", plain().put(8, stream("/Filter /FlateDecode", "nothing")).classic(), \
        "pdf.stream.data"
    yield "content-by-image-codec", plain().put(4, stream("/Filter /DCTDecode", "")).classic(), \
        "pdf.stream.filter"
    yield "hex-damaged", plain().put(8, stream("/Filter /ASCIIHexDecode", "4Z>")).classic(), \
        "pdf.stream.data"


def content_faults():
    text = "BT /F1 12 Tf 72 700 Td (Hello) Tj ET\n"
    for name, content, rule in (
            ("no-bt", "/F1 12 Tf 72 700 Td (Hello) Tj ET\n", "pdf.content.balance"),
            ("no-et", "BT /F1 12 Tf 72 700 Td (Hello) Tj\n", "pdf.content.balance"),
            ("no-bt-et", "/F1 12 Tf 72 700 Td (Hello) Tj\n", "pdf.content.text-object"),
            ("bt-within", "BT " + text, "pdf.content.balance"),
            ("misspelt-bt", text.replace("BT", "Bt"), "pdf.content.operator"),
            ("misspelt-et", text.replace("ET", "EF"), "pdf.content.operator"),
            ("misspelt-tj", text.replace("Tj", "Tk"), "pdf.content.operator"),
            ("misspelt-tf", text.replace("Tf", "tf"), "pdf.content.operator"),
            ("no-tf", text.replace("12 Tf", "12"), "pdf.content.operands"),
            ("no-font-name", text.replace("/F1 12", "12"), "pdf.content.operands"),
            ("no-font-size", text.replace("12 Tf", "Tf"), "pdf.content.operands"),
            ("font-name-no-slash", text.replace("/F1", "F1"), "pdf.content.operator"),
            ("font-unknown", text.replace("/F1", "/F9"), "pdf.content.resource"),
            ("no-font", text.replace("/F1 12 Tf", ""), "pdf.content.font-not-set"),
            ("no-tj", text.replace("Tj", ""), "pdf.content.operands"),
            ("no-string", text.replace("(Hello)", ""), "pdf.content.operands"),
            ("no-td", text.replace("Td", ""), "pdf.content.operands"),
            ("td-one-operand", text.replace("72 700", "700"), "pdf.content.operands"),
            ("td-three-operands", text.replace("72 700", "1 72 700"), "pdf.content.operands"),
            ("td-string", text.replace("72 700", "(72) 700"), "pdf.content.operands"),
            ("tj-number", text.replace("(Hello)", "42"), "pdf.content.operands"),
            ("string-open", text.replace("(Hello)", "(Hello"), "pdf.content.syntax"),
            ("string-close", text.replace("(Hello)", "Hello)"), "pdf.content.syntax"),
            ("hex-open", text.replace("(Hello)", "<48"), "pdf.content.syntax"),
            ("hex-character", text.replace("(Hello)", "<4H>"), "pdf.content.syntax"),
            ("array-open", text.replace("(Hello) Tj", "[(Hello) TJ"), "pdf.content.syntax"),
            ("array-close", text.replace("(Hello) Tj", "(Hello)] TJ"), "pdf.content.syntax"),
            ("array-items", text.replace("(Hello) Tj", "[(Hello) /A] TJ"), "pdf.content.operands"),
            ("q-open", "q " + text, "pdf.content.balance"),
            ("q-close", text + "Q\n", "pdf.content.balance"),
            ("q-in-text", text.replace("BT", "BT q").replace("ET", "Q ET"),
             "pdf.content.in-text-object"),
            ("path-in-text", text.replace("ET", "0 0 m 9 9 l S ET"),
             "pdf.content.in-text-object"),
            ("cm-five", "q 1 0 0 1 0 cm Q\n", "pdf.content.operands"),
            ("re-name", "0 0 /A 9 re f\n", "pdf.content.operands"),
            ("l-without-m", "9 9 l S\n", "pdf.content.path"),
            ("d-no-array", "3 0 d\n", "pdf.content.operands"),
            ("line-cap-3", "3 J\n", "pdf.content.operands"),
            ("line-join-negative", "-1 j\n", "pdf.content.operands"),
            ("text-mode-8", "8 Tr\n", "pdf.content.operands"),
            ("emc-alone", "EMC\n", "pdf.content.balance"),
            ("bmc-open", "/A BMC\n", "pdf.content.balance"),
            ("bx-open", "BX\n", "pdf.content.balance"),
            ("ex-alone", "EX\n", "pdf.content.balance"),
            ("do-unknown", "/Im7 Do\n", "pdf.content.resource"),
            ("gs-unknown", "/G7 gs\n", "pdf.content.resource"),
            ("cs-unknown", "/C7 cs\n", "pdf.content.resource"),
            ("sh-unknown", "/S7 sh\n", "pdf.content.resource"),
            ("image-no-ei", "BI /W 1 /H 1 /BPC 8 /CS /G ID \x80\n", "pdf.content.syntax"),
            ("image-no-id", "BI /W 1 /H 1 /BPC 8 /CS /G \x80 EI\n", "pdf.content.syntax"),
            ("image-no-width", "BI /H 1 /BPC 8 /CS /G ID \x80 EI\n", "pdf.image.dictionary"),
            ("operands-left", text + "1 2\n", "pdf.content.operands"),
            ("property-list", "/A << /B 1 /C >> BDC EMC\n", "pdf.content.syntax"),
            ("reference", "4 0 R\n", "pdf.content.operator")):
        yield f"content-{name}", plain().put(4, stream("", content)).classic(), rule


def table_faults():
    for name, edit, rule in (
            ("no-keyword", swap("xref\n", "\n"), "pdf.startxref"),
            ("misspelt-keyword", swap("xref", "xrfe"), "pdf.startxref"),
            ("count-few", swap("0 6", "0 3"), "pdf.xref.table"),
            ("count-many", swap("0 6", "0 7"), "pdf.xref.table"),
            ("no-subsection", swap("0 6\n", ""), "pdf.xref.table"),
            ("first-1", swap("0 6", "1 6"), "pdf.xref.offset"),
            ("entry-19-bytes", swap(" 00000 n \n", " 00000 n\n"), "pdf.xref.table"),
            ("entry-21-bytes", swap(" 00000 n \n", " 00000 n \r\n"), "pdf.xref.table"),
            ("offset-short", swap("\n00000000", "\n000000"), "pdf.xref.table"),
            ("offset-missing", swap("0000000000 65535 f \n0000000", "0000000000 65535 f \n"),
             "pdf.xref.table"),
            ("twice", lambda t: t + "2 1\n" + t.split("\n")[4] + "\n", "pdf.xref.table"),
            ("offset-letter", swap("65535 f \n0", "65535 f \nO"), "pdf.xref.table"),
            ("generation-short", swap(" 00000 n", " 0000 n"), "pdf.xref.table"),
            ("generation-1", swap(" 00000 n", " 00001 n"), "pdf.xref.offset"),
            ("keyword-x", swap(" 00000 n", " 00000 x"), "pdf.xref.table"),
            ("keyword-upper", swap(" 00000 n", " 00000 N"), "pdf.xref.table"),
            ("tab-for-blank", swap(" 00000 n", "\t00000 n"), "pdf.xref.table"),
            ("free-in-use", swap(" 00000 n", " 00000 f"), None),
            ("comment", swap("0 6\n", "0 6 % six\n"), "pdf.xref.table")):
        yield f"table-{name}", with_(plain(), table=edit).classic(), rule
    for name, by in (("one-more", 1), ("one-less", -1), ("far", 10**6)):

        def shift(text, by=by):
            lines = text.split("\n")
            lines[5] = f"{int(lines[5][:10]) + by:010d}{lines[5][10:]}"
            return "\n".join(lines)

        rule = "~pdf.xref.offset.blank" if by == -1 else "pdf.xref.offset"
        yield f"table-offset-{name}", with_(plain(), table=shift).classic(), rule
    free = with_(plain(), table=swap("0000000000 65535 f", "0000000003 65535 f"))
    yield "table-free-list", free.classic(), "pdf.xref.free-list"
    yield "table-no-object-0", with_(
        plain(), table=swap("0 6\n0000000000 65535 f \n", "1 5\n")).classic(), "~pdf.xref.free"
    free = with_(plain(), table=swap("0000000000 65535 f", "0000000300 65535 f"))
    yield "table-free-list-end", free.classic(), "~pdf.xref.free"


def trailer_faults():
    for name, edit, rule in (
            ("no-keyword", swap("trailer\n", ""), "pdf.xref.table"),
            ("misspelt-keyword", swap("trailer", "trialer"), "pdf.xref.table"),
            ("no-open", swap("<< /Size", "/Size"), "pdf.trailer"),
            ("no-close", swap(">>\n", "\n"), "pdf.trailer"),
            ("no-size", swap("/Size 6", ""), "pdf.trailer"),
            ("size-string", swap("/Size 6", "/Size (6)"), "pdf.trailer"),
            ("size-negative", swap("/Size 6", "/Size -6"), "pdf.trailer"),
            ("size-small", swap("/Size 6", "/Size 4"), "pdf.trailer"),
            ("size-reference", swap("/Size 6", "/Size 5 0 R"), "pdf.trailer"),
            ("no-root", swap("/Root 1 0 R", ""), "pdf.trailer"),
            ("root-misspelt", swap("/Root", "/root"), "pdf.trailer"),
            ("root-missing-object", swap("1 0 R", "9 0 R"), "pdf.catalog"),
            ("root-page", swap("1 0 R", "3 0 R"), "pdf.catalog"),
            ("root-direct", swap("1 0 R", "<< /Type /Catalog /Pages 2 0 R >>"), "pdf.trailer"),
            ("root-number", swap("1 0 R", "1"), "pdf.trailer"),
            ("info-direct", swap(">>", "/Info << /Title (x) >> >>"), "pdf.trailer"),
            ("info-array", swap(">>", "/Info [1] >>"), "pdf.trailer"),
            ("id-one", swap(">>", "/ID [<00>] >>"), "pdf.trailer"),
            ("id-names", swap(">>", "/ID [/A /B] >>"), "pdf.trailer"),
            ("id-string", swap(">>", "/ID <00> >>"), "pdf.trailer"),
            ("prev-string", swap(">>", "/Prev (9) >>"), "pdf.trailer"),
            ("prev-beyond", swap(">>", "/Prev 999999 >>"), "pdf.xref.table"),
            ("prev-negative", swap(">>", "/Prev -1 >>"), "pdf.xref.table"),
            ("prev-nowhere", swap(">>", "/Prev 20 >>"), "pdf.startxref"),
            ("encrypt-number", swap(">>", "/Encrypt 5 >>"), None)):
        yield f"trailer-{name}", with_(plain(), trailer_text=edit).classic(), rule
    for name, edit, rule in (
            ("no-startxref", swap("startxref\n", ""), "pdf.startxref"),
            ("misspelt-startxref", swap("startxref", "startxerf"), "pdf.startxref"),
            ("no-offset", lambda t: "startxref\n%%EOF\n", "pdf.startxref"),
            ("offset-letters", lambda t: "startxref\nabc\n%%EOF\n", "pdf.startxref"),
            ("offset-0", lambda t: "startxref\n0\n%%EOF\n", "pdf.startxref"),
            ("offset-beyond", lambda t: "startxref\n99999\n%%EOF\n", "pdf.startxref"),
            ("offset-one-more",
             lambda t: f"startxref\n{int(t.split()[1]) + 1}\n%%EOF\n", "pdf.startxref"),
            ("offset-one-less",
             lambda t: f"startxref\n{int(t.split()[1]) - 1}\n%%EOF\n", None),
            ("no-eof", swap("%%EOF\n", ""), "pdf.eof"),
            ("one-percent", swap("%%EOF", "%EOF"), "pdf.eof"),
            ("lower-case-eof", swap("%%EOF", "%%eof"), "pdf.eof"),
            ("eof-cut", swap("%%EOF\n", "%%EO"), "pdf.eof"),
            ("text-after-eof", lambda t: t + "<!-- end of page -->\n", "~pdf.eof.trailing"),
            ("eof-not-alone", swap("\n%%EOF", " %%EOF"), "pdf.eof")):
        yield f"end-{name}", with_(plain(), tail=edit).classic(), rule
    pdf = plain()
    base = pdf.classic()
    again = base.rsplit(b"startxref\n", 1)[1].split()[0]
    loop = pdf.update(base, {8: "1"})
    own = loop.rsplit(b"startxref\n", 1)[1].split()[0]
    yield "update-loop", loop.replace(b"/Prev " + again, b"/Prev " + own), "pdf.xref.loop"
    yield "update-cut", loop[:-40], None
    yield "file-cut-in-half", base[:len(base) // 2], "pdf.eof"


def stream_section_faults():
    def both(old, new):
        return lambda entries, data: (swap(old, new)(entries), data)

    for name, edit, rule in (
            ("no-type", both("/Type /XRef ", ""), "pdf.xref.stream"),
            ("w-two", both("/W [1 4 2]", "/W [1 4]"), "pdf.xref.stream"),
            ("w-missing", both("/W [1 4 2]", ""), "pdf.xref.stream"),
            ("w-negative", both("/W [1 4 2]", "/W [1 -4 2]"), "pdf.xref.stream"),
            ("w-other", both("/W [1 4 2]", "/W [1 4 1]"), None),
            ("index-odd", both("/W", "/Index [0] /W"), "pdf.xref.stream"),
            ("index-twice", both("/W", "/Index [0 4 2 4] /W"), "pdf.xref.stream"),
            ("index-long", both("/W", "/Index [0 99] /W"), "pdf.xref.stream"),
            ("size-missing", lambda e, d: (e.replace("/Size", "/Sise"), d), "pdf.xref.stream"),
            ("root-missing", both("/Root 1 0 R", ""), "pdf.trailer"),
            ("data-short", lambda e, d: (e, d[:-9]), "pdf.xref.stream"),
            ("data-long", lambda e, d: (e, d + b"\0" * 7), "~pdf.xref.stream.rest"),
            ("type-9", lambda e, d: (e, d[:7] + b"\x09" + d[8:]), None)):
        yield f"xref-stream-{name}", with_(plain("1.5"), xref_stream=edit).streams(), rule
    for name, edit, rule in (
            ("no-type", both("/Type /ObjStm ", ""), "pdf.object-stream"),
            ("type", both("/ObjStm", "/Objstm"), "pdf.object-stream"),
            ("no-n", both("/N 4 ", ""), "pdf.object-stream"),
            ("n-many", both("/N 4", "/N 5"), "pdf.object-stream"),
            ("n-few", both("/N 4", "/N 3"), "pdf.object-stream"),
            ("n-string", both("/N 4", "/N (4)"), "pdf.object-stream"),
            ("no-first", lambda e, d: (e.split("/First")[0], d), "pdf.object-stream"),
            ("first-beyond", lambda e, d: (e.split("/First")[0] + "/First 9999", d),
             "pdf.object-stream"),
            ("first-in-header", lambda e, d: (e.split("/First")[0] + "/First 3", d),
             "pdf.object-stream"),
            ("number", lambda e, d: (e, d.replace(b"1 0 ", b"9 0 ", 1)), "pdf.object-stream"),
            ("offset-beyond", lambda e, d: (e, d.replace(b"1 0 ", b"1 9 ", 1)[:20] + d[20:]),
             None),
            ("extends", both("/Type", "/Extends 5 /Type"), "pdf.object-stream"),
            ("extends-other", both("/Type", "/Extends 5 0 R /Type"), "pdf.object-stream"),
            ("letters", lambda e, d: (e, b"x" + d[1:]), "pdf.object-stream")):
        yield f"object-stream-{name}", with_(plain("1.5"), objstm=edit).streams(), rule
    hybrid = plain("1.5").put(9, "<< /Hidden true >>")
    yield "hybrid-nowhere", hybrid.hybrid(20), None
    yield "hybrid-beyond", hybrid.hybrid(999999), "pdf.xref.table"


def short_owner(text):
    """O of 31 bytes: it is written in hexadecimal."""
    start = text.index("/O <") + 4
    return text[:start] + text[start + 2:]


def encryption_faults():
    def edited(old, new):
        return rc4_128(plain("1.4"), swap(old, new)).classic()

    for key in ("UE", "OE", "Perms"):
        yield f"encryption-256-no-{key.lower()}", aes_256(
            plain("2.0"), swap(f"/{key} <", f"/{key}x <")).classic(), "pdf.encryption"
    yield "encryption-256-short-u", aes_256(
        plain("2.0"), swap("2d6b6579> /UE", "> /UE")).classic(), "pdf.encryption"
    yield "encryption-256-unknown-method", aes_256(
        plain("2.0"), swap("/AESV3", "/AESV9")).classic(), "pdf.encryption"
    yield "encryption-256-unknown-crypt-filter", aes_256(
        plain("2.0"), swap("/StmF /StdCF", "/StmF /Std")).classic(), "pdf.encryption"
    yield "encryption-length-41", edited("/Length 128", "/Length 41"), "pdf.encryption"
    yield "encryption-length-256", edited("/Length 128", "/Length 256"), "pdf.encryption"
    yield "encryption-short-o", rc4_128(plain("1.4"), short_owner).classic(), "pdf.encryption"
    yield "encryption-auth-event", aes_256(
        plain("2.0"), swap("/AuthEvent /DocOpen", "/AuthEvent (DocOpen)")).classic(), \
        "pdf.encryption"
    yield "encryption-no-filter", edited("/Filter /Standard ", ""), "pdf.encryption"
    yield "encryption-unknown-filter", edited("/Standard", "/Standart"), "pdf.encryption"
    yield "encryption-no-v", edited("/V 2", "/V 9"), "pdf.encryption"
    yield "encryption-no-r", edited("/R 3 ", ""), "pdf.encryption"
    yield "encryption-no-o", edited("/O <", "/Q <"), "pdf.encryption"
    yield "encryption-no-p", edited("/P -4 ", ""), "pdf.encryption"
    yield "encryption-no-id", edited("/ID", "/IDD"), "pdf.encryption"


def faults():
    yield from header_faults()
    for table in (CATALOG, PAGES, NAVIGATION, FONTS, OBJECTS, HARMLESS):
        yield from edits(table)
    pieces = rich().edit(1, "/Lang", "/PieceInfo << /A << /LastModified (D:2024) >> >> /Lang")
    yield "piece-info-no-date", pieces.edit(50, "/ModDate", "/MoDate").classic(), \
        "pdf.metadata.info"
    for source in (objects_with_syntax_faults, stream_faults, content_faults, table_faults,
                   trailer_faults, stream_section_faults, encryption_faults, linearization_faults):
        yield from source()


def write(folder):
    """{file name: the rule it breaks, "" for any, None for none}"""
    expected = {}
    for name, data in pdf_bases.sound():
        expected[f"sound-{name}.pdf"] = None
        (folder / f"sound-{name}.pdf").write_bytes(data)
    for name, data, rule in faults():
        file = f"fault-{name}.pdf"
        assert file not in expected, file
        expected[file] = rule or ""
        (folder / file).write_bytes(data)
    return expected


def verdicts(delo, folder):
    run = subprocess.run([delo, "check", "--json", str(folder)], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"{delo} check ended with {run.returncode}: {run.stderr}")
    for line in run.stdout.splitlines():
        told = json.loads(line)
        if "path" in told:
            yield pathlib.Path(told["path"]).name, told["findings"]


def judge(delo, folder, expected):
    wrong, seen = [], set()
    for name, findings in verdicts(delo, folder):
        if name not in expected:
            continue
        seen.add(name)
        errors = [f["rule"] for f in findings if f["severity"] == "error"]
        warnings = ["~" + f["rule"] for f in findings if f["severity"] == "warning"]
        rule = expected[name]
        if rule is None and errors:
            wrong.append(f"{name}: sound, but {sorted(set(errors))}")
        elif rule is not None and (rule not in errors + warnings if rule else not errors):
            wrong.append(f"{name}: expected {rule or 'an error'}, told {sorted(set(errors))}")
    wrong += [f"{name}: not examined" for name in expected if name not in seen]
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--delo")
    parser.add_argument("--write", type=pathlib.Path)
    given = parser.parse_args()
    if given.write:
        given.write.mkdir(parents=True, exist_ok=True)
        expected = write(given.write)
        lines = [f"{name}\t{'-' if rule is None else rule or '*'}\n"
                 for name, rule in expected.items()]
        (given.write / "expected.tsv").write_text("".join(lines))
        return
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        expected = write(folder)
        wrong = judge(given.delo, folder, expected)
    sound = sum(rule is None for rule in expected.values())
    print(f"{len(expected) - sound} faults planted, {sound} sound files, {len(wrong)} wrong")
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
