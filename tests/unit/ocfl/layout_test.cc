#include "packages/ocfl/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "packages/ocfl/storage_root.h"
#include "tests/support/inventory_text.h"
#include "tests/support/package_builder.h"

namespace delo::packages::ocfl {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

Layout layout(std::string_view number, std::string_view config = "{}") {
  const auto made = Layout::make(*layout_named(number), *Json::parse(config));
  EXPECT_TRUE(made) << made.error().text();
  return made ? *made : Layout();
}

std::string place(const Layout& layout, std::string_view id) {
  const auto at = layout.place_of(id);
  return at ? at->string() : "error: " + at.error().message;
}

std::string refusal(std::string_view number, std::string_view config) {
  const auto made = Layout::make(*layout_named(number), *Json::parse(config));
  if (made) return "accepted";
  EXPECT_EQ(made.error().code, ErrorCode::kInvalidArgument);
  return made.error().message;
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// The tables "Mappings" of the extensions' pages, and the assertions of the Python
// code that extension 0003's page has.

TEST(LayoutTest, flat_direct_is_the_id_itself) {
  const Layout flat = layout("0002");
  EXPECT_EQ(place(flat, "object-01"), "object-01");
  EXPECT_EQ(place(flat, "..hor_rib:lé-$id"), "..hor_rib:lé-$id");
  EXPECT_EQ(flat.folders_above(), 0u);
}

TEST(LayoutTest, flat_direct_refuses_what_no_folder_can_be_named) {
  const Layout flat = layout("0002");
  EXPECT_THAT(place(flat, "info:fedora/object-01"), HasSubstr("can't hold the id"));
  EXPECT_THAT(place(flat, repeated("abcdefghij", 26)), HasSubstr("can't hold the id"));
  for (const char* id : {".", "..", "extensions", "lost+found"}) {
    EXPECT_THAT(place(flat, id), HasSubstr("error")) << id;
  }
  EXPECT_THAT(place(flat, ""), HasSubstr("error"));
  EXPECT_THAT(place(flat, "\xff"), HasSubstr("error"));
}

TEST(LayoutTest, hash_and_id_is_as_its_page_has_it) {
  const Layout plain = layout("0003");
  EXPECT_EQ(place(plain, "object-01"), "3c0/ff4/240/object-01");
  EXPECT_EQ(place(plain, "..hor/rib:le-$id"), "487/326/d8c/%2e%2ehor%2frib%3ale-%24id");
  EXPECT_EQ(place(plain, "..Hor/rib:lè-$id"), "373/529/21a/%2e%2eHor%2frib%3al%c3%a8-%24id");
  const std::string hundred = repeated("abcdefghij", 10);
  EXPECT_EQ(place(plain, repeated("abcdefghij", 26)),
            "55b/432/806/" + hundred +
                "-55b432806f4e270da0cf23815ed338742179002153cd8d896f23b3e2d8a14359");
  EXPECT_EQ(place(plain, hundred + "a"),
            "5cc/73e/648/" + hundred +
                "-5cc73e648fbcff136510e330871180922ddacf193b68fdeff855683a01464220");
  const Layout md5 =
      layout("0003", R"({"digestAlgorithm":"md5","tupleSize":2,"numberOfTuples":15})");
  EXPECT_EQ(place(md5, "object-01"), "ff/75/53/44/92/48/5e/ab/b3/9f/86/35/67/28/88/object-01");
  EXPECT_EQ(place(md5, "..hor/rib:le-$id"),
            "08/31/97/66/fb/6c/29/35/dd/17/5b/94/26/77/17/%2e%2ehor%2frib%3ale-%24id");
  EXPECT_EQ(place(layout("0003", R"({"digestAlgorithm":"md5","tupleSize":5,"numberOfTuples":2})"),
                  "object-01"),
            "ff755/34492/object-01");
  const Layout flat = layout("0003", R"({"tupleSize":0,"numberOfTuples":0})");
  EXPECT_EQ(place(flat, "object-01"), "object-01");
  EXPECT_EQ(place(flat, "..hor/rib:le-$id"), "%2e%2ehor%2frib%3ale-%24id");
}

TEST(LayoutTest, hashed_is_as_its_page_has_it) {
  EXPECT_EQ(place(Layout(), "object-01"),
            "3c0/ff4/240/3c0ff4240c1e116dba14c7627f2319b58aa3d77606d0d90dfc6161608ac987d4");
  EXPECT_EQ(layout("0004"), Layout());
  const Layout md5 = layout("0004", R"({"digestAlgorithm":"md5","tupleSize":2,"numberOfTuples":15,
                                        "shortObjectRoot":true})");
  EXPECT_EQ(place(md5, "object-01"), "ff/75/53/44/92/48/5e/ab/b3/9f/86/35/67/28/88/4e");
  EXPECT_EQ(place(md5, "..hor/rib:le-$id"), "08/31/97/66/fb/6c/29/35/dd/17/5b/94/26/77/17/e0");
  EXPECT_EQ(md5.folders_above(), 15u);
  EXPECT_EQ(place(layout("0004", R"({"tupleSize":0,"numberOfTuples":0})"), "object-01"),
            "3c0ff4240c1e116dba14c7627f2319b58aa3d77606d0d90dfc6161608ac987d4");
}

TEST(LayoutTest, flat_omit_prefix_is_as_its_page_has_it) {
  const Layout colon = layout("0006", R"({"delimiter":":"})");
  EXPECT_EQ(place(colon, "namespace:12887296"), "12887296");
  EXPECT_EQ(place(colon, "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66"),
            "6e8bc430-9c3a-11d9-9669-0800200c9a66");
  const Layout edu = layout("0006", R"({"delimiter":"edu/"})");
  EXPECT_EQ(place(edu, "https://institution.edu/3448793"), "3448793");
  EXPECT_EQ(place(edu, "https://institution.EDU/3448793"), "3448793") << "case-insensitive";
  EXPECT_EQ(place(edu, "https://institution.edu/abc/edu/f8.05v"), "f8.05v");
  const Layout info = layout("0006", R"({"delimiter":"info:"})");
  EXPECT_THAT(place(info, "info:fedora/object-01"), HasSubstr("can't hold the id"));
  EXPECT_THAT(place(info, "https://example.org/info:/12345/x54xz321/s3/f8.05v"),
              HasSubstr("can't hold the id"));
  EXPECT_THAT(place(colon, "urn:"), HasSubstr("nothing follows"));
  EXPECT_EQ(place(colon, "no-prefix"), "no-prefix");
}

TEST(LayoutTest, tuples_omit_prefix_is_as_its_page_has_it) {
  const Layout reverse =
      layout("0007", R"({"delimiter":":","tupleSize":4,"numberOfTuples":2,"zeroPadding":"left",
                  "reverseObjectRoot":true})");
  EXPECT_EQ(place(reverse, "namespace:12887296"), "6927/8821/12887296");
  EXPECT_EQ(place(reverse, "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66"),
            "66a9/c002/6e8bc430-9c3a-11d9-9669-0800200c9a66");
  EXPECT_EQ(place(reverse, "abc123"), "321c/ba00/abc123");
  const Layout right = layout(
      "0007", R"({"delimiter":"edu/","tupleSize":3,"numberOfTuples":3,"zeroPadding":"right"})");
  EXPECT_EQ(place(right, "https://institution.edu/3448793"), "344/879/300/3448793");
  EXPECT_EQ(place(right, "https://institution.edu/abc/edu/f8.05v"), "f8./05v/000/f8.05v");
  EXPECT_THAT(place(layout("0007"), "urn:x:"), HasSubstr("nothing follows"));
  EXPECT_THAT(place(layout("0007"), "urn:дело"), HasSubstr("ASCII"));
  EXPECT_THAT(place(layout("0007", R"({"tupleSize":1,"numberOfTuples":1})"), ".abc"),
              HasSubstr("can't hold the id"))
      << "a tuple that no folder can be named";
}

