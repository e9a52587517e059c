#include "packages/bagit/bag_validator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <map>

#include "packages/bagit/bag_reader.h"
#include "packages/validate_package.h"
#include "tests/unit/packages/archive_builder.h"
#include "tests/unit/packages/bag_builder.h"
#include "tests/unit/packages/gzip_builder.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
namespace fs = std::filesystem;

class BagValidation : public ::testing::Test {
 protected:
  // Rule ids, with warnings and errors alike; fills messages_.
  std::vector<std::string> check(const BagBuilder& bag) {
    const fs::path folder = temporary_ / ("bag" + std::to_string(++bags_));
    bag.write(folder);
    return check(folder);
  }
  std::vector<std::string> check(const fs::path& path) {
    auto verdict = validate_package(path, PackageForm::kBag);
    EXPECT_TRUE(verdict) << (verdict ? "" : verdict.error().text());
    std::vector<std::string> rules;
    messages_.clear();
    if (!verdict) return rules;
    valid_ = verdict->validity == Validity::kValid;
    for (const Finding& finding : verdict->findings) {
      rules.push_back(finding.rule);
      messages_ += text_of(finding) + '\n';
    }
    return rules;
  }
  // `change` is made to a valid bag; tag manifests are made anew afterwards.
  std::vector<std::string> check_changed(const std::function<void(BagBuilder&)>& change,
                                         const std::string& version = "1.0") {
    BagBuilder bag(version);
    change(bag);
    bag.list_tags();
    return check(bag);
  }

  TemporaryFolder temporary_;
  int bags_ = 0;
  bool valid_ = false;
  std::string messages_;
};

TEST_F(BagValidation, a_good_bag_has_no_finding) {
  EXPECT_THAT(check(BagBuilder()), IsEmpty());
  EXPECT_TRUE(valid_);
  for (const char* version : {"0.93", "0.94", "0.95", "0.96", "0.97"}) {
    EXPECT_THAT(check(BagBuilder(version)), IsEmpty()) << version;
  }
}

TEST_F(BagValidation, a_flipped_bit_is_found) {
  BagBuilder bag;
  bag.files["data/a.txt"] = "alphb";
  EXPECT_THAT(check(bag), ElementsAre("bag.file.different", "bag.file.different"));
  EXPECT_FALSE(valid_);
  EXPECT_THAT(messages_, ::testing::HasSubstr("data/a.txt: manifest-sha256.txt has"));
}

TEST_F(BagValidation, every_fault_is_told_not_only_the_first) {
  BagBuilder bag;
  bag.files["data/a.txt"] = "changed";
  bag.files.erase("data/sub/б.txt");
  bag.files["data/new.txt"] = "new";
  const auto rules = check(bag);
  for (const char* rule :
       {"bag.file.different", "bag.file.missing", "bag.file.unlisted", "bag.info.oxum"}) {
    EXPECT_THAT(rules, Contains(rule));
  }
}

TEST_F(BagValidation, a_changed_tag_file_is_found) {
  BagBuilder bag;
  bag.files["bag-info.txt"] += "X: y\n";
  EXPECT_THAT(check(bag), ElementsAre("bag.tag.different", "bag.tag.different"));
}

// A file that can be listed and not opened is told of, whatever kind of file it is: as one of
// the payload is.
TEST_F(BagValidation, a_tag_file_that_cannot_be_read_is_a_finding) {
  for (const char* name : {"bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt",
                           "tagmanifest-sha256.txt", "bag-info.txt", "fetch.txt"}) {
    BagBuilder bag;
    bag.files["fetch.txt"] = "";
    bag.list_tags();
    const fs::path folder = temporary_ / ("gone-" + std::string(name));
    bag.write(folder);
    const auto tree = open_tree(folder, is_bag_tag_file);
    ASSERT_TRUE(tree);
    fs::remove(folder / name);
    const auto checked = check_bag(**tree);
    ASSERT_TRUE(checked) << name << ": " << checked.error().text();
    int told = 0;
    for (const Finding& found : checked->findings) {
      told += found.rule == "package.tree.unreadable" && found.where.path.text() == name;
      EXPECT_NE(found.rule, "bag.manifest.none") << name;
      EXPECT_NE(found.rule, "bag.file.unlisted") << name;
    }
    EXPECT_EQ(told, 1) << name;
  }
}

