#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "tests/unit/packages/archive_builder.h"
#include "validators/examine_file.h"
#include "validators/formats/format_identifier.h"
#include "validators/text/text_reader.h"
#include "validators/text/zip_parts.h"

namespace delo::validators::text {
namespace {

using packages::ZipBuilder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A text with its page elements as "|number|".
class Collected final : public TextHandler {
 public:
  void text(std::string_view utf8) override { out += utf8; }
  void page(std::string_view label) override { out += "|" + std::string(label) + "|"; }
  void declared_language(std::string_view tag) override {
    if (language.empty()) language = tag;
  }
  void fault(const Rule& rule, std::optional<std::uint64_t>, std::string part,
             std::string message) override {
    faults.emplace_back(rule.id);
    told += part + ": " + message + "\n";
  }
  std::string out, language, told;
  std::vector<std::string> faults;
};

Collected read(const std::string& bytes, const char* name) {
  Collected out;
  const MemorySource source(bytes);
  const auto format = identify_format(source, *RelativePath::parse(name));
  EXPECT_TRUE(format);
  EXPECT_TRUE(has_text_reader(format->puid)) << format->puid;
  EXPECT_TRUE(read_text(source, *format, out));
  return out;
}
Examination examined(const std::string& bytes, const char* name) {
  auto out = examine_file(MemorySource(bytes), *RelativePath::parse(name));
  EXPECT_TRUE(out);
  return out ? *std::move(out) : Examination{};
}

std::string docx(std::string_view body, std::string_view styles = "") {
  ZipBuilder zip;
  zip.add("[Content_Types].xml", "<Types/>");
  zip.add("word/document.xml",
          "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
          "<w:body>" +
              std::string(body) + "</w:body></w:document>");
  if (!styles.empty()) zip.add("word/styles.xml", styles);
  return zip.bytes();
}
std::string odt(std::string_view body, std::string_view styles = "") {
  ZipBuilder zip;
  zip.add("mimetype", "application/vnd.oasis.opendocument.text");
  zip.add(
      "content.xml",
      "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
      "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
      "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
      "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\">"
      "<office:automatic-styles>" +
          std::string(styles) + "</office:automatic-styles><office:body><office:text>" +
          std::string(body) + "</office:text></office:body></office:document-content>");
  return zip.bytes();
}

TEST(Documents, a_docx_is_read_by_paragraphs_with_its_page_breaks) {
  const Collected read_ = read(
      docx("<w:p><w:r><w:rPr><w:lang w:val=\"ru-RU\"/></w:rPr><w:t xml:space=\"preserve\">Первый "
           "</w:t><w:t>абзац</w:t><w:tab/><w:t>конец</w:t></w:r></w:p>"
           "<w:p><w:r><w:br w:type=\"page\"/><w:t>Лист 2</w:t></w:r></w:p>"
           "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>Третья</w:t><w:br/><w:t>строка"
           "</w:t></w:r></w:p><w:p><w:r><w:delText>нет</w:delText></w:r></w:p>"),
      "a.docx");
  EXPECT_EQ(read_.out, "Первый абзац\tконец\n||Лист 2\n||Третья\nстрока\n");
  EXPECT_EQ(read_.language, "ru-RU");
  EXPECT_THAT(read_.faults, IsEmpty());
}

TEST(Documents, an_odt_is_read_by_paragraphs_with_its_page_breaks) {
  const Collected read_ = read(
      odt("<text:p>Первый<text:s text:c=\"2\"/>абзац</text:p><text:tracked-changes><text:p>нет"
          "</text:p></text:tracked-changes><text:p text:style-name=\"P1\">Второй<text:tab/>лист"
          "<text:line-break/>строка</text:p><text:h>  Глава\n  2 </text:h>",
          "<style:style style:name=\"P1\"><style:paragraph-properties fo:break-before=\"page\"/>"
          "<style:text-properties fo:language=\"uk\"/></style:style>"),
      "a.odt");
  EXPECT_EQ(read_.out, "Первый  абзац\n||Второй\tлист\nстрока\nГлава 2\n");
  EXPECT_EQ(read_.language, "uk");
}

TEST(Documents, what_a_document_says_is_told_and_what_nobody_saw_too) {
  std::string body;
  for (int i = 0; i < 6; ++i) {
    body +=
        "<w:p><w:r><w:t>Направляю Вам копию телеграммы и прошу сообщить мнение.</w:t></w:r></w:p>";
  }
  const Examination out = examined(docx(body), "a.docx");
  EXPECT_EQ(out.format.puid, "fmt/412");
  EXPECT_EQ(out.validity, Validity::kNotExamined);
  ASSERT_TRUE(out.technical.text);
  EXPECT_EQ(out.technical.text->language, "ru");
  EXPECT_TRUE(out.technical.text->language_certain);
  EXPECT_THAT(out.findings, IsEmpty());
  EXPECT_THAT(out.not_checked, ElementsAre(HasSubstr("layout")));
  EXPECT_EQ(examined(odt("<text:p>a</text:p>"), "a.odt").format.puid, "fmt/291");
}

TEST(Documents, what_is_damaged_missing_or_locked_is_told_by_part) {
  std::string damaged = docx("<w:p><w:r><w:t>Text</w:t></w:r></w:p>");
  damaged[damaged.find("Text")] = 'X';
  EXPECT_THAT(read(damaged, "a.docx").faults, ElementsAre("text.document.damaged"));
  EXPECT_THAT(read(damaged, "a.docx").told, HasSubstr("word/document.xml"));

  ZipBuilder empty;
  empty.add("mimetype", "application/vnd.oasis.opendocument.text");
  EXPECT_THAT(read(empty.bytes(), "a.odt").faults, ElementsAre("text.document.part-missing"));

  ZipBuilder locked;
  locked.add("mimetype", "application/vnd.oasis.opendocument.text");
  locked.add("content.xml", "0123456789abcdef", {.flags = 0x801});
  EXPECT_THAT(read(locked.bytes(), "a.odt").faults, ElementsAre("text.document.encrypted"));

  const Examination broken = examined(docx("<w:p><w:r></w:p>"), "a.docx");
  ASSERT_EQ(broken.findings.size(), 1U);
  EXPECT_EQ(broken.findings[0].rule, "text.document.xml");
  EXPECT_EQ(broken.findings[0].where.part, "word/document.xml, line 1");
  EXPECT_EQ(broken.validity, Validity::kInvalid);

  std::string cut = docx("<w:p/>");
  cut.resize(cut.size() - 30);
  EXPECT_FALSE(read(cut, "a.docx").faults.empty());
}

TEST(Documents, a_part_that_unpacks_to_too_much_is_left) {
  ZipBuilder zip;
  zip.add("content.xml", std::string(100'000, 'x'));
  const std::string bytes = zip.bytes();
  StringSink out;
  const auto part = read_zip_part(MemorySource(bytes), "content.xml", out, 50'000);
  ASSERT_TRUE(part);
  EXPECT_EQ(part->state, ZipPart::State::kTooLarge);
  EXPECT_LE(out.text().size(), 50'000U);
  EXPECT_EQ(read_zip_part(MemorySource(bytes), "content.xml", out)->state, ZipPart::State::kWhole);
  EXPECT_EQ(read_zip_part(MemorySource(bytes), "other.xml", out)->state, ZipPart::State::kMissing);
}

// Zeros, packed a thousandfold.
std::string deflated(std::size_t zeros) {
  z_stream z{};
  deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
  std::string out, in(1 << 20, ' ');
  char buffer[64 * 1024];
  for (bool last = false; !last; zeros -= std::min(zeros, in.size())) {
    last = zeros <= in.size();
    z.next_in = reinterpret_cast<Bytef*>(in.data());
    z.avail_in = static_cast<uInt>(std::min(zeros, in.size()));
    do {
      z.next_out = reinterpret_cast<Bytef*>(buffer);
      z.avail_out = sizeof buffer;
      deflate(&z, last ? Z_FINISH : Z_NO_FLUSH);
      out.append(buffer, sizeof buffer - z.avail_out);
    } while (z.avail_out == 0);
  }
  deflateEnd(&z);
  return out;
}

TEST(Documents, a_bomb_is_left_at_64_MiB) {
  ZipBuilder zip;
  zip.add("mimetype", "application/vnd.oasis.opendocument.text");
  const std::size_t size = kLargestPart + (2u << 20);
  zip.add("content.xml", "",
          {.method = 8, .size = static_cast<std::int64_t>(size), .packed = deflated(size)});
  const std::string bytes = zip.bytes();
  EXPECT_LT(bytes.size(), 400'000U);
  const Collected told = read(bytes, "a.odt");
  EXPECT_THAT(told.faults, ::testing::Contains("text.document.too-large")) << told.told;
}

TEST(Documents, alto_gives_words_lines_and_pages) {
  const Collected read_ = read(
      "<?xml version=\"1.0\"?><alto "
      "xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Description>"
      "<sourceImageInformation><fileName>scans/0037ob.tif</fileName></sourceImageInformation>"
      "</Description><Layout><Page ID=\"p1\" PHYSICAL_IMG_NR=\"1\"><PrintSpace>"
      "<TextBlock LANG=\"ru\"><TextLine><String CONTENT=\"Первая\"/><SP/><String "
      "CONTENT=\"стро\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"строка\"/><HYP CONTENT=\"-\"/>"
      "</TextLine><TextLine><String CONTENT=\"ка\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"строка\"/>"
      "<SP/><String CONTENT=\"вторая\"/></TextLine></TextBlock></PrintSpace></Page>"
      "<Page PRINTED_IMG_NR=\"38\"/></Layout></alto>",
      "a.xml");
  EXPECT_EQ(read_.out, "|37ob|Первая строка\nвторая\n|38|");
  EXPECT_EQ(read_.language, "ru");
}

TEST(Documents, page_gives_the_text_of_lines_once) {
  const Collected read_ = read(
      "<?xml version=\"1.0\"?><PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/"
      "2019-07-15\"><Page imageFilename=\"0038.tif\"><TextRegion><TextLine><Word><TextEquiv>"
      "<Unicode>Одно</Unicode></TextEquiv></Word><TextEquiv index=\"0\"><Unicode>Одно слово"
      "</Unicode></TextEquiv><TextEquiv index=\"1\"><Unicode>Одна слава</Unicode></TextEquiv>"
      "</TextLine><TextEquiv><Unicode>Одно слово</Unicode></TextEquiv></TextRegion><TextRegion>"
      "<TextEquiv><Unicode>Два\nряда</Unicode></TextEquiv></TextRegion></Page></PcGts>",
      "a.xml");
  EXPECT_EQ(read_.out, "|38|Одно слово\nДва\nряда\n");
}

// Of PAGE 2019-07-15 with the regions a to f, each of one line, and this reading order.
std::string page_in_order(std::string_view order) {
  std::string regions;
  for (const char id : std::string_view("abcd")) {
    regions += "<TextRegion id=\"" + std::string(1, id) + "\"><TextLine><TextEquiv><Unicode>line " +
               std::string(1, id) + "</Unicode></TextEquiv></TextLine></TextRegion>";
  }
  return "<?xml version=\"1.0\"?><PcGts "
         "xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/"
         "2019-07-15\"><Page imageFilename=\"0038.tif\">" +
         std::string(order) + regions +
         "<TableRegion id=\"e\"><TextRegion id=\"f\"><TextEquiv><Unicode>cell</Unicode></TextEquiv>"
         "</TextRegion></TableRegion></Page></PcGts>";
}

TEST(Documents, page_is_read_in_the_order_of_its_regions) {
  EXPECT_EQ(read(page_in_order(""), "a.xml").out, "|38|line a\nline b\nline c\nline d\ncell\n");
  // By index, not by place; regions that are not named follow.
  EXPECT_EQ(read(page_in_order("<ReadingOrder><OrderedGroup id=\"g\">"
                               "<RegionRefIndexed index=\"2\" regionRef=\"a\"/>"
                               "<RegionRefIndexed index=\"0\" regionRef=\"d\"/>"
                               "<RegionRefIndexed index=\"1\" regionRef=\"e\"/>"
                               "</OrderedGroup></ReadingOrder>"),
                 "a.xml")
                .out,
            "|38|line d\ncell\nline a\nline b\nline c\n");
  // Groups in groups; an unordered one stays as it is written; a group may be the inside of a
  // region.
  EXPECT_EQ(read(page_in_order("<ReadingOrder><OrderedGroup id=\"g\">"
                               "<UnorderedGroupIndexed index=\"5\" id=\"u\">"
                               "<RegionRef regionRef=\"c\"/><RegionRef regionRef=\"a\"/>"
                               "</UnorderedGroupIndexed>"
                               "<OrderedGroupIndexed index=\"1\" id=\"o\" regionRef=\"d\">"
                               "<RegionRefIndexed index=\"1\" regionRef=\"b\"/>"
                               "<RegionRefIndexed index=\"0\" regionRef=\"f\"/>"
                               "</OrderedGroupIndexed></OrderedGroup></ReadingOrder>"),
                 "a.xml")
                .out,
            "|38|line d\ncell\nline b\nline c\nline a\n");
}

// Groups beyond the limit end where they end: what follows is within the group that it stands in.
TEST(Documents, page_keeps_its_order_after_groups_that_are_too_deep) {
  std::string deep, after;
  for (int i = 0; i < 70; ++i) {
    deep += "<UnorderedGroupIndexed index=\"9\" id=\"u\">";
    after += "</UnorderedGroupIndexed>";
  }
  EXPECT_EQ(read(page_in_order("<ReadingOrder><OrderedGroup id=\"g\">" + deep +
                               "<RegionRef regionRef=\"a\"/>" + after +
                               "<RegionRefIndexed index=\"2\" regionRef=\"c\"/>"
                               "<RegionRefIndexed index=\"1\" regionRef=\"d\"/>"
                               "</OrderedGroup></ReadingOrder>"),
                 "a.xml")
                .out,
            "|38|line d\nline c\nline a\nline b\ncell\n");
}

// With a region a of this inside, and b of one line, which is read first.
std::string page_of_two_regions(const std::string& inside_a, const std::string& line_of_b) {
  return "<?xml version=\"1.0\"?><PcGts "
         "xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">"
         "<Page imageFilename=\"0038.tif\"><ReadingOrder><OrderedGroup id=\"g\">"
         "<RegionRefIndexed index=\"2\" regionRef=\"a\"/>"
         "<RegionRefIndexed index=\"1\" regionRef=\"b\"/></OrderedGroup></ReadingOrder>"
         "<TextRegion id=\"a\">" +
         inside_a + "</TextRegion><TextRegion id=\"b\"><TextLine><TextEquiv><Unicode>" + line_of_b +
         "</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>";
}

// However long a region is, what is held of it is bounded; beyond that the page comes as it is
// written.
TEST(Documents, page_holds_no_region_beyond_all_measure) {
  class Longest final : public TextHandler {
   public:
    void text(std::string_view utf8) override {
      longest = std::max(longest, utf8.size());
      all += utf8;
    }
    void fault(const Rule&, std::optional<std::uint64_t>, std::string, std::string) override {}
    std::size_t longest = 0;
    std::string all;
  };
  const std::string line = "<TextLine><TextEquiv><Unicode>" + std::string(100'000, 'x') +
                           "</Unicode></TextEquiv></TextLine>";
  std::string lines;
  for (int i = 0; i < 400; ++i) lines += line;
  const std::string page = page_of_two_regions(lines, "last");
  const MemorySource source(page);
  const auto format = identify_format(source, *RelativePath::parse("a.xml"));
  ASSERT_TRUE(format);
  Longest out;
  ASSERT_TRUE(read_text(source, *format, out));
  EXPECT_LT(out.longest, std::size_t{18} << 20);
  EXPECT_EQ(out.all.size(), 400 * 100'001 + 5u) << "nothing is lost";
  EXPECT_TRUE(out.all.ends_with("x\nlast\n"));
}

// Text of a region within a region is held once, and counted once.
TEST(Documents, page_keeps_its_order_while_what_is_held_is_within_the_limit) {
  std::string inner;
  for (int i = 0; i < 20; ++i) {
    inner += "<TextRegion id=\"a" + std::to_string(i) + "\"><TextEquiv><Unicode>" +
             std::string(500'000, 'x') + "</Unicode></TextEquiv></TextRegion>";
  }
  const std::string page = page_of_two_regions(inner, "first");
  const std::string out = read(page, "a.xml").out;
  EXPECT_TRUE(out.starts_with("|38|first\nx")) << out.substr(0, 40);
  EXPECT_EQ(out.size(), std::string("|38|first\n").size() + 20 * 500'001);
}

TEST(Documents, page_takes_the_main_text_of_a_line_or_that_of_its_words) {
  const std::string before =
      "<?xml version=\"1.0\"?><PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/"
      "2019-07-15\"><Page imageFilename=\"0038.tif\"><TextRegion><TextLine>";
  const std::string after = "</TextLine></TextRegion></Page></PcGts>";
  EXPECT_EQ(read(before +
                     "<TextEquiv index=\"2\"><Unicode>worse</Unicode></TextEquiv><TextEquiv "
                     "index=\"1\"><Unicode>better</Unicode></TextEquiv>" +
                     after,
                 "a.xml")
                .out,
            "|38|better\n");
  EXPECT_EQ(read(before +
                     "<Word><Glyph><TextEquiv><Unicode>o</Unicode></TextEquiv></Glyph>"
                     "<TextEquiv><Unicode>one</Unicode></TextEquiv></Word>"
                     "<Word><TextEquiv><Unicode>two</Unicode></TextEquiv></Word>" +
                     after,
                 "a.xml")
                .out,
            "|38|one two\n");
}

TEST(Documents, alto_2_and_3_give_divided_words_whole_and_keep_other_hyphens) {
  for (const char* version : {"ns-v2#", "ns-v3#", "ns-v4#"}) {
    const Collected read_ = read(
        "<?xml version=\"1.0\"?><alto xmlns=\"http://www.loc.gov/standards/alto/" +
            std::string(version) +
            "\"><Layout><Page ID=\"p\" PHYSICAL_IMG_NR=\"1\"><PrintSpace><TextBlock ID=\"b\">"
            "<TextLine><String CONTENT=\"доку\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"документ\"/>"
            "<HYP CONTENT=\"-\"/></TextLine><TextLine><String CONTENT=\"мент\" "
            "SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"документ\"/><SP/><String CONTENT=\"по\"/>"
            "<HYP CONTENT=\"\u00AD\"/></TextLine><TextLine><String CONTENT=\"русски\"/></TextLine>"
            "<TextLine><String CONTENT=\"т.е.\" SUBS_TYPE=\"Abbreviation\" "
            "SUBS_CONTENT=\"то есть\"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>",
        "a.xml");
    EXPECT_EQ(read_.out, "||документ\nпо\u00AD\nрусски\nт.е.\n") << version;
  }
}

TEST(Documents, tei_leaves_of_a_page_what_is_not_its_text) {
  const Collected read_ = read(
      "<?xml version=\"1.0\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>"
      "<pb n=\"37\" facs=\"0001.tif\"/><fw type=\"pageNum\">37</fw><p>Текст первый,<fw "
      "type=\"catch\">вто</fw></p><pb facs=\"#f38\"/><pb facs=\"img/0038ob.tif\"/><fw "
      "type=\"header\">"
      "<hi>Дело</hi></fw><p>второй</p></body></text></TEI>",
      "a.xml");
  EXPECT_EQ(read_.out, "|37|Текст первый,\n|||38ob|второй\n");
}

TEST(Documents, an_odt_is_of_the_version_it_declares) {
  const auto format_of = [](const std::string& version) {
    ZipBuilder zip;
    zip.add("mimetype", "application/vnd.oasis.opendocument.text");
    zip.add("content.xml",
            "<office:document-content "
            "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
            "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"" +
                version +
                "><office:body><office:text><text:p>a</text:p></office:text></office:body>"
                "</office:document-content>");
    return examined(zip.bytes(), "a.odt").format;
  };
  EXPECT_EQ(format_of(" office:version=\"1.0\"").puid, "fmt/136");
  EXPECT_EQ(format_of(" office:version=\"1.1\"").puid, "fmt/290");
  EXPECT_EQ(format_of(" office:version=\"1.2\"").puid, "fmt/291");
  const Format newest = format_of(" office:version=\"1.3\"");
  EXPECT_EQ(newest.puid, "fmt/1756");
  EXPECT_EQ(newest.version, "1.3");
  EXPECT_THAT(newest.basis, HasSubstr("office:version 1.3"));
  EXPECT_EQ(format_of("").puid, "fmt/291");
  EXPECT_EQ(format_of(" office:version=\"9.9\"").version, "");
}

TEST(Documents, tei_gives_its_text_without_the_header) {
  const std::string tei =
      "<?xml version=\"1.0\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"ru\">"
      "<teiHeader><fileDesc><titleStmt><title>нет</title></titleStmt></fileDesc></teiHeader>"
      "<text><body><pb n=\"37\"/><p>Первый\n   абзац<lb/>строка</p><pb n=\"38v\"/><p><choice>"
      "<sic>Далко</sic><corr>Далеко</corr></choice> от<lb "
      "break=\"no\"/>сюда</p></body></text></TEI>";
  const Collected read_ = read(tei, "a.xml");
  EXPECT_EQ(read_.out, "|37|Первый абзац\nстрока\n|38v|Далеко отсюда\n");
  EXPECT_EQ(read_.language, "ru");
  const Examination out = examined(tei, "a.xml");
  ASSERT_TRUE(out.technical.text);
  ASSERT_EQ(out.technical.text->marks.size(), 2U);
  EXPECT_EQ(out.technical.text->marks[1].leaf->label(), "38ob");
  EXPECT_EQ(out.technical.text->declared_language, "ru");
}

TEST(Documents, hocr_gives_pages_and_lines) {
  const Collected read_ = read(
      "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" "
      "lang=\"en\"><head><title>"
      "no</title></head><body><div class=\"ocr_page\" title='image \"C:\\\\scans\\\\0037.tif\"; "
      "bbox 0 0 9 9; ppageno 0'><span class=\"ocr_line\"><span class=\"ocrx_word\">First</span>"
      "<span class=\"ocrx_word\">line</span></span><span class=\"ocr_line\">second</span></div>"
      "</body></html>",
      "a.html");
  EXPECT_EQ(read_.out, "|37|First line\nsecond\n");
  EXPECT_EQ(read_.language, "en");
}

TEST(Documents, html_needs_no_end_tags) {
  const Collected read_ = read(
      "<!DOCTYPE html><html lang=ru><head><title>нет</title><style>p > a { }</style>"
      "<script>if (a < b) document.write(\"<p>нет\");</script><body><!-- нет > --><p>Первый &amp; "
      "второй &#1055;<p>a < b<br>конец <a href='x>y'>ссылки</a>\n\n и так",
      "a.html");
  EXPECT_EQ(read_.out, "Первый & второй П\na < b\nконец ссылки и так\n");
  EXPECT_EQ(read_.language, "ru");
}

TEST(Documents, other_xml_has_no_text_to_tell) {
  EXPECT_EQ(read("<?xml version=\"1.0\"?><ead><p>text</p></ead>", "a.xml").out, "");
  EXPECT_FALSE(examined("<?xml version=\"1.0\"?><ead><p>text</p></ead>", "a.xml").technical.text);
}

TEST(Documents, xml_that_breaks_off_is_told_where) {
  const Collected read_ = read("<?xml version=\"1.0\"?><TEI><text><p>Текст</text></TEI>", "a.xml");
  EXPECT_THAT(read_.faults, ElementsAre("text.document.xml"));
  EXPECT_THAT(read_.told, HasSubstr("line 1"));
  EXPECT_THAT(read_.out, HasSubstr("Текст"));
}

}  // namespace
}  // namespace delo::validators::text
