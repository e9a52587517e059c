#include "validators/text/text_scan.h"

#include <algorithm>
#include <span>
#include <vector>

namespace delo::validators::text {
namespace {

using namespace std::string_view_literals;

constexpr char32_t kMalformed = 0xFFFFFFFF;
constexpr std::uint64_t kPairsWithin = 4 << 20;  // bytes; more says nothing new

void meet(Met& met, std::uint64_t offset, std::uint64_t line, std::uint32_t value) {
  if (met.count++ == 0) met = {1, offset, line, value};
}

// UTF-16 without a mark: the upper bytes of Latin, Cyrillic, punctuation (20, 22), № (21) and the
// lines of tables (25), where the lower ones are 0 as well.
std::optional<Form> unmarked_utf16(std::string_view sample) {
  if (sample.size() < 8 || sample.find('\0') == std::string_view::npos) return std::nullopt;
  for (const bool little : {true, false}) {
    std::size_t plausible = 0, all = 0, zeros_below = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); i += 2, ++all) {
      const auto top = static_cast<unsigned char>(sample[little ? i + 1 : i]);
      const auto low = static_cast<unsigned char>(sample[little ? i : i + 1]);
      const bool table = top == 0x25;
      if (top == 0 || top == 4 || (top >= 0x20 && top <= 0x22) || table) ++plausible;
      if (low == 0 && !table) ++zeros_below;
    }
    if (plausible * 100 >= all * 98 && zeros_below * 10 < all) {
      return little ? Form::kUtf16Le : Form::kUtf16Be;
    }
  }
  return std::nullopt;
}

struct Beginning {
  Form form = Form::kBytes;
  std::size_t mark = 0;  // bytes
};
Beginning beginning_of(std::string_view sample) {
  if (sample.starts_with("\xEF\xBB\xBF"sv)) return {Form::kBytes, 3};
  if (sample.starts_with("\xFF\xFE\0\0"sv)) return {Form::kUtf32Le, 4};
  if (sample.starts_with("\0\0\xFE\xFF"sv)) return {Form::kUtf32Be, 4};
  if (sample.starts_with("\xFF\xFE"sv)) return {Form::kUtf16Le, 2};
  if (sample.starts_with("\xFE\xFF"sv)) return {Form::kUtf16Be, 2};
  if (const auto form = unmarked_utf16(sample)) return {*form, 0};
  return {};
}

// Takes the bytes of a text in order and counts.
class Scanner {
 public:
  // `as`: where the characters go as bytes of code pages; nullptr: nowhere.
  Scanner(Beginning beginning, AsCodePages* as) : as_(as), width_(width_of(beginning.form)) {
    scan_.form = beginning.form;
    scan_.mark = beginning.mark > 0;
    offset_ = beginning.mark;
  }

  void take(std::span<const unsigned char> bytes) {
    for (const unsigned char byte : bytes) {
      if (scan_.form == Form::kBytes) {
        take_byte(byte);
      } else {
        unit_.push_back(byte);
        if (unit_.size() == width_) take_unit();
      }
      ++offset_;
    }
  }

  TextScan finish() {
    if (needed_ > 0) malformed(sequence_begin_);
    if (!unit_.empty()) malformed(offset_ - unit_.size());
    if (surrogate_ != 0) malformed(offset_ - 2);
    if (after_cr_) ++scan_.cr;
    // DOS ended its texts with a 1A.
    if (scan_.control.count == 1 && scan_.control.value == 0x1A &&
        scan_.control.offset + 1 == offset_) {
      scan_.control = {};
    }
    end_run();
    return std::move(scan_);
  }

 private:
  static std::size_t width_of(Form form) {
    return form == Form::kBytes ? 1 : form == Form::kUtf16Le || form == Form::kUtf16Be ? 2 : 4;
  }

  void malformed(std::uint64_t offset) {
    meet(scan_.malformed, offset, line_, first_byte_);
    character(kMalformed, offset);
  }

