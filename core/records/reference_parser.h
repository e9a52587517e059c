// The reader of references in a text: the grammar of docs/formats/references.md.  One pass
// over the tokens; what it looks back at is bounded, so that a hostile description costs no
// more than its length.  Its methods stand by what they read: reference_parser.cc (whole
// references, one after the other), reference_parts.cc (a part and its value),
// reference_marks.cc (what stands between), reference_codes.cc (numbers without names).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/leaf_list.h"
#include "core/records/reference.h"
#include "core/records/reference_scan.h"

namespace delo {

inline constexpr std::size_t kMaxReferences = 10000;  // of one text

// Which parts a reference has told already.
class ToldParts {
 public:
  // `reversed`: the reference began with its last part ("list 25, fond 45, opis 1").
  explicit ToldParts(bool reversed) : reversed_(reversed) {}
  bool has(ReferencePart part) const { return (bits_ & bit(part)) != 0; }
  void add(ReferencePart part) { bits_ |= bit(part); }
  // Fond, opis, delo, leaves come in this order; box, folder, item and volume
  // anywhere before the leaves, a microfilm anywhere.
  bool admits(ReferencePart part) const {
    if (has(part)) return false;
    if (reversed_ || part == ReferencePart::kReel || part == ReferencePart::kFrames) return true;
    if (has(ReferencePart::kLeaves)) return false;
    if (part == ReferencePart::kFond) {
      return (bits_ & ~(bit(ReferencePart::kReel) | bit(ReferencePart::kFrames))) == 0;
    }
    return part != ReferencePart::kOpis || !has(ReferencePart::kDelo);
  }
  bool reversed() const { return reversed_; }

 private:
  static unsigned bit(ReferencePart part) { return 1U << static_cast<unsigned>(part); }
  unsigned bits_ = 0;
  bool reversed_ = false;
};

class ReferenceParser {
 public:
  explicit ReferenceParser(std::string_view text) : scan_(text), leaf_list_(scan_) {}

  ParsedReferences parse();

 private:
  using Kind = ReferenceToken::Kind;
  using Part = ReferencePart;

  // A reference while it is read.
  struct Draft {
    ArchivalReference reference;
    ToldParts told;
    int parts = 0;
    std::size_t end = 0;
    bool padded = false;
    bool opis_of_place = false;          // told by a word that means it only there: "n.", "an."
    bool polish = false;                 // "zesp.", "sygn.": "k." is a leaf, then
    std::vector<std::string> more_dela;  // "дд. 5, 7": those after the first
    std::optional<Keyword> missing;      // a keyword whose value could not be read
    std::size_t missing_at = 0;
  };

  // ---- Marks between ----

  // Marks that divide the parts of one reference.
  std::size_t skip_marks(std::size_t at) const;
  // Where the next part may stand: behind marks, behind ';' when it is a part
  // that this reference has not told, behind a remark in brackets or quotes.
  std::size_t next_part(const Draft& draft) const;
  // "Оп. 470. 1913. Д. 120", "оп. 175, 1-й стол, д. 5", "Ф. 93. Разд. I. К. 2": a part
  // that this grammar has no name for, where a box or delo is still to come.
  std::size_t behind_unknown_part(std::size_t at, const Draft& draft) const;
  // The bracket that closes the one at `at`, if it is near; else 0.
  std::size_t closing(std::size_t at) const;
  // Does the part at `at` come behind words that this grammar has no name for, for certain?
  bool is_certain(const Keyword& keyword, std::size_t at) const;
  bool is_mark_before(std::size_t at) const;
  bool is_connector(std::size_t at) const;
  // Only marks and "see also" between the last reference and this token.
  bool follows_last(std::size_t at) const;
  // Among them "see also": the leaves that follow are another reference.
  bool says_see_also(std::size_t at) const;

  // ---- Parts ----

