// bench_references CORPUS.tsv [COUNT] [plain|mixed]: seconds of processor time, on one core, to
// read COUNT references: plain ones, and the forms of the tests' corpus one after the other.
#include <ctime>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/reference.h"

namespace {

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// "\n" and "\u00a0" in the corpus are a line end and that letter.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\\n") {
      out += '\n';
      ++i;
    } else if (text.substr(i, 2) == "\\u" && i + 6 <= text.size()) {
      unsigned code = 0;
      std::from_chars(text.data() + i + 2, text.data() + i + 6, code, 16);
      if (code >= 0x800) {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
      } else {
        out += static_cast<char>(0xC0 | (code >> 6));
      }
      out += static_cast<char>(0x80 | (code & 0x3F));
      i += 5;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::string> forms_of(const char* path) {
  std::vector<std::string> out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    const std::size_t end = line.find('\t', tab + 1);
    if (end != std::string::npos) out.push_back(unescaped(line.substr(tab + 1, end - tab - 1)));
  }
  return out;
}

std::vector<std::string> plain_forms() {
  std::vector<std::string> out;
  for (int n = 1; n <= 100; ++n) {
    const std::string d = std::to_string(337 + n), l = std::to_string(n);
    const std::string last = std::to_string(n + 3);
    out.push_back("АПРФ. Ф. 45. Оп. 1. Д. " + d + ". Лл. " + l + "–" + last + " об.");
    out.push_back("GARF, f. R-5446, op. 1, d. " + d + ", ll. " + l + "-" + last + ", 99ob");
    out.push_back("ЦДАГО України, ф. 1, оп. 20, спр. " + d + ", арк. " + l + " зв.");
    out.push_back("РГАСПИ. Ф. 17. Оп. 162. Д. " + d + ". Л. " + l);
  }
  return out;
}

// Texts without a reference ("none" in the corpus) count as one, too.  In ten parts, of
// which the fastest is told beside the whole: what a machine with other work can be trusted with.
void measure(const char* name, const std::vector<std::string>& forms, long count) {
  constexpr long kParts = 10;
  std::size_t read = 0;
  double whole = 0, best = 0;
  const long part = (count + kParts - 1) / kParts;
  for (long p = 0; p < kParts; ++p) {
    const double begin = processor_seconds();
    for (long i = p * part; i < (p + 1) * part; ++i) {
      const std::string& form = forms[static_cast<std::size_t>(i) % forms.size()];
      read += delo::parse_references(form).references.size();
    }
    const double seconds = processor_seconds() - begin;
    whole += seconds;
    if (p == 0 || seconds < best) best = seconds;
  }
  const auto a_million = [&](double seconds, long texts) {
    return seconds * 1e6 / static_cast<double>(texts);
  };
  std::printf("%s: %.2f s a million texts, %.2f in the fastest tenth (%ld texts, %zu references)\n",
              name, a_million(whole, part * kParts), a_million(best, part), part * kParts, read);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> corpus = argc > 1 ? forms_of(argv[1]) : std::vector<std::string>();
  const long count = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 1000000;
  const std::string_view only = argc > 3 ? argv[3] : "";
  if (corpus.empty() || count < 1) {
    std::fputs("usage: bench_references CORPUS.tsv [COUNT] [plain|mixed]\n", stderr);
    return 2;
  }
  if (only != "mixed") measure("plain", plain_forms(), count);
  if (only != "plain") measure("mixed", corpus, count);
  return 0;
}
