#include "ingest/reception/leaf_table.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <set>
#include <tuple>

#include "core/records/delo_leaves.h"
#include "core/text/utf8.h"
#include "ingest/reception/csv.h"
#include "ingest/reception/earlier_delivery.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kMaxFindingsOfKind = 1000;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool lies_where_tables_do(const RelativePath& path) {
  const std::string above = to_lower(path.parent().text());
  return above.empty() || above == "metadata" || above == "objects";
}

struct Columns {
  int file = -1, leaf = -1, side = -1, page = -1, note = -1;
};

Columns columns_of(const CsvRow& head) {
  Columns out;
  for (std::size_t i = 0; i < head.cells.size(); ++i) {
    const std::string name = to_lower(trim(head.cells[i], kBlanksAndLineEnds));
    const int at = static_cast<int>(i);
    if (is_one_of(name, {"file", "filename", "file name", "frame", "файл", "имя файла", "кадр",
                         "ім'я файлу"})) {
      out.file = at;
    } else if (is_one_of(name,
                         {"leaf", "sheet", "folio", "лист", "л", "л.", "аркуш", "арк", "арк."})) {
      out.leaf = at;
    } else if (is_one_of(name, {"side", "сторона", "бік"})) {
      out.side = at;
    } else if (is_one_of(name, {"page", "страница", "сторінка"})) {
      out.page = at;
    } else if (is_one_of(name, {"note", "notes", "remark", "примечание", "примечания", "примітка",
                                "примітки"})) {
      out.note = at;
    }
  }
  return out;
}

std::optional<Side> side_named(std::string_view word) {
  const std::string low = to_lower(word);
  if (is_one_of(low, {"", "r", "recto", "front", "1", "лицо", "лиц.", "лицьова"})) {
    return Side::kRecto;
  }
  if (is_one_of(low, {"v", "verso", "back", "ob", "ob.", "2", "об", "об.", "оборот", "зв", "зв.",
                      "зворот"})) {
    return Side::kVerso;
  }
  return std::nullopt;
}

