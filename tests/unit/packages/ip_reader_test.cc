#include "packages/eark/ip_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "packages/aip.h"
#include "packages/eark/ip_names.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

using ::testing::ElementsAre;
namespace fs = std::filesystem;

// All that a statement says, in one text.
std::string told(const std::vector<RightsStatement>& statements) {
  std::string text;
  for (const RightsStatement& s : statements) {
    for (const std::string& part : {s.basis, s.other_basis, s.status, s.jurisdiction, s.determined,
                                    s.start, s.end, s.terms, s.citation, s.note}) {
      text += part + '|';
    }
    for (const RightsDocument& d : s.documents) text += d.type + ' ' + d.value + ' ' + d.role + ';';
    for (const RightsGrant& g : s.grants) {
      text += g.act + ' ' + g.restriction + ' ' + g.start + ' ' + g.end + ' ' + g.note + ';';
    }
    for (const RelativePath& path : s.objects) text += path.text() + ';';
    text += '\n';
  }
  return text;
}

class ReadBack : public ::testing::Test {
 protected:
  ReadBack() : builder_(temporary_ / "content") {
    builder_.add_record();
    builder_.add("caf\xE9 100%.tif", "odd", FileRole::kMaster, Leaf{.number = 40});
    PayloadFile scan = *builder_.package.payload.at(0);
    scan.object.language = "ru";
    scan.examination.technical.page_count = 1;
    scan.examination.technical.pages.push_back({.width = 100,
                                                .height = 200,
                                                .resolution_x = 400,
                                                .bits_per_sample = {8, 8, 8},
                                                .photometric = "rgb"});
    Payload changed;
    for (std::size_t i = 0; i < builder_.package.payload.size(); ++i) {
      EXPECT_TRUE(changed.append(i == 0 ? scan : *builder_.package.payload.at(i)));
    }
    builder_.package.payload = changed;
  }
  // The package as the holdings give it out.
  fs::path bag() {
    const fs::path made = temporary_ / "made", whole = temporary_ / "bag";
    fs::create_directories(made);
    const auto files = write_aip(builder_.package, made);
    EXPECT_TRUE(files);
    EXPECT_TRUE(files->for_each([&](const PackagedFile& file) {
      fs::create_directories(file.path.under(whole).parent_path());
      fs::copy_file(file.source, file.path.under(whole));
    }));
    return whole;
  }

  TemporaryFolder temporary_;
  PackageBuilder builder_;
};

TEST_F(ReadBack, a_package_of_ours_is_read_as_what_it_was_made_from) {
  const auto folder = package_within_bag(bag());
  ASSERT_TRUE(folder);
  const auto read = read_information_package(*folder);
  ASSERT_TRUE(read) << read.error().text();
  const Package& was = builder_.package;
  EXPECT_EQ(read->id, was.id);
  EXPECT_EQ(read->item.id, was.item.id);
  EXPECT_EQ(read->item.title, was.item.title);
  EXPECT_EQ(read->item.reference.canonical(), was.item.reference.canonical());
  EXPECT_EQ(read->producer, was.producer);
  EXPECT_EQ(read->material_date, timestamp_of_ns(was.payload.at(0)->object.modified_ns));
  ASSERT_EQ(read->payload.size(), was.payload.size());
  for (std::size_t i = 0; i < was.payload.size(); ++i) {
    const PayloadFile here = *read->payload.at(i), there = *was.payload.at(i);
    const FileObject& now = here.object;
    const FileObject& then = there.object;
    EXPECT_EQ(now.path, then.path);
    EXPECT_EQ(now.size, then.size);
    EXPECT_EQ(now.role, then.role);
    EXPECT_EQ(now.leaf, then.leaf);
    EXPECT_EQ(now.language, then.language);
    EXPECT_EQ(now.digests, then.digests);
    EXPECT_EQ(now.format, then.format);
    EXPECT_EQ(text_of_file(here.content), text_of_file(there.content));
    EXPECT_EQ(now.modified_ns, then.modified_ns) << then.path.text();
  }
  const PayloadFile scan = *read->payload.at(0);
  const PageMetadata& page = scan.examination.technical.pages.at(0);
  EXPECT_EQ(page.width, 100u);
  EXPECT_EQ(page.resolution_x, 400.0);
  EXPECT_THAT(page.bits_per_sample, ElementsAre(8, 8, 8));
  EXPECT_EQ(page.photometric, "rgb");
  ASSERT_FALSE(read->item.descriptions.empty());
  EXPECT_EQ(read->item.descriptions[0].elements[0].name, "dc.title");
  EXPECT_TRUE(fs::exists(read->context.earlier_premis.source));
}

