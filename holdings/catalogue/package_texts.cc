#include "holdings/catalogue/package_texts.h"

#include <algorithm>
#include <charconv>

#include "core/records/file_object.h"
#include "core/records/text_sheets.h"

namespace delo::holdings {

std::optional<std::string> text_kind_of(std::string_view path) {
  for (const FileRole role : {FileRole::kTranscription, FileRole::kTranslation}) {
    const std::string name(name_of(role));
    if (path.find("/representations/" + name + "/data/") != path.npos) return name;
  }
  return std::nullopt;
}

bool TextGatherer::wants(std::string_view path) const {
  return source_ != nullptr && text_kind_of(path).has_value();
}

Result<void> TextGatherer::take(const std::string& path, const FileSource& content) {
  CatalogueText text{.path = path, .kind = text_kind_of(path).value_or(""), .source = {}};
  const auto name = RelativePath::parse(path);
  if (left_ == 0) {
    text.source.remark = "not read: the package has more than " +
                         std::to_string(kMostTextOfPackage >> 20) + " MiB of texts";
  } else if (!name) {
    text.source.remark = "not read: " + name.error().message;
  } else {
    DELO_TRY(text.source, source_->read(content, *name, std::min(left_, kMostTextOfFile)));
  }
  left_ -= std::min<std::uint64_t>(left_, text.source.text.size());
  texts_.push_back(std::move(text));
  return {};
}

void TextGatherer::take_fault(const std::string& path, std::string_view fault, std::string remark) {
  texts_.push_back({.path = path,
                    .kind = text_kind_of(path).value_or(""),
                    .source = {.text = {},
                               .language = {},
                               .before_marks = 0,
                               .marks = {},
                               .remark = std::move(remark)},
                    .sheets = {},
                    .fault = std::string(fault)});
}

namespace {

bool before_as_leaf(const Leaf& a, const Leaf& b) {
  return a.number != b.number ? a.number < b.number : a.letter < b.letter;
}

// In order, each once.
std::vector<Leaf> leaves_of_record(const PackageContents& contents,
                                   const ArchivalReference& reference) {
  std::vector<Leaf> leaves = reference.leaves;
  if (leaves.empty()) {
    for (const CataloguePlace& place : contents.places) {
      const bool master = place.path.find("/representations/master/data/") != place.path.npos;
      if (master && place.leaf.number > 0) leaves.push_back(place.leaf);
    }
  }
  std::ranges::sort(leaves, [](const Leaf& a, const Leaf& b) { return a < b; });
  leaves.erase(std::unique(leaves.begin(), leaves.end()), leaves.end());
  return leaves;
}

std::vector<CatalogueSheet> bound_sheets(const SourceText& text, const std::vector<Leaf>& leaves) {
  TextMetadata metadata;
  metadata.before_marks = text.before_marks;
  metadata.marks = text.marks;
  std::vector<CatalogueSheet> sheets;
  bool told = false;
  for (const BoundSheet& bound : bind_sheets(sheets_of(metadata), leaves).sheets) {
    CatalogueSheet sheet{.offset = bound.sheet.offset, .label = {}, .leaf = {}};
    if (bound.sheet.marked) sheet.label = bound.sheet.marked->label();
    // A mark may name a leaf that the record has not.
    const bool known =
        bound.leaf && (leaves.empty() || std::binary_search(leaves.begin(), leaves.end(),
                                                            *bound.leaf, before_as_leaf));
    if (known) sheet.leaf = bound.leaf->label();
    told = told || !sheet.label.empty() || !sheet.leaf.empty();
    sheets.push_back(std::move(sheet));
  }
  if (!told) sheets.clear();
  return sheets;
}

std::string_view or_dash(std::string_view word) { return word.empty() ? "-" : word; }

// Up to the next blank, which is taken as well.
std::string_view next_word(std::string_view& line) {
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(word.size() + 1, line.size()));
  return word;
}

}  // namespace

void bind_sheets_of(PackageContents& contents, const ArchivalReference& reference) {
  const std::vector<Leaf> leaves = leaves_of_record(contents, reference);
  for (CatalogueText& text : contents.texts) {
    const auto own = std::ranges::find(contents.places, text.path, &CataloguePlace::path);
    if (own == contents.places.end()) {
      text.sheets = bound_sheets(text.source, leaves);
    } else {
      text.sheets = {{.offset = 0, .label = {}, .leaf = own->leaf.label()}};
    }
  }
}

std::string sheets_line(const std::vector<CatalogueSheet>& sheets) {
  std::string line;
  for (const CatalogueSheet& sheet : sheets) {
    if (!line.empty()) line += ' ';
    line.append(std::to_string(sheet.offset)).append(" ").append(or_dash(sheet.label));
    line.append(" ").append(or_dash(sheet.leaf));
  }
  return line;
}

std::vector<CatalogueSheet> sheets_of_line(std::string_view line) {
  std::vector<CatalogueSheet> sheets;
  while (!line.empty()) {
    CatalogueSheet sheet;
    const std::string_view offset = next_word(line);
    const auto [end, failed] =
        std::from_chars(offset.data(), offset.data() + offset.size(), sheet.offset);
    if (failed != std::errc() || end != offset.data() + offset.size()) return sheets;
    const std::string_view label = next_word(line), leaf = next_word(line);
    if (label != "-") sheet.label = label;
    if (leaf != "-") sheet.leaf = leaf;
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

const CatalogueSheet* sheet_at(const std::vector<CatalogueSheet>& sheets, std::uint64_t offset) {
  const auto after = std::ranges::upper_bound(sheets, offset, {}, &CatalogueSheet::offset);
  return after == sheets.begin() ? nullptr : &*std::prev(after);
}

}  // namespace delo::holdings
