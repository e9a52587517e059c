// ledger verify, prove, export: the record of everything done.
#include <cstdio>

#include "core/bytes/disk.h"
#include "core/records/record_json.h"
#include "holdings/ledger/ledger.h"
#include "holdings/ledger_proof.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/output_place.h"

namespace delo::ingest {
namespace {

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

Result<std::unique_ptr<holdings::Holdings>> open_to_read(Desk& desk) {
  return open_holdings(desk, holdings::Access::kRead);
}

}  // namespace

int command_ledger_verify(Desk& desk) {
  const auto held = open_to_read(desk);
  if (!held) return failed(desk, held.error());
  const auto verdict = holdings::verify_ledger(**held, desk.run);
  if (!verdict) return failed(desk, verdict.error());
  desk.out.line(Json::object({{"entries", verdict->head.n},
                              {"head", verdict->head.hash},
                              {"intact", verdict->intact},
                              {"findings", to_json(verdict->findings)}}));
  for (const Finding& finding : verdict->findings) desk.out.finding(finding);
  desk.out.text((verdict->intact ? "intact: " : "not intact: ") +
                std::to_string(verdict->head.n) + " entries, head " + verdict->head.hash + "\n");
  return verdict->intact ? 0 : 1;
}

int command_ledger_prove(Desk& desk) {
  if (const auto to = output_place(desk, "--to", desk.asked.to); !to) {
    return failed(desk, to.error());
  }
  const auto held = open_to_read(desk);
  if (!held) return failed(desk, held.error());
  const auto entry = one_package(**held, desk.asked.operands.front());
  if (!entry) return failed(desk, entry.error());
  std::optional<std::string> file;
  if (!desk.asked.file.empty()) file = desk.asked.file;
  const auto proof =
      holdings::prove_package(**held, entry->summary.id, file, desk.asked.to, desk.run);
  if (!proof) return failed_on_copies(desk, proof.error());
  desk.out.line(Json::object({{"package", entry->summary.id.value},
                              {"path", desk.asked.to},
                              {"entries", proof->entries},
                              {"head", proof->head.hash}}));
  desk.out.text(std::to_string(proof->entries) + " entries in " + desk.asked.to + "\n");
  return 0;
}

int command_ledger_export(Desk& desk) {
  const auto held = open_to_read(desk);
  if (!held) return failed(desk, held.error());
  StandardOutput out;
  const auto written = holdings::export_ledger(**held, out, desk.run);
  if (!written) {
    const int code = failed(desk, written.error());
    // Not we failed, the ledger is damaged: as verify says.
    return written.error().code == ErrorCode::kCorrupt ? 1 : code;
  }
  return 0;
}

}  // namespace delo::ingest