// The words of a part of a note: "Оборот (чистый)" is оборот, чистый.
std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> out(1);
  for (const char c : to_lower(text)) {
    if (std::string_view(" \t.()[]\"/").find(c) == std::string_view::npos) {
      out.back() += c;
    } else if (!out.back().empty()) {
      out.emplace_back();
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

// "чистый", "blank verso", "оборот чистый": of such words alone.  "Чистовик утрачен" (the fair
// copy is lost) and "not blank" declare nothing.
bool declares_blank(const std::vector<std::string>& words) {
  bool blank = false;
  for (const std::string& word : words) {
    const bool says = is_one_of(
        word, {"blank",  "empty",  "чистый",   "чистая",  "чистое",  "чисто",    "чистые",
               "пустой", "пустая", "пустое",   "пусто",   "пустые",  "чистий",   "чиста",
               "чисте",  "чисті",  "порожній", "порожня", "порожнє", "порожньо", "порожні"});
    blank = blank || says;
    if (!says &&
        !is_one_of(word,
                   {"лист",          "л",     "сторона", "страница", "оборот",   "об",     "leaf",
                    "page",          "side",  "sheet",   "folio",    "recto",    "verso",  "left",
                    "intentionally", "аркуш", "арк",     "бік",      "сторінка", "зворот", "зв"})) {
      return false;
    }
  }
  return blank;
}

bool says_not_scanned(const std::vector<std::string>& words) {
  if (words.size() != 2 || !is_one_of(words[0], {"не", "not"})) return false;
  return is_one_of(words[1], {"сканировался", "сканировалась", "сканировалось", "сканировать",
                              "сканирован", "снимался", "снят", "сканувався", "скановано",
                              "scanned", "filmed", "photographed"});
}

// All of the note has to be such a declaration.
bool says_blank(std::string_view note) {
  bool blank = false;
  for (std::size_t at = 0; at <= note.size();) {
    const std::size_t end = std::min(note.find_first_of(",;", at), note.size());
    const std::vector<std::string> words = words_in(note.substr(at, end - at));
    at = end + 1;
    if (words.empty() || says_not_scanned(words)) continue;
    if (!declares_blank(words)) return false;
    blank = true;
  }
  return blank;
}

// Enough for both sides of every leaf ten times over.
constexpr std::size_t kMostRows = 200'000;

// The table without what lies behind so many lines; parsing takes ten times its size.
std::string_view first_rows(std::string_view text, bool& cut) {
  std::size_t at = 0;
  for (std::size_t row = 0; row <= kMostRows; ++row) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return text;
    ++at;
  }
  cut = at < text.size();
  return text.substr(0, at);
}

class TableReader {
 public:
  TableReader(const RelativePath& path, std::span<const FileObject> files,
              std::string_view own_name)
      : path_(path), files_(files), own_name_(own_name) {}

  LeafTable read(std::string_view bytes) {
    const std::string text = decode(bytes, encoding_of(bytes));
    bool cut = false;
    const CsvTable csv = parse_csv(first_rows(text, cut));
    for (const CsvFault& fault : csv.faults) {
      add(rules::kLeafTableUnreadable, fault.line, "the row " + fault.message);
    }
    if (csv.rows.empty() || begins_like_binary(bytes) || text.find('\0') != std::string::npos) {
      add(rules::kLeafTableUnreadable, 0, "the table is empty or no text");
      return std::move(out_);
    }
    columns_ = columns_of(csv.rows.front());
    if (columns_.file < 0 || columns_.leaf < 0) {
      add(rules::kLeafTableUnreadable, csv.rows.front().line,
          std::string("no column is called ") + (columns_.file < 0 ? "file" : "leaf") +
              "; expected file, leaf and, if need be, side, page and note");
      return std::move(out_);
    }
    for (std::size_t i = 1; i < csv.rows.size(); ++i) read_row(csv.rows[i]);
    if (cut) {
      add(rules::kLeafTableUnreadable, csv.rows.back().line,
          "the table has more than " + std::to_string(kMostRows) +
              " rows; those behind this line were not read");
    }
    return std::move(out_);
  }

 private:
  struct Named {
    std::string path;  // empty: of more than one master
    bool master = false;
  };

  static std::string_view cell(const CsvRow& row, int column) {
    if (column < 0 || static_cast<std::size_t>(column) >= row.cells.size()) return {};
    return trim(row.cells[static_cast<std::size_t>(column)], kBlanksAndLineEnds);
  }

  void add(const Rule& rule, int line, std::string message) {
    if (++told_[rule.id] > kMaxFindingsOfKind) return;
    Location where{.path = path_};
    if (line > 0) where.part = "line " + std::to_string(line);
    out_.findings.push_back(finding(rule, std::move(where), std::move(message)));
  }

  void read_row(const CsvRow& row) {
    const std::string_view file = cell(row, columns_.file), leaf = cell(row, columns_.leaf);
    const std::string_view note = cell(row, columns_.note);
    if (file.empty() && leaf.empty()) return;
    LeafMapRow out{.path = {}, .leaf = {}, .blank = says_blank(note), .line = row.line};
    if (leaf.empty()) {  // a picture that is no leaf: a target, the shelf mark
      if (!read_page(row, out)) return;
      if (!find(file, out.path)) return add_unknown(file, row.line);
      return keep(no_leaf_row(std::move(out.path), out.page, row.line));
    }
    const auto written = parse_leaf(leaf);
    if (!written || leaf.size() > 100) {
      return add(rules::kLeafTableValue, row.line,
                 "\"" + display_of(leaf.substr(0, 100)) +
                     "\" is no leaf; expected such as 37, "
                     "37а or 37 об.");
    }
    out.leaf = *written;
    const auto side = side_named(cell(row, columns_.side));
    if (!side) {
      return add(rules::kLeafTableValue, row.line,
                 "\"" + display_of(cell(row, columns_.side).substr(0, 100)) +
                     "\" is no side; expected recto or verso");
    }
    if (*side == Side::kVerso) out.leaf.side = Side::kVerso;
    if (!read_page(row, out)) return;
    if (file.empty()) {
      if (!out.blank) {
        return add(rules::kLeafTableValue, row.line,
                   "leaf " + out.leaf.label() + " has neither a file nor a note that it is blank");
      }
    } else if (!find(file, out.path)) {
      return add_unknown(file, row.line);
    }
    keep(std::move(out));
  }

  void add_unknown(std::string_view file, int line) {
    add(rules::kLeafTableUnknownFile, line,
        "\"" + display_of(file.substr(0, 200)) + "\" is not in the item");
  }

  // What is said twice in the same words is said once.
  void keep(LeafMapRow row) {
    if (kept_.emplace(row.path, row.leaf.label(), row.page).second)
      out_.rows.push_back(std::move(row));
  }

  bool read_page(const CsvRow& row, LeafMapRow& out) {
    const std::string_view page = cell(row, columns_.page);
    if (page.empty()) return true;
    const bool number =
        page.size() <= 6 && page.find_first_not_of("0123456789") == std::string_view::npos;
    if (number) out.page = static_cast<std::uint32_t>(std::stoul(std::string(page)));
    if (out.page > 0) return true;
    add(rules::kLeafTableValue, row.line,
        "\"" + display_of(page.substr(0, 100)) + "\" is no page; expected a number from 1");
    return false;
  }

  // Within the item: "D:\\scans\\d1\\img_0001.tif" is img_0001.tif of the item d1.
  std::string without_own_name(std::string name) const {
    const std::string own = "/" + std::string(own_name_) + "/";
    const std::size_t at = own_name_.empty() ? std::string::npos : ("/" + name).rfind(own);
    if (at != std::string::npos) return name.substr(at + own.size() - 1);
    const bool absolute = name.starts_with('/') || (name.size() > 2 && name[1] == ':');
    return absolute ? name.substr(name.rfind('/') + 1) : name;
  }

  // By its path, below objects/, below any folder when only one file has that name, and
  // without an extension.
  bool find(std::string_view written, std::string& path) {
    std::string name(written);
    std::ranges::replace(name, '\\', '/');
    if (by_name_.empty()) index();
    return find_in_item(name, path) || find_in_item(without_own_name(name), path);
  }

  bool find_in_item(const std::string& name, std::string& path) const {
    for (const std::string& one : {name, "objects/" + name}) {
      if (by_path_.contains(one)) {
        path = one;
        return true;
      }
    }
    const auto found = by_name_.find(to_lower(name));
    if (found == by_name_.end() || found->second.path.empty()) return false;
    path = found->second.path;
    return true;
  }

  void index() {
    by_name_.emplace("", Named{});
    for (const FileObject& file : files_) {
      by_path_.insert(file.path.text());
      if (file.role != FileRole::kMaster && file.role != FileRole::kAccess) continue;
      const std::string name = to_lower(file.path.name());
      const std::size_t dot = name.rfind('.');
      for (const std::string& key : {name, name.substr(0, dot)}) {
        const bool master = file.role == FileRole::kMaster;
        const auto [at, is_new] = by_name_.emplace(key, Named{file.path.text(), master});
        if (!is_new && at->second.path != file.path.text() && master) {
          // A master before its copy; of two masters neither.
          at->second = {at->second.master ? std::string() : file.path.text(), true};
        }
      }
    }
  }

  const RelativePath& path_;
  std::span<const FileObject> files_;
  const std::string_view own_name_;
  std::set<std::tuple<std::string, std::string, std::uint32_t>> kept_;
  std::map<std::string, Named> by_name_;
  std::set<std::string> by_path_;
  std::map<std::string_view, std::size_t> told_;
  Columns columns_;
  LeafTable out_;
};

}  // namespace

bool is_leaf_table(const FileObject& file) {
  return file.role == FileRole::kDescription && lies_where_tables_do(file.path) &&
         is_one_of(to_lower(file.path.name()), {"frames.csv", "leaves.csv"});
}

bool is_certificate(const FileObject& file) {
  // Of deliveries before none counts: a certificate is made anew as a whole.
  const bool is_its = lies_where_tables_do(file.path) ||
                      (is_from_batch(file.path) && !earlier_delivery_of(file.path));
  return file.role == FileRole::kDescription && is_its &&
         is_one_of(to_lower(file.path.name()), {"certificate.csv", "certificate.toml"});
}

LeafTable read_leaf_table(std::string_view bytes, const RelativePath& path,
                          std::span<const FileObject> files, std::string_view own_name) {
  return TableReader(path, files, own_name).read(bytes);
}

}  // namespace delo::ingest
