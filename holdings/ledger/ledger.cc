#include "holdings/ledger/ledger.h"

#include <algorithm>
#include <cstring>

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kBlock = 256 * 1024;
constexpr std::uint64_t kLongestLine = 64u << 20;
// What is looked at of the end, bytes: before writing so much as one append may have brought;
// for reading what tells the last entry, for every search waits for it.
constexpr std::uint64_t kTailToAppend = 4u << 20, kTailToRead = 256u << 10;

Result<std::string> read_range(const ByteSource& source, std::uint64_t from, std::uint64_t to) {
  std::string text(static_cast<std::size_t>(to - from), '\0');
  DELO_TRY(const std::size_t n,
           source.read_at(from, std::as_writable_bytes(std::span(text.data(), text.size()))));
  if (n != text.size()) return Error{ErrorCode::kIo, "the ledger ended while it was read"};
  return text;
}

// What the end of a ledger looks like.
struct Tail {
  LedgerHead head;         // the last good entry
  std::uint64_t torn = 0;  // bytes after it that a crash left
  std::string damage;      // instead: they are damaged
};

// Disks write whole sectors of at least this size.
constexpr std::uint64_t kSector = 512;

// Zeros where the file had grown and nothing had come yet: from a sector's
// beginning to a sector's end, or up to the end of the file.  `at`: place of
// `rest` in the file.  One flipped bit can't make such a run.
bool are_zeros_of_a_crash(std::string_view rest, std::uint64_t at) {
  for (std::size_t from = rest.find('\0'); from != rest.npos;) {
    const std::size_t to = std::min(rest.find_first_not_of('\0', from), rest.size());
    const bool whole_sectors =
        (from == 0 || (at + from) % kSector == 0) && (at + to) % kSector == 0;
    if (to != rest.size() && !whole_sectors) return false;
    from = rest.find('\0', to);
  }
  return true;
}

bool has_sound_line(std::string_view rest) {
  for (std::size_t at = 0;;) {
    const std::size_t end = rest.find('\n', at);
    if (end == rest.npos) return false;
    if (check_line(rest.substr(at, end - at))) return true;
    at = end + 1;
  }
}

// Is this what a crash leaves of a write: the beginning of a line, or zeros?
// Anything else was written whole and changed later.  By shape alone: whoever
// knows what was acknowledged asks that first.
bool looks_torn(std::string_view rest, std::uint64_t at) {
  if (has_sound_line(rest)) return false;
  if (rest.find('\0') != rest.npos) return are_zeros_of_a_crash(rest, at);
  // A whole line whose newline became something else was not torn.
  return rest.find('\n') == rest.npos && !check_line(rest.substr(0, rest.size() - 1));
}

// `acknowledged` is asked when the end looks torn.
Result<Tail> examine_tail(const ByteSource& source, std::uint64_t window,
                          const Ledger::Acknowledged& acknowledged) {
  const std::uint64_t size = source.size();
  for (;; window *= 8) {
    const std::uint64_t from = size > window ? size - window : 0;
    DELO_TRY(const std::string text, read_range(source, from, size));
    std::size_t at = 0;
    if (from > 0) {
      at = text.find('\n');
      if (at == std::string::npos) continue;
      ++at;
    }
    Tail tail;
    tail.head.bytes = from + at;
    bool seen = from == 0;
    while (at < text.size()) {
      const std::size_t end = text.find('\n', at);
      const std::string_view line = std::string_view(text).substr(at, end - at);
      const auto link = end == std::string::npos
                            ? Result<LedgerLink>(Error{ErrorCode::kCorrupt, ""})
                            : check_line(line);
      const bool follows =
          link && (!seen || (link->n == tail.head.n + 1 && link->prev == tail.head.hash));
      if (!follows) {
        if (!seen && from > 0) break;  // nothing good in the window yet: take a larger one
        const std::string_view rest = std::string_view(text).substr(at);
        bool torn = looks_torn(rest, tail.head.bytes);
        if (torn && acknowledged) {
          DELO_TRY(const std::uint64_t known, acknowledged());
          torn = known <= tail.head.bytes;
        }
        if (torn) {
          tail.torn = rest.size();
        } else {
          tail.damage = "the entry after entry " + std::to_string(tail.head.n) + ", at byte " +
                        std::to_string(tail.head.bytes) + ", " +
                        (end == std::string::npos ? "has no end"
                         : link                   ? "does not follow it"
                                                  : link.error().message);
        }
        return tail;
      }
      seen = true;
      tail.head = {link->n, std::string(link->hash), from + end + 1};
      at = end + 1;
    }
    if (seen) return tail;
  }
}

}  // namespace

