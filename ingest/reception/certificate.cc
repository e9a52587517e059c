#include "ingest/reception/certificate.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/records/delo_leaves.h"
#include "core/text/utf8.h"
#include "ingest/reception/csv.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kMostEntries = 1000;
constexpr std::size_t kMostOfList = 5'000;

struct Word {
  std::string_view written;  // small letters, one blank between words
  CertificateEntry entry;
  bool anywhere;  // can mean nothing else in a table of descriptions
};
using enum CertificateEntry;
constexpr std::array kWords = {
    Word{"counted", kCounted, false},
    Word{"count", kCounted, false},
    Word{"leaves", kCounted, false},
    Word{"leaves counted", kCounted, true},
    Word{"counted leaves", kCounted, true},
    Word{"certified leaves", kCounted, true},
    Word{"листов", kCounted, false},
    Word{"количество листов", kCounted, false},
    Word{"пронумеровано", kCounted, true},
    Word{"пронумеровано листов", kCounted, true},
    Word{"подшито и пронумеровано", kCounted, true},
    Word{"в деле подшито и пронумеровано", kCounted, true},
    Word{"аркушів", kCounted, false},
    Word{"кількість аркушів", kCounted, false},
    Word{"пронумеровано аркушів", kCounted, true},
    Word{"підшито і пронумеровано", kCounted, true},
    Word{"у справі підшито і пронумеровано", kCounted, true},
    Word{"first", kFirst, false},
    Word{"first leaf", kFirst, false},
    Word{"с №", kFirst, false},
    Word{"з №", kFirst, false},
    Word{"last", kLast, false},
    Word{"last leaf", kLast, false},
    Word{"по №", kLast, false},
    Word{"до №", kLast, false},
    Word{"lettered", kLettered, true},
    Word{"lettered leaves", kLettered, true},
    Word{"литерные", kLettered, true},
    Word{"литерные номера", kLettered, true},
    Word{"литерные листы", kLettered, true},
    Word{"литерные номера листов", kLettered, true},
    Word{"літерні", kLettered, true},
    Word{"літерні номери", kLettered, true},
    Word{"літерні аркуші", kLettered, true},
    Word{"літерні номери аркушів", kLettered, true},
    Word{"літерні №№", kLettered, true},
    Word{"skipped", kSkipped, true},
    Word{"skipped leaves", kSkipped, true},
    Word{"skipped numbers", kSkipped, true},
    Word{"пропущенные", kSkipped, true},
    Word{"пропущенные номера", kSkipped, true},
    Word{"пропущенные листы", kSkipped, true},
    Word{"пропущенные номера листов", kSkipped, true},
    Word{"пропущені", kSkipped, true},
    Word{"пропущені номери", kSkipped, true},
    Word{"пропущені аркуші", kSkipped, true},
    Word{"пропущені номери аркушів", kSkipped, true},
    Word{"inner", kInner, false},
    Word{"inner list", kInner, true},
    Word{"inner leaves", kInner, true},
    Word{"inner inventory", kInner, true},
    Word{"листов внутренней описи", kInner, true},
    Word{"внутренняя опись", kInner, true},
    Word{"аркушів внутрішнього опису", kInner, true},
    Word{"внутрішній опис", kInner, true},
    Word{"blank", kBlank, false},
    Word{"blank leaves", kBlank, true},
    Word{"чистые листы", kBlank, true},
    Word{"чистые", kBlank, false},
    Word{"чисті аркуші", kBlank, true},
    Word{"чисті", kBlank, false},
    Word{"date", kRemark, false},
    Word{"дата", kRemark, false},
    Word{"person", kRemark, false},
    Word{"name", kRemark, false},
    Word{"position", kRemark, false},
    Word{"signed", kRemark, false},
    Word{"signature", kRemark, false},
    Word{"note", kRemark, false},
    Word{"notes", kRemark, false},
    Word{"remark", kRemark, false},
    Word{"condition", kRemark, false},
    Word{"должность", kRemark, false},
    Word{"подпись", kRemark, false},
    Word{"фио", kRemark, false},
    Word{"примечание", kRemark, false},
    Word{"примечания", kRemark, false},
    Word{"состояние", kRemark, false},
    Word{"посада", kRemark, false},
    Word{"підпис", kRemark, false},
    Word{"піб", kRemark, false},
    Word{"примітка", kRemark, false},
    Word{"стан", kRemark, false},
    Word{"reference", kRemark, false},
    Word{"шифр", kRemark, false},
};