TEST(LayoutTest, parameters_that_cannot_be_are_refused_with_what_can) {
  EXPECT_THAT(refusal("0004", R"({"tupleSize":33})"), HasSubstr("from 0 to 32"));
  EXPECT_THAT(refusal("0004", R"({"tupleSize":"3"})"), HasSubstr("from 0 to 32"));
  EXPECT_THAT(refusal("0007", R"({"tupleSize":0})"), HasSubstr("from 1 to 32"));
  EXPECT_THAT(refusal("0004", R"({"tupleSize":0})"), HasSubstr("both be 0"));
  EXPECT_THAT(refusal("0003", R"({"tupleSize":32,"numberOfTuples":3})"), HasSubstr("64 digits"));
  EXPECT_THAT(refusal("0004", R"({"digestAlgorithm":"md5","tupleSize":2,"numberOfTuples":16,
                                  "shortObjectRoot":true})"),
              HasSubstr("must be false"));
  EXPECT_THAT(refusal("0004", R"({"shortObjectRoot":"yes"})"), HasSubstr("true or false"));
  EXPECT_THAT(refusal("0004", R"({"digestAlgorithm":"sha3"})"), HasSubstr("blake2b-512"));
  EXPECT_THAT(refusal("0006", "{}"), HasSubstr("has no default"));
  EXPECT_THAT(refusal("0006", R"({"delimiter":""})"), HasSubstr("not empty"));
  EXPECT_THAT(refusal("0007", R"({"zeroPadding":"none"})"), HasSubstr("left or right"));
  EXPECT_THAT(refusal("0002", R"({"tupleSize":3})"), HasSubstr("no parameter"));
  EXPECT_THAT(refusal("0003", R"({"extensionName":"0004-hashed-n-tuple-storage-layout"})"),
              HasSubstr("extensionName"));
  EXPECT_FALSE(layout_named("0005"));
  EXPECT_FALSE(layout_named("0005-mutable-head"));
}

