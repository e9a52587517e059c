#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

bool is_exif(const Ifd& ifd) { return !ifd.has_image(); }

void check_type(const Ifd& ifd, const Entry& entry, const TagInfo& info, FindingList& findings) {
  // Exif 3.0 writes texts in UTF-8 under a type of its own.
  if (entry.type == kUtf8 && info.accepts(kAscii)) return;
  if (info.accepts(entry.type)) return;
  findings.add(is_exif(ifd) ? kExifType : kTagType, entry.at, TiffFile::part(ifd, entry),
               std::string(info.name) + " has type " + name_of_type(entry.type) + ", expected " +
                   names_of_types(info.types));
}

void check_count(const TiffFile& file, const Ifd& ifd, const Entry& entry, const TagInfo& info,
                 FindingList& findings) {
  if (entry.count == 0 || info.rule == CountRule::kAny) return;  // zero has its own rule
  std::uint64_t expected = info.count;
  if (info.rule == CountRule::kPerSample) {
    expected = std::max<std::uint64_t>(file.natural_or(ifd, kSamplesPerPixel, 1), 1);
  }
  if (entry.count == expected) return;
  findings.add(is_exif(ifd) ? kExifCount : kTagCount, entry.at, TiffFile::part(ifd, entry),
               std::string(info.name) + " has " + std::to_string(entry.count) +
                   " values, expected " + std::to_string(expected));
}

// ---- Values ----

struct Range {
  std::uint16_t tag;
  std::uint64_t least, most;
};
constexpr Range kImageRanges[] = {
    {kSubfileType, 1, 3},         {kThreshholding, 1, 3},       {kFillOrder, 1, 2},
    {kCellWidth, 1, 65535},       {kCellLength, 1, 65535},      {kOrientation, 1, 8},
    {kSamplesPerPixel, 1, 65535}, {kPlanarConfiguration, 1, 2}, {kGrayResponseUnit, 1, 5},
    {kT4Options, 0, 7},           {kResolutionUnit, 1, 3},      {kInkSet, 1, 2},
    {kExtraSamples, 0, 2},        {kSampleFormat, 1, 6},        {kIndexed, 0, 1},
    {kYcbcrPositioning, 1, 2},    {kCleanFaxData, 0, 2},
};
void report_value(const Ifd& ifd, const Entry& entry, std::string value, std::string expected,
                  FindingList& findings) {
  findings.add(kTagValue, entry.at, TiffFile::part(ifd, entry),
               name_of_tag(ifd.kind, entry.tag) + " is " + std::move(value) + ", expected " +
                   std::move(expected));
}

void check_ranges(const TiffFile& file, const Ifd& ifd, const Entry& entry,
                  std::span<const Range> ranges, FindingList& findings) {
  for (const Range& range : ranges) {
    if (range.tag != entry.tag) continue;
    const std::uint64_t count = std::min<std::uint64_t>(entry.count, 64);
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto value = file.natural(entry, i);
      if (!value || (*value >= range.least && *value <= range.most)) continue;
      report_value(ifd, entry, std::to_string(*value),
                   std::to_string(range.least) + " to " + std::to_string(range.most), findings);
      return;
    }
  }
}

void check_image_value(const TiffFile& file, const Ifd& ifd, const Entry& entry,
                       FindingList& findings) {
  check_ranges(file, ifd, entry, kImageRanges, findings);
  const auto value = file.natural(entry);
  switch (entry.tag) {
    case kNewSubfileType:
      // DNG has added bits 2-3 and 16 (enhanced, depth, masks of meaning).
      if (value && *value > 7 && !file.find(file.ifds.front(), kDngVersion)) {
        report_value(ifd, entry, std::to_string(*value), "bits 0 to 2 only", findings);
      }
      break;
    case kSubfileType:
      findings.add(kTagObsolete, entry.at, TiffFile::part(ifd, entry),
                   "SubfileType is used, which NewSubfileType has replaced");
      break;
    case kT6Options:
      if (value && (*value & ~2ULL) != 0) {
        report_value(ifd, entry, std::to_string(*value), "bit 1 only", findings);
      }
      break;
    case kXResolution:
    case kYResolution: {
      const auto number = file.number(entry);
      if (number && *number <= 0) {
        findings.add(kResolutionZero, entry.at, TiffFile::part(ifd, entry),
                     name_of_tag(ifd.kind, entry.tag) + " is 0");
      }
      break;
    }
    default:
      break;
  }
}

// ---- Fractions, texts, dates ----

void check_rational(const TiffFile& file, const Ifd& ifd, const Entry& entry,
                    FindingList& findings) {
  const std::uint64_t count = std::min<std::uint64_t>(entry.count, 4096);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto ratio = file.rational(entry, i);
    if (!ratio || ratio->denominator != 0) continue;
    // Exif writes 0/0 for what is unknown of a lens (LensSpecification).
    if (ifd.kind == IfdKind::kExif && entry.tag == kLensSpecification) continue;
    findings.add(is_exif(ifd) ? kExifValue : kRationalDenominator, entry.at,
                 TiffFile::part(ifd, entry),
                 name_of_tag(ifd.kind, entry.tag) + " is the fraction " +
                     std::to_string(ratio->numerator) + "/0");
    return;
  }
}

