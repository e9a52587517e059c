// What other programs say of every form a package is handed out in: SIP, AIP, DIP, the
// parts of a divided one, Archivematica's transfers and bags.
#include <gtest/gtest.h>

#include "packages/archivematica/transfer_folder.h"
#include "packages/eark/divided_package.h"
#include "packages/eark/ip_layout.h"
#include "tests/support/run_program.h"
#include "tests/support/shared_folder.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

namespace fs = std::filesystem;

// A record with all that we can tell of one: odd names, leaves in two representations,
// rights, the parties of a submission.
class HandedOut : public ::testing::Test {
 protected:
  HandedOut() : builder_(temporary_ / "content") {
    builder_.add_record();
    builder_.add("л. 12а об. (копия) & <b>.tif", "x", FileRole::kMaster,
                 Leaf{.number = 12, .letter = "a", .side = Side::kVerso});
    builder_.add("access/0037.jpg", "jpeg", FileRole::kAccess, Leaf{.number = 37});
    builder_.add("caf\xE9.tif", "y", FileRole::kMaster);
    builder_.add("new\nline \\.tif", "z", FileRole::kOther);
    Package& package = builder_.package;
    package.context.submission = {.agreement = "RA 13-2011/5329",
                                  .previous_agreements = {"RA 12"},
                                  .previous_reference_codes = {"old/1"},
                                  .archival_creator = {"Ministry", "M-1", false, {}},
                                  .submitter = {"Test archive", "RU-1", false, {}},
                                  .contacts = {{"A. Person", "", true, {"+7 000"}}},
                                  .preserver = {"State archive", "RU-2", false, {}}};
    RightsStatement copyright{.basis = "copyright",
                              .status = "copyrighted",
                              .jurisdiction = "ru",
                              .determined = "2020",
                              .start = "1951",
                              .end = "open",
                              .note = "n"};
    copyright.grants = {{"disseminate", "disallow", "", "2030", "not yet"}};
    copyright.documents = {{"URL", "https://a.example", "proof"}};
    copyright.objects = {*RelativePath::parse("0037.tif")};
    RightsStatement license{.basis = "license", .start = "2000", .terms = "free use"};
    license.documents = {{"URL", "u", ""}};
    package.item.rights = {copyright, license};
    package.context.rights = {
        {.basis = "statute", .jurisdiction = "ru", .end = "2030", .citation = "125-FZ"},
        {.basis = "other", .other_basis = "policy", .note = "open"}};
  }

  fs::path write(PackageForm form, const char* name) {
    const auto made = write_package(builder_.package, {.form = form, .to = temporary_ / name});
    EXPECT_TRUE(made) << (made ? "" : made.error().text());
    return made ? made->path : fs::path();
  }
  fs::path transfer(bool bag) {
    const auto made = write_transfer(builder_.package,
                                     {.bag = bag, .to = temporary_ / (bag ? "bag" : "transfer")});
    EXPECT_TRUE(made) << (made ? "" : made.error().text());
    return made ? made->path : fs::path();
  }

  void expect_schema(const fs::path& document, const char* schema) {
    const fs::path schemas = tests::shared_folder() / "schemas";
    if (!fs::exists(schemas)) GTEST_SKIP() << "no schemas at " << schemas;
    ::setenv("XML_CATALOG_FILES", (schemas / "catalog.xml").c_str(), 1);
    const auto run = tests::run_program({"xmllint", "--nonet", "--noout", "--schema",
                                         (schemas / schema).string(), document.string()});
    if (!run) GTEST_SKIP() << "no xmllint";
    EXPECT_EQ(run->exit_status, 0) << document;
  }
  static void expect_accepted(const fs::path& package) {
    const fs::path checker = tests::shared_folder() / "scripts" / "check-ip";
    if (!fs::exists(checker)) GTEST_SKIP() << "no checker at " << checker;
    const auto run = tests::run_program({"/usr/bin/python3", checker.string(), package.string()});
    if (!run) GTEST_SKIP() << "the checker can't be run";
    EXPECT_EQ(run->exit_status, 0) << run->output;
    EXPECT_EQ(run->output.find("WARN"), std::string::npos) << run->output;
  }
  static void expect_our_own_word(const fs::path& package, PackageForm form) {
    const auto verdict = validate_package(package, form);
    ASSERT_TRUE(verdict) << verdict.error().text();
    for (const Finding& finding : verdict->findings) {
      EXPECT_EQ(finding.severity, Severity::kInfo) << text_of(finding);
    }
  }

