// What more than TIFF itself an archive may ask of a TIFF: baseline, the extensions
// of TIFF 6.0, and TI/A, the recommendation for archival TIFFs.
#pragma once

#include <span>
#include <string_view>

#include "core/records/examination.h"
#include "validators/tiff/tiff_reader.h"

namespace delo::validators::tiff {

inline constexpr std::string_view kBaselineProfile = "tiff-baseline";
inline constexpr std::string_view kExtendedProfile = "tiff-extended";
inline constexpr std::string_view kTiaProfile = "ti-a";

// False for names of other formats' profiles.
bool is_tiff_profile(std::string_view name);

// Whether the file keeps to a profile.  A breach does not make the TIFF invalid, so
// what a profile demands is a warning about the file and what it recommends a
// remark; the verdict says the rest: kInvalid with the first breach, or when the
// TIFF has an error of its own.
// REQUIRES: is_tiff_profile(name), and all other checks have been made
ProfileVerdict check_profile(std::string_view name, const TiffFile& file, FindingList& findings);

std::span<const Rule> profile_rules();

// Demands and recommendations of each profile; part of profile_rules().
void check_baseline(const TiffFile& file, const Ifd& ifd, FindingList& findings);
void check_extended(const TiffFile& file, const Ifd& ifd, FindingList& findings);
void check_ti_a(const TiffFile& file, const Ifd& ifd, FindingList& findings);

extern const Rule kBaselineClassic, kBaselineCompression, kBaselineColour, kBaselineLayout,
    kBaselineResolution, kBaselineRequired;
extern const Rule kExtendedClassic, kExtendedCompression, kExtendedColour, kExtendedResolution;
extern const Rule kTiaSubfileType, kTiaStructure, kTiaMandatoryTags, kTiaCompression, kTiaColour,
    kTiaAspect, kTiaOrientation, kTiaThumbnail;
extern const Rule kTiaUncompressed, kTiaRecommendedTags, kTiaDiscouragedTags, kTiaStripSize;

}  // namespace delo::validators::tiff