  void take_byte(unsigned char byte) {
    const bool pair = scan_.malformed.count > 0 && offset_ < kPairsWithin;
    if (pair && (byte | last_byte_) >= 0x80) scan_.pairs.add(last_byte_, byte);
    last_byte_ = byte;
    if (byte >= 0x80) ++scan_.high;
    if (needed_ > 0) {
      const bool good = (byte & 0xC0) == 0x80 && byte >= low_ && byte <= high_;
      if (good) {
        code_ = (code_ << 6) | (byte & 0x3FU);
        low_ = 0x80, high_ = 0xBF;
        if (--needed_ == 0) {
          ++scan_.sequences;
          character(code_, sequence_begin_);
        }
        return;
      }
      needed_ = 0;
      malformed(sequence_begin_);
    }
    if (byte < 0x80) {
      character(byte, offset_);
      return;
    }
    // Table 3-7 of the Unicode Standard.
    first_byte_ = byte;
    sequence_begin_ = offset_;
    low_ = 0x80, high_ = 0xBF;
    if (byte >= 0xC2 && byte <= 0xDF) {
      needed_ = 1, code_ = byte & 0x1FU;
    } else if (byte >= 0xE0 && byte <= 0xEF) {
      needed_ = 2, code_ = byte & 0x0FU;
      if (byte == 0xE0) low_ = 0xA0;
      if (byte == 0xED) high_ = 0x9F;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
      needed_ = 3, code_ = byte & 0x07U;
      if (byte == 0xF0) low_ = 0x90;
      if (byte == 0xF4) high_ = 0x8F;
    } else {
      malformed(offset_);
    }
  }

