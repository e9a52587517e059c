#include "packages/ocfl/ocfl_validator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "core/fixity/hasher.h"
#include "packages/ocfl/ocfl_rules.h"
#include "packages/ocfl/storage_layout.h"
#include "packages/ocfl/storage_root.h"
#include "tests/support/inventory_text.h"
#include "tests/support/package_builder.h"
#include "tests/unit/packages/pack_folder.h"

namespace delo::packages::ocfl {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

std::string digest_of(std::string_view text, DigestAlgorithm algorithm = DigestAlgorithm::kSha512) {
  const std::array algorithms = {algorithm};
  auto hasher = *Hasher::create(algorithms);
  EXPECT_TRUE(hasher->write_text(text) && hasher->finish());
  return hasher->digests().strongest().hex;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  ASSERT_NE(text.find(from), text.npos) << from << " is not in " << text;
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// A valid object of two versions, to be spoilt in one way.
class ObjectBuilder {
 public:
  ObjectBuilder() {
    files_["0=ocfl_object_1.1"] = "ocfl_object_1.1\n";
    files_["v1/content/a.txt"] = "a";
    files_["v1/content/sub/b.txt"] = "b";
    files_["v2/content/c.txt"] = "c";
    const std::string a = digest_of("a"), b = digest_of("b"), c = digest_of("c");
    const std::string start =
        R"({"id":"urn:example:1","type":"https://ocfl.io/1.1/spec/#inventory",)"
        R"("digestAlgorithm":"sha512","head":"v)";
    const std::string v1 = R"("v1":{"created":"2026-01-01T00:00:00Z","message":"one",)"
                           R"("user":{"name":"N","address":"mailto:n@example.org"},"state":{")" +
                           a + R"(":["a.txt"],")" + b + R"(":["sub/b.txt"]}})";
    const std::string v2 = R"("v2":{"created":"2026-02-02T00:00:00Z","message":"two",)"
                           R"("user":{"name":"M","address":"mailto:m@example.org"},"state":{")" +
                           a + R"(":["a.txt"],")" + b + R"(":["sub/b.txt"],")" + c +
                           R"(":["c.txt"]}})";
    const std::string manifest = R"("manifest":{")" + a + R"(":["v1/content/a.txt"],")" + b +
                                 R"(":["v1/content/sub/b.txt"])";
    const std::string md5 = digest_of("a", DigestAlgorithm::kMd5);
    first_ = start + R"(1",)" + manifest + R"(},"versions":{)" + v1 + "}}";
    head_ = start + R"(2",)" + manifest + R"(,")" + c + R"(":["v2/content/c.txt"]},"versions":{)" +
            v1 + "," + v2 + R"(},"fixity":{"md5":{")" + md5 + R"(":["v1/content/a.txt"]}}})";
    root_ = head_;
  }

  // In the inventories of the root and of the newest version.
  ObjectBuilder& change(std::string_view from, std::string_view to) {
    replace_all(head_, from, to);
    root_ = head_;
    return *this;
  }
  ObjectBuilder& change_root_only(std::string_view from, std::string_view to) {
    replace_all(root_, from, to);
    return *this;
  }
  ObjectBuilder& change_first(std::string_view from, std::string_view to) {
    replace_all(first_, from, to);
    return *this;
  }
  ObjectBuilder& change_everywhere(std::string_view from, std::string_view to) {
    change_first(from, to);
    return change(from, to);
  }
  ObjectBuilder& put(const std::string& path, std::string text) {
    files_[path] = std::move(text);
    return *this;
  }
  ObjectBuilder& folder(const std::string& path) {
    folders_.push_back(path);
    return *this;
  }
  ObjectBuilder& remove(const std::string& path) {
    removed_.push_back(path);
    return *this;
  }
  ObjectBuilder& link(const std::string& path) {
    links_.push_back(path);
    return *this;
  }

  void write(const fs::path& folder) const {
    const auto inventory = [&](const fs::path& below, const std::string& text) {
      const bool sha256 = text.find("\"digestAlgorithm\":\"sha256\"") != text.npos;
      const auto algorithm = sha256 ? DigestAlgorithm::kSha256 : DigestAlgorithm::kSha512;
      tests::write_text(folder / below / "inventory.json", text);
      tests::write_text(folder / below / ("inventory.json." + std::string(name_of(algorithm))),
                        digest_of(text, algorithm) + " inventory.json\n");
    };
    inventory("", root_);
    inventory("v1", first_);
    inventory("v2", head_);
    for (const auto& [path, text] : files_) tests::write_text(folder / path, text);
    for (const std::string& path : folders_) fs::create_directories(folder / path);
    for (const std::string& path : removed_) fs::remove_all(folder / path);
    for (const std::string& path : links_) fs::create_symlink("/etc/hostname", folder / path);
  }

 private:
  std::map<std::string, std::string> files_;
  std::vector<std::string> folders_, removed_, links_;
  std::string first_, head_, root_;
};

