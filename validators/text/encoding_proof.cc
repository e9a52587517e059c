#include "validators/text/encoding_proof.h"

#include <bitset>
#include <string_view>
#include <utility>
#include <vector>

#include "core/records/letters.h"
#include "core/text/utf8.h"

namespace delo::validators::text {
namespace {

constexpr std::size_t kLongest = 1024;       // bytes looked at together
constexpr std::uint64_t kEnough = 12;        // pairs with a byte above 7F
constexpr std::size_t kEnoughLetters = 8;    // different ones: frames are fewer
constexpr double kReadable = 0.5, kFar = 2;  // of Reading::score

bool is_ascii_letter(std::uint8_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

std::size_t count_high(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += static_cast<std::uint8_t>(c) >= 0x80 ? 1 : 0;
  return count;
}

class Prover {
 public:
  explicit Prover(const CodePage& page) : page_(page), own_(page) {
    for (const CodePage& other : code_pages()) {
      if (other.name == "windows-1252" || are_kin(other.name, page.name)) continue;
      others_.emplace_back(&other, PairScores(other));
    }
  }

  void take(std::string_view bytes) {
    for (const char c : bytes) {
      const auto byte = static_cast<std::uint8_t>(c);
      if ((byte | last_) >= 0x80) proof_.pairs.add(last_, byte);
      last_ = byte;
      line_ += c;
      ++offset_;
      if (c == '\n' || c == '\r' || line_.size() >= kLongest) end_line();
    }
  }
  EncodingProof finish() {
    end_line();
    judge(short_, short_at_);
    return std::move(proof_);
  }

 private:
  void end_line() {
    const std::uint64_t at = offset_ - line_.size();
    const std::size_t high = count_high(line_);
    if (high >= kEnough) {
      judge(line_, at);
    } else if (high > 0) {  // such lines are looked at together
      if (short_.empty()) short_at_ = at;
      short_ += line_;
      if (short_.size() >= kLongest) {
        judge(short_, short_at_);
        short_.clear();
      }
    }
    if (high > 0) judge_latin_and_utf8(high, at);
    line_.clear();
  }

  void tell(std::string_view other, std::uint64_t at) {
    if (!proof_.other.empty()) return;
    proof_.other = other;
    proof_.other_at = at;
  }

  double score_in(const PairScores& scores, std::string_view text) const {
    double sum = 0;
    std::uint64_t pairs = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
      const auto a = static_cast<std::uint8_t>(text[i - 1]), b = static_cast<std::uint8_t>(text[i]);
      if ((a | b) < 0x80) continue;
      sum += scores.of(a, b);
      ++pairs;
    }
    return pairs < kEnough ? 0 : sum / static_cast<double>(pairs);
  }

  void judge(std::string_view text, std::uint64_t at) {
    if (!proof_.other.empty()) return;
    const double own = score_in(own_, text);
    if (own >= 0) return;
    for (const auto& [page, scores] : others_) {
      std::bitset<256> letters;
      for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte >= 0x80 && is_cyrillic(page->at(byte))) letters.set(byte);
      }
      if (letters.count() < kEnoughLetters) continue;
      const double score = score_in(scores, text);
      if (score >= kReadable && score - own >= kFar) return tell(page->name, at);
    }
  }

  // Cyrillic letters amid Latin ones are those of Western Europe; Cyrillic does not spell UTF-8.
  void judge_latin_and_utf8(std::size_t high, std::uint64_t at) {
    constexpr std::uint64_t kFew = 4;
    if (!proof_.other.empty()) return;
    if (high >= 2 * kFew && is_utf8(line_)) return tell("UTF-8", at);
    std::uint64_t pairs = 0, latin = 0;
    for (std::size_t i = 1; i < line_.size(); ++i) {
      const auto a = static_cast<std::uint8_t>(line_[i - 1]);
      const auto b = static_cast<std::uint8_t>(line_[i]);
      if ((a | b) < 0x80) continue;
      ++pairs;
      latin += (is_ascii_letter(a) && is_cyrillic(page_.at(b))) ||
               (is_ascii_letter(b) && is_cyrillic(page_.at(a)));
    }
    if (latin >= kFew && latin * 10 >= pairs * 7) tell("a code page of Western Europe", at);
  }

  const CodePage& page_;
  const PairScores own_;
  std::vector<std::pair<const CodePage*, PairScores>> others_;
  EncodingProof proof_;
  std::string line_, short_;
  std::uint64_t offset_ = 0, short_at_ = 0;
  std::uint8_t last_ = 0;
};

}  // namespace

Result<EncodingProof> prove_encoding(const ByteSource& bytes, const CodePage& page) {
  Prover prover(page);
  std::vector<std::byte> chunk(64 * 1024);
  for (std::uint64_t at = 0;;) {
    DELO_TRY(const std::size_t size, bytes.read_at(at, chunk));
    if (size == 0) break;
    prover.take({reinterpret_cast<const char*>(chunk.data()), size});
    at += size;
  }
  return prover.finish();
}

}  // namespace delo::validators::text
