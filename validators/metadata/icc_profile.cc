#include "validators/metadata/icc_profile.h"

#include <lcms2.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>

#include "core/text/utf8.h"

namespace delo::validators::metadata {
namespace {

constexpr std::size_t kHeader = 128;      // bytes
constexpr std::uint32_t kMostTags = 512;  // far above what any profile has

std::uint32_t u32(std::span<const std::byte> bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | std::to_integer<std::uint32_t>(bytes[at + i]);
  return value;
}

std::string signature(std::span<const std::byte> bytes, std::size_t at) {
  return std::string(reinterpret_cast<const char*>(bytes.data() + at), 4);
}

struct Tag {
  std::string name, type;  // signatures; no type: too short to have one
};

// The tags, as far as their table can be read.
std::vector<Tag> check_tag_table(std::span<const std::byte> bytes,
                                 std::vector<std::string>& damages) {
  if (bytes.size() < kHeader + 4) {
    damages.push_back("it has no tag table");
    return {};
  }
  const std::uint32_t count = u32(bytes, kHeader);
  if (count == 0 || count > kMostTags || count > (bytes.size() - kHeader - 4) / 12) {
    damages.push_back("its tag table has " + std::to_string(count) +
                      " tags, which is not possible in " + std::to_string(bytes.size()) + " bytes");
    return {};
  }
  const std::size_t table_end = kHeader + 4 + std::size_t{count} * 12;
  std::vector<Tag> tags;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t at = kHeader + 4 + i * 12;
    const std::string name = signature(bytes, at);
    const std::uint32_t offset = u32(bytes, at + 4), size = u32(bytes, at + 8);
    if (offset < table_end || offset > bytes.size() || size > bytes.size() - offset) {
      damages.push_back("its tag " + display_of(name) + " has " + std::to_string(size) +
                        " bytes at " + std::to_string(offset) + ", outside the profile of " +
                        std::to_string(bytes.size()));
      return tags;
    }
    if (std::ranges::find(tags, name, &Tag::name) != tags.end()) {
      damages.push_back("its tag " + display_of(name) + " occurs more than once");
      return tags;
    }
    tags.push_back({name, size >= 4 ? signature(bytes, offset) : ""});
  }
  return tags;
}

// ICC.1:2010 §§ 8.2-8.7: what each profile has, and a way from its colours.
void check_required_tags(const std::vector<Tag>& tags, IccProfile& profile) {
  const auto has = [&](const char* name) {
    return std::ranges::find(tags, name, &Tag::name) != tags.end();
  };
  for (const char* name : {"desc", "cprt", "wtpt"}) {
    if (!has(name)) profile.lacks.push_back("has no tag " + std::string(name));
  }
  const auto want = [&](const char* name) {
    if (!has(name)) profile.gaps.push_back("has no tag " + std::string(name));
  };
  // Version 5 (iccMAX) has other ways, and types.
  const bool table = has("A2B0") || has("A2B1") || has("A2B2") || has("D2B0");
  if (table || profile.version_major > 4 || profile.profile_class == "link" ||
      profile.profile_class == "nmcl")
    return;
  if (profile.colour_space == "GRAY") {
    want("kTRC");
  } else if (profile.colour_space == "RGB ") {
    for (const char* name : {"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}) want(name);
  } else {
    want("A2B0");
  }
}

// The types of the tags that a transform is made from.  ICC.1:2010 § 9.2
void check_tag_types(const std::vector<Tag>& tags, IccProfile& profile) {
  struct Types {
    std::string_view name, types;
  };
  static constexpr Types kTypes[] = {
      {"rXYZ", "XYZ "},           {"gXYZ", "XYZ "},          {"bXYZ", "XYZ "},
      {"wtpt", "XYZ "},           {"rTRC", "curv|para"},     {"gTRC", "curv|para"},
      {"bTRC", "curv|para"},      {"kTRC", "curv|para"},     {"A2B0", "mft1|mft2|mAB "},
      {"A2B1", "mft1|mft2|mAB "}, {"A2B2", "mft1|mft2|mAB "}};
  for (const Tag& tag : tags) {
    const auto known = std::ranges::find(kTypes, std::string_view(tag.name), &Types::name);
    if (known == std::end(kTypes)) continue;
    if (!tag.type.empty() && known->types.find(tag.type) != std::string_view::npos) continue;
    profile.faults.push_back("has a tag " + tag.name + " of type \"" + display_of(tag.type) + "\"");
  }
}

// ICC.1:2010 §§ 7.2.8, 7.2.15 and 7.2.16
void check_header(std::span<const std::byte> bytes, IccProfile& profile) {
  const auto u16 = [&](std::size_t at) {
    return std::to_integer<unsigned>(bytes[at]) << 8 | std::to_integer<unsigned>(bytes[at + 1]);
  };
  if (const unsigned intent = u16(66); intent > 3) {
    profile.faults.push_back("has rendering intent " + std::to_string(intent));
  }
  // A date that nobody set is all zeros, or of the year 0: Ghostscript has such profiles.
  const unsigned year = u16(24), month = u16(26), day = u16(28);
  const bool unset = year == 0;
  const bool possible = month >= 1 && month <= 12 && day >= 1 && day <= 31 && u16(30) < 24 &&
                        u16(32) < 60 && u16(34) <= 60;
  if (!unset && !possible) {
    profile.faults.push_back("is dated " + std::to_string(year) + "-" + std::to_string(month) +
                             "-" + std::to_string(day) + ", " + std::to_string(u16(30)) + ":" +
                             std::to_string(u16(32)) + ":" + std::to_string(u16(34)));
  }
  static constexpr std::uint32_t kD50[] = {0xF6D6, 0x10000, 0xD32D};
  constexpr std::uint32_t kRounding = 0x20;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::uint32_t value = u32(bytes, 68 + 4 * i);
    if (value + kRounding >= kD50[i] && value <= kD50[i] + kRounding) continue;
    profile.lacks.push_back("has not D50 as its illuminant");
    return;
  }
}

struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteContext {
  void operator()(cmsContext context) const { cmsDeleteContext(context); }
};

std::string description_of(cmsHPROFILE profile) {
  char text[256] = {};
  const cmsUInt32Number n = cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", text,
                                                   static_cast<cmsUInt32Number>(sizeof text));
  if (n == 0) return {};
  text[sizeof text - 1] = '\0';
  return display_of(text);
}

}  // namespace

