#include <algorithm>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

// One entry of an Exif or GPS directory and where its findings go.
struct Field {
  const TiffFile& file;
  const Ifd& ifd;
  const Entry& entry;
  FindingList& findings;

  void report(const std::string& value, const std::string& expected) const {
    findings.add(kExifValue, entry.at, TiffFile::part(ifd, entry),
                 name_of_tag(ifd.kind, entry.tag) + " is " + value + ", expected " + expected);
  }
  void report_text(std::string_view text, const std::string& expected) const {
    report("\"" + display_of(text.substr(0, 40)) + "\"", expected);
  }
  std::string_view text() const { return file.text(entry); }
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

std::string text_of(double number) {
  std::string out = std::to_string(number);
  out.erase(std::max(out.find_last_not_of('0') + 1, out.find('.') + 1));
  if (out.ends_with('.')) out.pop_back();
  return out;
}

// ---- Exif ----

struct Choice {
  std::uint16_t tag;
  std::uint64_t least, most;
  std::uint64_t also;  // one value more: "other", "not calibrated"
};
// Exif 2.32 § 4.6.5.  CustomRendered is left out: makers of telephones use it freely.
constexpr Choice kChoices[] = {
    {34850, 0, 9, 0},      // ExposureProgram; 9 (bulb) is in wide use
    {34864, 0, 7, 0},      // SensitivityType
    {37121, 0, 6, 0},      // ComponentsConfiguration
    {37383, 0, 6, 255},    // MeteringMode
    {40961, 1, 2, 65535},  // ColorSpace; 2 (Adobe RGB) is in wide use
    {41488, 1, 3, 0},      // FocalPlaneResolutionUnit
    {41495, 1, 8, 0},      // SensingMethod
    {41728, 0, 3, 0},      // FileSource
    {41986, 0, 2, 0},      // ExposureMode
    {41987, 0, 1, 0},      // WhiteBalance
    {41990, 0, 3, 0},      // SceneCaptureType
    {41991, 0, 4, 0},      // GainControl
    {41992, 0, 2, 0},      // Contrast
    {41993, 0, 2, 0},      // Saturation
    {41994, 0, 2, 0},      // Sharpness
    {41996, 0, 3, 0},      // SubjectDistanceRange
};

void check_choice(const Field& field) {
  const auto choice = std::ranges::find(kChoices, field.entry.tag, &Choice::tag);
  if (choice == std::end(kChoices)) return;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(field.entry.count, 64); ++i) {
    const auto value = field.file.natural(field.entry, i);
    if (!value || (*value >= choice->least && *value <= choice->most)) continue;
    if (choice->also != 0 && *value == choice->also) continue;
    return field.report(std::to_string(*value),
                        std::to_string(choice->least) + " to " + std::to_string(choice->most));
  }
}

void check_light_source(const Field& field) {
  const auto value = field.file.natural(field.entry);
  if (!value || *value <= 4 || (*value >= 9 && *value <= 24) || *value == 255) return;
  field.report(std::to_string(*value), "0 to 4, 9 to 24, or 255");
}

// Four digits, as "0232"; ExifVersion is of 1.0 to 3.x.
void check_version(const Field& field) {
  const auto bytes = field.file.bytes(field.entry);
  if (bytes.size() != 4) return;  // another count has its own rule
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), 4);
  const bool exif = field.entry.tag == kExifVersion;
  if (all_digits(text) && (!exif || (text >= "0100" && text < "0400"))) return;
  field.report_text(text, exif ? "four digits from 0100 to 0399" : "four digits");
}

// Digits; blanks at the end, or nothing else, where the fraction is unknown.
void check_subsec(const Field& field) {
  std::string_view text = field.text();
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (!all_digits(text)) field.report_text(field.text(), "digits");
}

// "+03:00", or blanks.  Exif 2.32 § 4.6.5 F
void check_offset_time(const Field& field) {
  const std::string_view text = field.text();
  if (std::ranges::all_of(text, [](char c) { return c == ' ' || c == ':'; })) return;
  bool fits = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
              all_digits(text.substr(1, 2)) && all_digits(text.substr(4));
  if (fits) {
    const int hours = (text[1] - '0') * 10 + text[2] - '0';
    const int minutes = (text[4] - '0') * 10 + text[5] - '0';
    fits = minutes < 60 && hours * 60 + minutes <= 14 * 60;
  }
  if (!fits) field.report_text(text, "a time from UTC such as +03:00");
}

// Eight bytes that name its encoding come first.  Exif 2.32 § 4.6.5 D
void check_comment(const Field& field) {
  constexpr std::uint64_t kCode = 8;
  if (field.entry.count >= kCode) return;
  field.report("of " + std::to_string(field.entry.count) + " bytes",
               "a character code of 8 and a text");
}

void check_exif_field(const Field& field) {
  check_choice(field);
  switch (field.entry.tag) {
    case kExifVersion:
    case 40960:  // FlashpixVersion
      return check_version(field);
    case 36880:
    case 36881:
    case 36882:
      return check_offset_time(field);
    case 37384:
      return check_light_source(field);
    case 37510:
      return check_comment(field);
    case 37520:
    case 37521:
    case 37522:
      return check_subsec(field);
    default:
      return;
  }
}

// ---- GPS ----

struct Reference {
  std::uint16_t tag;
  std::string_view letters;
};
// Exif 2.32 § 4.6.6
constexpr Reference kReferences[] = {{1, "NS"},   {3, "EW"},  {9, "AV"},  {10, "23"},
                                     {12, "KMN"}, {14, "TM"}, {16, "TM"}, {19, "NS"},
                                     {21, "EW"},  {23, "TM"}, {25, "KMN"}};

