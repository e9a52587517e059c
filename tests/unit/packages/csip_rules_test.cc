// Every requirement of CSIP, SIP, AIP and DIP, broken by itself: from a package
// without any finding one thing is taken away or changed, and what is found then is
// the requirement's code with its level, besides what the same change breaks too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <initializer_list>
#include <set>
#include <stdexcept>

#include "packages/aip.h"
#include "packages/eark/ip_writer.h"
#include "packages/validate_package.h"
#include "tests/unit/packages/archive_builder.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

// Where in a document: the last mark behind the one before it, and so on.
using Marks = std::initializer_list<std::string_view>;

// METS as text, changed in small ways.  A mark that is not there fails the test.
class Document {
 public:
  Document& operator=(std::string text) {
    text_ = std::move(text);
    return *this;
  }
  const std::string& text() const { return text_; }

  // The attribute of the tag that the marks end in, changed or added.
  void set(Marks marks, std::string_view attribute, std::string_view value) {
    const auto [begin, size] = range_of(marks, attribute);
    text_.replace(begin, size, text_of(attribute) + std::string(value) + '"');
  }
  void drop(Marks marks, std::string_view attribute) {
    const auto [begin, size] = range_of(marks, attribute);
    EXPECT_GT(size, 0u) << attribute << " is not there";
    text_.erase(begin, size);
  }
  // Everything from the marks to the end of `through`.
  void cut(Marks marks, std::string_view through) {
    const std::size_t begin = at(marks);
    const std::size_t end = found(through, begin);
    text_.erase(begin, end + through.size() - begin);
  }
  void insert_before(Marks marks, std::string_view text) { text_.insert(at(marks), text); }
  void replace(Marks marks, std::string_view from, std::string_view to) {
    text_.replace(found(from, at(marks)), from.size(), to);
  }
  // Everything from the marks to the end of `through`, once more behind it.
  void repeat(Marks marks, std::string_view through) {
    const std::size_t begin = at(marks);
    const std::size_t end = found(through, begin) + through.size();
    text_.insert(end, text_.substr(begin, end - begin));
  }
  void replace_all(std::string_view from, std::string_view to) {
    std::size_t place = found(from, 0);
    for (; place != std::string::npos; place = text_.find(from, place + to.size())) {
      text_.replace(place, from.size(), to);
    }
  }

 private:
  static std::string text_of(std::string_view attribute) {
    return ' ' + std::string(attribute) + "=\"";
  }
  std::size_t found(std::string_view mark, std::size_t from) const {
    const std::size_t place = text_.find(mark, from);
    if (place == std::string::npos) throw std::runtime_error("no " + std::string(mark));
    return place;
  }
  std::size_t at(Marks marks) const {
    std::size_t place = 0;
    for (const std::string_view mark : marks) place = found(mark, place);
    return place;
  }
  // Where the attribute stands in the tag, or could: then of size 0.
  std::pair<std::size_t, std::size_t> range_of(Marks marks, std::string_view attribute) const {
    const std::size_t begin = at(marks), end = found(">", begin);
    const std::string start = text_of(attribute);
    const std::size_t place = text_.find(start, begin);
    if (place > end) return {text_[end - 1] == '/' ? end - 1 : end, 0};
    return {place, found("\"", place + start.size()) + 1 - place};
  }

  std::string text_;
};

// A package on the disk that is being broken.
struct Broken {
  fs::path folder;
  Document mets;            // of the root
  Document representation;  // of representations/master

  void remove(const char* path) { fs::remove_all(folder / path); }
};

using Change = std::function<void(Broken&)>;
using Codes = std::vector<std::string>;  // "CSIP1 error", sorted, each once

struct Case {
  const char* code;
  const char* level;
  const char* what;
  Change change;
  Codes also = {};  // what the same change breaks
};

constexpr std::string_view kRepresentationMets = "representations/master/METS.xml";

class CsipRule : public ::testing::Test {
 protected:
  // A package of one leaf with all that CSIP and its profile ask for or allow: no finding.
  void write_sound(PackageKind kind) {
    kind_ = kind;
    PackageBuilder builder(temporary_ / "content");
    builder.add("0037.tif", "leaf 37", FileRole::kMaster, Leaf{.number = 37});
    builder.package.kind = kind;
    builder.package.context.submission.submitter = {"Test archive", "t", false, {}};
    const fs::path made = temporary_ / "made";
    fs::remove_all(made);
    fs::remove_all(temporary_ / "sound");
    fs::create_directories(made);
    const auto files = write_information_package(builder.package, made, {});
    ASSERT_TRUE(files) << files.error().text();
    const std::vector<PackagedFile> all = *files->all();
    for (const PackagedFile& file : all) {
      const fs::path place = file.path.under(temporary_ / "sound");
      fs::create_directories(place.parent_path());
      fs::copy_file(file.source, place);
    }
    sound_ = temporary_ / "sound" / objid_of(builder.package.id);
    mets_ = text_of_file(sound_ / "METS.xml");
    add_rights();
    if (kind == PackageKind::kSip) add_what_a_sip_may_have();
    write_text(sound_ / "METS.xml", mets_.text());
  }

  // Content that no representation's METS describes: the root's METS lists it.
  void list_content_in_the_root() {
    fs::remove(sound_ / kRepresentationMets);
    fs::remove(sound_ / "representations/master/metadata/preservation/premis.xml");
    fs::remove(sound_ / "representations/master/metadata/descriptive/dc.xml");
    const std::string leaf = "leaf 37";
    mets_.set({"<file ID=\"file-mets-master\""}, "SIZE", std::to_string(leaf.size()));
    mets_.set({"<file ID=\"file-mets-master\""}, "CHECKSUM", sha256_of(leaf));
    mets_.set({"<file ID=\"file-mets-master\"", "<FLocat"}, "xlink:href",
              "representations/master/data/0037.tif");
    mets_.cut({"<div ID=\"div-master\""}, "</div>");
    write_text(sound_ / "METS.xml", mets_.text());
  }