Result<void> for_each_line(
    const ByteSource& source, std::uint64_t offset, std::uint64_t end,
    const std::function<Result<void>(std::string_view, std::uint64_t, bool)>& visit) {
  std::string buffer;           // begins at byte `offset` of the source
  std::size_t searched = 0;     // no newline before this
  std::uint64_t next = offset;  // where reading goes on
  for (;;) {
    const std::size_t newline = buffer.find('\n', searched);
    if (newline == std::string::npos) {
      searched = buffer.size();
      if (next >= end) break;
      if (buffer.size() > kLongestLine) {
        return Error{ErrorCode::kCorrupt, "a line of the ledger has more than 64 MiB"};
      }
      const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, end - next));
      buffer.resize(searched + want);
      DELO_TRY(const std::size_t n,
               source.read_at(next, std::as_writable_bytes(std::span(buffer).subspan(searched))));
      buffer.resize(searched + n);
      if (n == 0) break;
      next += n;
      continue;
    }
    // All whole lines of the buffer, then what is left moves to its front once.
    std::size_t at = 0;
    for (std::size_t stop = newline; stop != std::string::npos; stop = buffer.find('\n', at)) {
      DELO_CHECK(visit(std::string_view(buffer).substr(at, stop - at), offset + at, false));
      at = stop + 1;
    }
    buffer.erase(0, at);
    offset += at;
    searched = buffer.size();
  }
  if (!buffer.empty()) return visit(buffer, offset, true);
  return {};
}

Result<std::unique_ptr<Ledger>> Ledger::open(const fs::path& file, Access access, Timestamp now,
                                             std::vector<std::string>& messages,
                                             const Acknowledged& acknowledged) {
  std::error_code failed;
  const bool absent = !fs::exists(file, failed);
  FileDescriptor out;
  if (access == Access::kAppend) {
    if (absent) DELO_CHECK(make_folders(file.parent_path()));
    DELO_TRY(out, open_to_append(file));
    if (absent) {
      DELO_CHECK(sync_file(out, file));
      DELO_CHECK(sync_folder(file.parent_path()));
      DELO_CHECK(sync_folder(file.parent_path().parent_path()));
    }
  }
  std::unique_ptr<Ledger> ledger(new Ledger(std::move(out), file));
  if (absent) return ledger;

  DELO_TRY(const auto source, FileSource::open(file));
  DELO_TRY(Tail tail, examine_tail(*source, access == Access::kRead ? kTailToRead : kTailToAppend,
                                   acknowledged));
  ledger->head_ = tail.head;
  if (!tail.damage.empty()) ledger->damage_ = "the ledger is damaged: " + tail.damage;
  if (tail.torn > 0 && access == Access::kAppend) {
    DELO_TRY(const std::string torn, read_range(*source, tail.head.bytes, source->size()));
    const fs::path kept = file.parent_path() / ("torn-" + to_iso8601_ms(now) + ".jsonl");
    DELO_CHECK(write_file_atomically(kept, torn));
    DELO_CHECK(cut_file(ledger->out_, tail.head.bytes, file));
    messages.push_back(
        "the last run died while it wrote to the ledger: " + std::to_string(tail.torn) +
        " bytes after entry " + std::to_string(tail.head.n) +
        ", which were never acknowledged, were moved to " + kept.filename().string());
  }
  return ledger;
}

void Ledger::mark_damaged(std::string what) {
  const std::lock_guard lock(mutex_);
  if (damage_.empty()) damage_ = std::move(what);
}

std::string Ledger::damage() const {
  const std::lock_guard lock(mutex_);
  return damage_;
}

LedgerHead Ledger::head() const {
  const std::lock_guard lock(mutex_);
  return head_;
}

