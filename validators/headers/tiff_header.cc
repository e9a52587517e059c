#include <algorithm>
#include <optional>
#include <vector>

#include "validators/headers/header_reader.h"
#include "validators/tiff/tiff_reader.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

constexpr std::size_t kMostPages = 16;       // looked at
constexpr std::uint64_t kMostEntries = 512;  // of one IFD; real ones have 10 to 40
constexpr std::uint64_t kMostSamples = 64;

struct Field {
  std::uint16_t tag = 0, type = 0;
  std::uint64_t count = 0;
  std::uint64_t value_at = 0;  // offset of the value
};

// The main chain of IFDs, read from pieces (TIFF 6.0 pp. 13-16; BigTIFF design).  Only what
// policies speak of is asked for; what else may be wrong, the examination tells.
class TiffHeader {
 public:
  TiffHeader(const FilePieces& file, Examination& out) : file_(file), out_(out) {}

  void read() {
    const std::string_view head = file_.head();
    big_endian_ = head[0] == 'M';
    big_tiff_ = number(head.substr(2), 2) == 43;
    const std::uint64_t pointer = big_tiff_ ? 8 : 4;
    if (file_.size() < 2 * pointer || head.size() < 2 * pointer) return;
    std::uint64_t offset = number(head.substr(pointer), pointer);
    std::vector<std::uint64_t> seen;
    std::uint64_t from = pointer;
    while (offset != 0 && seen.size() < kMostPages) {
      if (std::ranges::find(seen, offset) != seen.end()) return;
      seen.push_back(offset);
      const auto next = read_ifd(offset, from, seen.size() - 1);
      if (!next) return;
      offset = *next;
    }
    if (offset == 0 && !seen.empty()) {
      out_.technical.page_count = static_cast<std::uint32_t>(seen.size());
    }
  }

 private:
  std::uint64_t number(std::string_view bytes, std::uint64_t width) const {
    std::uint64_t out = 0;
    for (std::uint64_t i = 0; i < width; ++i) {
      const std::uint64_t at = big_endian_ ? i : width - 1 - i;
      out = (out << 8) | static_cast<unsigned char>(bytes[at]);
    }
    return out;
  }

  void add(const Rule& rule, std::uint64_t offset, std::string part, std::string message) {
    out_.findings.push_back(
        finding(rule, {.path = file_.path(), .offset = offset, .part = std::move(part)},
                std::move(message)));
  }

