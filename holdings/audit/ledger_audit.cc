#include "holdings/audit/ledger_audit.h"

#include <optional>

#include "core/bytes/read_fault.h"
#include "holdings/audit/copy_check.h"
#include "holdings/stores/ocfl_store.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kLedgerPath = "ledger/ledger.jsonl";

constexpr std::string_view kWhatToDo =
    "run delo audit --all --repair: it mends what the other copies prove";

std::string at_byte(std::uint64_t at) { return " (at byte " + std::to_string(at) + ")"; }

std::string entries(std::uint64_t n) { return std::to_string(n) + " entries"; }

// Copies [0, end) of `from`.
Result<void> copy_bytes(const ByteSource& from, std::uint64_t end, ByteSink& to) {
  std::vector<std::byte> block(256 * 1024);
  for (std::uint64_t at = 0; at < end;) {
    const auto want = std::min<std::uint64_t>(block.size(), end - at);
    DELO_TRY(const std::size_t n,
             from.read_at(at, std::span(block).first(static_cast<std::size_t>(want))));
    if (n == 0) return Error{ErrorCode::kIo, "the ledger's copy ended while it was read"};
    DELO_CHECK(to.write(std::span<const std::byte>(block).first(n)));
    at += n;
  }
  return {};
}

// Writes to `mended` the sound copy and, after it, what the ledger alone still
// has.  false: the two do not fit together, or entries would be lost.
Result<bool> mend_into(const fs::path& mended, const ByteSource& ledger,
                       const ChainVerdict& verdict, const ByteSource& copy,
                       const LedgerHead& copy_head, std::stop_token stop) {
  DELO_TRY(const LedgerComparison comparison, compare_ledgers(ledger, copy, stop));
  // Where the ledger is sound it must say what the copy says, and the copy must
  // know more than the sound part.
  if (comparison.same_bytes < verdict.head.bytes || copy_head.n <= verdict.head.n) return false;
  DELO_TRY(const auto sink, FileSink::create(mended));
  DELO_CHECK(copy_bytes(copy, copy_head.bytes, *sink));
  LedgerHead head = copy_head;
  bool fits = true, last_is_sound = false;
  std::uint64_t written = copy_head.bytes;
  // What the ledger has and the copy has not follows, if it is sound.
  const auto take = [&](std::string_view line, std::uint64_t, bool torn) -> Result<void> {
    const auto link = check_line(line);
    last_is_sound = link && !torn;
    if (link && link->n <= copy_head.n) return {};
    if (!link || torn || link->n != head.n + 1 || link->prev != head.hash) {
      // A damaged line that the copy has is what we are here for; one beyond it
      // would be lost.
      fits = fits && head.n == copy_head.n && !link;
      return {};
    }
    head.n = link->n;
    head.hash = link->hash;
    written += line.size() + 1;
    DELO_CHECK(sink->write_text(line));
    return sink->write_text("\n");
  };
  DELO_CHECK(for_each_line(ledger, verdict.head.bytes, ledger.size(), take));
  DELO_CHECK(sink->finish());
  // A damaged last line that the copy has not is not given up: bits that flip
  // leave the length as it was.
  if (!fits || (!last_is_sound && written < ledger.size())) return false;
  DELO_TRY(const auto back, FileSource::open(mended));
  DELO_TRY(const ChainVerdict whole, verify_chain(*back, stop));
  if (!whole.intact) return false;
  DELO_TRY(const FileDescriptor file, open_to_read(mended));
  DELO_CHECK(sync_file(file, mended));
  return true;
}

// Puts `mended` in the ledger's place; the old one goes to quarantine.
Result<void> replace_ledger(Holdings::Members& members, const fs::path& mended, RunContext& run) {
  const fs::path file = members.ledger_file();
  const fs::path aside = members.quarantine(run.clock.now(), "ledger") / kLedgerFile;
  DELO_CHECK(make_folders(aside.parent_path()));
  DELO_CHECK(try_link(file, aside));
  DELO_CHECK(sync_folder(aside.parent_path()));
  DELO_CHECK(rename_over(mended, file));
  DELO_CHECK(sync_folder(file.parent_path()));
  DELO_TRY(members.ledger,
           Ledger::open(file, Ledger::Access::kAppend, run.clock.now(), members.messages));
  return {};
}

