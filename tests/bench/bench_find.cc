// bench_find RECORDS FOLDER: makes holdings whose catalogue has so many records with their
// texts, entered by the code that enters them while ingesting; then asks.  The ledger is true, the
// stores are empty: nothing is read from them.
//
// Texts are made of words that are as frequent as Zipf's law has it, with the endings of their
// language; a transcription in Russian or Ukrainian, a translation of half of them.
// Prints what building took, the index's size, and p50, p95 and max of the library call; the
// questions go to FOLDER/questions, a line each, for bench_find.sh.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/run/run_context.h"
#include "holdings/catalogue/catalogue.h"
#include "holdings/entries.h"
#include "holdings/members.h"

namespace {

using namespace delo;
using namespace delo::holdings;
using Steps = std::chrono::steady_clock;

double seconds_since(Steps::time_point begin) {
  return std::chrono::duration<double>(Steps::now() - begin).count();
}

// Of this thread: what the machine does besides is not in it.
double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// A language's words, the most frequent first; rare ones are made of syllables.
class Vocabulary {
 public:
  Vocabulary(std::vector<std::string> frequent, const std::vector<std::string>& syllables,
             std::vector<std::string> endings, unsigned seed)
      : words_(std::move(frequent)), endings_(std::move(endings)) {
    std::mt19937 random(seed);
    while (words_.size() < kWords) {
      std::string word;
      for (auto n = 2 + random() % 3; n > 0; --n) word += syllables[random() % syllables.size()];
      words_.push_back(std::move(word));
    }
    double sum = 0;
    for (std::size_t i = 0; i < kWords; ++i) {
      sum += 1.0 / static_cast<double>(i + 2);
      upto_.push_back(sum);
    }
  }
  const std::string& word(std::mt19937& random) const {
    const double at = upto_.back() * static_cast<double>(random()) / 4294967296.0;
    const auto found = std::lower_bound(upto_.begin(), upto_.end(), at) - upto_.begin();
    return words_[std::min(static_cast<std::size_t>(found), kWords - 1)];
  }
  const std::string& at(std::size_t rank) const { return words_[rank]; }
  std::string text(std::mt19937& random, std::size_t words) const {
    std::string out;
    for (std::size_t i = 0; i < words; ++i) {
      out += word(random);
      if (random() % 3 == 0) out += endings_[random() % endings_.size()];
      out += i % 12 == 11 ? ".\n" : " ";
    }
    return out;
  }

 private:
  static constexpr std::size_t kWords = 60'000;
  std::vector<std::string> words_, endings_;
  std::vector<double> upto_;
};

struct Languages {
  Vocabulary ru{{"и",     "в",     "на",     "Сталин", "Молотов",   "телеграмм",    "посол",
                 "Корея", "Китай", "войск",  "вопрос", "решени",    "правительств", "товарищ",
                 "Мао",   "Жуков", "Хрущёв", "Берия",  "Вышинский", "документ"},
                {"ста", "пре", "мо",  "ле",  "ков", "рит", "за",  "дно", "гор", "вы",
                 "тел", "ник", "пар", "сов", "реш", "вос", "жен", "щик", "хо",  "цен"},
                {"а", "у", "ом", "е", "ами", "ого", "ий", "ах"},
                1};
  Vocabulary uk{{"і", "та", "у", "Сталін", "Україна", "Київ", "документ", "рада", "питанн",
                 "комітет", "села", "народ", "Хрущов", "Жуков", "влада"},
                {"укр", "ський", "ні", "ва", "ра", "ком", "під", "гро", "ма", "да", "вер", "хов",
                 "пис", "мен", "ці", "жит"},
                {"а", "у", "ом", "і", "ами", "ого", "ої", "ах"},
                2};
  Vocabulary en{
      {"the",        "of",         "and",   "to",     "in",         "Stalin",   "Molotov",
       "telegram",   "ambassador", "Korea", "China",  "troops",     "question", "decision",
       "government", "comrade",    "Mao",   "Zhukov", "Khrushchev", "Beria"},
      {"con", "ter", "pre", "ing", "ment", "sta", "tion", "re", "mo", "vi", "ple", "dor", "an",
       "ther", "ous", "gra"},
      {"s", "ed", "ing", "", "", "ly"},
      3};
};

struct Record {
  PackageSummary summary;
  PackageContents contents;

