// RFC 8493 sentence by sentence: what the public conformance suite does not try.  Each
// case changes one thing in a sound bag and says what follows, by which clause; it is
// tried as a folder, a tar, a tar.gz and a zip.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "packages/bagit/bag_reader.h"
#include "packages/bagit/bag_validator.h"
#include "packages/validate_package.h"
#include "tests/unit/packages/bag_builder.h"
#include "tests/unit/packages/gzip_builder.h"

namespace delo::packages {
namespace {

namespace fs = std::filesystem;
using Rules = std::set<std::string>;

constexpr DigestAlgorithm k256 = DigestAlgorithm::kSha256, k512 = DigestAlgorithm::kSha512;

struct Case {
  const char* name;  // a sentence
  const char* clause;
  const char* version;
  std::function<void(BagBuilder&)> change;
  bool valid;
  Rules rules;               // all that are found, each once
  bool own_tags = false;     // the tag manifests are part of the case
  bool folder_only = false;  // archives refuse such names before
};

std::function<void(BagBuilder&)> declared(std::string text) {
  return [text = std::move(text)](BagBuilder& b) { b.files["bagit.txt"] = text; };
}
std::function<void(BagBuilder&)> informed(std::string text) {
  return [text = std::move(text)](BagBuilder& b) { b.files["bag-info.txt"] = text; };
}
std::function<void(BagBuilder&)> fetched(std::string text) {
  return [text = std::move(text)](BagBuilder& b) { b.files["fetch.txt"] = text; };
}
// A file of the payload that is on disk as `path` and in both manifests as `named`.
std::function<void(BagBuilder&)> listed_as(std::string path, std::string named) {
  return [path = std::move(path), named = std::move(named)](BagBuilder& b) {
    b.add(path, "x", named);
  };
}
// Another line of manifest-sha256.txt, with the checksum of data/a.txt.
std::function<void(BagBuilder&)> also_listed(std::string named) {
  return [named = std::move(named)](BagBuilder& b) {
    b.manifest() += b.line(k256, "data/a.txt", named);
  };
}
// Changes the tag manifests of a bag whose tag manifests were right.
std::function<void(BagBuilder&)> with_tags(std::function<void(BagBuilder&)> change) {
  return change;
}
std::string utf16(std::string_view ascii, bool little, bool mark) {
  std::string out = !mark ? "" : little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : ascii) {
    if (!little) out += '\0';
    out += c;
    if (little) out += '\0';
  }
  return out;
}
// Tag files in UTF-16, and no other names than ASCII.
std::function<void(BagBuilder&)> in_utf16(std::string encoding, bool little, bool mark) {
  return [=](BagBuilder& b) {
    b.files.erase("data/sub/б.txt");
    b.list_all();
    b.files["bagit.txt"] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: " + encoding + '\n';
    for (const char* name : {"bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt"}) {
      b.files[name] = utf16(b.files[name], little, mark);
    }
    b.tag_algorithms.clear();
    b.files.erase("tagmanifest-sha256.txt");
    b.files.erase("tagmanifest-sha512.txt");
  };
}

const std::string kGood = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const std::string kMark = "\xEF\xBB\xBF";

std::vector<Case> declarations() {
  return {
      {"no line end after the last line",
       "§2.3",
       "1.0",
       declared("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8"),
       true,
       {}},
      {"lines ended by CR",
       "§2.3",
       "1.0",
       declared("BagIt-Version: 1.0\rTag-File-Character-Encoding: UTF-8\r"),
       true,
       {}},
      {"lines ended by CRLF",
       "§2.3",
       "1.0",
       declared("BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n"),
       true,
       {}},
      {"a byte order mark", "§2.1.1", "1.0", declared(kMark + kGood), false, {"bag.declaration"}},
      {"a third line", "§2.1.1", "1.0", declared(kGood + "X: y\n"), false, {"bag.declaration"}},
      {"a third line that is blank",
       "§2.1.1",
       "1.0",
       declared(kGood + "\n"),
       false,
       {"bag.declaration"}},
      {"one line only",
       "§2.1.1",
       "1.0",
       declared("BagIt-Version: 1.0\n"),
       false,
       {"bag.declaration"}},
      {"the two lines in the other order",
       "§2.1.1",
       "1.0",
       declared("Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n"),
       false,
       {"bag.declaration"}},
      {"two blanks after a colon",
       "§2.1.1",
       "1.0",
       declared("BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n"),
       false,
       {"bag.declaration"}},
      {"no blank after a colon",
       "§2.1.1",
       "1.0",
       declared("BagIt-Version: 1.0\nTag-File-Character-Encoding:UTF-8\n"),
       false,
       {"bag.declaration"}},
      {"a blank after the version",
       "§2.1.1",
       "1.0",
       declared("BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n"),
       false,
       {"bag.declaration"}},
      {"a blank before a colon, before 1.0",
       "§2.2.2",
       "0.97",
       declared("BagIt-Version : 0.97\nTag-File-Character-Encoding :  UTF-8\n"),
       true,
       {}},
      {"labels in the case of the RFC's own example",
       "§4.1",
       "1.0",
       declared("BagIt-version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
       true,
       {"bag.declaration.case"}},
      {"a version that nobody published",
       "§2.1.1",
       "1.0",
       declared("BagIt-Version: 1.1\nTag-File-Character-Encoding: UTF-8\n"),
       false,
       {"bag.declaration.version"}},
      {"a version that is no number",
       "§2.1.1",
       "1.0",
       declared("BagIt-Version: one\nTag-File-Character-Encoding: UTF-8\n"),
       false,
       {"bag.declaration.version"}},
      {"the declaration itself in UTF-16",
       "§2.1.1",
       "1.0",
       declared(utf16(kGood, false, true)),
       false,
       {"bag.declaration"}},
  };
}

std::vector<Case> encodings() {
  return {
      {"ISO-8859-1",
       "§2.1.1",
       "1.0",
       [](BagBuilder& b) {
         b.files.erase("data/sub/б.txt");
         b.list_all();
         b.files["bagit.txt"] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: ISO-8859-1\n";
         b.files["bag-info.txt"] += "Contact-Name: Andr\xE9\n";
       },
       true,
       {"bag.encoding.not-utf8"}},
      {"UTF-16 with its mark",
       "§2.3",
       "1.0",
       in_utf16("UTF-16", true, true),
       true,
       {"bag.encoding.not-utf8"}},
      {"UTF-16 without a mark is big endian",
       "RFC 2781 §4.3",
       "1.0",
       in_utf16("UTF-16", false, false),
       true,
       {"bag.encoding.not-utf8"}},
      {"UTF-16 without a mark in the other order is understood",
       "§2.3",
       "1.0",
       in_utf16("UTF-16", true, false),
       true,
       {"bag.encoding.not-utf8"}},
      {"UTF-16LE needs no mark",
       "§2.3",
       "1.0",
       in_utf16("UTF-16LE", true, false),
       true,
       {"bag.encoding.not-utf8"}},
      {"UTF-16LE may have no mark",
       "§2.3",
       "1.0",
       in_utf16("UTF-16LE", true, true),
       false,
       {"bag.encoding.not-utf8", "bag.encoding.mark"}},
      {"a mark before a manifest in UTF-8",
       "§2.3",
       "1.0",
       [](BagBuilder& b) { b.manifest() = kMark + b.manifest(); },
       false,
       {"bag.encoding.mark"}},
      {"a mark before a manifest in UTF-8, before 1.0",
       "0.97 §2.2",
       "0.97",
       [](BagBuilder& b) { b.manifest() = kMark + b.manifest(); },
       true,
       {}},
      {"a mark before bag-info.txt in UTF-8",
       "§2.3",
       "1.0",
       informed(kMark + "A: b\n"),
       false,
       {"bag.encoding.mark"}},
      {"a mark before fetch.txt in UTF-8",
       "§2.3",
       "1.0",
       fetched(kMark + "https://example.org/a 5 data/a.txt\n"),
       false,
       {"bag.encoding.mark"}},
      {"bytes that are not of the encoding",
       "§2.3",
       "1.0",
       informed("A: Andr\xE9\n"),
       false,
       {"bag.encoding"}},
      {"an encoding that nobody knows",
       "§2.1.1",
       "1.0",
       declared("BagIt-Version: 1.0\nTag-File-Character-Encoding: KOI-9000\n"),
       false,
       {"bag.encoding"}},
      {"another tag file in any encoding",
       "§2.2.4",
       "1.0",
       [](BagBuilder& b) { b.files["notes.bin"] = std::string("\x00\xFF\xFE\r", 4); },
       true,
       {}},
  };
}

std::vector<Case> manifests() {
  return {
      {"a file that one of two manifests lists",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) { b.manifest() = b.line(k256, "data/a.txt", "data/a.txt"); },
       false,
       {"bag.file.unlisted"}},
      {"a file that one of two manifests lists, before 1.0",
       "§3",
       "0.97",
       [](BagBuilder& b) { b.manifest() = b.line(k256, "data/a.txt", "data/a.txt"); },
       true,
       {}},
      {"a file that no manifest lists, before 1.0",
       "0.97 §3",
       "0.97",
       [](BagBuilder& b) {
         b.files["data/c"] = "c";
         b.files["bag-info.txt"] = "A: b\n";
       },
       false,
       {"bag.file.unlisted"}},
      {"upper-case checksums",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) {
         for (std::size_t i = 0; i < 64; ++i) {
           b.manifest()[i] = static_cast<char>(std::toupper(b.manifest()[i]));
         }
       },
       true,
       {}},
      {"tabs and several blanks between checksum and path",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) { b.manifest().replace(64, 2, " \t  \t"); },
       true,
       {}},
      {"lines ended by CR",
       "§2.3",
       "1.0",
       [](BagBuilder& b) { std::ranges::replace(b.manifest(), '\n', '\r'); },
       true,
       {}},
      {"no line end after the last line",
       "§2.3",
       "1.0",
       [](BagBuilder& b) { b.manifest().pop_back(); },
       true,
       {}},
      {"a path with blanks in it",
       "§2.1.3",
       "1.0",
       listed_as("data/a  b c", "data/a  b c"),
       true,
       {}},
      {"a comment",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) { b.manifest() = "# made by hand\n" + b.manifest(); },
       false,
       {"bag.manifest.digest"}},
      {"a comment of one word",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) { b.manifest() = "#comment\n" + b.manifest(); },
       false,
       {"bag.manifest.line"}},
      {"a blank line",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) { b.manifest() += "\n"; },
       true,
       {"bag.manifest.blank"}},
      {"a checksum without a path",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) { b.manifest() += std::string(64, 'a') + "  \n"; },
       false,
       {"bag.manifest.line"}},
      {"a checksum that is too short",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) { b.manifest().erase(0, 1); },
       false,
       {"bag.manifest.digest", "bag.file.unlisted"}},
      {"a checksum with a digit that is none",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) { b.manifest()[0] = 'g'; },
       false,
       {"bag.manifest.digest", "bag.file.unlisted"}},
      {"a folder that is listed",
       "§2.1.3",
       "1.0",
       also_listed("data/sub"),
       false,
       {"bag.manifest.folder"}},
      {"a folder that is listed with a slash",
       "§2.1.3",
       "1.0",
       also_listed("data/sub/"),
       false,
       {"bag.manifest.folder"}},
      {"the payload folder itself",
       "§2.1.3",
       "1.0",
       also_listed("data"),
       false,
       {"bag.manifest.folder"}},
      {"backslashes as separators",
       "§2.1.3",
       "1.0",
       also_listed("data\\a.txt"),
       false,
       {"bag.manifest.path-outside"}},
      {"a tag file in a payload manifest",
       "§2.1.3",
       "1.0",
       also_listed("bagit.txt"),
       false,
       {"bag.manifest.path-outside"}},
      {"a file that is not there",
       "§3",
       "1.0",
       also_listed("data/gone"),
       false,
       {"bag.file.missing"}},
      {"a file listed twice, with one checksum",
       "§2.1.3",
       "1.0",
       also_listed("data/a.txt"),
       false,
       {"bag.manifest.twice"}},
      {"a file listed twice, with one checksum, before 1.0",
       "0.97 §2.1.3",
       "0.97",
       also_listed("data/a.txt"),
       true,
       {"bag.manifest.twice-same"}},
      {"a file listed twice, with two checksums",
       "§2.1.3",
       "0.97",
       also_listed("data/sub/б.txt"),
       false,
       {"bag.manifest.twice", "bag.file.different"}},
      {"a file listed under both normal forms",
       "§2.1.3, §6.1.1",
       "1.0",
       [](BagBuilder& b) {
         b.add("data/caf\u00e9", "x", "data/caf\u00e9");
         b.manifest() += b.line(k256, "data/caf\u00e9", "data/cafe\u0301");
       },
       false,
       {"bag.manifest.normal-form", "bag.manifest.twice"}},
      {"an algorithm named by its common name",
       "§2.4",
       "1.0",
       [](BagBuilder& b) {
         b.files["manifest-SHA-256.txt"] = b.manifest();
         b.files.erase("manifest-sha256.txt");
       },
       false,
       {"bag.manifest.name"}},
      {"an algorithm named by its common name, before 1.0",
       "§2.4",
       "0.97",
       [](BagBuilder& b) {
         b.files["manifest-SHA-256.txt"] = b.manifest();
         b.files.erase("manifest-sha256.txt");
       },
       true,
       {}},
      {"an algorithm that is not known, beside one that is",
       "§2.4",
       "1.0",
       [](BagBuilder& b) { b.files["manifest-whirlpool.txt"] = "00  data/a.txt\n"; },
       true,
       {"bag.manifest.algorithm-skipped"}},
      {"no algorithm that is known",
       "§2.4",
       "1.0",
       [](BagBuilder& b) {
         b.files.erase("manifest-sha256.txt");
         b.files.erase("manifest-sha512.txt");
         b.files["manifest-whirlpool.txt"] = "00  data/a.txt\n";
       },
       false,
       {"bag.manifest.algorithm", "bag.manifest.algorithm-skipped"}},
      {"SHA-1 alone",
       "§2.4",
       "1.0",
       [](BagBuilder& b) {
         b.files.erase("manifest-sha256.txt");
         b.files.erase("manifest-sha512.txt");
         b.list_payload(DigestAlgorithm::kSha1);
         b.files.erase("tagmanifest-sha256.txt");
         b.files.erase("tagmanifest-sha512.txt");
         b.tag_algorithms = {DigestAlgorithm::kSha1};
       },
       true,
       {"bag.manifest.weak"}},
      {"no payload manifest",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) {
         b.files.erase("manifest-sha256.txt");
         b.files.erase("manifest-sha512.txt");
       },
       false,
       {"bag.manifest.none"}},
      {"a manifest in a folder is none",
       "§2.1.3",
       "1.0",
       [](BagBuilder& b) { b.files["manifest-x/y.txt"] = "not a manifest"; },
       true,
       {}},
      {"an empty payload folder",
       "§2.1.2",
       "1.0",
       [](BagBuilder& b) {
         std::erase_if(b.files, [](const auto& f) { return f.first.starts_with("data/"); });
         b.folders = {"data"};
         b.list_all();
       },
       true,
       {"bag.payload.empty"}},
      {"no payload folder",
       "§2.1.2",
       "1.0",
       [](BagBuilder& b) {
         std::erase_if(b.files, [](const auto& f) { return f.first.starts_with("data/"); });
         b.list_all();
       },
       false,
       {"bag.payload.folder"}},
      {"a file named data",
       "§2.1.2",
       "1.0",
       [](BagBuilder& b) {
         std::erase_if(b.files, [](const auto& f) { return f.first.starts_with("data/"); });
         b.list_all();
         b.files["data"] = "no folder";
       },
       false,
       {"bag.payload.folder"}},
      {"a placeholder keeps an empty folder",
       "§2.1.3",
       "1.0",
       listed_as("data/empty/.keep", "data/empty/.keep"),
       true,
       {}},
  };
}