// "Листов  внутренней описи:" → "листов внутренней описи"
std::string plain(std::string_view name) {
  std::string out;
  for (const char c : to_lower(name)) {
    if (c == '_' || c == ' ' || c == '\t' || c == '-' || c == '\n' || c == '\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (c != '+' && c != ':') {
      out += c;
    }
  }
  return std::string(trim(out));
}

bool says_none(std::string_view value) {
  static constexpr std::array<std::string_view, 9> kNone = {"0",    "-",     "–",    "—", "нет",
                                                            "none", "немає", "нема", "no"};
  return std::ranges::find(kNone, to_lower(value)) != kNone.end();
}

// The one number of "158", "158 (сто пятьдесят восемь) листов".
std::optional<int> number_in(std::string_view value) {
  std::size_t begin = value.find_first_of("0123456789");
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t end = std::min(value.find_first_not_of("0123456789", begin), value.size());
  if (value.find_first_of("0123456789", end) != std::string_view::npos) return std::nullopt;
  if (begin > 0 && (value[begin - 1] == '-' || value[begin - 1] == '.')) return std::nullopt;
  int number = 0;
  const auto read = std::from_chars(value.data() + begin, value.data() + end, number);
  if (read.ec != std::errc() || number > kMostLeavesOfDelo) return std::nullopt;
  return number;
}

// "37а, 37б; 41-43" as leaves; nothing when a part is none.
std::optional<std::vector<Leaf>> leaves_in(std::string_view value) {
  std::vector<Leaf> out;
  if (says_none(value)) return out;
  std::string text(value);
  for (const auto& [dash, size] : {std::pair("–", 3), std::pair("—", 3)}) {
    for (std::size_t at = text.find(dash); at != std::string::npos; at = text.find(dash, at)) {
      text.replace(at, static_cast<std::size_t>(size), "-");
    }
  }
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find_first_of(",;\n", at), text.size());
    const std::string part(trim(std::string_view(text).substr(at, end - at), kBlanksAndLineEnds));
    at = end + 1;
    if (part.empty()) continue;
    const std::size_t dash = part.find('-');
    if (dash == std::string::npos) {
      const auto leaf = parse_leaf(part);
      if (!leaf || out.size() >= kMostOfList) return std::nullopt;
      out.push_back(*leaf);
      continue;
    }
    const auto from = parse_leaf(trim(std::string_view(part).substr(0, dash)));
    const auto to = parse_leaf(trim(std::string_view(part).substr(dash + 1)));
    const bool plain_range = from && to && from->letter.empty() && to->letter.empty() &&
                             from->number < to->number &&
                             to->number - from->number < static_cast<int>(kMostOfList);
    if (!plain_range || out.size() >= kMostOfList) return std::nullopt;
    for (int n = from->number; n <= to->number; ++n) out.push_back({n, "", Side::kRecto});
  }
  if (out.empty()) return std::nullopt;
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

class CertificateReader {
 public:
  explicit CertificateReader(const RelativePath& path) : path_(path) {}

  void take(CertificateEntry entry, const WrittenEntry& written) {
    const std::string_view value = trim(written.value, kBlanksAndLineEnds);
    if (value.empty() || entry == kRemark) return;
    if (out_.certificate.where.empty()) {
      out_.certificate.where =
          path_.empty() ? written.where : display_of(path_.text()) + " " + written.where;
    }
    LeafCertificate& c = out_.certificate;
    switch (entry) {
      case kCounted:
        return number(c.counted, written, 1);
      case kFirst:
        return number(c.first, written, 0);
      case kLast:
        return number(c.last, written, 1);
      case kInner:
        return number(c.inner, written, 0);
      case kLettered:
        return lettered(written);
      case kSkipped:
        return skipped(written);
      case kBlank:
        return blank(written);
      case kRemark:
        return;
    }
  }

  CertificateReading done() { return std::move(out_); }
  void add(const Rule& rule, std::string where, std::string message) {
    out_.findings.push_back(
        finding(rule, {.path = path_, .offset = {}, .part = std::move(where)}, std::move(message)));
  }