  // What is found in the sound package after the change, and not without it.
  Codes found_after(const Change& change) {
    const fs::path folder = temporary_ / "broken" / sound_.filename();
    fs::remove_all(folder.parent_path());
    fs::create_directories(folder.parent_path());
    fs::copy(sound_, folder, fs::copy_options::recursive);
    Broken broken{.folder = folder, .mets = mets_, .representation = {}};
    const bool has_representation = fs::exists(folder / kRepresentationMets);
    std::string before;
    if (has_representation) {
      before = text_of_file(folder / kRepresentationMets);
      broken.representation = before;
    }
    try {
      change(broken);
    } catch (const std::runtime_error& error) {
      ADD_FAILURE() << error.what();
    }
    if (const std::string& after = broken.representation.text(); after != before) {
      write_text(folder / kRepresentationMets, after);
      broken.mets.set({"<file ID=\"file-mets-master\""}, "SIZE", std::to_string(after.size()));
      broken.mets.set({"<file ID=\"file-mets-master\""}, "CHECKSUM", sha256_of(after));
    }
    write_text(folder / "METS.xml", broken.mets.text());
    const Codes of_sound = codes_of(sound_), of_broken = codes_of(folder);
    Codes found;
    std::ranges::set_difference(of_broken, of_sound, std::back_inserter(found));
    return found;
  }

  void expect(std::initializer_list<Case> cases) {
    for (const Case& c : cases) {
      SCOPED_TRACE(std::string(c.code) + ": " + c.what);
      Codes expected = c.also;
      expected.push_back(std::string(c.code) + ' ' + c.level);
      std::ranges::sort(expected);
      Codes found = found_after(c.change);
      // The schema of METS forbids many of these changes as well; it has its own test.
      if (std::string_view(c.code) != "mets.schema") std::erase(found, "mets.schema error");
      EXPECT_THAT(found, ElementsAreArray(expected));
    }
  }

  Codes codes_of(const fs::path& package) const {
    const auto verdict = validate_package(package, form_of(kind_));
    EXPECT_TRUE(verdict) << (verdict ? "" : verdict.error().text());
    std::set<std::string> codes;
    if (verdict) {
      for (const Finding& finding : verdict->findings) {
        codes.insert(finding.rule + ' ' + std::string(name_of(finding.severity)));
      }
    }
    return {codes.begin(), codes.end()};
  }

  static void write_text(const fs::path& path, const std::string& text) {
    fs::remove(path);
    write_text_file(path, text);
  }
  static std::string sha256_of(std::string_view text) {
    return digests_of(text).find(DigestAlgorithm::kSha256)->hex;
  }

  fs::path sound_;

 private:
  void add_rights() {
    const std::string rights = "<rights>All who ask may read it</rights>\n";
    write_text_file(sound_ / "metadata/other/rights.xml", rights);
    mets_.insert_before(
        {"<digiprovMD"},
        "<rightsMD ID=\"rights\" CREATED=\"2020-02-03T04:05:06Z\" STATUS=\"CURRENT\">"
        "<mdRef LOCTYPE=\"URL\" xlink:type=\"simple\" xlink:href=\"metadata/other/rights.xml\""
        " MDTYPE=\"OTHER\" OTHERMDTYPE=\"LOCAL\" MIMETYPE=\"application/xml\" SIZE=\"" +
            std::to_string(rights.size()) + "\" CREATED=\"2020-02-03T04:05:06Z\" CHECKSUM=\"" +
            sha256_of(rights) + "\" CHECKSUMTYPE=\"SHA-256\"/></rightsMD>");
    mets_.set({"<div ID=\"div-metadata\""}, "ADMID", "digiprov-premis rights");
  }

  void add_what_a_sip_may_have() {
    mets_.insert_before({"<altRecordID"},
                        "<agent ROLE=\"ARCHIVIST\" TYPE=\"ORGANIZATION\"><name>Office</name>"
                        "<note csip:NOTETYPE=\"IDENTIFICATIONCODE\">o</note></agent>"
                        "<agent ROLE=\"PRESERVATION\" TYPE=\"ORGANIZATION\"><name>Archive</name>"
                        "<note csip:NOTETYPE=\"IDENTIFICATIONCODE\">a</note></agent>"
                        "<agent ROLE=\"OTHER\" OTHERROLE=\"SUBMITTER\" TYPE=\"INDIVIDUAL\">"
                        "<name>A. Person</name><note>Room 3</note></agent>"
                        "<altRecordID TYPE=\"SUBMISSIONAGREEMENT\">7</altRecordID>"
                        "<altRecordID TYPE=\"PREVIOUSSUBMISSIONAGREEMENT\">6</altRecordID>"
                        "<altRecordID TYPE=\"PREVIOUSREFERENCECODE\">5/337</altRecordID>");
    const std::string text = " sip:FILEFORMATNAME=\"Plain Text File\"";
    mets_.replace_all(text, text + " sip:FILEFORMATVERSION=\"1\"");
  }

  PackageKind kind_ = PackageKind::kAip;
  Document mets_;  // of the sound package
  tests::TempFolder temporary_;
};

// Takes out of METS all that lists content.
void without_content(Broken& p) {
  p.remove("representations");
  p.mets.cut({"<fileGrp ID=\"fileGrp-master\""}, "</fileGrp>");
  p.mets.cut({"<div ID=\"div-representations\""}, "</div>");
  p.mets.cut({"<div ID=\"div-master\""}, "</div>");
}

TEST_F(CsipRule, packages_with_all_that_is_asked_or_allowed_have_no_finding) {
  for (const PackageKind kind : {PackageKind::kSip, PackageKind::kAip, PackageKind::kDip}) {
    write_sound(kind);
    EXPECT_THAT(codes_of(sound_), IsEmpty());
  }
}