  tests::TempFolder temporary_;
  PackageBuilder builder_;
};

TEST_F(HandedOut, a_checker_of_eark_packages_accepts_each_kind) {
  for (const PackageForm form : {PackageForm::kSip, PackageForm::kAip, PackageForm::kDip}) {
    const fs::path package = write(form, std::string(name_of(form)).c_str());
    expect_our_own_word(package, form);
    expect_accepted(package);
  }
}

TEST_F(HandedOut, a_checker_of_eark_packages_accepts_each_part_of_a_divided_one) {
  for (int n = 40; n < 46; ++n) {
    builder_.add("00" + std::to_string(n) + ".tif", std::string(50'000, 'x'), FileRole::kMaster,
                 Leaf{.number = n});
  }
  for (const PackageForm form : {PackageForm::kSip, PackageForm::kAip, PackageForm::kDip}) {
    const auto made = write_divided_package(
        builder_.package, {.form = form, .to = temporary_ / std::string(name_of(form))}, 200'000);
    ASSERT_TRUE(made) << made.error().text();
    expect_our_own_word(made->whole.path, form);
    expect_accepted(made->whole.path);
    for (const MadePackage& part : made->parts) {
      expect_our_own_word(part.path, form);
      expect_accepted(part.path);
    }
  }
}

TEST_F(HandedOut, documents_of_a_sip_follow_their_schemas) {
  const fs::path sip = write(PackageForm::kSip, "sip");
  for (const fs::path& mets : {sip / kMetsName, sip / "representations/master/METS.xml"}) {
    expect_schema(mets, "csip.xsd");
  }
  for (const fs::path& premis : {sip / kPremisPath, sip / "representations/access" / kPremisPath}) {
    expect_schema(premis, "premis/premis-3.0.xsd");
  }
}

TEST_F(HandedOut, documents_of_a_transfer_follow_their_schemas) {
  const fs::path metadata = transfer(false) / "metadata";
  expect_schema(metadata / "premis.xml", "premis/premis-3.0.xsd");
  expect_schema(metadata / "mets_structmap.xml", "csip.xsd");
}

TEST_F(HandedOut, sha256sum_accepts_the_checksums_of_a_transfer_as_they_stand) {
  const fs::path folder = transfer(false);
  const auto run =
      tests::run_program({"env", "--chdir=" + (folder / "objects").string(), "sha256sum", "--check",
                          "--strict", "--quiet", "../metadata/checksum.sha256"});
  if (!run) GTEST_SKIP() << "no sha256sum";
  EXPECT_EQ(run->exit_status, 0) << run->output;
  EXPECT_EQ(run->output, "");
}

TEST_F(HandedOut, a_checker_of_bags_accepts_each_bag) {
  builder_.add("a\rreturn.tif", "r", FileRole::kOther);
  std::vector<fs::path> bags = {write(PackageForm::kBag, "plain"), transfer(true)};
  for (const DigestAlgorithm algorithm : {DigestAlgorithm::kSha256, DigestAlgorithm::kSha512}) {
    const auto made = write_package(builder_.package, {.form = PackageForm::kBag,
                                                       .to = temporary_ / name_of(algorithm),
                                                       .algorithms = {algorithm}});
    ASSERT_TRUE(made) << made.error().text();
    bags.push_back(made->path);
  }
  for (const fs::path& bag : bags) expect_our_own_word(bag, PackageForm::kBag);
  const auto there = tests::run_program({"python3", "-c", "import bagit"});
  if (!there || there->exit_status != 0) GTEST_SKIP() << "no bagit for Python";
  for (const fs::path& bag : bags) {
    const auto run =
        tests::run_program({"python3", "-m", "bagit", "--validate", "--quiet", bag.string()});
    ASSERT_TRUE(run);
    EXPECT_EQ(run->exit_status, 0) << bag << run->output;
  }
}

}  // namespace
}  // namespace delo::packages