std::vector<Case> percents() {
  return {
      {"a percent sign as %25", "§2.1.3", "1.0", listed_as("data/50%", "data/50%25"), true, {}},
      {"a line feed as %0A",
       "§2.1.3",
       "1.0",
       listed_as("data/a\nb", "data/a%0Ab"),
       true,
       {"bag.file.windows-name"}},
      {"a carriage return as %0D",
       "§2.1.3",
       "1.0",
       listed_as("data/a\rb", "data/a%0Db"),
       true,
       {"bag.file.windows-name"}},
      {"both, in lower case",
       "§9.2 (ABNF)",
       "1.0",
       listed_as("data/a\r\nb", "data/a%0d%0ab"),
       true,
       {"bag.file.windows-name"}},
      {"a percent sign is decoded once",
       "§2.1.3",
       "1.0",
       listed_as("data/a%0Ab", "data/a%250Ab"),
       true,
       {}},
      {"a percent sign that is not encoded",
       "§2.1.3",
       "1.0",
       listed_as("data/50%", "data/50%"),
       false,
       {"bag.manifest.percent"}},
      {"another character that is encoded",
       "§2.1.3",
       "1.0",
       listed_as("data/a b", "data/a%20b"),
       false,
       {"bag.manifest.percent", "bag.file.missing", "bag.file.unlisted"}},
      {"a percent sign as it is, before 1.0",
       "0.97 §2.1.3",
       "0.97",
       listed_as("data/50%", "data/50%"),
       true,
       {}},
      {"%25 in a name, before 1.0",
       "0.97 §2.1.3",
       "0.97",
       listed_as("data/50%25", "data/50%25"),
       true,
       {}},
      {"%25 for a percent sign, before 1.0",
       "0.97 §2.1.3",
       "0.97",
       listed_as("data/50%", "data/50%25"),
       false,
       {"bag.file.missing", "bag.file.unlisted"}},
      {"%0A in a name, before 1.0",
       "0.97 §2.1.3",
       "0.97",
       listed_as("data/a%0Ab", "data/a%0Ab"),
       true,
       {}},
      {"%0A for a line feed, before 1.0",
       "0.97 §2.1.3",
       "0.97",
       listed_as("data/a\nb", "data/a%0Ab"),
       true,
       {"bag.file.windows-name"}},
      {"an encoded path that leads out of the bag",
       "§5.1",
       "1.0",
       also_listed("data/..%0A/x"),
       false,
       {"bag.file.missing"}},
  };
}