// ---- Roots ----

class RootOfLayoutTest : public testing::Test {
 protected:
  StorageRoot make(const Layout& of) {
    auto root = StorageRoot::open_or_create(folder_ / "root", of);
    EXPECT_TRUE(root) << root.error().text();
    return *std::move(root);
  }
  std::string commit(const StorageRoot& root, const std::string& id) {
    const PackageFiles files = tests::build_bag(folder_ / "bag", {{"a.txt", "a"}});
    const auto inventory = first_inventory(id, files, {.message = "m", .user_name = "n"});
    const auto where =
        root.commit_object({.id = id, .inventory = text_of_inventory(*inventory), .files = &files});
    if (!where) return "error: " + where.error().message;
    return fs::relative(*where, root.folder()).string();
  }
  void write(const std::string& path, const std::string& text) {
    fs::remove(folder_ / "root" / path);
    tests::write_text(folder_ / "root" / path, text);
  }

  tests::TempFolder folder_;
};

constexpr const char* kUrn = "urn:uuid:6b1c0a8e-0000-5000-8000-000000000001";

TEST_F(RootOfLayoutTest, every_layout_is_written_and_read_again) {
  for (const auto& [number, config, where] :
       {std::tuple("0002", "{}", kUrn),
        std::tuple("0003", R"({"tupleSize":2,"numberOfTuples":1})",
                   "/urn%3auuid%3a6b1c0a8e-0000-5000-8000-000000000001"),
        std::tuple("0006", R"({"delimiter":":"})", "6b1c0a8e-0000-5000-8000-000000000001"),
        std::tuple("0007", R"({"tupleSize":2,"numberOfTuples":2,"reverseObjectRoot":true})",
                   "10/00/6b1c0a8e-0000-5000-8000-000000000001")}) {
    fs::remove_all(folder_ / "root");
    const Layout wanted = layout(number, config);
    const StorageRoot root = make(wanted);
    const std::string at = commit(root, kUrn);
    EXPECT_THAT(at, testing::EndsWith(where));
    const auto again = StorageRoot::open(folder_ / "root");
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->layout(), wanted) << number;
    EXPECT_TRUE(again->has_object(kUrn));
    EXPECT_FALSE(again->has_object("urn:uuid:other"));
    EXPECT_EQ(again->declarations(), root.declarations());
    std::size_t objects = 0;
    ASSERT_TRUE(again->for_each_object([&](const fs::path& below) {
      EXPECT_EQ(below.string(), at);
      ++objects;
      return Result<void>();
    }));
    EXPECT_EQ(objects, 1u);
  }
}

