#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "validators/tiff/blob.h"
#include "validators/tiff/tiff_rules.h"

namespace delo::validators::tiff {
namespace {

// ---- Values of data sets.  IIM 4.2 chapters 5 and 6 ----

struct DataSet {
  unsigned record = 0, number = 0;
  std::string_view data;
  std::uint64_t at = 0;
  std::string name() const { return std::to_string(record) + ":" + std::to_string(number); }
};

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}
unsigned two_digits(std::string_view text, std::size_t at) {
  return static_cast<unsigned>((text[at] - '0') * 10 + (text[at + 1] - '0'));
}

// CCYYMMDD, with zeros for the parts that are not known.
bool is_date(std::string_view text) {
  if (text.size() != 8 || !all_digits(text)) return false;
  const unsigned month = two_digits(text, 4), day = two_digits(text, 6);
  if (month == 0) return day == 0;
  if (month > 12) return false;
  const int year = static_cast<int>(two_digits(text, 0) * 100 + two_digits(text, 2));
  if (day == 0) return true;
  return std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month},
                                     std::chrono::day{day}}
      .ok();
}

// HHMMSS±HHMM
bool is_time(std::string_view text) {
  if (text.size() != 11 || (text[6] != '+' && text[6] != '-')) return false;
  if (!all_digits(text.substr(0, 6)) || !all_digits(text.substr(7))) return false;
  return two_digits(text, 0) < 24 && two_digits(text, 2) < 60 && two_digits(text, 4) < 60 &&
         two_digits(text, 7) < 24 && two_digits(text, 9) < 60;
}

// Most octets of the texts of record 2 that stand once.
struct Text {
  unsigned number;
  std::size_t most;
};
constexpr Text kTexts[] = {{5, 64},   {7, 64},    {10, 1},   {15, 3},   {22, 32},   {40, 256},
                           {85, 32},  {90, 32},   {92, 32},  {95, 32},  {100, 3},   {101, 64},
                           {103, 32}, {105, 256}, {110, 32}, {115, 32}, {116, 128}, {120, 2000}};

std::string fault_of(const DataSet& set) {
  if (set.number == 0 && (set.record == 1 || set.record == 2) && set.data.size() != 2) {
    return "is a version of " + std::to_string(set.data.size()) + " bytes, expected 2";
  }
  if (set.record != 2) return {};
  switch (set.number) {
    case 30:
    case 37:
    case 47:
    case 55:
    case 62:
      if (!is_date(set.data)) return "is no date CCYYMMDD";
      return {};
    case 35:
    case 38:
    case 60:
    case 63:
      if (!is_time(set.data)) return "is no time HHMMSS+HHMM";
      return {};
    default:
      break;
  }
  const auto text = std::ranges::find(kTexts, set.number, &Text::number);
  if (text == std::end(kTexts) || set.data.size() <= text->most) return {};
  return "has " + std::to_string(set.data.size()) + " bytes, expected at most " +
         std::to_string(text->most);
}

// What is told of a block's values: each kind of fault once.
class Values {
 public:
  explicit Values(const Blob& blob) : blob_(blob) {}

  void take(const DataSet& set) {
    if (set.record < record_) {
      say(set, "follows record " + std::to_string(record_));
    }
    record_ = std::max(record_, set.record);
    if (set.record == 1 && set.number == 90) utf8_ = set.data == "\x1b%G";
    std::string fault = fault_of(set);
    if (!fault.empty()) say(set, "\"" + display_of(set.data.substr(0, 40)) + "\" " + fault);
    if (set.record == 2 && utf8_ && set.number != 0 && !is_utf8(set.data)) {
      say(set, "is not the UTF-8 that 1:90 promises");
    }
    const bool once = std::ranges::find(kTexts, set.number, &Text::number) != std::end(kTexts);
    // Several by-lines and their titles are allowed (2:80, 2:85).
    if (set.record == 2 && once && set.number != 85 && !seen_.insert(set.number).second) {
      say(set, "occurs more than once");
    }
  }

 private:
  void say(const DataSet& set, const std::string& what) {
    blob_.add(kIptcValue, "IPTC data set " + set.name() + " " + what, set.at);
  }

  const Blob& blob_;
  unsigned record_ = 0;
  bool utf8_ = false;
  std::set<unsigned> seen_;
};

// ---- Data sets 1C record data-set length.  IIM 4.2 § 1.5 ----

