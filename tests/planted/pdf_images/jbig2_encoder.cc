#include "tests/planted/pdf_images/jbig2_encoder.h"

#include <vector>

namespace delo::planted {
namespace {

std::string number(std::uint32_t value, int bytes) {
  std::string out;
  while (bytes-- > 0) out.push_back(static_cast<char>(value >> (8 * bytes) & 0xFF));
  return out;
}

// Annex E: the arithmetic encoder.
class ArithmeticEncoder {
 public:
  void encode(unsigned context, bool bit) {
    State& state = states_[context];
    const Estimate& e = kEstimates[state.index];
    a_ -= e.qe;
    if (bit == state.mps) {
      if (a_ & 0x8000) {
        c_ += e.qe;
        return;
      }
      if (a_ < e.qe) {
        a_ = e.qe;
      } else {
        c_ += e.qe;
      }
      state.index = e.after_mps;
    } else {
      if (a_ < e.qe) {
        c_ += e.qe;
      } else {
        a_ = e.qe;
      }
      if (e.change) state.mps = !state.mps;
      state.index = e.after_lps;
    }
    do {
      a_ <<= 1;
      c_ <<= 1;
      if (--count_ == 0) byte_out();
    } while (!(a_ & 0x8000));
  }
  std::string finish() {
    const std::uint32_t limit = c_ + a_;
    c_ |= 0xFFFF;
    if (c_ >= limit) c_ -= 0x8000;
    c_ <<= count_;
    byte_out();
    c_ <<= count_;
    byte_out();
    if (out_.back() != 0xFF) out_.push_back(0xFF);
    out_.push_back(0xAC);
    return std::string(out_.begin() + 1, out_.end());
  }

 private:
  struct Estimate {
    std::uint32_t qe;
    int after_mps, after_lps;
    bool change;
  };
  struct State {
    int index = 0;
    bool mps = false;
  };

  void byte_out() {
    if (out_.back() != 0xFF && c_ >= 0x8000000) {
      ++out_.back();
      if (out_.back() == 0xFF) c_ &= 0x7FFFFFF;
    }
    if (out_.back() == 0xFF) {
      out_.push_back(static_cast<unsigned char>(c_ >> 20));
      c_ &= 0xFFFFF;
      count_ = 7;
    } else {
      out_.push_back(static_cast<unsigned char>(c_ >> 19 & 0xFF));
      c_ &= 0x7FFFF;
      count_ = 8;
    }
  }

  static constexpr Estimate kEstimates[47] = {
      {0x5601, 1, 1, true},    {0x3401, 2, 6, false},   {0x1801, 3, 9, false},
      {0x0AC1, 4, 12, false},  {0x0521, 5, 29, false},  {0x0221, 38, 33, false},
      {0x5601, 7, 6, true},    {0x5401, 8, 14, false},  {0x4801, 9, 14, false},
      {0x3801, 10, 14, false}, {0x3001, 11, 17, false}, {0x2401, 12, 18, false},
      {0x1C01, 13, 20, false}, {0x1601, 29, 21, false}, {0x5601, 15, 14, true},
      {0x5401, 16, 14, false}, {0x5101, 17, 15, false}, {0x4801, 18, 16, false},
      {0x3801, 19, 17, false}, {0x3401, 20, 18, false}, {0x3001, 21, 19, false},
      {0x2801, 22, 19, false}, {0x2401, 23, 20, false}, {0x2201, 24, 21, false},
      {0x1C01, 25, 22, false}, {0x1801, 26, 23, false}, {0x1601, 27, 24, false},
      {0x1401, 28, 25, false}, {0x1201, 29, 26, false}, {0x1101, 30, 27, false},
      {0x0AC1, 31, 28, false}, {0x09C1, 32, 29, false}, {0x08A1, 33, 30, false},
      {0x0521, 34, 31, false}, {0x0441, 35, 32, false}, {0x02A1, 36, 33, false},
      {0x0221, 37, 34, false}, {0x0141, 38, 35, false}, {0x0111, 39, 36, false},
      {0x0085, 40, 37, false}, {0x0049, 41, 38, false}, {0x0025, 42, 39, false},
      {0x0015, 43, 40, false}, {0x0009, 44, 41, false}, {0x0005, 45, 42, false},
      {0x0001, 45, 43, false}, {0x5601, 46, 46, false}};

  std::vector<State> states_ = std::vector<State>(1 << 16);
  std::vector<unsigned char> out_ = {0};  // a place for a carry before the first byte
  std::uint32_t a_ = 0x8000, c_ = 0;
  int count_ = 12;
};

std::string segment(std::uint32_t number_of, int type, const std::string& referred, int page,
                    const std::string& data) {
  std::string out = number(number_of, 4) + static_cast<char>(type);
  out += static_cast<char>(referred.size() << 5);
  return out + referred + static_cast<char>(page) +
         number(static_cast<std::uint32_t>(data.size()), 4) + data;
}

std::string page_information(int width, int height) {
  return segment(0, 48, "", 1,
                 number(static_cast<std::uint32_t>(width), 4) +
                     number(static_cast<std::uint32_t>(height), 4) + std::string(11, '\0'));
}

std::string region(int width, int height) {  // 7.4.1
  return number(static_cast<std::uint32_t>(width), 4) +
         number(static_cast<std::uint32_t>(height), 4) + std::string(9, '\0');
}

}  // namespace

std::string jbig2_of(const Bilevel& page, bool mmr) {
  std::string data = region(page.width, page.height);
  if (mmr) {
    data += '\1' + g4_of(page);
  } else {
    data += std::string("\0\3\xFF\xFD\xFF\2\xFE\xFE\xFE", 9);  // the nominal adaptive pixels
    ArithmeticEncoder encoder;
    for (int y = 0; y < page.height; ++y) {
      for (int x = 0; x < page.width; ++x) {
        unsigned context = 0;
        for (int i = -2; i <= 2; ++i) context = context << 1 | (page.black(x + i, y - 2) ? 1 : 0);
        for (int i = -3; i <= 3; ++i) context = context << 1 | (page.black(x + i, y - 1) ? 1 : 0);
        for (int i = -4; i < 0; ++i) context = context << 1 | (page.black(x + i, y) ? 1 : 0);
        encoder.encode(context, page.black(x, y));
      }
    }
    data += encoder.finish();
  }
  return page_information(page.width, page.height) + segment(1, 38, "", 1, data);
}

Jbig2WithGlobals halftone_of(const Bilevel& cells) {
  // Pattern 0 is white, pattern 1 a black frame.
  Bilevel patterns{16, 8, {}};
  for (int y = 0; y < 8; ++y)
    patterns.bytes += std::string{'\0', y == 0 || y == 7 ? '\xFF' : '\x81'};
  Jbig2WithGlobals out;
  out.globals = segment(1, 16, "", 0, std::string("\1\x08\x08\0\0\0\1", 7) + g4_of(patterns));
  const int width = cells.width * 8, height = cells.height * 8;
  const std::string data = region(width, height) + '\1' +
                           number(static_cast<std::uint32_t>(cells.width), 4) +
                           number(static_cast<std::uint32_t>(cells.height), 4) +
                           std::string(8, '\0') + number(8 * 256, 2) + number(0, 2) + g4_of(cells);
  out.data = page_information(width, height) + segment(2, 22, "\1", 1, data);
  return out;
}

}  // namespace delo::planted
