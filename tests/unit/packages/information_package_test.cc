// What METS and PREMIS of our packages tell, beyond what the validators ask for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "packages/aip.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_writer.h"
#include "packages/mets/leaf_map.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

class InformationPackage : public ::testing::Test {
 protected:
  InformationPackage() : builder_(temporary_ / "content") {
    builder_.add_record();
    builder_.add("access/0037ob.jpg", "jpeg", FileRole::kAccess,
                 Leaf{.number = 37, .side = Side::kVerso});
  }
  // A file of the package, written as this kind.
  std::string text(PackageKind kind, const std::string& path) {
    builder_.package.kind = kind;
    const fs::path out = temporary_ / ("out" + std::to_string(++written_));
    fs::create_directories(out);
    const auto files = write_information_package(builder_.package, out, {});
    EXPECT_TRUE(files) << (files ? "" : files.error().text());
    return text_of_file(out / objid_of(builder_.package.id) / path);
  }
  std::string uuid_of_file(const char* path) const {
    return "uuid-" + uuid_of(builder_.package.id.value + "/file/" + path);
  }

  TemporaryFolder temporary_;
  PackageBuilder builder_;
  int written_ = 0;
};

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string_view::npos; ++at) ++n;
  return n;
}

TEST_F(InformationPackage, leaves_are_labelled_in_both_scripts_and_in_order) {
  const std::string mets = text(PackageKind::kAip, "representations/master/METS.xml");
  EXPECT_THAT(mets, HasSubstr("<structMap ID=\"structMap-leaves\" TYPE=\"LOGICAL\""));
  EXPECT_THAT(mets, HasSubstr("ORDER=\"2\" ORDERLABEL=\"l. 37 ob.\" LABEL=\"л. 37 об.\">"));
  EXPECT_LT(mets.find("LABEL=\"л. 37\""), mets.find("LABEL=\"л. 37 об.\""));
  EXPECT_LT(mets.find("LABEL=\"л. 37 об.\""), mets.find("LABEL=\"л. 38\""));
  EXPECT_EQ(latin_label_of(Leaf{.number = 37, .letter = "a", .side = Side::kVerso}), "l. 37a ob.");
  EXPECT_EQ(cyrillic_label_of(Leaf{.number = 37, .letter = "a", .side = Side::kVerso}),
            "л. 37а об.");
}

TEST_F(InformationPackage, a_leaf_points_to_every_file_that_carries_it) {
  const std::string mets = text(PackageKind::kAip, "representations/master/METS.xml");
  const std::size_t leaf = mets.find("LABEL=\"л. 37 об.\"");
  ASSERT_NE(leaf, std::string::npos);
  const std::string division = mets.substr(leaf, mets.find("</div>", leaf) - leaf);
  EXPECT_THAT(division, HasSubstr("<fptr FILEID=\"" + uuid_of_file("0037ob.tif")));
  EXPECT_THAT(division,
              HasSubstr("xlink:href=\"../access/METS.xml#" + uuid_of_file("access/0037ob.jpg")));
  EXPECT_LT(division.find("<mptr"), division.find("<fptr")) << "as METS wants them";
  const std::size_t whole = mets.find("TYPE=\"whole\"");
  EXPECT_THAT(mets.substr(whole), HasSubstr(uuid_of_file("leaves.pdf")));
  EXPECT_THAT(mets.substr(whole), HasSubstr(uuid_of_file("transcription_ru.txt")));
  EXPECT_THAT(text(PackageKind::kAip, "METS.xml"), Not(HasSubstr("LOGICAL")))
      << "checkers take every structMap of the root for that of CSIP";
}

