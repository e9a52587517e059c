#include "holdings/ledger/ledger_entry.h"

#include <charconv>

#include "core/fixity/hasher.h"

namespace delo::holdings {
namespace {

// {"prev":"<64>","n":<digits>,…,"hash":"<64>"}      DO NOT CHANGE
constexpr std::string_view kStart = R"({"prev":")";
constexpr std::string_view kNumber = R"(","n":)";
constexpr std::string_view kHash = R"(,"hash":")";
constexpr std::string_view kEnd = R"("})";
constexpr std::size_t kHexLength = 64;
constexpr std::size_t kSealLength = kHash.size() + kHexLength + kEnd.size();

Error bad(const std::string& what) { return Error{ErrorCode::kCorrupt, what}; }

}  // namespace

std::string seal(LedgerEntry& entry) {
  Json json = Json::object({{"prev", entry.prev},
                            {"n", entry.n},
                            {"time", to_iso8601_ms(entry.time)},
                            {"type", entry.type},
                            {"outcome", name_of(entry.outcome)},
                            {"about", entry.about}});
  if (!entry.detail.empty()) json.set("detail", entry.detail);
  for (const auto& [name, value] : entry.more.members()) json.set(name, value);
  std::string line = json.dump();
  line.pop_back();  // the brace: the hash comes before it
  entry.hash = sha256_of(line).hex;
  return line.append(kHash).append(entry.hash).append(kEnd);
}

Result<LedgerLink> check_line(std::string_view line) {
  if (line.size() < kStart.size() + kHexLength + kNumber.size() + 1 + kSealLength ||
      !line.starts_with(kStart) || !line.ends_with(kEnd) ||
      line.substr(kStart.size() + kHexLength, kNumber.size()) != kNumber ||
      line.substr(line.size() - kSealLength, kHash.size()) != kHash) {
    return bad("is not a ledger entry");
  }
  LedgerLink link;
  link.prev = line.substr(kStart.size(), kHexLength);
  link.hash = line.substr(line.size() - kEnd.size() - kHexLength, kHexLength);
  const char* number = line.data() + kStart.size() + kHexLength + kNumber.size();
  const auto [end, failed] = std::from_chars(number, line.data() + line.size(), link.n);
  if (failed != std::errc() || *end != ',') return bad("has no number");
  const std::string found = sha256_of(line.substr(0, line.size() - kSealLength)).hex;
  if (found != link.hash) {
    return bad("was changed: its hash says " + std::string(link.hash.substr(0, 12)) +
               "…, its text gives " + found.substr(0, 12) + "…");
  }
  return link;
}

Result<LedgerEntry> parse_line(std::string_view line) {
  DELO_TRY(const LedgerLink link, check_line(line));
  DELO_TRY(Json json, Json::parse(line));
  LedgerEntry entry;
  entry.n = link.n;
  entry.prev = link.prev;
  entry.hash = link.hash;
  const auto time = timestamp_of(json["time"].text());
  const auto outcome = event_outcome_named(json["outcome"].text());
  if (!time || !outcome || json["type"].text().empty()) {
    return bad("has no time, type or outcome");
  }
  entry.time = *time;
  entry.type = json["type"].text();
  entry.outcome = *outcome;
  entry.about = json["about"].text();
  entry.detail = json["detail"].text();
  entry.more = std::move(json);
  return entry;
}

}  // namespace delo::holdings