// Bytes that end in an Error.
class FailingSource final : public ByteSource {
 public:
  explicit FailingSource(Error error) : error_(std::move(error)) {}
  std::uint64_t size() const override { return 100; }
  Result<std::size_t> read_at(std::uint64_t, std::span<std::byte>) const override { return error_; }

 private:
  const Error error_;
};

// A bag one tag file of which can't be opened, or not be read.
class FailingTree final : public PackageTree {
 public:
  FailingTree(const BagBuilder& bag, std::string failing, Error error, bool when_read)
      : bag_(bag), failing_(std::move(failing)), error_(std::move(error)), when_read_(when_read) {
    for (const auto& [name, content] : bag.files) {
      files_.add(*RelativePath::parse(name), content.size());
    }
    folders_.add(*RelativePath::parse("data"));
    files_.sort();
  }
  Result<std::unique_ptr<ByteSource>> open(const RelativePath& path) override {
    if (path.text() != failing_) {
      return std::unique_ptr<ByteSource>(new MemorySource(bag_.files.at(path.text())));
    }
    if (!when_read_) return error_;
    return std::unique_ptr<ByteSource>(new FailingSource(error_));
  }
  Result<void> digest(
      std::span<const DigestOrder>, std::stop_token,
      const std::function<Result<void>(const DigestOrder&, const ReadOutcome&)>&) override {
    return {};
  }
  Result<void> read_each(
      std::span<const std::size_t>, std::stop_token,
      const std::function<Result<void>(std::size_t, const FillSink&)>&) override {
    return {};
  }

 private:
  const BagBuilder& bag_;
  const std::string failing_;
  const Error error_;
  const bool when_read_;
};

// A full disk or a bug of ours says nothing of a bag.
TEST_F(BagValidation, what_fails_on_our_side_is_an_error_and_no_finding) {
  const Error ours[] = {io_error("cannot put aside", {}, ENOSPC),
                        io_error("cannot open", {}, EMFILE), Error{ErrorCode::kInternal, "a bug"},
                        Error{ErrorCode::kUnsupported, "more than we read into memory"}};
  const Error of_file[] = {io_error("cannot read", {}, EIO), io_error("cannot open", {}, EACCES),
                           Error{ErrorCode::kIo, "file ended after 3 of 100 bytes"}};
  BagBuilder bag;
  bag.files["fetch.txt"] = "";
  bag.list_tags();
  for (const char* name : {"bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
                           "bag-info.txt", "fetch.txt"}) {
    for (const bool when_read : {false, true}) {
      for (const Error& error : ours) {
        FailingTree tree(bag, name, error, when_read);
        const auto checked = check_bag(tree);
        ASSERT_FALSE(checked) << name << ": " << error.text();
        EXPECT_EQ(checked.error().code, error.code);
      }
      for (const Error& error : of_file) {
        FailingTree tree(bag, name, error, when_read);
        const auto checked = check_bag(tree);
        ASSERT_TRUE(checked) << name << ": " << checked.error().text();
        EXPECT_TRUE(std::ranges::any_of(checked->findings, [&](const Finding& found) {
          return found.rule == "package.tree.unreadable" && found.where.path.text() == name;
        })) << name;
      }
    }
  }
}

