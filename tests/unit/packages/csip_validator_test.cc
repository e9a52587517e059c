#include "packages/eark/csip_validator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "packages/aip.h"
#include "packages/eark/csip_rules.h"
#include "packages/eark/csip_vocabulary.h"
#include "packages/eark/ip_writer.h"
#include "packages/validate_package.h"
#include "tests/unit/packages/archive_builder.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

class CsipValidation : public ::testing::Test {
 protected:
  // A valid package in a folder; returns it.
  fs::path write(PackageKind kind) {
    PackageBuilder builder(temporary_ / "content");
    return write_package_of(builder.add_record(), kind);
  }
  fs::path write_package_of(PackageBuilder& builder, PackageKind kind) {
    builder.package.kind = kind;
    const fs::path made = temporary_ / "made";
    fs::remove_all(made);
    fs::create_directories(made);
    const auto files = write_information_package(builder.package, made, {});
    EXPECT_TRUE(files) << (files ? "" : files.error().text());
    const fs::path whole = temporary_ / "whole";
    fs::remove_all(whole);
    const std::vector<PackagedFile> all = *files->all();
    for (const PackagedFile& file : all) {
      fs::create_directories(file.path.under(whole).parent_path());
      fs::copy_file(file.source, file.path.under(whole));
    }
    return whole / objid_of(builder.package.id);
  }
  // Codes of warnings and errors.
  std::vector<std::string> codes(const fs::path& package, PackageForm form) {
    const auto verdict = validate_package(package, form);
    EXPECT_TRUE(verdict) << (verdict ? "" : verdict.error().text());
    std::vector<std::string> found;
    if (!verdict) return found;
    for (const Finding& finding : verdict->findings) {
      if (finding.severity != Severity::kInfo) found.push_back(finding.rule);
    }
    return found;
  }
  // The root METS of a valid package with `from` replaced by `to`, once.
  std::vector<std::string> codes_after(const std::string& from, const std::string& to,
                                       PackageKind kind = PackageKind::kAip) {
    if (!pristine_ || pristine_->kind != kind) {
      const fs::path written = write(kind);
      pristine_ = {kind, written, text_of_file(written / "METS.xml")};
    }
    const fs::path& package = pristine_->path;
    std::string mets = pristine_->mets;
    const std::size_t at = mets.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) mets.replace(at, from.size(), to);
    fs::remove(package / "METS.xml");
    write_text_file(package / "METS.xml", mets);
    return codes(package, form_of(kind));
  }
  struct Pristine {
    PackageKind kind;
    fs::path path;
    std::string mets;
  };
  std::optional<Pristine> pristine_;  // of codes_after()
  tests::TempFolder temporary_;
};

TEST_F(CsipValidation, our_own_packages_have_no_finding) {
  for (const PackageKind kind : {PackageKind::kSip, PackageKind::kAip, PackageKind::kDip}) {
    const fs::path package = write(kind);
    EXPECT_THAT(codes(package, form_of(kind)), IsEmpty());
    EXPECT_THAT(codes(package, PackageForm::kCsip), IsEmpty());
  }
}

TEST_F(CsipValidation, many_threads_find_the_same_in_the_same_order) {
  PackageBuilder builder(temporary_ / "content");
  for (int i = 0; i < 200; ++i) {  // more than one thread is given at a time
    builder.add("page-" + std::to_string(1000 + i) + ".txt", "a page", FileRole::kOther);
  }
  const fs::path package = write_package_of(builder, PackageKind::kAip);
  for (const auto& entry : fs::recursive_directory_iterator(package)) {
    if (entry.path().extension() == ".txt" && entry.path().stem().string().starts_with("page")) {
      fs::permissions(entry.path(), fs::perms::owner_all);
      write_text_file(entry.path(), "A page");
    }
  }
  const auto one = validate_package(package, PackageForm::kAip, {}, 1);
  ASSERT_TRUE(one);
  EXPECT_GE(one->findings.size(), 200u);
  for (int again = 0; again < 5; ++again) {
    const auto many = validate_package(package, PackageForm::kAip, {}, 4);
    ASSERT_TRUE(many);
    EXPECT_EQ(many->findings, one->findings);
  }
}