  void read_parts(std::size_t at, Draft& draft);
  // One keyword and its value; nothing when there is none, or it was told before.
  std::optional<std::size_t> parse_part(std::size_t at, Draft& draft);
  // "Т. 2. Ч. 1" is volume 2/1.
  std::optional<std::size_t> parse_part_of_volume(const Keyword& keyword, bool glued, Draft& draft);
  // Words that name a part only behind a fond: Estonian "n.", "s." (nimistu, säilik),
  // Georgian "an.", "s." (anaceri, sakme), American "Entry", "портфель" for a box.
  std::optional<Keyword> keyword_of_place(std::size_t at, const Draft& draft) const;
  std::optional<Keyword> polish_keyword(std::size_t at, const Draft& draft) const;
  std::optional<Keyword> kazakh_keyword(std::size_t at) const;
  void take_for_document(std::size_t at, Keyword& keyword, const Draft& draft) const;
  // "№ 833" and "no. 2996" behind the fond are the delo.
  std::optional<Keyword> keyword_or_number_sign(std::size_t at, const Draft& draft) const;
  // "арк.арк. 5", "Fond (F.) 059": the same keyword twice.
  void skip_twin(Keyword& keyword) const;
  // "p." behind the delo is a page, but for AVPRF's papki ("d. 4, p. 11, l. 91"); a
  // second "f." is a folio where no opis follows it.
  bool is_page(const Keyword& keyword, const Draft& draft) const;
  std::optional<std::size_t> parse_leaves(std::size_t at, const Keyword& keyword, Draft& draft);
  std::optional<std::size_t> parse_number(const Keyword& keyword, bool glued, Draft& draft);
  // "Д. 5, 7": other dela of the same opis, each a reference of its own.
  std::size_t parse_more_dela(const Keyword& keyword, std::size_t end, Draft& draft);
  bool ends_a_delo(std::size_t at) const;
  // "кадры 12–15, 18"
  std::size_t parse_more_frames(std::size_t end, std::string& frames) const;
  void take_archive_ahead(Draft& draft);

  // ---- Numbers alone ----

  // How many numbers, '/' or '.' between them and no blanks, begin at `at`.
  std::size_t slashed_at(std::size_t at, std::vector<std::string>& parts) const;
  // "РГАСПИ 17/3/1001/5", "RGASPI, 558.11.712.91", "RGASPI, 17/2/577, 9-10": fond,
  // opis, delo, leaves, right behind an archive that we know, or behind another such code.
  std::optional<std::size_t> parse_slashed(std::size_t at);
  // "ф. 17/3/1001"
  std::optional<std::size_t> parse_slashes_of_fond(const Keyword& keyword, Draft& draft);
  std::optional<std::size_t> end_slashed(std::size_t at, std::size_t end,
                                         const std::vector<std::string>& parts,
                                         std::string archive);
  // "BArch R 43-II/1234", "TNA, FO 371/12345": letters and number are the fond, what follows the
  // slash the delo.  Of archives that write so, and the classes of British departments.
  std::optional<std::size_t> parse_signature(std::size_t at);
  // Gorky's archive has a grammar of its own: "КГ-НП/а, 22-4:1-2" is section,
  // item, leaves.  The section stands for the fond.
  std::optional<std::size_t> parse_gorky(std::size_t at);

  // ---- Whole references ----

  std::optional<std::size_t> parse_one(std::size_t at);
  // "Л. 8 — Стр. 5": leaves, and where they are printed.
  bool is_page_of_print(std::size_t at) const;
  // The last letter of a letter-spaced name: "Г А Р Ф. Ф. 17".
  bool ends_spaced_name(std::size_t at) const;
  // Enough of a reference, and not words that only look like it.
  bool is_reference(const Keyword& first, std::size_t at, bool behind_last, Draft& draft);
  // The parts that this one leaves out are those of the reference before it.
  void take_over(ArchivalReference& reference, bool apart);
  void add_more_dela(Draft& draft);
  std::optional<std::size_t> parse_number_first(std::size_t at);
  // "Там же. Д. 5. Л. 7", "Ibid., ll. 3-4", "Ibid."
  std::optional<std::size_t> parse_ibid(std::size_t at);
  // A keyword that ends the reference without its number: "op. , d. 5".
  void tell_missing(const Draft& draft);
  void finish(Draft& draft, std::size_t at);

  ReferenceScan scan_;
  LeafList leaf_list_;
  ParsedReferences out_;
  std::size_t floor_ = 0;       // no archive's name is looked for before this token
  std::size_t last_end_ = 0;    // token after the last reference
  bool last_was_code_ = false;  // "17/3/1001/5"
};

// Parts that don't begin a reference, because their names are words of their own, too.
inline bool is_weak_start(ReferencePart part) {
  return part == ReferencePart::kBox || part == ReferencePart::kVolume ||
         part == ReferencePart::kFolder || part == ReferencePart::kItem ||
         part == ReferencePart::kReel || part == ReferencePart::kFrames;
}

}  // namespace delo
