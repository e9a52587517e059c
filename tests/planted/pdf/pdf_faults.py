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
from pdf_writer import stream

CONTENT = "q 1 0 0 1 0 0 cm Q\nBT /F1 12 Tf 72 700 Td (Hello) Tj ET\n"


def with_(pdf, **settings):
    for name, value in settings.items():
        setattr(pdf, name, value)
    return pdf


def swap(old, new):
    """An edit of text or bytes that must find what it changes."""

    def edit(text):
        a, b = (old.encode("latin-1"), new.encode("latin-1")) if isinstance(text, bytes) else (old, new)
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
    """(name, base, object, old, new, rule)"""
    for name, base, number, old, new, rule in cases:
        yield name, base().edit(number, old, new).classic(), rule


CATALOG = [
    ("catalog-no-type", plain, 1, "/Type /Catalog ", "", "pdf.catalog"),
    ("catalog-misspelt-type", plain, 1, "/Catalog", "/Catalogue", "pdf.catalog"),
    ("catalog-lower-case-type", plain, 1, "/Catalog", "/catalog", "pdf.catalog"),
    ("catalog-no-pages", plain, 1, "/Pages 2 0 R", "", "pdf.catalog"),
    ("catalog-misspelt-pages", plain, 1, "/Pages", "/Page", "pdf.catalog"),
    ("catalog-pages-missing", plain, 1, "2 0 R", "9 0 R", "pdf.catalog"),
    ("catalog-pages-is-page", plain, 1, "2 0 R", "3 0 R", "pdf.page-tree"),
    ("catalog-pages-direct", plain, 1, "2 0 R", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
     "pdf.catalog"),
    ("catalog-is-array", plain, 1, "<< /Type /Catalog /Pages 2 0 R >>", "[2 0 R]", "pdf.catalog"),
    ("catalog-lang-name", rich, 1, "/Lang (en)", "/Lang /en", "pdf.catalog"),
    ("catalog-page-mode-string", rich, 1, "/UseOutlines", "(UseOutlines)", "pdf.catalog"),
    ("catalog-metadata-dictionary", rich, 1, "/Metadata 26 0 R", "/Metadata 31 0 R", "pdf.catalog"),
    ("catalog-viewer-preference", rich, 1, "true", "/true", "pdf.catalog"),
    ("catalog-names-array", rich, 1, "/Lang", "/Dests [] /Lang", "pdf.catalog"),
    ("catalog-mark-info", rich, 1, "/Marked true", "/Marked /true", "pdf.structure-tree"),
    ("output-intent-no-s", rich, 1, "/S /GTS_PDFX ", "", "pdf.output-intent"),
    ("optional-content-no-d", rich, 1, "/D <<", "/E <<", "pdf.optional-content"),
    ("optional-content-no-groups", rich, 1, "/OCGs", "/OGCs", "pdf.optional-content"),
    ("open-action-page-string", rich, 1, "[4 0 R /XYZ", "[(4) /XYZ", "pdf.destination"),
    ("piece-info-without-date", rich, 50, "/ModDate", "/MoDate", None),
]

