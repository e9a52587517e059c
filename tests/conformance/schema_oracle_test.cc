// Our verdict on the structure of METS and PREMIS beside that of xmllint with the
// published schemas: on every document of the corpora and on documents that were
// changed in one place.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "core/bytes/disk.h"
#include "core/text/xml_reader.h"
#include "packages/mets/mets_schema.h"
#include "packages/premis/premis_schema.h"
#include "packages/schema/schema_checker.h"
#include "tests/support/run_program.h"
#include "tests/support/shared_folder.h"
#include "tests/support/temp_folder.h"

namespace delo::packages {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAtOnce = 100;  // documents a call of xmllint

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Verdict {
  bool valid = false;
  std::set<SchemaFaultKind> kinds;
  std::string faults;
};

struct Counting final : XmlHandler {
  explicit Counting(SchemaChecker& to) : checker(to) {}
  void start(const XmlElement& element, const XmlPlace& place) override {
    checker.start(element, place);
  }
  void end(std::string_view space, std::string_view name) override { checker.end(space, name); }
  void text(std::string_view text) override { checker.text(text); }
  void fault(const XmlFault& fault) override { broken += fault.message + "; "; }
  SchemaChecker& checker;
  std::string broken;
};

Verdict verdict_of(const std::string& document) {
  const std::array schemas = {&mets_schema(), &premis3_schema(), &premis2_schema()};
  Verdict verdict;
  SchemaChecker checker(schemas, [&](const SchemaFault& fault) {
    verdict.kinds.insert(fault.kind);
    verdict.faults += "line " + std::to_string(fault.line) + ": " + fault.message + "; ";
  });
  Counting handler(checker);
  const auto whole = read_xml(MemorySource(document), handler);
  EXPECT_TRUE(whole) << (whole ? "" : whole.error().text());
  verdict.faults += handler.broken;
  verdict.valid = whole && *whole && checker.knows_root() && checker.faults() == 0;
  return verdict;
}

struct OtherVerdict {
  bool valid = false;
  std::string said;  // about this document
};

// Why our verdict is another one by intent; empty when it isn't.
std::string reason_to_differ(const Verdict& ours, const OtherVerdict& theirs) {
  const auto holds = [](const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  };
  if (ours.kinds == std::set{SchemaFaultKind::kReference}) {
    return "xmllint does not look whether an IDREF names an ID (XML Schema 1.0 §3.15.4)";
  }
  if (holds(ours.faults, "is '', expected the IDs of elements")) {
    return "xmllint accepts an IDREFS that names nothing (XML Schema 1.0 Part 2 §3.3.10)";
  }
  if (theirs.valid && holds(theirs.said, "namespace error")) {
    return "xmllint goes on without a namespace that is not declared";
  }
  if (!ours.valid) return "";
  if (holds(theirs.said, "CONTENTINFORMATIONTYPE': [facet 'enumeration']")) {
    return "csip:CONTENTINFORMATIONTYPE is judged by the vocabulary, which is newer than the list";
  }
  if (holds(theirs.said, "edtfSimpleType'")) return "dates of PREMIS 2 are read as text";
  if (holds(theirs.said, "' 7 ' is not a valid value of the atomic type")) {
    return "xmllint does not drop blanks around a number (XML Schema 1.0 Part 2 §4.3.6)";
  }
  return "";
}

// A start tag and all up to its end tag.
struct Place {
  std::size_t begin = 0, tag_end = 0, end = 0;
};

// For documents that are well-formed, without CDATA.
std::vector<Place> elements_of(const std::string& document) {
  std::vector<Place> places;
  std::vector<std::size_t> open;
  for (std::size_t at = document.find('<'); at != std::string::npos; at = document.find('<', at)) {
    if (document.compare(at, 4, "<!--") == 0) {
      at = document.find("-->", at);
      continue;
    }
    const std::size_t close = document.find('>', at);
    if (close == std::string::npos) break;
    if (document[at + 1] == '/') {
      if (!open.empty()) places[open.back()].end = close + 1, open.pop_back();
    } else if (document[at + 1] != '?' && document[at + 1] != '!') {
      places.push_back({at, close + 1, close + 1});
      if (document[close - 1] != '/') open.push_back(places.size() - 1);
    }
    at = close + 1;
  }
  return places;
}

// Changes a document in one place, the same way for the same number.
class Mutator {
 public:
  Mutator(const std::string& document, std::uint32_t seed)
      : document_(document), places_(elements_of(document)), random_(seed) {}

  std::string changed() {
    if (places_.size() < 3) return document_;
    const Place& place = places_[1 + pick(places_.size() - 1)];
    std::string out = document_;
    const std::string whole = out.substr(place.begin, place.end - place.begin);
    switch (pick(10)) {
      case 0:
        return out.erase(place.begin, place.end - place.begin);
      case 1:
        return out.insert(place.end, whole);
      case 2:
        return moved(place, whole);
      case 3:
        return renamed(place);
      case 4:
        return out.insert(place.tag_end - (out[place.tag_end - 2] == '/' ? 2 : 1), foreign());
      case 5:
        return out.insert(place.begin, pick(2) == 0 ? "some text" : "<unknown/>");
      default:
        return with_other_attribute(place);
    }
  }

