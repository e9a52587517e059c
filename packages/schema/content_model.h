// What may stand within an element, in which order and how often.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace delo::packages {

// Made of "a b? (c | d)* #any+": names, one after the other or divided by "|",
// with ?, * and +.  Compiled to the positions that may follow each other
// (Glushkov), so that a document is read with one word of memory an element.
class ContentModel {
 public:
  using Symbol = std::uint16_t;
  using State = std::uint64_t;  // the positions it may be at
  static constexpr Symbol kAny = 0xFFFE;
  static constexpr Symbol kUnknown = 0xFFFF;  // an element that no table has

  // `symbol_of` numbers the names.  Nothing: the text is no model, or has more
  // than 62 names.
  static std::optional<ContentModel> parse(
      std::string_view text, const std::function<Symbol(std::string_view)>& symbol_of);

  State start() const { return kStart; }
  // After that element; 0 when it must not stand here.
  State step(State state, Symbol symbol) const;
  bool may_end(State state) const { return (state & ends_) != 0; }
  // What may come next, each once, in the model's order.
  std::vector<Symbol> expected(State state) const;
  // The model may be anything at all, as long as it is something.
  bool is_wildcard() const { return symbols_.size() == 1 && symbols_[0] == kAny; }

 private:
  friend class ModelParser;
  static constexpr State kStart = State{1} << 63;
  State followers(State state) const;

  std::vector<Symbol> symbols_;  // of each position
  std::vector<State> follow_;
  State first_ = 0, ends_ = kStart;  // ends_: where the content may end
};

}  // namespace delo::packages