 private:
  void refuse(const WrittenEntry& written, const std::string& expected) {
    add(rules::kCertificateValue, written.where,
        "\"" + display_of(written.name) + "\" is \"" + display_of(written.value.substr(0, 200)) +
            "\"; expected " + expected);
  }

  template <class T>
  bool is_first(std::optional<T>& held, const T& value, const WrittenEntry& written) {
    if (!held) {
      held = value;
      return true;
    }
    if (*held != value) {
      add(rules::kCertificateContradiction, written.where,
          "\"" + display_of(written.name) + "\" is \"" + display_of(written.value.substr(0, 200)) +
              "\", and was said to be another before");
    }
    return false;
  }

  void number(std::optional<int>& held, const WrittenEntry& written, int least) {
    const std::string_view value = trim(written.value, kBlanksAndLineEnds);
    const auto number = says_none(value) ? std::optional(0) : number_in(value);
    if (!number || *number < least) {
      return refuse(written, "a number of leaves, such as 158");
    }
    is_first(held, *number, written);
  }

  void lettered(const WrittenEntry& written) {
    const auto leaves = leaves_in(trim(written.value, kBlanksAndLineEnds));
    // One number without a letter says how many there are.
    if (leaves && leaves->size() == 1 && leaves->front().letter.empty() &&
        leaves->front().number <= kMostLeavesOfDelo) {
      is_first(out_.certificate.lettered_count, leaves->front().number, written);
      return;
    }
    const bool all = leaves && std::ranges::all_of(*leaves, [](const Leaf& leaf) {
                       return !leaf.letter.empty() && leaf.side == Side::kRecto;
                     });
    if (!all) return refuse(written, "lettered leaves, such as 37а, 37б");
    is_first(out_.certificate.lettered, *leaves, written);
  }

  void skipped(const WrittenEntry& written) {
    const auto leaves = leaves_in(trim(written.value, kBlanksAndLineEnds));
    const bool all = leaves && std::ranges::all_of(*leaves, [](const Leaf& leaf) {
                       return leaf.letter.empty() && leaf.side == Side::kRecto && leaf.number > 0;
                     });
    if (!all) return refuse(written, "numbers that are skipped, such as 39, 41-43");
    std::vector<int> numbers;
    for (const Leaf& leaf : *leaves) numbers.push_back(leaf.number);
    is_first(out_.certificate.skipped, numbers, written);
  }

  void blank(const WrittenEntry& written) {
    auto leaves = leaves_in(trim(written.value, kBlanksAndLineEnds));
    if (!leaves) return refuse(written, "sides with nothing on them, such as 38 об., 40");
    for (Leaf& leaf : *leaves) out_.certificate.blank.push_back(std::move(leaf));
  }

  const RelativePath& path_;
  CertificateReading out_;
};

std::string line_of(int line) { return "line " + std::to_string(line); }

// Names and values of a table: in its first row and below, or side by side.
std::vector<WrittenEntry> entries_of(const CsvTable& csv) {
  std::vector<WrittenEntry> out;
  const auto is_word = [](const std::string& cell) {
    return certificate_entry_named(cell, true).has_value();
  };
  const CsvRow& head = csv.rows.front();
  const bool across = head.cells.size() > 2 ||
                      (head.cells.size() == 2 && is_word(head.cells[0]) && is_word(head.cells[1]));
  if (across || (head.cells.size() == 1 && csv.rows.size() > 1)) {
    for (std::size_t r = 1; r < csv.rows.size() && out.size() < kMostEntries; ++r) {
      const CsvRow& row = csv.rows[r];
      for (std::size_t c = 0; c < std::min(row.cells.size(), head.cells.size()); ++c) {
        if (head.cells[c].empty() && row.cells[c].empty()) continue;
        out.push_back({head.cells[c], row.cells[c], line_of(row.line)});
      }
    }
    return out;
  }
  for (const CsvRow& row : csv.rows) {
    if (out.size() >= kMostEntries) break;
    std::string value = row.cells.size() > 1 ? row.cells[1] : std::string();
    // "lettered,37а,37б": a list that nobody quoted.
    for (std::size_t c = 2; c < row.cells.size(); ++c) {
      if (!row.cells[c].empty()) value += ", " + row.cells[c];
    }
    out.push_back({row.cells[0], std::move(value), line_of(row.line)});
  }
  return out;
}

}  // namespace