PAGES = [
    ("tree-no-type", plain, 2, "/Type /Pages ", "", "pdf.page-tree"),
    ("tree-misspelt-type", plain, 2, "/Pages", "/Pgaes", "pdf.page-tree"),
    ("tree-type-page", plain, 2, "/Type /Pages", "/Type /Page", "pdf.page-tree"),
    ("tree-no-kids", plain, 2, "/Kids [3 0 R] ", "", "pdf.page-tree"),
    ("tree-kids-reference", plain, 2, "[3 0 R]", "3 0 R", "pdf.page-tree"),
    ("tree-kids-missing-object", plain, 2, "[3 0 R]", "[9 0 R]", "pdf.page-tree"),
    ("tree-kids-empty", plain, 2, "[3 0 R]", "[]", "pdf.page-tree.count"),
    ("tree-kids-wrong-object", plain, 2, "[3 0 R]", "[5 0 R]", "pdf.page-tree"),
    ("tree-kids-itself", plain, 2, "[3 0 R]", "[2 0 R]", "pdf.page-tree.loop"),
    ("tree-kids-twice", plain, 2, "[3 0 R] /Count 1", "[3 0 R 3 0 R] /Count 2",
     "pdf.page-tree.loop"),
    ("tree-kid-direct", plain, 2, "[3 0 R]", "[<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] "
     "/Resources << >> >>]", "pdf.page-tree"),
    ("tree-no-count", plain, 2, " /Count 1", "", "pdf.page-tree"),
    ("tree-count-misspelt", plain, 2, "/Count", "/count", "pdf.page-tree"),
    ("tree-count-2", plain, 2, "/Count 1", "/Count 2", "pdf.page-tree.count"),
    ("tree-count-0", plain, 2, "/Count 1", "/Count 0", "pdf.page-tree.count"),
    ("tree-count-negative", plain, 2, "/Count 1", "/Count -1", "pdf.page-tree.count"),
    ("tree-count-real", plain, 2, "/Count 1", "/Count 1.5", "pdf.page-tree"),
    ("tree-count-string", plain, 2, "/Count 1", "/Count (1)", "pdf.page-tree"),
    ("tree-root-has-parent", plain, 2, "/Count 1", "/Count 1 /Parent 1 0 R", "pdf.page-tree"),
    ("tree-inner-count", rich, 3, "/Count 2", "/Count 3", "pdf.page-tree.count"),
    ("tree-inner-no-parent", rich, 3, "/Parent 2 0 R ", "", "pdf.page.parent"),
    ("tree-inner-wrong-parent", rich, 3, "/Parent 2 0 R", "/Parent 4 0 R", "pdf.page.parent"),
    ("page-no-type", plain, 3, "/Type /Page ", "", "pdf.page-tree"),
    ("page-misspelt-type", plain, 3, "/Type /Page ", "/Type /Pagee ", "pdf.page-tree"),
    ("page-lower-case-type", plain, 3, "/Type /Page ", "/Type /page ", "pdf.page-tree"),
    ("page-no-parent", plain, 3, "/Parent 2 0 R ", "", "pdf.page.parent"),
    ("page-parent-array", plain, 3, "/Parent 2 0 R", "/Parent [2 0 R]", "pdf.page.parent"),
    ("page-parent-catalogue", plain, 3, "/Parent 2 0 R", "/Parent 1 0 R", "pdf.page.parent"),
    ("page-parent-missing", plain, 3, "/Parent 2 0 R", "/Parent 9 0 R", "pdf.page.parent"),
    ("page-parent-generation", plain, 3, "/Parent 2 0 R", "/Parent 2 1 R", "pdf.page.parent"),
    ("page-no-box", plain, 3, "/MediaBox [0 0 595 842] ", "", "pdf.page.media-box"),
    ("page-box-3", plain, 3, "0 0 595 842", "0 0 595", "pdf.page.media-box"),
    ("page-box-5", plain, 3, "0 0 595 842", "0 0 595 842 0", "pdf.page.media-box"),
    ("page-box-names", plain, 3, "0 0 595 842", "0 0 /A /B", "pdf.page.media-box"),
    ("page-box-strings", plain, 3, "0 0 595 842", "(0) (0) (5) (8)", "pdf.page.media-box"),
    ("page-box-no-width", plain, 3, "0 0 595 842", "0 0 0 842", "pdf.page.media-box"),
    ("page-box-number", plain, 3, "[0 0 595 842]", "595", "pdf.page.media-box"),
    ("page-box-misspelt", plain, 3, "/MediaBox", "/Mediabox", "pdf.page.media-box"),
    ("page-crop-box", rich, 5, "[10 10 190 190]", "[10 10 190]", "pdf.page.media-box"),
    ("page-no-resources", plain, 3, "/Resources << /Font << /F1 5 0 R >> >>", "",
     "pdf.page.resources"),
    ("page-resources-array", plain, 3, "/Resources << /Font << /F1 5 0 R >> >>",
     "/Resources [5 0 R]", "pdf.page.resources"),
    ("page-resources-missing", plain, 3, "/Resources << /Font << /F1 5 0 R >> >>",
     "/Resources 9 0 R", "pdf.page.resources"),
    ("page-resources-wrong-object", plain, 3, "/Resources << /Font << /F1 5 0 R >> >>",
     "/Resources 4 0 R", "pdf.page.resources"),
    ("page-fonts-array", plain, 3, "<< /F1 5 0 R >>", "[5 0 R]", "pdf.page.resources"),
    ("page-font-missing", plain, 3, "/F1 5 0 R", "/F1 9 0 R", "pdf.content.resource"),
    ("page-contents-missing", plain, 3, "/Contents 4 0 R", "/Contents 9 0 R", "pdf.page.contents"),
    ("page-contents-dictionary", plain, 3, "/Contents 4 0 R", "/Contents 5 0 R",
     "pdf.page.contents"),
    ("page-contents-array", plain, 3, "/Contents 4 0 R", "/Contents [4 0 R 5 0 R]",
     "pdf.page.contents"),
    ("page-contents-string", plain, 3, "/Contents 4 0 R", "/Contents (BT ET)",
     "pdf.page.contents"),
    ("page-rotate-45", rich, 5, "/Rotate 90", "/Rotate 45", "pdf.page.rotate"),
    ("page-rotate-name", rich, 5, "/Rotate 90", "/Rotate /Left", "pdf.page.rotate"),
    ("page-user-unit", rich, 5, "/UserUnit 2.0", "/UserUnit /Two", "pdf.page.entry"),
    ("page-tabs", rich, 4, "/Tabs /S", "/Tabs (S)", "pdf.page.entry"),
    ("page-group-no-s", rich, 4, "/S /Transparency ", "", "pdf.group"),
    ("page-annots-dictionary", rich, 4, "[32 0 R 33 0 R 34 0 R 35 0 R]", "32 0 R",
     "pdf.annotation"),
    ("annotation-no-subtype", rich, 32, "/Subtype /Link ", "", "pdf.annotation"),
    ("annotation-subtype-string", rich, 32, "/Link", "(Link)", "pdf.annotation"),
    ("annotation-no-rect", rich, 32, "/Rect [0 0 10 10] ", "", "pdf.annotation"),
    ("annotation-rect-3", rich, 32, "/Rect [0 0 10 10]", "/Rect [0 0 10]", "pdf.annotation"),
    ("annotation-type", rich, 32, "/Type /Annot", "/Type /Anot", "pdf.annotation"),
    ("annotation-page", rich, 32, "/P 4 0 R", "/P 4", "pdf.annotation"),
    ("annotation-no-quads", rich, 33, "/QuadPoints", "/QuadPoint", "pdf.annotation"),
    ("annotation-flags", rich, 33, "/F 4", "/F /Print", "pdf.annotation"),
    ("appearance-no-normal", rich, 35, "/AP << /N", "/AP << /R", "pdf.annotation"),
    ("appearance-no-state", rich, 35, "/AS /Off ", "", "pdf.annotation"),
    ("appearance-state", rich, 35, "/Off 18 0 R", "/Off 31 0 R", "pdf.annotation"),
    ("link-destination", rich, 34, "/Dest (here)", "/Dest 7", "pdf.annotation"),
]