std::vector<Case> tag_manifests() {
  const auto tags = [](BagBuilder& b) -> std::string& { return b.files["tagmanifest-sha256.txt"]; };
  return {
      {"no tag manifest at all",
       "§2.2.1",
       "1.0",
       [](BagBuilder& b) {
         b.files.erase("tagmanifest-sha256.txt");
         b.files.erase("tagmanifest-sha512.txt");
         b.tag_algorithms.clear();
       },
       true,
       {}},
      {"a payload file in a tag manifest",
       "§2.2.1",
       "1.0",
       with_tags([=](BagBuilder& b) { tags(b) += b.line(k256, "data/a.txt", "data/a.txt"); }),
       false,
       {"bag.tag.payload"},
       true},
      {"another tag manifest in a tag manifest",
       "§2.2.1",
       "1.0",
       with_tags([=](BagBuilder& b) {
         tags(b) += b.line(k256, "tagmanifest-sha512.txt", "tagmanifest-sha512.txt");
       }),
       false,
       {"bag.tag.payload"},
       true},
      {"a tag manifest in itself",
       "§2.2.1",
       "1.0",
       with_tags(
           [=](BagBuilder& b) { tags(b) += std::string(64, 'a') + "  tagmanifest-sha256.txt\n"; }),
       false,
       {"bag.tag.payload"},
       true},
      {"a payload manifest that a tag manifest does not list",
       "§2.2.1",
       "1.0",
       with_tags([=](BagBuilder& b) {
         tags(b).erase(tags(b).rfind("\n", tags(b).size() - 2) + 1);  // manifest-sha512.txt
       }),
       false,
       {"bag.tag.manifest-unlisted"},
       true},
      {"a payload manifest that a tag manifest does not list, before 1.0",
       "0.97 §2.2.1",
       "0.97",
       with_tags(
           [=](BagBuilder& b) { tags(b).erase(tags(b).rfind("\n", tags(b).size() - 2) + 1); }),
       true,
       {},
       true},
      {"a tag file that one tag manifest does not list",
       "§2.2.1",
       "1.0",
       with_tags([=](BagBuilder& b) { tags(b).erase(0, tags(b).find('\n') + 1); }),
       true,
       {"bag.tag.unlisted"},
       true},
      {"a tag file that is listed and not there",
       "§3",
       "1.0",
       with_tags([=](BagBuilder& b) { tags(b) += std::string(64, 'a') + "  notes.txt\n"; }),
       false,
       {"bag.tag.missing"},
       true},
      {"a tag file in a tag directory",
       "§2.2.4",
       "1.0",
       [](BagBuilder& b) { b.files["meta/mods.xml"] = "<mods/>"; },
       true,
       {}},
      {"a tag file in a tag directory that was changed",
       "§3",
       "1.0",
       with_tags([](BagBuilder& b) {
         b.files["meta/mods.xml"] = "<mods/>";
         b.list_tags();
         b.files["meta/mods.xml"] = "<mods> ";
       }),
       false,
       {"bag.tag.different"},
       true},
      {"a changed declaration",
       "§3",
       "1.0",
       with_tags([](BagBuilder& b) {
         b.files["bagit.txt"] = "BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n";
       }),
       false,
       {"bag.tag.different"},
       true},
      {"a tag manifest of one of two algorithms",
       "§2.2.1",
       "1.0",
       [](BagBuilder& b) {
         b.files.erase("tagmanifest-sha512.txt");
         b.tag_algorithms = {k256};
       },
       true,
       {"bag.tag.algorithms"}},
  };
}

