#include "ingest/languages/finding_sentences.h"

#include <charconv>
#include <optional>
#include <vector>

#include "core/records/reference.h"
#include "core/records/reference_ukrainian.h"
#include "core/text/utf8.h"
#include "ingest/languages/sentence_table.h"

namespace delo::ingest {
namespace {

struct Slot {
  std::string_view name, value;
};

// The values of the names in braces, when `message` is this sentence.  What a name stands
// for ends where the text after it first occurs.
std::optional<std::vector<Slot>> read(std::string_view sentence, std::string_view message) {
  std::vector<Slot> out;
  while (true) {
    const std::size_t brace = std::min(sentence.find('{'), sentence.size());
    if (!message.starts_with(sentence.substr(0, brace))) return std::nullopt;
    message.remove_prefix(brace);
    sentence.remove_prefix(brace);
    if (sentence.empty()) break;
    const std::size_t end = sentence.find('}');
    const std::string_view name = sentence.substr(1, end - 1);
    sentence.remove_prefix(end + 1);
    const std::string_view after = sentence.substr(0, sentence.find('{'));
    const std::size_t length = after.empty() ? message.size() : message.find(after);
    if (length == 0 || length == std::string_view::npos) return std::nullopt;
    out.push_back({name, message.substr(0, length)});
    message.remove_prefix(length);
  }
  if (!message.empty()) return std::nullopt;
  return out;
}

struct Recognised {
  std::string_view text;
  std::vector<Slot> slots;
};

std::optional<Recognised> recognised(std::string_view rule, std::string_view message) {
  for (const Sentence& sentence : known_sentences()) {
    if (sentence.rule != rule) continue;
    if (auto slots = read(sentence.text, message)) {
      return Recognised{sentence.text, *std::move(slots)};
    }
  }
  return std::nullopt;
}

// "37-38, 40ob" as the language writes it; what is no leaf stays.
std::string leaves_in(std::string_view labels, const Language& language) {
  std::string out;
  while (!labels.empty()) {
    const std::size_t end = std::min(labels.find_first_of("-, "), labels.size());
    const auto leaf = leaf_of_label(labels.substr(0, end));
    out += leaf ? leaf_label(*leaf, language) : std::string(labels.substr(0, end));
    labels.remove_prefix(end);
    if (labels.empty()) break;
    out += labels.front() == '-' ? "–" : std::string(1, labels.front());
    labels.remove_prefix(1);
  }
  return out;
}

// "ll. 37-40"
std::string named_in(std::string_view text, const Language& language) {
  const bool many = text.starts_with("ll. ");
  if (!many && !text.starts_with("l. ")) return std::string(text);
  const std::string leaves = leaves_in(text.substr(many ? 4 : 3), language);
  return filled(many ? language.say("ll. {leaves}") : language.say("l. {leaves}"),
                {{"leaves", leaves}});
}

// "4 pages" · "4 leaves"
std::string count_in(std::string_view text, const Language& language) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end == text.data()) return std::string(text);
  return text.find("lea") == std::string_view::npos
             ? language.say_count("{n} page", "{n} pages", number)
             : language.say_count("{n} leaf", "{n} leaves", number);
}

// "at least 300, at most 600" · "8 or 16"
std::string expected_in(std::string_view text, const Language& language) {
  for (const std::string_view bound : {marked("at least {value}"), marked("at most {value}")}) {
    const std::string_view words = bound.substr(0, bound.find('{'));
    if (!text.starts_with(words)) continue;
    const std::size_t end = std::min(text.find(", "), text.size());
    const std::string_view value = text.substr(words.size(), end - words.size());
    std::string out = filled(language.say(bound), {{"value", value}});
    return end == text.size() ? out : out + ", " + expected_in(text.substr(end + 2), language);
  }
  constexpr std::string_view kOr = " or ";
  const std::size_t joint = text.find(kOr);
  if (joint == std::string_view::npos) return std::string(text);
  return filled(language.say("{one} or {other}"),
                {{"one", text.substr(0, joint)}, {"other", text.substr(joint + kOr.size())}});
}

std::string value_in(const Slot& slot, const Language& language) {
  for (const std::string_view leaf : {"leaf", "leaves", "there", "recto", "before", "after"}) {
    if (slot.name == leaf) return leaves_in(slot.value, language);
  }
  if (slot.name == "named" || slot.name == "marked") return named_in(slot.value, language);
  if (slot.name == "expected") return expected_in(slot.value, language);
  if (slot.name == "reference" || slot.name == "first") {
    const auto reference = parse_reference(slot.value);
    return reference ? reference_in(*reference, language) : std::string(slot.value);
  }
  for (const std::string_view count : {"pages", "masters", "sheets", "counted"}) {
    if (slot.name == count) return count_in(slot.value, language);
  }
  return std::string(slot.value);
}

// What a check adds when more pages than the one it tells are not as expected.
struct MorePages {
  std::string_view before;
  std::uint64_t number = 0;
};
MorePages divided(std::string_view message) {
  constexpr std::string_view kEnds[] = {" more page not as expected",
                                        " more pages not as expected"};
  for (const std::string_view end : kEnds) {
    if (!message.ends_with(end)) continue;
    const std::string_view rest = message.substr(0, message.size() - end.size());
    const std::size_t joint = rest.rfind("; ");
    if (joint == std::string_view::npos) continue;
    MorePages out{.before = rest.substr(0, joint)};
    const std::string_view digits = rest.substr(joint + 2);
    const auto [last, fault] =
        std::from_chars(digits.data(), digits.data() + digits.size(), out.number);
    if (fault == std::errc() && last == digits.data() + digits.size()) return out;
  }
  return {.before = message};
}

}  // namespace

bool is_translatable(const Finding& finding) {
  return recognised(finding.rule, divided(finding.message).before).has_value();
}

std::string leaves_told(const Finding& finding, const Language& language) {
  const auto found = recognised(finding.rule, finding.message);
  if (!found) return {};
  for (const Slot& slot : found->slots) {
    if (slot.name == "leaves" || slot.name == "leaf") return leaves_in(slot.value, language);
  }
  return {};
}

std::string sentence_of(const Finding& finding, const Language& language) {
  const MorePages parts = divided(finding.message);
  const auto found = recognised(finding.rule, parts.before);
  if (!found || language.tag() == "en") return finding.message;
  std::vector<std::string> values;
  values.reserve(found->slots.size());
  std::vector<Filling> fillings;
  for (const Slot& slot : found->slots) {
    values.push_back(value_in(slot, language));
    fillings.emplace_back(slot.name, values.back());
  }
  std::string out = filled(language.say(found->text), fillings);
  if (parts.number > 0) {
    out += language.say_count("; {n} more page is not as expected",
                              "; {n} more pages are not as expected", parts.number);
  }
  return out;
}

std::string reference_in(const ArchivalReference& reference, const Language& language) {
  if (language.tag() == "en") return terminal_text(reference.canonical());
  return terminal_text(language.tag() == "uk" ? canonical_ukrainian(reference)
                                              : reference.canonical_cyrillic());
}

std::string leaf_label(const Leaf& leaf, const Language& language) {
  if (language.tag() == "en") return leaf.label();
  const std::string recto = leaf_ranges({{leaf.number, leaf.letter, Side::kRecto}}, true);
  if (leaf.side == Side::kRecto) return recto;
  return filled(language.say("{leaf} ob."), {{"leaf", recto}});
}

}  // namespace delo::ingest