TEST_F(BagValidation, what_stands_in_the_place_of_a_manifest_is_not_followed) {
  for (const bool as_folder : {true, false}) {
    BagBuilder bag;
    bag.files.erase("manifest-sha512.txt");
    bag.list_tags();
    const fs::path folder = temporary_ / (as_folder ? "folder" : "link");
    bag.write(folder);
    if (as_folder) {
      fs::create_directory(folder / "manifest-sha512.txt");
    } else {
      fs::create_symlink("/etc/passwd", folder / "manifest-sha512.txt");
    }
    const auto rules = check(folder);
    EXPECT_EQ(valid_, as_folder) << messages_;
    if (!as_folder) {
      EXPECT_THAT(rules, ElementsAre("package.tree.link"));
    }
  }
}

// Sizes of large folders are asked for last; a file that vanished by then gave those after it
// other numbers.
TEST_F(BagValidation, a_file_that_vanishes_meanwhile_moves_no_other) {
  BagBuilder bag;
  for (int i = 0; i < 4200; ++i) bag.files["data/f" + std::to_string(10000 + i)] = "x";
  bag.files["data/z"] = "in fetch.txt";
  bag.list_all();
  bag.files["data/y"] = "on no list";
  bag.files["fetch.txt"] = "http://example.org/z 12 data/z\n";
  bag.list_tags();
  bag.files["a-note.txt"] = "on no list either, so that nobody opens it";
  const fs::path folder = temporary_ / "large";
  bag.write(folder);
  const auto tree = open_tree(folder, is_bag_tag_file, {}, 1, Sizes::kLater);
  ASSERT_TRUE(tree);
  const auto before = (*tree)->index_of("data/z");
  fs::remove(folder / "a-note.txt");
  const auto checked = check_bag(**tree);
  ASSERT_TRUE(checked) << checked.error().text();
  std::vector<std::string> rules;
  for (const Finding& found : checked->findings) rules.push_back(found.rule);
  EXPECT_THAT(rules, Not(Contains("bag.fetch.unlisted")));
  EXPECT_THAT(rules, Contains("package.tree.unreadable"));
  EXPECT_EQ((*tree)->index_of("data/z"), before);
}

TEST_F(BagValidation, the_declaration_is_read_to_the_letter) {
  const auto declared = [&](const std::string& text) {
    return check_changed([&](BagBuilder& bag) { bag.files["bagit.txt"] = text; });
  };
  EXPECT_THAT(declared("BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n"), IsEmpty());
  EXPECT_THAT(declared("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8"), IsEmpty());
  for (const char* bad : {"", "hello", "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n",
                          "BagIt-Version: 1.0\n",
                          "\xEF\xBB\xBF"
                          "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
                          "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nX: y\n"}) {
    EXPECT_THAT(declared(bad), Contains("bag.declaration")) << bad;
    EXPECT_FALSE(valid_);
  }
  EXPECT_THAT(declared("BagIt-Version: 99.9\nTag-File-Character-Encoding: UTF-8\n"),
              ElementsAre("bag.declaration.version"));
  EXPECT_THAT(declared("BagIt-Version: 1.0\nTag-File-Character-Encoding: X-EVIL\n"),
              ElementsAre("bag.encoding"));
  BagBuilder none;
  none.files.erase("bagit.txt");
  EXPECT_THAT(check(none), Contains("bag.declaration.missing"));
}

TEST_F(BagValidation, payload_and_manifests_must_be_there) {
  BagBuilder bag;
  std::erase_if(bag.files, [](const auto& f) { return f.first.starts_with("data/"); });
  EXPECT_THAT(check(bag), Contains("bag.payload.folder"));
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.files.erase("manifest-sha256.txt");
                b.files.erase("manifest-sha512.txt");
              }),
              Contains("bag.manifest.none"));
  const fs::path empty = temporary_ / "empty";
  BagBuilder hollow;
  std::erase_if(hollow.files, [](const auto& f) { return f.first.starts_with("data/"); });
  hollow.list_payload(DigestAlgorithm::kSha256);
  hollow.list_payload(DigestAlgorithm::kSha512);
  hollow.files["bag-info.txt"] = "Payload-Oxum: 0.0\n";
  hollow.list_tags();
  hollow.write(empty);
  fs::create_directories(empty / "data");
  EXPECT_THAT(check(empty), ElementsAre("bag.payload.empty"));
}

