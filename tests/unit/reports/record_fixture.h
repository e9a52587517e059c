// Records of runs as the pipeline leaves them, small enough to read.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/records/record_json.h"
#include "core/text/timestamp.h"
#include "ingest/reports/run_record.h"

namespace delo::ingest::test {

inline RelativePath path(std::string_view text) { return RelativePath::parse(text).value(); }

inline Timestamp at(std::string_view iso) { return timestamp_of(iso).value(); }

inline Digest digest(char digit) {
  return Digest::parse(DigestAlgorithm::kSha256, std::string(64, digit)).value();
}

inline ItemFile scan(int number, Side side = Side::kRecto, const std::string& thumbnail = {}) {
  ItemFile out;
  std::string name = std::to_string(number) + (side == Side::kVerso ? "ob.tif" : ".tif");
  if (number < 1000) name = "00" + name;
  out.object.path = path(name);
  out.object.size = 4'099'838;
  out.object.role = FileRole::kMaster;
  out.object.leaf = Leaf{.number = number, .letter = {}, .side = side};
  out.object.digests.set(digest(static_cast<char>('0' + number % 10)));
  out.object.format = {"fmt/353", "Tagged Image File Format", "", "image/tiff",
                       "bytes 0-3 = 49 49 2A 00; extension tif"};
  out.fixity = ProducerFixity::kVerified;
  out.examination.format = out.object.format;
  out.examination.validity = Validity::kValid;
  out.examination.tools = {"libtiff 4.5.0"};
  out.examination.thumbnail = thumbnail;
  PageMetadata page;
  page.width = 1654;
  page.height = 2339;
  page.resolution_x = page.resolution_y = 200;
  page.bits_per_sample = {8};
  page.compression = "none";
  page.photometric = "min-is-black";
  out.examination.technical.page_count = 1;
  out.examination.technical.pages = {page};
  return out;
}

inline ItemFile text_file(std::string_view name, FileRole role, std::string language,
                              std::string encoding) {
  ItemFile out;
  out.object.path = path(name);
  out.object.size = 11'670;
  out.object.role = role;
  out.object.language = std::move(language);
  out.object.digests.set(digest('e'));
  out.fixity = ProducerFixity::kVerified;
  out.examination.format = {"x-fmt/111", "Plain Text File", "", "text/plain", "extension txt"};
  out.examination.validity = Validity::kValid;
  out.examination.technical.text_encoding = std::move(encoding);
  return out;
}

inline Event event(EventType type, std::string_view time, std::string detail) {
  Event out;
  out.type = type;
  out.time = at(time);
  out.detail = std::move(detail);
  out.outcome = EventOutcome::kSuccess;
  return out;
}

inline void set_files(ItemRecord& item, const std::vector<ItemFile>& files) {
  item.files = {};
  for (const ItemFile& file : files) EXPECT_TRUE(item.files.append(file));
}

// The files of `item` as `change` leaves them.
template <class Change>
void change_files(ItemRecord& item, Change change) {
  std::vector<ItemFile> files = item.files.all().value();
  change(files);
  set_files(item, files);
}

inline std::string line_of(const ItemRecord& item) {
  StringSink line;
  EXPECT_TRUE(write_item_record(line, item));
  return line.text();
}

inline Result<ItemRecord> record_of_line(const std::string& line) {
  return read_item_record(MemorySource(line), {0, line.size()}, {});
}

// The telegram of 27 January 1951, four leaves; `leaves` are those that came.
inline ItemRecord telegram(const std::vector<int>& leaves = {37, 38, 39, 40}) {
  ItemRecord out;
  out.item.value = "APRF_f45_op1_d337_ll37-40";
  out.reference = {.archive = "APRF", .fond = "45", .opis = "1", .delo = "337"};
  for (int n = 37; n <= 40; ++n) out.reference.leaves.push_back(Leaf{.number = n});
  out.reference_basis = "metadata.csv line 2, dc.identifier";
  out.title =
      "Telegram from Mao Zedong to I.V. Stalin, Conveying the 19 January 1951 Telegram from Peng "
      "Dehuai";
  out.description = {{"dc.title", out.title},
                     {"dc.date", "1951-01-27"},
                     {"dc.language", "ru"},
                     {"dc.source", "Wilson Center Digital Archive"}};
  out.verdict = Verdict::kAccept;
  out.decision.policy.value = "scans";
  out.decision.policy_version = 1;
  out.decision.verdict = Verdict::kAccept;
  std::vector<ItemFile> files;
  for (const int n : leaves) files.push_back(scan(n));
  files.push_back(text_file("transcription_ru.txt", FileRole::kTranscription, "ru", "UTF-8"));
  files.push_back(text_file("translation_en.txt", FileRole::kTranslation, "en", "UTF-8"));
  for (const ItemFile& file : files) out.bytes += file.object.size;
  set_files(out, files);
  out.events = {
      event(EventType::kTransfer, "2026-11-24T06:36:31Z", "copied from the producer's folder"),
      event(EventType::kMessageDigestCalculation, "2026-11-24T06:36:31Z", "sha256, sha512"),
      event(EventType::kFixityCheck, "2026-11-24T06:36:31Z", "6 files against checksum.sha256"),
  };
  out.package.value = "5b1f7c0e-6f0f-5d0e-9a52-0c2f0b8c7d11";
  out.copies = {{"store-a", "/srv/holdings/store-a/5b1/f7c/0e6/5b1f7c0e"},
                {"store-b", "/srv/holdings/store-b/5b1/f7c/0e6/5b1f7c0e"}};
  return out;
}

inline Finding a_finding(std::string rule, Severity severity, std::string_view file,
                         std::string message) {
  Finding out;
  out.rule = std::move(rule);
  out.severity = severity;
  if (!file.empty()) out.where.path = path(file);
  out.message = std::move(message);
  return out;
}

// The telegram without leaf 39.
inline ItemRecord incomplete_telegram() {
  ItemRecord out = telegram({37, 38, 40});
  out.item.value = "without leaf 39";
  out.package = {};
  out.copies = {};
  out.verdict = out.decision.verdict = Verdict::kReview;
  out.findings = {a_finding("leaves.missing", Severity::kWarning, "",
                            "the reference names leaf 39, no scan shows it")};
  out.decision.reasons = {{"leaves.missing", Action::kReview, 1}};
  return out;
}

inline RunRecord run_of(std::uint64_t items) {
  RunRecord out;
  out.run = "2026-11-24T063631Z-2024-017";
  out.batch = "/incoming/2024-017";
  out.producer = "Scanning bureau";
  out.shape = "folder of items";
  out.holdings = "/srv/holdings";
  out.started = at("2026-11-24T06:36:31Z");
  out.finished = at("2026-11-24T06:36:43.400Z");
  out.policy_id = "scans";
  out.policy_version = 1;
  out.policy_title = "Scanned records";
  out.policy_source = "id = \"scans\"\nversion = 1\n\n[rules]\n\"leaves\" = \"review\"\n";
  out.software = {{{"delo-0.1.0"}, "delo", "software", "0.1.0"},
                  {{"libtiff-4.5.0"}, "libtiff", "software", "4.5.0"}};
  out.isolation = "seccomp, Landlock ABI 7, rlimits";
  out.stores = {"store-a", "store-b"};
  out.items = items;
  return out;
}

inline void write_records(const std::filesystem::path& folder, const RunRecord& run,
                          const std::vector<ItemRecord>& items) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "run.json") << to_json(run).dump();
  std::ofstream lines(folder / "items.jsonl", std::ios::binary);
  for (const ItemRecord& item : items) lines << line_of(item) << '\n';
}

inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace delo::ingest::test