  // Adds the page; the offset of the next IFD.  Nothing: it can't be read, or not yet.
  std::optional<std::uint64_t> read_ifd(std::uint64_t offset, std::uint64_t from,
                                        std::size_t page) {
    const std::string name = "IFD " + std::to_string(page);
    const std::uint64_t count_width = big_tiff_ ? 8 : 2, width = big_tiff_ ? 20 : 12;
    const std::uint64_t pointer = big_tiff_ ? 8 : 4;
    if (offset < 2 * pointer || offset >= file_.size() || file_.size() - offset < count_width) {
      add(page == 0 ? kHeaderFirstIfd : kIfdOutsideFile, from,
          page == 0 ? "header" : "IFD " + std::to_string(page - 1),
          "offset of " + name + " is " + std::to_string(offset) + ", the file ends at " +
              std::to_string(file_.size()));
      return std::nullopt;
    }
    // With what mostly stands right behind it, so that one look is enough.
    constexpr std::uint64_t kUsual = 2048;
    const std::string_view begin = file_.bytes(offset, std::min(kUsual, file_.size() - offset));
    if (begin.empty()) return std::nullopt;
    const std::uint64_t count = number(begin, count_width);
    const std::uint64_t table = count_width + count * width + pointer;
    if (count == 0 || count > kMostEntries) return std::nullopt;
    if (file_.size() - offset < table - pointer) {
      add(kIfdTruncated, offset, name,
          name + " has " + std::to_string(count) + " entries, the file ends at " +
              std::to_string(file_.size()));
      return std::nullopt;
    }
    if (file_.size() - offset < table) return std::nullopt;
    const std::string_view whole = file_.bytes(offset, table);
    if (whole.empty()) return std::nullopt;
    std::vector<Field> fields;
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint64_t at = count_width + i * width;
      Field field{.tag = static_cast<std::uint16_t>(number(whole.substr(at), 2)),
                  .type = static_cast<std::uint16_t>(number(whole.substr(at + 2), 2)),
                  .count = number(whole.substr(at + 4), pointer)};
      const std::uint64_t value = at + 4 + pointer;
      const std::uint64_t one = size_of_type(field.type);
      const bool inside = one > 0 && field.count <= pointer / one;
      field.value_at = inside ? offset + value : number(whole.substr(value), pointer);
      fields.push_back(field);
    }
    if (!add_page(fields, name)) return std::nullopt;
    return number(whole.substr(table - pointer), pointer);
  }

  static const Field* find(const std::vector<Field>& fields, std::uint16_t tag) {
    const auto found = std::ranges::find(fields, tag, &Field::tag);
    return found == fields.end() ? nullptr : &*found;
  }

  std::string_view value(const Field& field, std::uint64_t index) {
    const std::uint64_t one = size_of_type(field.type);
    if (one == 0 || index >= field.count || index > file_.size() / one) return {};
    const std::uint64_t before = one * index;
    if (field.value_at > file_.size() || file_.size() - field.value_at < before ||
        file_.size() - field.value_at - before < one) {
      return {};
    }
    const std::string_view bytes = file_.bytes(field.value_at + before, one);
    if (bytes.empty()) waiting_ = true;
    return bytes;
  }

  std::optional<std::uint64_t> natural(const Field* field, std::uint64_t index = 0) {
    if (field == nullptr) return std::nullopt;
    const bool whole = field->type == kByte || field->type == kShort || field->type == kLong ||
                       field->type == kLong8;
    const std::string_view bytes = whole ? value(*field, index) : std::string_view();
    if (bytes.empty()) return std::nullopt;
    return number(bytes, bytes.size());
  }

  std::optional<double> ppi(const std::vector<Field>& fields, std::uint16_t tag) {
    const Field* field = find(fields, tag);
    const std::string_view bytes =
        field != nullptr && field->type == kRational ? value(*field, 0) : std::string_view();
    if (bytes.empty()) return std::nullopt;
    const double below = static_cast<double>(number(bytes.substr(4), 4));
    const double ratio = below > 0 ? static_cast<double>(number(bytes, 4)) / below : 0;
    const std::uint64_t unit = natural(find(fields, kResolutionUnit)).value_or(2);
    if (ratio <= 0 || unit < 2 || unit > 3) return std::nullopt;
    return unit == 2 ? ratio : ratio * 2.54;
  }

  static std::optional<std::uint32_t> pixels(std::optional<std::uint64_t> n) {
    if (!n || *n == 0 || *n > UINT32_MAX) return std::nullopt;
    return static_cast<std::uint32_t>(*n);
  }

  // false: a value is still to come.
  bool add_page(const std::vector<Field>& fields, const std::string& name) {
    waiting_ = false;
    PageMetadata page;
    page.width = pixels(natural(find(fields, kImageWidth)));
    page.height = pixels(natural(find(fields, kImageLength)));
    page.resolution_x = ppi(fields, kXResolution);
    page.resolution_y = ppi(fields, kYResolution);
    const std::uint64_t samples =
        std::min(natural(find(fields, kSamplesPerPixel)).value_or(1), kMostSamples);
    const Field* bits = find(fields, kBitsPerSample);
    std::uint64_t last = 1;
    for (std::uint64_t i = 0; i < samples; ++i) {
      if (bits != nullptr && i < bits->count) last = natural(bits, i).value_or(last);
      page.bits_per_sample.push_back(static_cast<std::uint16_t>(last));
    }
    const std::uint64_t compression = natural(find(fields, kCompression)).value_or(1);
    page.compression = name_of_compression(compression);
    if (page.compression.empty()) page.compression = std::to_string(compression);
    if (const auto photometric = natural(find(fields, kPhotometric))) {
      page.photometric = name_of_photometric(*photometric);
      if (page.photometric.empty()) page.photometric = std::to_string(*photometric);
    }
    if (find(fields, kIccProfile) != nullptr) page.icc = "embedded, not read";
    check_last_strip(fields, name);
    if (waiting_) return false;
    out_.technical.pages.push_back(std::move(page));
    return true;
  }

  // A copy that broke off lacks its end.
  void check_last_strip(const std::vector<Field>& fields, const std::string& name) {
    for (const auto& [offset_tag, count_tag] :
         {std::pair(kStripOffsets, kStripByteCounts), std::pair(kTileOffsets, kTileByteCounts)}) {
      const Field* offsets = find(fields, offset_tag);
      const Field* counts = find(fields, count_tag);
      if (offsets == nullptr || counts == nullptr || offsets->count == 0 ||
          offsets->count != counts->count) {
        continue;
      }
      const std::uint64_t last = offsets->count - 1;
      const auto offset = natural(offsets, last), bytes = natural(counts, last);
      if (!offset || !bytes) continue;
      if (*offset < file_.size() && file_.size() - *offset >= *bytes) continue;
      const std::string piece = offset_tag == kTileOffsets ? "tile " : "strip ";
      add(kStripOutsideFile, offsets->value_at, name + ", tag " + std::to_string(offset_tag),
          piece + std::to_string(last) + " has " + std::to_string(*bytes) + " bytes at " +
              std::to_string(*offset) + ", the file ends at " + std::to_string(file_.size()));
    }
  }

  const FilePieces& file_;
  Examination& out_;
  bool big_endian_ = false, big_tiff_ = false, waiting_ = false;
};

}  // namespace

void read_tiff_header(const FilePieces& file, Examination& out) { TiffHeader(file, out).read(); }

}  // namespace delo::validators::tiff