TEST_F(CsipValidation, a_mets_that_an_archive_has_damaged_is_named_and_not_called_absent) {
  const fs::path package = write(PackageKind::kSip);
  const std::string name = package.filename().string();
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(package)) {
    if (entry.is_regular_file()) paths.push_back(entry.path().lexically_relative(package).string());
  }
  std::ranges::sort(paths);
  int judged = 0;
  for (const std::string& damaged : paths) {
    if (!damaged.ends_with("METS.xml")) continue;
    ++judged;
    ZipBuilder zip;
    for (const std::string& path : paths) {
      ZipBuilder::Fields fields;
      if (path == damaged) fields.crc = 1;
      zip.add(name + '/' + path, text_of_file(package / path), fields);
    }
    const fs::path archive = temporary_ / "sip.zip";
    fs::remove(archive);
    write_text_file(archive, zip.bytes());
    const auto found = codes(archive, PackageForm::kSip);
    EXPECT_THAT(found, Contains("archive.damaged")) << damaged;
    EXPECT_THAT(found, Contains("package.tree.unreadable")) << damaged;
    EXPECT_THAT(found, ::testing::Not(Contains("CSIPSTR4"))) << damaged;
    EXPECT_THAT(found, ::testing::Not(Contains("CSIPSTR12"))) << damaged;
    EXPECT_THAT(found, ::testing::Not(Contains("csip.unlisted"))) << damaged;
    if (damaged == "METS.xml") {
      EXPECT_EQ(recognise_package(archive), PackageForm::kCsip);
    }
  }
  EXPECT_GE(judged, 2);
}

