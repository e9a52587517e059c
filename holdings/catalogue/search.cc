// Searching in the index of words.
//
// What few packages have is ranked as bm25 does (database/word_rank.h).  What many have is not:
// ranking would read the places of every word in every one of them.  There, packages whose
// reference or title has the words come first, then the others, the newest first in both.
#include <algorithm>
#include <set>

#include "holdings/catalogue/catalogue.h"
#include "holdings/catalogue/facets.h"
#include "holdings/catalogue/kept_text.h"
#include "holdings/catalogue/query.h"
#include "holdings/catalogue/rows.h"
#include "holdings/catalogue/snippet.h"

namespace delo::holdings {

// A search as the engine is asked for it.
struct MatchOrder {
  std::string facets, all, none;  // FTS5 expressions; `all` and `none` may be empty
  std::string heading;            // `all`, of the words of reference and title
  std::optional<DateSpan> dates;
  std::optional<std::vector<std::int64_t>> rows;  // only these
  bool more_rows = false;                         // there are older ones, left out
  std::size_t last = 0;                           // how far the answer is wanted
};

namespace {

// Every package, "~p": not asked for beside words, for it costs as much as the commonest one.
constexpr std::string_view kAnyOfAll = "\"~p\"";
static_assert(kAnyOfAll.substr(1, kAnyPackage.size()) == kAnyPackage);

constexpr std::size_t kMostRanked = 1000;  // packages
// Packages of one delo among which words are looked for.
constexpr std::size_t kMostOfReference = 10'000;
constexpr std::size_t kMostLookedUp = 20;  // packages
constexpr std::size_t kMostScans = 20;     // shown of a package
constexpr std::size_t kMostPlaces = 5;     // other places

std::string expression(const MatchOrder& match, bool in_heading) {
  std::string text = "(" + match.facets;
  if (!match.all.empty()) {
    if (!match.facets.empty()) text += " AND ";
    text += "(" + (in_heading ? match.heading : match.all) + ")";
  }
  // NOT must have something to be taken from.
  if (match.facets.empty() && match.all.empty()) text += kAnyOfAll;
  text += ")";
  if (!match.none.empty()) text += " NOT (" + match.none + ")";
  return text;
}

// $1 the expression, then what there is of the dates and the rows as JSON: parameters count in
// the order they come in.
std::string from_and_where(const MatchOrder& match) {
  std::string sql = " FROM words";
  // The words lead: the planner must not begin with all packages.
  if (match.dates) sql += " CROSS JOIN packages ON packages.row = words.rowid";
  sql += " WHERE words MATCH $1";
  if (match.dates) sql += " AND date_to >= $2 AND date_from <= $3 AND date_from <> ''";
  if (match.rows) {
    // The engine looks each of the rows up in the lists of the words, or, where there are many
    // or the '+' says so, goes through the lists once.
    sql += match.rows->size() > kMostLookedUp ? " AND +words.rowid" : " AND words.rowid";
    sql += " IN (SELECT value FROM json_each($";
    sql += match.dates ? "4))" : "2))";
  }
  return sql;
}

std::string list_of(const std::vector<std::int64_t>& rows) {
  std::string list;
  for (const std::int64_t row : rows) {
    list.append(list.empty() ? "[" : ",").append(std::to_string(row));
  }
  return list.empty() ? "[]" : list + "]";
}

// facets, reference, title, names, description, transcription, translation
constexpr std::string_view kRank = "word_rank(words, 0, 8, 10, 3, 4, 1, 1)";

// The next parameter's number.
int bind(Statement& rows, const MatchOrder& match, bool in_heading) {
  rows.bind(1, expression(match, in_heading));
  int next = 2;
  if (match.dates) {
    rows.bind(next, match.dates->from).bind(next + 1, match.dates->to);
    next += 2;
  }
  if (match.rows) rows.bind(next++, list_of(*match.rows));
  return next;
}

Result<std::vector<std::int64_t>> integers(Statement& rows) {
  std::vector<std::int64_t> out;
  for (;;) {
    DELO_TRY(const bool more, rows.step());
    if (!more) return out;
    out.push_back(rows.integer(0));
  }
}

// Facets of filters, and of the reference where it is too wide for a list of rows.
Result<MatchOrder> match_for(const FindOrder& order, const FindQuery& query) {
  MatchOrder match{.facets = {},
                   .all = all_match(query),
                   .none = none_match(query),
                   .heading = all_match(query, kHeadingMark),
                   .dates = {},
                   .rows = {},
                   .last = order.offset + order.limit};
  const auto must = [&](const std::string& facet) {
    if (facet.size() <= 2) return;
    match.facets.append(match.facets.empty() ? "" : " AND ").append("\"" + facet + "\"");
  };
  if (!order.fond.empty()) must(facet('f', order.fond));
  if (!order.language.empty()) must(facet('l', primary_language(order.language)));
  if (!order.validity.empty()) must(facet('v', order.validity));
  if (!order.archive.empty()) {
    // By any of its names, as a reference would have it.
    const auto named = parse_reference(order.archive + ", f. 1");
    must(facet('a', named && !named->archive.empty() ? named->archive : order.archive));
  }
  if (query.reference && !names_a_record(*query.reference)) {
    const ReferenceKeys keys = keys_of(*query.reference);
    must("~a" + keys.archive);
    must("~f" + keys.fond);
    must("~o" + keys.opis);
  }
  if (!order.dates.empty()) {
    match.dates = asked_dates(order.dates);
    if (!match.dates) {
      return Error{ErrorCode::kInvalidArgument,
                   "'" + order.dates + "' is no date; '1951', '1951-01-19' and '1951..1952' are"};
    }
    const std::string years = years_match(*match.dates);
    if (!years.empty()) match.facets.append(match.facets.empty() ? "" : " AND ").append(years);
  }
  return match;
}

// A later package has a greater number.
void drop_oldest(std::vector<std::int64_t>& rows, std::size_t most) {
  std::ranges::sort(rows, std::ranges::greater{});
  rows.resize(most);
}

bool is_asked(const Leaf& leaf, const std::vector<Leaf>& asked) {
  return std::ranges::any_of(asked, [&](const Leaf& one) {
    return one.number == leaf.number && one.letter == leaf.letter &&
           (one.side == Side::kRecto || leaf.side == Side::kVerso);
  });
}

}  // namespace

// The newest of rows that are known, without a word to ask for.
Result<std::vector<std::int64_t>> Catalogue::newest_of(std::vector<std::int64_t> rows,
                                                       const std::optional<DateSpan>& dates) {
  if (dates) {
    DELO_TRY(Statement * dated,
             statement("SELECT row FROM packages WHERE row IN (SELECT value FROM json_each($1)) "
                       "AND date_to >= $2 AND date_from <= $3 AND date_from <> ''"));
    dated->bind(1, list_of(rows)).bind(2, dates->from).bind(3, dates->to);
    DELO_TRY(rows, integers(*dated));
  }
  std::ranges::sort(rows, std::ranges::greater{});
  return rows;
}

Result<std::vector<std::int64_t>> Catalogue::rows_of(const std::string& sql,
                                                     const MatchOrder& match, bool in_heading,
                                                     std::size_t most) {
  DELO_TRY(Statement * rows, statement(sql));
  const int last = bind(*rows, match, in_heading);
  return integers(rows->bind(last, signed_of(most)));
}

// These rows by their rank.  Of the filters, which give no rank, nothing is asked again.
Result<std::vector<std::int64_t>> Catalogue::ranked_rows(const std::string& all,
                                                         const std::vector<std::int64_t>& rows) {
  // The '+' keeps the engine from asking anew for every row.
  DELO_TRY(Statement * ranked,
           statement("SELECT words.rowid FROM words WHERE words MATCH $1 AND +words.rowid IN "
                     "(SELECT value FROM json_each($2)) ORDER BY " +
                     std::string(kRank) + ", words.rowid"));
  ranked->bind(1, all).bind(2, list_of(rows));
  return integers(*ranked);
}

Result<Catalogue::RankedRows> Catalogue::rows_that_match(const MatchOrder& match) {
  const std::size_t most = std::max(kMostRanked, match.last) + 1;
  RankedRows ranked;
  if (match.rows && match.facets.empty() && match.all.empty() && match.none.empty()) {
    DELO_TRY(ranked.rows, newest_of(*match.rows, match.dates));
    ranked.more = match.more_rows;
    return ranked;
  }
  const std::string from = from_and_where(match);
  const auto newest = [&](bool in_heading, bool by_rank = false) {
    const std::string fit = by_rank ? ", " + std::string(kRank) + " AS fit" : "";
    std::string sql = "SELECT words.rowid" + fit + from + " ORDER BY words.rowid DESC LIMIT $last";
    if (by_rank) sql = "SELECT rowid FROM (" + sql + ") ORDER BY fit, rowid";
    return rows_of(sql, match, in_heading, most);
  };
  // Where words are shut out, the lists of the others may be long and few rows be left of them:
  // these have their rank while the lists are gone through, not from a second walk.
  const bool at_once = !match.all.empty() && !match.none.empty();
  DELO_TRY(ranked.rows, newest(false, at_once));
  ranked.more = match.more_rows;
  if (at_once && ranked.rows.size() <= kMostRanked) return ranked;
  if (at_once) std::ranges::sort(ranked.rows, std::ranges::greater{});
  const bool many = ranked.rows.size() == most;
  if (many) ranked.rows.pop_back();
  ranked.more = many || match.more_rows;
  // Without words there is nothing to rank by.
  if (match.all.empty() || ranked.rows.size() < 2) return ranked;
  if (!many && ranked.rows.size() <= kMostRanked) {
    DELO_TRY(ranked.rows, ranked_rows(match.all, ranked.rows));
    return ranked;
  }
  DELO_TRY(std::vector<std::int64_t> first, newest(true));
  const std::set<std::int64_t> seen(first.begin(), first.end());
  for (const std::int64_t row : ranked.rows) {
    if (!seen.contains(row)) first.push_back(row);
  }
  ranked.rows = std::move(first);
  return ranked;
}

Result<FindAnswer> Catalogue::search(const FindOrder& order) {
  FindAnswer answer;
  DELO_TRY(FindQuery query, parse_query(order.words));
  const bool filtered = !order.archive.empty() || !order.fond.empty() || !order.language.empty() ||
                        !order.validity.empty() || !order.dates.empty();
  DELO_TRY(MatchOrder match, match_for(order, query));
  if (!query.has_words() && !query.reference && !filtered) return answer;
  const std::lock_guard lock(mutex_);
  if (query.reference && names_a_record(*query.reference)) {
    const std::size_t most = std::max(kMostOfReference, match.last);
    DELO_TRY(match.rows, rows_of_reference(*query.reference, most + 1));
    match.more_rows = match.rows->size() > most;
    if (match.more_rows) drop_oldest(*match.rows, most);
  }
  DELO_TRY(RankedRows ranked, rows_that_match(match));
  if (ranked.rows.empty() && !query.all.empty()) {
    DELO_TRY(query, parse_query(order.words, true));
    match.all = all_match(query);
    match.heading = all_match(query, kHeadingMark);
    DELO_TRY(ranked, rows_that_match(match));
    answer.as_beginnings = !ranked.rows.empty();
  }
  answer.matches = ranked.rows.size();
  answer.more = ranked.more;
  SnippetWriter writer(query);
  for (std::size_t i = order.offset; i < ranked.rows.size() && i < match.last; ++i) {
    DELO_TRY(FindHit hit, hit_of(ranked.rows[i], query, order.places ? &writer : nullptr));
    answer.hits.push_back(std::move(hit));
  }
  return answer;
}

namespace {

// The one leaf of a record that has no other.
std::string only_leaf_of(const ArchivalReference& reference) {
  const bool one = !reference.leaves.empty() &&
                   reference.leaves.front().number == reference.leaves.back().number &&
                   reference.leaves.front().letter == reference.leaves.back().letter;
  return one ? reference.leaves.front().label() : "";
}

FindPlace place_in(const CatalogueText& text) {
  return {.field = text.kind,
          .path = text.path,
          .language = text.source.language,
          .sheet = {},
          .leaf = {},
          .text = {},
          .marks = {}};
}

// What a text says of the leaves asked for.
void add_sheets(const CatalogueText& text, const std::vector<Leaf>& asked, SnippetWriter& writer,
                std::vector<FindPlace>& places) {
  const auto& sheets = text.sheets;
  for (std::size_t i = 0; i < sheets.size() && places.size() < kMostScans + kMostPlaces; ++i) {
    const auto leaf = leaf_of_label(sheets[i].leaf);
    const std::size_t begin = sheets[i].offset;
    if (!leaf || !is_asked(*leaf, asked) || begin > text.source.text.size()) continue;
    const std::size_t end = i + 1 < sheets.size() ? sheets[i + 1].offset : text.source.text.size();
    if (end < begin) continue;
    const auto sheet = std::string_view(text.source.text).substr(begin, end - begin);
    FindPlace place = place_in(text);
    place.sheet = sheets[i].label;
    place.leaf = sheets[i].leaf;
    std::size_t at = 0;
    if (!writer.write(sheet, place, at)) writer.write_beginning(sheet, place);
    places.push_back(std::move(place));
  }
}

}  // namespace

// Scans of the leaves asked for: masters before others.
Result<void> Catalogue::add_scans(std::int64_t row, const std::vector<Leaf>& asked,
                                  std::vector<FindPlace>& places) {
  std::vector<CataloguePlace> shown;
  DELO_TRY(Statement * rows,
           statement("SELECT number, letter, side, path, page FROM places WHERE package = $1 AND "
                     "number = $2 AND letter = $3"));
  for (const auto& [number, letter] : leaves_of({.leaves = asked})) {
    rows->bind(1, row).bind(2, std::int64_t{number}).bind(3, letter);
    DELO_TRY(const auto some, all_places(*rows));
    for (const CataloguePlace& place : some) {
      if (is_asked(place.leaf, asked)) shown.push_back(place);
    }
  }
  for (const std::string_view role : {"master", "access"}) {
    const std::string folder = "/representations/" + std::string(role) + "/data/";
    for (const CataloguePlace& place : shown) {
      if (places.size() >= kMostScans) return {};
      if (place.path.find(folder) == place.path.npos) continue;
      places.push_back({.field = "scan",
                        .path = place.path,
                        .language = {},
                        .sheet = {},
                        .leaf = place.leaf.label(),
                        .page = place.page,
                        .text = {},
                        .marks = {}});
    }
    if (!places.empty()) return {};
  }
  return {};
}

Result<FindHit> Catalogue::hit_of(std::int64_t row, const FindQuery& query, SnippetWriter* places) {
  FindHit hit;
  DELO_TRY(auto entry, entry_of_row(row));
  if (!entry) return Error{ErrorCode::kCorrupt, "the index of words names a package that is gone"};
  hit.entry = *std::move(entry);
  const std::vector<Leaf> asked = query.reference ? query.reference->leaves : std::vector<Leaf>();
  if (places == nullptr || (query.all.empty() && asked.empty())) return hit;
  const PackageSummary& summary = hit.entry.summary;
  SnippetWriter& writer = *places;
  if (!asked.empty()) DELO_CHECK(add_scans(row, asked, hit.places));
  DELO_TRY(const auto texts, texts_of_row(row));
  for (const CatalogueText& text : texts) add_sheets(text, asked, writer, hit.places);
  if (query.all.empty()) return hit;
  const std::size_t most = hit.places.size() + kMostPlaces;
  std::size_t at = 0;
  for (const CatalogueText& text : texts) {
    FindPlace place = place_in(text);
    if (hit.places.size() >= most || !writer.write(text.source.text, place, at)) continue;
    if (const CatalogueSheet* sheet = sheet_at(text.sheets, at)) {
      place.sheet = sheet->label;
      place.leaf = sheet->leaf;
    }
    // A record of one leaf has all its text on it.
    if (place.leaf.empty() && place.sheet.empty()) place.leaf = only_leaf_of(summary.reference);
    const bool told = std::ranges::any_of(hit.places, [&](const FindPlace& other) {
      return other.path == place.path && other.sheet == place.sheet && other.leaf == place.leaf &&
             !(place.sheet.empty() && place.leaf.empty());
    });
    if (!told) hit.places.push_back(std::move(place));
  }
  const auto add = [&](const char* field, std::string_view text) {
    FindPlace place{.field = field,
                    .path = {},
                    .language = {},
                    .sheet = {},
                    .leaf = {},
                    .text = {},
                    .marks = {}};
    if (hit.places.size() < most && writer.write(text, place, at)) {
      hit.places.push_back(std::move(place));
    }
  };
  add("title", summary.title);
  for (const std::string& word : summary.words) {
    if (word != summary.title) add("description", word);
  }
  return hit;
}

Result<std::vector<FindPlace>> Catalogue::places_of_leaves(const PackageId& id,
                                                           const std::vector<Leaf>& leaves) {
  std::vector<FindPlace> places;
  const std::lock_guard lock(mutex_);
  DELO_TRY(const auto known, known_package(id));
  if (!known || leaves.empty()) return places;
  DELO_CHECK(add_scans(known->row, leaves, places));
  SnippetWriter writer{FindQuery{}};
  DELO_TRY(const auto texts, texts_of_row(known->row));
  for (const CatalogueText& text : texts) add_sheets(text, leaves, writer, places);
  return places;
}

Result<IndexSize> Catalogue::index_size() {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * count,
           statement("SELECT (SELECT count(*) FROM packages), count(*), total(size), "
                     "total(remark <> '') FROM texts"));
  DELO_TRY(const bool there, count->step());
  IndexSize size;
  if (there) {
    size = {natural_of(count->integer(0)), natural_of(count->integer(1)),
            natural_of(count->integer(2)), natural_of(count->integer(3))};
  }
  DELO_CHECK(count->run());
  return size;
}

Result<void> Catalogue::for_each_remark(const std::function<void(const UnreadText&)>& visit) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * rows,
           statement("SELECT packages.id, path, remark, fault FROM texts JOIN packages ON "
                     "packages.row = texts.package WHERE remark <> '' ORDER BY texts.package, "
                     "path"));
  for (;;) {
    DELO_TRY(const bool more, rows->step());
    if (!more) return {};
    UnreadText text{.package = {rows->text(0)}, .path = rows->text(1), .remark = rows->text(2)};
    if (rows->text(3) == kDamagedText) text.fault = UnreadText::Fault::kDamaged;
    if (rows->text(3) == kFailedText) text.fault = UnreadText::Fault::kFailed;
    visit(text);
  }
}

}  // namespace delo::holdings
