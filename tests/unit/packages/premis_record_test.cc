#include "packages/premis/premis_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "packages/aip.h"
#include "packages/eark/ip_names.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

namespace fs = std::filesystem;

class PremisReaderTest : public ::testing::Test {
 protected:
  // The PREMIS record of a package as it is written.
  std::string record_of_package(const Package& package) {
    const fs::path out = temporary_ / ("out" + std::to_string(++written_));
    fs::create_directories(out);
    const auto files = write_aip(package, out);
    EXPECT_TRUE(files) << files.error().text();
    const std::string path = "data/" + objid_of(package.id) + "/metadata/preservation/premis.xml";
    const auto all = files->all();
    for (const PackagedFile& file : *all) {
      if (file.path.text() == path) return text_of_file(file.source);
    }
    ADD_FAILURE() << "no " << path;
    return {};
  }
  PremisRecord read(const std::string& text) {
    auto record = read_premis_record(MemorySource(text));
    EXPECT_TRUE(record) << record.error().text();
    return record ? *std::move(record) : PremisRecord();
  }

  TemporaryFolder temporary_;
  int written_ = 0;
};

std::set<std::string> event_ids(const PremisRecord& record) {
  std::set<std::string> ids;
  for (const PremisNode& event : record.events) {
    for (const PremisNode& part : event.children) {
      if (part.name != "eventIdentifier") continue;
      EXPECT_TRUE(ids.insert(part.children.at(1).text).second) << "an identifier twice";
    }
  }
  return ids;
}

TEST_F(PremisReaderTest, every_file_is_told_with_its_received_name) {
  const Package package = PackageBuilder(temporary_ / "content").add_record().package;
  const PremisRecord record = read(record_of_package(package));
  std::set<std::string> told, given;
  for (const HeldFile& file : record.files) {
    told.insert(decoded_name(file.original_name));
    EXPECT_FALSE(file.uuid.empty());
    EXPECT_FALSE(file.place.empty());
  }
  const auto payload = package.payload.all();
  for (const PayloadFile& file : *payload) given.insert(file.object.path.text());
  EXPECT_EQ(told, given);
  EXPECT_FALSE(record.events.empty());
  EXPECT_EQ(record.agents.size(), package.agents.size());
}

TEST_F(PremisReaderTest, a_later_version_tells_the_earlier_events_word_for_word) {
  Package package = PackageBuilder(temporary_ / "content").add_record().package;
  const std::string first = record_of_package(package);
  const PremisRecord before = read(first);
  package.earlier_events = before.events;
  package.earlier_agents = before.agents;
  const std::string second = record_of_package(package);
  const PremisRecord after = read(second);
  EXPECT_EQ(after.events.size(), 2 * before.events.size());
  EXPECT_EQ(after.agents.size(), before.agents.size()) << "an agent is told once";
  EXPECT_EQ(event_ids(after).size(), after.events.size());
  const auto events_from = [](const std::string& text) { return text.find("<event>"); };
  const std::string told =
      first.substr(events_from(first), first.rfind("</event>") - events_from(first));
  EXPECT_EQ(second.substr(events_from(second), told.size()), told) << "to the byte";
}

TEST_F(PremisReaderTest, a_replaced_file_is_another_object) {
  Package package = PackageBuilder(temporary_ / "content").add_record().package;
  const PremisRecord before = read(record_of_package(package));
  const std::string path = decoded_name(before.files.front().original_name);
  package.uuids[path] = "11111111-0000-5000-8000-00000000000f";
  const std::string text = record_of_package(package);
  EXPECT_EQ(text.find(before.files.front().uuid), std::string::npos);
  EXPECT_EQ(read(text).files.front().uuid, "11111111-0000-5000-8000-00000000000f");
}

TEST_F(PremisReaderTest, a_file_that_was_replaced_stays_an_object_that_events_can_be_of) {
  Package package = PackageBuilder(temporary_ / "content").add_record().package;
  const std::string first = record_of_package(package);
  const auto is_scan = [](const HeldFile& file) { return file.original_name == "0037.tif"; };
  const auto before = read_premis_record(MemorySource(first), is_scan);
  ASSERT_TRUE(before);
  ASSERT_EQ(before->wanted.size(), 1u);
  const std::string old = uuid_of_object(before->wanted[0]);
  const std::string fresh = "11111111-0000-5000-8000-00000000000f";
  package.uuids["0037.tif"] = fresh;
  package.supersedes.emplace("0037.tif", old);
  package.earlier_objects = {superseded_object(before->wanted[0], 1, fresh)};
  package.earlier_events = before->events;
  const std::string second = record_of_package(package);
  for (const char* part : {"relationshipType/rep\">replacement", "relationshipSubType/sup\">supersedes",
                           "relationshipSubType/iss\">is superseded by",
                           ">path within version 1 of the package<"}) {
    EXPECT_THAT(second, ::testing::HasSubstr(part));
  }
  const PremisRecord after = read(second);
  EXPECT_EQ(after.files.size(), before->files.size()) << "no file of the package any more";
  ASSERT_EQ(after.superseded.size(), 1u);
  EXPECT_EQ(uuid_of_object(after.superseded[0]), old);
  package.earlier_objects = after.superseded;
  const PremisRecord third = read(record_of_package(package));
  ASSERT_EQ(third.superseded.size(), 1u) << "told again in each version";
}

TEST_F(PremisReaderTest, names_come_back_as_they_were_received) {
  for (const std::string& name :
       {std::string("л. 37 об.tif"), std::string("100% caf\xe9.tif"), std::string("line\nbreak"),
        std::string("%41.tif"), std::string("a/b%/c")}) {
    EXPECT_EQ(decoded_name(original_name(name)), name);
  }
  EXPECT_EQ(decoded_name("50%"), "50%");
  EXPECT_EQ(decoded_name("%zz"), "%zz");
}

TEST_F(PremisReaderTest, what_is_no_record_is_refused) {
  for (const char* bad :
       {"", "<premis/>", "<a xmlns='http://www.loc.gov/premis/v3'/>",
        "<premis xmlns='http://www.loc.gov/premis/v3'><event></premis>",
        "<!DOCTYPE premis [<!ENTITY e 'x'>]><premis xmlns='http://www.loc.gov/premis/v3'/>"}) {
    const std::string text = bad;
    const auto record = read_premis_record(MemorySource(text));
    ASSERT_FALSE(record) << bad;
    EXPECT_EQ(record.error().code, ErrorCode::kCorrupt);
  }
}

}  // namespace
}  // namespace delo::packages
