#include "ingest/reception/leaf_table.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <set>

#include "core/text/utf8.h"
#include "ingest/reception/csv.h"
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

bool says_blank(std::string_view note) {
  const std::string low = to_lower(note);
  for (const std::string_view word : {"blank", "empty", "чист", "пуст", "порожн"}) {
    if (low.find(word) != std::string::npos) return true;
  }
  return false;
}

class TableReader {
 public:
  TableReader(const RelativePath& path, std::span<const FileObject> files)
      : path_(path), files_(files) {}

  LeafTable read(std::string_view bytes) {
    const std::string text = decode(bytes, encoding_of(bytes));
    const CsvTable csv = parse_csv(text);
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
    if (leaf.empty()) return;  // a picture that is no leaf: a target, the shelf mark
    LeafMapRow out{.path = {}, .leaf = {}, .blank = says_blank(note), .line = row.line};
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
      return add(rules::kLeafTableUnknownFile, row.line,
                 "\"" + display_of(file.substr(0, 200)) + "\" is not in the item");
    }
    out_.rows.push_back(std::move(out));
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

  // By its path, below objects/, below any folder when only one file has that name, and
  // without an extension.
  bool find(std::string_view written, std::string& path) {
    std::string name(written);
    std::ranges::replace(name, '\\', '/');
    if (by_name_.empty()) index();
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
  std::map<std::string, Named> by_name_;
  std::set<std::string> by_path_;
  std::map<std::string_view, std::size_t> told_;
  Columns columns_;
  LeafTable out_;
};

bool is_document(const FileObject& file) {
  const std::string name = to_lower(file.path.name());
  return name.ends_with(".pdf") || name.ends_with(".djvu") || name.ends_with(".djv");
}

void assign_by_name(FileObject& file, const LeafPolicy& policy) {
  const LeafName name = read_leaf_name(file.path.name(), policy);
  file.blank = name.blank;
  std::vector<LeafPlace> places;
  for (const Leaf& leaf : name.leaves) places.push_back({leaf, 0});
  set_leaf_places(file, std::move(places));
}

// Under letters = "verso" b is the back and a the front; beside "0037" itself a is its back.
void mend_letters(Item& item) {
  std::set<std::pair<int, char>> there;  // number, letter or ' '
  const auto letter_of = [](const FileObject& file) {
    LeafPolicy lettered;
    lettered.letters = LeafLetters::kLettered;
    const LeafName name = read_leaf_name(file.path.name(), lettered);
    if (name.lettered) return std::pair(*name.lettered, name.leaves.front().letter.front());
    const bool plain = name.leaves.size() == 1 && name.leaves.front().letter.empty() &&
                       name.leaves.front().side == Side::kRecto;
    return plain ? std::pair(name.leaves.front().number, ' ') : std::pair(-1, ' ');
  };
  for (const FileObject& file : item.files) {
    if (file.role == FileRole::kMaster) there.insert(letter_of(file));
  }
  for (FileObject& file : item.files) {
    const auto [number, letter] = letter_of(file);
    if (letter != 'a' || !file.leaf) continue;
    if (there.contains({number, ' '}) && !there.contains({number, 'b'})) {
      file.leaf->side = Side::kVerso;
    }
  }
}

}  // namespace

bool is_leaf_table(const FileObject& file) {
  return file.role == FileRole::kDescription && lies_where_tables_do(file.path) &&
         is_one_of(to_lower(file.path.name()), {"frames.csv", "leaves.csv"});
}

bool is_certificate(const FileObject& file) {
  return file.role == FileRole::kDescription && lies_where_tables_do(file.path) &&
         is_one_of(to_lower(file.path.name()), {"certificate.csv", "certificate.toml"});
}

LeafTable read_leaf_table(std::string_view bytes, const RelativePath& path,
                          std::span<const FileObject> files) {
  return TableReader(path, files).read(bytes);
}

void assign_leaves(Item& item, const LeafPolicy& policy) {
  std::map<std::string_view, std::vector<LeafPlace>> mapped;
  std::set<std::string_view> blank;
  for (const LeafMapRow& row : item.leaf_map) {
    if (row.path.empty()) continue;
    mapped[row.path].push_back({row.leaf, row.page});
    if (row.blank) blank.insert(row.path);
  }
  for (FileObject& file : item.files) {
    if (file.role != FileRole::kMaster && file.role != FileRole::kAccess) continue;
    const auto row = mapped.find(std::string_view(file.path.text()));
    if (row != mapped.end()) {
      file.blank = blank.contains(file.path.text());
      std::vector<LeafPlace> places = row->second;
      std::ranges::stable_sort(places, {}, &LeafPlace::page);
      set_leaf_places(file, std::move(places));
    } else if (file.role == FileRole::kMaster || !is_document(file)) {
      assign_by_name(file, policy);
    }
  }
  if (policy.letters == LeafLetters::kVerso) mend_letters(item);
}

}  // namespace delo::ingest
