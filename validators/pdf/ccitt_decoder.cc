#include "validators/pdf/ccitt_decoder.h"

#include <algorithm>
#include <array>
#include <vector>

namespace delo::validators::pdf {
namespace {

constexpr std::int64_t kMaxColumns = 1 << 20;

// T.4 tables 2 and 3: the codes of the runs 0..63, then 64, 128 … 1728; of 1792 …
// 2560 for both colours.
constexpr std::string_view kWhite[] = {
    "00110101",  "000111",    "0111",      "1000",      "1011",      "1100",      "1110",
    "1111",      "10011",     "10100",     "00111",     "01000",     "001000",    "000011",
    "110100",    "110101",    "101010",    "101011",    "0100111",   "0001100",   "0001000",
    "0010111",   "0000011",   "0000100",   "0101000",   "0101011",   "0010011",   "0100100",
    "0011000",   "00000010",  "00000011",  "00011010",  "00011011",  "00010010",  "00010011",
    "00010100",  "00010101",  "00010110",  "00010111",  "00101000",  "00101001",  "00101010",
    "00101011",  "00101100",  "00101101",  "00000100",  "00000101",  "00001010",  "00001011",
    "01010010",  "01010011",  "01010100",  "01010101",  "00100100",  "00100101",  "01011000",
    "01011001",  "01011010",  "01011011",  "01001010",  "01001011",  "00110010",  "00110011",
    "00110100",  "11011",     "10010",     "010111",    "0110111",   "00110110",  "00110111",
    "01100100",  "01100101",  "01101000",  "01100111",  "011001100", "011001101", "011010010",
    "011010011", "011010100", "011010101", "011010110", "011010111", "011011000", "011011001",
    "011011010", "011011011", "010011000", "010011001", "010011010", "011000",    "010011011"};
constexpr std::string_view kBlack[] = {"0000110111",
                                       "010",
                                       "11",
                                       "10",
                                       "011",
                                       "0011",
                                       "0010",
                                       "00011",
                                       "000101",
                                       "000100",
                                       "0000100",
                                       "0000101",
                                       "0000111",
                                       "00000100",
                                       "00000111",
                                       "000011000",
                                       "0000010111",
                                       "0000011000",
                                       "0000001000",
                                       "00001100111",
                                       "00001101000",
                                       "00001101100",
                                       "00000110111",
                                       "00000101000",
                                       "00000010111",
                                       "00000011000",
                                       "000011001010",
                                       "000011001011",
                                       "000011001100",
                                       "000011001101",
                                       "000001101000",
                                       "000001101001",
                                       "000001101010",
                                       "000001101011",
                                       "000011010010",
                                       "000011010011",
                                       "000011010100",
                                       "000011010101",
                                       "000011010110",
                                       "000011010111",
                                       "000001101100",
                                       "000001101101",
                                       "000011011010",
                                       "000011011011",
                                       "000001010100",
                                       "000001010101",
                                       "000001010110",
                                       "000001010111",
                                       "000001100100",
                                       "000001100101",
                                       "000001010010",
                                       "000001010011",
                                       "000000100100",
                                       "000000110111",
                                       "000000111000",
                                       "000000100111",
                                       "000000101000",
                                       "000001011000",
                                       "000001011001",
                                       "000000101011",
                                       "000000101100",
                                       "000001011010",
                                       "000001100110",
                                       "000001100111",
                                       "0000001111",
                                       "000011001000",
                                       "000011001001",
                                       "000001011011",
                                       "000000110011",
                                       "000000110100",
                                       "000000110101",
                                       "0000001101100",
                                       "0000001101101",
                                       "0000001001010",
                                       "0000001001011",
                                       "0000001001100",
                                       "0000001001101",
                                       "0000001110010",
                                       "0000001110011",
                                       "0000001110100",
                                       "0000001110101",
                                       "0000001110110",
                                       "0000001110111",
                                       "0000001010010",
                                       "0000001010011",
                                       "0000001010100",
                                       "0000001010101",
                                       "0000001011010",
                                       "0000001011011",
                                       "0000001100100",
                                       "0000001100101"};
constexpr std::string_view kLong[] = {
    "00000001000",  "00000001100",  "00000001101",  "000000010010", "000000010011",
    "000000010100", "000000010101", "000000010110", "000000010111", "000000011100",
    "000000011101", "000000011110", "000000011111"};

struct Code {
  std::int16_t value = -1;  // -1: no code begins so
  std::uint8_t length = 0;  // bits
};
using RunTable = std::array<Code, 1 << 13>;

template <std::size_t N>
void fill(std::array<Code, N>& table, int bits, std::string_view code, int value) {
  unsigned prefix = 0;
  for (const char c : code) prefix = prefix << 1 | (c == '1' ? 1u : 0u);
  const int free = bits - static_cast<int>(code.size());
  for (unsigned low = 0; low < (1u << free); ++low)
    table[(prefix << free) | low] = {static_cast<std::int16_t>(value),
                                     static_cast<std::uint8_t>(code.size())};
}

RunTable run_table(const std::string_view (&codes)[91]) {
  RunTable table{};
  for (int i = 0; i < 91; ++i) fill(table, 13, codes[i], i < 64 ? i : (i - 63) * 64);
  for (int i = 0; i < 13; ++i) fill(table, 13, kLong[i], 1792 + 64 * i);
  return table;
}

const RunTable& runs_of(bool black) {
  static const RunTable kWhiteRuns = run_table(kWhite);
  static const RunTable kBlackRuns = run_table(kBlack);
  return black ? kBlackRuns : kWhiteRuns;
}

enum Mode : std::int16_t { kPass = 10, kHorizontal = 11 };  // else the shift of V, -3..3 as 0..6

const std::array<Code, 128>& modes() {
  static const std::array<Code, 128> kModes = [] {
    std::array<Code, 128> table{};
    fill(table, 7, "0001", kPass);
    fill(table, 7, "001", kHorizontal);
    const std::string_view vertical[] = {"0000010", "000010", "010",    "1",
                                         "011",     "000011", "0000011"};
    for (int i = 0; i < 7; ++i) fill(table, 7, vertical[i], i);
    return table;
  }();
  return kModes;
}

// Bits from the most significant on; zeros after the end.
class Bits {
 public:
  explicit Bits(std::string_view data) : data_(data) {}
  std::uint32_t peek(unsigned count) {  // 24 at most
    while (held_ < count) {
      buffer_ = buffer_ << 8 | (at_ < data_.size() ? static_cast<unsigned char>(data_[at_]) : 0u);
      ++at_;
      held_ += 8;
    }
    return static_cast<std::uint32_t>(buffer_ >> (held_ - count)) & ((1u << count) - 1);
  }
  void skip(unsigned count) {
    peek(count);
    held_ -= count;
  }
  std::uint64_t position() const { return static_cast<std::uint64_t>(at_) * 8 - held_; }
  std::uint64_t left() const {
    const std::uint64_t total = static_cast<std::uint64_t>(data_.size()) * 8;
    return total > position() ? total - position() : 0;
  }
  bool past_end() const { return position() > static_cast<std::uint64_t>(data_.size()) * 8; }