TEST_F(CsipValidation, each_missing_or_wrong_attribute_has_its_code) {
  struct Case {
    const char* from;
    const char* to;
    const char* code;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"OBJID=\"uuid-", "OBJID=\"other-", "CSIP1"},
           {"OBJID=\"", "OBJIDX=\"", "CSIP1"},
           {" TYPE=\"Mixed\"", " TYPE=\"Mixd\"", "CSIP2"},
           {" TYPE=\"Mixed\"", " TYPE=\"Other\"", "CSIP3"},
           {"csip:CONTENTINFORMATIONTYPE=\"OTHER\"", "csip:X=\"1\"", "CSIP4"},
           {"csip:OTHERCONTENTINFORMATIONTYPE=", "csip:X=", "CSIP5"},
           {" PROFILE=", " X=", "CSIP6"},
           {" PROFILE=\"https://earkdip", " PROFILE=\"https://example", "AIPM2"},
           {"CREATEDATE=\"2020-", "CREATEDATE=\"20-", "CSIP7"},
           {"LASTMODDATE=", "X=", "CSIP8"},
           {"csip:OAISPACKAGETYPE=\"AIP\"", "csip:OAISPACKAGETYPE=\"XIP\"", "CSIP9"},
           {"csip:OAISPACKAGETYPE=\"AIP\"", "csip:OAISPACKAGETYPE=\"SIP\"", "AIPM3"},
           {"ROLE=\"CREATOR\"", "ROLE=\"EDITOR\"", "CSIP11"},
           {"TYPE=\"OTHER\" OTHERTYPE", "TYPE=\"INDIVIDUAL\" OTHERTYPE", "CSIP12"},
           {"OTHERTYPE=\"SOFTWARE\"", "OTHERTYPE=\"X\"", "CSIP13"},
           {"<name>delo</name>", "", "CSIP14"},
           {">0.1.0</note>", "></note>", "CSIP15"},
           {"csip:NOTETYPE=\"SOFTWARE VERSION\"", "", "CSIP16"},
           {"<dmdSec ID=\"dmd-dc\"", "<dmdSec", "CSIP18"},
           {"<dmdSec ID=\"dmd-dc\" CREATED=\"2020-02-03T04:05:06Z\"", "<dmdSec ID=\"dmd-dc\"",
            "CSIP19"},
           {"STATUS=\"CURRENT\"", "STATUS=\"X\"", "CSIP20"},
           {"<mdRef LOCTYPE=\"URL\"", "<mdRef LOCTYPE=\"URN\"", "CSIP22"},
           {"<mdRef LOCTYPE=\"URL\" xlink:type=\"simple\"", "<mdRef LOCTYPE=\"URL\"", "CSIP23"},
           {"metadata/descriptive/dc.xml", "metadata/descriptive/no.xml", "CSIP24"},
           {"metadata/descriptive/dc.xml", "../../etc/passwd", "CSIP24"},
           {"MDTYPE=\"DC\"", "MDTYPE=\"XX\"", "CSIP25"},
           {"MIMETYPE=\"application/xml\"", "MIMETYPE=\"nonsense\"", "CSIP26"},
           {"SIZE=\"", "SIZE=\"1", "CSIP27"},
           {"dc.xml\" MDTYPE=\"DC\" MIMETYPE=\"application/xml\"",
            "dc.xml\" MDTYPE=\"DC\" MIMETYPE=\"application/xml\" X=\"", "csip.xml"},
           {"CHECKSUM=\"", "CHECKSUM=\"0", "CSIP29"},
           {"CHECKSUMTYPE=\"SHA-256\"", "CHECKSUMTYPE=\"SHA256\"", "CSIP30"},
           {"<digiprovMD ID=\"digiprov-premis\"", "<digiprovMD", "CSIP33"},
           {"MDTYPE=\"PREMIS\"", "MDTYPE=\"NO\"", "CSIP39"},
           {"MDTYPE=\"PREMIS\"", "MDTYPE=\"DC\"", "AIPM6"},
           {"MDTYPEVERSION=\"3.0\"", "MDTYPEVERSION=\"2.2\"", "AIPM7"},
           {"<fileSec ID=\"fileSec\"", "<fileSec", "CSIP59"},
           {"USE=\"Documentation\"", "USE=\"Documents\"", "CSIP60"},
           {"USE=\"Schemas\"", "USE=\"Schema\"", "CSIP113"},
           {"USE=\"Representations/access\"", "", "CSIP64"},
           {"<fileGrp ID=\"fileGrp-schemas\"", "<fileGrp", "CSIP65"},
           {"<file ID=\"file-readme\"", "<file", "CSIP67"},
           {"<FLocat LOCTYPE=\"URL\"", "<FLocat LOCTYPE=\"X\"", "CSIP77"},
           {"documentation/readme.txt", "documentation/gone.txt", "CSIP79"},
           {"TYPE=\"PHYSICAL\"", "TYPE=\"LOGICAL\"", "CSIP81"},
           {"LABEL=\"CSIP\"", "LABEL=\"X\"", "CSIP82"},
           {"<structMap ID=\"structMap-csip\"", "<structMap", "CSIP83"},
           {"<div ID=\"div-root\"", "<div", "CSIP85"},
           {"LABEL=\"Metadata\"", "LABEL=\"Meta\"", "CSIP88"},
           {"LABEL=\"Metadata\"", "LABEL=\"metadata\"", "CSIP90"},
           {"<div ID=\"div-metadata\"", "<div", "CSIP89"},
           {" ADMID=\"digiprov-premis\"", "", "CSIP91"},
           {" ADMID=\"digiprov-premis\"", " ADMID=\"nothing\"", "CSIP91"},
           {"DMDID=\"dmd-dc ", "DMDID=\"", "CSIP92"},
           {"LABEL=\"Documentation\"", "LABEL=\"X\"", "CSIP93"},
           {"FILEID=\"fileGrp-documentation\"", "FILEID=\"fileGrp-schemas\"", "CSIP116"},
           {"LABEL=\"Schemas\"", "LABEL=\"X\"", "CSIP97"},
           {"FILEID=\"fileGrp-schemas\"", "FILEID=\"x\"", "CSIP118"},
           {"LABEL=\"Representations/master\"", "LABEL=\"Representations/X\"", "CSIP107"},
           {"xlink:title=\"fileGrp-master\"", "xlink:title=\"x\"", "CSIP108"},
           {"<mptr ", "<mptx ", "CSIP109"},
           {"representations/master/METS.xml\" xlink:title",
            "representations/x/METS.xml\" xlink:title", "CSIP110"},
           {"<metsHdr ", "<!DOCTYPE a SYSTEM \"x\"><metsHdr ", "csip.xml"},
       }) {
    EXPECT_THAT(codes_after(c.from, c.to), Contains(c.code)) << c.from << " → " << c.to;
  }
}

