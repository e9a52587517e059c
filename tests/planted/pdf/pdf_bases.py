"""Sound PDF files of many kinds, in which faults are planted."""

from pdf_encryption import aes_256, rc4_128
from pdf_writer import Pdf, flate, stream

WIDTHS = " ".join(["500"] * 95)
DESCRIPTOR = ("<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [0 -200 1000 900] "
              "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>")
TO_UNICODE = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def "
              "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0041> <0041> "
              "endbfchar endcmap end end\n")
XMP = ("<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
       "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
       "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/></x:xmpmeta>"
       "<?xpacket end=\"w\"?>")


def plain(version="1.7"):
    """One page with a line of text."""
    pdf = Pdf(version)
    pdf.put(1, "<< /Type /Catalog /Pages 2 0 R >>")
    pdf.put(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    pdf.put(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
               "/Resources << /Font << /F1 5 0 R >> >> >>")
    pdf.put(4, stream("", "q 1 0 0 1 0 0 cm Q\nBT /F1 12 Tf 72 700 Td (Hello) Tj ET\n"))
    pdf.put(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    return pdf


def rich(version="1.7"):
    """Three pages in two levels, with a little of everything."""
    pdf = Pdf(version)
    pdf.trailer = "/Info 50 0 R /ID [<0123456789ABCDEF> <0123456789ABCDEF>]"
    pdf.put(1, "<< /Type /Catalog /Pages 2 0 R /Outlines 20 0 R /Names << /Dests 24 0 R "
               "/EmbeddedFiles << /Names [(note) 41 0 R] >> >> /PageLabels 25 0 R "
               "/Metadata 26 0 R /OpenAction [4 0 R /XYZ null null 0] /PageMode /UseOutlines "
               "/PageLayout /SinglePage /ViewerPreferences << /DisplayDocTitle true >> /Lang (en) "
               "/MarkInfo << /Marked true >> /StructTreeRoot 27 0 R /AcroForm 30 0 R "
               "/OCProperties << /OCGs [31 0 R] /D << /Order [31 0 R] >> >> "
               "/OutputIntents [<< /Type /OutputIntent /S /GTS_PDFX "
               "/OutputConditionIdentifier (none) >>] >>")
    pdf.put(2, "<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 3 /MediaBox [0 0 595 842] "
               "/Resources 9 0 R /Rotate 0 >>")
    pdf.put(3, "<< /Type /Pages /Parent 2 0 R /Kids [4 0 R 5 0 R] /Count 2 >>")
    pdf.put(4, "<< /Type /Page /Parent 3 0 R /Contents [10 0 R 11 0 R] "
               "/Annots [32 0 R 33 0 R 34 0 R 35 0 R] /StructParents 0 /Tabs /S "
               "/Group << /Type /Group /S /Transparency /CS /DeviceRGB >> >>")
    pdf.put(5, "<< /Type /Page /Parent 3 0 R /MediaBox [0 0 200 200] /CropBox [10 10 190 190] "
               "/Contents 12 0 R /Rotate 90 /UserUnit 2.0 >>")
    pdf.put(6, "<< /Type /Page /Parent 2 0 R >>")
    pdf.put(9, "<< /Font << /F1 13 0 R /F2 14 0 R /F3 15 0 R /F4 16 0 R >> "
               "/XObject << /Im0 17 0 R /Fm0 18 0 R >> /ExtGState << /G0 19 0 R >> "
               "/Pattern << /P0 21 0 R /P1 22 0 R >> /Shading << /S0 23 0 R >> "
               "/ColorSpace << /C0 [/Separation /Spot /DeviceCMYK 28 0 R] /C1 [/CalRGB "
               "<< /WhitePoint [0.95 1 1.09] >>] /C2 [/Indexed /DeviceRGB 1 <000000FFFFFF>] "
               "/C3 [/Pattern /DeviceRGB] >> /Properties << /M0 31 0 R >> "
               "/ProcSet [/PDF /Text] >>")
    pdf.put(10, stream("", "q /G0 gs /P <</MCID 0>> BDC BT /F1 12 Tf 72 700 Td (One) Tj "
                           "/F2 10 Tf 0 -20 Td (Two) Tj\n"))
    pdf.put(11, stream("", "/F3 10 Tf 0 -20 Td <0041> Tj /F4 10 Tf 0 -20 Td (a) Tj ET EMC Q "
                           "q 100 0 0 100 72 72 cm /Im0 Do Q q /Fm0 Do Q\n"))
    pdf.put(12, flate("", "/OC /M0 BDC /Pattern cs /P0 scn 0 0 50 50 re f /P1 scn 50 50 50 50 re f "
                          "/S0 sh /C0 cs 0.5 scn 1 1 m 2 2 l S EMC\n"
                          "q 10 0 0 10 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q\n"))
    pdf.put(13, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman "
                "/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding "
                "/Differences [65 /A /B] >> >>")
    pdf.put(14, "<< /Type /Font /Subtype /TrueType /BaseFont /Some /FirstChar 32 /LastChar 126 "
                f"/Widths [{WIDTHS}] /Encoding /WinAnsiEncoding /FontDescriptor 42 0 R >>")
    pdf.put(15, "<< /Type /Font /Subtype /Type0 /BaseFont /Cid /Encoding /Identity-H "
                "/DescendantFonts [43 0 R] /ToUnicode 45 0 R >>")
    pdf.put(16, "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] "
                "/FontMatrix [0.1 0 0 0.1 0 0] /CharProcs << /a 46 0 R >> "
                "/Encoding << /Type /Encoding /Differences [97 /a] >> "
                "/FirstChar 97 /LastChar 97 /Widths [10] /Resources << >> >>")
    pdf.put(17, stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 "
                       "/ColorSpace /DeviceGray", b"\x00\x40\x80\xff"))
    pdf.put(18, stream("/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Matrix [1 0 0 1 0 0] "
                       "/Group << /S /Transparency /I true /K false >> /Resources << >>",
                       "0 0 50 50 re f\n"))
    pdf.put(19, "<< /Type /ExtGState /LW 1 /CA 0.5 /ca 0.5 /BM /Multiply /AIS false "
                "/SMask << /Type /Mask /S /Luminosity /G 18 0 R >> >>")
    pdf.put(20, "<< /Type /Outlines /First 36 0 R /Last 37 0 R /Count 2 >>")
    pdf.put(21, stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 5 5] "
                       "/XStep 5 /YStep 5 /Resources << >>", "0 0 2 2 re f\n"))
    pdf.put(22, "<< /Type /Pattern /PatternType 2 /Shading 23 0 R >>")
    pdf.put(23, "<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 1 1] /Function 29 0 R >>")
    pdf.put(24, "<< /Kids [38 0 R] >>")
    pdf.put(25, "<< /Nums [0 << /S /r >> 1 << /S /D /St 1 /P (A-) >>] >>")
    pdf.put(26, stream("/Type /Metadata /Subtype /XML", XMP))
    pdf.put(27, "<< /Type /StructTreeRoot /K 39 0 R /ParentTree << /Nums [0 [39 0 R]] >> "
                "/ParentTreeNextKey 1 /RoleMap << /Absatz /P >> >>")
    pdf.put(28, stream("/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1 0 1]",
                       "{ dup dup dup }"))
    pdf.put(29, "<< /FunctionType 3 /Domain [0 1] /Functions [40 0 R 40 0 R] /Bounds [0.5] "
                "/Encode [0 1 0 1] >>")
    pdf.put(30, "<< /Fields [35 0 R] /DA (/Helv 0 Tf 0 g) /DR << /Font << /Helv 13 0 R >> >> >>")
    pdf.put(31, "<< /Type /OCG /Name (Layer) >>")
    pdf.put(32, "<< /Type /Annot /Subtype /Link /Rect [0 0 10 10] /Border [0 0 0] /P 4 0 R "
                "/A << /Type /Action /S /GoTo /D [5 0 R /Fit] >> >>")
    pdf.put(33, "<< /Type /Annot /Subtype /Highlight /Rect [0 0 10 10] /Contents (x) "
                "/QuadPoints [0 0 1 0 0 1 1 1] /C [1 1 0] /F 4 >>")
    pdf.put(34, "<< /Type /Annot /Subtype /Link /Rect [20 0 30 10] /Dest (here) >>")
    pdf.put(35, "<< /Type /Annot /Subtype /Widget /Rect [0 0 10 10] /FT /Btn /T (box) /AS /Off "
                "/AP << /N << /Yes 18 0 R /Off 18 0 R >> >> >>")
    pdf.put(36, "<< /Title (One) /Parent 20 0 R /Next 37 0 R /Dest [4 0 R /FitH 800] >>")
    pdf.put(37, "<< /Title (Two) /Parent 20 0 R /Prev 36 0 R "
                "/A << /S /URI /URI (http://localhost/) >> >>")
    pdf.put(38, "<< /Limits [(here) (here)] /Names [(here) [6 0 R /FitB]] >>")
    pdf.put(39, "<< /Type /StructElem /S /P /P 27 0 R /Pg 4 0 R /K [0] /Lang (en) >>")
    pdf.put(40, "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 0 0] /C1 [0 0 1] >>")
    pdf.put(41, "<< /Type /Filespec /F (note.txt) /UF (note.txt) /EF << /F 47 0 R >> >>")
    pdf.put(42, DESCRIPTOR.format(name="Some"))
    pdf.put(43, "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Cid /CIDSystemInfo "
                "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 "
                "/W [65 [600]] /CIDToGIDMap /Identity /FontDescriptor 44 0 R >>")
    pdf.put(44, DESCRIPTOR.format(name="Cid"))
    pdf.put(45, stream("", TO_UNICODE))
    pdf.put(46, stream("", "10 0 0 0 10 10 d1 0 0 10 10 re f\n"))
    pdf.put(47, stream("/Type /EmbeddedFile /Subtype /text#2Fplain /Params << /Size 5 >>", "hello"))
    pdf.put(50, "<< /Title (Test) /Author (A) /CreationDate (D:20240131120000Z) "
                "/ModDate (D:20240131120000+01'00') /Trapped /False >>")
    return pdf


