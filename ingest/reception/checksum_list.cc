#include "ingest/reception/checksum_list.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "core/text/utf8.h"
#include "ingest/reception/csv.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kMaxFaults = 1000;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_hex(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
  });
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The token up to the next blank, taken off the front of `rest`.
std::string_view take_token(std::string_view& rest) {
  std::size_t end = 0;
  while (end < rest.size() && !is_blank(rest[end])) ++end;
  const std::string_view token = rest.substr(0, end);
  rest.remove_prefix(end);
  return token;
}

// md5sum's escape of names with newline, return or backslash: the line begins
// with a backslash (GNU coreutils, "md5sum invocation").
std::string unescaped(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\\' && i + 1 < name.size()) {
      const char next = name[i + 1];
      if (next == 'n' || next == 'r' || next == '\\') {
        out += next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
        ++i;
        continue;
      }
    }
    out += name[i];
  }
  return out;
}

std::optional<DigestAlgorithm> algorithm_spelt(std::string_view word) {
  const std::string name = lower(word);
  if (name == "crc" || name == "crc-32" || name == "sfv") return DigestAlgorithm::kCrc32;
  if (name == "sha") return DigestAlgorithm::kSha1;
  if (name == "blake2b" || name == "blake2" || name == "b2") return DigestAlgorithm::kBlake2b512;
  // OpenSSL 3 writes SHA2-256(name)= …
  if (name.starts_with("sha2-")) return algorithm_named("sha" + name.substr(5));
  return algorithm_named(name);
}

class ChecksumListReader {
 public:
  ChecksumListReader(std::string_view text, std::string_view list_name, ChecksumList& list)
      : text_(text), hint_(algorithm_of_list_name(list_name)), list_(list) {
    const std::string name = lower(list_name);
    name_first_ = name.ends_with(".sfv") || name.ends_with(".crc");
  }

  void read() {
    // Lists from old Macintosh computers end their lines with CR alone.
    const char line_end = text_.find('\n') == std::string_view::npos ? '\r' : '\n';
    while (at_ < text_.size()) {
      ++line_;
      std::size_t end = text_.find(line_end, at_);
      if (end == std::string_view::npos) end = text_.size();
      std::string_view line = text_.substr(at_, end - at_);
      at_ = end + 1;
      if (line.ends_with('\r')) line.remove_suffix(1);
      read_line(line);
    }
  }

 private:
  void read_line(std::string_view line) {
    const std::string_view plain = trim(line);
    if (plain.empty() || plain.front() == ';' || is_rule(plain)) return;
    if (plain.starts_with("%%%%")) return read_hashdeep_header(plain.substr(4));
    // Table, algorithm line and md5sum's line each begin in a way of their own; a
    // '#' may begin a comment or a name, so it is asked last.
    if (!columns_.empty() && read_by_columns(line)) return;
    if (read_header(plain) || read_bsd(plain) || read_algorithm_first(plain)) return;
    if (name_first_ && read_name_first(plain)) return;
    if (read_digest_first(line) || read_name_first(plain) || read_table_row(plain)) return;
    if (plain.front() == '#') return;
    fault(plain);
  }

  // "----- ----- -----" under the header of a table on a terminal
  static bool is_rule(std::string_view plain) {
    return std::ranges::all_of(plain, [](char c) { return c == '-' || c == '=' || is_blank(c); });
  }

  bool add(std::string_view name, std::vector<Digest> digests) {
    if (digests.empty()) return false;
    list_.lines.push_back({line_, std::string(name), std::move(digests)});
    return true;
  }

  std::optional<Digest> digest_of(std::string_view hex) const {
    if (!is_hex(hex)) return std::nullopt;
    if (hint_ && hex_length(*hint_) == hex.size()) return Digest::parse(*hint_, hex);
    for (const DigestAlgorithm algorithm : kAllDigestAlgorithms) {
      if (hex_length(algorithm) == hex.size()) return Digest::parse(algorithm, hex);
    }
    return std::nullopt;
  }

