// What is given out without a trial comes back from every form that is written of it.
#include "core/records/reference_writable.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "core/records/letters.h"
#include "core/records/reference_ukrainian.h"
#include "tests/unit/records/reference_shown.h"

namespace delo {
namespace {

const std::vector<std::string>& letters() {
  static const std::vector<std::string> kLetters = [] {
    std::vector<std::string> out;
    for (char c = 'a'; c <= 'z'; ++c) out.emplace_back(1, c);
    for (char32_t c = U'а'; c <= U'я'; ++c) append_letter(out.emplace_back(), c);
    return out;
  }();
  return kLetters;
}

std::string in_capitals(const std::string& letter) {
  std::string out;
  append_letter(out, to_capital(letter_at(letter, 0).code));
  return out;
}

using Part = std::string ArchivalReference::*;
constexpr Part kParts[] = {
    &ArchivalReference::fond,   &ArchivalReference::opis, &ArchivalReference::box,
    &ArchivalReference::folder, &ArchivalReference::delo, &ArchivalReference::volume,
    &ArchivalReference::item,   &ArchivalReference::reel, &ArchivalReference::frames};

// All parts told; or none behind `last`.
ArchivalReference filled(Part last, bool all) {
  ArchivalReference r;
  r.archive = "GARF";
  int number = 1;
  for (const Part part : kParts) {
    r.*part = std::to_string(number++);
    if (part == last && !all) break;
  }
  return r;
}

int comes_back_or_needs_a_trial(const ArchivalReference& r) {
  if (!is_plainly_writable(r)) return 0;
  std::vector<std::string> forms = {r.canonical(), r.canonical_cyrillic(), canonical_ukrainian(r)};
  if (const auto latin = parse_reference(forms[0])) forms.push_back(latin->canonical_cyrillic());
  for (const std::string& form : forms) {
    const ParsedReferences again = read_references(form);
    const bool same = again.references.size() == 1 && again.references[0].same_as(r);
    EXPECT_TRUE(same) << shown(r) << " → " << form << " → " << shown(again.references);
    if (!same) return 0;
  }
  return 1;
}

int try_value(const std::string& value) {
  int plain = 0;
  for (const Part part : kParts) {
    for (const bool all : {true, false}) {
      ArchivalReference r = filled(part, all);
      r.*part = value;
      plain += comes_back_or_needs_a_trial(r);
      r.leaves = {{3, "", Side::kRecto}, {5, "", Side::kVerso}};
      plain += comes_back_or_needs_a_trial(r);
      if (testing::Test::HasFailure()) return plain;
    }
  }
  return plain;
}

TEST(PlainlyWritable, numbers_with_any_letter_before_or_behind_come_back) {
  int plain = 0;
  for (const std::string& small : letters()) {
    for (const std::string& letter : {small, in_capitals(small)}) {
      for (const std::string& value :
           {"5" + letter, letter + "-5", letter + "5", "5-" + letter, "5/" + letter,
            letter + "-5" + letter, letter + "5/7", letter + letter + "-5", "5-" + letter + letter,
            letter + "-5-6", letter + "5-" + letter + letter + letter}) {
        plain += try_value(value);
      }
      ASSERT_FALSE(HasFailure());
    }
  }
  EXPECT_GT(plain, 20000);
}

TEST(PlainlyWritable, numbers_with_short_words_behind_come_back) {
  std::mt19937 random{7};  // NOLINT: the same words every time
  const auto any = [&] {
    return letters()[std::uniform_int_distribution<std::size_t>(0, letters().size() - 1)(random)];
  };
  const char* trials = std::getenv("DELO_TRIALS");  // more, by hand
  for (int i = 0, n = trials != nullptr ? std::atoi(trials) : 300; i < n; ++i) {
    const std::string a = any(), b = any(), c = any();
    for (const std::string& value : {"17" + a + b, "17" + a + b + c, "17-" + a + b + c}) {
      try_value(value);
    }
    ASSERT_FALSE(HasFailure());
  }
  int plain = 0;
  for (const char* value : {"5/7", "5-7", "1-1938", "б/н", "b/n", "I", "V", "X", "II", "XIV",
                            "1доп", "140сч", "140sch", "1лс", "75135-фп", "1 доп", "123456789/1"}) {
    plain += try_value(value);
  }
  for (const char* reel : {"3.1004", "1.989"}) {
    ArchivalReference r = filled(&ArchivalReference::reel, false);
    r.reel = reel;
    plain += comes_back_or_needs_a_trial(r);
  }
  EXPECT_GT(plain, 200);
}

TEST(PlainlyWritable, names_of_archives_come_back_whatever_their_words) {
  const std::vector<std::string> words = {
      "ОР",     "РГБ",   "РО",     "ГА",        "РФ",      "АП",        "НА",   "РТ",     "СПб",
      "архив",  "Архив", "Архів",  "и",         "по",      "в",         "УФСБ", "обл",    "области",
      "Фонд",   "Опись", "ед",     "хр",        "Ед",      "Хр",        "л",    "Д",      "Т",
      "II",     "XI",    "LVA",    "State",     "Archive", "of",        "the",  "SSSR",   "Papers",
      "record", "group", "RG",     "там",       "Там",     "же",        "Ibid", "см",     "See",
      "Source", "без",   "номера", "ЦГАОР",     "СССР",    "GARF",      "АПРФ", "ТсГАОР", "TsGA",
      "КГ",     "НП",    "кол",    "Пер",       "reel",    "box",       "Box",  "n",      "No",
      "Nr",     "R",     "Р",      "Коллекция", "ДАКО",    "Держархів", "ІР",   "НБУВ",   "Ў",
      "arhīvs", "Қазақ", "ҚР",     "ОМА",       "Central", "entry",     "s",    "об",     "verso",
      "folder", "Items", "Kt",     "АВП",       "Грузии",  "SPb",       "SBU",  "HDA",    "а"};
  int plain = 0;
  const auto try_name = [&](const std::string& name) {
    for (const bool only_delo : {false, true}) {
      ArchivalReference r;
      r.archive = name;
      (only_delo ? r.delo : r.fond) = only_delo ? "Р-33718" : "7";
      plain += comes_back_or_needs_a_trial(r);
      (only_delo ? r.volume : r.delo) = "12";
      r.leaves = {{3, "", Side::kRecto}, {4, "", Side::kRecto}};
      plain += comes_back_or_needs_a_trial(r);
    }
  };
  std::mt19937 random{9};  // NOLINT: the same names every time
  const auto any = [&] {
    return words[std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(random)];
  };
  for (const std::string& first : words) {
    try_name(first);
    for (const std::string& second : words) {
      try_name(first + " " + second);
      try_name(first + " " + any() + " " + second);
      try_name(first + " " + any() + " " + any() + " " + second);
      ASSERT_FALSE(HasFailure());
    }
  }
  EXPECT_GT(plain, 10000);
}

TEST(PlainlyWritable, what_runs_into_something_else_needs_a_trial) {
  ArchivalReference r{.archive = "GARF", .fond = "1", .opis = "2", .delo = "3"};
  EXPECT_TRUE(is_plainly_writable(r));
  for (const char* name : {"VolKogonov Pa", "ЦГАОР", "GARF GARF", "Ibid", "архив", "РГБ, Москва"}) {
    r.archive = name;
    EXPECT_FALSE(is_plainly_writable(r)) << name;
  }
  r.archive = "GARF";
  for (const char* value : {"1-2-3", "КГ-НП/А", "5, 7", "5 a", "x", "LL", "n5", "5qwer"}) {
    r.delo = value;
    EXPECT_FALSE(is_plainly_writable(r)) << value;
  }
}

}  // namespace
}  // namespace delo