TEST_F(BagValidation, unknown_and_weak_algorithms_are_told) {
  EXPECT_THAT(
      check_changed([](BagBuilder& b) { b.files["manifest-foo9.txt"] = "00  data/a.txt\n"; }),
      ElementsAre("bag.manifest.algorithm-skipped"));
  EXPECT_TRUE(valid_);
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.files.erase("manifest-sha256.txt");
                b.files.erase("manifest-sha512.txt");
                b.files["manifest-foo9.txt"] = "00  data/a.txt\n";
              }),
              Contains("bag.manifest.algorithm"));
  EXPECT_FALSE(valid_);
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.files.erase("manifest-sha256.txt");
                b.files.erase("manifest-sha512.txt");
                b.list_payload(DigestAlgorithm::kMd5);
              }),
              ElementsAre("bag.manifest.weak", "bag.tag.algorithms"));
}

TEST_F(BagValidation, lines_are_read_one_by_one) {
  EXPECT_THAT(check_changed([](BagBuilder& b) { b.manifest() += "nonsense\n"; }),
              ElementsAre("bag.manifest.line"));
  EXPECT_THAT(
      check_changed([](BagBuilder& b) { b.manifest() += std::string(70000, 'a') + "  data/a\n"; }),
      ElementsAre("bag.manifest.line"));
  EXPECT_THAT(check_changed([](BagBuilder& b) { b.manifest() += "abc  data/a.txt\n"; }),
              ElementsAre("bag.manifest.digest"));
  EXPECT_THAT(check_changed([](BagBuilder& b) { b.manifest() += "\n\n"; }),
              ElementsAre("bag.manifest.blank"));
}

TEST_F(BagValidation, upper_case_digests_and_cr_line_ends_are_fine) {
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                for (std::size_t i = 0; i < 64; ++i) {
                  b.manifest()[i] = static_cast<char>(std::toupper(b.manifest()[i]));
                }
                std::ranges::replace(b.manifest(), '\n', '\r');
              }),
              IsEmpty());
}

TEST_F(BagValidation, paths_that_leave_the_bag_are_refused) {
  for (const char* path : {"/etc/passwd", "../x", "data/../../x", "~/x", "~root/x", "C:\\x",
                           "\\\\host\\x", "%HOME%\\x", "..\\x"}) {
    EXPECT_THAT(check_changed([&](BagBuilder& b) {
                  b.manifest() += b.line(DigestAlgorithm::kSha256, "data/a.txt", path);
                }),
                Contains("bag.manifest.path"))
        << path;
  }
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.manifest() += b.line(DigestAlgorithm::kSha256, "bag-info.txt", "bag-info.txt");
              }),
              Contains("bag.manifest.path-outside"));
}

TEST_F(BagValidation, habits_of_md5sum_are_understood_and_told) {
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.manifest() =
                    b.line(DigestAlgorithm::kSha256, "data/a.txt", "*data/a.txt") +
                    b.line(DigestAlgorithm::kSha256, "data/sub/б.txt", "./data/sub/б.txt");
              }),
              ElementsAre("bag.manifest.star", "bag.manifest.dot-slash"));
  EXPECT_TRUE(valid_);
}

TEST_F(BagValidation, a_file_listed_twice) {
  const auto twice = [](BagBuilder& b) {
    b.manifest() += b.line(DigestAlgorithm::kSha256, "data/a.txt", "data/a.txt");
  };
  EXPECT_THAT(check_changed(twice), ElementsAre("bag.manifest.twice"));
  EXPECT_THAT(check_changed(twice, "0.97"), ElementsAre("bag.manifest.twice-same"));
  EXPECT_TRUE(valid_);
  EXPECT_THAT(check_changed(
                  [](BagBuilder& b) {
                    b.manifest() +=
                        b.line(DigestAlgorithm::kSha256, "data/sub/б.txt", "data/a.txt");
                  },
                  "0.97"),
              ElementsAre("bag.manifest.twice", "bag.file.different"));
}

