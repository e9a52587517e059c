#include <algorithm>
#include <array>

#include "validators/examine_file.h"
#include "validators/jpeg/jpeg_validator.h"
#include "validators/pdf/pdf_validator.h"
#include "validators/text/document_validator.h"
#include "validators/text/text_validator.h"
#include "validators/tiff/tiff_profiles.h"
#include "validators/tiff/tiff_validator.h"
#include "validators/xml/xml_validator.h"

namespace delo::validators {
namespace {

constexpr std::array kValidators = {
    Validator{"fmt/353", "TIFF", &tiff::examine},
    Validator{"fmt/1917", "BigTIFF", &tiff::examine},

    Validator{"fmt/14", "PDF 1.0", &pdf::examine},
    Validator{"fmt/15", "PDF 1.1", &pdf::examine},
    Validator{"fmt/16", "PDF 1.2", &pdf::examine},
    Validator{"fmt/17", "PDF 1.3", &pdf::examine},
    Validator{"fmt/18", "PDF 1.4", &pdf::examine},
    Validator{"fmt/19", "PDF 1.5", &pdf::examine},
    Validator{"fmt/20", "PDF 1.6", &pdf::examine},
    Validator{"fmt/276", "PDF 1.7", &pdf::examine},
    Validator{"fmt/1129", "PDF 2.0", &pdf::examine},

    Validator{"fmt/95", "PDF/A-1a", &pdf::examine},
    Validator{"fmt/354", "PDF/A-1b", &pdf::examine},
    Validator{"fmt/476", "PDF/A-2a", &pdf::examine},
    Validator{"fmt/477", "PDF/A-2b", &pdf::examine},
    Validator{"fmt/478", "PDF/A-2u", &pdf::examine},
    Validator{"fmt/479", "PDF/A-3a", &pdf::examine},
    Validator{"fmt/480", "PDF/A-3b", &pdf::examine},
    Validator{"fmt/481", "PDF/A-3u", &pdf::examine},
    Validator{"fmt/1910", "PDF/A-4", &pdf::examine},
    Validator{"fmt/1911", "PDF/A-4e", &pdf::examine},
    Validator{"fmt/1912", "PDF/A-4f", &pdf::examine},

    Validator{"fmt/41", "JPEG", &jpeg::examine},
    Validator{"fmt/42", "JFIF 1.00", &jpeg::examine},
    Validator{"fmt/43", "JFIF 1.01", &jpeg::examine},
    Validator{"fmt/44", "JFIF 1.02", &jpeg::examine},
    Validator{"x-fmt/398", "Exif JPEG 2.0", &jpeg::examine},
    Validator{"x-fmt/390", "Exif JPEG 2.1", &jpeg::examine},
    Validator{"x-fmt/391", "Exif JPEG 2.2", &jpeg::examine},
    Validator{"fmt/645", "Exif JPEG 2.21", &jpeg::examine},
    Validator{"fmt/1507", "Exif JPEG 2.3", &jpeg::examine},

    // ---- Text ----
    Validator{"x-fmt/111", "plain text", &text::examine},
    Validator{"x-fmt/18", "CSV", &text::examine},
    Validator{"fmt/817", "JSON", &text::examine},
    Validator{"fmt/96", "HTML", &text::examine},
    Validator{"fmt/471", "HTML 5", &text::examine},

    Validator{"fmt/412", "docx", &text::examine_document},
    Validator{"fmt/291", "odt", &text::examine_document},

    // ---- XML ----
    Validator{"fmt/101", "XML", &xml::examine},
    Validator{"fmt/92", "SVG 1.1", &xml::examine},
    Validator{"fmt/102", "XHTML 1.0", &xml::examine},
};

constexpr std::array kProfiles = {tiff::kBaselineProfile, tiff::kExtendedProfile,
                                  tiff::kTiaProfile};

}  // namespace

std::span<const Validator> registry() { return kValidators; }

const Validator* validator_for(std::string_view puid) {
  const auto found = std::ranges::find(kValidators, puid, &Validator::puid);
  return found == kValidators.end() ? nullptr : &*found;
}

std::span<const std::string_view> known_profiles() { return kProfiles; }

}  // namespace delo::validators
