// All that is compared, gathered once.  For the checks of this room.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"
#include "core/records/leaf_account.h"
#include "core/records/leaf_naming.h"
#include "validators/leaves/expected_leaves.h"
#include "validators/leaves/leaf_carrier.h"
#include "validators/leaves/leaf_evidence.h"

namespace delo::validators {

// A side of a leaf and the scan of it.
struct Scan {
  Leaf leaf;
  std::size_t file = 0;    // of item.files
  std::uint32_t page = 0;  // from 1; 0: the file as a whole
};

struct LeafView {
  // All are borrowed.  REQUIRES: evidence is empty or has one for each file.  `doubted`: of
  // item.files, whose names speak of leaves that their pages can't be.
  LeafView(const Item& item, const LeafPolicy& policy, std::span<const LeafEvidence> evidence,
           std::span<const std::size_t> doubted = {});

  const FileObject& file(const Scan& scan) const { return item.files[scan.file]; }
  // Nothing is known of the side because names that may mean it may mean another.
  bool in_doubt(const Leaf& leaf) const { return doubtful.contains(leaf); }
  // Sides that should be there, and nobody can tell whether they are.
  std::vector<Leaf> wanted_in_doubt() const;
  std::uint8_t blankness(const Scan& scan) const;

  const Item& item;
  const LeafPolicy& policy;
  std::span<const LeafEvidence> evidence;
  std::vector<Scan> scans;                    // by leaf; of one leaf in path order
  std::vector<Leaf> there;                    // their leaves, none twice
  std::vector<Scan> beyond;                   // by the table, of pages that no file has
  ApartFiles apart;                           // not compared
  std::vector<std::size_t> unnumbered;        // masters that say no leaf
  std::vector<std::size_t> lettered, halves;  // whose names may mean two things
  std::set<Leaf> doubtful;                    // all sides that they may mean
  ExpectedLeaves expected;

 private:
  void gather(std::span<const std::size_t> doubted);
  bool is_scan(const FileObject& file, bool any_master) const;
  void doubt_letters();
};

// "37, 38, 40" while that is short, then "1-200, 205"; cut where a report would drown in it.
std::string list_of(const std::vector<Leaf>& leaves);
std::string shown_name(const FileObject& file);
Location at_leaf(const Leaf& leaf);
Location at_file(const FileObject& file, const Leaf& leaf);

// ---- the checks, each with its findings ----
using Findings = std::vector<Finding>;
void check_certificate(const LeafView& view, Findings& findings);
void check_blanks(const LeafView& view, Findings& findings);
void check_names(const LeafView& view, Findings& findings);
void check_order(const LeafView& view, Findings& findings);
// PDFs against the scans; the numbers of their pages that no scan shows, by file.
struct PageGap {
  std::size_t file = 0;
  std::vector<std::uint32_t> pages;  // from 1
};
std::vector<PageGap> pages_without_scan(const LeafView& view);
// Pages of scans that are of no leaf, and leaves that are said to be on pages that aren't there.
void check_page_places(const LeafView& view, Findings& findings);
void check_inner_list(const LeafView& view, Findings& findings);
// "4 л." of the description against the leaves that are there.
void check_declared_count(const LeafView& view, Findings& findings);
void check_pages(const LeafView& view, const std::vector<PageGap>& gaps, Findings& findings);
std::string summary_of(const LeafView& view, const LeafAccount& account,
                       const std::vector<PageGap>& gaps);

}  // namespace delo::validators
