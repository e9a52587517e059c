#include "validators/metadata/icc_profile.h"

#include <lcms2.h>

#include <algorithm>
#include <cstdint>
#include <memory>

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

// The names of the tags, as far as the table can be read.
std::vector<std::string> check_tag_table(std::span<const std::byte> bytes,
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
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t at = kHeader + 4 + i * 12;
    const std::string name = signature(bytes, at);
    const std::uint32_t offset = u32(bytes, at + 4), size = u32(bytes, at + 8);
    if (offset < table_end || offset > bytes.size() || size > bytes.size() - offset) {
      damages.push_back("its tag " + display_of(name) + " has " + std::to_string(size) +
                        " bytes at " + std::to_string(offset) + ", outside the profile of " +
                        std::to_string(bytes.size()));
      return names;
    }
    if (std::ranges::find(names, name) != names.end()) {
      damages.push_back("its tag " + display_of(name) + " occurs more than once");
      return names;
    }
    names.push_back(name);
  }
  return names;
}

// ICC.1:2010 §§ 8.2-8.7: what each profile has, and a way from its colours.
void check_required_tags(const std::vector<std::string>& names, IccProfile& profile) {
  const auto has = [&](const char* name) { return std::ranges::find(names, name) != names.end(); };
  const auto want = [&](const char* name) {
    if (!has(name)) profile.lacks.push_back("has no tag " + std::string(name));
  };
  for (const char* name : {"desc", "cprt", "wtpt"}) want(name);
  const bool table = has("A2B0") || has("A2B1") || has("A2B2") || has("D2B0");
  if (table || profile.profile_class == "link" || profile.profile_class == "nmcl") return;
  if (profile.colour_space == "GRAY") {
    want("kTRC");
  } else if (profile.colour_space == "RGB ") {
    for (const char* name : {"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}) want(name);
  } else {
    want("A2B0");
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
  const std::vector<std::string> names = check_tag_table(bytes, profile.damages);
  if (!profile.damages.empty()) return profile;
  check_required_tags(names, profile);
  const std::string connection = signature(bytes, 20);
  if (connection != "XYZ " && connection != "Lab " && profile.profile_class != "link") {
    profile.lacks.push_back("has connection space \"" + display_of(connection) +
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
