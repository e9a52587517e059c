// The leaves of a reference: "37–40 об., 42, 44а и 45".
#pragma once

#include <optional>
#include <vector>

#include "core/records/reference_scan.h"

namespace delo {

// Reads the leaf lists of one text; counts the leaves that all of them name.
class LeafList {
 public:
  explicit LeafList(ReferenceScan& scan) : scan_(scan) {}

  // The list after a keyword (which stands at `keyword_at`).  Returns the token
  // after it; nothing when no leaf number follows.
  std::optional<std::size_t> read(const Keyword& keyword, std::vector<Leaf>& leaves);
  // A list that begins at `at` without a keyword, and fills all up to a mark that
  // ends a reference: "RGASPI, 17/2/577, 9-10"; `glued`, whatever follows: "74.2.38.89, Stalin".
  std::optional<std::size_t> read_bare(std::size_t at, std::vector<Leaf>& leaves,
                                       bool glued = false);
  // A leaf list that only says that the leaf has no number ("Л. б/н").
  std::optional<std::size_t> unnumbered(const Keyword& keyword) const;

 private:
  using Kind = ReferenceToken::Kind;
  struct End {
    Leaf leaf;
    std::size_t at = 0, next = 0;
  };

  std::optional<End> leaf_at(std::size_t at);
  bool goes_on(std::size_t at) const;
  bool begins_a_sentence(std::size_t at) const;
  bool is_year(std::size_t at, const std::vector<Leaf>& leaves) const;
  std::size_t read_from(End first, std::vector<Leaf>& leaves);
  std::size_t read_one(const End& from, std::vector<Leaf>& leaves);
  std::size_t range_mark(std::size_t at) const;
  std::size_t skip_unknown_suffix(std::size_t at, const Leaf& leaf);
  std::size_t read_versos(std::size_t at, std::size_t first_of_last, std::vector<Leaf>& leaves);
  End completed(const End& from, const End& to);
  bool room_for(std::size_t at, std::size_t more, const std::vector<Leaf>& leaves,
                const std::string& what);
  void add(std::size_t at, const Leaf& leaf, std::vector<Leaf>& leaves);
  void add_range(const End& from, const End& to, std::vector<Leaf>& leaves);
  void add_versos(std::size_t at, std::size_t from, std::vector<Leaf>& leaves);

  ReferenceScan& scan_;
  bool cyrillic_ = false;
  std::size_t leaves_so_far_ = 0;
};

}  // namespace delo