TEST_F(BagValidation, every_manifest_lists_every_file_from_1_0_on) {
  const auto uneven = [](BagBuilder& b) {
    b.manifest() = b.line(DigestAlgorithm::kSha256, "data/a.txt", "data/a.txt");
  };
  EXPECT_THAT(check_changed(uneven), ElementsAre("bag.file.unlisted"));
  EXPECT_THAT(check_changed(uneven, "0.97"), IsEmpty());
}

TEST_F(BagValidation, percent_signs_are_decoded_as_the_version_says) {
  const auto encoded = [](BagBuilder& b) {
    b.files["data/50%.txt"] = "x";
    b.files["data/new\nline"] = "y";
    b.files["bag-info.txt"] = "A: b\n";
    for (const DigestAlgorithm algorithm : {DigestAlgorithm::kSha256, DigestAlgorithm::kSha512}) {
      std::string& list = b.files["manifest-" + std::string(name_of(algorithm)) + ".txt"];
      list += b.line(algorithm, "data/50%.txt", "data/50%25.txt");
      list += b.line(algorithm, "data/new\nline", "data/new%0Aline");
    }
  };
  EXPECT_THAT(check_changed(encoded), ElementsAre("bag.file.windows-name"));
  EXPECT_THAT(check_changed(encoded, "0.97"), Contains("bag.file.missing"));
}

TEST_F(BagValidation, other_normal_forms_are_found_and_told) {
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.files["data/cafe\u0301"] = "x";
                b.files["bag-info.txt"] = "A: b\n";
                for (const DigestAlgorithm algorithm :
                     {DigestAlgorithm::kSha256, DigestAlgorithm::kSha512}) {
                  b.files["manifest-" + std::string(name_of(algorithm)) + ".txt"] +=
                      b.line(algorithm, "data/cafe\u0301", "data/caf\u00e9");
                }
              }),
              ElementsAre("bag.manifest.normal-form", "bag.manifest.normal-form"));
  EXPECT_TRUE(valid_);
}

TEST_F(BagValidation, colliding_names_and_system_files_are_told) {
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.files["data/A.TXT"] = "x";
                b.files["data/Thumbs.db"] = "y";
                b.files["bag-info.txt"] = "A: b\n";
                b.list_payload(DigestAlgorithm::kSha256);
                b.list_payload(DigestAlgorithm::kSha512);
              }),
              ::testing::UnorderedElementsAre("bag.file.collision", "bag.file.system"));
}

TEST_F(BagValidation, tag_manifests_have_rules_of_their_own) {
  BagBuilder bag;
  const std::string good = bag.files["tagmanifest-sha256.txt"];
  bag.files["tagmanifest-sha256.txt"] +=
      bag.line(DigestAlgorithm::kSha256, "data/a.txt", "data/a.txt");
  EXPECT_THAT(check(bag), ElementsAre("bag.tag.payload"));
  bag.files["tagmanifest-sha256.txt"] = good + std::string(64, '0') + "  gone.txt\n";
  EXPECT_THAT(check(bag), ElementsAre("bag.tag.missing"));
  bag.files["tagmanifest-sha256.txt"] =
      bag.line(DigestAlgorithm::kSha256, "bagit.txt", "bagit.txt");
  EXPECT_THAT(check(bag), ElementsAre("bag.tag.unlisted", "bag.tag.manifest-unlisted",
                                      "bag.tag.manifest-unlisted"));
}