FONTS = [
    ("font-no-type", plain, 5, "/Type /Font ", "", "pdf.font"),
    ("font-misspelt-type", plain, 5, "/Type /Font", "/Type /Fnt", "pdf.font"),
    ("font-no-subtype", plain, 5, "/Subtype /Type1 ", "", "pdf.font"),
    ("font-unknown-subtype", plain, 5, "/Type1", "/Type7", "pdf.font"),
    ("font-lower-case-subtype", plain, 5, "/Type1", "/type1", "pdf.font"),
    ("font-no-base", plain, 5, " /BaseFont /Helvetica", "", "pdf.font"),
    ("font-base-string", plain, 5, "/Helvetica", "(Helvetica)", "pdf.font"),
    ("font-base-misspelt", plain, 5, "/Helvetica", "/Helvetika", "pdf.font"),
    ("font-true-type-bare", plain, 5, "/Type1", "/TrueType /Encoding /Nothing", "pdf.font.encoding"),
    ("font-is-array", plain, 5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "[1]",
     "pdf.font"),
    ("font-widths-few", rich, 14, "500 500", "500", "pdf.font"),
    ("font-no-first-char", rich, 14, "/FirstChar 32 ", "", "pdf.font"),
    ("font-first-char-string", rich, 14, "/FirstChar 32", "/FirstChar (32)", "pdf.font"),
    ("font-no-widths", rich, 14, "/Widths", "/Width", "pdf.font"),
    ("font-widths-name", rich, 14, "500 500", "500 /A", "pdf.font"),
    ("font-encoding-unknown", rich, 14, "/WinAnsiEncoding", "/WinAnsi", "pdf.font.encoding"),
    ("font-encoding-array", rich, 14, "/Encoding /WinAnsiEncoding", "/Encoding []",
     "pdf.font.encoding"),
    ("font-differences", rich, 13, "[65 /A /B]", "[/A /B]", "pdf.font.encoding"),
    ("font-base-encoding", rich, 13, "/WinAnsiEncoding", "/WinEncoding", "pdf.font.encoding"),
    ("descriptor-no-type", rich, 42, "/Type /FontDescriptor ", "", "~pdf.object.type"),
    ("descriptor-type", rich, 42, "/FontDescriptor", "/Fontdescriptor", "pdf.font.descriptor"),
    ("descriptor-no-name", rich, 42, "/FontName /Some ", "", "pdf.font.descriptor"),
    ("descriptor-no-flags", rich, 42, "/Flags 32 ", "", "pdf.font.descriptor"),
    ("descriptor-flags-real", rich, 42, "/Flags 32", "/Flags 32.5", "pdf.font.descriptor"),
    ("descriptor-box", rich, 42, "[0 -200 1000 900]", "[0 -200 1000]", "pdf.font.descriptor"),
    ("descriptor-array", rich, 14, "/FontDescriptor 42 0 R", "/FontDescriptor [42 0 R]",
     "pdf.font"),
    ("descriptor-program-name", rich, 42, "/StemV 80", "/StemV 80 /FontFile2 /None",
     "pdf.font.program"),
    ("descriptor-program-empty", lambda: rich().put(60, stream("", "")), 42, "/StemV 80",
     "/StemV 80 /FontFile2 60 0 R", "pdf.font.program"),
    ("descriptor-program-other", lambda: rich().put(60, stream("", "OTTO")), 42, "/StemV 80",
     "/StemV 80 /FontFile 60 0 R", "pdf.font.program"),
    ("descriptor-program-subtype", lambda: rich().put(60, stream("", "OTTO")), 42, "/StemV 80",
     "/StemV 80 /FontFile3 60 0 R", "pdf.font.program"),
    ("font-to-unicode", rich, 15, "/ToUnicode 45 0 R", "/ToUnicode 31 0 R", "pdf.font.encoding"),
    ("cid-font-map", rich, 43, "/CIDToGIDMap /Identity", "/CIDToGIDMap /Identify", "pdf.font"),
    ("composite-no-encoding", rich, 15, "/Encoding /Identity-H ", "", "pdf.font"),
    ("composite-encoding-unknown", rich, 15, "/Identity-H", "/Identity-Q", "pdf.font.encoding"),
    ("composite-no-descendant", rich, 15, "/DescendantFonts [43 0 R] ", "", "pdf.font"),
    ("composite-two-descendants", rich, 15, "[43 0 R]", "[43 0 R 43 0 R]", "pdf.font"),
    ("composite-descendant-simple", rich, 15, "[43 0 R]", "[13 0 R]", "pdf.font"),
    ("cid-font-no-info", rich, 43, "/CIDSystemInfo", "/CIDSysteminfo", "pdf.font"),
    ("cid-font-no-registry", rich, 43, "/Registry (Adobe) ", "", "pdf.font"),
    ("cid-font-subtype", rich, 43, "/CIDFontType2", "/CIDFontType7", "pdf.font"),
    ("cid-font-no-descriptor", rich, 43, "/FontDescriptor 44 0 R", "", "pdf.font"),
    ("type3-matrix-5", rich, 16, "[0.1 0 0 0.1 0 0]", "[0.1 0 0 0.1 0]", "pdf.font"),
    ("type3-box-name", rich, 16, "[0 0 10 10]", "[0 0 10 /A]", "pdf.font"),
    ("type3-widths-two", rich, 16, "/Widths [10]", "/Widths [10 10]", "pdf.font"),
    ("font-last-before-first", rich, 14, "/LastChar 126", "/LastChar 1", "pdf.font"),
    ("type3-no-matrix", rich, 16, "/FontMatrix [0.1 0 0 0.1 0 0] ", "", "pdf.font"),
    ("type3-no-procedures", rich, 16, "/CharProcs << /a 46 0 R >> ", "", "pdf.font"),
    ("type3-no-widths", rich, 16, " /Widths [10]", "", "pdf.font"),
    ("type3-glyph", rich, 16, "/a 46 0 R", "/a 31 0 R", "pdf.font"),
]

