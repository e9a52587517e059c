#include "core/text/xml_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace delo {
namespace {

using ::testing::HasSubstr;

// Writes down what it is told.
class Recorder final : public XmlHandler {
 public:
  void start(const XmlElement& element, const XmlPlace& place) override {
    log += "<" + std::string(element.name);
    for (const XmlAttribute& a : element.attributes) {
      log += " " + std::string(a.name) + "=" + std::string(a.value);
    }
    log += ">";
    line = place.line();
    offset = place.offset();
    ++elements;
    if (element.name == stop_at) stop();
  }
  void end(std::string_view, std::string_view name) override {
    log += "</" + std::string(name) + ">";
  }
  void text(std::string_view text) override { log += text; }
  void doctype(const XmlDoctype& doctype) override { log += "!" + std::string(doctype.name); }
  void instruction(std::string_view target, const XmlPlace&) override {
    log += "?" + std::string(target);
  }
  void fault(const XmlFault& fault) override { faults.push_back(fault); }

  std::string log, stop_at;
  std::vector<XmlFault> faults;
  std::uint64_t line = 0, offset = 0;
  std::size_t elements = 0;
};

Recorder read(std::string_view xml, bool expected) {
  Recorder recorder;
  const Result<bool> whole = read_xml(MemorySource(xml), recorder);
  EXPECT_TRUE(whole.has_value());
  EXPECT_EQ(whole.value(), expected) << xml.substr(0, 100);
  EXPECT_EQ(recorder.faults.empty(), expected || recorder.stopped());
  return recorder;
}

XmlFault fault_of(std::string_view xml) {
  const Recorder recorder = read(xml, false);
  return recorder.faults.empty() ? XmlFault{} : recorder.faults.front();
}

TEST(XmlSink, a_document_in_pieces_is_read_as_one) {
  const std::string xml = "<?xml version='1.0'?><a x='1'>t<b/>&lt;\xD0\xB6</a>";
  const std::string whole = read(xml, true).log;
  for (std::size_t piece = 1; piece <= xml.size(); ++piece) {
    Recorder recorder;
    XmlSink sink(recorder);
    for (std::size_t at = 0; at < xml.size(); at += piece) {
      ASSERT_TRUE(sink.write_text(std::string_view(xml).substr(at, piece)));
    }
    ASSERT_TRUE(sink.finish());
    EXPECT_TRUE(sink.is_whole());
    EXPECT_EQ(recorder.log, whole) << piece;
  }
}

TEST(XmlSink, a_document_that_is_cut_off_or_empty_is_a_fault) {
  for (const char* xml : {"<a><b/>", "<", ""}) {
    Recorder recorder;
    XmlSink sink(recorder);
    ASSERT_TRUE(sink.write_text(xml));
    ASSERT_TRUE(sink.finish());
    EXPECT_FALSE(sink.is_whole());
    EXPECT_FALSE(recorder.faults.empty()) << xml;
  }
  EXPECT_EQ(fault_of("").message, "the document is empty");
}

// What the prefixes p and "" and q stand for, at each element.
struct Prefixes final : XmlHandler {
  void start(const XmlElement&, const XmlPlace& place) override {
    for (const char* prefix : {"p", "", "q"}) {
      log += std::string(place.namespace_of(prefix).value_or("-")) + " ";
    }
  }
  void fault(const XmlFault&) override {}
  std::string log;
};

TEST(XmlReader, a_prefix_stands_for_the_innermost_namespace) {
  Prefixes prefixes;
  ASSERT_TRUE(
      read_xml(MemorySource(std::string_view("<a xmlns:p='1'><b xmlns='2' xmlns:p='3'/><c/></a>")),
               prefixes));
  EXPECT_EQ(prefixes.log, "1 - - 3 2 - 1 - - ");
}

TEST(XmlReader, elements_attributes_and_text_arrive_in_order) {
  EXPECT_EQ(
      read("<?xml version='1.0'?><a x='1'>t<!-- c --><b/>&lt;<![CDATA[&]]><?p d?></a>", true).log,
      "<a x=1>t<b></b><&?p</a>");
}

TEST(XmlReader, names_are_resolved_to_their_namespaces) {
  struct Handler final : XmlHandler {
    void start(const XmlElement& e, const XmlPlace&) override {
      if (e.is("u:x", "b")) value = std::string(e.attribute("href", "u:l").value_or("none"));
    }
    void fault(const XmlFault&) override {}
    std::string value;
  } handler;
  const std::string xml = "<p:a xmlns:p='u:x' xmlns:l='u:l'><p:b l:href='1' href='2'/></p:a>";
  ASSERT_TRUE(read_xml(MemorySource(xml), handler).value());
  EXPECT_EQ(handler.value, "1");
}

TEST(XmlReader, references_in_attributes_are_resolved) {
  EXPECT_EQ(read("<a x='1&amp;2&#38;3&lt;&#x416;&amp;#38;'/>", true).log,
            "<a x=1&2&3<\xd0\x96&#38;></a>");
}

TEST(XmlReader, places_are_lines_and_bytes) {
  const Recorder r = read("<a>\n<b/>\n\n<c/></a>", true);
  EXPECT_EQ(r.line, 4U);
  EXPECT_EQ(r.offset, 12U);
}

TEST(XmlReader, utf16_and_windows_1251_are_read) {
  std::string utf16 = "\xff\xfe";
  for (const char c : std::string("<a x='1'>t</a>")) {
    utf16 += c;
    utf16 += '\0';
  }
  EXPECT_EQ(read(utf16, true).log, "<a x=1>t</a>");
  EXPECT_EQ(read("<?xml version='1.0' encoding='windows-1251'?><a>\xc4</a>", true).log,
            "<a>\xd0\x94</a>");
}

TEST(XmlReader, what_is_not_well_formed_is_a_fault_with_its_place) {
  const XmlFault fault = fault_of("<a>\n<b></a>");
  EXPECT_EQ(fault.kind, XmlFaultKind::kNotWellFormed);
  EXPECT_EQ(fault.line, 2U);
  EXPECT_THAT(fault.message, HasSubstr("mismatch"));
  for (const char* xml : {"", "  ", "text", "<a>", "<a/><b/>", "<a", "<a x=1/>", "<a>\x01</a>",
                          "<a>&x;</a>", "<p:a/>", "<a x='1' x='2'/>"}) {
    EXPECT_EQ(fault_of(xml).kind, XmlFaultKind::kNotWellFormed) << xml;
  }
  EXPECT_EQ(fault_of(std::string_view("<a>\0</a>", 8)).kind, XmlFaultKind::kNotWellFormed);
}

TEST(XmlReader, bytes_outside_the_encoding_and_unknown_encodings_are_faults) {
  EXPECT_EQ(fault_of("<?xml version='1.0' encoding='UTF-8'?><a>\xff\xfe</a>").kind,
            XmlFaultKind::kEncoding);
  EXPECT_EQ(fault_of("<?xml version='1.0' encoding='UTF-7'?><a/>").kind, XmlFaultKind::kEncoding);
  EXPECT_EQ(fault_of("<?xml version='1.0' encoding='x-none'?><a/>").kind, XmlFaultKind::kEncoding);
}

TEST(XmlReader, an_encoding_that_is_refused_before_there_is_a_parser_is_a_fault) {
  // "<" as UCS-4 in the odd orders 2143 and 3412, which libxml2 knows and cannot read.
  for (const std::string_view start :
       {std::string_view("\0\0<\0", 4), std::string_view("\0<\0\0", 4)}) {
    EXPECT_EQ(fault_of(std::string(start) + "a/>").kind, XmlFaultKind::kEncoding);
  }
}

TEST(XmlReader, entities_and_external_subsets_end_the_reading) {
  for (const char* xml : {"<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
                          "<!DOCTYPE a PUBLIC '-//X//Y' 'http://127.0.0.1:1/x.dtd'><a/>",
                          "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                          "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
                          "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]><a/>",
                          "<!DOCTYPE a [%p;]><a>&x;</a>",
                          "<!DOCTYPE a [<!ENTITY x '&y;'><!ENTITY y '&x;'>]><a>&x;</a>"}) {
    const Recorder r = read(xml, false);
    ASSERT_EQ(r.faults.size(), 1U) << xml;
    EXPECT_EQ(r.faults[0].kind, XmlFaultKind::kDoctype) << xml;
    EXPECT_EQ(r.elements, 0U) << xml;
  }
  EXPECT_EQ(read("<!DOCTYPE a><a/>", true).log, "!a<a></a>");
}

TEST(XmlReader, a_subset_left_alone_is_never_looked_for_and_entities_stay_as_text) {
  struct Text final : XmlHandler {
    void start(const XmlElement&, const XmlPlace&) override {}
    void text(std::string_view text) override { all += text; }
    void fault(const XmlFault& fault) override { faults.push_back(fault); }
    std::string all;
    std::vector<XmlFault> faults;
  };
  const auto read_alone = [](std::string_view xml, bool whole) {
    Text text;
    XmlSink sink(text, XmlSubset::kLeftAlone);
    EXPECT_TRUE(sink.write(std::as_bytes(std::span(xml))));
    EXPECT_TRUE(sink.finish());
    EXPECT_EQ(sink.is_whole(), whole) << xml;
    return text;
  };
  EXPECT_EQ(read_alone("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a>x&nbsp;y</a>", true).all,
            "x&nbsp;y");
  // The value of an attribute is no text of the element around it.
  EXPECT_EQ(read_alone("<!DOCTYPE a SYSTEM 'a.dtd'><a>x<b c='1&nbsp;2'/>y</a>", true).all, "xy");
  EXPECT_EQ(read_alone("<!DOCTYPE a><a>x&nbsp;y</a>", false).faults.at(0).kind,
            XmlFaultKind::kNotWellFormed);
  EXPECT_EQ(
      read_alone("<!DOCTYPE a PUBLIC '-//X//Y' 'a.dtd' [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                 "<a>&e;</a>",
                 false)
          .faults.at(0)
          .kind,
      XmlFaultKind::kDoctype);
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(XmlReader, limits_hold_before_anything_grows) {
  EXPECT_EQ(fault_of(repeated("<a>", 200000)).kind, XmlFaultKind::kLimit);
  read(repeated("<a>", 256) + repeated("</a>", 256), true);

  std::string attributes = "<a";
  for (int i = 0; i < 300000; ++i) attributes += " a" + std::to_string(i) + "='>'";
  EXPECT_EQ(fault_of(attributes + "/>").kind, XmlFaultKind::kLimit);

  std::string spaces;
  for (int i = 0; i < 250; ++i) {
    spaces += "<a";
    for (int k = 0; k < 10; ++k) spaces += " xmlns:n" + std::to_string(k) + "='u'";
    spaces += ">";
  }
  EXPECT_EQ(fault_of(spaces).kind, XmlFaultKind::kLimit);
}

TEST(XmlReader, a_long_text_and_a_long_attribute_pass_in_pieces) {
  const std::string text(3 << 20, 'x');
  EXPECT_EQ(read("<a>" + text + "</a>", true).log.size(), text.size() + 7);
  const std::string value(1 << 20, '=');
  EXPECT_EQ(read("<a b='" + value + "'/>", true).log.size(), value.size() + 10);
}

TEST(XmlReader, a_handler_may_stop) {
  Recorder recorder;
  recorder.stop_at = "b";
  EXPECT_FALSE(read_xml(MemorySource("<a><b/><c/></a>"), recorder).value());
  EXPECT_EQ(recorder.log, "<a><b>");
  EXPECT_TRUE(recorder.faults.empty());
}

TEST(XmlReader, a_document_of_many_chunks_is_read_whole) {
  const Recorder r = read("<a>" + repeated("<b c='d'>e</b>\n", 20000) + "</a>", true);
  EXPECT_EQ(r.elements, 20001U);
}

}  // namespace
}  // namespace delo
