// Numbers and terms as people read them, the same in reports and on the terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/records/examination.h"
#include "core/records/file_object.h"
#include "core/result.h"
#include "ingest/reports/run_record.h"

namespace delo::ingest {

std::string grouped(std::uint64_t number);                           // "20,000"
std::string count_of(std::uint64_t number, std::string_view thing);  // "1 file", "20,000 files"
std::string size_in_words(std::uint64_t bytes);                      // "4.1 MB", powers of 1000
// "0.4 s", "32 s", "4 min 12 s", "2 h 05 min"
std::string duration_in_words(std::int64_t milliseconds);
std::string minute_of(Timestamp time);  // "24 November 2026, 06:36 UTC"
std::string percent(double share);      // 0 … 1 → "99.4 %"; "100 %" only when it is all

std::string_view words_for(FileRole role);            // "scan" "access copy" …
std::string_view words_for(ProducerFixity fixity);    // "verified" …
std::string_view words_for(Validity validity);        // "valid" …
std::string_view words_for(Severity severity);        // "Error" "Warning" "Remark"
std::string_view words_for(Remedier who);             // "the archivist" …
std::string language_in_words(std::string_view tag);  // "ru" → "Russian"; unknown tags as they are
// "1654 × 2339 px · 400 ppi · 8 bits · min-is-black · deflate", as far as known
std::string technical_in_words(const TechnicalMetadata& technical);
// A list of checksums is on no list itself, and nothing is amiss with that.
bool is_producers_list(const ItemFile& file);
// A digest cut to its first and last digits: "8d51c306…4c32122"
std::string shortened(std::string_view digest);

// An Error as one line, with what usually helps where the operating system's reason
// tells and the message does not: "…; make room there and run the same command again".
std::string advised_text(const Error& error);

// A phrase with a capital at its beginning.
std::string sentence(std::string_view text);

// What became of an item, as a report counts it.
enum class Fate : std::uint8_t { kFailed, kRejected, kReview, kRemarks, kAccepted, kNotBegun };
inline constexpr std::size_t kFates = 6;
Fate fate_of(const ItemRecord& item);
std::string_view words_for(Fate fate);  // "Accepted with remarks"
// A mark that tells fates apart without colour: "✓" "✗" …
std::string_view mark_of(Fate fate);
// One sentence: why it was decided so.
std::string because_of(const ItemRecord& item);

}  // namespace delo::ingest
