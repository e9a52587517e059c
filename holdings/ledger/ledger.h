// The ledger: everything done to the holdings, in a text file that only grows.
// It cannot be made again from anything else, so it is written before the
// catalogue, synced before anything is acknowledged, and copied to every store.
// What the chain proves and what not: docs/formats/ledger.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/bytes/disk.h"
#include "holdings/ledger/ledger_entry.h"

namespace delo::holdings {

inline constexpr std::string_view kLedgerFile = "ledger.jsonl";
// Its copy in the root of every store.
inline constexpr std::string_view kLedgerCopyFile = "delo-ledger.jsonl";

struct LedgerHead {
  std::uint64_t n = 0;  // the last entry's number; 0: no entry yet
  std::string hash{kNoPreviousHash};
  std::uint64_t bytes = 0;  // length of the file up to and with that entry
};

// May be used by several threads; appends are one after the other.
class Ledger {
 public:
  enum class Access : std::uint8_t { kRead, kAppend };

  // Opens the ledger `file`; with kAppend makes it when it is absent and cuts a
  // torn tail (what a crash left of the last write, never acknowledged).  What
  // was cut is kept beside as torn-<time>.jsonl, and `messages` says so.
  // A damaged ledger opens: see damage().  An end that looks torn is damaged when
  // `acknowledged` knows of entries there: up to which byte somebody else (the
  // catalogue, a store's copy) has the ledger.
  using Acknowledged = std::function<Result<std::uint64_t>()>;
  static Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& file, Access access,
                                              Timestamp now, std::vector<std::string>& messages,
                                              const Acknowledged& acknowledged = {});

  LedgerHead head() const;
  const std::filesystem::path& file() const { return path_; }

  // What is wrong with the end of the ledger, a sentence; empty when all is well.
  // Only the end is looked at here; verify_chain() reads all.
  std::string damage() const;
  // For whoever finds from outside that it is not what it was.  Nothing is
  // appended any more.
  void mark_damaged(std::string what);

  // Appends the entries in one write and makes them durable: n, prev and hash are
  // set here.  Returns the offset of each.  Error kCorrupt when damage() is not
  // empty.  After an Error none of them is in the ledger.
  Result<std::vector<std::uint64_t>> append(std::span<LedgerEntry> entries);

  // Entries from `offset` (one that append() or this function told) on.
  using Visit = std::function<Result<void>(const LedgerEntry& entry, std::uint64_t offset)>;
  Result<void> for_each(std::uint64_t offset, const Visit& visit) const;
  Result<LedgerEntry> entry_at(std::uint64_t offset) const;

  // Brings a store's copy up to this ledger by appending what it lacks.  Error
  // kCorrupt when the copy is no beginning of this ledger (audit tells more).
  Result<void> publish(const std::filesystem::path& copy) const;

 private:
  Ledger(FileDescriptor out, std::filesystem::path path)
      : out_(std::move(out)), path_(std::move(path)) {}
  mutable std::mutex mutex_;
  FileDescriptor out_;
  std::filesystem::path path_;
  LedgerHead head_;
  std::string damage_;
};

// Calls `visit` with every line from `offset` to `end` (bytes), without newlines;
// the last may lack its own (`torn`).  Error kCorrupt for a line of more than 64 MiB.
Result<void> for_each_line(
    const ByteSource& source, std::uint64_t offset, std::uint64_t end,
    const std::function<Result<void>(std::string_view line, std::uint64_t at, bool torn)>& visit);

// The whole chain, read from its beginning.
struct ChainVerdict {
  bool intact = true;
  LedgerHead head;             // up to the first fault
  std::string fault;           // "entry 17 was changed: …"; empty when intact
  std::uint64_t fault_at = 0;  // bytes
};
Result<ChainVerdict> verify_chain(const ByteSource& source, std::stop_token stop = {});

// How a copy of a ledger stands to the original.
enum class LedgerCopyState : std::uint8_t {
  kEqual,
  kBehind,  // a beginning of it: a run that died before it published
  kAhead,   // the original is a beginning of the copy: the original was rolled back
  kDiffers,
};
struct LedgerComparison {
  LedgerCopyState state = LedgerCopyState::kEqual;
  std::uint64_t same_bytes = 0;  // length of the common beginning, whole lines
  std::uint64_t same_entries = 0;
};
Result<LedgerComparison> compare_ledgers(const ByteSource& ledger, const ByteSource& copy,
                                         std::stop_token stop = {});
// What stands in a copy from `offset` on is what a crash leaves while the ledger's
// text is written there: that text, with zeros where nothing had come yet.
Result<bool> is_torn_copy(const ByteSource& ledger, const ByteSource& copy, std::uint64_t offset);
// The last sound entry, looked for from the end.
Result<LedgerHead> sound_head(const ByteSource& source);

}  // namespace delo::holdings