 private:
  std::size_t pick(std::size_t size) { return random_() % size; }

  std::string foreign() {
    constexpr std::array<const char*, 6> kMore = {" UNKNOWN=\"1\"",
                                                  " xml:lang=\"ru\"",
                                                  " xml:id=\"_x\"",
                                                  " LABEL=\"x\"",
                                                  " xmlns:f=\"urn:f\" f:a=\"1\"",
                                                  " ADMID=\"nobody\""};
    return kMore[pick(kMore.size())];
  }

  std::string moved(const Place& place, const std::string& whole) {
    const Place& to = places_[1 + pick(places_.size() - 1)];
    if (to.begin >= place.begin && to.begin < place.end) return document_;
    std::string out = document_;
    if (to.begin < place.begin) {
      out.erase(place.begin, place.end - place.begin).insert(to.begin, whole);
    } else {
      out.insert(to.begin, whole).erase(place.begin, place.end - place.begin);
    }
    return out;
  }

  std::string name_at(const Place& place) const {
    const std::size_t end = document_.find_first_of(" \t\r\n/>", place.begin + 1);
    return document_.substr(place.begin + 1, end - place.begin - 1);
  }

  std::string renamed(const Place& place) {
    const std::string name = name_at(place);
    const std::string other = pick(3) == 0 ? name + "x" : name_at(places_[pick(places_.size())]);
    std::string out = document_;
    if (place.end != place.tag_end) {
      out.replace(out.rfind(name, place.end - 1), name.size(), other);
    }
    return out.replace(place.begin + 1, name.size(), other);
  }

  std::string with_other_attribute(const Place& place) {
    const std::string tag = document_.substr(place.begin, place.tag_end - place.begin);
    std::vector<std::size_t> equals;
    for (std::size_t at = tag.find('='); at != std::string::npos; at = tag.find('=', at + 1)) {
      if (tag[at + 1] == '"') equals.push_back(at);
    }
    if (equals.empty()) return with_other_text(place);
    const std::size_t at = equals[pick(equals.size())];
    const std::size_t begin = tag.find_last_of(" \t\r\n", at), end = tag.find('"', at + 2);
    if (tag.substr(begin + 1).starts_with("xmlns")) return document_;
    constexpr std::array<const char*, 14> kValues = {"",
                                                     " ",
                                                     "x y",
                                                     "1a",
                                                     "-1",
                                                     "2026-02-30T00:00:00Z",
                                                     "2026-02-28T24:00:00+14:00",
                                                     "URL",
                                                     "CREATOR",
                                                     "99999999999999999999",
                                                     "a%zz",
                                                     "http://x:y/",
                                                     "SHA-256",
                                                     "naïve"};
    std::string out = document_;
    switch (pick(4)) {
      case 0:
        return out.erase(place.begin + begin, end + 1 - begin);
      case 1:
        return out.replace(place.begin + begin + 1, 1, "Q");
      default:
        return out.replace(place.begin + at + 2, end - at - 2, kValues[pick(kValues.size())]);
    }
  }

  std::string with_other_text(const Place& place) {
    constexpr std::array<const char*, 6> kTexts = {"", "12", "x", " 7 ", "-3", "<b/>"};
    std::string out = document_;
    if (place.end == place.tag_end) return out;
    const std::size_t end = out.rfind("</", place.end - 1);
    return out.replace(place.tag_end, end - place.tag_end, kTexts[pick(kTexts.size())]);
  }

  const std::string& document_;
  const std::vector<Place> places_;
  std::mt19937 random_;
};

class SchemaOracle : public ::testing::Test {
 protected:
  void SetUp() override {
    shared_ = tests::shared_folder();
    if (!fs::exists(shared_ / "schemas" / "csip.xsd") || !fs::exists(shared_ / "corpora")) {
      GTEST_SKIP() << "no schemas or corpora at " << shared_;
    }
    ::setenv("XML_CATALOG_FILES", (shared_ / "schemas" / "catalog.xml").c_str(), 1);
    if (!tests::run_program({"xmllint", "--version"})) GTEST_SKIP() << "no xmllint";
  }