Result<std::vector<std::uint64_t>> Ledger::append(std::span<LedgerEntry> entries) {
  const std::lock_guard lock(mutex_);
  if (!damage_.empty()) {
    return Error{ErrorCode::kCorrupt,
                 damage_ +
                     "; run delo audit --all --repair, which mends it from the copies in the "
                     "stores",
                 path_};
  }
  if (!out_.is_open()) {
    return Error{ErrorCode::kInvalidArgument, "the ledger was opened for reading only", path_};
  }
  LedgerHead head = head_;
  std::string text;
  std::vector<std::uint64_t> offsets;
  offsets.reserve(entries.size());
  for (LedgerEntry& entry : entries) {
    entry.n = ++head.n;
    entry.prev = head.hash;
    offsets.push_back(head.bytes + text.size());
    text += seal(entry);
    text += '\n';
    head.hash = entry.hash;
  }
  head.bytes += text.size();
  const auto written = [&]() -> Result<void> {
    DELO_CHECK(write_fully(out_, std::as_bytes(std::span(text.data(), text.size())), path_));
    return sync_data(out_, path_);
  }();
  if (!written) {
    // What may be half there goes; whether or not this works, nothing more is
    // appended by this run: after a failed sync the kernel may have forgotten pages.
    const auto cut = cut_file(out_, head_.bytes, path_);
    damage_ = "the ledger could not be written (" + written.error().text() + ")" +
              (cut ? "" : " nor cut back (" + cut.error().text() + ")");
    return written.error();
  }
  head_ = head;
  return offsets;
}

Result<void> Ledger::for_each(std::uint64_t offset, const Visit& visit) const {
  const std::uint64_t end = head().bytes;
  if (end <= offset) return {};
  DELO_TRY(const auto source, FileSource::open(path_));
  return for_each_line(
      *source, offset, end, [&](std::string_view line, std::uint64_t at, bool) -> Result<void> {
        auto entry = parse_line(line);
        if (!entry) {
          return Error{
              ErrorCode::kCorrupt,
              "the ledger's line at byte " + std::to_string(at) + " " + entry.error().message,
              path_};
        }
        return visit(*entry, at);
      });
}

Result<LedgerEntry> Ledger::entry_at(std::uint64_t offset) const {
  std::string found;
  const std::uint64_t end = head().bytes;
  if (offset >= end) {
    return Error{ErrorCode::kCorrupt, "the ledger has no entry at byte " + std::to_string(offset),
                 path_};
  }
  DELO_TRY(const auto source, FileSource::open(path_));
  for (std::uint64_t n = 4096;; n *= 8) {
    const std::uint64_t to = n < end - offset ? offset + n : end;
    DELO_TRY(const std::string text, read_range(*source, offset, to));
    const std::size_t newline = text.find('\n');
    if (newline != std::string::npos) return parse_line(std::string_view(text).substr(0, newline));
    if (to == end) return Error{ErrorCode::kCorrupt, "the ledger's last line has no end", path_};
  }
}

Result<void> Ledger::publish(const fs::path& copy) const {
  const LedgerHead head = this->head();
  DELO_TRY(const auto ours, FileSource::open(path_));
  std::error_code failed;
  const bool absent = !fs::exists(copy, failed);
  std::uint64_t have = 0;
  DELO_TRY(FileDescriptor out, open_to_append(copy));
  if (!absent) {
    DELO_TRY(const auto theirs, FileSource::open(copy));
    have = theirs->size();
    // The end of the copy must be what stands at this place here; the whole is
    // compared by audits.
    const std::uint64_t overlap = std::min<std::uint64_t>(have, kBlock);
    bool same = have <= head.bytes;
    if (same && overlap > 0) {
      DELO_TRY(const std::string a, read_range(*ours, have - overlap, have));
      DELO_TRY(const std::string b, read_range(*theirs, have - overlap, have));
      same = a == b;
    }
    if (!same) {
      DELO_TRY(const LedgerComparison how, compare_ledgers(*ours, *theirs));
      DELO_TRY(const bool torn, is_torn_copy(*ours, *theirs, how.same_bytes));
      if (!torn) {
        return Error{ErrorCode::kCorrupt,
                     "the ledger's copy does not agree with the ledger after entry " +
                         std::to_string(how.same_entries) + "; run delo audit --all --repair",
                     copy};
      }
      DELO_CHECK(cut_file(out, how.same_bytes, copy));
      have = how.same_bytes;
    }
  }
  if (have == head.bytes) return {};
  for (std::uint64_t at = have; at < head.bytes;) {
    DELO_TRY(const std::string block,
             read_range(*ours, at, std::min<std::uint64_t>(head.bytes, at + kBlock)));
    DELO_CHECK(write_fully(out, std::as_bytes(std::span(block.data(), block.size())), copy));
    at += block.size();
  }
  DELO_CHECK(sync_file(out, copy));
  if (absent) DELO_CHECK(sync_folder(copy.parent_path()));
  return {};
}