  // "SHA256 (name) = hex", "SHA256(name)= hex"
  bool read_bsd(std::string_view plain) {
    bool escaped = false;
    if (plain.front() == '\\') {
      escaped = true;
      plain.remove_prefix(1);
    }
    const std::size_t open = plain.find('(');
    const std::size_t equals = plain.rfind('=');
    if (open == std::string_view::npos || equals == std::string_view::npos || equals < open) {
      return false;
    }
    const std::size_t close = plain.rfind(')', equals);
    if (close == std::string_view::npos || close < open) return false;
    if (!trim(plain.substr(close + 1, equals - close - 1)).empty()) return false;
    const std::string_view word = trim(plain.substr(0, open));
    if (word.find_first_of(" \t") != std::string_view::npos) return false;
    const auto algorithm = algorithm_spelt(word);
    if (!algorithm) return false;
    const auto digest = Digest::parse(*algorithm, trim(plain.substr(equals + 1)));
    if (!digest) return false;
    const std::string_view name = plain.substr(open + 1, close - open - 1);
    return add(escaped ? unescaped(name) : std::string(name), {*digest});
  }

  // "SHA256   hex   path", as PowerShell's Get-FileHash shows it
  bool read_algorithm_first(std::string_view plain) {
    std::string_view rest = plain;
    const auto algorithm = algorithm_spelt(take_token(rest));
    if (!algorithm) return false;
    rest = trim(rest);
    const auto digest = Digest::parse(*algorithm, take_token(rest));
    return digest && !trim(rest).empty() && add(trim(rest), {*digest});
  }

  // "hex  name", "hex *name", "hex<tab>name", "size  hex  name", "hex" alone
  bool read_digest_first(std::string_view line) {
    std::string_view rest = line;
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    const bool escaped = rest.starts_with('\\');
    if (escaped) rest.remove_prefix(1);
    std::string_view token = take_token(rest);
    std::optional<Digest> digest = digest_of(token);
    if (is_number(token)) {
      // md5deep -z: the size stands before a digest, which is longer than any size.
      std::string_view after = trim(rest);
      const std::string_view second = take_token(after);
      if (second.size() >= 32 && !trim(after).empty()) {
        if (const auto sized = digest_of(second)) return add(trim(after), {*sized});
      }
    }
    if (!digest) return false;
    if (trim(rest).empty()) return add("", {*digest});  // named after its own list
    std::string_view name = rest;
    if (name.size() > 2 && name[0] == ' ' && (name[1] == ' ' || name[1] == '*')) {
      name.remove_prefix(2);
    } else {
      name = trim(name);
      if (name.size() > 1 && name.front() == '*') name.remove_prefix(1);
    }
    return add(escaped ? unescaped(name) : std::string(name), {*digest});
  }

  // "name hex", "name<tab>hex": .sfv and its kin
  bool read_name_first(std::string_view plain) {
    std::size_t begin = plain.size();
    while (begin > 0 && !is_blank(plain[begin - 1])) --begin;
    if (begin == 0) return false;
    const std::string_view hex = plain.substr(begin);
    if (hex.size() == 8 && !name_first_ && hint_ != DigestAlgorithm::kCrc32) return false;
    const auto digest = digest_of(hex);
    const std::string_view name = trim(plain.substr(0, begin));
    return digest && !name.empty() && add(name, {*digest});
  }

  // ---- tables ----

  enum class Column : std::uint8_t { kIgnored, kName, kAlgorithm, kDigest };
  struct ColumnKind {
    Column kind = Column::kIgnored;
    std::optional<DigestAlgorithm> algorithm;
  };

