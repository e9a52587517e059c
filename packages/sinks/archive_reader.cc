#include "packages/sinks/archive_reader.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/bytes/disk.h"
#include "core/text/utf8.h"
#include "packages/sinks/archive_rules.h"
#include "packages/sinks/entry_names.h"
#include "packages/sinks/inflater.h"
#include "packages/sinks/tar_stream.h"
#include "packages/sinks/zip_directory.h"

namespace delo::packages {
namespace {

std::string count_of(std::uint64_t entries) {
  return std::to_string(entries) + (entries == 1 ? " entry" : " entries");
}

constexpr std::size_t kPiece = std::size_t{1} << 20;
constexpr std::size_t kTarBlock = 512, kMagicAt = 257;
constexpr std::uint16_t kStored = 0, kDeflated = 8;               // APPNOTE 4.4.5
constexpr std::uint16_t kEncryptedFlag = 1, kUtf8Flag = 1 << 11;  // APPNOTE 4.4.4

// POSIX ustar: the sum of the header's bytes, its own field taken as blanks.
bool is_tar_header(std::span<const std::byte> block) {
  if (block.size() < kTarBlock) return false;
  block = block.first(kTarBlock);
  std::uint64_t sum = 0, written = 0;
  for (std::size_t i = 0; i < kTarBlock; ++i) {
    sum += i >= 148 && i < 156 ? ' ' : std::to_integer<unsigned>(block[i]);
  }
  for (std::size_t i = 148; i < 156; ++i) {
    const auto c = std::to_integer<char>(block[i]);
    if (c >= '0' && c <= '7') written = written * 8 + static_cast<unsigned>(c - '0');
  }
  const bool zeros = std::ranges::all_of(block, [](std::byte b) { return b == std::byte{0}; });
  // One that names itself a tar is one, so that its damage is named.
  const auto* text = reinterpret_cast<const char*>(block.data());
  return zeros || sum == written || std::string_view(text + kMagicAt, 5) == "ustar";
}

// A name as messages show it.
std::string in_quotes(std::string_view name) {
  constexpr std::size_t kShown = 300;  // bytes
  std::string shown(1, '\'');
  shown += display_of(name.substr(0, kShown));
  shown += '\'';
  return shown;
}

}  // namespace

std::string_view name_of(ArchiveKind kind) {
  switch (kind) {
    case ArchiveKind::kTar:
      return "tar";
    case ArchiveKind::kTarGzip:
      return "tar.gz";
    case ArchiveKind::kZip:
      return "zip";
  }
  return "";
}

Result<std::optional<ArchiveKind>> archive_kind(const ByteSource& bytes) {
  std::array<std::byte, kTarBlock> start{};
  DELO_TRY(const std::size_t got, bytes.read_at(0, start));
  const std::string_view text(reinterpret_cast<const char*>(start.data()), got);
  if (text.starts_with("PK\3\4") || text.starts_with("PK\5\6")) {
    return std::optional(ArchiveKind::kZip);
  }
  if (text.starts_with("\x1F\x8B")) {
    DELO_TRY(const auto inflater,
             Inflater::create(bytes, 0, bytes.size(), Inflater::Wrapping::kGzip));
    std::vector<std::byte> header;
    while (header.size() < kTarBlock) {
      DELO_TRY(const auto piece, inflater->next());
      if (piece.empty()) break;
      header.insert(header.end(), piece.begin(), piece.end());
    }
    // A gzip too damaged to tell is called a tar.gz, so that its damage is named.
    if (!inflater->damage().empty() || is_tar_header(header)) {
      return std::optional(ArchiveKind::kTarGzip);
    }
    return std::optional<ArchiveKind>();
  }
  if (is_tar_header(std::span<const std::byte>(start).first(got))) {
    return std::optional(ArchiveKind::kTar);
  }
  return std::optional<ArchiveKind>();
}

struct ArchiveReader::Members {
  std::unique_ptr<ByteSource> bytes;
  ArchiveBudget budget;
  ArchiveKind kind = ArchiveKind::kTar;
  EntryNames names;
  std::vector<Finding> findings;
  std::uint64_t entries = 0;   // met
  std::uint64_t produced = 0;  // bytes of content given out
  bool ended = false;
  RelativePath current;  // for findings

  // tar
  std::unique_ptr<Inflater> inflater;  // tar.gz only
  std::unique_ptr<TarStream> tar;
  std::vector<std::byte> piece;
  std::uint64_t at = 0;  // next byte of a plain tar
  std::uint64_t inflated = 0;
  bool swollen = false;

  // zip
  std::optional<ZipDirectory> zip;
  std::optional<ZipEntry> zip_entry;  // the one at hand

