#include "packages/archivematica/transfer_lists.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/text/json.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_names.h"
#include "packages/mets/leaf_map.h"

namespace delo::packages {
namespace {

// RFC 4180.  Nothing is put before a cell: the names must stay as they are.
std::string cell(std::string_view text) {
  if (text.find_first_of("\",\r\n") == std::string_view::npos && !text.starts_with(' ') &&
      !text.ends_with(' ')) {
    return std::string(text);
  }
  std::string quoted(1, '"');
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

std::string row_of(const std::vector<std::string>& cells) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += ',';
    row += cell(cells[i]);
  }
  row += '\n';
  return row;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

// The item's own words, with its title and reference where they are not among them.
std::vector<DescriptionElement> words_of_item(const Package& package) {
  std::vector<DescriptionElement> words;
  for (const Description& description : package.item.descriptions) {
    if (description.path.empty()) words = description.elements;
  }
  const auto has = [&](std::string_view name, std::string_view value) {
    return std::ranges::any_of(words, [&](const DescriptionElement& e) {
      return e.name == name && (value.empty() || e.value == value);
    });
  };
  if (!has("dc.title", "")) words.push_back({"dc.title", title_of(package.item)});
  const std::string reference =
      package.item.reference.empty() ? "" : package.item.reference.canonical();
  if (!reference.empty() && !has("dc.identifier", reference)) {
    words.push_back({"dc.identifier", reference});
  }
  return words;
}

// Columns in the order they are met, each as often as one row needs it.
class Columns {
 public:
  void meet(const std::vector<DescriptionElement>& elements) {
    std::map<std::string_view, std::size_t> met;
    for (const DescriptionElement& element : elements) {
      const std::size_t times = ++met[element.name];
      const auto known = std::ranges::find(names_, element.name);
      const auto place = static_cast<std::size_t>(known - names_.begin());
      if (known == names_.end()) {
        names_.push_back(element.name);
        times_.push_back(times);
      } else {
        times_[place] = std::max(times_[place], times);
      }
    }
  }

  std::vector<std::string> header() const {
    std::vector<std::string> cells = {"filename"};
    for (std::size_t i = 0; i < names_.size(); ++i) {
      for (std::size_t n = 0; n < times_[i]; ++n) cells.push_back(names_[i]);
    }
    return cells;
  }

  std::vector<std::string> row(std::string name,
                               const std::vector<DescriptionElement>& elements) const {
    std::vector<std::string> cells = {std::move(name)};
    for (std::size_t i = 0; i < names_.size(); ++i) {
      std::size_t filled = 0;
      for (const DescriptionElement& element : elements) {
        if (element.name != names_[i]) continue;
        cells.push_back(element.value);
        ++filled;
      }
      for (; filled < times_[i]; ++filled) cells.emplace_back();
    }
    return cells;
  }