TEST_F(ReadBack, rights_and_submission_come_back_as_they_were_written) {
  Submission& submission = builder_.package.context.submission;
  submission.agreement = "RA 13-2011/5329";
  submission.previous_agreements = {"RA 1", "RA 2"};
  submission.status = "SUPPLEMENT";
  submission.archival_creator = {
      .name = "Commissariat", .code = "C-1", .person = false, .notes = {"Moscow"}};
  submission.submitter = {.name = "I. Ivanov", .code = "I-1", .person = true, .notes = {}};
  submission.preserver = {.name = "State archive", .code = "S-1", .person = false, .notes = {}};

  RightsStatement copyright, license, statute, other;
  copyright.basis = "copyright";
  copyright.status = "copyrighted";
  copyright.jurisdiction = "ru";
  copyright.determined = "2011-01-27";
  copyright.start = "1951";
  copyright.end = "open";
  copyright.note = "of the heirs & others";
  copyright.documents = {{"URL", "https://example.org/a", "proof"}};
  copyright.grants = {{"disseminate", "disallow", "1951", "2051", "closed"},
                      {"use", "allow", "", "open", ""}};
  license.basis = "license";
  license.terms = "CC BY 4.0";
  license.end = "2030";
  license.documents = {{"URL", "https://example.org/b", "licence text"}};
  statute.basis = "statute";
  statute.jurisdiction = "ru";
  statute.citation = "125-FZ";
  statute.grants = {{"disseminate", "conditional", "", "", ""}};
  other.basis = "other";
  other.other_basis = "donor";
  other.objects = {builder_.package.payload.at(0)->object.path,
                   builder_.package.payload.at(1)->object.path};
  builder_.package.item.rights = {other};
  builder_.package.context.rights = {copyright, license, statute};

  const auto read = read_information_package(*package_within_bag(bag()));
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(told(read->item.rights), told({other}));
  EXPECT_EQ(told(read->context.rights), told({copyright, license, statute}));
  const Submission& kept = read->context.submission;
  EXPECT_EQ(kept.agreement, submission.agreement);
  EXPECT_EQ(kept.previous_agreements, submission.previous_agreements);
  EXPECT_EQ(kept.status, submission.status);
  for (const auto party :
       {&Submission::archival_creator, &Submission::submitter, &Submission::preserver}) {
    EXPECT_EQ((kept.*party).name, (submission.*party).name);
    EXPECT_EQ((kept.*party).code, (submission.*party).code);
    EXPECT_EQ((kept.*party).person, (submission.*party).person);
    EXPECT_EQ((kept.*party).notes, (submission.*party).notes);
  }
}

TEST_F(ReadBack, the_files_of_the_package_have_the_digests_of_the_manifest) {
  const fs::path whole = bag();
  const auto files = files_within_bag(whole, *package_within_bag(whole));
  ASSERT_TRUE(files);
  const std::vector<PackagedFile> all = *files->all();
  EXPECT_TRUE(std::ranges::is_sorted(all, {}, &PackagedFile::path));
  for (const PackagedFile& file : all) {
    const std::string content = text_of_file(file.source);
    EXPECT_EQ(file.size, content.size());
    EXPECT_EQ(file.digests.find(DigestAlgorithm::kSha256),
              digests_of(content).find(DigestAlgorithm::kSha256));
  }
}

TEST_F(ReadBack, what_is_no_package_of_ours_is_told) {
  const fs::path whole = bag();
  const fs::path folder = *package_within_bag(whole);
  for (const char* broken :
       {"<premis", "<premis xmlns=\"http://www.loc.gov/premis/v3\"/>", "<x/>"}) {
    fs::remove(folder / "metadata/preservation/premis.xml");
    write_text_file(folder / "metadata/preservation/premis.xml", broken);
    const auto read = read_information_package(folder);
    ASSERT_FALSE(read) << broken;
    EXPECT_EQ(read.error().code, ErrorCode::kCorrupt);
  }
  const auto none = package_within_bag(temporary_ / "made");
  ASSERT_TRUE(none) << "a folder of writing is laid out like a bag";
  EXPECT_FALSE(package_within_bag(temporary_ / "content"));
}

TEST(DecodedName, gives_back_the_bytes) {
  for (const std::string name : {"caf\xE9 100%.tif", "a\nb", "л. 37.tif", "%41", "plain"}) {
    EXPECT_EQ(decoded_name(original_name(name)), name);
    EXPECT_EQ(decoded_name(encode_name(name)), name);
  }
}

}  // namespace
}  // namespace delo::packages