std::set<std::string> codes_of(const std::vector<Finding>& findings) {
  std::set<std::string> codes;
  for (const Finding& finding : findings) codes.insert(finding.rule);
  return codes;
}

using Check = Result<std::vector<Finding>> (*)(const fs::path&, std::stop_token, int);

// Of a folder, and the same of the archives that it is packed as: what an archive itself
// may not hold is told beside them, and is not there for the check.
std::set<std::string> codes_by(Check check, const fs::path& folder) {
  const auto findings = check(folder, {}, 2);
  if (!findings) {
    ADD_FAILURE() << findings.error().text();
    return {};
  }
  const std::set<std::string> codes = codes_of(*findings);
  tests::TempFolder scratch;
  for (const std::string top : {"object/", ""}) {
    for (const auto& [ending, bytes] : packed(folder, top)) {
      SCOPED_TRACE(top + " as " + ending);
      tests::write_text(scratch / "packed", bytes);
      const auto archived = check(scratch / "packed", {}, 1);
      if (!archived) {
        ADD_FAILURE() << archived.error().text();
        continue;
      }
      std::set<std::string> found = codes_of(*archived);
      if (std::erase_if(found, [](const auto& code) { return code.starts_with("archive."); }) > 0) {
        EXPECT_FALSE(codes.empty());
      } else {
        EXPECT_EQ(found, codes);
      }
    }
  }
  return codes;
}

std::set<std::string> codes_of(const ObjectBuilder& object) {
  tests::TempFolder folder;
  object.write(folder / "object");
  return codes_by(&check_object, folder / "object");
}

TEST(OcflValidatorTest, a_good_object_has_no_findings) {
  EXPECT_THAT(codes_of(ObjectBuilder()), IsEmpty());
}

TEST(OcflValidatorTest, what_we_write_has_no_findings) {
  tests::TempFolder folder;
  const auto root = StorageRoot::open_or_create(folder / "root");
  ASSERT_TRUE(root);
  const PackageFiles files = tests::build_bag(folder / "bag", {{"a.txt", "a"}, {"b/c.txt", "a"}});
  const std::string id = "urn:uuid:6b1c0a8e-0000-5000-8000-000000000001";
  const auto inventory = first_inventory(id, files,
                                         {.created = *timestamp_of("2026-11-24T06:36:31Z"),
                                          .message = "m",
                                          .user_name = "delo",
                                          .user_address = "mailto:delo@example.org"});
  ASSERT_TRUE(
      root->commit_object({.id = id, .inventory = text_of_inventory(*inventory), .files = &files}));
  tests::write_text(folder / "root/delo-ledger.jsonl", "{}\n");
  const auto findings = check_storage_root(folder / "root");
  ASSERT_TRUE(findings);
  EXPECT_THAT(codes_of(*findings), IsEmpty());
}

struct Case {
  const char* code;
  std::function<void(ObjectBuilder&)> spoil;
};

