#include "ingest/reception/assign_leaves.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/records/delo_leaves.h"
#include "core/text/utf8.h"
#include "ingest/reception/file_roles.h"
#include "ingest/reception/reception_rules.h"

namespace delo::ingest {
namespace {

// Leaves that names of one item may give to more than one file each: bounds memory, whatever
// ranges names speak of.
constexpr std::size_t kMostClaimed = 20'000;

bool is_copy(FileRole role) {
  return role == FileRole::kAccess || role == FileRole::kTranscription ||
         role == FileRole::kTranslation;
}

bool is_document(const FileObject& file) {
  const std::string name = to_lower(file.path.name());
  return name.ends_with(".pdf") || name.ends_with(".djvu") || name.ends_with(".djv");
}

// "cam1/img_0001" of master/cam1/IMG_0001.tif: what a master and its copies have in common.
std::string common_name(const FileObject& file) {
  const std::string low = to_lower(file.path.text());
  std::string out;
  for (std::size_t at = 0; at < low.size();) {
    const std::size_t end = std::min(low.find('/', at), low.size());
    const std::string_view part = std::string_view(low).substr(at, end - at);
    at = end + 1;
    if (end == low.size()) return out + std::string(part.substr(0, part.rfind('.')));
    if (!is_part_folder(part) || is_of_inner_list(part)) out += std::string(part) + "/";
  }
  return out;
}

class LeafTeller {
 public:
  LeafTeller(Item& item, const LeafPolicy& policy) : item_(item), policy_(policy) {
    for (const LeafMapRow& row : item.leaf_map) {
      if (row.path.empty()) continue;
      std::vector<LeafPlace>& places = mapped_[row.path];
      if (is_no_leaf(row)) continue;
      places.push_back({row.leaf, row.page});
      if (row.blank) blank_.insert(row.path);
    }
  }

  std::vector<Finding> tell() {
    if (policy_.letters == LeafLetters::kVerso) note_letters();
    bool any_copy = false;
    for (FileObject& file : item_.files) {
      any_copy = any_copy || is_copy(file.role);
      if (file.role == FileRole::kMaster && !by_table(file)) by_name(file);
    }
    if (!any_copy) return std::move(findings_);
    note_masters();
    note_numbers();
    for (FileObject& file : item_.files) {
      if (is_copy(file.role) && !by_table(file) && !by_master(file)) by_own_name(file);
    }
    return std::move(findings_);
  }

 private:
  bool by_table(FileObject& file) {
    const auto row = mapped_.find(std::string_view(file.path.text()));
    if (row == mapped_.end()) return false;
    file.blank = blank_.contains(file.path.text());
    std::vector<LeafPlace> places = row->second;
    std::ranges::stable_sort(places, {}, &LeafPlace::page);
    set_leaf_places(file, std::move(places));
    return true;
  }

  void by_name(FileObject& file) {
    const LeafName name = read_leaf_name(file.path.name(), policy_);
    file.blank = name.blank;
    std::vector<LeafPlace> places;
    if (!is_of_inner_list(file.path.text())) {
      for (const Leaf& leaf : name.leaves) places.push_back({leaf, 0});
    }
    if (claims_too_many(file, places.size())) places.clear();
    set_leaf_places(file, std::move(places));
    mend_letter(file);
  }

  // A copy or a text that has the name of a master is of its leaf.
  bool by_master(FileObject& file) {
    const FileObject* master = master_of(file);
    if (!master) return false;
    // Which page of a copy is which page of a master with many, nobody says.
    const bool paged =
        std::ranges::any_of(master->places, [](const LeafPlace& place) { return place.page > 0; });
    std::vector<LeafPlace> places;
    if (!paged) places = leaf_places_of(*master);
    if (claims_too_many(file, places.size())) places.clear();
    if (!is_document(file)) file.blank = master->blank;
    set_leaf_places(file, std::move(places));
    return true;
  }

  void by_own_name(FileObject& file) {
    // assign_roles() knows which documents and texts may be of one leaf.
    const bool image = file.role == FileRole::kAccess && !is_document(file);
    if (!image && !file.leaf) return;
    by_name(file);
    if (!image && file.role == FileRole::kAccess && !may_be_of_one_leaf(file)) {
      set_leaf_places(file, {});
    }
  }

  bool may_be_of_one_leaf(const FileObject& file) const {
    if (!file.leaf) return false;
    if (least_ > greatest_) return documents_ > 1;
    return file.leaf->number >= least_ && file.leaf->number <= greatest_;
  }

  bool claims_too_many(const FileObject& file, std::size_t leaves) {
    if (leaves <= 2) return false;
    claimed_ += leaves;
    if (claimed_ <= kMostClaimed) return false;
    if (!std::exchange(told_claims_, true)) {
      findings_.push_back(finding(rules::kNameTooManyLeaves, {.path = file.path},
                                  "the name speaks of " + std::to_string(leaves) +
                                      " leaves; with it names of the item " +
                                      "speak of more than " + std::to_string(kMostClaimed) +
                                      ", from here on they are " + "not taken at their word"));
    }
    return true;
  }