// LONGs of the machine's byte order hold IPTC bytes swapped in some files; the first
// byte tells.
bool is_swapped(const Blob& blob, Bytes bytes) {
  return blob.entry.type == kLong && bytes.size() >= 4 && byte_at(bytes, 0) != 0x1C &&
         byte_at(bytes, 3) == 0x1C;
}

bool is_padding(Bytes bytes) {
  return std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
}

// `base`: where `bytes` begin in the tag's value; `structure`: the rule that they are whole.
void check_data_sets(const Blob& blob, Bytes bytes, std::uint64_t base, const Rule& structure) {
  Values values(blob);
  const auto bad = [&](const std::string& what, std::size_t at) {
    blob.add(structure, "IPTC data " + what, base + at);
  };
  std::size_t at = 0;
  while (at < bytes.size()) {
    // LONGs are filled up with zeros, and some writers leave more.
    if (at > 0 && byte_at(bytes, at) == 0 && is_padding(bytes.subspan(at))) return;
    if (byte_at(bytes, at) != 0x1C) {
      return bad("has byte " + std::to_string(byte_at(bytes, at)) + " at " + std::to_string(at) +
                     ", expected a data set (28)",
                 at);
    }
    if (bytes.size() - at < 5) return bad("ends within a data set", at);
    const unsigned record = byte_at(bytes, at + 1), number = byte_at(bytes, at + 2);
    const std::string name = std::to_string(record) + ":" + std::to_string(number);
    if (record == 0) return bad("set " + name + " is of no record", at);
    std::uint64_t length = big_endian(bytes, at + 3, 2);
    std::size_t head = 5;
    if (length & 0x8000) {  // extended: that many bytes of length follow
      const std::uint64_t width = length & 0x7FFF;
      if (width == 0 || width > 8 || bytes.size() - at - 5 < width) {
        return bad("set " + name + " has an impossible length", at);
      }
      length = big_endian(bytes, at + 5, static_cast<std::size_t>(width));
      head += static_cast<std::size_t>(width);
    }
    if (length > bytes.size() - at - head) {
      return bad("set " + name + " has " + std::to_string(length) + " bytes, " +
                     std::to_string(bytes.size() - at - head) + " are there",
                 at);
    }
    const auto data = bytes.subspan(at + head, static_cast<std::size_t>(length));
    values.take({record, number, chars(data), base + at});
    at += head + static_cast<std::size_t>(length);
  }
}

}  // namespace

void check_iptc(const Blob& blob) {
  const Bytes bytes = blob.bytes();
  if (!is_swapped(blob, bytes)) check_data_sets(blob, bytes, 0, kIptcStructure);
}

// Photoshop: 8BIM, id, Pascal name padded to even, size, data padded to even.
void check_photoshop(const Blob& blob) {
  const Bytes bytes = blob.bytes();
  std::size_t at = 0;
  const auto bad = [&](const std::string& what, const Rule& rule = kPhotoshopSize) {
    blob.add(rule, "Photoshop data at " + std::to_string(at) + " " + what, at);
  };
  while (at < bytes.size()) {
    const auto rest = bytes.subspan(at);
    if (is_padding(rest)) return;
    const std::string_view kind = chars(rest.first(std::min<std::size_t>(rest.size(), 4)));
    if (kind != "8BIM" && kind != "MeSa" && kind != "AgHg" && kind != "PHUT" && kind != "DCSR") {
      return bad("is no image resource block", kPhotoshopStructure);
    }
    if (rest.size() < 12) return bad("ends within a block");
    const std::size_t name = (byte_at(rest, 6) + 2U) & ~1U;
    if (rest.size() - 6 < name + 4) return bad("ends within a block");
    const std::uint64_t size = big_endian(rest, 6 + name, 4);
    const std::size_t head = 10 + name;
    if (size > rest.size() - head) {
      return bad("has a block of " + std::to_string(size) + " bytes, " +
                 std::to_string(rest.size() - head) + " are there");
    }
    const auto data = rest.subspan(head, static_cast<std::size_t>(size));
    constexpr std::uint64_t kIptcBlock = 0x0404;
    if (kind == "8BIM" && big_endian(rest, 4, 2) == kIptcBlock && !data.empty()) {
      check_data_sets(blob, data, at + head, kPhotoshopStructure);
    }
    at += std::min<std::size_t>(head + ((static_cast<std::size_t>(size) + 1) & ~std::size_t{1}),
                                rest.size());
  }
}

}  // namespace delo::validators::tiff
