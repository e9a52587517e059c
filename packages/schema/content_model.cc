#include "packages/schema/content_model.h"

#include <algorithm>
#include <bit>

namespace delo::packages {
namespace {

constexpr std::size_t kMostPositions = 62;

}  // namespace

// Recursive descent; the texts are our own tables.
class ModelParser {
 public:
  ModelParser(std::string_view text,
              const std::function<ContentModel::Symbol(std::string_view)>& of)
      : rest_(text), symbol_of_(of) {}

  std::optional<ContentModel> parse() {
    const Part whole = choice();
    skip_blanks();
    if (failed_ || !rest_.empty()) return std::nullopt;
    model_.first_ = whole.first;
    model_.ends_ = whole.last | (whole.empty ? ContentModel::kStart : 0);
    return std::move(model_);
  }

 private:
  using State = ContentModel::State;
  struct Part {
    State first = 0, last = 0;
    bool empty = true;  // may be
  };

  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }
  bool skip(char c) {
    skip_blanks();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void link(State from, State to) {
    for (; from != 0; from &= from - 1) {
      model_.follow_[static_cast<std::size_t>(std::countr_zero(from))] |= to;
    }
  }

  Part choice() {
    Part all = sequence();
    while (skip('|')) {
      const Part other = sequence();
      all = {all.first | other.first, all.last | other.last, all.empty || other.empty};
    }
    return all;
  }

  Part sequence() {
    Part all;
    skip_blanks();
    while (!failed_ && !rest_.empty() && rest_.front() != ')' && rest_.front() != '|') {
      const Part next = repeated();
      link(all.last, next.first);
      all = {all.first | (all.empty ? next.first : 0), next.last | (next.empty ? all.last : 0),
             all.empty && next.empty};
      skip_blanks();
    }
    return all;
  }

  Part repeated() {
    Part part = skip('(') ? in_brackets() : name();
    if (rest_.empty()) return part;
    const char mark = rest_.front();
    if (mark != '?' && mark != '*' && mark != '+') return part;
    rest_.remove_prefix(1);
    if (mark != '?') link(part.last, part.first);
    if (mark != '+') part.empty = true;
    return part;
  }

  Part in_brackets() {
    const Part part = choice();
    if (!skip(')')) failed_ = true;
    return part;
  }

  Part name() {
    const std::size_t end = std::min(rest_.find_first_of(" ()|?*+"), rest_.size());
    if (end == 0 || model_.symbols_.size() == kMostPositions) {
      failed_ = true;
      return {};
    }
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end);
    const State position = State{1} << model_.symbols_.size();
    model_.symbols_.push_back(text == "#any" ? ContentModel::kAny : symbol_of_(text));
    model_.follow_.push_back(0);
    failed_ = failed_ || model_.symbols_.back() == ContentModel::kUnknown;
    return {position, position, false};
  }

  std::string_view rest_;
  const std::function<ContentModel::Symbol(std::string_view)>& symbol_of_;
  ContentModel model_;
  bool failed_ = false;
};

std::optional<ContentModel> ContentModel::parse(
    std::string_view text, const std::function<Symbol(std::string_view)>& symbol_of) {
  return ModelParser(text, symbol_of).parse();
}

ContentModel::State ContentModel::followers(State state) const {
  State next = (state & kStart) != 0 ? first_ : 0;
  for (state &= ~kStart; state != 0; state &= state - 1) {
    next |= follow_[static_cast<std::size_t>(std::countr_zero(state))];
  }
  return next;
}

ContentModel::State ContentModel::step(State state, Symbol symbol) const {
  State next = 0;
  for (State open = followers(state); open != 0; open &= open - 1) {
    const Symbol there = symbols_[static_cast<std::size_t>(std::countr_zero(open))];
    if (there == symbol || there == kAny) next |= open & (~open + 1);
  }
  return next;
}

std::vector<ContentModel::Symbol> ContentModel::expected(State state) const {
  std::vector<Symbol> symbols;
  for (State open = followers(state); open != 0; open &= open - 1) {
    const Symbol there = symbols_[static_cast<std::size_t>(std::countr_zero(open))];
    if (std::ranges::find(symbols, there) == symbols.end()) symbols.push_back(there);
  }
  return symbols;
}

}  // namespace delo::packages