  // ---- masters by name ----

  static std::string stem_of(const std::string& name) { return name.substr(name.rfind('/') + 1); }
  static std::uint64_t key_of(const std::string& name) { return std::hash<std::string>{}(name); }

  // 16 bytes for each of their names, however long: an item may have a million masters.
  void note_masters() {
    for (std::size_t i = 0; i < item_.files.size(); ++i) {
      if (item_.files[i].role != FileRole::kMaster) continue;
      const std::string name = common_name(item_.files[i]);
      masters_.emplace_back(key_of(name), i);
      if (name.find('/') != std::string::npos) masters_.emplace_back(key_of(stem_of(name)), i);
    }
    std::ranges::sort(masters_);
  }

  // Nothing where two of that name show different leaves.
  const FileObject* master_named(const std::string& name) const {
    const FileObject* out = nullptr;
    for (auto at = std::ranges::lower_bound(masters_, std::pair(key_of(name), std::size_t{0}));
         at != masters_.end() && at->first == key_of(name); ++at) {
      const FileObject& master = item_.files[at->second];
      const std::string own = common_name(master);
      if (own != name && stem_of(own) != name) continue;
      if (own == name) return &master;
      if (out && leaf_places_of(*out) != leaf_places_of(master)) return nullptr;
      out = &master;
    }
    return out;
  }

  const FileObject* master_of(const FileObject& file) const {
    const std::string name = common_name(file);
    std::vector<std::string> names = {name, stem_of(name)};
    if (const std::size_t at = name.find_last_of("_-. ");
        !file.language.empty() && at != std::string::npos && at > 0) {
      names.push_back(name.substr(0, at));  // "0037_en.txt"
      names.push_back(stem_of(names.back()));
    }
    for (const std::string& one : names) {
      if (const FileObject* found = master_named(one)) return found;
    }
    return nullptr;
  }

  // The numbers that leaves of this item can have.
  void note_numbers() {
    const auto take = [&](int number) {
      least_ = std::min(least_, number);
      greatest_ = std::max(greatest_, number);
    };
    for (const Leaf& leaf : item_.reference.leaves) take(leaf.number);
    for (const FileObject& file : item_.files) {
      if (file.role == FileRole::kMaster) {
        for (const LeafPlace& place : leaf_places_of(file)) take(place.leaf.number);
      } else if (file.role == FileRole::kAccess && file.leaf && is_document(file)) {
        ++documents_;
      }
    }
    const LeafCertificate& certificate = item_.certificate;
    if (!item_.reference.leaves.empty() || (!certificate.counted && !certificate.last)) return;
    take(certificate.first.value_or(1));
    take(certificate.last.value_or(certificate.first.value_or(1) + *certificate.counted - 1));
  }

  // ---- letters = "verso" ----

  // Number and letter of a name, ' ' for none; -1 where it says something else.
  static std::pair<int, char> letter_of(const FileObject& file) {
    LeafPolicy lettered;
    lettered.letters = LeafLetters::kLettered;
    const LeafName name = read_leaf_name(file.path.name(), lettered);
    if (name.lettered) return {*name.lettered, name.leaves.front().letter.front()};
    const bool plain = name.leaves.size() == 1 && name.leaves.front().letter.empty() &&
                       name.leaves.front().side == Side::kRecto;
    return plain ? std::pair(name.leaves.front().number, ' ') : std::pair(-1, ' ');
  }

  void note_letters() {
    for (const FileObject& file : item_.files) {
      const bool master = file.role == FileRole::kMaster;
      if (master && !is_of_inner_list(file.path.text())) letters_.insert(letter_of(file));
    }
  }

  // b is the back and a the front; beside "0037" itself a is its back.
  void mend_letter(FileObject& file) const {
    if (letters_.empty() || !file.leaf || !file.places.empty()) return;
    const auto [number, letter] = letter_of(file);
    if (letter != 'a') return;
    if (letters_.contains({number, ' '}) && !letters_.contains({number, 'b'})) {
      file.leaf->side = Side::kVerso;
    }
  }

  Item& item_;
  const LeafPolicy& policy_;
  std::map<std::string_view, std::vector<LeafPlace>> mapped_;  // by path; empty: no leaf
  std::set<std::string_view> blank_;
  std::vector<std::pair<std::uint64_t, std::size_t>> masters_;  // key of a name, of item.files
  std::set<std::pair<int, char>> letters_;
  int least_ = 1'000'000'000, greatest_ = -1;  // numbers
  std::size_t documents_ = 0;                  // that are named for leaves
  std::size_t claimed_ = 0;
  bool told_claims_ = false;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> assign_leaves(Item& item, const LeafPolicy& policy) {
  return LeafTeller(item, policy).tell();
}

}  // namespace delo::ingest