std::optional<CertificateEntry> certificate_entry_named(std::string_view name, bool certificate) {
  if (name.size() > 200) return std::nullopt;
  const std::string word = plain(name);
  for (const Word& known : kWords) {
    if (known.written == word && (certificate || known.anywhere)) return known.entry;
  }
  return std::nullopt;
}

CertificateReading certificate_of(const std::vector<WrittenEntry>& entries,
                                  const RelativePath& path, bool certificate) {
  CertificateReader reader(path);
  for (const WrittenEntry& entry : entries) {
    if (const auto known = certificate_entry_named(entry.name, certificate)) {
      reader.take(*known, entry);
    } else if (certificate) {
      reader.add(rules::kCertificateEntry, entry.where,
                 "\"" + display_of(entry.name.substr(0, 200)) +
                     "\" is no entry of a certificate; expected counted, first, last, lettered, "
                     "skipped, inner or blank");
    }
  }
  return reader.done();
}

CertificateReading read_certificate_csv(std::string_view bytes, const RelativePath& path) {
  CertificateReader refused(path);
  if (begins_like_binary(bytes)) {
    refused.add(rules::kCertificateUnreadable, "", "the file is no text");
    return refused.done();
  }
  const std::string text = decode(bytes, encoding_of(bytes));
  CsvTable csv = parse_csv(text);
  std::erase_if(csv.rows, [](const CsvRow& row) {
    return std::ranges::all_of(
        row.cells, [](const std::string& cell) { return trim(cell, kBlanksAndLineEnds).empty(); });
  });
  if (csv.rows.empty() || text.find('\0') != std::string::npos) {
    refused.add(
        rules::kCertificateUnreadable, "",
        csv.rows.empty() ? "the table is empty" : "the file is no text: it holds zero bytes");
    return refused.done();
  }
  std::vector<WrittenEntry> entries = entries_of(csv);
  // "name,value" above the rows.
  if (!entries.empty() && csv.rows.front().cells.size() == 2 &&
      (to_lower(entries.front().value) == "value" ||
       to_lower(entries.front().value) == "значение" ||
       to_lower(entries.front().value) == "значення")) {
    entries.erase(entries.begin());
  }
  CertificateReading out = certificate_of(entries, path, true);
  for (const CsvFault& fault : csv.faults) {
    out.findings.push_back(finding(rules::kCertificateUnreadable,
                                   {.path = path, .offset = {}, .part = line_of(fault.line)},
                                   "the row " + fault.message));
  }
  return out;
}

CertificateReading certificate_of_description(const Item& item) {
  std::vector<WrittenEntry> entries;
  for (const Description& description : item.descriptions) {
    if (!description.path.empty()) continue;
    for (const DescriptionElement& element : description.elements) {
      entries.push_back({element.name, element.value, "metadata.csv, " + display_of(element.name)});
    }
  }
  return certificate_of(entries, {}, false);
}

void add_certificate(CertificateReading& certificate, CertificateReading further) {
  LeafCertificate &a = certificate.certificate, &b = further.certificate;
  for (Finding& found : further.findings) certificate.findings.push_back(std::move(found));
  if (!b.says_anything()) return;
  const auto join = [&](auto& held, auto& other, const char* what) {
    if (!held) {
      held = std::move(other);
    } else if (other && *held != *other) {
      certificate.findings.push_back(finding(
          rules::kCertificateContradiction, {.part = b.where},
          std::string(what) + " in " + b.where + " and in " + a.where + " are not the same"));
    }
  };
  join(a.counted, b.counted, "the counts of leaves");
  join(a.first, b.first, "the first numbers");
  join(a.last, b.last, "the last numbers");
  join(a.lettered, b.lettered, "the lettered leaves");
  join(a.lettered_count, b.lettered_count, "the numbers of lettered leaves");
  join(a.skipped, b.skipped, "the skipped numbers");
  join(a.inner, b.inner, "the leaves of the inner list");
  a.blank.insert(a.blank.end(), b.blank.begin(), b.blank.end());
  if (a.where.empty()) a.where = b.where;
}

}  // namespace delo::ingest