TEST_F(CsipValidation, profiles_of_sip_and_dip_are_checked) {
  EXPECT_THAT(codes_after("earksip.dilcis.eu/profile", "example.org", PackageKind::kSip), Contains("SIP2"));
  EXPECT_THAT(codes_after("PACKAGETYPE=\"SIP\"", "PACKAGETYPE=\"AIP\"", PackageKind::kSip),
              Contains("SIP4"));
  EXPECT_THAT(codes_after("<agent ROLE=\"CREATOR\" TYPE=\"ORGANIZATION\"",
                          "<agent ROLE=\"OTHER\" TYPE=\"ORGANIZATION\"", PackageKind::kSip),
              Contains("SIP15"));
  EXPECT_THAT(codes_after("earkdip.dilcis.eu", "example.org", PackageKind::kDip), Contains("DIP2"));
}

TEST_F(CsipValidation, a_changed_file_is_found_and_named) {
  const fs::path package = write(PackageKind::kAip);
  const fs::path leaf = package / "representations/master/data/0037.tif";
  fs::remove(leaf);
  write_text_file(leaf, "leaf 38");
  EXPECT_THAT(codes(package, PackageForm::kAip), ::testing::ElementsAre("CSIP71"));
}

TEST_F(CsipValidation, files_that_no_mets_lists_are_told) {
  const fs::path package = write(PackageKind::kAip);
  write_text_file(package / "documentation/new.txt", "new");
  EXPECT_THAT(codes(package, PackageForm::kAip), ::testing::ElementsAre("csip.unlisted"));
}

TEST_F(CsipValidation, folders_that_should_be_there_are_told) {
  const fs::path package = write(PackageKind::kAip);
  fs::remove(package / "METS.xml");
  fs::remove_all(package / "metadata/preservation");
  fs::remove_all(package / "metadata/descriptive");
  fs::remove_all(package / "representations/access/data");
  fs::remove_all(package / "representations/access/metadata");
  fs::remove(package / "representations/translation/METS.xml");
  const auto found = codes(package, PackageForm::kCsip);
  for (const char* code :
       {"CSIPSTR4", "CSIPSTR6", "CSIPSTR7", "CSIPSTR11", "CSIPSTR12", "CSIPSTR13"}) {
    EXPECT_THAT(found, Contains(code));
  }
}

TEST_F(CsipValidation, an_aip_in_a_bag_is_validated_with_its_bag) {
  PackageBuilder builder(temporary_ / "content");
  const fs::path made = temporary_ / "made", bag = temporary_ / "bag";
  fs::create_directories(made);
  const auto files = write_aip(builder.add_record().package, made);
  ASSERT_TRUE(files);
  const std::vector<PackagedFile> all = *files->all();
  for (const PackagedFile& file : all) {
    fs::create_directories(file.path.under(bag).parent_path());
    fs::copy_file(file.source, file.path.under(bag));
  }
  EXPECT_THAT(codes(bag, PackageForm::kAip), IsEmpty());
  write_text_file(bag / "data/x.txt", "x");
  EXPECT_THAT(codes(bag, PackageForm::kAip), Contains("bag.file.unlisted"));
}

TEST(CsipVocabulary, dates_and_media_types_are_judged_by_their_form) {
  EXPECT_TRUE(is_date_time("2020-01-02T03:04:05"));
  EXPECT_TRUE(is_date_time("2020-01-02T03:04:05.123+03:00"));
  EXPECT_FALSE(is_date_time("2020-01-02"));
  EXPECT_FALSE(is_date_time("2020-13-02T03:04:05Z"));
  EXPECT_TRUE(is_media_type("image/tiff"));
  EXPECT_TRUE(is_media_type("text/plain; charset=UTF-8"));
  EXPECT_FALSE(is_media_type("tiff"));
  EXPECT_FALSE(is_media_type("image/"));
}

TEST(CsipRules, every_code_stands_once) {
  std::set<std::string_view> ids;
  for (const Rule& rule : csip_rules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_FALSE(rule.summary.empty() || rule.remedy.empty());
    EXPECT_EQ(csip_rule(rule.id).id, rule.id);
  }
}

}  // namespace
}  // namespace delo::packages