TEST_F(BagValidation, bag_info_is_read_line_by_line) {
  const auto info = [&](const std::string& text) {
    return check_changed([&](BagBuilder& b) { b.files["bag-info.txt"] = text; });
  };
  EXPECT_THAT(info("A: b\n  and more\nA: c\n"), IsEmpty());
  EXPECT_THAT(info("no colon here\n"), ElementsAre("bag.info.line"));
  EXPECT_THAT(info("Payload-Oxum: 10.2\n"), ElementsAre("bag.info.oxum"));
  EXPECT_THAT(info("Payload-Oxum: -1.abc\n"), ElementsAre("bag.info.oxum-form"));
  EXPECT_THAT(info("Payload-Oxum: 9.2\nPayload-Oxum: 9.2\n"), ElementsAre("bag.info.oxum-form"));
  EXPECT_THAT(info("X: caf\xE9\n"), ElementsAre("bag.encoding"));
}

TEST_F(BagValidation, nothing_is_ever_fetched) {
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.files["fetch.txt"] = "http://127.0.0.1:1/x 5 data/a.txt\n";
              }),
              IsEmpty());
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.files["fetch.txt"] = "http://127.0.0.1:1/x 6 data/a.txt\n";
              }),
              ElementsAre("bag.fetch.length"));
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.files["fetch.txt"] = "http://127.0.0.1:1/x - data/gone.txt\n";
              }),
              ElementsAre("bag.fetch.pending", "bag.fetch.unlisted", "bag.fetch.unlisted"));
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.files["fetch.txt"] = "x:y - bagit.txt\nx:y - ../y\nx:y\nx:y z data/a.txt\n";
              }),
              ::testing::Each("bag.fetch.line"));
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.manifest() = b.line(DigestAlgorithm::kSha256, "data/a.txt", "data/a.txt");
                b.files["fetch.txt"] = "http://127.0.0.1:1/x - data/sub/б.txt\n";
              }),
              ElementsAre("bag.file.unlisted", "bag.fetch.unlisted"));
}

TEST_F(BagValidation, links_and_pipes_are_no_payload) {
  const fs::path folder = temporary_ / "links";
  BagBuilder().write(folder);
  fs::create_symlink("/etc/passwd", folder / "data/l");
  fs::create_directory_symlink("..", folder / "data/d");
  EXPECT_THAT(check(folder), ElementsAre("package.tree.link", "package.tree.link"));
  EXPECT_FALSE(valid_);
}

TEST_F(BagValidation, pipes_and_bottomless_folders_are_told_without_waiting) {
  const fs::path folder = temporary_ / "pipes";
  BagBuilder().write(folder);
  ASSERT_EQ(::mkfifo((folder / "data/pipe").c_str(), 0644), 0);
  EXPECT_THAT(check(folder), ElementsAre("package.tree.special"));
  fs::remove(folder / "data/pipe");
  fs::path deep = folder / "data";
  for (int i = 0; i < 210; ++i) deep /= "d";
  fs::create_directories(deep);
  EXPECT_THAT(check(folder), ElementsAre("package.tree.path"));
}

// Also as root, whom no access rights keep from reading.
TEST_F(BagValidation, a_file_that_can_no_longer_be_read_is_told_and_nothing_said_of_its_content) {
  const fs::path folder = temporary_ / "failing";
  BagBuilder().write(folder);
  const auto found_after = [&](bool gone) {
    const auto tree = open_tree(folder, &is_bag_tag_file);
    EXPECT_TRUE(tree);
    if (gone) fs::remove(folder / "data/a.txt");  // listed, then lost
    const auto findings = validate_bag(**tree);
    EXPECT_TRUE(findings);
    return *findings;
  };
  EXPECT_THAT(found_after(false), IsEmpty());
  const auto found = found_after(true);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].rule, "package.tree.unreadable");
  EXPECT_EQ(found[0].where.path.text(), "data/a.txt");
}