  void take_unit() {
    const bool little = scan_.form == Form::kUtf16Le || scan_.form == Form::kUtf32Le;
    char32_t unit = 0;
    for (std::size_t i = 0; i < width_; ++i) {
      unit = (unit << 8) | unit_[little ? width_ - 1 - i : i];
    }
    unit_.clear();
    const std::uint64_t begin = offset_ + 1 - width_;
    first_byte_ = static_cast<unsigned char>(unit >> (8 * (width_ - 1)));
    if (width_ == 4) {
      const bool good = unit <= 0x10FFFF && (unit < 0xD800 || unit > 0xDFFF);
      return good ? character(unit, begin) : malformed(begin);
    }
    if (surrogate_ != 0) {
      const char32_t high = surrogate_;
      surrogate_ = 0;
      if (unit >= 0xDC00 && unit <= 0xDFFF) {
        return character(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), begin - 2);
      }
      malformed(begin - 2);
    }
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      surrogate_ = unit;
    } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
      malformed(begin);
    } else {
      character(unit, begin);
    }
  }

  void character(char32_t code, std::uint64_t offset) {
    if (after_cr_) {
      code == '\n' ? ++scan_.crlf : ++scan_.cr;
      if (code == '\n') {
        after_cr_ = false;
        end_run();
        last_ = code;
        return;
      }
    } else if (code == '\n') {
      ++scan_.lf;
      ++line_;
    }
    after_cr_ = code == '\r';
    if (after_cr_) ++line_;
    if (code == 0) {
      meet(scan_.nul, offset, line_, 0);
    } else if ((code < 0x20 && code != '\t' && code != '\n' && code != '\r' && code != '\f') ||
               (code >= 0x7F && code < 0xA0)) {
      meet(scan_.control, offset, line_, code);
    } else if (code == 0xFFFD) {
      meet(scan_.replacement, offset, line_, code);
    }
    if (offset < kPairsWithin) remember(code, offset);
  }

  // For the search for wrong readings.
  void remember(char32_t code, std::uint64_t offset) {
    const char32_t before = last_;
    last_ = code;
    if (code != kMalformed && code >= 0x80) {
      if (run_.empty()) run_offset_ = offset;
      if (run_.size() < 512) run_ += code;
    } else {
      end_run();
    }
    if ((code < 0x80 && before < 0x80) || code == kMalformed || before == kMalformed) return;
    scan_.score += score_of_pair(before, code);
    ++scan_.scored;
    if (as_ == nullptr) return;
    static const CodePage& windows = code_page("windows-1251");
    static const CodePage& koi8 = code_page("KOI8-R");
    static const CodePage& dos = code_page("IBM866");
    static const CodePage& western = code_page("windows-1252");
    const auto pair = [&](BytePairs& pairs, const CodePage& page) {
      const auto a = page.byte_of(before), b = page.byte_of(code);
      if (a && b) pairs.add(*a, *b);
    };
    pair(as_->windows_1251, windows);
    pair(as_->koi8_r, koi8);
    pair(as_->ibm866, dos);
    pair(as_->windows_1252, western);
  }

  // Do these characters, as bytes of the page, spell UTF-8 of two letters or more?  It is in
  // `bytes` then.
  static bool is_utf8_in(std::u32string_view run, const CodePage& page, std::string& bytes) {
    bytes.clear();
    for (const char32_t code : run) {
      std::optional<std::uint8_t> byte = page.byte_of(code);
      // What the page leaves open often passes through as a C1 control.
      if (!byte && code < 0xA0) byte = static_cast<std::uint8_t>(code);
      if (!byte) return false;
      bytes += static_cast<char>(*byte);
    }
    std::size_t letters = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
      const auto lead = static_cast<unsigned char>(bytes[at]);
      if (lead == 0xE2 && bytes.size() - at >= 3) {  // a dash or a quotation mark
        ++at;
        continue;
      }
      if (bytes.size() - at < 2 || lead < 0xC3 || lead > 0xD3) return false;
      if ((static_cast<unsigned char>(bytes[at + 1]) & 0xC0) != 0x80) return false;
      ++letters;
    }
    return letters >= 2;
  }

  void meet_run(Met& met, std::string& first) {
    meet(met, run_offset_, line_, 0);
    if (met.count > 1) return;
    std::size_t end = std::min(bytes_.size(), kLongestRun);
    while (end < bytes_.size() && end > 0 && (bytes_[end] & 0xC0) == 0x80) --end;
    first = bytes_.substr(0, end);
  }

  void end_run() {
    if (run_.size() >= 4) {
      static const CodePage& windows = code_page("windows-1251");
      static const CodePage& western = code_page("windows-1252");
      if (is_utf8_in(run_, windows, bytes_)) {
        meet_run(scan_.twice_1251, scan_.run_1251);
      }
      if (is_utf8_in(run_, western, bytes_)) {
        meet_run(scan_.twice_1252, scan_.run_1252);
      }
    }
    run_.clear();
  }

  TextScan scan_;
  AsCodePages* as_;
  std::size_t width_;
  std::uint64_t offset_ = 0, line_ = 1;
  // UTF-8
  unsigned char last_byte_ = 0, first_byte_ = 0, low_ = 0x80, high_ = 0xBF;
  int needed_ = 0;
  char32_t code_ = 0;
  std::uint64_t sequence_begin_ = 0;
  // UTF-16, UTF-32
  std::vector<unsigned char> unit_;
  char32_t surrogate_ = 0;
  // Characters
  bool after_cr_ = false;
  char32_t last_ = 0;
  std::u32string run_;
  std::string bytes_;
  std::uint64_t run_offset_ = 0;
};

Result<TextScan> scan(const ByteSource& bytes, AsCodePages* as) {
  std::vector<std::byte> chunk(64 * 1024);
  DELO_TRY(std::size_t size, bytes.read_at(0, chunk));
  const Beginning beginning = beginning_of({reinterpret_cast<const char*>(chunk.data()), size});
  Scanner scanner(beginning, as);
  std::size_t skip = beginning.mark;
  for (std::uint64_t at = 0; size > 0;) {
    scanner.take({reinterpret_cast<const unsigned char*>(chunk.data()) + skip, size - skip});
    skip = 0;
    at += size;
    DELO_TRY(size, bytes.read_at(at, chunk));
  }
  return scanner.finish();
}

}  // namespace

Result<AsCodePages> characters_as_code_pages(const ByteSource& bytes) {
  AsCodePages as;
  DELO_CHECK(scan(bytes, &as));
  return as;
}

Result<TextScan> scan_text(const ByteSource& bytes) { return scan(bytes, nullptr); }

}  // namespace delo::validators::text