TEST_F(RootOfLayoutTest, an_id_that_the_layout_cannot_hold_is_not_committed) {
  const StorageRoot root = make(layout("0006", R"({"delimiter":":"})"));
  const auto before = tests::snapshot(root.folder());
  EXPECT_THAT(commit(root, "urn:uuid:"), HasSubstr("nothing follows"));
  EXPECT_FALSE(root.has_object("urn:uuid:"));
  EXPECT_EQ(tests::snapshot(root.folder()), before);
}

// A flipped bit in a parameter would hide every object.
TEST_F(RootOfLayoutTest, the_objects_tell_when_the_configuration_is_damaged) {
  const StorageRoot root = make(Layout());
  commit(root, kUrn);
  std::string config = Layout().config_text();
  config.replace(config.find("\"tupleSize\": 3") + 13, 1, "2");
  write(Layout().config_path(), config);
  const auto again = StorageRoot::open(folder_ / "root");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->layout(), Layout());
  EXPECT_TRUE(again->has_object(kUrn));
}

TEST_F(RootOfLayoutTest, a_lost_layout_file_is_told_by_configuration_and_objects) {
  const Layout flat = layout("0006", R"({"delimiter":":"})");
  const StorageRoot root = make(flat);
  commit(root, kUrn);
  fs::remove(folder_ / "root/ocfl_layout.json");
  const auto again = StorageRoot::open(folder_ / "root");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->layout(), flat);
}

// OCFL extension 0002: "This extension has no parameters".  Other writers make an empty one.
TEST_F(RootOfLayoutTest, a_layout_without_parameters_has_no_config_and_may_have_one) {
  make(layout("0002"));
  EXPECT_FALSE(fs::exists(folder_ / "root/extensions"));
  write("extensions/0002-flat-direct-storage-layout/config.json",
        R"({"extensionName":"0002-flat-direct-storage-layout"})");
  const auto again = StorageRoot::open(folder_ / "root");
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->layout(), layout("0002"));
  EXPECT_THAT(*again->restore_declarations(), testing::IsEmpty());
}

TEST_F(RootOfLayoutTest, what_the_root_says_stands_above_what_was_asked_for) {
  make(layout("0002"));
  const auto again = StorageRoot::open_or_create(folder_ / "root", layout("0003"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->layout(), layout("0002"));
}

// Registered, and not one of ours: its objects are found by looking.
TEST_F(RootOfLayoutTest, a_layout_that_we_cannot_compute_is_read_and_not_written) {
  const StorageRoot root = make(Layout());
  commit(root, kUrn);
  fs::create_directories(folder_ / "root/abc");
  fs::rename(root.object_folder(kUrn), folder_ / "root/abc/one");
  fs::remove_all(folder_ / "root/6a2");
  write("ocfl_layout.json",
        R"({"extension":"0012-hash-and-no-prefix-id-n-tuple-storage-layout","description":"d"})");
  const auto again = StorageRoot::open(folder_ / "root");
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_TRUE(again->has_object(kUrn));
  EXPECT_EQ(again->layout_path(kUrn).string(), "abc/one");
  EXPECT_FALSE(again->has_object("urn:uuid:other"));
  EXPECT_THAT(again->not_for_writing(), HasSubstr("0012"));
  EXPECT_THAT(commit(*again, "urn:uuid:other"), HasSubstr("0012"));
}

}  // namespace
}  // namespace delo::packages::ocfl