TEST_F(InformationPackage, descriptions_of_the_producer_are_called_what_they_are) {
  const auto add = [&](const char* path, const std::string& content) {
    builder_.add(path, content, FileRole::kDescription);
  };
  add("metadata/from-batch/d337/f45-ead.xml",
      "<!DOCTYPE ead PUBLIC \"+//ISBN 1-931666-00-8//DTD ead.dtd (Encoded Archival Description "
      "(EAD) Version 2002)//EN\" \"ead.dtd\"><ead><eadheader/></ead>");
  add("a/opis.ead", "<ead xmlns=\"urn:isbn:1-931666-22-9\"/>");
  add("a/ead3.xml", "<ead xmlns=\"http://ead3.archivists.org/schema/\"/>");
  add("a/ead3-plain.xml", "<ead><control/></ead>");
  add("a/ead-plain.xml", "<ead><eadheader/></ead>");
  add("a/mods.xml", "<mods xmlns=\"http://www.loc.gov/mods/v3\" version=\"3.7\"/>");
  add("a/many.xml", "<modsCollection><mods version=\"3.4\"/></modsCollection>");
  add("a/odd.xml", "<mods version=\"&lt;3&gt;\"/>");
  add("a/oai.xml", "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\"/>");
  add("a/own-dc.xml", "<record><title xmlns=\"http://purl.org/dc/terms/\">A</title></record>");
  add("a/marc.xml", "<record xmlns=\"http://www.loc.gov/MARC21/slim\"/>");
  add("a/metadata.json", "{\"dc.title\": \"<ead/>\"}");
  add("a/rights.csv", "file,basis\n");
  for (const PackageKind kind : {PackageKind::kSip, PackageKind::kAip, PackageKind::kDip}) {
    const std::string mets = text(kind, "METS.xml");
    const auto type_of = [&](const std::string& name) {
      const std::size_t at = mets.find(name + "\" MDTYPE=");
      if (at == std::string::npos) return "no " + name;
      const std::size_t begin = at + name.size() + 2;
      return mets.substr(begin, mets.find(" MIMETYPE", begin) - begin);
    };
    const std::string other = "MDTYPE=\"OTHER\" OTHERMDTYPE=\"PRODUCER\"";
    EXPECT_EQ(type_of("record-ead.xml"), "MDTYPE=\"EAD\" MDTYPEVERSION=\"2002\"");
    EXPECT_EQ(type_of("f45-ead.xml"), "MDTYPE=\"EAD\" MDTYPEVERSION=\"2002\"");
    EXPECT_EQ(type_of("opis.ead"), "MDTYPE=\"EAD\" MDTYPEVERSION=\"2002\"");
    EXPECT_EQ(type_of("ead3.xml"), "MDTYPE=\"EAD\" MDTYPEVERSION=\"3\"");
    EXPECT_EQ(type_of("ead3-plain.xml"), "MDTYPE=\"EAD\" MDTYPEVERSION=\"3\"");
    EXPECT_EQ(type_of("ead-plain.xml"), "MDTYPE=\"EAD\"");
    EXPECT_EQ(type_of("a/mods.xml"), "MDTYPE=\"MODS\" MDTYPEVERSION=\"3.7\"");
    EXPECT_EQ(type_of("many.xml"), "MDTYPE=\"MODS\" MDTYPEVERSION=\"3.4\"");
    EXPECT_EQ(type_of("odd.xml"), "MDTYPE=\"MODS\"");
    EXPECT_EQ(type_of("oai.xml"), "MDTYPE=\"DC\"");
    EXPECT_EQ(type_of("own-dc.xml"), "MDTYPE=\"DC\"");
    for (const char* name : {"marc.xml", "metadata.json", "rights.csv"}) {
      EXPECT_EQ(type_of(name), other) << name;
    }
  }
}

