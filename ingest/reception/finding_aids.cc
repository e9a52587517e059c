#include "ingest/reception/finding_aids.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/records/isad.h"
#include "core/text/utf8.h"
#include "ingest/reception/description_documents.h"
#include "ingest/reception/reception_rules.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kLongestNumber = 40;  // bytes of a fond's or delo's number
constexpr int kByCode = 100;                // a unit whose very code the item has

std::string digits_in(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out;
}

std::string code_of(std::string_view text) {
  std::string out;
  for (const char c : to_lower(text)) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out += c;
  }
  return out;
}

enum class Part : std::uint8_t { kNone, kFond, kOpis, kDelo };

// What a unit of the level is in an archive of fonds, opisi and dela.
Part part_of_level(std::string_view level) {
  const std::string low = to_lower(level);
  const auto is_one_of = [&](auto... words) { return ((low == words) || ...); };
  if (is_one_of("fonds", "fond", "collection", "recordgrp", "фонд")) return Part::kFond;
  if (is_one_of("series", "subseries", "subfonds", "subgrp", "opis", "inventory", "опись",
                "опис")) {
    return Part::kOpis;
  }
  if (is_one_of("file", "delo", "sprava", "дело", "справа", "edkhr")) return Part::kDelo;
  return Part::kNone;
}

std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("-/. _", at), text.size());
    if (end > at) out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string& part_in(ArchivalReference& reference, Part part) {
  return part == Part::kFond   ? reference.fond
         : part == Part::kOpis ? reference.opis
                               : reference.delo;
}

// "45-1-337", "АПРФ/45/1/337", or "337" alone, whose level says what it is.
void read_bare(std::string_view text, Part level, ArchivalReference& reference) {
  if (text.empty() || text.size() > kLongestNumber) return;
  std::vector<std::string> pieces = pieces_of(text);
  constexpr std::array kOrder = {Part::kFond, Part::kOpis, Part::kDelo};
  const bool has_archive = pieces.size() > 1 && digits_in(pieces.front()).empty();
  const std::size_t numbers = pieces.size() - (has_archive ? 1 : 0);
  const bool goes_on =
      reference.fond.empty() || (numbers > 1 && reference.fond == pieces[has_archive ? 1 : 0]);
  if (numbers > 1 && numbers <= kOrder.size() && goes_on) {
    if (has_archive) reference.archive = pieces.front();
    for (std::size_t i = 0; i < numbers; ++i) {
      part_in(reference, kOrder[i]) = pieces[i + (has_archive ? 1 : 0)];
    }
    return;
  }
  if (digits_in(text).empty()) return;
  if (level == Part::kNone) {
    const auto next =
        std::ranges::find_if(kOrder, [&](Part part) { return part_in(reference, part).empty(); });
    if (next == kOrder.end()) return;
    level = *next;
  }
  part_in(reference, level) = std::string(text);
}

// "Оп. 1": no reference by itself, but below a fond.
std::optional<ArchivalReference> opis_alone(const std::string& text) {
  auto reference = parse_reference("f. 1, " + text);
  if (!reference || reference->opis.empty()) return std::nullopt;
  reference->archive.clear();
  reference->fond.clear();
  return reference;
}

// The reference of a unit below one whose reference is known.
ArchivalReference reference_below(ArchivalReference reference, const DescriptionLevel& unit) {
  reference.leaves.clear();
  for (const DescriptionElement& element : unit.elements) {
    if (element.name != "ead.unitid") continue;
    auto own = parse_reference(element.value);
    if (!own) own = opis_alone(element.value);
    if (!own || (own->fond.empty() && own->opis.empty() && own->delo.empty())) {
      if (own && !own->leaves.empty()) {
        reference.leaves = own->leaves;
      } else {
        read_bare(element.value, part_of_level(unit.level), reference);
      }
      continue;
    }
    const auto take = [](std::string& to, const std::string& from) {
      if (!from.empty()) to = from;
    };
    take(reference.archive, own->archive);
    take(reference.fond, own->fond);
    take(reference.opis, own->opis);
    take(reference.delo, own->delo);
    take(reference.box, own->box);
    take(reference.volume, own->volume);
    reference.leaves = own->leaves;
  }
  return reference;
}

// How much of the item's reference the unit names; 0: another's.
int agreement(const ArchivalReference& unit, const ArchivalReference& item) {
  if (unit.fond.empty() || item.fond.empty()) return 0;
  ArchivalReference query = unit;
  if (!item.answers(query)) return 0;
  if (!unit.delo.empty() && item.delo.empty()) return 0;
  if (!unit.volume.empty() && item.volume.empty()) return 0;
  if (!unit.opis.empty() && item.opis.empty() && unit.delo.empty()) return 0;
  if (!unit.leaves.empty()) {
    query = item;
    query.leaves = unit.leaves;
    if (item.leaves.empty() || !query.answers(item)) return 0;
  }
  const auto named = [](const std::string& part) { return part.empty() ? 0 : 1; };
  return 1 + named(unit.opis) + 3 * named(unit.delo) + named(unit.volume) +
         (unit.leaves.empty() ? 0 : 1);
}