TEST_F(CsipRule, folders_that_are_missing_are_found) {
  write_sound(PackageKind::kSip);
  expect({
      {"CSIPSTR2",
       "warning",
       "the folder has another name than OBJID",
       [](Broken& p) { p.mets.set({"<mets"}, "OBJID", "another"); },
       {"CSIP1 warning"}},
      {"CSIPSTR5",
       "warning",
       "there is no folder metadata",
       [](Broken& p) {
         p.remove("metadata");
         p.mets.cut({"<dmdSec"}, "</amdSec>");
         p.mets.drop({"<div ID=\"div-metadata\""}, "DMDID");
         p.mets.drop({"<div ID=\"div-metadata\""}, "ADMID");
       },
       {"CSIP31 warning"}},
      {"CSIPSTR9",
       "info",
       "there is no folder representations",
       without_content,
       {"CSIP101 warning", "CSIP114 error"}},
      {"CSIPSTR10",
       "warning",
       "no representation has a folder",
       [](Broken& p) {
         without_content(p);
         fs::create_directory(p.folder / "representations");
       },
       {"CSIP101 warning", "CSIP114 error"}},
      {"CSIPSTR15",
       "info",
       "there is no folder schemas",
       [](Broken& p) {
         p.remove("schemas");
         p.mets.cut({"<fileGrp ID=\"fileGrp-schemas\""}, "</fileGrp>");
         p.mets.cut({"<div ID=\"div-schemas\""}, "</div>");
       },
       {"CSIP113 warning", "CSIP97 warning"}},
      {"CSIPSTR16",
       "info",
       "there is no folder documentation",
       [](Broken& p) {
         p.remove("documentation");
         p.mets.cut({"<fileGrp ID=\"fileGrp-documentation\""}, "</fileGrp>");
         p.mets.cut({"<div ID=\"div-documentation\""}, "</div>");
       },
       {"CSIP60 warning", "CSIP93 warning"}},
  });
}

TEST_F(CsipRule, what_lies_beside_the_folder_of_an_archive_is_found) {
  write_sound(PackageKind::kAip);
  ZipBuilder zip;
  for (const auto& entry : fs::recursive_directory_iterator(sound_)) {
    if (!entry.is_regular_file()) continue;
    zip.add(fs::relative(entry.path(), sound_.parent_path()).string(), text_of_file(entry.path()));
  }
  const fs::path archive = sound_.parent_path() / "package.zip";
  write_text(archive, zip.bytes());
  EXPECT_THAT(codes_of(archive), IsEmpty());
  zip.add("notes.txt", "beside it");
  write_text(archive, zip.bytes());
  const auto verdict = validate_package(archive, PackageForm::kAip);
  ASSERT_TRUE(verdict);
  ASSERT_EQ(verdict->findings.size(), 1u);
  EXPECT_EQ(verdict->findings[0].rule, "CSIPSTR1");
  EXPECT_EQ(verdict->findings[0].where.path.text(), "notes.txt");
  EXPECT_EQ(verdict->validity, Validity::kInvalid);
}

TEST_F(CsipRule, a_package_at_the_top_of_an_archive_lacks_its_folder_and_is_examined) {
  write_sound(PackageKind::kAip);
  ZipBuilder zip;
  for (const auto& entry : fs::recursive_directory_iterator(sound_)) {
    if (!entry.is_regular_file()) continue;
    zip.add(fs::relative(entry.path(), sound_).string(), text_of_file(entry.path()));
  }
  const fs::path archive = sound_.parent_path() / "bare.zip";
  write_text(archive, zip.bytes());
  EXPECT_THAT(codes_of(archive), ElementsAre("CSIPSTR1 error"));
  zip.add("notes.txt", "in no METS");
  write_text(archive, zip.bytes());
  EXPECT_THAT(codes_of(archive), ElementsAre("CSIPSTR1 error", "csip.unlisted warning"));
}

// Writes the root's PREMIS, and what METS says of it.
void write_premis(Broken& p, const std::string& text) {
  const fs::path file = p.folder / "metadata/preservation/premis.xml";
  fs::remove(file);
  write_text_file(file, text);
  p.mets.set({"<digiprovMD", "<mdRef"}, "SIZE", std::to_string(text.size()));
  p.mets.set({"<digiprovMD", "<mdRef"}, "CHECKSUM",
             digests_of(text).find(DigestAlgorithm::kSha256)->hex);
}

Change premis_with(std::string_view from, std::string to) {
  return [from, to](Broken& p) {
    std::string text = text_of_file(p.folder / "metadata/preservation/premis.xml");
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    write_premis(p, text.replace(at, from.size(), to));
  };
}

TEST_F(CsipRule, what_the_schema_of_mets_forbids_is_found) {
  write_sound(PackageKind::kAip);
  expect({
      {"mets.schema", "error", "an element that nobody knows",
       [](Broken& p) { p.mets.insert_before({"</metsHdr>"}, "<unknown/>"); }},
      {"mets.schema", "error", "an attribute that nobody knows",
       [](Broken& p) { p.mets.set({"<agent"}, "COLOUR", "red"); }},
      {"mets.schema",
       "error",
       "amdSec before dmdSec",
       [](Broken& p) {
         p.mets.insert_before({"<fileSec"}, "<dmdSec ID=\"late\" STATUS=\"CURRENT\"/>");
       },
       {"CSIP19 error", "CSIP21 error", "CSIP92 error"}},
      {"mets.schema", "error", "text between elements",
       [](Broken& p) { p.mets.insert_before({"</metsHdr>"}, "text"); }},
      {"mets.schema", "error", "an ID that is no name",
       [](Broken& p) { p.mets.insert_before({"</metsHdr>"}, "<metsDocumentID ID=\"d d\"/>"); }},
      {"mets.schema",
       "error",
       "a second header",
       [](Broken& p) { p.mets.insert_before({"<dmdSec"}, "<metsHdr/>"); },
       {"AIPM3 error", "CSIP117 error", "CSIP7 error", "CSIP8 warning", "CSIP9 error"}},
      {"mets.schema", "error", "an agent without a name",
       [](Broken& p) { p.mets.insert_before({"</metsHdr>"}, "<agent ROLE=\"OTHER\"/>"); }},
      {"mets.schema", "error", "a value that is none of the list",
       [](Broken& p) { p.mets.set({"<FLocat"}, "xlink:show", "sometimes"); }},
      {"mets.schema", "error", "a reference to no ID",
       [](Broken& p) { p.mets.set({"<metsHdr"}, "ADMID", "nowhere"); }},
      {"mets.schema",
       "error",
       "the 30th of February",
       [](Broken& p) { p.mets.set({"<metsHdr"}, "CREATEDATE", "2020-02-30T00:00:00Z"); },
       {"CSIP7 error"}},
  });
}