Result<LedgerHead> sound_head(const ByteSource& source) {
  DELO_TRY(Tail tail, examine_tail(source, kTailToAppend, {}));
  return std::move(tail.head);
}

Result<bool> is_torn_copy(const ByteSource& ledger, const ByteSource& copy, std::uint64_t offset) {
  const std::uint64_t size = copy.size();
  if (size <= offset || size - offset > kLongestLine) return false;
  DELO_TRY(const std::string rest, read_range(copy, offset, size));
  if (has_sound_line(rest) || !are_zeros_of_a_crash(rest, offset)) return false;
  const std::uint64_t end = std::clamp(ledger.size(), offset, size);
  DELO_TRY(const std::string ours, read_range(ledger, offset, end));
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] != '\0' && (i >= ours.size() || rest[i] != ours[i])) return false;
  }
  return true;
}

Result<ChainVerdict> verify_chain(const ByteSource& source, std::stop_token stop) {
  ChainVerdict verdict;
  const auto fault = [&](std::uint64_t at, std::string what) {
    verdict.intact = false;
    verdict.fault = std::move(what);
    verdict.fault_at = at;
  };
  DELO_CHECK(for_each_line(
      source, 0, source.size(),
      [&](std::string_view line, std::uint64_t at, bool torn) -> Result<void> {
        if (!verdict.intact) return {};
        if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
        const std::string name = "entry " + std::to_string(verdict.head.n + 1);
        const auto link = check_line(line);
        if (torn) {
          fault(at, name + " is cut off");
        } else if (!link) {
          fault(at, name + " " + link.error().message);
        } else if (link->n != verdict.head.n + 1) {
          fault(at, "where " + name + " should stand is entry " + std::to_string(link->n));
        } else if (link->prev != verdict.head.hash) {
          fault(at, name + " does not follow the one before it: that one's hash is " +
                        verdict.head.hash.substr(0, 12) + "…, it names " +
                        std::string(link->prev.substr(0, 12)) + "…");
        } else {
          verdict.head = {link->n, std::string(link->hash), at + line.size() + 1};
        }
        return {};
      }));
  return verdict;
}

Result<LedgerComparison> compare_ledgers(const ByteSource& ledger, const ByteSource& copy,
                                         std::stop_token stop) {
  std::string a(kBlock, '\0'), b(kBlock, '\0');
  const auto fill = [](const ByteSource& source, std::uint64_t at,
                       std::string& block) -> Result<std::size_t> {
    return source.read_at(at, std::as_writable_bytes(std::span(block.data(), block.size())));
  };
  LedgerComparison result;
  std::uint64_t at = 0;
  for (;;) {
    if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
    DELO_TRY(const std::size_t na, fill(ledger, at, a));
    DELO_TRY(const std::size_t nb, fill(copy, at, b));
    const std::size_t common = std::min(na, nb);
    const auto differs = static_cast<std::size_t>(
        std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(common), b.begin()).first -
        a.begin());
    for (std::size_t i = 0; i < differs; ++i) {
      if (a[i] == '\n') {
        ++result.same_entries;
        result.same_bytes = at + i + 1;
      }
    }
    if (differs < common) {
      result.state = LedgerCopyState::kDiffers;
      return result;
    }
    if (na != nb || common == 0) {
      result.state = na == nb  ? LedgerCopyState::kEqual
                     : na > nb ? LedgerCopyState::kBehind
                               : LedgerCopyState::kAhead;
      return result;
    }
    at += common;
  }
}

}  // namespace delo::holdings