// Mends the ledger from whichever store's copy can.  The name of that store.
Result<std::optional<std::string>> mend(Holdings::Members& members, const ChainVerdict& verdict,
                                        RunContext& run) {
  const fs::path mended = members.ledger_file().parent_path() / "mended.jsonl";
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store) continue;
    const auto copy = FileSource::open(slot.store->folder() / kLedgerCopyFile);
    if (!copy) continue;
    DELO_TRY(const ChainVerdict of_copy, verify_chain(**copy, run.stop));
    if (!of_copy.intact) continue;
    DELO_CHECK(remove_file(mended));
    DELO_TRY(const auto ledger, FileSource::open(members.ledger_file()));
    DELO_TRY(const bool done, mend_into(mended, *ledger, verdict, **copy, of_copy.head, run.stop));
    if (done) {
      DELO_CHECK(replace_ledger(members, mended, run));
      return std::optional<std::string>(slot.settings.name);
    }
  }
  DELO_CHECK(remove_file(mended));
  return std::optional<std::string>();
}

// A power cut can leave a hole with whole lines after it.  When the catalogue ends
// where the sound part ends nothing beyond was ever acknowledged: the sound part
// goes on as the ledger.
Result<bool> keep_sound_part(Holdings::Members& members, const ChainVerdict& verdict,
                             RunContext& run) {
  const LedgerHead entered = members.catalogue->entered();
  if (members.makeshift || verdict.intact || entered.n == 0 || entered.n != verdict.head.n ||
      entered.hash != verdict.head.hash) {
    return false;
  }
  DELO_TRY(const std::uint64_t known, known_elsewhere(members));
  if (known > verdict.head.bytes) return false;
  const fs::path mended = members.ledger_file().parent_path() / "mended.jsonl";
  DELO_CHECK(remove_file(mended));
  {
    DELO_TRY(const auto ledger, FileSource::open(members.ledger_file()));
    DELO_TRY(const auto sink, FileSink::create(mended));
    DELO_CHECK(copy_bytes(*ledger, verdict.head.bytes, *sink));
    DELO_CHECK(sink->finish());
  }
  DELO_TRY(const auto back, FileSource::open(mended));
  DELO_TRY(const ChainVerdict whole, verify_chain(*back, run.stop));
  if (!whole.intact || whole.head.hash != verdict.head.hash) return false;
  DELO_TRY(const FileDescriptor file, open_to_read(mended));
  DELO_CHECK(sync_file(file, mended));
  DELO_CHECK(replace_ledger(members, mended, run));
  return true;
}

struct LongestCopy {
  std::uint64_t n = 0;
  std::string store;
};

// A sound copy of which the ledger is only a beginning.
Result<LongestCopy> copy_ahead(const Holdings::Members& members, const ByteSource& ledger,
                               RunContext& run) {
  LongestCopy longest;
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store) continue;
    const auto copy = FileSource::open(slot.store->folder() / kLedgerCopyFile);
    if (!copy) continue;
    DELO_TRY(const LedgerComparison comparison, compare_ledgers(ledger, **copy, run.stop));
    if (comparison.state != LedgerCopyState::kAhead) continue;
    DELO_TRY(const ChainVerdict verdict, verify_chain(**copy, run.stop));
    if (verdict.intact && verdict.head.n > longest.n)
      longest = {verdict.head.n, slot.settings.name};
  }
  return longest;
}

Result<void> audit_original(Holdings::Members& members, AuditBook& book, bool repair,
                            RunContext& run) {
  AuditLine line{.copy = "ledger", .path = std::string(kLedgerPath)};
  ChainVerdict verdict;
  {
    auto ledger = FileSource::open(members.ledger_file());
    if (!ledger) {
      if (ledger.error().code != ErrorCode::kNotFound) return std::move(ledger).error();
      return {};  // holdings that were only looked at
    }
    DELO_TRY(verdict, verify_chain(**ledger, run.stop));
    if (!verdict.intact) {
      line.state = FileState::kDamaged;
      line.expected = "an unbroken chain";
      line.found = verdict.fault + at_byte(verdict.fault_at);
    } else {
      DELO_TRY(const LongestCopy ahead, copy_ahead(members, **ledger, run));
      line.state = FileState::kMissing;
      line.found = entries(verdict.head.n);
      if (ahead.n > 0) {
        line.expected = entries(ahead.n) + ", as " + ahead.store + " has them";
      } else if (const LedgerHead entered = members.catalogue->entered();
                 entered.n > verdict.head.n) {
        line.expected = entries(entered.n) + ", as the catalogue has entered them";
      } else {
        return {};
      }
    }
  }
  std::optional<std::string> from;
  bool cut = false;
  if (repair && members.access == Access::kWork) {
    DELO_TRY(from, mend(members, verdict, run));
    if (!from) {
      DELO_TRY(cut, keep_sound_part(members, verdict, run));
    }
  }
  if (!from && !cut) {
    book.ledger_is_altered();
    line.note = kWhatToDo;
    if (repair) {
      line.note = "unrepairable: no store has a copy that fits; a person must decide";
      if (verdict.intact) {
        line.note +=
            " (when the end is lost for good: without delo.db the ledger goes on as it is, and the "
            "next delo audit --all --repair puts on record what the stores have besides)";
      }
    }
    book.tell(line, repair);
    return {};
  }
  line.state = FileState::kRepaired;
  line.note = (cut ? "what followed entry " + std::to_string(verdict.head.n) +
                         " was never acknowledged and was left out"
                   : "from " + *from + "'s copy") +
              "; the old ledger is in quarantine";
  book.tell(line);
  DELO_CHECK(members.reopen_catalogue(run.clock.now()));
  LedgerEntry entry;
  entry.time = run.clock.now();
  entry.type = name_of(EventType::kRecovery);
  entry.about = "ledger";
  entry.detail = (cut ? "cut after entry " + std::to_string(verdict.head.n) +
                            ", the rest was never acknowledged"
                      : "mended from the copy in " + *from) +
                 ": " + line.found;
  return book.record(std::move(entry));
}