TEST_F(CsipRule, what_mets_calls_premis_is_read_and_judged_by_its_schema) {
  write_sound(PackageKind::kAip);
  expect({
      {"premis.xml", "error", "it is cut off", premis_with("</premis>", "")},
      {"premis.xml", "error", "it is no XML", [](Broken& p) { write_premis(p, "objects: 1"); }},
      {"premis.xml", "error", "it is something else",
       [](Broken& p) { write_premis(p, "<dc xmlns=\"http://purl.org/dc/elements/1.1/\"/>"); }},
      {"premis.schema", "error", "an element is missing",
       premis_with("<objectIdentifierType>UUID</objectIdentifierType>", "")},
      {"premis.schema", "error", "an object of no kind",
       premis_with("<object xsi:type=\"intellectualEntity\">", "<object>")},
      {"premis.schema", "error", "a size that is no number", premis_with("<size>", "<size>about ")},
      {"premis.extension", "warning", "an extension without content",
       premis_with("</agent>", "<agentExtension/></agent>")},
      {"premis.version", "info", "it is PREMIS 1",
       [](Broken& p) {
         write_premis(p, "<premis xmlns=\"http://www.loc.gov/standards/premis/v1\"/>");
       }},
  });
}

TEST_F(CsipRule, premis_within_mets_is_judged_by_its_schema) {
  write_sound(PackageKind::kAip);
  expect({
      {"premis.schema", "error", "an event without its identifier",
       [](Broken& p) {
         p.mets.insert_before({"<digiprovMD"},
                              "<sourceMD ID=\"s\"><mdWrap MDTYPE=\"PREMIS:EVENT\"><xmlData>"
                              "<event xmlns=\"http://www.loc.gov/premis/v3\"/>"
                              "</xmlData></mdWrap></sourceMD>");
       }},
  });
}

TEST_F(CsipRule, premis_of_an_archive_is_read_as_a_stream) {
  write_sound(PackageKind::kAip);
  const fs::path premis = sound_ / "metadata/preservation/premis.xml";
  std::string text = text_of_file(premis);
  text.replace(text.find("</premis>"), 9, "</premiss");
  write_text(premis, text);
  ZipBuilder zip;
  for (const auto& entry : fs::recursive_directory_iterator(sound_)) {
    if (!entry.is_regular_file()) continue;
    zip.add(fs::relative(entry.path(), sound_.parent_path()).string(), text_of_file(entry.path()));
  }
  const fs::path archive = sound_.parent_path() / "package.zip";
  write_text(archive, zip.bytes());
  EXPECT_THAT(codes_of(archive), ElementsAre("CSIP43 error", "premis.xml error"));
}

TEST_F(CsipRule, asked_for_csip_alone_the_profile_of_the_declared_type_counts) {
  write_sound(PackageKind::kAip);
  std::string text = text_of_file(sound_ / "METS.xml");
  text.replace(text.find("E-ARK-AIP"), 9, "E-ARK-XYZ");
  write_text(sound_ / "METS.xml", text);
  const auto verdict = validate_package(sound_, PackageForm::kCsip);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->validity, Validity::kInvalid);
  ASSERT_EQ(verdict->findings.size(), 1u);
  EXPECT_EQ(verdict->findings[0].rule, "AIPM2");
  EXPECT_EQ(verdict->findings[0].severity, Severity::kError);
  EXPECT_THAT(codes_of(sound_), ElementsAre("AIPM2 error"));
}

TEST_F(CsipRule, a_header_that_says_too_little_is_found) {
  write_sound(PackageKind::kAip);
  expect({
      {"CSIP4", "warning", "the package has no CONTENTINFORMATIONTYPE",
       [](Broken& p) {
         p.mets.drop({"<mets"}, "csip:CONTENTINFORMATIONTYPE");
         p.mets.drop({"<mets"}, "csip:OTHERCONTENTINFORMATIONTYPE");
       }},
      {"CSIP4", "error", "a representation has no CONTENTINFORMATIONTYPE",
       [](Broken& p) {
         p.representation.drop({"<mets"}, "csip:CONTENTINFORMATIONTYPE");
         p.representation.drop({"<mets"}, "csip:OTHERCONTENTINFORMATIONTYPE");
       }},
      {"CSIP117",
       "error",
       "there is no metsHdr",
       [](Broken& p) { p.mets.cut({"<metsHdr"}, "</metsHdr>"); },
       {"AIPM3 error"}},
      {"CSIP10", "error", "there is no agent",
       [](Broken& p) {
         p.mets.cut({"<agent"}, "</agent>");
         p.mets.cut({"<agent"}, "</agent>");
       }},
  });
}