bool has_high_bytes(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 127; });
}

void check_text(const TiffFile& file, const Ifd& ifd, const Entry& entry, FindingList& findings) {
  const auto bytes = file.bytes(entry);
  if (bytes.empty()) return;
  const std::string name = name_of_tag(ifd.kind, entry.tag);
  if (bytes.back() != std::byte{0}) {
    findings.add(kAsciiTerminated, entry.at, TiffFile::part(ifd, entry),
                 name + " has " + std::to_string(entry.count) + " bytes and no NUL at its end");
  }
  const std::string_view text = file.text(entry);
  if (entry.type == kAscii && has_high_bytes(text)) {
    const bool utf8 = is_utf8(text);
    findings.add(utf8 ? kAsciiSevenBit : kAsciiEncoding, entry.at, TiffFile::part(ifd, entry),
                 name + (utf8 ? " is UTF-8, not ASCII" : " is neither ASCII nor UTF-8"));
  }
}

bool is_blank_date(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == ' ' || c == ':'; });
}

// "YYYY:MM:DD HH:MM:SS", or the date alone.
void check_date(const TiffFile& file, const Ifd& ifd, const Entry& entry, bool with_time,
                FindingList& findings) {
  const std::string_view text = file.text(entry);
  if (entry.state != Entry::State::kRead || entry.type != kAscii || entry.count == 0) return;
  // Exif 2.32: unknown is written as blanks.
  if (is_exif(ifd) && is_blank_date(text)) return;
  constexpr std::string_view kForm = "dddd:dd:dd dd:dd:dd";
  const std::string_view form = with_time ? kForm : kForm.substr(0, 10);
  bool fits = text.size() == form.size();
  for (std::size_t i = 0; fits && i < form.size(); ++i) {
    fits = form[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == form[i];
  }
  const std::string part = TiffFile::part(ifd, entry);
  const std::string shown = "\"" + display_of(text.substr(0, 40)) + "\"";
  if (!fits) {
    findings.add(kDateTimeFormat, entry.at, part,
                 name_of_tag(ifd.kind, entry.tag) + " is " + shown + ", expected " +
                     (with_time ? "YYYY:MM:DD HH:MM:SS" : "YYYY:MM:DD"));
    return;
  }
  const auto at = [&](std::size_t i) {
    return static_cast<unsigned>((text[i] - '0') * 10 + (text[i + 1] - '0'));
  };
  const int year = static_cast<int>(at(0) * 100 + at(2));
  const std::chrono::year_month_day day{std::chrono::year{year}, std::chrono::month{at(5)},
                                        std::chrono::day{at(8)}};
  const bool time_fits = !with_time || (at(11) < 24 && at(14) < 60 && at(17) <= 60);
  if (!day.ok() || year == 0 || !time_fits) {
    findings.add(kDateTimePossible, entry.at, part,
                 name_of_tag(ifd.kind, entry.tag) + " is " + shown + ", which is no date");
  }
}

void check_entry(const TiffFile& file, const Ifd& ifd, const Entry& entry, FindingList& findings) {
  if (entry.state == Entry::State::kUnknownType) return;
  if (const TagInfo* info = tag_info(ifd.kind, entry.tag)) {
    check_type(ifd, entry, *info, findings);
    check_count(file, ifd, entry, *info, findings);
    if (ifd.has_image()) check_image_value(file, ifd, entry, findings);
  }
  if (entry.type == kRational || entry.type == kSRational) {
    check_rational(file, ifd, entry, findings);
  }
  if (entry.type == kAscii || entry.type == kUtf8) check_text(file, ifd, entry, findings);
  const bool date = (ifd.has_image() && entry.tag == kDateTime) ||
                    (ifd.kind == IfdKind::kExif &&
                     (entry.tag == kDateTimeOriginal || entry.tag == kDateTimeDigitized));
  if (date) check_date(file, ifd, entry, true, findings);
  if (ifd.kind == IfdKind::kGps && entry.tag == 29) check_date(file, ifd, entry, false, findings);
}

void check_required(const TiffFile& file, const Ifd& ifd, FindingList& findings) {
  for (const Tag tag : {kImageWidth, kImageLength, kPhotometric}) {
    if (file.find(ifd, tag)) continue;
    findings.add(kTagRequired, ifd.offset, TiffFile::part(ifd, tag),
                 name_of_tag(ifd.kind, tag) + " is missing in " + ifd.name);
  }
  if (ifd.kind == IfdKind::kPage &&
      (!file.find(ifd, kXResolution) || !file.find(ifd, kYResolution))) {
    findings.add(kResolutionMissing, ifd.offset, ifd.name,
                 ifd.name + " has no " +
                     (file.find(ifd, kXResolution)   ? "YResolution"
                      : file.find(ifd, kYResolution) ? "XResolution"
                                                     : "XResolution and YResolution"));
  }
}

}  // namespace

void check_tags(const TiffFile& file, FindingList& findings) {
  for (const Ifd& ifd : file.ifds) {
    for (const Entry& entry : ifd.entries) check_entry(file, ifd, entry, findings);
    if (ifd.has_image()) check_required(file, ifd, findings);
  }
}

}  // namespace delo::validators::tiff