TEST(OcflValidatorTest, every_breach_of_an_object_has_its_code) {
  const std::string a = digest_of("a"), c = digest_of("c");
  std::string upper_a = a;
  for (char& letter : upper_a) letter = static_cast<char>(std::toupper(letter));
  const std::string user = R"("user":{"name":"M","address":"mailto:m@example.org"})";
  const std::vector<Case> cases = {
      {"E001", [](auto& o) { o.put("stray.txt", "x"); }},
      {"E001", [](auto& o) { o.folder("stray"); }},
      {"E003", [](auto& o) { o.remove("0=ocfl_object_1.1"); }},
      {"E003", [](auto& o) { o.put("0=ocfl_object_1.0", "ocfl_object_1.0\n"); }},
      {"E004", [](auto& o) { o.put("0=ocfl_object_9.9", "ocfl_object_9.9\n"); }},
      {"E005", [](auto& o) { o.put("1=ocfl_object_1.1", "ocfl_object_1.1\n"); }},
      {"E006", [](auto& o) { o.put("0=ocfl_thing_1.1", "ocfl_thing_1.1\n"); }},
      {"E007", [](auto& o) { o.put("0=ocfl_object_1.1", "ocfl_object_1.1"); }},
      {"E008",
       [](auto& o) {
         o.put("inventory.json", R"({"id":"urn:x","type":"https://ocfl.io/1.1/spec/#inventory",)"
                                 R"("digestAlgorithm":"sha512","manifest":{},"versions":{}})");
       }},
      {"E009", [](auto& o) { o.change("\"v1\":", "\"v3\":"); }},
      {"E010", [](auto& o) { o.change("\"v2\"", "\"v3\""); }},
      {"E011", [](auto& o) { o.change("\"v1\":", "\"v01\":").change("\"v2\":", "\"v10\":"); }},
      {"E012", [](auto& o) { o.change("\"v1\":", "\"v01\":"); }},
      {"E013", [](auto& o) { o.change("\"v1\":", "\"v01\":").change("\"v2\":", "\"v10\":"); }},
      {"E015", [](auto& o) { o.put("v1/stray.txt", "x"); }},
      {"E017", [](auto& o) { o.change("\"head\"", R"("contentDirectory":"a/b","head")"); }},
      {"E018", [](auto& o) { o.change("\"head\"", R"("contentDirectory":"..","head")"); }},
      {"E019", [](auto& o) { o.change_first("\"head\"", R"("contentDirectory":"stuff","head")"); }},
      {"E020", [](auto& o) { o.change_first("\"head\"", R"("contentDirectory":"stuff","head")"); }},
      {"E023", [](auto& o) { o.put("v1/content/unknown.txt", "x"); }},
      {"E024", [](auto& o) { o.folder("v1/content/empty"); }},
      {"E025", [](auto& o) { o.change("\"sha512\"", "\"sha1\""); }},
      {"E029",
       [](auto& o) { o.change("\"md5\":{", R"("sha1":{"beef":["v1/content/a.txt"]},"md5":{)"); }},
      {"E030",
       [](auto& o) { o.change("\"md5\":{", R"("sha256":{"beef":["v1/content/a.txt"]},"md5":{)"); }},
      {"E031",
       [](auto& o) { o.change("\"manifest\":{", R"("manifest":{"beef":["v1/content/a.txt"],)"); }},
      {"E032",
       [](auto& o) {
         o.change("\"md5\":{", R"("blake2b-512":{"beef":["v1/content/a.txt"]},"md5":{)");
       }},
      {"E033", [](auto& o) { o.put("inventory.json", "{"); }},
      {"E033", [](auto& o) { o.put("inventory.json", R"({"id":"a","id":"b"})"); }},
      {"E036", [](auto& o) { o.change(R"("id":"urn:example:1",)", ""); }},
      {"E037", [](auto& o) { o.change_first("urn:example:1", "urn:example:2"); }},
      {"E037", [](auto& o) { o.change("\"urn:example:1\"", "7"); }},
      {"E038", [](auto& o) { o.change("ocfl.io/1.1", "ocfl.io/1.0"); }},
      {"E040", [](auto& o) { o.change(R"("head":"v2")", R"("head":"v1")"); }},
      {"E041", [](auto& o) { o.change("\"manifest\":", "\"manifesto\":"); }},
      {"E042", [](auto& o) { o.change("v2/content/c.txt", "v2/c.txt"); }},
      {"E044", [](auto& o) { o.change("\"versions\":{", R"("versions":7,"x":{)"); }},
      {"E046", [](auto& o) { o.folder("v3/content"); }},
      {"E046", [](auto& o) { o.remove("v1"); }},
      {"E047", [](auto& o) { o.change("\"v1\":{", R"("v1":"one","x":{)"); }},
      {"E048", [](auto& o) { o.change(R"("created":"2026-02-02T00:00:00Z",)", ""); }},
      {"E049", [](auto& o) { o.change("2026-02-02T00:00:00Z", "2026-02-02T00:00:00"); }},
      {"E049", [](auto& o) { o.change("2026-02-02T00:00:00Z", "2026-02-30T00:00:00Z"); }},
      {"E050",
       [&](auto& o) { o.change(c + R"(":["c.txt"])", std::string(128, 'b') + R"(":["c.txt"])"); }},
      {"E051", [](auto& o) { o.change(R"(["c.txt"])", R"("c.txt")"); }},
      {"E052", [](auto& o) { o.change(R"(["c.txt"])", R"(["x/../c.txt"])"); }},
      {"E053", [](auto& o) { o.change(R"(["c.txt"])", R"(["/c.txt"])"); }},
      {"E054", [](auto& o) { o.change(R"("name":"M",)", ""); }},
      {"E056", [](auto& o) { o.change("\"md5\"", "\"sum17\""); }},
      {"E057",
       [](auto& o) { o.change(R"(":["v1/content/a.txt"]}}})", R"(":["v1/content/z.txt"]}}})"); }},
      {"E058", [](auto& o) { o.remove("inventory.json.sha512"); }},
      {"E058", [](auto& o) { o.remove("v1/inventory.json.sha512"); }},
      {"E059",
       [](auto& o) {
         o.remove("v1/inventory.json.sha512").put("v1/inventory.json.sha256", "0 inventory.json");
       }},
      {"E060",
       [](auto& o) {
         o.put("inventory.json.sha512", std::string(128, 'a') + " inventory.json\n");
       }},
      {"E061", [](auto& o) { o.put("inventory.json.sha512", "beef\n"); }},
      {"E063", [](auto& o) { o.remove("inventory.json"); }},
      {"E064", [](auto& o) { o.change_root_only("\"two\"", "\"three\""); }},
      {"E066", [](auto& o) { o.change_first(R"(["a.txt"])", R"(["renamed.txt"])"); }},
      {"E067", [](auto& o) { o.put("extensions/stray.txt", "x"); }},
      {"E090", [](auto& o) { o.link("v1/content/link"); }},
      {"E092", [](auto& o) { o.put("v1/content/a.txt", "changed"); }},
      {"E092", [](auto& o) { o.remove("v1/content/a.txt"); }},
      {"E093",
       [](auto& o) { o.change(digest_of("a", DigestAlgorithm::kMd5), std::string(32, 'a')); }},
      {"E094", [](auto& o) { o.change("\"two\"", "2"); }},
      {"E095", [](auto& o) { o.change(R"(["c.txt"])", R"(["a.txt"])"); }},
      {"E095", [](auto& o) { o.change(R"(["c.txt"])", R"(["a.txt/c.txt"])"); }},
      {"E096",
       [&](auto& o) {
         o.change("\"manifest\":{", R"("manifest":{")" + upper_a + R"(":["v1/content/a2.txt"],)");
       }},
      {"E097",
       [&](auto& o) {
         std::string md5 = digest_of("a", DigestAlgorithm::kMd5), upper = md5;
         for (char& letter : upper) letter = static_cast<char>(std::toupper(letter));
         o.change("\"md5\":{", R"("md5":{")" + upper + R"(":["v1/content/a.txt"],)");
       }},
      {"E099", [](auto& o) { o.change("v2/content/c.txt", "v2/content/../content/c.txt"); }},
      {"E100", [](auto& o) { o.change("v2/content/c.txt", "/v2/content/c.txt"); }},
      {"E101", [](auto& o) { o.change("v2/content/c.txt", "v1/content/a.txt/c.txt"); }},
      {"E102", [](auto& o) { o.change("\"head\"", R"("mine":1,"head")"); }},
      {"E102", [](auto& o) { o.change("\"name\":\"M\"", R"("name":"M","phone":"1")"); }},
      {"E103",
       [](auto& o) { o.change("ocfl.io/1.1", "ocfl.io/1.0").put("0=ocfl_object_1.1", "x"); }},
      {"E104", [](auto& o) { o.change("\"v1\":", "\"first\":"); }},
      {"E106", [](auto& o) { o.change("\"manifest\":{", R"("manifest":7,"x":{)"); }},
      {"E107",
       [](auto& o) {
         o.change(
             ","
             "\"" +
                 digest_of("c") + R"(":["c.txt"])",
             "");
       }},
      {"E110", [](auto& o) { o.change_first("urn:example:1", "urn:example:2"); }},
      {"E111", [](auto& o) { o.change("\"fixity\":{", R"("fixity":7,"x":{)"); }},
      {"W001", [](auto& o) { o.change("\"v1\":", "\"v01\":"); }},
      {"W002", [](auto& o) { o.folder("v1/notes"); }},
      {"W003", [](auto& o) { o.folder("v3/content"); }},
      {"W004",
       [](auto& o) {
         o.change_everywhere("\"sha512\"", "\"sha256\"");
         for (const char* text : {"a", "b"}) {
           o.change_everywhere(digest_of(text), digest_of(text, DigestAlgorithm::kSha256));
         }
         o.change(digest_of("c"), digest_of("c", DigestAlgorithm::kSha256));
       }},
      {"W005", [](auto& o) { o.change_everywhere("urn:example:1", "number 1"); }},
      {"W007", [&](auto& o) { o.change(user + ",", ""); }},
      {"W008", [](auto& o) { o.change(R"(,"address":"mailto:m@example.org")", ""); }},
      {"W009", [](auto& o) { o.change("mailto:m@example.org", "m at example"); }},
      {"W010", [](auto& o) { o.remove("v1/inventory.json").remove("v1/inventory.json.sha512"); }},
      {"W011", [](auto& o) { o.change_first("\"one\"", "\"eins\""); }},
      {"W013", [](auto& o) { o.put("extensions/mine/x", "x"); }},
  };
  for (const Case& c2 : cases) {
    ObjectBuilder object;
    c2.spoil(object);
    EXPECT_THAT(codes_of(object), testing::Contains(c2.code));
  }
}