std::vector<Case> infos() {
  return {
      {"no bag-info.txt",
       "§2.2",
       "1.0",
       [](BagBuilder& b) { b.files.erase("bag-info.txt"); },
       true,
       {}},
      {"Payload-Oxum twice",
       "§2.2.2",
       "1.0",
       informed("Payload-Oxum: 9.2\nPayload-Oxum: 9.2\n"),
       false,
       {"bag.info.oxum-form"}},
      {"Payload-Oxum twice, before 1.0",
       "0.97 §2.2.2",
       "0.97",
       informed("Payload-Oxum: 9.2\nPayload-Oxum: 9.2\n"),
       true,
       {"bag.info.oxum-form-old"}},
      {"Payload-Oxum without files",
       "§2.2.2",
       "1.0",
       informed("Payload-Oxum: 9\n"),
       false,
       {"bag.info.oxum-form"}},
      {"Payload-Oxum with a unit",
       "§2.2.2",
       "1.0",
       informed("Payload-Oxum: 9 B.2\n"),
       false,
       {"bag.info.oxum-form"}},
      {"Payload-Oxum with the wrong bytes",
       "§2.2.2",
       "1.0",
       informed("Payload-Oxum: 8.2\n"),
       false,
       {"bag.info.oxum"}},
      {"Payload-Oxum with the wrong files",
       "§2.2.2",
       "1.0",
       informed("Payload-Oxum: 9.3\n"),
       false,
       {"bag.info.oxum"}},
      {"a label that is reserved, in lower case",
       "§2.2.2",
       "1.0",
       informed("payload-oxum: 8.2\n"),
       false,
       {"bag.info.oxum"}},
      {"a line without a colon", "§2.2.2", "1.0", informed("nothing\n"), false, {"bag.info.line"}},
      {"a blank before the colon", "§2.2.2", "1.0", informed("A : b\n"), false, {"bag.info.blank"}},
      {"a blank before the colon, before 1.0", "§2.2.2", "0.97", informed("A : b\n"), true, {}},
      {"no blank after the colon", "§2.2.2", "1.0", informed("A:b\n"), false, {"bag.info.blank"}},
      {"a tab after the colon", "§2.2.2", "1.0", informed("A:\tb\n"), true, {}},
      {"no value", "§2.2.2", "1.0", informed("A: \n"), true, {"bag.info.empty"}},
      {"a value that goes on", "§2.2.2", "1.0", informed("A: b\n\tc\n  d\nE: f\n"), true, {}},
      {"a value that goes on from nothing",
       "§2.2.2",
       "1.0",
       informed("  b\n"),
       false,
       {"bag.info.line"}},
      {"elements that repeat",
       "§2.2.2",
       "1.0",
       informed("Contact-Name: a\nContact-Name: b\n"),
       true,
       {}},
      {"Bagging-Date twice",
       "§2.2.2",
       "1.0",
       informed("Bagging-Date: 2001-01-01\nBagging-Date: 2001-01-02\n"),
       true,
       {"bag.info.repeated"}},
      {"lines ended by CR", "§2.3", "1.0", informed("A: b\rPayload-Oxum: 9.2\r"), true, {}},
  };
}