TEST_F(CsipRule, metadata_sections_that_are_missing_or_incomplete_are_found) {
  write_sound(PackageKind::kSip);
  const auto without_status = [](const char* section) -> Change {
    return [section](Broken& p) { p.mets.drop({section}, "STATUS"); };
  };
  const auto without_reference = [](const char* section) -> Change {
    return [section](Broken& p) { p.mets.cut({section, "<mdRef"}, "/>"); };
  };
  expect({
      {"CSIP17",
       "error",
       "description lies there that no dmdSec describes",
       [](Broken& p) {
         p.mets.cut({"<dmdSec"}, "</dmdSec>");  // Dublin Core
         p.mets.cut({"<dmdSec"}, "</dmdSec>");  // EAD
         p.mets.drop({"<div ID=\"div-metadata\""}, "DMDID");
       },
       {"csip.unlisted warning"}},
      {"CSIP18",
       "error",
       "a dmdSec has no ID",
       [](Broken& p) { p.mets.drop({"<dmdSec"}, "ID"); },
       {"CSIP92 error"}},
      {"CSIP20", "warning", "a dmdSec has no STATUS", without_status("<dmdSec")},
      {"CSIP21",
       "error",
       "a dmdSec has no mdRef",
       without_reference("<dmdSec"),
       {"csip.unlisted warning"}},
      {"CSIP31",
       "error",
       "preservation metadata lies there without an amdSec",
       [](Broken& p) {
         p.mets.cut({"<amdSec"}, "</amdSec>");
         p.mets.drop({"<div ID=\"div-metadata\""}, "ADMID");
       },
       {"CSIP32 error", "csip.unlisted warning"}},
      {"CSIP31", "warning", "there are two amdSec",
       [](Broken& p) { p.mets.insert_before({"<rightsMD"}, "</amdSec><amdSec>"); }},
      {"CSIP32",
       "error",
       "PREMIS lies there that no digiprovMD describes",
       [](Broken& p) {
         p.mets.cut({"<digiprovMD"}, "</digiprovMD>");
         p.mets.set({"<div ID=\"div-metadata\""}, "ADMID", "rights");
       },
       {"csip.unlisted warning"}},
      {"CSIP33",
       "error",
       "a digiprovMD has no ID",
       [](Broken& p) { p.mets.drop({"<digiprovMD"}, "ID"); },
       {"CSIP91 error"}},
      {"CSIP34", "warning", "a digiprovMD has no STATUS", without_status("<digiprovMD")},
      {"CSIP34", "error", "a digiprovMD has a STATUS of its own",
       [](Broken& p) { p.mets.set({"<digiprovMD"}, "STATUS", "GOOD"); }},
      {"CSIP35",
       "warning",
       "a digiprovMD has no mdRef",
       without_reference("<digiprovMD"),
       {"csip.unlisted warning"}},
      {"CSIP45", "info", "a rights statement is described as something else",
       [](Broken& p) {
         p.mets.set({"<digiprovMD", "<mdRef"}, "MDTYPE", "PREMIS:RIGHTS");
       }},
      {"CSIP46",
       "error",
       "a rightsMD has no ID",
       [](Broken& p) { p.mets.drop({"<rightsMD"}, "ID"); },
       {"CSIP91 error"}},
      {"CSIP47", "warning", "a rightsMD has no STATUS", without_status("<rightsMD")},
      {"CSIP48",
       "warning",
       "a rightsMD has no mdRef",
       without_reference("<rightsMD"),
       {"csip.unlisted warning"}},
  });
}

// The nine attributes of a mdRef have a code each, in each kind of section.
TEST_F(CsipRule, each_attribute_of_a_metadata_reference_is_asked_for_and_judged) {
  write_sound(PackageKind::kSip);
  struct Reference {
    const char* section;
    std::array<const char*, 9> codes;
  };
  struct Attribute {
    const char* name;
    const char* wrong;
  };
  constexpr std::array<Attribute, 9> kAttributes = {{{"LOCTYPE", "URN"},
                                                     {"xlink:type", "extended"},
                                                     {"xlink:href", "metadata/gone.xml"},
                                                     {"MDTYPE", "PREMISES"},
                                                     {"MIMETYPE", "a text"},
                                                     {"SIZE", "1"},
                                                     {"CREATED", "yesterday"},
                                                     {"CHECKSUM", "0123"},
                                                     {"CHECKSUMTYPE", "SHA256"}}};
  for (const Reference& reference : {
           Reference{"<dmdSec",
                     {"CSIP22", "CSIP23", "CSIP24", "CSIP25", "CSIP26", "CSIP27", "CSIP28",
                      "CSIP29", "CSIP30"}},
           Reference{"<digiprovMD",
                     {"CSIP36", "CSIP37", "CSIP38", "CSIP39", "CSIP40", "CSIP41", "CSIP42",
                      "CSIP43", "CSIP44"}},
           Reference{"<rightsMD",
                     {"CSIP49", "CSIP50", "CSIP51", "CSIP52", "CSIP53", "CSIP54", "CSIP55",
                      "CSIP56", "CSIP57"}},
       }) {
    for (std::size_t i = 0; i < kAttributes.size(); ++i) {
      const Attribute& attribute = kAttributes[i];
      const bool is_href = std::string_view(attribute.name) == "xlink:href";
      const Codes also = is_href ? Codes{"csip.unlisted warning"} : Codes{};
      expect({
          {reference.codes[i], "error", "the attribute is absent",
           [&](Broken& p) {
             p.mets.drop({reference.section, "<mdRef"}, attribute.name);
           },
           also},
          {reference.codes[i], "error", "the attribute says something else",
           [&](Broken& p) {
             p.mets.set({reference.section, "<mdRef"}, attribute.name, attribute.wrong);
           },
           also},
      });
    }
  }
}