TEST(OcflValidatorTest, warnings_alone_do_not_make_an_object_invalid) {
  tests::TempFolder folder;
  ObjectBuilder object;
  object.change_everywhere("urn:example:1", "number 1");
  object.write(folder / "object");
  const auto findings = check_object(folder / "object");
  ASSERT_TRUE(findings);
  EXPECT_EQ(codes_of(*findings), (std::set<std::string>{"W005"}));
  for (const Finding& finding : *findings) EXPECT_EQ(finding.severity, Severity::kWarning);
}

TEST(OcflValidatorTest, an_object_that_is_not_there_is_an_error) {
  const auto findings = check_object("/nonexistent");
  ASSERT_FALSE(findings);
  EXPECT_EQ(findings.error().code, ErrorCode::kNotFound);
}

// A root with one good object, to be spoilt in one way.  What archives can't say is looked
// at in the folder only.
std::set<std::string> codes_of_root(const std::function<void(const fs::path&)>& spoil,
                                    bool in_archives = true) {
  tests::TempFolder folder;
  const fs::path root = folder / "root";
  EXPECT_TRUE(StorageRoot::open_or_create(root));
  ObjectBuilder().write(root / hashed_n_tuple_path("urn:example:1"));
  spoil(root);
  if (!in_archives) return codes_of(*check_storage_root(root));
  return codes_by(&check_storage_root, root);
}