  // Every METS and PREMIS that the shared folder has, in the order of their paths.
  std::vector<std::string> documents(const std::vector<std::string>& name_spaces) const {
    std::vector<fs::path> paths;
    for (const char* folder : {"corpora/eark", "samples"}) {
      if (!fs::exists(shared_ / folder)) continue;
      for (const auto& entry : fs::recursive_directory_iterator(shared_ / folder)) {
        if (entry.is_regular_file() && entry.path().extension() == ".xml") {
          paths.push_back(entry.path());
        }
      }
    }
    std::ranges::sort(paths);
    std::vector<std::string> found;
    for (const fs::path& path : paths) {
      std::string text = bytes_of(path);
      const std::string head = text.substr(0, 3000);
      const bool wanted = std::ranges::any_of(name_spaces, [&](const std::string& name) {
        return head.find(name) != std::string::npos;
      });
      if (wanted) found.push_back(std::move(text));
    }
    return found;
  }

  std::vector<OtherVerdict> theirs(const std::vector<std::string>& documents) {
    std::vector<OtherVerdict> verdicts;
    for (std::size_t at = 0; at < documents.size(); at += kAtOnce) {
      const std::size_t end = std::min(at + kAtOnce, documents.size());
      // It tells its verdicts on standard error.
      std::vector<std::string> command = {
          "sh",      "-c",       "exec \"$@\" 2>&1",
          "sh",      "xmllint",  "--nonet",
          "--noout", "--schema", (shared_ / "schemas" / "csip.xsd").string()};
      for (std::size_t i = at; i < end; ++i) {
        const fs::path path = temporary_ / (std::to_string(i) + ".xml");
        std::ofstream(path, std::ios::binary) << documents[i];
        command.push_back(path.string());
      }
      const auto run = tests::run_program(command);
      EXPECT_TRUE(run);
      if (!run) return verdicts;
      verdicts.resize(end);
      std::istringstream lines(run->output);
      for (std::string line; std::getline(lines, line);) {
        const std::string folder = temporary_.path().string() + "/";
        if (!line.starts_with(folder)) continue;
        const std::size_t number = std::stoul(line.substr(folder.size()));
        verdicts[number].said += line + "\n";
        if (line.ends_with(".xml validates")) verdicts[number].valid = true;
      }
    }
    return verdicts;
  }

  void compare(const std::vector<std::string>& documents, const std::string& what) {
    const std::vector<OtherVerdict> verdicts = theirs(documents);
    ASSERT_EQ(verdicts.size(), documents.size());
    std::size_t agreed = 0, sound = 0;
    std::map<std::string, std::size_t> reasons;
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const Verdict ours = verdict_of(documents[i]);
      sound += verdicts[i].valid ? 1 : 0;
      if (ours.valid == verdicts[i].valid) {
        ++agreed;
        continue;
      }
      const std::string reason = reason_to_differ(ours, verdicts[i]);
      if (!reason.empty()) ++reasons[reason];
      EXPECT_NE(reason, "") << what << " " << i << "\nxmllint: " << verdicts[i].said << "we say "
                            << (ours.valid ? "valid" : "invalid: " + ours.faults);
    }
    std::printf("%s: %zu documents, %zu valid to xmllint, %zu of the same verdict\n", what.c_str(),
                documents.size(), sound, agreed);
    for (const auto& [reason, count] : reasons) std::printf("  %zu: %s\n", count, reason.c_str());
  }

  // `count` documents, each changed in one place.
  static std::vector<std::string> mutations(const std::vector<std::string>& documents,
                                            std::size_t count) {
    std::vector<std::string> changed;
    for (std::uint32_t i = 0; i < count && !documents.empty(); ++i) {
      changed.push_back(Mutator(documents[i % documents.size()], i).changed());
    }
    return changed;
  }
  std::vector<std::string> sound(std::vector<std::string> documents) {
    std::erase_if(documents, [](const std::string& d) {
      return !verdict_of(d).valid || d.size() > 200'000 || d.find("<![CDATA[") != d.npos;
    });
    std::ranges::sort(documents);
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
    return documents;
  }

  fs::path shared_;
  tests::TempFolder temporary_;
};

TEST_F(SchemaOracle, mets_of_the_corpora_has_the_verdict_of_xmllint) {
  compare(documents({"http://www.loc.gov/METS/"}), "METS");
}
TEST_F(SchemaOracle, premis_of_the_corpora_has_the_verdict_of_xmllint) {
  compare(documents({"http://www.loc.gov/premis/v3", "info:lc/xmlns/premis-v2"}), "PREMIS");
}
TEST_F(SchemaOracle, mets_changed_in_one_place_has_the_verdict_of_xmllint) {
  compare(mutations(sound(documents({"http://www.loc.gov/METS/"})), 1500), "changed METS");
}
TEST_F(SchemaOracle, premis_changed_in_one_place_has_the_verdict_of_xmllint) {
  compare(mutations(sound(documents({"http://www.loc.gov/premis/v3"})), 1000), "changed PREMIS 3");
}
TEST_F(SchemaOracle, premis_2_changed_in_one_place_has_the_verdict_of_xmllint) {
  compare(mutations(sound(documents({"info:lc/xmlns/premis-v2"})), 500), "changed PREMIS 2");
}

}  // namespace
}  // namespace delo::packages
