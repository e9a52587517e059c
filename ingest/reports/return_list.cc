#include "ingest/reports/return_list.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

#include "core/records/letters.h"
#include "core/text/utf8.h"
#include "ingest/languages/finding_sentences.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

constexpr std::uint64_t kNoLeaf = std::numeric_limits<std::uint64_t>::max();

// Number, letter, side, in the order of operator<=> as far as one number can say it.
std::uint64_t order_of(const Leaf* leaf) {
  if (leaf == nullptr) return kNoLeaf;
  const auto number = static_cast<std::uint64_t>(std::max(0, leaf->number));
  const auto letter = static_cast<std::uint64_t>(std::max(0, rank_of_leaf_letter(leaf->letter)));
  return number << 32 | letter << 1 | (leaf->side == Side::kVerso ? 1u : 0u);
}

// A part such as "l. 39" speaks of a leaf, whatever file lacks it.
std::optional<Leaf> leaf_of(const ReturnedItem& item, const Finding& finding) {
  if (finding.where.part.starts_with("l. ")) {
    if (const auto leaf = leaf_of_label(std::string_view(finding.where.part).substr(3))) {
      return leaf;
    }
  }
  const auto at = std::ranges::lower_bound(item.leaves, finding.where.path, {},
                                           &std::pair<RelativePath, Leaf>::first);
  if (at == item.leaves.end() || at->first != finding.where.path) return std::nullopt;
  return at->second;
}

std::string place_of(const Location& where, const Language& language) {
  std::string out;
  if (!where.part.starts_with("l. ")) out = terminal_text(where.part);
  if (where.offset) {
    if (!out.empty()) out += ", ";
    out += filled(language.say("byte {n}"), {{"n", std::to_string(*where.offset)}});
  }
  return out;
}

// Fields divided by NUL, which no text of ours holds.
std::string packed(const ReturnRow& row) {
  std::string out;
  for (const std::string* field :
       {&row.item, &row.reference, &row.title, &row.leaf, &row.file, &row.place, &row.found}) {
    out += *field;
    out += '\0';
  }
  return out;
}

}  // namespace

Result<void> ReturnList::keep(Part part, std::string_view rule, Severity severity, const Leaf* leaf,
                              const ReturnRow& row) {
  Kept& kept = kept_[Key{part, std::string(rule)}];
  const std::string bytes = packed(row);
  DELO_TRY(const std::uint64_t offset, spool_.append(bytes));
  kept.severity = std::max(kept.severity, severity);
  if (kept.last_item != items_) {
    kept.last_item = items_;
    ++kept.items;
  }
  kept.places.push_back({items_, order_of(leaf), offset, static_cast<std::uint32_t>(bytes.size())});
  return {};
}

Result<void> ReturnList::add(const ReturnedItem& item) {
  ++items_;
  if (item.withheld) ++withheld_;
  ReturnRow row{.item = terminal_text(item.item),
                .reference = reference_in(item.reference, language_),
                .title = terminal_text(item.title)};
  if (!item.rejected_because.empty()) {
    row.found = terminal_text(item.rejected_because);
    DELO_CHECK(keep(Part::kRequired, kRejected, Severity::kError, nullptr, row));
  }
  const bool concerns = item.withheld || item.item.empty();
  for (const Finding& finding : item.findings) {
    if (finding.severity == Severity::kInfo) continue;
    const Rule* rule = rule_named(finding.rule);
    const Remedier who = rule ? rule->who : Remedier::kArchivist;
    const bool withholds = item.withheld && std::ranges::find(item.withheld_by, finding.rule) !=
                                                item.withheld_by.end();
    const bool required = concerns && (withholds || finding.severity == Severity::kError);
    // What withholds an item is told, whoever has to see to it.
    if (who != Remedier::kProducer && !withholds) continue;
    const Part part = who != Remedier::kProducer ? Part::kArchive
                      : required                 ? Part::kRequired
                                                 : Part::kRemark;
    DELO_CHECK(keep_all(part, item, finding, row));
  }
  return {};
}

// A message about many leaves or files names the first ones; a list that somebody works off
// has a line for each.
Result<void> ReturnList::keep_all(Part part, const ReturnedItem& item, const Finding& finding,
                                  ReturnRow row) {
  if (finding.rule == "leaves.missing" && item.missing.size() > 1) {
    for (const Leaf& leaf : item.missing) {
      row.leaf = leaf_label(leaf, language_);
      row.found = filled(language_.say("leaf {leaf} is missing"), {{"leaf", row.leaf}});
      DELO_CHECK(keep(part, finding.rule, finding.severity, &leaf, row));
    }
    return {};
  }
  const bool of_many = finding.rule == "leaves.unnumbered" && !finding.where.path.empty() &&
                       item.unnumbered.size() > 1;
  if (of_many) {
    for (const RelativePath& path : item.unnumbered) {
      row.file = terminal_text(path.text());
      row.found = filled(language_.say("master file {file} does not say which leaf it is"),
                         {{"file", terminal_text(path.name())}});
      DELO_CHECK(keep(part, finding.rule, finding.severity, nullptr, row));
    }
    return {};
  }
  const auto leaf = leaf_of(item, finding);
  row.leaf = leaf ? leaf_label(*leaf, language_) : leaves_told(finding, language_);
  row.file = terminal_text(finding.where.path.text());
  row.place = place_of(finding.where, language_);
  row.found = terminal_text(sentence_of(finding, language_));
  return keep(part, finding.rule, finding.severity, leaf ? &*leaf : nullptr, row);
}

std::vector<ReturnList::Cause> ReturnList::causes() const {
  std::vector<Cause> out;
  for (const auto& [key, kept] : kept_) {
    out.push_back({.part = key.part,
                   .rule = key.rule,
                   .severity = kept.severity,
                   .rows = kept.places.size(),
                   .items = kept.items,
                   .request = request_for(key.rule).request});
  }
  std::ranges::stable_sort(out, [](const Cause& a, const Cause& b) {
    return std::tuple(a.part, a.request, b.rows) < std::tuple(b.part, b.request, a.rows);
  });
  return out;
}

std::uint64_t ReturnList::required(Request request) const {
  std::uint64_t out = 0;
  for (const Cause& cause : causes()) {
    if (cause.part == Part::kRequired && cause.request == request) out += cause.rows;
  }
  return out;
}

std::vector<ReturnList::Place> ReturnList::sorted_places(const Cause& cause) const {
  const auto kept = kept_.find(Key{cause.part, cause.rule});
  if (kept == kept_.end()) return {};
  std::vector<Place> out = kept->second.places;
  std::ranges::sort(out, [](const Place& a, const Place& b) {
    return std::tie(a.item, a.leaf, a.offset) < std::tie(b.item, b.leaf, b.offset);
  });
  return out;
}

Result<ReturnRow> ReturnList::row_at(const Place& place) const {
  std::string bytes(place.size, '\0');
  DELO_TRY(const std::size_t got,
           spool_.read_at(place.offset, std::as_writable_bytes(std::span(bytes))));
  if (got != bytes.size()) {
    return Error{
        ErrorCode::kInternal, "a row of the return list was put aside and is not there", {}, 0};
  }
  ReturnRow row;
  std::size_t at = 0;
  for (std::string* field :
       {&row.item, &row.reference, &row.title, &row.leaf, &row.file, &row.place, &row.found}) {
    const std::size_t end = bytes.find('\0', at);
    *field = bytes.substr(at, end - at);
    at = end + 1;
  }
  return row;
}

}  // namespace delo::ingest
