// AIPs as Archivematica makes them, and what can be wrong with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>

#include "packages/archivematica/aip_mets.h"
#include "packages/validate_package.h"
#include "tests/unit/packages/bag_builder.h"
#include "tests/unit/packages/gzip_builder.h"

namespace delo::packages {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace fs = std::filesystem;
using Rules = std::set<std::string>;

const std::string kUuid = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const std::string kFolder = "opis-1-" + kUuid;
const std::string kMetsPath = "data/METS." + kUuid + ".xml";

// The bag with its METS; files of objects/ are described as they are when it is made.
class AipBuilder {
 public:
  AipBuilder() {
    bag.files.erase("data/a.txt");
    bag.files.erase("data/sub/б.txt");
    add("objects/scan 1.tif", "original");
    add("objects/дело.tif", "original");
    add("objects/metadata/transfers/opis-1-1/checksum.sha256", "metadata");
    add("objects/submissionDocumentation/transfer-opis-1-1/METS.xml", "submissionDocumentation");
    bag.files["data/README.html"] = "<html/>";
    bag.files["data/logs/transfers/log.txt"] = "log";
    bag.files["data/thumbnails/x.jpg"] = "jpg";
  }
  void add(const std::string& path, const std::string& use) {
    bag.files["data/" + path] = "content of " + path;
    listed.push_back({path, use});
  }

  std::string premis_of(const std::string& path) const {
    const std::string content = "content of " + path;
    return "<premis:object xmlns:premis=\"http://www.loc.gov/premis/v3\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"premis:file\" "
           "version=\"3.0\"><premis:objectIdentifier><premis:objectIdentifierType>UUID"
           "</premis:objectIdentifierType><premis:objectIdentifierValue>x"
           "</premis:objectIdentifierValue></premis:objectIdentifier>"
           "<premis:objectCharacteristics><premis:compositionLevel>0</premis:compositionLevel>"
           "<premis:fixity><premis:messageDigestAlgorithm>sha256</premis:messageDigestAlgorithm>"
           "<premis:messageDigest>" +
           digests_of(content).find(DigestAlgorithm::kSha256)->hex +
           "</premis:messageDigest></premis:fixity><premis:size>" + std::to_string(content.size()) +
           "</premis:size><premis:format><premis:formatDesignation><premis:formatName>x"
           "</premis:formatName></premis:formatDesignation></premis:format>"
           "</premis:objectCharacteristics><premis:originalName>%transferDirectory%" +
           path + "</premis:originalName></premis:object>";
  }

  // The METS, then the bag's own lists.
  void finish() {
    std::string sections, groups, items;
    int number = 0;
    for (const auto& [path, use] : listed) {
      const std::string n = std::to_string(++number);
      sections += "<mets:amdSec ID=\"amdSec_" + n + "\"><mets:techMD ID=\"techMD_" + n +
                  "\"><mets:mdWrap MDTYPE=\"PREMIS:OBJECT\"><mets:xmlData>" + premis_of(path) +
                  "</mets:xmlData></mets:mdWrap></mets:techMD></mets:amdSec>\n";
      groups += "<mets:fileGrp USE=\"" + use + "\"><mets:file GROUPID=\"Group-" + n +
                "\" ID=\"file-" + n + "\" ADMID=\"amdSec_" + n +
                "\"><mets:FLocat xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"" +
                path +
                "\" LOCTYPE=\"OTHER\" OTHERLOCTYPE=\"SYSTEM\"/></mets:file></mets:fileGrp>\n";
      items += "<mets:div TYPE=\"Item\"><mets:fptr FILEID=\"file-" + n + "\"/></mets:div>\n";
    }
    std::string mets =
        "<?xml version='1.0' encoding='UTF-8'?>\n<mets:mets "
        "xmlns:mets=\"http://www.loc.gov/METS/\">\n<mets:metsHdr "
        "CREATEDATE=\"2024-10-01T10:00:00\"/>\n" +
        sections + "<mets:fileSec>\n" + groups +
        "</mets:fileSec>\n<mets:structMap ID=\"structMap_1\" LABEL=\"Archivematica "
        "default\" TYPE=\"physical\"><mets:div LABEL=\"" +
        kFolder + "\" TYPE=\"Directory\">\n" + items +
        "</mets:div></mets:structMap>\n</mets:mets>\n";
    if (change_mets) change_mets(mets);
    bag.files[kMetsPath] = mets;
    bag.list_all();
    bag.files["bag-info.txt"] += "External-Identifier: " + kUuid + '\n';
    if (change_bag) change_bag(bag);
    bag.list_tags();
  }