void check_reference(const Field& field) {
  const auto reference = std::ranges::find(kReferences, field.entry.tag, &Reference::tag);
  if (reference == std::end(kReferences)) return;
  const std::string_view text = field.text();
  if (text.size() == 1 && reference->letters.find(text[0]) != std::string_view::npos) return;
  std::string expected;
  for (const char c : reference->letters) {
    expected += (expected.empty() ? "" : " or ") + std::string(1, c);
  }
  field.report_text(text, expected);
}

// Degrees, minutes, seconds, or hours of a time: each part below its limit, and no
// more in all than `most`.  Seconds that were rounded up to 60 are common.
void check_sixties(const Field& field, double most, bool reaches, const char* what) {
  const auto part = [&](std::uint64_t i) { return field.file.number(field.entry, i).value_or(0); };
  for (const std::uint64_t i : {1U, 2U}) {
    if (part(i) < 60 || (i == 2 && part(i) == 60)) continue;
    return field.report("of " + text_of(part(i)) + (i == 1 ? " minutes" : " seconds"),
                        "less than 60");
  }
  const double whole = part(0) + part(1) / 60 + part(2) / 3600;
  if (whole < most || (reaches && whole == most)) return;
  field.report(text_of(whole) + what, (reaches ? "at most " : "less than ") + text_of(most));
}

void check_version_id(const Field& field) {
  const auto value = field.file.bytes(field.entry);
  if (value.size() != 4) return;
  if (std::ranges::all_of(value, [](std::byte b) { return b <= std::byte{9}; }) &&
      value[0] == std::byte{2}) {
    return;
  }
  std::string shown;
  for (const std::byte b : value) {
    shown += (shown.empty() ? "" : ".") + std::to_string(std::to_integer<unsigned>(b));
  }
  field.report(shown, "2 and three numbers, as 2.3.0.0");
}

void check_gps_field(const Field& field) {
  check_reference(field);
  switch (field.entry.tag) {
    case 0:
      return check_version_id(field);
    case 2:
    case 20:
      return check_sixties(field, 90, true, " degrees");
    case 4:
    case 22:
      return check_sixties(field, 180, true, " degrees");
    case 5:  // GPSAltitudeRef; 2 and 3 are of Exif 3.0
      if (const auto value = field.file.natural(field.entry); value && *value > 3) {
        field.report(std::to_string(*value), "0 to 3");
      }
      return;
    case 7:
      return check_sixties(field, 24, false, " hours");
    case 15:
    case 17:
    case 24:
      if (const auto value = field.file.number(field.entry); value && *value > 360) {
        field.report(text_of(*value) + " degrees", "at most 360");
      }
      return;
    case 30:
      if (const auto value = field.file.natural(field.entry); value && *value > 1) {
        field.report(std::to_string(*value), "0 or 1");
      }
      return;
    default:
      return;
  }
}

// ---- What must be there ----

// Photoshop writes colour space and size of the image, and nothing else, without a
// version; makers' own tags do not ask for one either.
bool needs_version(const Ifd& ifd) {
  return std::ranges::any_of(ifd.entries, [&](const Entry& entry) {
    return tag_info(ifd.kind, entry.tag) != nullptr && entry.tag != 40961 && entry.tag != 40962 &&
           entry.tag != 40963 && entry.tag != kInteropIfd;
  });
}

void check_required(const TiffFile& file, const Ifd& ifd, FindingList& findings) {
  const auto lacks = [&](const Rule& rule, std::uint16_t tag, const std::string& why) {
    if (file.find(ifd, tag)) return;
    findings.add(rule, ifd.offset, TiffFile::part(ifd, tag),
                 name_of_tag(ifd.kind, tag) + " is missing in " + ifd.name + why);
  };
  if (ifd.kind == IfdKind::kExif) {
    if (needs_version(ifd)) lacks(kExifRequired, kExifVersion, "");
    return;
  }
  if (ifd.kind != IfdKind::kGps) return;
  lacks(kExifGpsIncomplete, 0, "");
  static constexpr std::pair<std::uint16_t, std::uint16_t> kPairs[] = {
      {2, 1}, {4, 3}, {6, 5}, {20, 19}, {22, 21}};
  for (const auto& [value, reference] : kPairs) {
    if (file.find(ifd, value)) {
      lacks(kExifGpsIncomplete, reference,
            ", so " + name_of_tag(ifd.kind, value) + " may lie on either side");
    }
  }
}

}  // namespace

void check_exif(const TiffFile& file, FindingList& findings) {
  for (const Ifd& ifd : file.ifds) {
    if (ifd.kind != IfdKind::kExif && ifd.kind != IfdKind::kGps) continue;
    for (const Entry& entry : ifd.entries) {
      const TagInfo* info = tag_info(ifd.kind, entry.tag);
      // A value of another type says nothing; that it has one is said.
      const bool readable = entry.state == Entry::State::kRead && entry.count > 0;
      if (!readable || !info || !info->accepts(entry.type)) continue;
      const Field field{file, ifd, entry, findings};
      if (ifd.kind == IfdKind::kExif) {
        check_exif_field(field);
      } else {
        check_gps_field(field);
      }
    }
    if (!ifd.entries.empty()) check_required(file, ifd, findings);
  }
}

}  // namespace delo::validators::tiff