def threads():
    """With an article of one bead."""
    pdf = rich().edit(1, "/Lang", "/Threads [60 0 R] /Lang").edit(4, "/Tabs", "/B [61 0 R] /Tabs")
    pdf.put(60, "<< /Type /Thread /F 61 0 R >>")
    return pdf.put(61, "<< /Type /Bead /T 60 0 R /N 61 0 R /V 61 0 R /P 4 0 R /R [0 0 9 9] >>")


def annotations():
    """(name, entries in place of /Link) of sound annotations of other kinds."""
    yield "note", "/Text /Open false /Popup 60 0 R"
    yield "line", "/Line /L [0 0 1 1] /LE [/None /OpenArrow]"
    yield "ink", "/Ink /InkList [[0 0 1 1] [2 2 3 3 4 4]]"
    yield "polygon", "/Polygon /Vertices [0 0 1 1 2 0] /BS << /W 2 /S /D /D [3] >> /C []"


def sound():
    """(name, bytes) of files without any error, usual ones first and odd but legal ones after."""
    yield from usual()
    yield from odd_syntax()
    yield from odd_objects()
    yield from odd_content()


def usual():
    for version in ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0"):
        yield f"plain-{version}", plain(version).classic()
    yield "rich-1.7", rich().classic()
    yield "rich-2.0", rich("2.0").classic()
    yield "rich-streams-1.5", rich("1.5").streams()
    yield "rich-streams-2.0", rich("2.0").streams()
    yield "plain-streams", plain("1.5").streams()
    hybrid = plain("1.5").put(9, "<< /Hidden true >>")
    yield "hybrid", hybrid.hybrid()
    pdf = plain()
    new = {4: stream("", "BT /F1 12 Tf 72 700 Td (Changed) Tj ET\n")}
    once = pdf.update(pdf.classic(), new)
    yield "updated", once
    yield "updated-twice", pdf.update(once, {8: "<< /A 1 >>", 5: pdf.objects[5]})
    yield "linearized", plain("1.4").linearized()
    yield "linearized-2.0", plain("2.0").linearized()
    yield "encrypted-rc4-128", rc4_128(plain("1.4")).classic()
    yield "encrypted-aes-256", aes_256(plain("2.0")).classic()