std::vector<Case> fetches() {
  const auto missing = [](std::string line) {
    return [line = std::move(line)](BagBuilder& b) {
      b.files.erase("data/a.txt");
      b.files["bag-info.txt"] = "A: b\n";
      b.files["fetch.txt"] = line;
    };
  };
  return {
      {"a file that was fetched",
       "§2.2.3",
       "1.0",
       fetched("https://example.org/a 5 data/a.txt\n"),
       true,
       {}},
      {"a length that is not told",
       "§2.2.3",
       "1.0",
       fetched("https://example.org/a - data/a.txt\n"),
       true,
       {}},
      {"a file still to be fetched",
       "§3",
       "1.0",
       missing("https://example.org/a 5 data/a.txt\n"),
       false,
       {"bag.fetch.pending", "bag.file.missing"}},
      {"another length",
       "§2.2.3, §5.3",
       "1.0",
       fetched("https://example.org/a 6 data/a.txt\n"),
       true,
       {"bag.fetch.length"}},
      {"a file that no manifest lists",
       "§2.2.3",
       "1.0",
       fetched("https://example.org/z 1 data/z\n"),
       false,
       {"bag.fetch.pending", "bag.fetch.unlisted"}},
      {"a tag file",
       "§2.2.3",
       "1.0",
       fetched("https://example.org/b 1 bag-info.txt\n"),
       false,
       {"bag.fetch.line"}},
      {"a path out of the bag",
       "§5.1",
       "1.0",
       fetched("https://example.org/b 1 data/../../x\n"),
       false,
       {"bag.fetch.line"}},
      {"an address that is relative",
       "§2.2.3",
       "1.0",
       fetched("files/a 5 data/a.txt\n"),
       false,
       {"bag.fetch.url"}},
      {"an address that is relative, before 1.0",
       "0.97 §2.2.3",
       "0.97",
       fetched("files/a 5 data/a.txt\n"),
       true,
       {}},
      {"an address with a bad escape",
       "RFC 3986 §2.1",
       "1.0",
       fetched("https://example.org/%zz 5 data/a.txt\n"),
       false,
       {"bag.fetch.url"}},
      {"a length that is no number",
       "§2.2.3",
       "1.0",
       fetched("https://example.org/a 5B data/a.txt\n"),
       false,
       {"bag.fetch.line"}},
      {"no path", "§2.2.3", "1.0", fetched("https://example.org/a 5\n"), false, {"bag.fetch.line"}},
      {"a path with an encoded line feed",
       "§2.2.3",
       "1.0",
       [](BagBuilder& b) {
         b.add("data/a\nb", "x", "data/a%0Ab");
         b.files["fetch.txt"] = "https://example.org/a 1 data/a%0Ab\n";
       },
       true,
       {"bag.file.windows-name"}},
      {"a path with a percent sign that is not encoded",
       "§2.2.3",
       "1.0",
       [](BagBuilder& b) {
         b.add("data/50%", "x", "data/50%25");
         b.files["fetch.txt"] = "https://example.org/a 1 data/50%\n";
       },
       false,
       {"bag.manifest.percent"}},
  };
}

