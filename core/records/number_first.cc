#include "core/records/number_first.h"

#include <array>

namespace delo {
namespace {

using Kind = ReferenceToken::Kind;

enum class Habit : std::uint8_t { kAny, kLatvian, kKazakh };
struct Name {
  const char* word;
  ReferencePart part;
  Habit habit = Habit::kAny;  // of the fond or opis before it, or that it begins
};
constexpr std::array kNames = {
    Name{"f", ReferencePart::kFond},
    Name{"ф", ReferencePart::kFond},
    Name{"фонд", ReferencePart::kFond},
    Name{"қ", ReferencePart::kFond, Habit::kKazakh},  // қор
    Name{"қор", ReferencePart::kFond, Habit::kKazakh},
    Name{"оп", ReferencePart::kOpis},
    Name{"op", ReferencePart::kOpis},
    Name{"опись", ReferencePart::kOpis},
    Name{"apr", ReferencePart::kOpis, Habit::kLatvian},  // apraksts
    Name{"т", ReferencePart::kOpis, Habit::kKazakh},     // тізбе, тізімдеме
    Name{"тізбе", ReferencePart::kOpis, Habit::kKazakh},
    Name{"тізімдеме", ReferencePart::kOpis, Habit::kKazakh},
    Name{"д", ReferencePart::kDelo},
    Name{"d", ReferencePart::kDelo},
    Name{"дело", ReferencePart::kDelo},
    Name{"спр", ReferencePart::kDelo},
    Name{"l", ReferencePart::kDelo, Habit::kLatvian},  // lieta
    Name{"іс", ReferencePart::kDelo, Habit::kKazakh},
    Name{"lp", ReferencePart::kLeaves, Habit::kLatvian},  // lapa
    Name{"lpp", ReferencePart::kLeaves, Habit::kLatvian},
    Name{"lap", ReferencePart::kLeaves, Habit::kLatvian},
    Name{"п", ReferencePart::kLeaves, Habit::kKazakh},  // парақ
    Name{"парақ", ReferencePart::kLeaves, Habit::kKazakh},
    Name{"л", ReferencePart::kLeaves},
    Name{"лл", ReferencePart::kLeaves},
    Name{"l", ReferencePart::kLeaves},
    Name{"ll", ReferencePart::kLeaves},
    Name{"лист", ReferencePart::kLeaves},
    Name{"арк", ReferencePart::kLeaves},
};
const std::array<std::string, kNames.size()>& skeletons() {
  static const auto kSkeletons = [] {
    std::array<std::string, kNames.size()> out;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = skeleton_of(kNames[i].word);
    return out;
  }();
  return kSkeletons;
}

class Reader {
 public:
  Reader(const ReferenceScan& scan, std::size_t at) : scan_(scan), at_(at) {}

  std::optional<NumberFirst> read() {
    int parts = 0;
    while (read_part()) {
      ++parts;
      out_.next = at_;
      if (!scan_.is(at_, Kind::kComma)) break;
      ++at_;
    }
    const ArchivalReference& r = out_.reference;
    // "5. Ф. 45. Оп. 1": a number behind the last name is that name's.
    if (parts < 2 || (r.opis.empty() && r.delo.empty())) return std::nullopt;
    if (scan_.is(out_.next, Kind::kNumber)) return std::nullopt;
    return std::move(out_);
  }

