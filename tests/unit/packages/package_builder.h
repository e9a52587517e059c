// A small package for tests, with its payload in a temporary folder.
#pragma once

#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "core/fixity/hasher.h"
#include "packages/package.h"
#include "packages/validate_package.h"
#include "tests/support/temp_folder.h"

namespace delo::packages {

using TemporaryFolder = tests::TempFolder;

inline void write_text_file(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}
inline std::string text_of_file(const std::filesystem::path& path) {
  return tests::TempFolder::read(path);
}

inline DigestSet digests_of(std::string_view content) {
  const std::array both = {DigestAlgorithm::kMd5, DigestAlgorithm::kSha256,
                           DigestAlgorithm::kSha512};
  auto hasher = Hasher::create(both);
  EXPECT_TRUE((*hasher)->write_text(content));
  EXPECT_TRUE((*hasher)->finish());
  return (*hasher)->digests();
}

// As a package of this kind is validated.
inline PackageForm form_of(PackageKind kind) {
  switch (kind) {
    case PackageKind::kSip:
      return PackageForm::kSip;
    case PackageKind::kAip:
      return PackageForm::kAip;
    case PackageKind::kDip:
      return PackageForm::kDip;
  }
  return PackageForm::kCsip;
}

class PackageBuilder {
 public:
  explicit PackageBuilder(const std::filesystem::path& content) : content_(content) {
    package.id.value = uuid_of("a test package");
    package.item.id.value = "d337";
    package.item.title = "Telegram & <reply>";
    package.item.reference.archive = "APRF";
    package.item.reference.fond = "45";
    package.item.reference.opis = "1";
    package.item.reference.delo = "337";
    package.item.reference_basis = "metadata.csv line 2, dc.identifier";
    package.item.descriptions.push_back({.path = {},
                                         .elements = {{"dc.title", "Telegram & <reply>"},
                                                      {"dc.date", "1951-01-27"},
                                                      {"dc.language", "ru"},
                                                      {"dcterms.issued", "1951"}}});
    package.producer = "Test archive";
    package.policy = "scans, version 3";
    package.material_date = *timestamp_of("2020-02-03T04:05:06Z");
    package.agents = {{{"delo-0.1.0"}, "delo", "software", "0.1.0"},
                      {{"libtiff-4.5.0"}, "libtiff", "software", "4.5.0"},
                      {{"person-a"}, "A. Archivist", "person", ""}};
  }

  PackageBuilder& add(std::string_view path, std::string_view content, FileRole role,
                      std::optional<Leaf> leaf = {}) {
    PayloadFile file;
    file.object.path = *RelativePath::parse(path);
    file.object.size = content.size();
    file.object.modified_ns = 1'580'000'000'000'000'000;
    file.object.role = role;
    file.object.leaf = leaf;
    file.object.digests = digests_of(content);
    file.object.format = {.puid = "fmt/353",
                          .name = "Tagged Image File Format",
                          .mime = "image/tiff",
                          .basis = "bytes 0-3 = 49 49 2A 00"};
    file.content = content_ / std::to_string(package.payload.size());
    write_text_file(file.content, content);
    for (EventType type : {EventType::kMessageDigestCalculation, EventType::kValidation}) {
      Event event;
      event.type = type;
      event.time = *timestamp_of("2026-11-24T06:36:31.250Z") +
                   std::chrono::milliseconds(package.events.size());
      event.detail = "both digests in one read";
      event.outcome = EventOutcome::kSuccess;
      event.agents = {{"delo-0.1.0"}, {"libtiff-4.5.0"}};
      event.objects = {file.object.path};
      package.events.push_back(event);
    }
    EXPECT_TRUE(package.payload.append(file));
    EXPECT_TRUE(package.payload.sort());
    return *this;
  }

  PackageBuilder& add_record() {
    return add("0037.tif", "leaf 37", FileRole::kMaster, Leaf{.number = 37})
        .add("0037ob.tif", "leaf 37 verso", FileRole::kMaster,
             Leaf{.number = 37, .side = Side::kVerso})
        .add("0038.tif", "leaf 38", FileRole::kMaster, Leaf{.number = 38})
        .add("leaves.pdf", "pdf", FileRole::kAccess)
        .add("transcription_ru.txt", "text", FileRole::kTranscription)
        .add("translation_en.txt", "text", FileRole::kTranslation)
        .add("metadata.csv", "filename,dc.title\n", FileRole::kDescription)
        .add("checksum.sha256", "00  x\n", FileRole::kFixity);
  }

  Package package;

 private:
  std::filesystem::path content_;
};

}  // namespace delo::packages