TEST_F(CsipRule, file_groups_and_files_that_are_incomplete_are_found) {
  write_sound(PackageKind::kAip);
  constexpr const char* kGroup = "<fileGrp ID=\"fileGrp-master\"";
  constexpr const char* kFile = "<file ID=\"file-readme\"";
  const auto set = [](const char* element, const char* attribute, const char* value) -> Change {
    return [=](Broken& p) { p.mets.set({element}, attribute, value); };
  };
  const auto drop = [](const char* element, const char* attribute) -> Change {
    return [=](Broken& p) { p.mets.drop({element}, attribute); };
  };
  expect({
      {"CSIP58", "warning", "there are two fileSec",
       [](Broken& p) { p.mets.insert_before({"<structMap"}, "<fileSec ID=\"fileSec-2\"/>"); }},
      {"CSIP114",
       "error",
       "no fileGrp lists representations",
       set(kGroup, "USE", "Content/master"),
       {"CSIP108 error", "CSIP119 error"}},
      {"CSIP61", "warning", "ADMID of a fileGrp names nothing", set(kGroup, "ADMID", "nothing")},
      {"CSIP61", "warning", "ADMID of a fileGrp names a fileGrp besides",
       set(kGroup, "ADMID", "rights fileGrp-schemas")},
      {"CSIP62", "warning", "a fileGrp of a representation has no CONTENTINFORMATIONTYPE",
       [](Broken& p) {
         p.mets.drop({kGroup}, "csip:CONTENTINFORMATIONTYPE");
         p.mets.drop({kGroup}, "csip:OTHERCONTENTINFORMATIONTYPE");
       }},
      {"CSIP62", "error", "a fileGrp of a representation has one of no vocabulary",
       [](Broken& p) {
         p.mets.set({kGroup}, "csip:CONTENTINFORMATIONTYPE", "scans");
         p.mets.drop({kGroup}, "csip:OTHERCONTENTINFORMATIONTYPE");
       }},
      {"CSIP63", "error", "a fileGrp is of another type and does not say which",
       drop(kGroup, "csip:OTHERCONTENTINFORMATIONTYPE")},
      {"CSIP66",
       "error",
       "a fileGrp lists no file",
       [](Broken& p) { p.mets.cut({"<file ID=\"file-schemas\""}, "</file>"); },
       {"csip.unlisted warning"}},
      {"CSIP68", "error", "a file has no MIMETYPE", drop(kFile, "MIMETYPE")},
      {"CSIP69", "error", "a file has no SIZE", drop(kFile, "SIZE")},
      {"CSIP69", "error", "a file has another SIZE", set(kFile, "SIZE", "1")},
      {"CSIP70", "error", "a file has no CREATED date", drop(kFile, "CREATED")},
      {"CSIP71", "error", "a file has no CHECKSUM", drop(kFile, "CHECKSUM")},
      {"CSIP72", "error", "a file has no CHECKSUMTYPE", drop(kFile, "CHECKSUMTYPE")},
      {"CSIP73", "info", "OWNERID of a file is empty", set(kFile, "OWNERID", "")},
      {"CSIP74", "warning", "ADMID of a file names a description", set(kFile, "ADMID", "dmd-dc")},
      {"CSIP75", "warning", "DMDID of a file names what is no description",
       set(kFile, "DMDID", "rights")},
      {"CSIP76", "error", "a file has two FLocat",
       [](Broken& p) {
         p.mets.repeat({kFile, "<FLocat"}, "/>");
       }},
      {"CSIP76",
       "error",
       "a file has no FLocat",
       [](Broken& p) {
         p.mets.cut({kFile, "<FLocat"}, "/>");
       },
       {"csip.unlisted warning"}},
      {"CSIP78", "error", "FLocat has no xlink:type",
       [](Broken& p) {
         p.mets.drop({kFile, "<FLocat"}, "xlink:type");
       }},
      {"csip.external",
       "info",
       "FLocat leads out of the package",
       [](Broken& p) {
         p.mets.set({kFile, "<FLocat"}, "xlink:href", "https://example.org/readme.txt");
       },
       {"csip.unlisted warning"}},
  });
}

TEST_F(CsipRule, a_structural_map_that_is_incomplete_is_found) {
  write_sound(PackageKind::kAip);
  constexpr const char* kDocumentation = "<div ID=\"div-documentation\"";
  constexpr const char* kSchemas = "<div ID=\"div-schemas\"";
  constexpr const char* kMaster = "<div ID=\"div-master\"";
  const auto set = [](const char* element, const char* attribute, const char* value) -> Change {
    return [=](Broken& p) { p.mets.set({element}, attribute, value); };
  };
  const auto drop = [](const char* element, const char* attribute) -> Change {
    return [=](Broken& p) { p.mets.drop({element}, attribute); };
  };
  expect({
      {"CSIP80", "error", "there is no structMap",
       [](Broken& p) { p.mets.cut({"<structMap"}, "</structMap>"); }},
      {"CSIP82", "error", "a second structMap is labelled CSIP",
       [](Broken& p) {
         p.mets.insert_before({"</mets>"},
                              "<structMap LABEL=\"CSIP\" TYPE=\"PHYSICAL\"><div/></structMap>");
       }},
      {"CSIP96",
       "error",
       "the div Documentation points to nothing, in a package of CSIP 2.1",
       [](Broken& p) {
         p.mets.set({"<mets"}, "PROFILE", "https://earkdip.dilcis.eu/profile/E-ARK-AIP-v2-1-0.xml");
         p.mets.cut({kDocumentation, "<fptr"}, "/>");
       },
       {"CSIP116 error"}},
      {"CSIP110", "error", "a mptr leads to the METS of something else",
       [](Broken& p) {
         p.mets.set({kMaster, "<mptr"}, "xlink:href", "METS.xml");
       }},
      {"CSIP84", "error", "there are two main div",
       [](Broken& p) { p.mets.insert_before({"</structMap>"}, "<div ID=\"div-2\"/>"); }},
      {"CSIP93", "error", "there are two div Documentation",
       [](Broken& p) {
         p.mets.repeat({kDocumentation}, "</div>");
         p.mets.set({kDocumentation}, "ID", "div-more");
       }},
      {"CSIP94", "error", "the div Documentation has no ID", drop(kDocumentation, "ID")},
      {"CSIP95",
       "error",
       "the div Documentation is misspelt",
       set(kDocumentation, "LABEL", "documentation"),
       {"CSIP93 warning"}},
      {"CSIP96",
       "warning",
       "the div Documentation points to nothing",
       [](Broken& p) {
         p.mets.cut({kDocumentation, "<fptr"}, "/>");
       },
       {"CSIP116 error"}},
      {"CSIP98", "error", "the div Schemas has no ID", drop(kSchemas, "ID")},
      {"CSIP99",
       "error",
       "the div Schemas is misspelt",
       set(kSchemas, "LABEL", "Schema"),
       {"CSIP97 warning"}},
      {"CSIP100",
       "warning",
       "the div Schemas points to nothing",
       [](Broken& p) {
         p.mets.cut({kSchemas, "<fptr"}, "/>");
       },
       {"CSIP118 error"}},
      {"CSIP105",
       "warning",
       "a representation has no div",
       [](Broken& p) { p.mets.cut({kMaster}, "</div>"); },
       {"CSIP107 warning", "CSIP109 error"}},
      {"CSIP105",
       "error",
       "a div is of no representation",
       [](Broken& p) {
         p.mets.insert_before({kMaster},
                              "<div ID=\"div-x\" LABEL=\"Representations/x\">"
                              "<mptr LOCTYPE=\"URL\" xlink:type=\"simple\""
                              " xlink:href=\"representations/master/METS.xml\""
                              " xlink:title=\"fileGrp-master\"/></div>");
       },
       {"CSIP107 error"}},
      {"CSIP106", "error", "the div of a representation has no ID", drop(kMaster, "ID")},
      {"CSIP111", "error", "a mptr has no xlink:type",
       [](Broken& p) {
         p.mets.drop({kMaster, "<mptr"}, "xlink:type");
       }},
      {"CSIP112", "error", "a mptr has another LOCTYPE",
       [](Broken& p) {
         p.mets.set({kMaster, "<mptr"}, "LOCTYPE", "PURL");
       }},
  });
}