 private:
  // "1986. f.", "708-қ.", "37-40 л."
  bool read_part() {
    std::size_t at = at_;
    std::string value;
    const bool prefixed = scan_.is(at, Kind::kWord) && scan_.is(at + 1, Kind::kDash) &&
                          scan_.is(at + 2, Kind::kNumber) && !scan_.token(at + 2).space_before;
    if (prefixed) at += 2;
    constexpr std::size_t kLongestPrefix = 8, kLongestNumber = 9;
    if (prefixed && scan_.token(at_).text.size() > kLongestPrefix) return false;
    const std::size_t number = at;
    if (!short_number(at, kLongestNumber)) return false;
    ++at;
    const bool divided = (scan_.is(at, Kind::kSlash) || scan_.is(at, Kind::kDash)) &&
                         short_number(at + 1, kLongestNumber);
    if (divided) at += 2;
    const bool lettered = scan_.is(at, Kind::kWord) && !scan_.token(at).space_before &&
                          scan_.token(at).text.size() <= 2 && scan_.is(at + 1, Kind::kWord);
    if (lettered) ++at;
    const std::size_t end = at;
    if (scan_.is(at, Kind::kDot) || scan_.is(at, Kind::kDash)) ++at;
    const Name* name = name_at(at);
    if (name == nullptr) return false;
    ++at;
    if (scan_.is(at, Kind::kDot)) ++at;
    if (!take(*name, number, end)) return false;
    at_ = at;
    return true;
  }

  bool short_number(std::size_t at, std::size_t longest) const {
    return scan_.is(at, Kind::kNumber) && scan_.token(at).text.size() <= longest;
  }

  const Name* name_at(std::size_t at) const {
    if (!scan_.is(at, Kind::kWord)) return nullptr;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      const Name& name = kNames[i];
      if (skeletons()[i] != scan_.token(at).skeleton) continue;
      const bool begins = name.part == ReferencePart::kFond ||
                          (name.habit == Habit::kLatvian && name.part == ReferencePart::kOpis);
      if (name.habit != Habit::kAny && !begins && name.habit != habit_) continue;
      const bool told = name.part == ReferencePart::kDelo && !out_.reference.delo.empty();
      if (!told) return &name;
    }
    return nullptr;
  }

  // The value is tokens [at_, end); its number stands at `number`.
  bool take(const Name& name, std::size_t number, std::size_t end) {
    ArchivalReference& r = out_.reference;
    if (name.habit != Habit::kAny) habit_ = name.habit;
    if (name.part == ReferencePart::kFond) return r.fond.empty() && set(r.fond, end);
    if (r.fond.empty() || !r.leaves.empty()) return false;
    if (name.part == ReferencePart::kOpis) {
      return r.opis.empty() && r.delo.empty() && set(r.opis, end);
    }
    if (name.part == ReferencePart::kDelo) return r.delo.empty() && set(r.delo, end);
    return number == at_ && take_leaves(end);
  }
  bool set(std::string& part, std::size_t end) const {
    part = scan_.written(at_, end);
    std::erase(part, ' ');
    return true;
  }

  bool take_leaves(std::size_t end) {
    auto first = scan_leaf(scan_.tokens(), at_, scan_.token(end).cyrillic);
    if (!first) return false;
    // "3-п.": the name, no letter of the leaf.
    if (end == at_ + 1) first->leaf = {first->leaf.number, "", Side::kRecto};
    std::vector<Leaf>& leaves = out_.reference.leaves;
    if (!scan_.is(at_ + 1, Kind::kDash) || !short_number(at_ + 2, 9) || end != at_ + 3) {
      leaves.push_back(first->leaf);
      return true;
    }
    const auto last = scan_leaf(scan_.tokens(), at_ + 2, false);
    if (!last || last->leaf.number < first->leaf.number ||
        last->leaf.number - first->leaf.number >= static_cast<int>(kMaxLeavesOfReference)) {
      return false;
    }
    for (int n = first->leaf.number; n <= last->leaf.number; ++n) leaves.push_back({n, "", {}});
    return true;
  }

  const ReferenceScan& scan_;
  std::size_t at_;
  Habit habit_ = Habit::kAny;
  NumberFirst out_;
};

}  // namespace

std::optional<NumberFirst> read_number_first(const ReferenceScan& scan, std::size_t at) {
  const bool number = scan.is(at, Kind::kNumber);
  if (!number && !(scan.is(at, Kind::kWord) && scan.is(at + 1, Kind::kDash) &&
                   scan.is(at + 2, Kind::kNumber))) {
    return std::nullopt;
  }
  return Reader(scan, at).read();
}

}  // namespace delo
