// Leaves that pages of a file carry: a TIFF or PDF of many leaves.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"
#include "core/records/leaf_naming.h"
#include "validators/leaves/leaf_evidence.h"

namespace delo::validators {

struct CarriedLeaves {
  std::size_t file = 0;  // of item.files
  std::vector<LeafPlace> places;
};
struct Carriage {
  std::vector<CarriedLeaves> files;
  // Files whose names speak of leaves that can't be theirs: they have other pages.
  std::vector<std::size_t> doubted;
  std::vector<std::size_t> told;  // files of whose leaves the findings speak
  std::vector<Finding> findings;  // leaves.carrier-pages
};

// Files whose pages may be the leaves, as far as names tell: masters, or where there is none
// PDFs to read; none as soon as a master says its leaf.  Numbers in item.files.
std::vector<std::size_t> unnumbered_carriers(const Item& item, const LeafPolicy& policy);

// Page n is the n-th side that the item should have.  Taken so where the policy says that
// files carry leaves; where one master alone has many pages, or in their place one PDF, and
// no file says its leaf; and where a name says which leaves its pages are ("0037-0040.tif").
// As many pages as sides must be there, or else numbers that the PDF itself gives its pages
// ("37", "38 об."): a page is never taken for a leaf because most of them fit.
// `evidence`: of item.files, the same order.
Carriage carried_leaves(const Item& item, const LeafPolicy& policy,
                        std::span<const LeafEvidence> evidence);

// The leaves that the numbers of pages name, covers in front and behind left out; empty when
// another page has no number of a leaf, or two have the same.  Plain numbers 1, 2, 3 … count
// pages, unless `sides` has them.
std::vector<LeafPlace> leaves_of_labels(const LeafEvidence& evidence,
                                        const std::vector<Leaf>& sides);

// Files whose name can't mean the leaf that they have by it, for they have too many pages:
// "337.tif" that is named after the delo, a PDF of the whole item that is named after its first
// leaf.  Their numbers in item.files.
std::vector<std::size_t> misnamed_carriers(const Item& item, const LeafPolicy& policy,
                                           std::span<const LeafEvidence> evidence);

// A PDF of the whole item: neither of one leaf nor a text of its own.
bool shows_item(const FileObject& file);
bool is_pdf(const FileObject& file);

// Files that are no leaf of the delo's own numbers: of the inner list, or none by the table.
// Borrows the item.
class ApartFiles {
 public:
  explicit ApartFiles(const Item& item);
  bool contains(const FileObject& file) const;

 private:
  std::set<std::string_view> none_;  // paths of files that show no leaf
};
std::string pages_in_words(std::uint64_t count);

}  // namespace delo::validators
