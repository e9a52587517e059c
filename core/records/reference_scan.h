// The tokens of a text with references, what is asked of them again and again,
// and the faults found on the way.  Shared by the readers of a reference's parts.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/letters.h"
#include "core/records/reference.h"
#include "core/records/reference_keywords.h"
#include "core/records/reference_tokens.h"

namespace delo {

// A number of four digits that may be a year: "л. 37, 1953." tells when, not where.
inline constexpr int kFirstYear = 1700, kLastYear = 2029;
constexpr bool may_be_year(int number) { return number >= kFirstYear && number <= kLastYear; }
inline bool may_be_year(std::string_view digits) {
  return digits.size() == 4 && digits >= "1700" && digits <= "2029";
}

class ReferenceScan {
 public:
  using Kind = ReferenceToken::Kind;

  // Borrows the text.
  explicit ReferenceScan(std::string_view text) : text_(text), tokens_(text) {}

  const ReferenceTokens& tokens() const { return tokens_; }
  const ReferenceToken& token(std::size_t at) const {
    return tokens_[std::min(at, tokens_.size() - 1)];
  }
  bool is(std::size_t at, Kind kind) const { return token(at).kind == kind; }
  bool is_other(std::size_t at, std::string_view text) const {
    return is(at, Kind::kOther) && token(at).text == text;
  }
  bool is_any_of(std::size_t at, const SkeletonWords& list) const {
    return is(at, Kind::kWord) && list.contains(token(at).skeleton);
  }
  bool is_quote(std::size_t at) const {
    return is(at, Kind::kOther) && is_quotation_mark(token(at).text);
  }
  bool is_conjunction(std::size_t at) const;  // и, та, and, &
  std::optional<Keyword> keyword(std::size_t at) const {
    return token(at).names == 0 ? std::nullopt : keyword_at(tokens_, at);
  }
  // Is a bracket open before the token, and near?
  bool in_brackets(std::size_t at) const;
  // Does the number at `at` count a list of references: "1) РГАСПИ. Ф. 17 …; 2) ГАРФ. Ф. 5 …"?
  bool counts_references(std::size_t at) const;
  // Tokens [from, to) as they stand in the text.
  std::string_view written(std::size_t from, std::size_t to) const;

  void fault(std::size_t at, std::string message,
             ReferenceFault::Kind kind = ReferenceFault::Kind::kUnreadable);
  // "expected a leaf number after 'll.', found 'x'": of the token at `at`.
  void expected(std::string_view what, std::size_t keyword, std::size_t at);
  // Tells a word whose letters are of two scripts; or, `cyrillic`, one in Latin
  // letters only that stands where a Cyrillic one belongs.
  void tell_mixed(std::size_t at, bool cyrillic);

  std::vector<ReferenceFault> faults;

 private:
  static bool is_quotation_mark(std::string_view text);

  std::string_view text_;
  ReferenceTokens tokens_;
};

// The token after a section of Gorky's archive ("КГ-НП/а", "KG-P") that begins at
// `at`; 0 for none.
std::size_t end_of_gorky_section(const ReferenceScan& scan, std::size_t at);

}  // namespace delo
