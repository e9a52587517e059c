#include "holdings/ledger_proof.h"

#include <algorithm>

#include "core/fixity/read_once.h"
#include "holdings/audit/expected_contents.h"
#include "holdings/members.h"
#include "holdings/rules.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

const std::string kWhatToDo =
    "; run delo audit --all --repair, which mends what the other copies prove";

Result<void> write_text_file(const fs::path& path, std::string_view text) {
  DELO_TRY(const auto sink, FileSink::create(path));
  DELO_CHECK(sink->write_text(text));
  return sink->finish();
}

// Entries that tell of the package: itself, its copies, its item's files.
bool concerns(const LedgerEntry& entry, const PackageId& id) {
  return entry.about == about_package(id) || entry.more["copy_of"].text() == id.value ||
         entry.more["package"]["id"].text() == id.value;
}

std::string how_to_check(const PackageId& id, const LedgerHead& head,
                         const std::string& inventory_digest, const std::string& content_path) {
  std::string text =
      "How to check the history of package " + id.value +
      "\n"
      "==================================================================\n\n"
      "Nothing but sha256sum, sha512sum, sed and grep is needed.\n\n"
      "1. Every line of entries.jsonl is one entry of the ledger, as it stands there. Its member\n"
      "   \"hash\" is the SHA-256 of the line up to, and without, the text ,\"hash\":\n\n"
      "     while IFS= read -r line; do\n"
      "       printf '%s' \"$line\" | sed 's/,\"hash\":\"[0-9a-f]*\"}$//' | tr -d '\\n' | "
      "sha256sum\n"
      "       printf '%s\\n' \"$line\" | sed 's/.*,\"hash\":\"\\([0-9a-f]*\\)\"}$/\\1/'\n"
      "     done < entries.jsonl\n\n"
      "   gives each hash twice: computed, and as the entry says.\n\n"
      "2. chain.tsv lists number and hash of all " +
      std::to_string(head.n) +
      " entries. The\n"
      "   member \"prev\" of entry n is the hash of entry n-1 in that list; the last is\n\n"
      "     " +
      head.hash +
      "\n\n"
      "   Compare it with the last hash that somebody else wrote down (delo ledger verify prints\n"
      "   it), or look it up in a later ledger of the same archive: entry " +
      std::to_string(head.n) +
      " must still have it.\n\n"
      "3. The entries of type \"replication\" tell the SHA-256 of the inventory, "
      "inventory_sha256:\n\n"
      "     sha256sum inventory.json\n\n"
      "   must give\n\n     " +
      inventory_digest + "\n";
  if (content_path.empty()) {
    text +=
        "\n4. inventory.json (OCFL 1.1) gives the SHA-512 of every file of the package under\n"
        "   \"manifest\".\n";
  } else {
    text +=
        "\n4. inventory.json gives the SHA-512 of the file under \"manifest\", beside the path\n"
        "   " +
        content_path +
        ":\n\n"
        "     grep -F '" +
        content_path +
        "' inventory.json\n"
        "     sha512sum file/*\n\n"
        "   must agree.\n";
  }
  return text;
}

}  // namespace

Result<LedgerVerdict> verify_ledger(Holdings& holdings, RunContext& run) {
  Holdings::Members& members = holdings.members();
  LedgerVerdict verdict;
  const auto altered = [&](const std::string& path, std::optional<std::uint64_t> offset,
                           std::string message) {
    verdict.intact = false;
    Location where;
    if (auto parsed = RelativePath::parse(path)) where.path = *std::move(parsed);
    where.offset = offset;
    verdict.findings.push_back(
        finding(holdings_rule("holdings.ledger.altered"), std::move(where), std::move(message)));
  };
  const std::string own = "ledger/" + std::string(kLedgerFile);
  const auto ledger = FileSource::open(members.ledger_file());
  if (!ledger) {
    if (ledger.error().code != ErrorCode::kNotFound) return ledger.error();
    altered(own, std::nullopt, "the ledger is not there");
    return verdict;
  }
  DELO_TRY(const ChainVerdict chain, verify_chain(**ledger, run.stop));
  verdict.head = chain.head;
  if (!chain.intact) altered(own, chain.fault_at, chain.fault + kWhatToDo);
  for (const StoreSlot& slot : members.stores) {
    const std::string name = slot.settings.name + "/" + std::string(kLedgerCopyFile);
    if (!slot.store) continue;
    const auto copy = FileSource::open(slot.store->folder() / kLedgerCopyFile);
    if (!copy) {
      if (copy.error().code == ErrorCode::kNotFound) continue;
      return copy.error();
    }
    DELO_TRY(const LedgerComparison how, compare_ledgers(**ledger, **copy, run.stop));
    const std::string after = std::to_string(how.same_entries);
    if (how.state == LedgerCopyState::kAhead) {
      altered(own, how.same_bytes,
              "the ledger ends with entry " + after + ", " + name +
                  " goes on: an older ledger was put in its place, or something was added to the "
                  "copy" +
                  kWhatToDo);
    } else if (how.state == LedgerCopyState::kDiffers) {
      DELO_TRY(const bool torn, is_torn_copy(**ledger, **copy, how.same_bytes));
      if (!torn) {
        altered(name, how.same_bytes, "differs from the ledger after entry " + after + kWhatToDo);
      }
    }
  }
  // What the catalogue knows of an end that is gone without leaving a trace.
  if (verdict.intact && !members.ledger->damage().empty()) {
    altered(own, chain.head.bytes, members.ledger->damage() + kWhatToDo);
  }
  return verdict;
}