  void add_file(const std::string& path, std::uint64_t size) {
    auto parsed = RelativePath::parse(path);
    if (parsed) (void)contents.files.append({*std::move(parsed), {}, size, {}});
  }
};

Record make_record(std::size_t i, const Languages& languages) {
  std::mt19937 random(static_cast<unsigned>(i) * 2654435761u + 7);
  Record record;
  PackageSummary& about = record.summary;
  about.id.value = uuid_of("bench " + std::to_string(i));
  static constexpr const char* kArchives[] = {"APRF", "GARF", "RGASPI", "RGANI", "TsDAHO"};
  const std::size_t first = 1 + random() % 200;
  about.reference =
      parse_reference(std::string(kArchives[i % 5]) + ", f. " + std::to_string(1 + i % 60) +
                      ", op. " + std::to_string(1 + i % 7) + ", d. " + std::to_string(1 + i / 420) +
                      ", ll. " + std::to_string(first) + "-" + std::to_string(first + 3))
          .value_or(ArchivalReference{});
  const bool ukrainian = i % 5 == 4;
  const Vocabulary& own = ukrainian ? languages.uk : languages.ru;
  about.title = own.text(random, 6);
  about.item.value = "item-" + std::to_string(i);
  about.batch.value = "batch-" + std::to_string(i / 500);
  about.policy = "scans, version 3";
  about.words = {own.text(random, 15)};
  about.dates = {std::to_string(1920 + random() % 70) + "-0" + std::to_string(1 + random() % 9)};
  about.validity = random() % 50 == 0 ? "invalid" : "valid";
  const std::string root = "data/uuid-" + about.id.value + "/representations/";
  for (std::size_t leaf = first; leaf < first + 4; ++leaf) {
    char name[32];
    std::snprintf(name, sizeof name, "%04zu.tif", leaf);
    record.add_file(root + "master/data/" + name, 2'000'000);
    record.contents.places.push_back(
        {{static_cast<int>(leaf), "", Side::kRecto}, root + "master/data/" + name, 0});
  }
  const auto add = [&](const char* kind, const char* name, const char* language,
                       const Vocabulary& words, std::size_t length) {
    CatalogueText text{.path = root + kind + "/data/" + name, .kind = kind, .source = {}};
    text.source.language = language;
    for (std::size_t sheet = 0; sheet < 4; ++sheet) {
      text.source.marks.push_back(
          {.offset = text.source.text.size(),
           .length = length,
           .text = "[л. " + std::to_string(first + sheet) + "]",
           .leaf = Leaf{static_cast<int>(first + sheet), "", Side::kRecto}});
      text.source.text += "[л. " + std::to_string(first + sheet) + "]\n";
      text.source.text += words.text(random, length / 4);
    }
    record.add_file(text.path, text.source.text.size());
    record.contents.texts.push_back(std::move(text));
  };
  // A letter of a few pages: 200 … 800 words.
  add("transcription", "transcription.txt", ukrainian ? "uk" : "ru", own, 200 + random() % 600);
  if (i % 2 == 0) add("translation", "translation.txt", "en", languages.en, 200 + random() % 600);
  about.files = record.contents.files.size();
  return record;
}

Result<std::uint64_t> build(Holdings& holdings, std::size_t records, const Languages& languages) {
  constexpr std::size_t kGroup = 1000;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < records;) {
    std::vector<LedgerEntry> entries;
    std::map<std::string, PackageContents> contents;
    for (; i < records && entries.size() < kGroup; ++i) {
      Record record = make_record(i, languages);
      for (const CatalogueText& text : record.contents.texts) bytes += text.source.text.size();
      const std::vector<std::string> stores = {"store-a", "store-b"};
      entries.push_back(
          ingestion_entry(*timestamp_of("2026-11-24T06:00:00Z"), record.summary, stores));
      contents.emplace(record.summary.id.value, std::move(record.contents));
    }
    DELO_CHECK(
        holdings.members().record(entries, [&](const PackageId& id) -> Result<PackageContents> {
          return std::move(contents[id.value]);
        }));
  }
  DELO_CHECK(holdings.publish_ledger());
  return bytes;
}

struct Question {
  const char* kind;
  FindOrder order;
};