TEST_F(CsipRule, content_without_a_mets_of_its_own_has_its_div_in_the_root) {
  write_sound(PackageKind::kAip);
  list_content_in_the_root();
  EXPECT_THAT(codes_of(sound_), ElementsAre("CSIPSTR12 warning"));
  constexpr const char* kContent = "<div ID=\"div-representations\"";
  expect({
      {"CSIP101", "warning", "there is no div Representations",
       [](Broken& p) { p.mets.cut({kContent}, "</div>"); }},
      {"CSIP101", "error", "there are two div Representations",
       [](Broken& p) {
         p.mets.repeat({kContent}, "</div>");
         p.mets.set({kContent}, "ID", "div-more");
       }},
      {"CSIP102", "error", "the div Representations has no ID",
       [](Broken& p) { p.mets.drop({kContent}, "ID"); }},
      {"CSIP103",
       "error",
       "the div Representations is misspelt",
       [](Broken& p) { p.mets.set({kContent}, "LABEL", "representations"); },
       {"CSIP101 warning"}},
      {"CSIP104",
       "warning",
       "the div Representations points to nothing",
       [](Broken& p) {
         p.mets.cut({kContent, "<fptr"}, "/>");
       },
       {"CSIP119 error"}},
      {"CSIP119", "error", "the div Representations points to schemas",
       [](Broken& p) {
         p.mets.set({kContent, "<fptr"}, "FILEID", "fileGrp-schemas");
       }},
  });
}

// xs:ID: a name, and of one element only.
TEST_F(CsipRule, an_id_that_stands_twice_or_is_no_name_is_found) {
  write_sound(PackageKind::kAip);
  const auto set = [](const char* element, const char* id) -> Change {
    return [=](Broken& p) { p.mets.set({element}, "ID", id); };
  };
  expect({
      {"CSIP67", "error", "two files have the same ID",
       set("<file ID=\"file-schemas\"", "file-readme")},
      {"CSIP67", "error", "the ID of a file begins with a digit",
       set("<file ID=\"file-schemas\"", "1-schemas")},
      {"CSIP67", "error", "the ID of a file is two words",
       set("<file ID=\"file-schemas\"", "the schemas")},
      {"CSIP83",
       "error",
       "structMap has the ID of fileSec",
       set("<structMap ID=\"structMap-csip\"", "fileSec"),
       {"CSIP59 error"}},
      {"CSIP85",
       "error",
       "the main div has the ID of another",
       set("<div ID=\"div-root\"", "div-metadata"),
       {"CSIP89 error"}},
      {"CSIP94",
       "error",
       "two div have the same ID",
       set("<div ID=\"div-documentation\"", "div-schemas"),
       {"CSIP98 error"}},
      {"CSIP106", "error", "the ID of a div has a colon", set("<div ID=\"div-master\"", "div:m")},
  });
  EXPECT_THAT(found_after(set("<file ID=\"file-schemas\"", "файл_1.a-b")), IsEmpty());
}

TEST_F(CsipRule, what_a_sip_leaves_out_is_told) {
  write_sound(PackageKind::kSip);
  const auto record_id = [](const char* type, const char* text) -> Change {
    return [=](Broken& p) {
      const std::string start = std::string("<altRecordID TYPE=\"") + type + "\">";
      p.mets.cut({start}, "</altRecordID>");
      p.mets.insert_before({"</metsHdr>"}, text ? start + text + "</altRecordID>" : "");
    };
  };
  const auto format = [](const char* attribute) -> Change {
    return [=](Broken& p) { p.mets.drop({"<file "}, attribute); };
  };
  expect({
      {"SIP1", "info", "there is no LABEL", [](Broken& p) { p.mets.drop({"<mets"}, "LABEL"); }},
      {"SIP3", "info", "there is no RECORDSTATUS",
       [](Broken& p) { p.mets.drop({"<metsHdr"}, "RECORDSTATUS"); }},
      {"SIP3", "info", "RECORDSTATUS is none of the vocabulary",
       [](Broken& p) { p.mets.set({"<metsHdr"}, "RECORDSTATUS", "OLD"); }},
      {"SIP5", "info", "no submission agreement is named",
       record_id("SUBMISSIONAGREEMENT", nullptr)},
      {"SIP5", "info", "two submission agreements are named",
       [](Broken& p) {
         p.mets.repeat({"<altRecordID TYPE=\"SUBMISSIONAGREEMENT\""}, "</altRecordID>");
       }},
      {"SIP6", "info", "a previous submission agreement is empty",
       record_id("PREVIOUSSUBMISSIONAGREEMENT", "")},
      {"SIP7", "info", "no reference code is named", record_id("REFERENCECODE", nullptr)},
      {"SIP7", "info", "the reference code is empty", record_id("REFERENCECODE", " ")},
      {"SIP8", "info", "a previous reference code is empty",
       record_id("PREVIOUSREFERENCECODE", "")},
      {"SIP32", "info", "a file has no FILEFORMATNAME", format("sip:FILEFORMATNAME")},
      {"SIP32", "warning", "FILEFORMATNAME of a file is empty",
       [](Broken& p) { p.mets.set({"<file "}, "sip:FILEFORMATNAME", ""); }},
      {"SIP33", "info", "a file has no FILEFORMATVERSION", format("sip:FILEFORMATVERSION")},
      {"SIP34", "info", "a file has no FILEFORMATREGISTRY", format("sip:FILEFORMATREGISTRY")},
      {"SIP35", "info", "a file has no FILEFORMATKEY", format("sip:FILEFORMATKEY")},
  });
}