 private:
  std::string_view data_;
  std::size_t at_ = 0;
  std::uint64_t buffer_ = 0;
  unsigned held_ = 0;
};

class Decoder {
 public:
  Decoder(std::string_view data, const CcittParameters& parameters, std::uint64_t height,
          const CcittRow& row)
      : bits_(data),
        parameters_(parameters),
        height_(height),
        row_(row),
        columns_(static_cast<std::int32_t>(parameters.columns)) {
    reference_ = {columns_, columns_};
  }

  CcittReport decode() {
    CcittReport report;
    while (report.fault.empty()) {
      if (parameters_.byte_align) align();
      if (at_end(report)) break;
      if (report.rows > height_) break;  // one more than there should be is enough to know
      bool flat = parameters_.k == 0;
      if (parameters_.k > 0) flat = !tag_given_ || tag_;
      current_.clear();
      const bool whole = flat ? flat_row() : two_dimensional_row();
      if (!whole || bits_.past_end()) {
        report.fault = "row " + std::to_string(report.rows + 1) + " " +
                       (bits_.past_end() ? "is cut off" : fault_) + ", at byte " +
                       std::to_string(bits_.position() / 8) + " of the image data";
        break;
      }
      if (row_) row_(report.rows, current_);
      current_.push_back(columns_);
      current_.push_back(columns_);
      std::swap(reference_, current_);
      ++report.rows;
    }
    report.rest = bits_.left() / 8;
    return report;
  }

 private:
  void align() {
    const unsigned over = static_cast<unsigned>(bits_.position() % 8);
    if (over) bits_.skip(8 - over);
  }

  // End markers and EOLs before a row; true: there are no more rows.
  bool at_end(CcittReport& report) {
    if (parameters_.k < 0) {
      if (bits_.peek(24) == 0x001001) {
        bits_.skip(24);
        report.end_marker = true;
        return true;
      }
      return bits_.left() == 0 || (report.rows >= height_ && rest_is_zero());
    }
    tag_given_ = false;
    int lines = 0;
    while (end_of_line()) {
      ++lines;
      if (parameters_.k > 0) {
        tag_given_ = true;
        tag_ = bits_.peek(1) != 0;
        bits_.skip(1);
      }
      if (lines >= 2 && parameters_.end_of_block) {
        report.end_marker = true;
        while (end_of_line())
          if (parameters_.k > 0) bits_.skip(1);
        return true;
      }
    }
    return bits_.left() == 0 || (report.rows >= height_ && rest_is_zero());
  }

  bool rest_is_zero() {
    return bits_.left() < 24 &&
           (bits_.left() == 0 || bits_.peek(static_cast<unsigned>(bits_.left())) == 0);
  }