Result<void> audit_copy_of_ledger(Holdings::Members& members, Store& store, AuditBook& book,
                                  bool ours_is_sound, bool repair, RunContext& run) {
  const fs::path path = store.folder() / kLedgerCopyFile;
  std::string fault;
  bool contradiction = false;
  {
    const auto ledger = FileSource::open(members.ledger_file());
    if (!ledger) return {};
    auto copy = FileSource::open(path);
    if (!copy) {
      if (copy.error().code == ErrorCode::kNotFound) return {};  // not published yet
      if (!is_fault_of_medium(copy.error())) return std::move(copy).error();
      fault = copy.error().text();
    } else {
      auto comparison = compare_ledgers(**ledger, **copy, run.stop);
      if (!comparison) {
        if (!is_fault_of_medium(comparison.error())) return std::move(comparison).error();
        fault = comparison.error().text();
      } else if (comparison->state == LedgerCopyState::kEqual ||
                 comparison->state == LedgerCopyState::kBehind) {
        return {};  // behind: a run died before it published; the end of this one does
      } else {
        DELO_TRY(const bool torn, is_torn_copy(**ledger, **copy, comparison->same_bytes));
        if (torn) return {};
        DELO_TRY(const ChainVerdict verdict, verify_chain(**copy, run.stop));
        // A sound copy of a ledger that is not: the ledger's line tells.
        if (verdict.intact && !ours_is_sound) return {};
        contradiction = verdict.intact;
        fault = contradiction ? "a sound chain that differs after entry " +
                                    std::to_string(comparison->same_entries)
                              : verdict.fault + at_byte(verdict.fault_at);
      }
    }
  }
  AuditLine line{.copy = store.name(),
                 .path = std::string(kLedgerCopyFile),
                 .state = FileState::kDamaged,
                 .expected = "the ledger's text",
                 .found = fault};
  // A ledger that is altered itself proves nothing against its copies.
  if (contradiction || !ours_is_sound || !book.summary().ledger_intact) {
    book.ledger_is_altered();
    line.note = contradiction
                    ? "the ledger and this copy are both sound and tell different things: "
                      "a person must decide; nothing was changed"
                    : std::string(kWhatToDo);
    line.repairable = !contradiction;
    book.tell(line, repair);
    return {};
  }
  line.note = kWhatToDo;
  if (repair && members.access == Access::kWork) {
    const fs::path aside = members.quarantine(run.clock.now(), store.name()) / kLedgerCopyFile;
    DELO_TRY(const fs::path kept, move_to_quarantine(path, aside));
    DELO_CHECK(members.ledger->publish(path));
    line.state = FileState::kRepaired;
    line.note = "written anew from the ledger; the old one is " + kept.string();
  }
  book.tell(line);
  return {};
}

}  // namespace

Result<void> audit_ledger(Holdings::Members& members, AuditBook& book, bool repair,
                          RunContext& run) {
  DELO_CHECK(audit_original(members, book, repair, run));
  const bool sound = members.ledger->damage().empty() && book.summary().ledger_intact;
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store) continue;
    DELO_CHECK(audit_copy_of_ledger(members, *slot.store, book, sound, repair, run));
  }
  return {};
}

}  // namespace delo::holdings