OBJECTS = [
    ("form-no-box", rich, 18, "/BBox [0 0 100 100] ", "", "pdf.xobject"),
    ("form-matrix-5", rich, 18, "[1 0 0 1 0 0]", "[1 0 0 1 0]", "pdf.xobject"),
    ("form-matrix-name", rich, 18, "[1 0 0 1 0 0]", "[1 0 0 /A 0 0]", "pdf.xobject"),
    ("xobject-type", rich, 17, "/XObject", "/Xobject", "pdf.xobject"),
    ("state-alpha-2", rich, 19, "/ca 0.5", "/ca 2", "pdf.graphics-state"),
    ("pattern-type", rich, 22, "/Type /Pattern", "/Type /Patern", "pdf.pattern"),
    ("space-device-parameters", rich, 9, "[/Pattern /DeviceRGB]", "[/DeviceRGB 3]",
     "pdf.color-space"),
    ("page-user-unit-negative", rich, 5, "/UserUnit 2.0", "/UserUnit -2", "pdf.page.entry"),
    ("name-tree-nothing", rich, 24, "/Kids", "/Kinds", "pdf.name-tree"),
    ("xobject-no-subtype", rich, 17, "/Subtype /Image ", "", "pdf.xobject"),
    ("xobject-dictionary", rich, 9, "/Fm0 18 0 R", "/Fm0 31 0 R", "pdf.xobject"),
    ("xobject-lost", rich, 9, "/Im0 17 0 R", "/Im1 17 0 R", "pdf.content.resource"),
    ("image-no-width", rich, 17, "/Width 2 ", "", "pdf.image.dictionary"),
    ("image-no-height", rich, 17, "/Height 2 ", "", "pdf.image.dictionary"),
    ("image-no-bits", rich, 17, "/BitsPerComponent 8 ", "", "pdf.image.dictionary"),
    ("image-short", rich, 17, "/Height 2", "/Height 3", "pdf.image.size"),
    ("state-line-width", rich, 19, "/LW 1", "/LW /One", "pdf.graphics-state"),
    ("state-alpha", rich, 19, "/ca 0.5", "/ca true", "pdf.graphics-state"),
    ("state-type", rich, 19, "/ExtGState", "/GState", "pdf.graphics-state"),
    ("soft-mask-no-s", rich, 19, "/S /Luminosity ", "", "pdf.graphics-state"),
    ("soft-mask-no-group", rich, 19, "/G 18 0 R", "/G 31 0 R", "pdf.graphics-state"),
    ("pattern-no-type", rich, 21, "/PatternType 1 ", "", "pdf.pattern"),
    ("pattern-type-3", rich, 21, "/PatternType 1", "/PatternType 3", "pdf.pattern"),
    ("pattern-no-box", rich, 21, "/BBox [0 0 5 5] ", "", "pdf.pattern"),
    ("pattern-step-0", rich, 21, "/XStep 5", "/XStep 0", "pdf.pattern"),
    ("pattern-no-resources", rich, 21, "/Resources << >>", "", "pdf.pattern"),
    ("pattern-no-shading", rich, 22, "/Shading 23 0 R", "", "pdf.pattern"),
    ("shading-no-type", rich, 23, "/ShadingType 2 ", "", "pdf.shading"),
    ("shading-no-space", rich, 23, "/ColorSpace /DeviceRGB ", "", "pdf.shading"),
    ("shading-coords-3", rich, 23, "[0 0 1 1]", "[0 0 1]", "pdf.shading"),
    ("shading-no-function", rich, 23, "/Function 29 0 R", "", "pdf.shading"),
    ("function-no-type", rich, 40, "/FunctionType 2 ", "", "pdf.function"),
    ("function-type-1", rich, 40, "/FunctionType 2", "/FunctionType 1", "pdf.function"),
    ("function-no-domain", rich, 40, "/Domain [0 1] ", "", "pdf.function"),
    ("function-no-n", rich, 40, "/N 1 ", "", "pdf.function"),
    ("function-bounds", rich, 29, "[0.5]", "[0.3 0.5]", "pdf.function"),
    ("function-encode", rich, 29, "[0 1 0 1]", "[0 1 0]", "pdf.function"),
    ("function-no-range", rich, 28, "/Range [0 1 0 1 0 1 0 1]", "", "pdf.function"),
    ("space-unknown", rich, 9, "/Separation", "/Seperation", "pdf.colour-space"),
    ("space-no-tint", rich, 9, "/DeviceCMYK 28 0 R", "/DeviceCMYK", "pdf.colour-space"),
    ("space-white-point", rich, 9, "/WhitePoint", "/Whitepoint", "pdf.colour-space"),
    ("space-indexed", rich, 9, "/DeviceRGB 1 <", "/DeviceRGB 256 <", "pdf.colour-space"),
    ("space-base", rich, 9, "/Indexed /DeviceRGB", "/Indexed /DeviceRBG", "pdf.colour-space"),
    ("outline-first-number", rich, 20, "/First 36 0 R", "/First 31", "pdf.outline"),
    ("outline-no-last", rich, 20, "/Last 37 0 R", "", "~pdf.outline.ends"),
    ("font-arial-bare", plain, 5, "/Helvetica", "/Arial,Bold", "~pdf.font.metrics"),
    ("font-no-descriptor", rich, 14, "/FontDescriptor 42 0 R", "", "~pdf.font.metrics"),
    ("outline-no-title", rich, 36, "/Title (One) ", "", "pdf.outline"),
    ("outline-no-parent", rich, 36, "/Parent 20 0 R ", "", "pdf.outline"),
    ("outline-loop", rich, 37, "/Parent 20 0 R", "/Parent 20 0 R /Next 36 0 R", "pdf.outline"),
    ("outline-count", rich, 20, "/Count 2", "/Count (2)", "pdf.outline"),
    ("destination-fit", rich, 36, "/FitH 800", "/FitX 800", "pdf.destination"),
    ("destination-operand", rich, 36, "/FitH 800", "/FitH (800)", "pdf.destination"),
    ("action-no-s", rich, 37, "/S /URI ", "", "pdf.action"),
    ("action-no-uri", rich, 37, "/URI (http", "/URL (http", "pdf.action"),
    ("action-go-to", rich, 32, "/D [5 0 R /Fit]", "", "pdf.action"),
    ("name-tree-order", rich, 38, "[(here) [6 0 R /FitB]]",
     "[(here) [6 0 R /FitB] (a) [6 0 R /Fit]]", "~pdf.name-tree.order"),
    ("properties-number", rich, 9, "/M0 31 0 R", "/M0 31", "pdf.page.resources"),
    ("name-tree-odd", rich, 38, "[(here) [6 0 R /FitB]]", "[(here)]", "pdf.name-tree"),
    ("name-tree-key", rich, 38, "/Names [(here)", "/Names [/here", "pdf.name-tree"),
    ("name-tree-loop", rich, 24, "[38 0 R]", "[38 0 R 24 0 R]", "pdf.name-tree"),
    ("name-tree-limits", rich, 38, "[(here) (here)]", "[(here)]", "pdf.name-tree"),
    ("page-label-style", rich, 25, "/S /r", "/S /Q", "pdf.page-label"),
    ("page-label-start", rich, 25, "/St 1", "/St (1)", "pdf.page-label"),
    ("page-label-key", rich, 25, "[0 <<", "[(0) <<", "pdf.name-tree"),
    ("metadata-no-subtype", rich, 26, "/Subtype /XML", "", "~pdf.object.type"),
    ("metadata-subtype", rich, 26, "/XML", "/Xml", "pdf.metadata.stream"),
    ("metadata-type", rich, 26, "/Type /Metadata", "/Type /MetaData", "pdf.metadata.stream"),
    ("structure-type", rich, 27, "/StructTreeRoot ", "/StructRoot ", "pdf.structure-tree"),
    ("structure-no-s", rich, 39, "/S /P ", "", "pdf.structure-tree"),
    ("structure-no-parent", rich, 39, "/P 27 0 R", "", "pdf.structure-tree"),
    ("structure-kid", rich, 39, "/K [0]", "/K [(0)]", "pdf.structure-tree"),
    ("form-no-fields", rich, 30, "/Fields [35 0 R] ", "", "pdf.form.field"),
    ("field-type", rich, 35, "/FT /Btn", "/FT /Button", "pdf.form.field"),
    ("field-name", rich, 35, "/T (box)", "/T /box", "pdf.form.field"),
    ("group-no-name", rich, 31, "/Name (Layer)", "", "pdf.optional-content"),
    ("group-type", rich, 31, "/Type /OCG", "/Type /OGC", "pdf.optional-content"),
    ("file-name", rich, 41, "/F (note.txt)", "/F /note", "pdf.file-specification"),
    ("file-not-stream", rich, 41, "/F 47 0 R", "/F 31", "pdf.file-specification"),
    ("page-key-twice", plain, 3, "/MediaBox", "/MediaBox [0 0 9 9] /MediaBox",
     "pdf.object.duplicate-key"),
    ("info-key-twice", rich, 50, "/Author (A)", "/Author (A) /Author (B)",
     "~pdf.metadata.duplicate-key"),
    ("info-title", rich, 50, "/Title (Test)", "/Title /Test", "pdf.metadata.info"),
]


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
            ("letters", lambda e, d: (e, b"x" + d[1:]), "pdf.object-stream")):
        yield f"object-stream-{name}", with_(plain("1.5"), objstm=edit).streams(), rule
    hybrid = plain("1.5").put(9, "<< /Hidden true >>")
    yield "hybrid-nowhere", hybrid.hybrid(20), None
    yield "hybrid-beyond", hybrid.hybrid(999999), "pdf.xref.table"


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
    yield "encryption-no-filter", edited("/Filter /Standard ", ""), "pdf.encryption"
    yield "encryption-unknown-filter", edited("/Standard", "/Standart"), "pdf.encryption"
    yield "encryption-no-v", edited("/V 2", "/V 9"), "pdf.encryption"
    yield "encryption-no-r", edited("/R 3 ", ""), "pdf.encryption"
    yield "encryption-no-o", edited("/O <", "/Q <"), "pdf.encryption"
    yield "encryption-no-p", edited("/P -4 ", ""), "pdf.encryption"
    yield "encryption-no-id", edited("/ID", "/IDD"), "pdf.encryption"


def faults():
    yield from header_faults()
    for table in (CATALOG, PAGES, FONTS, OBJECTS):
        yield from edits(c for c in table if c[-1])
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