  BagBuilder bag;
  struct Listed {
    std::string path, use;
  };
  std::vector<Listed> listed;
  std::function<void(std::string&)> change_mets;
  std::function<void(BagBuilder&)> change_bag;
};

void replace(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}

class ArchivematicaAip : public ::testing::Test {
 protected:
  // Rules of all findings; the same of each form.
  Rules check(AipBuilder& aip, const std::string& name = kFolder) {
    aip.finish();
    const fs::path place = temporary_ / std::to_string(++count_);
    aip.bag.write(place / name);
    Rules rules = check(place / name);
    write_text_file(place / "aip.tar", aip.bag.tar(name + '/'));
    EXPECT_EQ(check(place / "aip.tar"), rules);
    write_text_file(place / "aip.tar.gz", gzipped(aip.bag.tar(name + '/')));
    EXPECT_EQ(check(place / "aip.tar.gz"), rules);
    return rules;
  }
  Rules check(const fs::path& path) {
    const auto verdict = validate_package(path, PackageForm::kArchivematicaAip, {}, 2);
    EXPECT_TRUE(verdict) << (verdict ? "" : verdict.error().text());
    Rules rules;
    told_.clear();
    for (const Finding& finding : verdict->findings) {
      rules.insert(finding.rule);
      told_ += text_of(finding) + '\n';
    }
    return rules;
  }
  Rules check_mets(const std::function<void(std::string&)>& change) {
    AipBuilder aip;
    aip.change_mets = change;
    return check(aip);
  }