std::vector<Case> paths_and_habits() {
  return {
      {"an absolute path", "§5.1", "1.0", also_listed("/etc/passwd"), false, {"bag.manifest.path"}},
      {"a path with ..",
       "§5.1",
       "1.0",
       also_listed("data/../../etc/passwd"),
       false,
       {"bag.manifest.path"}},
      {"a home folder", "§5.1", "1.0", also_listed("~root/x"), false, {"bag.manifest.path"}},
      {"a drive letter", "§5.1", "1.0", also_listed("C:\\x"), false, {"bag.manifest.path"}},
      {"a namespace of Windows",
       "§5.1",
       "1.0",
       also_listed("\\\\?\\C:\\x"),
       false,
       {"bag.manifest.path"}},
      {"a path with .. in a tag manifest",
       "§5.1",
       "1.0",
       [](BagBuilder& b) {
         b.files["tagmanifest-sha256.txt"] += std::string(64, 'a') + "  ../x\n";
       },
       false,
       {"bag.manifest.path"},
       true},
      {"the asterisk of md5sum",
       "§6.1.3",
       "1.0",
       [](BagBuilder& b) {
         b.manifest() = b.line(k256, "data/a.txt", "*data/a.txt") +
                        b.line(k256, "data/sub/б.txt", "*data/sub/б.txt");
       },
       true,
       {"bag.manifest.star"}},
      {"the asterisk of md5sum before a file that is gone",
       "§6.1.3",
       "1.0",
       also_listed("*data/gone"),
       false,
       {"bag.manifest.star", "bag.file.missing"}},
      {"the asterisk of md5sum in a tag manifest",
       "§6.1.3",
       "1.0",
       [](BagBuilder& b) {
         std::string& tags = b.files["tagmanifest-sha256.txt"];
         tags.insert(tags.find("  ") + 1, "*");
         tags.erase(tags.find("* ") + 1, 1);
       },
       true,
       {"bag.manifest.star"},
       true},
      {"a name that begins with an asterisk",
       "§2.1.3",
       "1.0",
       listed_as("data/*a", "data/*a"),
       true,
       {"bag.file.windows-name"}},
      {"the backslashes of md5sum",
       "§6.1.3",
       "1.0",
       [](BagBuilder& b) {
         b.files["data/a\\b"] = "x";
         b.list_all();
         for (const DigestAlgorithm algorithm : {k256, k512}) {
           std::string& list = b.files[manifest_name(algorithm)];
           const std::string line = b.line(algorithm, "data/a\\b", "data/a\\b");
           list.replace(list.find(line), line.size(),
                        '\\' + b.line(algorithm, "data/a\\b", "data/a\\\\b"));
         }
       },
       true,
       {"bag.manifest.escaped", "bag.file.windows-name"},
       false,
       true},
      {"a name in the other normal form",
       "§6.1.1.3",
       "1.0",
       listed_as("data/cafe\u0301", "data/caf\u00e9"),
       true,
       {"bag.manifest.normal-form"}},
      {"names that differ in case only",
       "§6.1.1.3",
       "1.0",
       [](BagBuilder& b) {
         b.files["data/A.TXT"] = "x";
         b.list_all();
       },
       true,
       {"bag.file.collision"}},
      {"names that differ in normal form only",
       "§6.1.1.3",
       "1.0",
       [](BagBuilder& b) {
         b.files["data/cafe\u0301"] = "x";
         b.files["data/caf\u00e9"] = "y";
         b.list_all();
       },
       true,
       {"bag.file.collision"}},
      {"a name that Windows keeps for itself",
       "§6.1.2",
       "1.0",
       listed_as("data/con.txt", "data/con.txt"),
       true,
       {"bag.file.windows-name"}},
  };
}