Result<LedgerHead> export_ledger(Holdings& holdings, ByteSink& sink, RunContext& run) {
  Holdings::Members& members = holdings.members();
  const LedgerHead head = members.ledger->head();
  DELO_TRY(const auto ledger, FileSource::open(members.ledger_file()));
  LedgerHead written;
  const auto copy = [&](std::string_view line, std::uint64_t at, bool) -> Result<void> {
    if (run.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
    const auto link = check_line(line);
    if (!link || link->n != written.n + 1 || link->prev != written.hash) {
      return Error{ErrorCode::kCorrupt,
                   "the ledger's chain is broken after entry " + std::to_string(written.n) +
                       "; run delo ledger verify",
                   members.ledger_file()};
    }
    DELO_CHECK(sink.write_text(line));
    DELO_CHECK(sink.write_text("\n"));
    written = {link->n, std::string(link->hash), at + line.size() + 1};
    return {};
  };
  DELO_CHECK(for_each_line(*ledger, 0, head.bytes, copy));
  DELO_CHECK(sink.finish());
  if (!members.ledger->damage().empty()) {
    return Error{ErrorCode::kCorrupt,
                 "only entries 1 to " + std::to_string(written.n) +
                     " came out: " + members.ledger->damage() + kWhatToDo,
                 members.ledger_file()};
  }
  return written;
}

Result<LedgerProof> prove_package(Holdings& holdings, const PackageId& id,
                                  const std::optional<std::string>& path, const fs::path& to,
                                  RunContext& run) {
  Holdings::Members& members = holdings.members();
  DELO_TRY(const auto copies, members.catalogue->copies_of(id));
  if (copies.empty()) {
    return Error{ErrorCode::kNotFound, "the holdings have no package " + id.value};
  }
  ExpectedContents expected;
  for (const CopyRecord& copy : copies) {
    DELO_TRY(expected, expected_contents(members, copy));
    if (expected.proved) break;
  }
  if (!expected.proved) {
    return no_copy_has(
        members, id,
        "no copy of package " + id.value + " has the inventory that the ledger recorded");
  }
  const CopyContents& contents = *expected.contents;
  // The file is asked for by its path in the package or, for short, by its end.
  std::optional<packages::ocfl::ContentFile> file;
  if (path) {
    for (const packages::ocfl::LogicalFile& logical : contents.parsed.state) {
      const std::string& text = logical.path.text();
      if (text == *path || text.ends_with("/" + *path)) {
        if (file) {
          return Error{ErrorCode::kInvalidArgument, "package " + id.value + " has several files " +
                                                        *path + "; name one with its folders"};
        }
        file = contents.parsed.content[logical.content_at];
      }
    }
    if (!file) {
      return Error{ErrorCode::kNotFound, "package " + id.value + " has no file " + *path};
    }
  }
  std::error_code failed;
  if (fs::symlink_status(to, failed).type() != fs::file_type::not_found) {
    return Error{ErrorCode::kInvalidArgument,
                 to.string() + " exists already; name another folder with --to", to};
  }
  DELO_CHECK(make_folders(to));

  std::uint64_t written = 0;
  LedgerHead head;
  {
    DELO_TRY(const auto entries, FileSink::create(to / "entries.jsonl"));
    DELO_TRY(const auto chain, FileSink::create(to / "chain.tsv"));
    DELO_TRY(const auto ledger, FileSource::open(members.ledger_file()));
    const auto take = [&](std::string_view line, std::uint64_t, bool) -> Result<void> {
      if (run.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
      const auto link = check_line(line);
      if (!link || link->n != head.n + 1 || link->prev != head.hash) {
        return Error{ErrorCode::kCorrupt,
                     "the ledger's chain is broken after entry " + std::to_string(head.n) +
                         ": it proves nothing; run delo ledger verify",
                     members.ledger_file()};
      }
      head.n = link->n;
      head.hash = link->hash;
      DELO_CHECK(chain->write_text(std::to_string(head.n) + "\t" + head.hash + "\n"));
      if (line.find(id.value) == line.npos) return {};
      DELO_TRY(const LedgerEntry entry, parse_line(line));
      if (!concerns(entry, id)) return {};
      ++written;
      DELO_CHECK(entries->write_text(line));
      return entries->write_text("\n");
    };
    DELO_CHECK(for_each_line(*ledger, 0, members.ledger->head().bytes, take));
    DELO_CHECK(entries->finish());
    DELO_CHECK(chain->finish());
  }
  DELO_TRY(const auto inventory, FileSink::create(to / "inventory.json"));
  DELO_CHECK(read_once(
      {.source = contents.text.get(), .algorithms = {}, .sinks = {inventory.get()}}, run.stop));
  if (file) {
    const fs::path target = to / "file" / std::string(file->path.name());
    DELO_CHECK(make_folders(target.parent_path()));
    bool found = false;
    for (const StoreSlot& slot : members.stores) {
      if (found || !slot.store || !slot.store->has(id)) continue;
      const auto source = slot.store->open(id, file->path.text());
      if (!source) continue;
      DELO_CHECK(remove_file(target));
      DELO_TRY(const auto sink, FileSink::create(target));
      const auto outcome =
          read_once({.source = source->get(),
                     .algorithms = {DigestAlgorithm::kSha256, DigestAlgorithm::kSha512},
                     .sinks = {sink.get()}},
                    run.stop);
      found = outcome && compare(file->digests, outcome->digests) == DigestComparison::kEqual;
    }
    if (!found) {
      return no_copy_has(
          members, id, "no copy has " + file->path.text() + " of package " + id.value + " intact");
    }
  }
  DELO_CHECK(write_text_file(to / "HOW-TO-CHECK.txt", how_to_check(id, head, contents.inventory.hex,
                                                                   file ? file->path.text() : "")));
  return LedgerProof{written, head};
}

}  // namespace delo::holdings