  void report(const Rule& rule, const RelativePath& path, std::string message) {
    findings.push_back(finding(rule,
                               Location{.path = path, .part = "entry " + std::to_string(entries)},
                               std::move(message)));
  }
  void report_archive(const Rule& rule, std::string message) {
    findings.push_back(finding(rule, Location{}, std::move(message)));
  }

  // The most that may come out of the archive.
  std::uint64_t most() const {
    const std::uint64_t size = bytes->size();
    const std::uint64_t by_ratio = size > UINT64_MAX / std::max<std::uint64_t>(budget.ratio, 1)
                                       ? UINT64_MAX
                                       : size * budget.ratio;
    return std::min(budget.bytes, std::max(budget.ratio_from, by_ratio));
  }

  Result<std::span<const std::byte>> next_tar_piece() {
    if (inflater != nullptr) {
      if (swollen) return std::span<const std::byte>();
      DELO_TRY(const auto next, inflater->next());
      inflated += next.size();
      // Headers and padding come on top of the content.
      if (inflated / 2 > most()) {
        swollen = true;
        return std::span<const std::byte>();
      }
      return next;
    }
    piece.resize(kPiece);
    DELO_TRY(const std::size_t got, bytes->read_at(at, piece));
    at += got;
    return std::span<const std::byte>(piece).first(got);
  }

  // Behind the end mark of the tar: padding, and the checksum by which gzip knows what came.
  Result<void> read_to_end_of_gzip() {
    while (inflater != nullptr && !swollen) {
      DELO_TRY(const auto piece_of_it, next_tar_piece());
      if (piece_of_it.empty()) break;
    }
    return {};
  }

  // Judges a name and fills in the entry; reports what is to be reported.
  void judge(ArchiveEntry& entry) {
    NameVerdict verdict = names.judge(entry.name, entry.type);
    current = verdict.path;
    const std::string shown = in_quotes(entry.name) + ' ';
    for (const auto& [rule, remark] : verdict.remarks) {
      report(*rule, verdict.path, shown + remark);
    }
    if (verdict.refused != nullptr) {
      entry.refused = true;
      report(*verdict.refused, {}, shown + verdict.reason);
    } else if (entry.type == EntryType::kFolder && entry.size > 0) {
      entry.refused = true;
      report(archive_rule::kFolderContent, verdict.path,
             shown + "is a folder with " + std::to_string(entry.size) + " bytes of content");
    }
    if (!entry.refused) entry.path = std::move(verdict.path);
  }

  void report_mode(std::uint32_t mode, const ArchiveEntry& entry) {
    if (entry.type == EntryType::kFile && (mode & (S_ISUID | S_ISGID)) != 0) {
      report(archive_rule::kMode, current, in_quotes(entry.name) + " has a set-id bit");
    }
  }

  // false: over the budget; nothing more is read.
  bool within_budget(const ArchiveEntry& entry) {
    if (entries > budget.entries) {
      report_archive(archive_rule::kBudget,
                     "more than " + std::to_string(budget.entries) + " entries");
      return false;
    }
    if (entry.size > most() || most() - entry.size < produced) {
      report(archive_rule::kBudget, current,
             "content of " + std::to_string(entry.size) + " bytes after " +
                 std::to_string(produced) + ", at most " + std::to_string(most()) +
                 " are read from an archive of " + std::to_string(bytes->size()));
      return false;
    }
    return true;
  }

