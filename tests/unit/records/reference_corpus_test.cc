// Every form of reference_corpus.tsv is read as it says, and written so that it is
// read again.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "core/records/reference.h"
#include "tests/unit/records/reference_shown.h"

namespace delo {
namespace {

struct Form {
  int line = 0;
  std::string source, text, expected, faults;
};

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\\n") == 0) {
      out += '\n';
      ++i;
    } else if (text.compare(i, 2, "\\u") == 0) {
      append_utf8(out, static_cast<unsigned>(std::stoul(text.substr(i + 2, 4), nullptr, 16)));
      i += 5;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<Form> forms() {
  std::ifstream file(DELO_SOURCE_DIR "/tests/unit/records/reference_corpus.tsv");
  std::vector<Form> out;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == '\t') {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    fields.resize(4);
    out.push_back({number, fields[0], unescaped(fields[1]), fields[2], fields[3]});
  }
  return out;
}

std::string kind_of_first(const std::vector<ReferenceFault>& faults) {
  if (faults.empty()) return "";
  switch (faults[0].kind) {
    case ReferenceFault::Kind::kMixedLetters:
      return "mixed";
    case ReferenceFault::Kind::kRemark:
      return "remark";
    case ReferenceFault::Kind::kUnreadable:
      break;
  }
  return "fault";
}

TEST(ReferenceCorpus, every_form_is_read_as_expected) {
  const std::vector<Form> all = forms();
  ASSERT_GE(all.size(), 300U);
  for (const Form& form : all) {
    ASSERT_FALSE(form.source.empty() || form.text.empty() || form.expected.empty()) << form.line;
    const ParsedReferences found = parse_references(form.text);
    EXPECT_EQ(shown(found.references), form.expected) << "line " << form.line << ": " << form.text;
    EXPECT_EQ(kind_of_first(found.faults), form.faults)
        << "line " << form.line << ": " << form.text << "\n  "
        << (found.faults.empty() ? "" : found.faults[0].message);
  }
}

TEST(ReferenceCorpus, every_reference_is_written_and_read_again) {
  for (const Form& form : forms()) {
    for (const ArchivalReference& r : parse_references(form.text).references) {
      for (const std::string& written : {r.canonical(), r.canonical_cyrillic()}) {
        const ParsedReferences again = parse_references(written);
        ASSERT_EQ(again.references.size(), 1U) << "line " << form.line << ": " << written;
        EXPECT_TRUE(again.references[0].same_as(r))
            << "line " << form.line << ": " << written << " → " << shown(again.references[0]);
      }
    }
  }
}

}  // namespace
}  // namespace delo
