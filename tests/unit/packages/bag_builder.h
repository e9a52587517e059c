// Bags for tests, as folder, tar and zip.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "packages/bagit/bag_names.h"
#include "tests/unit/packages/archive_builder.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {

// The files of a bag in memory: made valid, then changed by each test.
class BagBuilder {
 public:
  explicit BagBuilder(std::string version = "1.0") {
    files["bagit.txt"] = "BagIt-Version: " + version + "\nTag-File-Character-Encoding: UTF-8\n";
    files["bag-info.txt"] = "Source-Organization: Test\nPayload-Oxum: 9.2\n";
    files["data/a.txt"] = "alpha";
    files["data/sub/б.txt"] = "beta";
    list_payload(DigestAlgorithm::kSha256);
    list_payload(DigestAlgorithm::kSha512);
    list_tags();
  }
  void list_payload(DigestAlgorithm algorithm) {
    std::string& list = files["manifest-" + std::string(name_of(algorithm)) + ".txt"];
    list.clear();
    for (const auto& [path, content] : files) {
      if (path.starts_with("data/")) list += line(algorithm, path, path);
    }
  }
  // Tag manifests anew, of every algorithm that has one.
  void list_tags() {
    std::map<DigestAlgorithm, std::string> lists;
    for (const DigestAlgorithm algorithm : tag_algorithms) {
      files.erase(tag_manifest_name(algorithm));
      lists[algorithm] = "";
    }
    for (auto& [algorithm, list] : lists) {
      for (const auto& [path, content] : files) {
        if (!path.starts_with("data/")) list += line(algorithm, path, path);
      }
    }
    for (auto& [algorithm, list] : lists) files[tag_manifest_name(algorithm)] = list;
  }
  // Both manifests and Payload-Oxum, of the payload as it is now.
  void list_all() {
    std::uint64_t bytes = 0, count = 0;
    for (const auto& [path, content] : files) {
      if (!path.starts_with("data/")) continue;
      bytes += content.size();
      ++count;
    }
    files["bag-info.txt"] = "Source-Organization: Test\nPayload-Oxum: " + std::to_string(bytes) +
                            '.' + std::to_string(count) + '\n';
    list_payload(DigestAlgorithm::kSha256);
    list_payload(DigestAlgorithm::kSha512);
  }
  // A payload file that both manifests list under `named`.
  void add(const std::string& path, const std::string& content, const std::string& named) {
    files[path] = content;
    files["bag-info.txt"] = "Source-Organization: Test\n";
    for (const DigestAlgorithm algorithm : {DigestAlgorithm::kSha256, DigestAlgorithm::kSha512}) {
      files[manifest_name(algorithm)] += line(algorithm, path, named);
    }
  }
  std::string line(DigestAlgorithm algorithm, const std::string& of, const std::string& named) {
    const auto hasher = Hasher::create(std::array{algorithm});
    const std::string& content = files[of];
    EXPECT_TRUE((*hasher)->write(std::as_bytes(std::span(content.data(), content.size()))));
    EXPECT_TRUE((*hasher)->finish());
    return (*hasher)->digests().find(algorithm)->hex + "  " + named + '\n';
  }
  std::string& manifest() { return files["manifest-sha256.txt"]; }

  void write(const std::filesystem::path& folder) const {
    for (const auto& path : folders) std::filesystem::create_directories(folder / path);
    for (const auto& [path, content] : files) write_text_file(folder / path, content);
  }
  std::string tar(const std::string& base = "bag/") const {
    TarBuilder builder;
    for (const auto& path : folders) builder.add(base + path + '/', "", '5');
    for (const auto& [path, content] : files) {
      const std::string name = base + path;
      if (name.size() < 100) {
        builder.add(name, content);
      } else {
        builder.add_with_pax(name.substr(0, 50), content, "path", name);
      }
    }
    return builder.bytes();
  }
  std::string zip() const {
    ZipBuilder builder;
    for (const auto& path : folders) builder.add("bag/" + path + '/', "");
    for (const auto& [path, content] : files) builder.add("bag/" + path, content);
    return builder.bytes();
  }

  std::map<std::string, std::string> files;
  std::vector<std::string> folders;  // that hold nothing, or need an entry of their own
  std::vector<DigestAlgorithm> tag_algorithms = {DigestAlgorithm::kSha256,
                                                 DigestAlgorithm::kSha512};
};

}  // namespace delo::packages
