#include "ingest/languages/language.h"

#include <algorithm>
#include <cassert>

namespace delo::ingest {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

std::string_view form(std::string_view forms, std::size_t wanted) {
  for (; wanted > 0; --wanted) {
    const std::size_t end = forms.find('\0');
    if (end == std::string_view::npos) break;
    forms.remove_prefix(end + 1);
  }
  return forms.substr(0, forms.find('\0'));
}

}  // namespace

std::size_t slavic_form(std::uint64_t number) {
  const std::uint64_t last = number % 10, teen = number % 100;
  if (last == 1 && teen != 11) return 0;
  return last >= 2 && last <= 4 && (teen < 12 || teen > 14) ? 1 : 2;
}

const std::vector<Language>& Language::all() {
  static const std::vector<Language> kAll = [] {
    std::vector<Language> out = {Language("en", {})};
    for (const EmbeddedCatalogue& embedded : embedded_catalogues()) {
      const auto catalogue = MoCatalogue::parse(std::as_bytes(embedded.bytes));
      assert(catalogue.has_value());
      // A catalogue that we built wrongly costs its language, not the run.
      if (catalogue) out.push_back(Language(embedded.tag, *catalogue));
    }
    return out;
  }();
  return kAll;
}

const Language* Language::named(std::string_view tag) {
  const auto found = std::ranges::find(all(), tag, &Language::tag);
  return found == all().end() ? nullptr : &*found;
}

std::string Language::known() {
  std::string out;
  for (const Language& language : all()) {
    if (!out.empty()) out += ", ";
    out += language.tag();
  }
  return out;
}

std::string_view Language::say(std::string_view english) const {
  if (english.empty()) return english;  // the key of the catalogue's header
  const auto found = catalogue_.find(english);
  return found && !found->empty() ? form(*found, 0) : english;
}

std::string Language::say_count(std::string_view one, std::string_view many,
                                std::uint64_t number) const {
  std::string_view text = number == 1 ? one : many;
  if (const auto found = catalogue_.find(one); found && !found->empty()) {
    text = form(*found, slavic_form(number));
  }
  return filled(text, {{"n", grouped(number)}});
}

std::string Language::grouped(std::uint64_t number) const {
  const std::string digits = std::to_string(number);
  const bool english = catalogue_.size() == 0;
  // In Russian and Ukrainian four digits stand together.
  if (!english && digits.size() < 5) return digits;
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += english ? "," : kNoBreakSpace;
    out += digits[i];
  }
  return out;
}

std::string filled(std::string_view text, std::initializer_list<Filling> fillings) {
  return filled(text, std::span(fillings.begin(), fillings.size()));
}

std::string filled(std::string_view text, std::span<const Filling> fillings) {
  std::string out;
  while (!text.empty()) {
    const std::size_t brace = std::min(text.find('{'), text.size());
    out += text.substr(0, brace);
    text.remove_prefix(brace);
    const std::size_t end = text.find('}');
    if (text.empty() || end == std::string_view::npos) break;
    const std::string_view name = text.substr(1, end - 1);
    const auto filling = std::ranges::find(fillings, name, &Filling::first);
    if (filling == fillings.end()) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    out += filling->second;
    text.remove_prefix(end + 1);
  }
  return out.append(text);
}

}  // namespace delo::ingest