TEST_F(CsipRule, agents_of_a_sip_that_are_missing_or_incomplete_are_found) {
  write_sound(PackageKind::kSip);
  constexpr const char* kCreator = "<agent ROLE=\"ARCHIVIST\"";
  constexpr const char* kSubmitter = "<agent ROLE=\"CREATOR\" TYPE=\"ORGANIZATION\"";
  constexpr const char* kKeeper = "<agent ROLE=\"PRESERVATION\"";
  const auto role = [](const char* agent, const char* name) -> Change {
    return [=](Broken& p) { p.mets.set({agent}, "ROLE", name); };
  };
  const auto type = [](const char* agent, const char* name) -> Change {
    return [=](Broken& p) { p.mets.set({agent}, "TYPE", name); };
  };
  const auto without = [](const char* agent, const char* from, const char* through) -> Change {
    return [=](Broken& p) { p.mets.cut({agent, from}, through); };
  };
  const auto note_of = [](const char* agent, const char* note_type) -> Change {
    return [=](Broken& p) { p.mets.set({agent, "<note"}, "csip:NOTETYPE", note_type); };
  };
  expect({
      {"SIP9", "info", "no agent is the archival creator", without(kCreator, "<agent", "</agent>")},
      {"SIP10", "error", "the archival creator's ROLE is in other letters",
       role(kCreator, "Archivist")},
      {"SIP10", "error", "the archival creator's ROLE stands in OTHERROLE",
       [](Broken& p) { p.mets.replace({kCreator}, "ARCHIVIST", "OTHER\" OTHERROLE=\"ARCHIVIST"); }},
      {"SIP11", "error", "the archival creator is no organisation", type(kCreator, "OTHER")},
      {"SIP12", "error", "the archival creator has no name", without(kCreator, "<name", "</name>")},
      {"SIP13", "info", "the archival creator has no note", without(kCreator, "<note", "</note>")},
      {"SIP14", "error", "the archival creator's note is of another type",
       note_of(kCreator, "ADDRESS")},
      {"SIP15", "error", "no agent submits: a contact person does not",
       without(kSubmitter, "<agent", "</agent>")},
      {"SIP16", "error", "the submitting agent's ROLE is in other letters",
       role(kSubmitter, "Creator")},
      {"SIP16", "error", "the submitting organisation is told as another role",
       [](Broken& p) { p.mets.replace({kSubmitter}, "CREATOR", "OTHER\" OTHERROLE=\"SUBMITTER"); }},
      {"SIP17", "error", "the submitting agent is no organisation", type(kSubmitter, "OTHER")},
      {"SIP18", "error", "the submitting agent has no name",
       without(kSubmitter, "<name", "</name>")},
      {"SIP19", "info", "the submitting agent has no note",
       without(kSubmitter, "<note", "</note>")},
      {"SIP20", "error", "the submitting agent's note is of another type",
       note_of(kSubmitter, "ADDRESS")},
      {"SIP26", "info", "no agent preserves", without(kKeeper, "<agent", "</agent>")},
      {"SIP27", "error", "the preserving agent's ROLE is in other letters",
       role(kKeeper, "preservation")},
      {"SIP28", "error", "a person preserves", type(kKeeper, "INDIVIDUAL")},
      {"SIP29", "error", "the preserving agent has no name", without(kKeeper, "<name", "</name>")},
      {"SIP30", "info", "the preserving agent has no note", without(kKeeper, "<note", "</note>")},
      {"SIP31", "error", "the preserving agent's note is of another type",
       note_of(kKeeper, "ADDRESS")},
  });
  // The contact is a creator by the profile's text; which comes first does not matter.
  EXPECT_THAT(found_after([](Broken& p) {
                p.mets.insert_before({"<agent"},
                                     "<agent ROLE=\"CREATOR\" TYPE=\"INDIVIDUAL\">"
                                     "<name>B. Person</name><note>Room 4</note></agent>");
              }),
              IsEmpty());
}

TEST_F(CsipRule, what_an_aip_must_have_beyond_csip_is_asked_for) {
  write_sound(PackageKind::kAip);
  expect({
      {"AIPM1",
       "error",
       "there is no OBJID",
       [](Broken& p) { p.mets.drop({"<mets"}, "OBJID"); },
       {"CSIP1 error"}},
      {"AIPM4", "warning", "no description is current",
       [](Broken& p) {
         p.mets.set({"<dmdSec"}, "STATUS", "SUPERSEDED");
         p.mets.set({"</dmdSec>", "<dmdSec"}, "STATUS", "SUPERSEDED");
       }},
      {"AIPM5",
       "error",
       "no digiprovMD refers to a file",
       [](Broken& p) {
         p.mets.cut({"<digiprovMD", "<mdRef"}, "/>");
       },
       {"CSIP35 warning", "csip.unlisted warning"}},
  });
}

TEST_F(CsipRule, what_a_dip_must_have_beyond_csip_is_asked_for) {
  write_sound(PackageKind::kDip);
  expect({
      {"DIP1",
       "error",
       "there is no OBJID",
       [](Broken& p) { p.mets.drop({"<mets"}, "OBJID"); },
       {"CSIP1 error"}},
      {"DIP3", "error", "it calls itself an AIP",
       [](Broken& p) { p.mets.set({"<metsHdr"}, "csip:OAISPACKAGETYPE", "AIP"); }},
      {"DIP4", "warning", "a description is superseded",
       [](Broken& p) { p.mets.set({"<dmdSec"}, "STATUS", "SUPERSEDED"); }},
      {"DIP4",
       "warning",
       "a description has no STATUS",
       [](Broken& p) { p.mets.drop({"<dmdSec"}, "STATUS"); },
       {"CSIP20 warning"}},
      {"DIP4",
       "error",
       "a description has a STATUS of its own",
       [](Broken& p) { p.mets.set({"<dmdSec"}, "STATUS", "GOOD"); },
       {"CSIP20 error"}},
  });
}

}  // namespace
}  // namespace delo::packages