  Result<std::optional<ArchiveEntry>> next_of_tar();
  Result<std::optional<ArchiveEntry>> next_of_zip();
  Result<bool> read_from_zip(ByteSink& sink);
  Result<void> judge_zip_entry(const ZipEntry& from, ArchiveEntry& entry);
};

Result<bool> is_7z(const ByteSource& bytes) {
  constexpr std::string_view kSignature = "7z\xBC\xAF\x27\x1C";
  std::array<char, kSignature.size()> first{};
  DELO_TRY(const std::size_t got,
           bytes.read_at(0, std::as_writable_bytes(std::span(first.data(), first.size()))));
  return std::string_view(first.data(), got) == kSignature;
}

ArchiveReader::ArchiveReader(std::unique_ptr<Members> members) : members_(std::move(members)) {}
ArchiveReader::~ArchiveReader() = default;

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(std::unique_ptr<ByteSource> bytes,
                                                           const ArchiveBudget& budget) {
  DELO_TRY(const auto kind, archive_kind(*bytes));
  if (!kind) {
    DELO_TRY(const bool seven, is_7z(*bytes));
    return Error{ErrorCode::kUnsupported,
                 seven ? "a 7z archive, which is not read here; unpack it first"
                       : "not a tar, tar.gz or zip"};
  }
  auto members = std::make_unique<Members>();
  Members& m = *members;
  m.bytes = std::move(bytes);
  m.budget = budget;
  m.kind = *kind;
  if (m.kind == ArchiveKind::kZip) {
    DELO_TRY(m.zip, ZipDirectory::open(*m.bytes, budget.entries));
    for (const std::string& fault : m.zip->faults())
      m.report_archive(archive_rule::kDamaged, fault);
  } else {
    if (m.kind == ArchiveKind::kTarGzip) {
      DELO_TRY(m.inflater,
               Inflater::create(*m.bytes, 0, m.bytes->size(), Inflater::Wrapping::kGzip));
    }
    DELO_TRY(m.tar, TarStream::create([&m] { return m.next_tar_piece(); }));
  }
  return std::unique_ptr<ArchiveReader>(new ArchiveReader(std::move(members)));
}

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(const std::filesystem::path& path,
                                                           const ArchiveBudget& budget) {
  DELO_TRY(std::unique_ptr<ByteSource> file, FileSource::open(path));
  auto reader = open(std::move(file), budget);
  if (!reader && reader.error().path.empty()) {
    Error error = reader.error();
    error.path = path;
    return error;
  }
  return reader;
}

ArchiveKind ArchiveReader::kind() const { return members_->kind; }
void ArchiveReader::judge_names_alone() {
  members_->names = EntryNames(EntryNames::Judged::kAlone);
}
const std::vector<Finding>& ArchiveReader::findings() const { return members_->findings; }

Result<std::optional<ArchiveEntry>> ArchiveReader::next() {
  Members& m = *members_;
  if (m.ended) return std::optional<ArchiveEntry>();
  DELO_TRY(auto entry, m.kind == ArchiveKind::kZip ? m.next_of_zip() : m.next_of_tar());
  if (!entry) m.ended = true;
  return entry;
}

Result<std::optional<ArchiveEntry>> ArchiveReader::Members::next_of_tar() {
  DELO_TRY(const TarStream::Step step, tar->next());
  if (step != TarStream::Step::kEntry) {
    if (step == TarStream::Step::kEnd) DELO_CHECK(read_to_end_of_gzip());
    if (swollen) {
      report_archive(archive_rule::kBudget,
                     "the deflated tar swells to more than " + std::to_string(inflated) + " bytes");
    } else if (inflater != nullptr && !inflater->damage().empty()) {
      report_archive(archive_rule::kDamaged, "gzip: " + inflater->damage());
    } else if (step == TarStream::Step::kBroken) {
      report_archive(archive_rule::kDamaged, "after " + count_of(entries) + ": " + tar->fault());
    } else if (tar->ended_early()) {
      report_archive(archive_rule::kDamaged,
                     "after " + count_of(entries) + " the file ends without an end mark");
    } else if (entries == 0) {
      report_archive(archive_rule::kEmpty, "no entry");
    }
    return std::optional<ArchiveEntry>();
  }
  ++entries;
  ArchiveEntry entry{.type = tar->type(),
                     .path = {},
                     .name = tar->name(),
                     .size = tar->size(),
                     .modified_ns = tar->modified_ns()};
  judge(entry);
  report_mode(tar->mode(), entry);
  if (!tar->oddity().empty()) report(archive_rule::kIrregular, current, tar->oddity());
  if (!within_budget(entry)) return std::optional<ArchiveEntry>();
  return std::optional(std::move(entry));
}

Result<std::optional<ArchiveEntry>> ArchiveReader::Members::next_of_zip() {
  DELO_TRY(zip_entry, zip->next());
  if (!zip_entry) {
    if (entries == 0 && zip->faults().empty()) report_archive(archive_rule::kEmpty, "no entry");
    return std::optional<ArchiveEntry>();
  }
  const ZipEntry& from = *zip_entry;
  ++entries;
  ArchiveEntry entry{.type = EntryType::kFile,
                     .path = {},
                     .name = from.name,
                     .size = from.size,
                     .modified_ns = from.modified_ns};
  const std::uint32_t format = from.unix_mode & S_IFMT;
  if (format == S_IFLNK) {
    entry.type = EntryType::kLink;
  } else if (from.name.ends_with('/') || format == S_IFDIR || (format == 0 && from.dos_folder)) {
    entry.type = EntryType::kFolder;
  } else if (format != 0 && format != S_IFREG) {
    entry.type = EntryType::kSpecial;
  }
  judge(entry);
  report_mode(from.unix_mode, entry);
  DELO_CHECK(judge_zip_entry(from, entry));
  if (!within_budget(entry)) return std::optional<ArchiveEntry>();
  return std::optional(std::move(entry));
}

// What a zip's entry can be besides its name.
Result<void> ArchiveReader::Members::judge_zip_entry(const ZipEntry& from, ArchiveEntry& entry) {
  const auto refuse = [&](const Rule& rule, std::string message) {
    report(rule, current, in_quotes(from.name) + ' ' + message);
    entry.refused = true;
    entry.path = RelativePath();
  };
  if ((from.flags & kUtf8Flag) != 0 && !is_utf8(from.name)) {
    refuse(archive_rule::kNameEncodingLie, "is marked as UTF-8 and is not");
  }
  if (!from.second_name.empty() && from.second_name != from.name &&
      ((from.flags & kUtf8Flag) != 0 || is_utf8(from.name))) {
    refuse(archive_rule::kNameEncodingLie, "has a second name " + in_quotes(from.second_name));
  }
  if (from.overlaps) refuse(archive_rule::kOverlap, "shares bytes with another part of the zip");
  if ((from.flags & kEncryptedFlag) != 0) refuse(archive_rule::kEncrypted, "is encrypted");
  if (from.method != kStored && from.method != kDeflated) {
    refuse(archive_rule::kMethod,
           "is compressed by method " + std::to_string(from.method) + ", not 0 or 8");
  }
  if (from.method == kStored && (from.flags & kEncryptedFlag) == 0 && from.packed != from.size) {
    refuse(archive_rule::kHeadersDiffer,
           "is stored, but its sizes differ: " + std::to_string(from.packed) + " and " +
               std::to_string(from.size) + " bytes");
  }
  DELO_TRY(const ZipContent content, find_zip_content(*bytes, from));
  if (!content.fault.empty()) {
    refuse(archive_rule::kDamaged, "can't be read: " + content.fault);
  } else if (!content.difference.empty()) {
    refuse(archive_rule::kHeadersDiffer,
           "has another " + content.difference + " in its own header than in the directory");
  }
  return {};
}

Result<bool> ArchiveReader::read(ByteSink& sink) {
  Members& m = *members_;
  if (m.ended) return false;
  if (m.kind == ArchiveKind::kZip) return m.read_from_zip(sink);
  DELO_TRY(const bool whole, m.tar->read([&](std::span<const std::byte> piece) -> Result<void> {
    m.produced += piece.size();
    return sink.write(piece);
  }));
  if (!whole) {
    std::string fault = m.tar->fault();
    if (m.inflater != nullptr && !m.inflater->damage().empty()) {
      fault = "gzip: " + m.inflater->damage();
    }
    m.report(m.swollen ? archive_rule::kBudget : archive_rule::kDamaged, m.current,
             std::move(fault));
    m.ended = true;
    return false;
  }
  DELO_CHECK(sink.finish());
  return true;
}

Result<bool> ArchiveReader::Members::read_from_zip(ByteSink& sink) {
  if (!zip_entry) return false;
  const ZipEntry& from = *zip_entry;
  DELO_TRY(const ZipContent content, find_zip_content(*bytes, from));
  if (!content.fault.empty() || (from.flags & kEncryptedFlag) != 0 ||
      (from.method != kStored && from.method != kDeflated)) {
    return false;  // reported by next()
  }
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  std::string fault;
  if (from.method == kStored) {
    piece.resize(kPiece);
    for (std::uint64_t place = content.begin; place < content.end;) {
      const auto want =
          static_cast<std::size_t>(std::min<std::uint64_t>(content.end - place, piece.size()));
      DELO_TRY(const std::size_t got, bytes->read_at(place, std::span(piece).first(want)));
      if (got == 0) break;
      const auto chunk = std::span<const std::byte>(piece).first(got);
      crc = crc32_of(crc, chunk);
      DELO_CHECK(sink.write(chunk));
      size += got;
      place += got;
    }
  } else {
    DELO_TRY(const auto inflate,
             Inflater::create(*bytes, content.begin, content.end, Inflater::Wrapping::kRaw));
    while (size <= from.size) {
      DELO_TRY(const auto chunk, inflate->next());
      if (chunk.empty()) break;
      size += chunk.size();
      if (size > from.size) break;
      crc = crc32_of(crc, chunk);
      DELO_CHECK(sink.write(chunk));
    }
    fault = inflate->damage();
    if (fault.empty() && size <= from.size && inflate->consumed() != from.packed) {
      fault = "its deflated data ends after " + std::to_string(inflate->consumed()) + " of " +
              std::to_string(from.packed) + " bytes";
    }
  }
  produced += size;
  if (fault.empty() && size != from.size) {
    fault = size > from.size ? "it holds more than the " + std::to_string(from.size) +
                                   " bytes the directory says"
                             : "it ends after " + std::to_string(size) + " of " +
                                   std::to_string(from.size) + " bytes";
  }
  if (fault.empty() && crc != from.crc) fault = "its CRC-32 is not the one in the directory";
  if (!fault.empty()) {
    report(archive_rule::kDamaged, current, in_quotes(from.name) + ": " + fault);
    return false;
  }
  DELO_CHECK(sink.finish());
  return true;
}

}  // namespace delo::packages