class Rfc8493 : public ::testing::Test {
 protected:
  void try_all(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
      BagBuilder bag(one.version);
      bag.list_tags();
      one.change(bag);
      if (!one.own_tags) bag.list_tags();
      const fs::path place = temporary_ / std::to_string(++count_);
      bag.write(place / "bag");
      expect(one, place / "bag", "folder");
      if (one.folder_only) continue;
      write_text_file(place / "bag.tar", bag.tar());
      expect(one, place / "bag.tar", "tar");
      write_text_file(place / "bag.tar.gz", gzipped(bag.tar()));
      expect(one, place / "bag.tar.gz", "tar.gz");
      write_text_file(place / "bag.zip", bag.zip());
      expect(one, place / "bag.zip", "zip");
    }
  }
  static void expect(const Case& one, const fs::path& path, const char* form) {
    const auto verdict = validate_package(path, PackageForm::kBag);
    ASSERT_TRUE(verdict) << one.name << ": " << verdict.error().text();
    Rules rules;
    std::string told;
    for (const Finding& finding : verdict->findings) {
      // What archives say of odd names, they say of packages of all kinds.
      if (!finding.rule.starts_with("archive.name.")) rules.insert(finding.rule);
      told += "\n  " + text_of(finding);
    }
    EXPECT_EQ(rules, one.rules) << one.clause << ", " << one.version << ", " << form << ": "
                                << one.name << told;
    EXPECT_EQ(verdict->validity == Validity::kValid, one.valid)
        << one.clause << ", " << form << ": " << one.name << told;
  }

  tests::TempFolder temporary_;
  int count_ = 0;
};