IccProfile inspect_icc(std::span<const std::byte> bytes) {
  IccProfile profile;
  if (bytes.size() < kHeader) {
    profile.damages.push_back("it has " + std::to_string(bytes.size()) +
                              " bytes, its header alone needs 128");
    return profile;
  }
  const std::uint32_t size = u32(bytes, 0);
  if (signature(bytes, 36) != "acsp") {
    profile.damages.push_back("it does not bear the signature \"acsp\"");
    return profile;
  }
  profile.version_major = std::to_integer<unsigned>(bytes[8]);
  profile.profile_class = signature(bytes, 12);
  profile.colour_space = signature(bytes, 16);
  // A pad byte or three after the profile belong to the tag, not to the profile.
  if (size > bytes.size() || bytes.size() - size > 3) {
    profile.damages.push_back("its size is " + std::to_string(size) + ", it has " +
                              std::to_string(bytes.size()) + " bytes");
  }
  const std::vector<Tag> tags = check_tag_table(bytes, profile.damages);
  if (!profile.damages.empty()) return profile;
  check_required_tags(tags, profile);
  if (profile.version_major < 5) check_tag_types(tags, profile);
  check_header(bytes, profile);
  const std::string connection = signature(bytes, 20);
  if (connection != "XYZ " && connection != "Lab " && profile.profile_class != "link") {
    profile.faults.push_back("has connection space \"" + display_of(connection) +
                             "\", expected XYZ or Lab");
  }

  const std::unique_ptr<std::remove_pointer_t<cmsContext>, DeleteContext> context(
      cmsCreateContext(nullptr, nullptr));
  if (!context) return profile;
  const std::unique_ptr<void, CloseProfile> opened(cmsOpenProfileFromMemTHR(
      context.get(), bytes.data(), static_cast<cmsUInt32Number>(bytes.size())));
  if (!opened) {
    profile.damages.push_back("Little CMS can't open it");
    return profile;
  }
  profile.description = description_of(opened.get());
  return profile;
}

std::string icc_library_version() {
  const int version = cmsGetEncodedCMMversion();  // 2140 is 2.14
  return "lcms2 " + std::to_string(version / 1000) + "." + std::to_string(version / 10 % 100);
}

}  // namespace delo::validators::metadata