TEST(OcflValidatorTest, hard_links_are_told_when_both_names_lie_in_the_object) {
  tests::TempFolder folder;
  ObjectBuilder().write(folder / "object");
  const fs::path file = folder / "object/v1/content/a.txt";
  fs::create_hard_link(file, folder / "another name");
  EXPECT_THAT(codes_of(*check_object(folder / "object")), IsEmpty());
  fs::create_directories(folder / "object/logs");
  fs::create_hard_link(file, folder / "object/logs/a.txt");
  EXPECT_THAT(codes_of(*check_object(folder / "object")), testing::ElementsAre("E090"));
}

TEST(OcflRootTest, a_good_root_has_no_findings) {
  EXPECT_THAT(codes_of_root([](const fs::path&) {}), IsEmpty());
}

TEST(OcflRootTest, files_of_the_root_itself_and_registered_extensions_are_nobodys_business) {
  EXPECT_THAT(codes_of_root([](const fs::path& r) {
                tests::write_text(r / "README.txt", "x");
                tests::write_text(r / "ocfl_1.1.md", "the specification");
                for (const char* name : {"0012-hash-and-no-prefix-id-n-tuple-storage-layout",
                                         "0008-schema-registry", "0005-mutable-head", "initial"}) {
                  tests::write_text(r / "extensions" / name / "config.json", "{}");
                }
              }),
              IsEmpty());
}

