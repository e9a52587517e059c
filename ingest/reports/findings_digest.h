// What is to be done after a run, and by whom: the findings of all items, by rule.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/records/finding.h"
#include "ingest/reports/html.h"
#include "ingest/reports/run_record.h"

namespace delo::ingest {

// Takes the findings of a batch item by item and keeps what fits one page: its
// size goes with the number of rules, not of findings.
class FindingsDigest {
 public:
  // `place` is the item's place in the batch, from 1: its anchor on the page.
  // Remarks are not counted: nobody has to do anything about them.
  void add(std::size_t place, const ItemRecord& item);
  void add(const Finding& of_the_batch);

  struct Group {
    std::string rule;
    Severity severity = Severity::kError;
    Remedier who = Remedier::kArchivist;
    std::uint64_t findings = 0, items = 0;
    std::string example;  // the first message, with its file
    struct Mention {
      std::size_t place = 0;  // 0: the batch itself
      std::string item;
    };
    std::vector<Mention> mentions;  // the first 12 items
  };
  // By severity, then by the number of items concerned.
  std::vector<Group> groups(Remedier who) const;
  bool empty() const { return groups_.empty(); }

 private:
  struct Kept {
    Group group;
    std::size_t last_place = 0;  // of the item counted last
  };
  Kept& kept_for(const Finding& finding);
  std::map<std::string, Kept> groups_;
};

// The section "What is to be done".
void write_findings_digest(HtmlWriter& html, const FindingsDigest& digest);

// "0039.tif, IFD 0 tag 273, byte 8", as far as the location says.
std::string where_in_words(const Location& where);

}  // namespace delo::ingest