TEST_F(InformationPackage, the_parties_of_a_submission_stand_in_the_header) {
  Submission& submission = builder_.package.context.submission;
  submission.agreement = "RA 13-2011/5329";
  submission.previous_agreements = {"RA 12", "RA 11"};
  submission.previous_reference_codes = {"old/1"};
  submission.status = "SUPPLEMENT";
  submission.archival_creator = {"Ministry", "ISIL-M", false, {}};
  submission.submitter = {"Test archive", "RU-1", false, {}};
  submission.contacts = {{"A. Person", "", true, {"+7 000"}}};
  submission.preserver = {"State archive", "RU-2", false, {}};
  const std::string sip = text(PackageKind::kSip, "METS.xml");
  for (const char* part :
       {"RECORDSTATUS=\"SUPPLEMENT\"", "<agent ROLE=\"ARCHIVIST\" TYPE=\"ORGANIZATION\">",
        "<agent ROLE=\"CREATOR\" TYPE=\"ORGANIZATION\">",
        "<agent ROLE=\"CREATOR\" TYPE=\"INDIVIDUAL\">",
        "<agent ROLE=\"PRESERVATION\" TYPE=\"ORGANIZATION\">",
        "<note csip:NOTETYPE=\"IDENTIFICATIONCODE\">RU-2</note>",
        "<note csip:NOTETYPE=\"IDENTIFICATIONCODE\">+7 000</note>",
        "<altRecordID TYPE=\"SUBMISSIONAGREEMENT\">RA 13-2011/5329</altRecordID>",
        "<altRecordID TYPE=\"PREVIOUSSUBMISSIONAGREEMENT\">RA 11</altRecordID>",
        "<altRecordID TYPE=\"REFERENCECODE\">APRF/45/1/337</altRecordID>",
        "<altRecordID TYPE=\"PREVIOUSREFERENCECODE\">old/1</altRecordID>"}) {
    EXPECT_THAT(sip, HasSubstr(part));
  }
  const std::string premis = text(PackageKind::kSip, "metadata/preservation/premis.xml");
  EXPECT_THAT(premis, HasSubstr("agentType/org\">organization</agentType>"));
  EXPECT_THAT(premis, HasSubstr("<agentNote>preserver</agentNote>"));
  const std::string aip = text(PackageKind::kAip, "METS.xml");
  EXPECT_EQ(count(aip, "ROLE=\"CREATOR\""), 1u) << "the program alone";
  EXPECT_THAT(aip, HasSubstr("OTHERROLE=\"CONTACT\" TYPE=\"INDIVIDUAL\""));
  EXPECT_THAT(aip, HasSubstr("+7 000")) << "whom to ask about an AIP";
  EXPECT_THAT(premis, HasSubstr("<agentNote>contact</agentNote>"));
  EXPECT_THAT(aip, HasSubstr("OTHERROLE=\"SUBMITTER\""));
}

TEST_F(InformationPackage, names_and_numbers_of_contacts_go_into_no_dip) {
  builder_.package.context.submission.submitter = {"Test archive", "RU-1", false, {}};
  builder_.package.context.submission.contacts = {{"A. Person", "p-17", true, {"+7 000"}}};
  for (const PackageKind kind : {PackageKind::kSip, PackageKind::kAip, PackageKind::kDip}) {
    builder_.package.kind = kind;
    const fs::path out = temporary_ / ("all" + std::to_string(static_cast<int>(kind)));
    fs::create_directories(out);
    ASSERT_TRUE(write_information_package(builder_.package, out, {}));
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(out)) {
      if (entry.is_regular_file()) all += text_of_file(entry.path());
    }
    for (const char* personal : {"A. Person", "p-17", "+7 000"}) {
      EXPECT_EQ(all.find(personal) != std::string::npos, kind != PackageKind::kDip) << personal;
    }
    EXPECT_THAT(all, HasSubstr("Test archive"));
  }
}

// The texts of the elements of this name.
std::set<std::string> values_of(std::string_view xml, const std::string& element) {
  std::set<std::string> values;
  const std::string begin = '<' + element + '>';
  for (std::size_t at = 0; (at = xml.find(begin, at)) != std::string_view::npos;) {
    at += begin.size();
    values.emplace(xml.substr(at, xml.find('<', at) - at));
  }
  return values;
}

