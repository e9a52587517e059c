#include "validators/tiff/tiff_validator.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/text/xml_reader.h"
#include "validators/metadata/embedded_metadata.h"
#include "validators/metadata/icc_profile.h"
#include "validators/tiff/page_looks.h"
#include "validators/tiff/page_metadata.h"
#include "validators/tiff/strip_decoder.h"
#include "validators/tiff/thumbnail.h"
#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_profiles.h"
#include "validators/tiff/tiff_reader.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"
#include "validators/tiff/zero_tail.h"

namespace delo::validators::tiff {
namespace {

bool has_read(const TiffFile& file, std::uint16_t tag) {
  return std::ranges::any_of(file.ifds, [&](const Ifd& ifd) {
    const Entry* entry = ifd.has_image() ? file.find(ifd, tag) : nullptr;
    return entry != nullptr && entry->state == Entry::State::kRead && entry->count > 0;
  });
}

// The libraries that had a part in the verdict; what uncompressed and plainly sound
// LZW strips hold was seen by nobody but us.
std::vector<std::string> tools_of(const TiffFile& file, bool asked_libtiff,
                                  const TechnicalMetadata& technical) {
  std::vector<std::string> out;
  if (asked_libtiff) out.push_back(decoder_version());
  if (technical.page_count > 0) out.push_back(metadata::metadata_library_version());
  if (has_read(file, kIccProfile)) out.push_back(metadata::icc_library_version());
  if (has_read(file, kXmp)) out.push_back(xml_library_version());
  return out;
}

}  // namespace

Result<Examination> examine(const ByteSource& bytes, const RelativePath& path, const Format& format,
                            const ExamineOptions& options) {
  Examination out;
  out.format = format;
  FindingList findings(path);
  DELO_TRY(const TiffFile file, read_tiff(bytes, findings));
  if (!file.ifds.empty()) {
    check_family(file, findings);
    check_tags(file, findings);
    check_exif(file, findings);
    check_images(file, findings);
    check_colour(file, findings);
    check_strips(file, findings);
    check_pages(file, findings);
    DELO_CHECK(check_embedded(file, findings));
    DELO_CHECK(check_old_jpeg(file, bytes, findings));
    DELO_CHECK(check_byte_map(file, bytes, findings));

    std::optional<Thumbnail> thumbnail;
    ZeroTail zero_tail(file, findings);
    PageLooks looks(file);
    std::vector<PixelSink*> sinks = {&zero_tail, &looks};
    if (options.thumbnail) sinks.push_back(&thumbnail.emplace(file, file.ifds.front()));
    DELO_TRY(DecodeOutcome decoded, decode_strips(file, bytes, sinks, findings));
    out.not_checked = std::move(decoded.not_checked);
    if (thumbnail) out.thumbnail = thumbnail->finish();
    check_blank(looks.seen(), findings);
    out.technical = technical_metadata(file, findings);
    add_looks(looks.seen(), file, out.technical);
    out.tools = tools_of(file, decoded.asked_libtiff, out.technical);
  }
  for (const std::string& name : options.profiles) {
    if (is_tiff_profile(name)) out.profiles.push_back(check_profile(name, file, findings));
  }
  out.findings = findings.take();
  out.validity = validity_of(out.findings);
  // What was not decoded to its end is not called valid.
  const bool partly = std::ranges::any_of(
      out.findings, [](const Finding& finding) { return finding.rule == kDecodeBudget.id; });
  if (partly && out.validity == Validity::kValid) out.validity = Validity::kNotExamined;
  return out;
}

}  // namespace delo::validators::tiff