  static ColumnKind column_named(std::string_view word) {
    constexpr std::array<std::string_view, 9> kNames = {
        "filename", "file", "name", "path", "filepath", "file_name", "file name", "имя", "файл"};
    constexpr std::array<std::string_view, 5> kDigests = {"hash", "checksum", "digest", "value",
                                                          "контрольная сумма"};
    const std::string name = to_lower(trim(word));
    if (std::ranges::find(kNames, name) != kNames.end()) return {Column::kName, std::nullopt};
    if (name == "algorithm") return {Column::kAlgorithm, std::nullopt};
    if (std::ranges::find(kDigests, name) != kDigests.end()) return {Column::kDigest, std::nullopt};
    if (const auto algorithm = algorithm_spelt(name)) return {Column::kDigest, algorithm};
    return {};
  }

  static char delimiter_in(std::string_view plain) {
    for (const char c : {'\t', ';', ','}) {
      if (plain.find(c) != std::string_view::npos) return c;
    }
    return '\0';
  }

  static std::vector<std::string> cells_of(std::string_view line) {
    CsvTable table = parse_csv(line);
    return table.rows.size() == 1 ? std::move(table.rows.front().cells)
                                  : std::vector<std::string>{};
  }

  bool take_columns(const std::vector<std::string>& words) {
    std::vector<ColumnKind> columns;
    for (const std::string& word : words) columns.push_back(column_named(word));
    const auto has = [&](Column kind) {
      return std::ranges::find(columns, kind, &ColumnKind::kind) != columns.end();
    };
    if (!has(Column::kName) || !has(Column::kDigest)) return false;
    columns_ = std::move(columns);
    return true;
  }

  // "filename,md5", "Algorithm;Hash;Path": names the columns
  bool read_header(std::string_view plain) {
    if (!columns_.empty() || !list_.lines.empty() || delimiter_in(plain) == '\0') return false;
    return take_columns(cells_of(plain));
  }

  // "%%%% size,md5,sha256,filename"; the name is the last column and may hold commas
  void read_hashdeep_header(std::string_view header) {
    if (delimiter_in(header) != '\0' && take_columns(cells_of(trim(header)))) {
      hashdeep_ = columns_.back().kind == Column::kName;
    }
  }

  bool read_by_columns(std::string_view line) {
    std::vector<std::string> cells;
    if (hashdeep_) {
      std::string_view rest = line;
      for (std::size_t i = 0; i + 1 < columns_.size(); ++i) {
        const std::size_t comma = rest.find(',');
        if (comma == std::string_view::npos) return false;
        cells.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(comma + 1);
      }
      cells.emplace_back(rest);
    } else {
      cells = cells_of(line);
    }
    if (cells.size() != columns_.size()) return false;
    std::optional<DigestAlgorithm> named;
    std::string_view name;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (columns_[i].kind == Column::kAlgorithm) named = algorithm_spelt(trim(cells[i]));
      if (columns_[i].kind == Column::kName) name = cells[i];
    }
    std::vector<Digest> digests;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (columns_[i].kind != Column::kDigest) continue;
      const std::string_view hex = trim(cells[i]);
      if (hex.empty()) continue;
      const auto algorithm = columns_[i].algorithm ? columns_[i].algorithm : named;
      const auto digest = algorithm ? Digest::parse(*algorithm, hex) : digest_of(hex);
      if (!digest) return false;
      digests.push_back(*digest);
    }
    return !name.empty() && add(name, std::move(digests));
  }

  // "hash,name", "name;hash" without a header
  bool read_table_row(std::string_view plain) {
    if (delimiter_in(plain) == '\0') return false;
    const std::vector<std::string> cells = cells_of(plain);
    if (cells.size() < 2) return false;
    std::vector<Digest> digests;
    std::string_view name;
    for (const std::string& cell : cells) {
      if (auto digest = digest_of(trim(cell)); digest && cell.size() >= 32) {
        digests.push_back(*std::move(digest));
      } else if (!trim(cell).empty() && !is_number(trim(cell)) && name.empty()) {
        name = cell;
      }
    }
    return !name.empty() && add(name, std::move(digests));
  }

  void fault(std::string_view plain) {
    ++list_.fault_count;
    if (list_.faults.size() >= kMaxFaults) return;
    constexpr std::size_t kShown = 60;
    std::string shown = display_of(plain.substr(0, kShown));
    if (plain.size() > kShown) shown += "…";
    list_.faults.push_back({line_, "no checksum and name can be read from \"" + shown + "\""});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 0;
  std::optional<DigestAlgorithm> hint_;
  bool name_first_ = false;
  bool hashdeep_ = false;
  std::vector<ColumnKind> columns_;
  ChecksumList& list_;
};