TEST(OcflRootTest, a_root_of_ocfl_1_0_may_hold_objects_of_1_0) {
  EXPECT_THAT(codes_of_root([](const fs::path& r) {
                fs::remove(r / "0=ocfl_1.1");
                tests::write_text(r / "0=ocfl_1.0", "ocfl_1.0\n");
                const fs::path object = r / hashed_n_tuple_path("urn:example:1");
                fs::remove_all(object);
                ObjectBuilder()
                    .change_everywhere("/1.1/spec", "/1.0/spec")
                    .remove("0=ocfl_object_1.1")
                    .put("0=ocfl_object_1.0", "ocfl_object_1.0\n")
                    .write(object);
              }),
              IsEmpty());
}

// A layout that we can't compute: no place can be told, nothing else is let pass.
TEST(OcflRootTest, objects_of_other_layouts_are_found_by_looking) {
  const auto other = [](const fs::path& r) {
    tests::write_text(r / "ocfl_layout.json",
                      R"({"extension":"0011-direct-clean-path-layout","description":"d"})");
    fs::rename(r / hashed_n_tuple_path("urn:example:1"), r / "one");
    fs::remove_all(r / hashed_n_tuple_path("urn:example:1").begin()->string());
  };
  EXPECT_THAT(codes_of_root(other), testing::ElementsAre("ocfl.layout.unchecked"));
  EXPECT_THAT(codes_of_root([&](const fs::path& r) {
                other(r);
                tests::write_text(r / "one/v1/content/a.txt", "z");
              }),
              testing::Contains("E092"));
}

TEST(OcflRootTest, what_a_layout_page_forbids_is_told_and_not_passed_over) {
  const std::string name = "0004-hashed-n-tuple-storage-layout";
  const auto with_config = [&](const std::string& config) {
    return codes_of_root([&](const fs::path& r) {
      tests::write_text(r / "ocfl_layout.json",
                        R"({"extension":")" + name + R"(","description":"d"})");
      tests::write_text(r / "extensions" / name / "config.json", config);
    });
  };
  EXPECT_THAT(with_config(R"({"extensionName":")" + name + R"(","tupleSize":3})"), IsEmpty());
  for (const char* config :
       {R"({"tupleSize":0,"numberOfTuples":3})", R"({"tupleSize":3,"numberOfTuples":0})",
        R"({"digestAlgorithm":"md5","tupleSize":8,"numberOfTuples":8})",
        R"({"tupleSize":33,"numberOfTuples":1})", R"({"tupleSize":"3"})", R"({"tupleSize":-1})",
        R"({"digestAlgorithm":"foo"})", R"({"digestAlgorithm":5})",
        R"({"digestAlgorithm":"md5","tupleSize":4,"numberOfTuples":8,"shortObjectRoot":true})", "{",
        "[]"}) {
    EXPECT_THAT(with_config(config), testing::ElementsAre("ocfl.layout.parameters")) << config;
  }
  EXPECT_THAT(with_config(R"({"digestAlgorithm":"blake2b-160"})"),
              testing::ElementsAre("ocfl.layout.unchecked"));
}

TEST(OcflRootTest, two_names_of_one_file_are_told_wherever_in_the_root_they_lie) {
  const auto second = [](const fs::path& r) {
    ObjectBuilder()
        .change_everywhere("urn:example:1", "urn:example:2")
        .write(r / hashed_n_tuple_path("urn:example:2"));
  };
  EXPECT_THAT(codes_of_root(second), IsEmpty());
  EXPECT_THAT(codes_of_root(
                  [&](const fs::path& r) {
                    second(r);
                    const fs::path copy =
                        r / hashed_n_tuple_path("urn:example:2") / "v1/content/a.txt";
                    fs::remove(copy);
                    fs::create_hard_link(
                        r / hashed_n_tuple_path("urn:example:1") / "v1/content/a.txt", copy);
                  },
                  false),
              testing::ElementsAre("E090"));
}