  // Fill and an EOL (eleven zeros or more, then a one), if they are next.
  bool end_of_line() {
    if (bits_.peek(11) != 0) return false;
    Bits ahead = bits_;
    ahead.skip(11);
    while (ahead.left() > 0 && ahead.peek(1) == 0) {
      if (ahead.left() > 8 && ahead.peek(8) == 0) {
        ahead.skip(8);
      } else {
        ahead.skip(1);
      }
    }
    if (ahead.left() == 0) return false;
    ahead.skip(1);
    bits_ = ahead;
    return true;
  }

  bool run(bool black, std::int32_t& length) {
    length = 0;
    for (;;) {
      const Code code = runs_of(black)[bits_.peek(13)];
      if (code.value < 0) {
        fault_ = "holds a code that is none";
        return false;
      }
      bits_.skip(code.length);
      length += code.value;
      if (length > columns_) {
        fault_ = "is longer than " + std::to_string(columns_) + " pixels";
        return false;
      }
      if (code.value < 64) return true;
    }
  }

  bool flat_row() {
    std::int32_t at = 0;
    for (bool black = false; at < columns_; black = !black) {
      std::int32_t length = 0;
      if (!run(black, length)) return false;
      at += length;
      if (at > columns_) {
        fault_ = "is longer than " + std::to_string(columns_) + " pixels";
        return false;
      }
      current_.push_back(at);
    }
    return true;
  }

  bool two_dimensional_row() {
    std::int32_t at = -1;  // a0
    bool black = false;
    std::size_t b = 0;  // index into reference_, of the colour's parity
    while (at < columns_) {
      // b1: the first change right of a0 to the other colour.
      b = b > 0 ? b - 1 : 0;
      if ((b & 1) != (black ? 1u : 0u)) ++b;
      while (change(b) <= at && change(b) < columns_) b += 2;
      const std::int32_t b1 = change(b);
      const Code code = modes()[bits_.peek(7)];
      if (code.value < 0) {
        fault_ = "holds a code that is none";
        return false;
      }
      bits_.skip(code.length);
      if (code.value == kPass) {
        at = change(b + 1);
      } else if (code.value == kHorizontal) {
        std::int32_t first = 0, second = 0;
        if (!run(black, first) || !run(!black, second)) return false;
        at = std::max(at, 0) + first;
        if (at > columns_ || second > columns_ - at) {
          fault_ = "is longer than " + std::to_string(columns_) + " pixels";
          return false;
        }
        current_.push_back(at);
        at += second;
        current_.push_back(at);
      } else {
        const std::int32_t next = b1 + code.value - 3;
        if (next < std::max(at, 0) || next > columns_ ||
            (next == at && at > 0 && code.value < 3 && b1 == at)) {
          fault_ = "goes back before its last change";
          return false;
        }
        at = next;
        current_.push_back(at);
        black = !black;
      }
    }
    return true;
  }

  std::int32_t change(std::size_t index) const {
    return index < reference_.size() ? reference_[index] : columns_;
  }

  Bits bits_;
  const CcittParameters parameters_;
  std::uint64_t height_;
  const CcittRow& row_;
  std::int32_t columns_;
  std::vector<std::int32_t> reference_, current_;
  bool tag_given_ = false, tag_ = false;
  std::string fault_;
};

}  // namespace

CcittReport decode_ccitt(std::string_view data, const CcittParameters& parameters,
                         std::uint64_t height, const CcittRow& row) {
  if (parameters.columns < 1 || parameters.columns > kMaxColumns) {
    CcittReport report;
    report.fault = "Columns is " + std::to_string(parameters.columns);
    return report;
  }
  return Decoder(data, parameters, height, row).decode();
}

void paint_ccitt(std::span<const std::int32_t> changes, std::span<std::byte> row) {
  const auto last = static_cast<std::int32_t>(std::min<std::size_t>(row.size() * 8, 1u << 30));
  for (std::size_t i = 0; i < changes.size(); i += 2) {
    const std::int32_t from = std::clamp(changes[i], 0, last);
    const std::int32_t to = i + 1 < changes.size() ? std::clamp(changes[i + 1], from, last) : last;
    if (from == to) continue;
    const auto first_byte = static_cast<std::size_t>(from / 8);
    const auto last_byte = static_cast<std::size_t>((to - 1) / 8);
    const auto head = static_cast<std::byte>(0xFF >> (from % 8));
    const auto tail = static_cast<std::byte>(0xFF << (7 - (to - 1) % 8));
    if (first_byte == last_byte) {
      row[first_byte] |= head & tail;
      continue;
    }
    row[first_byte] |= head;
    std::fill(row.begin() + static_cast<std::ptrdiff_t>(first_byte) + 1,
              row.begin() + static_cast<std::ptrdiff_t>(last_byte), std::byte{0xFF});
    row[last_byte] |= tail;
  }
}

}  // namespace delo::validators::pdf
