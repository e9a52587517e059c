#include <algorithm>
#include <string>
#include <unordered_map>

#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_image.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

constexpr std::uint64_t kReduced = 1, kMask = 4;  // bits of NewSubfileType, TIFF 6.0 p. 36

constexpr std::uint64_t kSemanticMask = 52527;  // PhotometricMask of DNG 1.6

bool is_full_page(const TiffFile& file, const Ifd& ifd) {
  return ifd.kind == IfdKind::kPage &&
         (file.natural_or(ifd, kNewSubfileType, 0) & (kReduced | kMask)) == 0;
}

void check_numbers(const TiffFile& file, FindingList& findings) {
  std::uint64_t pages = 0;
  for (const Ifd& ifd : file.ifds) pages += is_full_page(file, ifd) ? 1 : 0;
  const bool has_page_0 = std::ranges::any_of(file.ifds, [&](const Ifd& ifd) {
    return is_full_page(file, ifd) && file.find(ifd, kPageNumber) &&
           file.natural_or(ifd, kPageNumber, 1) == 0;
  });
  std::unordered_map<std::uint64_t, const Ifd*> seen;
  std::optional<std::uint64_t> last, least, most;
  bool ascending = true;
  for (const Ifd& ifd : file.ifds) {
    if (!is_full_page(file, ifd)) continue;
    const Entry* entry = file.find(ifd, kPageNumber);
    const auto number = entry ? file.natural(*entry, 0) : std::nullopt;
    const auto total = entry ? file.natural(*entry, 1) : std::nullopt;
    if (!number || !total) continue;
    const std::string part = TiffFile::part(ifd, *entry);
    if (*total != 0 && *number >= *total) {
      // Many count from 1; a page beyond that is nowhere in its document.
      const bool from_1 = *number == *total && !has_page_0;
      findings.add(from_1 ? kPageOrder : kPageRange, entry->at, part,
                   "PageNumber is " + std::to_string(*number) + " of " + std::to_string(*total) +
                       ", where the first page is 0");
    }
    if (*total != 0 && pages > 1 && *total != pages) {
      // A single page of a longer record may well be a file of its own.
      findings.add(kPageTotal, entry->at, part,
                   "PageNumber says " + std::to_string(*total) + " pages, the file has " +
                       std::to_string(pages));
    }
    const auto [other, first] = seen.emplace(*number, &ifd);
    if (!first) {
      // "0 of 0" is what writers put down who know neither number nor total.
      const bool unknown = *number == 0 && *total == 0;
      findings.add(unknown ? kPageOrder : kPageDuplicate, entry->at, part,
                   ifd.name + " has PageNumber " + std::to_string(*number) + ", as " +
                       other->second->name + " has");
    }
    if (last && *number < *last) ascending = false;
    last = *number;
    least = std::min(*number, least.value_or(*number));
    most = std::max(*number, most.value_or(*number));
  }
  if (pages > 1 && seen.size() == pages && *most - *least + 1 != pages) {
    findings.add(kPageGap, std::nullopt, "",
                 "the " + std::to_string(pages) + " pages are numbered from " +
                     std::to_string(*least) + " to " + std::to_string(*most));
  }
  if (!ascending) {
    findings.add(kPageOrder, std::nullopt, "",
                 "the page numbers do not ascend in the order of the IFDs");
  }
}

bool is_full(const TiffFile& file, const Ifd& ifd) {
  return ifd.has_image() && (file.natural_or(ifd, kNewSubfileType, 0) & (kReduced | kMask)) == 0;
}

bool is_larger(const TiffFile& file, const Ifd& a, const Ifd& b, std::uint16_t side) {
  return file.natural_or(a, side, 0) > file.natural_or(b, side, 0);
}

// What reduced images of the main chain can be reduced from, looked for once.
struct FullImages {
  bool any = false;              // an image that is not called reduced, SubIFDs too
  const Ifd* largest = nullptr;  // page
};
FullImages full_images_of(const TiffFile& file) {
  FullImages out;
  for (const Ifd& ifd : file.ifds) {
    const bool reduced = (file.natural_or(ifd, kNewSubfileType, 0) & kReduced) != 0;
    out.any = out.any || (ifd.has_image() && !reduced);
    if (ifd.kind != IfdKind::kPage || !is_full(file, ifd)) continue;
    if (!out.largest || is_larger(file, ifd, *out.largest, kImageWidth)) out.largest = &ifd;
  }
  return out;
}

// A reduced image is one of another, larger image in the file.
void check_reduced(const TiffFile& file, const Ifd& ifd, const Entry& entry,
                   const FullImages& images, FindingList& findings) {
  if (!images.any) {
    findings.add(kPageFlag, entry.at, TiffFile::part(ifd, entry),
                 ifd.name + " is called a reduced image, and there is no other");
    return;
  }
  // Of a SubIFD its parent; of a page the largest there is, since nothing says which.
  if (ifd.kind != IfdKind::kSub && !images.largest) return;
  const Ifd& full = ifd.kind == IfdKind::kSub ? file.ifds[ifd.parent] : *images.largest;
  if (&full == &ifd || !is_full(file, full)) return;
  for (const std::uint16_t tag : {kImageWidth, kImageLength}) {
    const std::uint64_t reduced = file.natural_or(ifd, tag, 0),
                        side = file.natural_or(full, tag, 0);
    if (reduced <= side) continue;
    findings.add(kPageReduced, entry.at, TiffFile::part(ifd, entry),
                 ifd.name + " is called a reduced image, but its " + name_of_tag(ifd.kind, tag) +
                     " is " + std::to_string(reduced) + ", that of " + full.name + " " +
                     std::to_string(side));
    return;
  }
}

void check_flags(const TiffFile& file, FindingList& findings) {
  const FullImages images = full_images_of(file);
  for (const Ifd& ifd : file.ifds) {
    if (!ifd.has_image()) continue;
    const Entry* entry = file.find(ifd, kNewSubfileType);
    const std::uint64_t flags = entry ? file.natural(*entry).value_or(0) : 0;
    if (!entry) continue;
    const std::uint64_t colours = file.natural_or(ifd, kPhotometric, 0);
    const bool mask = colours == 4;
    if (mask && (flags & kMask) == 0) {
      findings.add(kPageFlag, entry->at, TiffFile::part(ifd, *entry),
                   ifd.name + " is a transparency mask, NewSubfileType does not say so");
    } else if (!mask && (flags & kMask) != 0 && colours != kSemanticMask) {
      findings.add(kPageMask, entry->at, TiffFile::part(ifd, *entry),
                   "NewSubfileType says transparency mask, PhotometricInterpretation is " +
                       std::to_string(colours) + ", expected 4");
    }
    if ((flags & kReduced) != 0) check_reduced(file, ifd, *entry, images, findings);
  }
}

}  // namespace

void check_pages(const TiffFile& file, FindingList& findings) {
  check_numbers(file, findings);
  check_flags(file, findings);
}

}  // namespace delo::validators::tiff
