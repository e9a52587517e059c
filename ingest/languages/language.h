// The languages we speak to people in, chosen by --lang.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/languages/mo_catalogue.h"

namespace delo::ingest {

// English as it stands in the code, and what the catalogues beside this file make of
// it.  They are part of the program: nothing has to be installed, and neither LANG nor
// LANGUAGE is asked.  Copies are cheap; all of it may be used from any thread.
class Language {
 public:
  // All of them: "en" first.
  static const std::vector<Language>& all();
  static const Language& english() { return all().front(); }
  // By its BCP 47 tag; nullptr: none of ours.
  static const Language* named(std::string_view tag);
  static std::string known();  // "en, ru, uk"

  std::string_view tag() const { return tag_; }

  // What the catalogue has for an English text; the text itself where it has nothing.
  // Literals given to say() and say_count() are what xgettext collects.
  std::string_view say(std::string_view english) const;
  // The form that goes with `number`, in which {n} is replaced by it.
  std::string say_count(std::string_view one, std::string_view many, std::uint64_t number) const;

  // "20,000" · "20 000" with a no-break space
  std::string grouped(std::uint64_t number) const;

 private:
  Language(std::string_view tag, MoCatalogue catalogue) : tag_(tag), catalogue_(catalogue) {}

  std::string_view tag_;
  MoCatalogue catalogue_;
};

// Which of the forms of a translation goes with a number: 0, 1 or 2.  Russian and
// Ukrainian: 1, 21, 101 … · 2–4, 22–24 … · 0, 5–20, 25 …
std::size_t slavic_form(std::uint64_t number);

// A literal that is said elsewhere, for tables: xgettext collects it.
constexpr std::string_view marked(std::string_view english) { return english; }

// "leaf {leaf} of {item}" with the names in braces replaced, once and not again within
// what was put in.  Unknown names stay as they are.
using Filling = std::pair<std::string_view, std::string_view>;
std::string filled(std::string_view text, std::span<const Filling> fillings);
std::string filled(std::string_view text, std::initializer_list<Filling> fillings);

// What our own embedded bytes are; written by CMake.
struct EmbeddedCatalogue {
  std::string_view tag;
  std::span<const unsigned char> bytes;
};
std::span<const EmbeddedCatalogue> embedded_catalogues();

}  // namespace delo::ingest