TEST_F(Rfc8493, the_declaration) { try_all(declarations()); }
TEST_F(Rfc8493, encodings_of_tag_files) { try_all(encodings()); }
TEST_F(Rfc8493, payload_manifests) { try_all(manifests()); }
TEST_F(Rfc8493, percent_encoding_by_version) { try_all(percents()); }
TEST_F(Rfc8493, tag_manifests) { try_all(tag_manifests()); }
TEST_F(Rfc8493, bag_info) { try_all(infos()); }
TEST_F(Rfc8493, fetch) { try_all(fetches()); }
TEST_F(Rfc8493, paths_and_what_other_programs_write) { try_all(paths_and_habits()); }

TEST_F(Rfc8493, there_are_more_than_the_forty_cases_that_no_suite_has) {
  std::set<std::string> names;
  std::size_t count = 0;
  for (const auto& cases : {declarations(), encodings(), manifests(), percents(), tag_manifests(),
                            infos(), fetches(), paths_and_habits()}) {
    for (const Case& one : cases) {
      names.insert(std::string(one.name) + one.version);
      EXPECT_THAT(one.clause, ::testing::HasSubstr("§"));
    }
    count += cases.size();
  }
  EXPECT_GE(count, 100u);
}

TEST_F(Rfc8493, a_link_out_of_the_bag_is_never_followed) {
  const fs::path bag = temporary_ / "linked";
  BagBuilder builder;
  builder.files.erase("data/a.txt");
  builder.write(bag);
  write_text_file(temporary_ / "outside.txt", "alpha");  // what the manifests expect
  fs::create_symlink(temporary_ / "outside.txt", bag / "data/a.txt");
  const auto verdict = validate_package(bag, PackageForm::kBag);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->validity, Validity::kInvalid);
  Rules rules;
  for (const Finding& finding : verdict->findings) rules.insert(finding.rule);
  EXPECT_EQ(rules, (Rules{"package.tree.link", "bag.file.missing", "bag.info.oxum"}));
}

}  // namespace
}  // namespace delo::packages