  tests::TempFolder temporary_;
  int count_ = 0;
  std::string told_;
};

TEST_F(ArchivematicaAip, a_whole_aip_has_no_finding_and_is_recognised) {
  AipBuilder aip;
  EXPECT_THAT(check(aip), IsEmpty()) << told_;
  aip.bag.write(temporary_ / kFolder);
  EXPECT_EQ(recognise_package(temporary_ / kFolder), PackageForm::kArchivematicaAip);
  write_text_file(temporary_ / "aip.tar", aip.bag.tar(kFolder + '/'));
  EXPECT_EQ(recognise_package(temporary_ / "aip.tar"), PackageForm::kArchivematicaAip);
  write_text_file(temporary_ / "aip.tar.gz", gzipped(aip.bag.tar(kFolder + '/')));
  EXPECT_EQ(recognise_package(temporary_ / "aip.tar.gz"), PackageForm::kArchivematicaAip);
  BagBuilder().write(temporary_ / ("bag-" + kUuid));
  EXPECT_EQ(recognise_package(temporary_ / ("bag-" + kUuid)), PackageForm::kBag);
  EXPECT_EQ(name_of(PackageForm::kArchivematicaAip), "archivematica-aip");
}

TEST_F(ArchivematicaAip, a_zip_is_read_like_a_folder) {
  AipBuilder aip;
  aip.finish();
  ZipBuilder zip;
  for (const auto& [path, content] : aip.bag.files) zip.add(kFolder + '/' + path, content);
  write_text_file(temporary_ / "aip.zip", zip.bytes());
  EXPECT_THAT(check(temporary_ / "aip.zip"), IsEmpty()) << told_;
  EXPECT_EQ(recognise_package(temporary_ / "aip.zip"), PackageForm::kArchivematicaAip);
}

TEST_F(ArchivematicaAip, references_are_read_plain_and_as_uris) {
  EXPECT_THAT(check_mets([](std::string& mets) {
                replace(mets, "href=\"objects/scan 1.tif\"", "href=\"objects/scan%201.tif\"");
                replace(mets, "href=\"objects/дело.tif\"",
                        "href=\"objects/%D0%B4%D0%B5%D0%BB%D0%BE.tif\"");
              }),
              IsEmpty())
      << told_;
}

TEST_F(ArchivematicaAip, a_changed_file_is_found_by_bag_and_premis) {
  AipBuilder aip;
  aip.change_bag = [](BagBuilder& bag) { bag.files["data/objects/scan 1.tif"].back() ^= 1; };
  EXPECT_EQ(check(aip), (Rules{"bag.file.different", "archivematica.fixity"}));
}

TEST_F(ArchivematicaAip, premis_is_compared_with_the_bytes_where_the_bag_was_made_anew) {
  AipBuilder aip;
  aip.change_bag = [](BagBuilder& bag) {
    bag.files["data/objects/scan 1.tif"] += "more";
    const std::string info = bag.files["bag-info.txt"];
    bag.list_all();
    bag.files["bag-info.txt"] += "External-Identifier: " + kUuid + '\n';
  };
  EXPECT_EQ(check(aip), (Rules{"archivematica.fixity", "archivematica.size"}));
  EXPECT_THAT(told_, HasSubstr("data/objects/scan 1.tif"));
}

TEST_F(ArchivematicaAip, digests_and_sizes_that_are_none_are_told) {
  EXPECT_EQ(
      check_mets([](std::string& mets) { replace(mets, "<premis:size>", "<premis:size>about "); }),
      Rules{"archivematica.size"});
  EXPECT_EQ(check_mets([](std::string& mets) {
              replace(mets, "<premis:messageDigest>", "<premis:messageDigest>zz");
            }),
            Rules{"archivematica.fixity"});
  EXPECT_EQ(check_mets([](std::string& mets) {
              replace(mets, "Algorithm>sha256<", "Algorithm>whirlpool<");
            }),
            Rules{"archivematica.premis-missing"});
  EXPECT_EQ(check_mets([](std::string& mets) {
              replace(mets, "xsi:type=\"premis:file\"", "xsi:type=\"premis:representation\"");
            }),
            Rules{"archivematica.premis-missing"});
}

TEST_F(ArchivematicaAip, files_that_are_missing_or_in_no_list_are_told) {
  AipBuilder gone;
  gone.change_bag = [](BagBuilder& bag) {
    bag.files.erase("data/objects/scan 1.tif");
    bag.list_all();
  };
  EXPECT_EQ(check(gone), Rules{"archivematica.file-missing"});
  AipBuilder more;
  more.change_bag = [](BagBuilder& bag) {
    bag.files["data/objects/new.tif"] = "x";
    bag.files["data/logs/new.log"] = "y";
    bag.list_all();
  };
  EXPECT_EQ(check(more), Rules{"archivematica.file-unlisted"});
  EXPECT_THAT(told_, HasSubstr("data/objects/new.tif"));
}

TEST_F(ArchivematicaAip, a_deleted_file_needs_not_be_there) {
  EXPECT_EQ(check_mets([](std::string& mets) {
              replace(
                  mets, "<mets:fileSec>",
                  "<mets:fileSec><mets:fileGrp USE=\"deleted\"><mets:file ID=\"file-d\">"
                  "<mets:FLocat xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                  "xlink:href=\"objects/a.zip\" LOCTYPE=\"OTHER\"/></mets:file></mets:fileGrp>");
            }),
            Rules{});
}

TEST_F(ArchivematicaAip, broken_references_are_told) {
  EXPECT_EQ(
      check_mets([](std::string& mets) { replace(mets, "FILEID=\"file-1\"", "FILEID=\"x\""); }),
      Rules{"archivematica.reference"});
  EXPECT_EQ(
      check_mets([](std::string& mets) { replace(mets, "ADMID=\"amdSec_1\"", "ADMID=\"x\""); }),
      (Rules{"archivematica.reference", "archivematica.premis-missing"}));
  EXPECT_EQ(
      check_mets([](std::string& mets) { replace(mets, "ID=\"techMD_1\"", "ID=\"techMD_2\""); }),
      Rules{"archivematica.id-twice"});
  EXPECT_EQ(check_mets([](std::string& mets) {
              replace(mets, "href=\"objects/scan 1.tif\"", "href=\"../../etc/passwd\"");
            }),
            (Rules{"archivematica.href", "archivematica.file-unlisted"}));
  EXPECT_EQ(check_mets([](std::string& mets) {
              replace(mets, "href=\"objects/scan 1.tif\"", "href=\"objects/дело.tif\"");
            }),
            (Rules{"archivematica.file-twice", "archivematica.file-unlisted",
                   "archivematica.fixity", "archivematica.size"}));
}

TEST_F(ArchivematicaAip, a_mets_that_cannot_be_read_is_told) {
  EXPECT_EQ(check_mets([](std::string& mets) { mets.resize(mets.size() / 2); }),
            Rules{"archivematica.mets-xml"});
  EXPECT_EQ(check_mets([](std::string& mets) { mets = "<mets/>"; }),
            Rules{"archivematica.mets-xml"});
  EXPECT_EQ(check_mets([](std::string& mets) {
              mets = "<mets:mets xmlns:mets=\"http://www.loc.gov/METS/\"/>";
            }),
            (Rules{"archivematica.mets-parts", "archivematica.file-unlisted"}));
  AipBuilder none;
  none.change_bag = [](BagBuilder& bag) {
    bag.files.erase(kMetsPath);
    bag.list_all();
  };
  EXPECT_EQ(check(none), Rules{"archivematica.mets-missing"});
  AipBuilder two;
  two.change_bag = [](BagBuilder& bag) {
    bag.files["data/METS.ffffffff-4b5a-6978-8796-a5b4c3d2e1f0.xml"] = "<x/>";
    bag.list_all();
  };
  EXPECT_EQ(check(two), Rules{"archivematica.mets-missing"});
}

TEST_F(ArchivematicaAip, folder_mets_and_bag_have_one_uuid) {
  AipBuilder renamed;
  EXPECT_EQ(check(renamed, "renamed"), Rules{"archivematica.name"});
  AipBuilder other;
  other.change_bag = [](BagBuilder& bag) {
    replace(bag.files["bag-info.txt"], kUuid, "ffffffff-4b5a-6978-8796-a5b4c3d2e1f0");
  };
  EXPECT_EQ(check(other), Rules{"archivematica.name"});
}

TEST(ArchivematicaNames, a_uuid_is_read_from_names) {
  using namespace archivematica;
  EXPECT_EQ(uuid_of_mets_name("METS." + kUuid + ".xml"), kUuid);
  EXPECT_EQ(uuid_of_mets_name("METS.xml"), std::nullopt);
  EXPECT_EQ(uuid_at_end(kFolder), kUuid);
  EXPECT_EQ(uuid_at_end(kUuid), kUuid);
  EXPECT_EQ(uuid_at_end("x" + kUuid), std::nullopt);
}

}  // namespace
}  // namespace delo::packages