// Elements of records that tell what they describe.  Notes and sources name other units as
// often as their own: "see also", "copy of".
bool names_a_unit(std::string_view element) {
  constexpr std::array<std::string_view, 4> kNames = {"mods.identifier", "mods.shelfLocator",
                                                      "dc.identifier", "dcterms.identifier"};
  return std::ranges::find(kNames, element) != kNames.end();
}

// EAD's word for the level that a reference stops at.
std::string_view level_of(const ArchivalReference& reference) {
  if (!reference.leaves.empty()) return "item";
  return !reference.delo.empty() ? "file" : !reference.opis.empty() ? "series" : "fonds";
}

bool is_the_item(const ArchivalReference& unit, const ArchivalReference& item) {
  return !unit.delo.empty() && unit.volume.empty() == item.volume.empty() &&
         unit.leaves == item.leaves;
}

}  // namespace

class AidMatcher::Matching {
 public:
  explicit Matching(std::vector<SoughtItem> items)
      : items_(std::move(items)),
        found_(items_.size()),
        score_(items_.size()),
        rivals_(items_.size()) {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!items_[i].reference.fond.empty()) {
        by_fond_[digits_in(items_[i].reference.fond)].push_back(i);
      }
      for (const std::string& code : items_[i].codes) {
        if (!code.empty()) by_code_[code_of(code)].push_back(i);
      }
    }
  }

  Result<std::vector<Finding>> read(const ByteSource& source, const RelativePath& path) {
    aid_ = path;
    parents_.clear();
    single_.reset();
    DELO_TRY(
        const packages::DescriptionDocument document,
        packages::read_description(source, [&](const packages::EadUnit& unit) { take(unit); }));
    last_ = {.form = document.form,
             .units = document.units,
             .whole = document.faults.empty(),
             .root = document.root};
    if (document.form == packages::DescriptionForm::kNone) return faults_of(document, path);
    if (document.form != packages::DescriptionForm::kEad) {
      last_.units = document.records.size();
      take_records(document);
      return faults_of(document, path);
    }
    for (FoundInAids& one : found_) one.looked = true;
    // The description of one thing, in that thing.
    if (document.units == 1 && items_.size() == 1 && score_[0] == 0 && single_) {
      found_[0].own = single_;
      found_[0].levels.clear();
      found_[0].units = {1};
      found_[0].where = place_of(1);
      found_[0].aid = aid_;
      score_[0] = kByCode;
    }
    return faults_of(document, path);
  }

  const Reading& last() const { return last_; }

  std::vector<FoundInAids> finish() {
    for (std::size_t i = 0; i < items_.size(); ++i) settle(i);
    return std::move(found_);
  }

 private:
  void take(const packages::EadUnit& unit) {
    single_ = unit.path.back();
    while (parents_.size() >= unit.path.size() ||
           (!parents_.empty() && parents_.back().first != unit.path[parents_.size() - 1].get())) {
      parents_.pop_back();
    }
    while (parents_.size() < unit.path.size()) {
      const DescriptionLevel& level = *unit.path[parents_.size()];
      parents_.emplace_back(
          &level,
          reference_below(parents_.empty() ? ArchivalReference() : parents_.back().second, level));
    }
    const ArchivalReference& reference = parents_.back().second;
    const bool adds = parents_.size() == 1 || reference != parents_[parents_.size() - 2].second;
    if (adds) meet_by_reference(reference, unit);
    for (const DescriptionElement& element : unit.path.back()->elements) {
      if (element.name == "ead.unitid") meet_by_code(element.value, unit);
    }
  }

  // Each is a unit by itself.
  void take_records(const packages::DescriptionDocument& document) {
    std::uint64_t number = 0;
    for (const packages::DescribedRecord& record : document.records) {
      const std::array numbers = {++number};
      const std::array path = {std::make_shared<DescriptionLevel>(
          DescriptionLevel{.level = {}, .elements = record.elements})};
      const packages::EadUnit unit{.path = path, .numbers = numbers, .line = record.line};
      for (const DescriptionElement& element : record.elements) {
        if (!names_a_unit(element.name)) continue;
        if (const auto reference = parse_reference(element.value)) {
          if (path.front()->level.empty()) path.front()->level = level_of(*reference);
          meet_by_reference(*reference, unit);
        }
        meet_by_code(element.value, unit);
      }
    }
  }

  void meet_by_reference(const ArchivalReference& reference, const packages::EadUnit& unit) {
    if (reference.fond.empty()) return;
    const auto known = by_fond_.find(digits_in(reference.fond));
    if (known == by_fond_.end()) return;
    for (const std::size_t i : known->second) {
      meet(i, unit, agreement(reference, items_[i].reference),
           is_the_item(reference, items_[i].reference));
    }
  }

  void meet_by_code(std::string_view code, const packages::EadUnit& unit) {
    const auto known = by_code_.find(code_of(code));
    if (known == by_code_.end()) return;
    for (const std::size_t i : known->second) meet(i, unit, kByCode, true);
  }

  void meet(std::size_t i, const packages::EadUnit& unit, int score, bool is_item) {
    if (score == 0 || score < score_[i]) return;
    FoundInAids& found = found_[i];
    if (score == score_[i]) {
      // A unit may be met twice, by its reference and by its code.
      const FoundInAids::Level& best = found.own ? found.own : found.levels.back();
      if (best != unit.path.back()) add_rival(i, unit.line);
      return;
    }
    score_[i] = score;
    rivals_[i].clear();
    found.rivals.clear();
    found.levels.assign(unit.path.begin(), unit.path.end());
    found.units.assign(unit.numbers.begin(), unit.numbers.end());
    found.own.reset();
    if (is_item) {
      found.own = found.levels.back();
      found.levels.pop_back();
    }
    found.aid = aid_;
    found.where = place_of(unit.line);
  }

  void add_rival(std::size_t i, std::uint64_t line) {
    if (rivals_[i].empty()) rivals_[i] = place_of(line);
    std::vector<RelativePath>& paths = found_[i].rivals;
    if (paths.empty()) paths.push_back(found_[i].aid);
    if (paths.back() != aid_ && paths.size() < kMostRivals) paths.push_back(aid_);
  }

  void settle(std::size_t i) {
    FoundInAids& found = found_[i];
    const SoughtItem& item = items_[i];
    if (!rivals_[i].empty()) {
      found.findings.push_back(
          finding(rules::kAidAmbiguous, {.path = found.aid},
                  "two units are the item's: " + found.where + " and " + rivals_[i] +
                      "; nothing was taken from either" +
                      (found.rivals.size() < kMostRivals
                           ? std::string()
                           : "; of documents that fit alike the first " +
                                 std::to_string(kMostRivals) + " go with the item")));
      found.levels.clear();
      found.own.reset();
    } else if (!found.looked) {
      return;  // records need not be there for every item
    } else if (score_[i] == 0) {
      if (item.reference.empty() && item.codes.empty()) return;
      const std::string sought = item.reference.empty()
                                     ? "\"" + display_of(item.codes.front()) + "\""
                                     : item.reference.canonical();
      found.findings.push_back(
          finding(rules::kAidNoUnit, {.path = aid_}, "no unit of the finding aid is " + sought));
    } else if (score_[i] < 4 && !item.reference.delo.empty()) {
      found.findings.push_back(finding(rules::kAidNoUnit, {.path = found.aid},
                                       "the finding aid has the levels above (" + found.where +
                                           "), but no unit that is " + item.reference.canonical() +
                                           "; what those levels say was taken"));
    }
  }

  std::string place_of(std::uint64_t line) const {
    return display_of(aid_.text()) + " line " + std::to_string(line);
  }

  std::vector<SoughtItem> items_;
  std::vector<FoundInAids> found_;
  std::vector<int> score_;
  std::vector<std::string> rivals_;  // where another unit fits as well
  std::unordered_map<std::string, std::vector<std::size_t>> by_fond_, by_code_;
  std::vector<std::pair<const DescriptionLevel*, ArchivalReference>> parents_;
  std::shared_ptr<DescriptionLevel> single_;
  RelativePath aid_;
  Reading last_;
};