 private:
  std::vector<std::string> names_;
  std::vector<std::size_t> times_;
};

// The name of a file among the objects, or of a folder that some of them lie in; empty
// for others.
Result<std::string> listed_name(const TransferLayout& layout, PayloadSearch& search,
                                const RelativePath& path) {
  if (path.empty()) return layout.folder_name(path);
  DELO_TRY(const auto number, search.find(path));
  if (number) {
    if (!layout.is_object(*number)) return std::string();
    DELO_TRY(const PayloadFile file, layout.package->payload.at(*number));
    return layout.placed(file, *number).path.text();
  }
  const std::string beginning = path.text() + '/';
  DELO_TRY(std::size_t first, search.first_from(beginning));
  const auto object = std::ranges::lower_bound(layout.objects, first);
  if (object == layout.objects.end()) return std::string();
  DELO_TRY(const PayloadFile file, layout.package->payload.at(*object));
  return file.object.path.text().starts_with(beginning) ? layout.folder_name(path) : std::string();
}

}  // namespace

Result<void> write_metadata_csv(ByteSink& sink, const TransferLayout& layout) {
  const Package& package = *layout.package;
  PayloadSearch search(package.payload);
  const std::vector<DescriptionElement> words = words_of_item(package);
  Columns columns;
  columns.meet(words);
  for (const Description& description : package.item.descriptions) {
    DELO_TRY(const std::string name, listed_name(layout, search, description.path));
    if (!name.empty() && !description.path.empty()) columns.meet(description.elements);
  }
  DELO_CHECK(sink.write_text(row_of(columns.header())));
  DELO_CHECK(sink.write_text(row_of(columns.row(layout.folder_name({}), words))));
  for (const Description& description : package.item.descriptions) {
    DELO_TRY(std::string name, listed_name(layout, search, description.path));
    if (name.empty() || description.path.empty()) continue;
    DELO_CHECK(sink.write_text(row_of(columns.row(std::move(name), description.elements))));
  }
  return {};
}

Result<void> write_checksums(ByteSink& sink, const TransferLayout& layout) {
  const std::size_t before = layout.prefix.size() + std::string_view("objects/").size();
  return layout.for_each_of(layout.objects, [&](const TransferFile& file) {
    std::string name, mark;
    for (const char c : std::string_view(file.path.text()).substr(before)) {
      const std::string_view escaped = c == '\\'   ? "\\\\"
                                       : c == '\n' ? "\\n"
                                       : c == '\r' ? "\\r"
                                                   : "";
      if (escaped.empty()) {
        name += c;
      } else {
        mark = "\\";
        name += escaped;
      }
    }
    const auto digest = file.payload->object.digests.find(DigestAlgorithm::kSha256);
    if (!digest) {
      return Result<void>(Error{ErrorCode::kInvalidArgument, "no SHA-256 of " + file.path.text()});
    }
    return sink.write_text(mark + digest->hex + "  " + name + '\n');
  });
}

Result<void> write_rights_csv(ByteSink& sink, const TransferLayout& layout) {
  DELO_CHECK(sink.write_text(
      "file,basis,status,determination_date,jurisdiction,start_date,end_date,terms,citation,note,"
      "grant_act,grant_restriction,grant_start_date,grant_end_date,grant_note,doc_id_type,"
      "doc_id_value,doc_id_role\n"));
  const auto rows = [&](const RightsStatement& s, const std::string& name) -> Result<void> {
    const RightsDocument document = s.documents.empty() ? RightsDocument() : s.documents.front();
    std::string note = s.note;  // there is room for one document
    for (std::size_t i = 1; i < s.documents.size(); ++i) {
      note += (note.empty() ? "" : "; ") + s.documents[i].type + ' ' + s.documents[i].value;
    }
    const std::string basis = capitalised(s.other_basis.empty() ? s.basis : s.other_basis);
    const std::vector<RightsGrant> none(1);
    for (const RightsGrant& grant : s.grants.empty() ? none : s.grants) {
      DELO_CHECK(sink.write_text(row_of(
          {name, basis, s.status, s.determined, s.jurisdiction, s.start, s.end, s.terms, s.citation,
           note, capitalised(grant.act), capitalised(grant.restriction), grant.start, grant.end,
           grant.note, document.type, document.value, document.role})));
    }
    return {};
  };
  PayloadSearch search(layout.package->payload);
  for (const auto* list : {&layout.package->item.rights, &layout.package->context.rights}) {
    for (const RightsStatement& s : *list) {
      if (s.objects.empty()) {  // Archivematica knows rights of files only
        DELO_CHECK(layout.for_each_of(
            layout.objects, [&](const TransferFile& file) { return rows(s, file.path.text()); }));
      }
      for (const RelativePath& path : s.objects) {
        DELO_TRY(const std::string name, listed_name(layout, search, path));
        if (!name.empty()) DELO_CHECK(rows(s, name));
      }
    }
  }
  return {};
}

Result<void> write_identifiers(ByteSink& sink, const TransferLayout& layout) {
  std::string_view before = "[\n";
  DELO_CHECK(layout.for_each_of(layout.objects, [&](const TransferFile& file) {
    Json ids = Json::array();
    ids.push(Json::object({{"identifierType", "UUID"}, {"identifier", file.uuid}}));
    if (file.renamed) {
      ids.push(Json::object({{"identifierType", "original name"},
                             {"identifier", original_name(file.payload->object.path.text())}}));
    }
    const Json one = Json::object({{"file", file.path.text()}, {"identifiers", std::move(ids)}});
    std::string line(before);
    line += one.dump();
    before = ",\n";
    return sink.write_text(line);
  }));
  return sink.write_text("\n]\n");
}

Result<bool> has_leaves(const TransferLayout& layout) {
  DELO_TRY(const IpLayout leaves, layout_of(*layout.package));
  return std::ranges::any_of(leaves.representations, &Representation::has_leaves);
}

Result<void> write_transfer_structmap(XmlWriter& xml, const TransferLayout& layout) {
  const Package& package = *layout.package;
  DELO_TRY(const IpLayout leaves, layout_of(package));  // for its reading order
  std::vector<LeafCursor> cursors;
  for (const Representation& r : leaves.representations) {
    DELO_TRY(LeafCursor cursor, LeafCursor::open(leaves, r));
    cursors.push_back(std::move(cursor));
  }
  xml.open("mets", {{"xmlns", "http://www.loc.gov/METS/"}});
  xml.open("structMap", {{"ID", "structMap-leaves"}, {"TYPE", "logical"}, {"LABEL", "Leaves"}});
  xml.open("div", {{"TYPE", "item"}, {"LABEL", label_of_package(package.item)}});
  std::size_t order = 0;
  while (const auto leaf = next_leaf(cursors)) {
    xml.open("div", {{"TYPE", "leaf"},
                     {"ORDER", std::to_string(++order)},
                     {"ORDERLABEL", latin_label_of(*leaf)},
                     {"LABEL", cyrillic_label_of(*leaf)}});
    for (LeafCursor& cursor : cursors) {
      while (cursor.leaf() != nullptr && *cursor.leaf() == *leaf) {
        DELO_TRY(const PayloadFile file, package.payload.at(cursor.number()));
        xml.empty("fptr", {{"CONTENTIDS", layout.placed(file, cursor.number()).path.text()}});
        DELO_CHECK(cursor.next());
      }
    }
    xml.close();
  }
  xml.close();
  xml.close();
  xml.close();
  return {};
}

}  // namespace delo::packages