TEST_F(InformationPackage, every_link_of_its_premis_leads_to_something_in_it) {
  Package& package = builder_.package;
  builder_.add("notes/what: is this?.txt", "a name that is written otherwise",
               FileRole::kTranscription);
  package.events.push_back({.type = EventType::kIngestion,
                            .outcome = EventOutcome::kSuccess,
                            .agents = {{"delo-0.1.0"}, {"person-a"}}});
  package.events.push_back({.type = EventType::kTransfer,
                            .outcome = EventOutcome::kSuccess,
                            .agents = {{"delo-0.1.0"}},
                            .objects = {*RelativePath::parse("0038.tif")}});
  RightsStatement rights{.basis = "copyright", .status = "copyrighted", .jurisdiction = "ru"};
  rights.objects = {*RelativePath::parse("0037.tif")};
  package.item.rights = {rights};
  package.context.rights = {{.basis = "other", .other_basis = "policy", .note = "open"}};
  package.context.submission.submitter = {"Test archive", "RU-1", false, {}};
  package.context.submission.preserver = {"State archive", "RU-2", false, {}};
  package.context.submission.contacts = {{"A. Person", "", true, {"+7 000"}}};
  for (const PackageKind kind : {PackageKind::kSip, PackageKind::kAip, PackageKind::kDip}) {
    package.kind = kind;
    const fs::path out = temporary_ / ("links" + std::to_string(static_cast<int>(kind)));
    fs::create_directories(out);
    ASSERT_TRUE(write_information_package(package, out, {}));
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(out)) {
      if (entry.path().filename() == "premis.xml") all += text_of_file(entry.path());
    }
    std::size_t links = 0;
    for (const auto& [link, target] :
         {std::pair("linkingObjectIdentifierValue", "objectIdentifierValue"),
          std::pair("relatedObjectIdentifierValue", "objectIdentifierValue"),
          std::pair("linkingAgentIdentifierValue", "agentIdentifierValue"),
          std::pair("linkingEventIdentifierValue", "eventIdentifierValue"),
          std::pair("relatedEventIdentifierValue", "eventIdentifierValue"),
          std::pair("linkingRightsStatementIdentifierValue", "rightsStatementIdentifierValue")}) {
      const std::set<std::string> there = values_of(all, target);
      for (const std::string& value : values_of(all, link)) {
        EXPECT_TRUE(there.contains(value))
            << link << ' ' << value << " of kind " << static_cast<int>(kind);
        ++links;
      }
    }
    EXPECT_GT(links, 10u);
    // Nothing has the identifier of another thing.
    for (const char* own : {"eventIdentifierValue", "agentIdentifierValue"}) {
      EXPECT_EQ(values_of(all, own).size(), count(all, '<' + std::string(own) + '>')) << own;
    }
  }
}

TEST_F(InformationPackage, a_sip_tells_the_formats_of_its_files) {
  const std::string sip = text(PackageKind::kSip, "representations/master/METS.xml");
  EXPECT_EQ(count(sip,
                  "sip:FILEFORMATNAME=\"Tagged Image File Format\" "
                  "sip:FILEFORMATREGISTRY=\"PRONOM\" sip:FILEFORMATKEY=\"fmt/353\""),
            3u);
  EXPECT_THAT(text(PackageKind::kAip, "representations/master/METS.xml"),
              Not(HasSubstr("sip:FILEFORMATNAME")));
}

TEST_F(InformationPackage, an_access_copy_has_its_scan_as_its_source) {
  const std::string premis = text(PackageKind::kAip, "metadata/preservation/premis.xml");
  const std::size_t copy =
      premis.find("<objectIdentifierValue>" + uuid_of_file("access/0037ob.jpg").substr(5));
  const std::string object = premis.substr(copy, premis.find("</object>", copy) - copy);
  EXPECT_THAT(object, HasSubstr("relationshipType/der\">derivation"));
  EXPECT_THAT(object, HasSubstr("relationshipSubType/hss\">has source"));
  EXPECT_THAT(object, HasSubstr(uuid_of_file("0037ob.tif").substr(5)));
  // That file, and the representation of the access copies; no PDF of all leaves.
  EXPECT_EQ(count(premis, "relationshipSubType/hss"), 2u);
}