AidMatcher::AidMatcher(std::vector<SoughtItem> items)
    : matching_(std::make_unique<Matching>(std::move(items))) {}
AidMatcher::~AidMatcher() = default;
Result<std::vector<Finding>> AidMatcher::read(const ByteSource& source, const RelativePath& path) {
  return matching_->read(source, path);
}
const AidMatcher::Reading& AidMatcher::last() const { return matching_->last(); }
std::vector<FoundInAids> AidMatcher::finish() { return matching_->finish(); }

void take_found(const FoundInAids& found, Item& item, std::vector<Finding>& findings) {
  findings.insert(findings.end(), found.findings.begin(), found.findings.end());
  if (!found.levels.empty()) item.levels.clear();
  for (const FoundInAids::Level& level : found.levels) item.levels.push_back(*level);
  if (!found.own || found.own->elements.empty()) return;
  if (item.descriptions.empty() || !item.descriptions.front().path.empty()) {
    item.descriptions.insert(item.descriptions.begin(), Description());
  }
  std::vector<DescriptionElement>& own = item.descriptions.front().elements;
  for (const DescriptionElement& element : found.own->elements) {
    if (std::ranges::find(own, element) == own.end()) own.push_back(element);
    const auto meaning = item.title.empty() ? meaning_of(element.name) : std::nullopt;
    if (meaning && meaning->isad == IsadElement::kTitle) item.title = element.value;
  }
}

void take_records(const FoundInAids& found, Item& item, std::vector<Finding>& findings) {
  if (item.levels.empty()) return take_found(found, item, findings);
  FoundInAids own = found;
  own.levels.clear();
  take_found(own, item, findings);
}

}  // namespace delo::ingest
