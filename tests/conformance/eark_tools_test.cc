// What other programs say of the packages we write: xmllint with the published
// schemas, sha256sum with our manifests, a checker of E-ARK packages.
#include <gtest/gtest.h>

#include "packages/aip.h"
#include "packages/eark/ip_writer.h"
#include "tests/support/run_program.h"
#include "tests/support/shared_folder.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

namespace fs = std::filesystem;

class OtherTools : public ::testing::Test {
 protected:
  void SetUp() override {
    schemas_ = tests::shared_folder() / "schemas";
    if (!fs::exists(schemas_)) GTEST_SKIP() << "no schemas at " << schemas_;
  }
  // The package as it would lie in a store; returns the E-ARK folder.
  fs::path write(PackageKind kind) {
    PackageBuilder builder(temporary_ / "content");
    builder.add_record();
    builder.add("л. 12а об. (копия) & <b>.tif", "x", FileRole::kMaster,
                Leaf{.number = 12, .letter = "a", .side = Side::kVerso});
    builder.add("caf\xE9.tif", "y", FileRole::kMaster);
    builder.add("new\nline.tif", "z", FileRole::kOther);
    builder.package.kind = kind;
    const fs::path made = temporary_ / "made", whole = temporary_ / "whole";
    fs::create_directories(made);
    const auto files = kind == PackageKind::kAip
                           ? write_aip(builder.package, made)
                           : write_information_package(builder.package, made, {});
    EXPECT_TRUE(files) << (files ? "" : files.error().text());
    if (!files) return {};
    const std::vector<PackagedFile> all = *files->all();
    for (const PackagedFile& file : all) {
      fs::create_directories(file.path.under(whole).parent_path());
      fs::copy_file(file.source, file.path.under(whole));
    }
    bag_ = whole;
    const std::string root = objid_of(builder.package.id);
    return kind == PackageKind::kAip ? whole / "data" / root : whole / root;
  }
  void expect_schema(const fs::path& document, const char* schema) {
    ::setenv("XML_CATALOG_FILES", (schemas_ / "catalog.xml").c_str(), 1);
    const auto run = tests::run_program({"xmllint", "--nonet", "--noout", "--schema",
                                         (schemas_ / schema).string(), document.string()});
    if (!run) GTEST_SKIP() << "no xmllint";
    EXPECT_EQ(run->exit_status, 0) << document;
  }
  void expect_checker(const fs::path& package, std::vector<std::string> options) {
    const fs::path checker = tests::shared_folder() / "scripts" / "check-ip";
    if (!fs::exists(checker)) GTEST_SKIP() << "no checker at " << checker;
    std::vector<std::string> command = {checker.string()};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(package.string());
    const auto run = tests::run_program(command);
    if (!run) GTEST_SKIP() << "the checker can't be run";
    EXPECT_EQ(run->exit_status, 0) << run->output;
    EXPECT_FALSE(options.empty() && run->output.find("WARN") != std::string::npos) << run->output;
  }

  tests::TempFolder temporary_;
  fs::path schemas_, bag_;
};

TEST_F(OtherTools, mets_and_premis_follow_their_schemas) {
  const fs::path ip = write(PackageKind::kAip);
  expect_schema(ip / "METS.xml", "csip.xsd");
  expect_schema(ip / "representations/master/METS.xml", "csip.xsd");
  expect_schema(ip / "metadata/descriptive/dc.xml", "dc/oai_dc.xsd");
  for (const auto& representation : fs::directory_iterator(ip / "representations")) {
    expect_schema(representation.path() / "metadata/descriptive/dc.xml", "dc/oai_dc.xsd");
  }
  expect_schema(ip / "metadata/preservation/premis.xml", "premis/premis-3.0.xsd");
  expect_schema(ip / "representations/master/metadata/preservation/premis.xml",
                "premis/premis-3.0.xsd");
}

TEST_F(OtherTools, a_checker_of_eark_packages_accepts_the_aip) {
  const fs::path ip = write(PackageKind::kAip);
  expect_checker(ip, {});
  expect_checker(ip, {"--raw"});  // the published rules, their known faults included
}

TEST_F(OtherTools, a_checker_of_eark_packages_accepts_the_sip) {
  expect_checker(write(PackageKind::kSip), {});
}

TEST_F(OtherTools, a_checker_of_eark_packages_accepts_the_dip) {
  const fs::path ip = write(PackageKind::kDip);
  expect_checker(ip, {});
  expect_checker(ip, {"--raw"});
}

}  // namespace
}  // namespace delo::packages
