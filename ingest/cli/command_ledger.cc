// ledger verify, prove, export: the record of everything done.
#include <cstdio>

#include "core/bytes/disk.h"
#include "core/fixity/read_once.h"
#include "core/text/json.h"
#include "core/text/utf8.h"
#include "holdings/ledger/ledger.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

fs::path ledger_file(const Desk& desk) {
  return desk.asked.holdings / "ledger" / holdings::kLedgerFile;
}

Result<std::unique_ptr<FileSource>> open_ledger(const Desk& desk) {
  auto file = FileSource::open(ledger_file(desk));
  if (!file && file.error().code == ErrorCode::kNotFound) {
    return Error{ErrorCode::kNotFound,
                 "no ledger at " + ledger_file(desk).string() + "; name the holdings with --holdings"};
  }
  return file;
}

// What stands of a store's copy beside the ledger; empty when it agrees.
Result<std::string> disagreement(const ByteSource& ledger, const holdings::StoreSettings& store) {
  auto copy = FileSource::open(store.path / holdings::kLedgerCopyFile);
  if (!copy) {
    if (copy.error().code == ErrorCode::kNotFound) return std::string();  // nothing published yet
    return std::move(copy).error();
  }
  DELO_TRY(const holdings::LedgerComparison found, holdings::compare_ledgers(ledger, **copy));
  switch (found.state) {
    case holdings::LedgerCopyState::kEqual:
    case holdings::LedgerCopyState::kBehind:
      return std::string();
    case holdings::LedgerCopyState::kAhead:
      return "the copy in " + store.name + " goes on after entry " +
             std::to_string(found.same_entries) + ": the ledger was cut or put back";
    case holdings::LedgerCopyState::kDiffers:
      break;
  }
  return "the copy in " + store.name + " differs after entry " + std::to_string(found.same_entries);
}

// Prints lines as they are; the last, torn one is no entry.
class StandardOutput final : public ByteSink {
 public:
  Result<void> write(std::span<const std::byte> chunk) override {
    if (std::fwrite(chunk.data(), 1, chunk.size(), stdout) != chunk.size()) {
      return io_error("cannot write to standard output");
    }
    return {};
  }
  Result<void> finish() override {
    if (std::fflush(stdout) != 0) return io_error("cannot write to standard output");
    return {};
  }
};

constexpr std::string_view kHowToCheck = R"(How to check this proof with nothing but sha256sum
===================================================

chain.jsonl holds lines of the ledger, one entry a line, from the first that
speaks of the package to the last of the ledger.  Each line ends in

    ,"hash":"H"}

H is the SHA-256 of the line's bytes before  ,"hash":  and the member "prev" of
the next line is H.  So no line between the first and the last can have been
changed, taken out or put in without every later hash telling:

    while IFS= read -r line; do
      printf '%s' "${line%,\"hash\":*}" | sha256sum
    done < chain.jsonl

prints the hashes, in order.  The last one is the head; compare it with the head
that you were given on another way (a report, another store's delo-ledger.jsonl).
entries.jsonl has only the lines that speak of the package; the digests in them
are those of the stored files, to be compared with sha256sum of a copy.
)";

struct Proof {
  std::uint64_t entries = 0;
  std::string head;
};

Result<Proof> write_proof(const ByteSource& ledger, const PackageId& package,
                          const std::string& file, const fs::path& folder) {
  DELO_CHECK(make_folders(folder));
  DELO_TRY(const auto chain, FileSink::create(folder / "chain.jsonl"));
  DELO_TRY(const auto entries, FileSink::create(folder / "entries.jsonl"));
  Proof proof;
  bool begun = false;
  DELO_CHECK(holdings::for_each_line(
      ledger, 0, ledger.size(),
      [&](std::string_view line, std::uint64_t, bool torn) -> Result<void> {
        if (torn) return {};
        const bool concerns = line.find(package.value) != std::string_view::npos;
        begun = begun || concerns;
        if (!begun) return {};
        const std::string whole = std::string(line) + "\n";
        DELO_CHECK(chain->write_text(whole));
        if (concerns && (file.empty() || line.find(Json(file).dump()) != std::string_view::npos)) {
          DELO_CHECK(entries->write_text(whole));
          ++proof.entries;
        }
        DELO_TRY(const holdings::LedgerLink link, holdings::check_line(line));
        proof.head = std::string(link.hash);
        return {};
      }));
  DELO_CHECK(chain->finish());
  DELO_CHECK(entries->finish());
  DELO_TRY(const auto page, FileSink::create(folder / "HOW-TO-CHECK.txt"));
  DELO_CHECK(page->write_text(kHowToCheck));
  DELO_CHECK(page->finish());
  return proof;
}

}  // namespace

int command_ledger_verify(Desk& desk) {
  const auto ledger = open_ledger(desk);
  if (!ledger) return failed(desk, ledger.error());
  const auto verdict = holdings::verify_chain(**ledger, desk.run.stop);
  if (!verdict) return failed(desk, verdict.error());
  const auto held = holdings::Holdings::open(desk.asked.holdings, holdings::Access::kRead, desk.run);
  if (!held) return failed(desk, held.error());
  std::vector<std::string> faults;
  if (!verdict->intact) faults.push_back(verdict->fault);
  for (const holdings::StoreSettings& store : (*held)->settings().stores) {
    const auto fault = disagreement(**ledger, store);
    if (!fault) return failed(desk, fault.error());
    if (!fault->empty()) faults.push_back(*fault);
  }
  Json told = Json::array();
  for (const std::string& fault : faults) told.push(fault);
  desk.out.line(Json::object({{"entries", verdict->head.n},
                              {"head", verdict->head.hash},
                              {"intact", faults.empty()},
                              {"faults", std::move(told)}}));
  for (const std::string& fault : faults) desk.out.text("FAULT " + terminal_text(fault) + "\n");
  desk.out.text((faults.empty() ? "intact: " : "not intact: ") + std::to_string(verdict->head.n) +
                " entries, head " + verdict->head.hash + "\n");
  return faults.empty() ? 0 : 1;
}

int command_ledger_prove(Desk& desk) {
  auto held = holdings::Holdings::open(desk.asked.holdings, holdings::Access::kRead, desk.run);
  if (!held) return failed(desk, held.error());
  const auto entry = one_package(**held, desk.asked.operands.front());
  if (!entry) return failed(desk, entry.error());
  const auto ledger = open_ledger(desk);
  if (!ledger) return failed(desk, ledger.error());
  const auto proof = write_proof(**ledger, entry->summary.id, desk.asked.file, desk.asked.to);
  if (!proof) return failed(desk, proof.error());
  desk.out.line(Json::object({{"package", entry->summary.id.value},
                              {"path", desk.asked.to},
                              {"entries", proof->entries},
                              {"head", proof->head}}));
  desk.out.text(std::to_string(proof->entries) + " entries in " + desk.asked.to + ", head " +
                proof->head + "\n");
  return 0;
}

int command_ledger_export(Desk& desk) {
  const auto ledger = open_ledger(desk);
  if (!ledger) return failed(desk, ledger.error());
  StandardOutput out;
  const auto read = read_once({ledger->get(), {}, {&out}}, desk.run.stop);
  if (!read) return failed(desk, read.error());
  return 0;
}

}  // namespace delo::ingest