def odd_syntax():
    for name, eol in (("cr", "\r"), ("crlf", "\r\n")):
        pdf = plain()
        pdf.eol = eol
        yield f"eol-{name}", pdf.classic()
    pdf = plain()
    pdf.put(1, "% catalogue\n<< % key\n/Type % value\n/Catalog\n/Pages 2 % x\n0 % y\nR >>% end")
    yield "comments", pdf.classic()
    pdf = plain().put(1, "<</Type/Catalog/Pages 2 0 R>>")
    pdf.put(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
    yield "no-blanks", pdf.classic()
    pdf = plain().put(1, "<< /T#79pe /Cat#61log /P#61ges 2 0 R /My#20Key (x) >>")
    yield "names-escaped", pdf.classic()
    pdf = plain().put(8, "[(a\\(b\\)c\\\\) (\\101\\7\\053) (a(b(c))d) "
                         "(line\\\nnext) <4142 4> () <>]")
    yield "strings", pdf.classic()
    pdf = plain().put(8, "[+17 -.002 4. 34.5 +.5 -0 0.0 007]")
    yield "numbers", pdf.classic()
    pdf = plain().put(8, "<< /A null /B [null true false] >>")
    yield "nulls", pdf.classic()
    pdf = plain().put(8, "[99 0 R]")
    yield "reference-to-nothing", pdf.classic()
    pdf = plain()
    pdf.put(8, str(len(b"BT /F1 12 Tf (A) Tj ET")))
    pdf.put(4, "<< /Length 8 0 R >>\nstream\nBT /F1 12 Tf (A) Tj ET\nendstream")
    yield "indirect-length", pdf.classic()
    pdf = plain()
    pdf.put(4, "<< /Length 22 >>\nstream\r\nBT /F1 12 Tf (A) Tj ET\r\nendstream")
    yield "stream-crlf", pdf.classic()
    pdf = plain().put(4, "<< /Length 22 >>\nstream\nBT /F1 12 Tf (A) Tj ETendstream")
    yield "endstream-at-once", pdf.classic()
    pdf = plain()
    pdf.put(20, "<< /Far true >>")
    yield "free-entries", pdf.classic()
    pdf = plain()
    pdf.generations[5] = 3
    pdf.edit(3, "5 0 R", "5 3 R")
    yield "generation", pdf.classic()
    pdf = plain()
    pdf.table = lambda t: subsections(t)
    yield "subsections", pdf.classic()
    pdf = plain()
    pdf.tail = lambda t: t.rstrip("\n")
    yield "eof-without-line-end", pdf.classic()
    pdf = plain()
    pdf.header = "%PDF-1.7\n"
    yield "no-binary-comment", pdf.classic()
    pdf = plain().put(8, "(" + "long " * 20000 + ")")
    yield "long-string", pdf.classic()
    pdf = plain().put(8, "[" * 40 + "]" * 40)
    yield "nested-arrays", pdf.classic()


def subsections(table):
    lines = table.split("\n")
    entries = lines[2:-1]
    return ("xref\n0 2\n" + "\n".join(entries[:2]) + "\n2 " + str(len(entries) - 2) + "\n" +
            "\n".join(entries[2:]) + "\n")


def odd_objects():
    box, contents = " /MediaBox [0 0 595 842]", " /Contents 4 0 R"
    yield "no-contents", plain().edit(3, contents, "").classic()
    yield "empty-contents", plain().put(4, stream("", "")).classic()
    yield "contents-empty-array", plain().edit(3, contents, " /Contents []").classic()
    yield "box-turned", plain().edit(3, "0 0 595 842", "595 842 0 0").classic()
    yield "box-negative", plain().edit(3, "0 0 595 842", "-10.5 -20 595 842").classic()
    yield "box-indirect", plain().edit(3, box, " /MediaBox 8 0 R").put(8, "[0 0 595 842]").classic()
    yield "box-of-references", plain().edit(3, "0 0 595", "0 0 8 0 R").put(8, "595").classic()
    yield "rotate-negative", plain().edit(3, box, box + " /Rotate -270").classic()
    pdf = plain().edit(3, box + contents + " /Resources << /Font << /F1 5 0 R >> >>", contents)
    pdf.put(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 9 9] /CropBox [0 0 9 9] "
               "/Rotate 180 /Resources << /Font << /F1 5 0 R >> >> >>")
    yield "all-inherited", pdf.classic()
    yield "empty-resources", plain().put(4, stream("", "0 0 m 9 9 l S\n")).edit(
        3, "/Resources << /Font << /F1 5 0 R >> >>", "/Resources << >>").classic()
    yield "indirect-kids", plain().edit(2, "[3 0 R]", "8 0 R").put(8, "[3 0 R]").classic()
    yield "indirect-count", plain().edit(2, "/Count 1", "/Count 8 0 R").put(8, "1").classic()
    pdf = plain()
    pdf.put(2, "<< /Type /Pages /Kids [10 0 R] /Count 1 >>")
    for n in range(10, 40):
        up = 2 if n == 10 else n - 1
        down = 3 if n == 39 else n + 1
        pdf.put(n, f"<< /Type /Pages /Parent {up} 0 R /Kids [{down} 0 R] /Count 1 >>")
    yield "deep-page-tree", pdf.edit(3, "/Parent 2", "/Parent 39").classic()
    yield "unknown-keys", plain().edit(3, "/Type", "/ABCD_Private << /X 1 >> /Type").classic()
    yield "empty-annots", plain().edit(3, contents, contents + " /Annots []").classic()
    yield "empty-outline", plain().put(8, "<< /Type /Outlines /Count 0 >>").edit(
        1, "/Pages", "/Outlines 8 0 R /Pages").classic()
    yield "catalogue-version", plain("1.4").edit(1, "/Pages", "/Version /1.7 /Pages").classic()
    yield "font-with-name", plain("1.0").edit(5, "/BaseFont", "/Name /F1 /BaseFont").classic()
    yield "filter-hexadecimal", plain().put(4, stream(
        "/Filter [/ASCIIHexDecode]", "42542045 54>")).classic()
    yield "filter-chain", plain().put(4, stream(
        "/Filter [/ASCIIHexDecode /ASCII85Decode] /DecodeParms [null null]", "7E3E>")).classic()
    yield "threads", threads().classic()
    for name, entries in annotations():
        pdf = rich().edit(34, "/Link", entries)
        pdf.put(60, "<< /Type /Annot /Subtype /Popup /Rect [0 0 9 9] /Parent 34 0 R /Open true >>")
        yield f"annotation-{name}", pdf.classic()
    pdf = rich().edit(35, "/FT /Btn /T (box)", "/Parent 60 0 R").edit(30, "[35 0 R]", "[60 0 R]")
    pdf.put(60, "<< /T (all) /FT /Ch /Opt [(a) [(b) (B)]] /V (a) /Kids [35 0 R] >>")
    yield "field-of-widgets", pdf.classic()
    pdf = rich().edit(36, "/Title (One)", "/Title (One) /First 60 0 R /Last 60 0 R /Count -1")
    yield "outline-closed-item", pdf.put(60, "<< /Title (Below) /Parent 36 0 R >>").classic()
    yield "destination-rectangle", rich().edit(
        36, "[4 0 R /FitH 800]", "[4 0 R /FitR 0 0 9 9]").classic()
    yield "remote-destination", rich().edit(
        37, "/S /URI /URI (http://localhost/)", "/S /GoToR /F (b.pdf) /D [0 /Fit]").classic()
    yield "checksum", rich().edit(
        47, "/Size 5", "/Size 5 /CheckSum <5D41402ABC4B2A76B9719D911017C592>").classic()
    program = "\0\1\0\0\0\1" + "\0" * 6 + "head" + "\0" * 4 + "\0\0\0\x1c" + "\0\0\0\x64"
    yield "font-program", rich().put(60, stream("", program + "\0" * 100)).edit(
        42, "/StemV 80", "/StemV 80 /FontFile2 60 0 R").classic()
    yield "cid-widths", rich().edit(43, "/W [65 [600]]", "/W [65 [600] 70 75 500]").classic()
    yield "form-without-resources", rich().edit(18, "/Resources << >>", "").classic()
    v2 = plain("2.0")
    v2.put(4, stream("", b"BT /F1 12 Tf 72 700 Td (\xef\xbb\xbfHello) Tj ET\n"))
    v2.edit(1, "/Pages", "/AF [] /DPartRoot << /Type /DPartRoot >> /Pages")
    yield "associated-files-2.0", v2.classic()
    v2 = rich("2.0").put(50, "<< /CreationDate (D:20240131) /ModDate (D:2024) >>")
    yield "information-2.0", v2.edit(33, "(x)", "<EFBBBFD0B4D0B5D0BBD0BE>").classic()
    v2 = rich("2.0").edit(39, "/S /P /P", "/S /P /NS 60 0 R /P")
    v2.put(60, "<< /Type /Namespace /NS (http://iso.org/pdf2/ssn) >>")
    yield "namespaces-2.0", v2.edit(27, "/K 39 0 R", "/K 39 0 R /Namespaces [60 0 R]").classic()
    v2 = rich("2.0").edit(4, "/Tabs /S", "/OutputIntents [<< /S /GTS_PDFX "
                          "/OutputConditionIdentifier (x) >>] /Tabs /S")
    yield "page-output-intent-2.0", v2.classic()