std::vector<Question> questions(const Languages& languages, std::size_t records) {
  std::vector<Question> all;
  const auto ask = [&](const char* kind, std::string words) {
    all.push_back({kind, {.words = std::move(words)}});
    return &all.back().order;
  };
  for (std::size_t i = 0; i < 24; ++i) {
    ask("frequent", (i % 2 ? languages.ru : languages.en).at(i / 2));
    ask("rare", (i % 2 ? languages.ru : languages.uk).at(20'000 + i * 997));
    ask("middling", (i % 2 ? languages.ru : languages.en).at(300 + i * 50));
    ask("two words", languages.ru.at(3 + i) + " " + languages.ru.at(40 + i * 20));
    ask("other script", (i % 2 ? "Khrushchev " : "Zhukov ") + languages.ru.at(100 + i));
    ask("phrase", "\"" + languages.ru.at(3 + i % 8) + " " + languages.ru.at(5 + i % 5) + "\"");
    ask("prefix", languages.ru.at(50 + i * 30).substr(0, 8) + "*");
    ask("reference", "f. " + std::to_string(1 + i) + " d. " +
                         std::to_string(1 + i * records / 420 / 24) + " l. " +
                         std::to_string(20 + i));
    ask("or, not", languages.ru.at(30 + i) + " OR " + languages.en.at(30 + i) + " NOT " +
                       languages.ru.at(3 + i % 5));
    ask("date", languages.ru.at(3 + i))->dates =
        std::to_string(1930 + i) + ".." + std::to_string(1931 + i);
    ask("fond, language", languages.ru.at(3 + i))->fond = std::to_string(1 + i);
    all.back().order.language = "ru";
    ask("invalid", languages.ru.at(10 + i))->validity = "invalid";
  }
  return all;
}

void tell(const char* what, std::vector<double> times) {
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))] * 1000;
  };
  std::printf("%-16s %4zu questions  p50 %6.1f ms  p95 %6.1f ms  max %6.1f ms\n", what,
              times.size(), at(0.5), at(0.95), at(1));
}

std::string shell_line(const FindOrder& order) {
  std::string line = "'" + order.words + "'";
  if (!order.dates.empty()) line += " --date " + order.dates;
  if (!order.fond.empty()) line += " --fond " + order.fond;
  if (!order.language.empty()) line += " --language " + order.language;
  if (!order.validity.empty()) line += " --validity " + order.validity;
  return line;
}

Result<void> run(std::size_t records, const std::filesystem::path& folder) {
  SystemClock clock;
  SilentProgress progress;
  RunContext context{.clock = clock, .progress = progress, .software = {}, .stop = {}, .jobs = 1};
  const Languages languages;
  if (!std::filesystem::exists(folder / "delo.db")) {
    DELO_TRY(auto holdings, Holdings::open(folder, Access::kWork, context));
    const auto begin = Steps::now();
    DELO_TRY(const std::uint64_t bytes, build(*holdings, records, languages));
    std::printf("%zu records, %.0f MB of texts: built in %.0f s\n", records,
                static_cast<double>(bytes) / 1e6, seconds_since(begin));
  }
  std::printf("index: %.0f MB\n",
              static_cast<double>(std::filesystem::file_size(folder / "delo.db")) / 1e6);
  DELO_TRY(auto holdings, Holdings::open(folder, Access::kRead, context));
  std::map<std::string, std::vector<double>> by_kind;
  std::vector<double> all, all_worked;
  std::ofstream lines(folder / "questions");
  for (const Question& question : questions(languages, records)) {
    const auto begin = Steps::now();
    const double cpu = cpu_seconds();
    DELO_TRY(const FindAnswer answer, holdings->search(question.order));
    const double worked = cpu_seconds() - cpu, took = seconds_since(begin);
    by_kind[question.kind].push_back(worked);
    all.push_back(took);
    all_worked.push_back(worked);
    if (std::getenv("DELO_BENCH_EACH")) {
      std::printf("  %7.1f ms %6ju%s  %s\n", worked * 1000,
                  static_cast<std::uintmax_t>(answer.matches), answer.more ? "+" : " ",
                  shell_line(question.order).c_str());
    }
    lines << shell_line(question.order) << "\n";
  }
  std::printf("processor time of this thread:\n");
  for (const auto& [kind, times] : by_kind) tell(kind.c_str(), times);
  tell("all", all_worked);
  std::printf("time on the clock:\n");
  tell("library call", all);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const long records = argc == 3 ? std::strtol(argv[1], nullptr, 10) : 0;
  if (records <= 0) {
    std::fprintf(stderr, "bench_find RECORDS FOLDER\n");
    return 2;
  }
  const auto done = run(static_cast<std::size_t>(records), argv[2]);
  if (done) return 0;
  std::fprintf(stderr, "%s\n", done.error().text().c_str());
  return 1;
}
