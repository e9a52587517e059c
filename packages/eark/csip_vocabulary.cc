#include "packages/eark/csip_vocabulary.h"

#include <algorithm>
#include <array>

#include "packages/schema/simple_type.h"

namespace delo::packages {
namespace {

// CSIPVocabularyContentCategory; the text of the standard also says "OTHER".
constexpr std::array<std::string_view, 43> kContentCategories = {
    "Textual works – Print",
    "Textual works – Digital",
    "Textual works – Electronic Serials",
    "Digital Musical Composition (score-based representations)",
    "Musical Scores - Print",
    "Musical Scores - Digital",
    "Photographs – Print",
    "Photographs – Digital",
    "Other Graphic Images – Print",
    "Other Graphic Images – Digital",
    "Microforms",
    "Audio – On Tangible Medium (digital or analog)",
    "Audio – Media-independent (digital)",
    "Motion Pictures – Digital and Physical Media",
    "Video – File-based and Physical Media",
    "Software",
    "Software and Video Games",
    "Email",
    "Datasets",
    "Geospatial Data",
    "Geographic Information System (GIS) - Vector Data",
    "GIS Raster and Georeferenced Images",
    "GIS Vector and Raster Combined",
    "Non-GIS Cartographic",
    "2D and 3D Computer Aided Design",
    "Design (schematics, architectural drawings) - Print",
    "Scanned 3D Objects (output from photogrammetry scanning)",
    "Databases",
    "Websites",
    "Web Archives",
    "Collection",
    "Event",
    "Image",
    "Interactive resource",
    "Moving image",
    "Sound",
    "Still image",
    "Text",
    "Physical object",
    "Service",
    "Mixed",
    "Other",
    "OTHER"};
// CSIPVocabularyContentInformationType, and the one name that only its schema has.
constexpr std::array<std::string_view, 20> kContentInformationTypes = {"ERMS",
                                                                       "SIARD1",
                                                                       "SIARD2",
                                                                       "SIARDDK",
                                                                       "GeoData",
                                                                       "citscarchival_v1_0",
                                                                       "cscarchival_v1_0",
                                                                       "citserms_v2_1",
                                                                       "citserms_v3_0",
                                                                       "citspremis_v1_0",
                                                                       "cspremis_v1_0",
                                                                       "citsehpj_v1_0",
                                                                       "citsehpj_v2_0",
                                                                       "citsehcr_v1_0",
                                                                       "citssiard_v1_0",
                                                                       "citsgeospatial_v3_0",
                                                                       "cits3dpm_v1_0",
                                                                       "MIXED",
                                                                       "OTHER",
                                                                       "citsarchival_v1_0"};
constexpr std::array<std::string_view, 5> kPackageTypes = {"SIP", "AIP", "DIP", "AIU", "AIC"};
constexpr std::array<std::string_view, 2> kStatuses = {"CURRENT", "SUPERSEDED"};
constexpr std::array<std::string_view, 7> kRecordStatuses = {
    "NEW", "SUPPLEMENT", "REPLACEMENT", "TEST", "VERSION", "DELETE", "OTHER"};
// METS 1.12.1.
constexpr std::array<std::string_view, 22> kMetadataTypes = {"MARC",
                                                             "MODS",
                                                             "EAD",
                                                             "DC",
                                                             "NISOIMG",
                                                             "LC-AV",
                                                             "VRA",
                                                             "TEIHDR",
                                                             "DDI",
                                                             "FGDC",
                                                             "LOM",
                                                             "PREMIS",
                                                             "PREMIS:OBJECT",
                                                             "PREMIS:AGENT",
                                                             "PREMIS:RIGHTS",
                                                             "PREMIS:EVENT",
                                                             "TEXTMD",
                                                             "METSRIGHTS",
                                                             "ISO 19115:2003 NAP",
                                                             "EAC-CPF",
                                                             "LIDO",
                                                             "OTHER"};
constexpr std::array<std::string_view, 11> kChecksumTypes = {
    "Adler-32", "CRC32",   "HAVAL",   "MD5",   "MNP",      "SHA-1",
    "SHA-256",  "SHA-384", "SHA-512", "TIGER", "WHIRLPOOL"};
// IANA, registered top-level types.
constexpr std::array<std::string_view, 11> kTopLevelTypes = {
    "application", "audio", "font",      "example", "haptics", "image",
    "message",     "model", "multipart", "text",    "video"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& terms, std::string_view term) {
  return std::ranges::find(terms, term) != terms.end();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_content_category(std::string_view term) { return holds(kContentCategories, term); }
bool is_content_information_type(std::string_view term) {
  return holds(kContentInformationTypes, term);
}
bool is_oais_package_type(std::string_view term) { return holds(kPackageTypes, term); }
bool is_status(std::string_view term) { return holds(kStatuses, term); }
bool is_record_status(std::string_view term) { return holds(kRecordStatuses, term); }
bool is_metadata_type(std::string_view term) { return holds(kMetadataTypes, term); }
bool is_checksum_type(std::string_view term) { return holds(kChecksumTypes, term); }

bool is_media_type(std::string_view text) {
  text = text.substr(0, text.find(';'));
  while (text.ends_with(' ')) text.remove_suffix(1);
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || !holds(kTopLevelTypes, text.substr(0, slash)))
    return false;
  const std::string_view subtype = text.substr(slash + 1);
  return !subtype.empty() && subtype.size() <= 127 && std::ranges::all_of(subtype, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
           std::string_view("!#$&-^_.+").find(c) != std::string_view::npos;
  });
}

bool is_date_time(std::string_view text) { return is_valid(SimpleType::kDateTime, text); }

}  // namespace delo::packages