TEST_F(BagValidation, however_many_threads_read_the_findings_are_the_same) {
  BagBuilder bag;
  for (int i = 0; i < 300; ++i) {
    bag.files["data/" + std::to_string(i % 7) + "/f" + std::to_string(i)] = std::to_string(i);
  }
  bag.files["data/large"] = std::string(300'000, 'x');
  bag.list_all();
  bag.list_tags();
  bag.files["data/3/f10"] = "x";
  bag.files["data/large"].back() = 'y';
  bag.files.erase("data/0/f7");
  const fs::path folder = temporary_ / "many";
  bag.write(folder);
  const auto alone = validate_package(folder, PackageForm::kBag, {}, 1);
  ASSERT_TRUE(alone);
  EXPECT_GE(alone->findings.size(), 7u);
  for (const int threads : {2, 3, 8}) {
    const auto together = validate_package(folder, PackageForm::kBag, {}, threads);
    ASSERT_TRUE(together);
    EXPECT_EQ(together->findings, alone->findings) << threads;
  }
}

TEST_F(BagValidation, a_bag_in_an_archive_is_read_without_unpacking) {
  write_text_file(temporary_ / "bag.tar", BagBuilder().tar());
  EXPECT_THAT(check(temporary_ / "bag.tar"), IsEmpty());
  write_text_file(temporary_ / "bag.zip", BagBuilder().zip());
  EXPECT_THAT(check(temporary_ / "bag.zip"), IsEmpty());
  BagBuilder changed;
  changed.files["data/a.txt"] = "alphb";
  write_text_file(temporary_ / "changed.tar", changed.tar());
  EXPECT_THAT(check(temporary_ / "changed.tar"),
              ElementsAre("bag.file.different", "bag.file.different"));
  write_text_file(temporary_ / "bare.tar", BagBuilder().tar(""));
  EXPECT_THAT(check(temporary_ / "bare.tar"), ElementsAre("package.archive.one-folder"));
  write_text_file(temporary_ / "bare-changed.tar", changed.tar(""));
  EXPECT_THAT(
      check(temporary_ / "bare-changed.tar"),
      ElementsAre("package.archive.one-folder", "bag.file.different", "bag.file.different"));
}

TEST_F(BagValidation, a_tag_file_that_an_archive_has_damaged_is_named_and_not_called_absent) {
  const std::map<std::string, std::string> never = {{"bagit.txt", "bag.declaration.missing"},
                                                    {"bag-info.txt", "bag.tag.missing"},
                                                    {"manifest-sha256.txt", "bag.tag.missing"},
                                                    {"tagmanifest-sha256.txt", "bag.tag.missing"}};
  for (const auto& [damaged, misleading] : never) {
    const BagBuilder bag;
    ZipBuilder zip;
    for (const auto& [path, content] : bag.files) {
      if (path == damaged) {
        zip.add("bag/" + path, content, {.crc = 1});
      } else {
        zip.add("bag/" + path, content);
      }
    }
    write_text_file(temporary_ / "bag.zip", zip.bytes());
    const auto rules = check(temporary_ / "bag.zip");
    EXPECT_FALSE(valid_) << damaged;
    EXPECT_THAT(rules, Contains("archive.damaged"));
    EXPECT_THAT(messages_, ::testing::HasSubstr("package.tree.unreadable " + damaged));
    EXPECT_THAT(rules, Not(Contains(misleading))) << messages_;
    EXPECT_THAT(rules, Not(Contains("bag.manifest.algorithm"))) << messages_;
  }
}

TEST_F(BagValidation, a_tar_that_ends_within_a_tag_file_has_a_verdict) {
  const std::string whole = BagBuilder().tar();
  for (const char* tag : {"bag/bagit.txt", "bag/bag-info.txt", "bag/manifest-sha256.txt"}) {
    const std::string cut = whole.substr(0, whole.find(tag) + 512 + 20);
    write_text_file(temporary_ / "cut.tar", cut);
    EXPECT_THAT(check(temporary_ / "cut.tar"), Contains("archive.damaged")) << tag;
    EXPECT_FALSE(valid_) << tag;
    EXPECT_THAT(messages_, ::testing::HasSubstr("package.tree.unreadable ")) << tag;
    write_text_file(temporary_ / "cut.tar.gz", gzipped(cut));
    EXPECT_THAT(check(temporary_ / "cut.tar.gz"), Contains("archive.damaged")) << tag;
    EXPECT_FALSE(valid_) << tag;
  }
}

TEST_F(BagValidation, what_is_no_archive_is_no_bag) {
  write_text_file(temporary_ / "letter.txt", "Dear archive");
  EXPECT_THAT(check(temporary_ / "letter.txt"), ElementsAre("package.archive.kind"));
  EXPECT_FALSE(valid_);
  write_text_file(temporary_ / "empty.zip", "");
  EXPECT_THAT(check(temporary_ / "empty.zip"), ElementsAre("package.archive.kind"));
  std::string tar = BagBuilder().tar();
  tar[150] = tar[150] == '0' ? '1' : '0';  // of the first header's checksum
  for (const auto& [name, bytes] : {std::pair{"sum.tar", tar}, {"sum.tar.gz", gzipped(tar)}}) {
    write_text_file(temporary_ / name, bytes);
    EXPECT_THAT(check(temporary_ / name), Contains("archive.damaged"));
    EXPECT_FALSE(valid_);
    const auto faults = faults_of_archive(temporary_ / name);
    ASSERT_TRUE(faults);
    EXPECT_EQ(faults->front().rule, "archive.damaged");
  }
  write_text_file(temporary_ / "sound.tar", BagBuilder().tar());
  EXPECT_THAT(*faults_of_archive(temporary_ / "sound.tar"), IsEmpty());
  EXPECT_THAT(*faults_of_archive(temporary_ / "letter.txt"), IsEmpty());
}

TEST_F(BagValidation, other_encodings_are_read) {
  EXPECT_THAT(check_changed([](BagBuilder& b) {
                b.files["bagit.txt"] =
                    "BagIt-Version: 1.0\nTag-File-Character-Encoding: windows-1251\n";
                for (const char* list : {"manifest-sha256.txt", "manifest-sha512.txt"}) {
                  std::string& text = b.files[list];
                  text.replace(text.find("б"), 2, "\xE1");  // б in windows-1251
                }
              }),
              ElementsAre("bag.encoding.not-utf8"));
}

TEST_F(BagValidation, us_ascii_holds_nothing_but_ascii) {
  const std::string declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: US-ASCII\n";
  const auto only_ascii = [&](BagBuilder& b) {
    b.files["bagit.txt"] = declaration;
    b.files.erase("data/sub/б.txt");
    b.list_all();
  };
  EXPECT_THAT(check_changed(only_ascii), ElementsAre("bag.encoding.not-utf8"));
  EXPECT_THAT(check_changed([&](BagBuilder& b) { b.files["bagit.txt"] = declaration; }),
              Contains("bag.encoding"));  // of the manifest
  EXPECT_FALSE(valid_);
  EXPECT_THAT(check_changed([&](BagBuilder& b) {
                only_ascii(b);
                b.files["bag-info.txt"] += "Contact-Name: Ганс\n";
              }),
              Contains("bag.encoding"));
  EXPECT_FALSE(valid_);
}

TEST_F(BagValidation, a_file_to_be_fetched_is_listed_once) {
  const std::string line = "https://example.org/a.txt 5 data/a.txt\n";
  EXPECT_THAT(check_changed([&](BagBuilder& b) { b.files["fetch.txt"] = line; }), IsEmpty());
  EXPECT_THAT(check_changed([&](BagBuilder& b) { b.files["fetch.txt"] = line + line; }),
              ElementsAre("bag.fetch.twice"));
  EXPECT_TRUE(valid_);
}

TEST_F(BagValidation, what_does_not_exist_is_an_error_not_a_finding) {
  const auto verdict = validate_package(temporary_ / "nowhere", PackageForm::kBag);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace delo::packages