TEST(OcflRootTest, every_breach_of_a_root_has_its_code) {
  struct RootCase {
    const char* code;
    std::function<void(const fs::path&)> spoil;
  };
  const std::vector<RootCase> cases = {
      {"E069", [](const fs::path& r) { fs::remove(r / "0=ocfl_1.1"); }},
      {"E070", [](const fs::path& r) { tests::write_text(r / "ocfl_layout.json", "{}"); }},
      {"E071",
       [](const fs::path& r) {
         tests::write_text(r / "ocfl_layout.json", R"({"extension":"mine","description":"x"})");
       }},
      {"E072", [](const fs::path& r) { tests::write_text(r / "abc/stray.txt", "x"); }},
      {"E073", [](const fs::path& r) { fs::create_directories(r / "abc/def"); }},
      {"E076", [](const fs::path& r) { tests::write_text(r / "0=ocfl_1.0", "ocfl_1.0\n"); }},
      {"E077", [](const fs::path& r) { tests::write_text(r / "0=ocfl_9.9", "ocfl_9.9\n"); }},
      {"E078", [](const fs::path& r) { tests::write_text(r / "1=ocfl_1.1", "ocfl_1.1\n"); }},
      {"E079", [](const fs::path& r) { tests::write_text(r / "0=oclf_1.1", "oclf_1.1\n"); }},
      {"E080", [](const fs::path& r) { tests::write_text(r / "0=ocfl_1.1", "ocfl\n"); }},
      {"E081",
       [](const fs::path& r) {
         fs::remove(r / "0=ocfl_1.1");
         tests::write_text(r / "0=ocfl_1.0", "ocfl_1.0\n");
       }},
      {"E084", [](const fs::path& r) { tests::write_text(r / "abc/stray.txt", "x"); }},
      {"E085", [](const fs::path& r) { tests::write_text(r / "abc/stray.txt", "x"); }},
      {"E088",
       [](const fs::path& r) {
         fs::path deep = r;
         for (int i = 0; i < 210; ++i) deep /= "d";
         fs::create_directories(deep);
       }},
      {"E090", [](const fs::path& r) { fs::create_symlink("/etc", r / "link"); }},
      {"E037", [](const fs::path& r) { ObjectBuilder().write(r / "twin"); }},
      {"E083", [](const fs::path& r) { ObjectBuilder().write(r / "twin"); }},
      {"W014",
       [](const fs::path& r) {
         tests::write_text(r / "extensions/0004-hashed-n-tuple-storage-layout/config.json",
                           R"({"extensionName":"0004-hashed-n-tuple-storage-layout",
                               "tupleSize":2})");
       }},
      {"W014",
       [](const fs::path& r) {
         tests::write_text(r / "ocfl_layout.json",
                           R"({"extension":"0002-flat-direct-storage-layout","description":"d"})");
       }},
      {"E112", [](const fs::path& r) { tests::write_text(r / "extensions/stray.txt", "x"); }},
      {"W014", [](const fs::path& r) { ObjectBuilder().write(r / "abc/def/object"); }},
      {"W015", [](const fs::path& r) { ObjectBuilder().write(r / "object"); }},
      {"W016", [](const fs::path& r) { tests::write_text(r / "extensions/mine/x", "x"); }},
      {"E092",
       [](const fs::path& r) {
         tests::write_text(r / hashed_n_tuple_path("urn:example:1") / "v1/content/a.txt", "z");
       }},
  };
  for (const RootCase& one : cases)
    EXPECT_THAT(codes_of_root(one.spoil), testing::Contains(one.code));
}

TEST(OcflRulesTest, codes_are_in_order_and_found) {
  std::string before;
  for (const Rule& rule : ocfl_rules()) {
    EXPECT_LT(before, rule.id);
    before = rule.id;
    EXPECT_EQ(&ocfl_rule(rule.id), &rule);
    if (!rule.id.starts_with("ocfl.")) {
      EXPECT_EQ(rule.severity, rule.id[0] == 'E' ? Severity::kError : Severity::kWarning);
    }
    EXPECT_FALSE(rule.summary.empty() || rule.cause.empty() || rule.remedy.empty());
  }
}

}  // namespace
}  // namespace delo::packages::ocfl