TEST_F(InformationPackage, an_event_tells_whether_it_works_on_a_thing_or_makes_it) {
  const auto role_in = [this](EventType type) {
    builder_.package.events = {{.type = type,
                                .outcome = EventOutcome::kSuccess,
                                .agents = {{"delo-0.1.0"}},
                                .objects = {*RelativePath::parse("0037.tif")}}};
    const std::string premis = text(PackageKind::kAip, std::string(kPremisPath));
    const std::size_t at = premis.find("<linkingObjectRole");
    return premis.substr(at, premis.find("</", at) - at);
  };
  constexpr std::string_view kUri =
      "<linkingObjectRole valueURI=\"http://id.loc.gov/vocabulary/preservation/"
      "eventRelatedObjectRole/";
  for (const EventType type :
       {EventType::kTransfer, EventType::kMessageDigestCalculation, EventType::kFixityCheck,
        EventType::kFormatIdentification, EventType::kValidation, EventType::kMetadataExtraction,
        EventType::kAppraisal, EventType::kReplication}) {
    EXPECT_EQ(role_in(type), std::string(kUri) + "sou\">source") << name_of(type);
  }
  for (const EventType type :
       {EventType::kPackageCreation, EventType::kIngestion, EventType::kDissemination,
        EventType::kFilenameChange, EventType::kUnpacking, EventType::kModification,
        EventType::kPackageSplitting, EventType::kRecovery, EventType::kNormalization}) {
    EXPECT_EQ(role_in(type), std::string(kUri) + "out\">outcome") << name_of(type);
  }
}

TEST_F(InformationPackage, rights_are_linked_to_what_they_are_about) {
  RightsStatement copyright{.basis = "copyright",
                            .status = "copyrighted",
                            .jurisdiction = "ru",
                            .determined = "2020",
                            .start = "1951",
                            .end = "open"};
  copyright.grants = {{"disseminate", "disallow", "2020", "2030", "not yet"}};
  copyright.documents = {{"URL", "https://a.example", "proof"}};
  copyright.objects = {*RelativePath::parse("0037.tif")};
  builder_.package.item.rights = {copyright};
  builder_.package.context.rights = {{.basis = "other", .other_basis = "policy", .note = "open"}};
  const std::string premis = text(PackageKind::kAip, "metadata/preservation/premis.xml");
  const std::string rights = premis.substr(premis.find("<rights>"));
  for (const std::string& part :
       {std::string("rightsBasis/cop\">copyright</rightsBasis>"),
        std::string("copyrightStatus/cpr\">copyrighted</copyrightStatus>"),
        std::string("<endDate>OPEN</endDate>"), std::string("actionsGranted/dis\">disseminate"),
        std::string("<restriction>disallow</restriction>"), std::string("<termOfRestriction>"),
        std::string("<copyrightDocumentationRole>proof"),
        "<linkingObjectIdentifierValue>" + uuid_of_file("0037.tif").substr(5),
        std::string("<otherRightsBasis>policy</otherRightsBasis>"),
        "<linkingObjectIdentifierValue>" + builder_.package.id.value}) {
    EXPECT_THAT(rights, HasSubstr(part));
  }
  const std::string mets = text(PackageKind::kAip, "METS.xml");
  EXPECT_THAT(mets, HasSubstr("<rightsMD ID=\"rights-premis\""));
  EXPECT_THAT(mets, HasSubstr("ADMID=\"rights-premis digiprov-premis\""));
  builder_.package.item.rights.clear();
  builder_.package.context.rights.clear();
  EXPECT_THAT(text(PackageKind::kAip, "METS.xml"), Not(HasSubstr("rightsMD")));
}

}  // namespace
}  // namespace delo::packages