constexpr std::array<std::pair<std::string_view, DigestAlgorithm>, 14> kListExtensions = {{
    {".md5", DigestAlgorithm::kMd5},
    {".md5sum", DigestAlgorithm::kMd5},
    {".sha1", DigestAlgorithm::kSha1},
    {".sha1sum", DigestAlgorithm::kSha1},
    {".sha224", DigestAlgorithm::kSha224},
    {".sha256", DigestAlgorithm::kSha256},
    {".sha256sum", DigestAlgorithm::kSha256},
    {".sha384", DigestAlgorithm::kSha384},
    {".sha512", DigestAlgorithm::kSha512},
    {".sha512sum", DigestAlgorithm::kSha512},
    {".sfv", DigestAlgorithm::kCrc32},
    {".crc32", DigestAlgorithm::kCrc32},
    {".b2", DigestAlgorithm::kBlake2b512},
    {".blake2b", DigestAlgorithm::kBlake2b512},
}};

bool ends_one_of(std::string_view name, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return name.ends_with(end); });
}

// "checksums" of "checksums.txt"
std::string_view without_text_extension(std::string_view name) {
  for (const std::string_view end : {".txt", ".csv", ".tsv", ".lst"}) {
    if (name.ends_with(end)) return name.substr(0, name.size() - end.size());
  }
  return name;
}

}  // namespace

std::optional<DigestAlgorithm> algorithm_of_list_name(std::string_view list_name) {
  const std::string name = lower(list_name);
  for (const auto& [end, algorithm] : kListExtensions) {
    if (name.ends_with(end)) return algorithm;
  }
  std::string_view stem = without_text_extension(name);
  if (stem.starts_with("manifest-")) return algorithm_spelt(stem.substr(9));
  if (stem.starts_with("tagmanifest-")) return algorithm_spelt(stem.substr(12));
  for (const std::string_view end : {"sums", "sum", "deep"}) {
    if (stem.ends_with(end)) {
      stem.remove_suffix(end.size());
      return algorithm_spelt(stem);
    }
  }
  return std::nullopt;
}

bool is_checksum_list_name(std::string_view list_name) {
  const std::string name = lower(list_name);
  if (algorithm_of_list_name(name)) return true;
  if (ends_one_of(name, {".sha", ".sha2", ".hash", ".hashdeep", ".checksum", ".checksums"})) {
    return true;
  }
  const std::string_view stem = without_text_extension(name);
  constexpr std::array<std::string_view, 10> kStems = {
      "checksum", "checksums", "hash",    "hashes",   "digest",
      "digests",  "fixity",    "md5deep", "hashdeep", "контрольные суммы"};
  return std::ranges::find(kStems, stem) != kStems.end();
}

ChecksumList parse_checksum_list(std::string_view bytes, std::string_view list_name) {
  ChecksumList list;
  list.encoding = encoding_of(bytes);
  const std::string_view as_it_came = bytes;
  if (list.encoding == TextEncoding::kUtf16Little || list.encoding == TextEncoding::kUtf16Big) {
    const std::string text = decode(bytes, list.encoding);
    ChecksumListReader(text, list_name, list).read();
  } else {
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    ChecksumListReader(bytes, list_name, list).read();
  }
  list.form = form_of(as_it_came, list_name, list);
  return list;
}

}  // namespace delo::ingest