def odd_content():
    def page(data, **more):
        pdf = plain()
        pdf.put(4, stream("", data))
        return pdf.classic()

    yield "compatibility", page("BX 1 2 (x) foo /A bar EX 0 0 m 1 1 l S\n")
    yield "marked-points", page("/A MP /B << /X [1 (s) /N] >> DP /C BMC EMC\n")
    yield "content-comments", page("% first\nq % save\nQ%end\nBT/F1 12 Tf(A)Tj ET\n")
    yield "content-numbers", page("0.0 -.5 +3 4. re n -0 0 m 5 5 l S\n")
    yield "text-arrays", page("BT /F1 1 Tf [(A) -120.5 (B) 3 <43>] TJ T* (x) ' 1 2 (y) \" ET\n")
    yield "text-state-outside", page("/F1 12 Tf 1 Tc 2 Tw 90 Tz 12 TL 0 Tr 1 Ts BT (A) Tj ET\n")
    yield "content-octal", page("BT /F1 12 Tf (\\101\\12\\(\\)\\\\ a\\\nb) Tj ET\n")
    yield "dash-and-intent", page("[3 2] 0 d [] 0 d /Perceptual ri 1 i 1 j 0 J 4 M n\n")
    yield "colours", page("/DeviceRGB cs 1 0 0 sc /DeviceGray CS 0.5 SC 0 g 0 0 0 rg 0 0 0 1 k\n")
    yield "inline-image", page("q 9 0 0 9 0 0 cm BI /Width 2 /Height 2 /BitsPerComponent 8 "
                               "/ColorSpace /DeviceGray ID \x01E\x49\x02 EI Q\n")
    pdf = plain().edit(3, "/Contents 4 0 R", "/Contents [4 0 R 8 0 R 9 0 R]")
    pdf.put(4, stream("", "q BT /F1"))
    pdf.put(8, stream("", "12 Tf 1 0"))
    pdf.put(9, stream("", "Td (A) Tj ET Q"))
    yield "content-split", pdf.classic()
