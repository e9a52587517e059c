#include "core/records/leaf_certificate_json.h"

#include <algorithm>

#include "core/records/delo_leaves.h"
#include "core/records/leaf_account.h"
#include "core/records/record_json.h"

namespace delo {
namespace {

Json labels_of(const std::vector<Leaf>& leaves) {
  Json out = Json::array();
  for (const Leaf& leaf : leaves) out.push(leaf.label());
  return out;
}

std::vector<Leaf> leaves_from(const Json& json) {
  std::vector<Leaf> out;
  for (const Json& label : json.items()) {
    if (auto leaf = leaf_of_label(label.text())) out.push_back(*std::move(leaf));
  }
  return out;
}

std::optional<int> number_from(const Json& json) {
  if (!json.is_number()) return std::nullopt;
  return static_cast<int>(std::clamp<std::int64_t>(json.integer(), 0, 1'000'000'000));
}

}  // namespace

Json to_json(const LeafCertificate& certificate) {
  Json out = Json::object();
  const auto number = [&](const char* name, const std::optional<int>& value) {
    if (value) out.set(name, *value);
  };
  number("counted", certificate.counted);
  number("first", certificate.first);
  number("last", certificate.last);
  if (certificate.lettered) out.set("lettered", labels_of(*certificate.lettered));
  number("lettered_count", certificate.lettered_count);
  if (certificate.skipped) {
    Json skipped = Json::array();
    for (const int one : *certificate.skipped) skipped.push(one);
    out.set("skipped", std::move(skipped));
  }
  number("inner", certificate.inner);
  if (!certificate.blank.empty()) out.set("blank", labels_of(certificate.blank));
  out.set("where", certificate.where);
  return out;
}

LeafCertificate leaf_certificate_from(const Json& json) {
  LeafCertificate out{.counted = number_from(json["counted"]),
                      .first = number_from(json["first"]),
                      .last = number_from(json["last"]),
                      .lettered = std::nullopt,
                      .lettered_count = number_from(json["lettered_count"]),
                      .skipped = std::nullopt,
                      .inner = number_from(json["inner"]),
                      .blank = leaves_from(json["blank"]),
                      .where = json["where"].text()};
  if (const Json* lettered = json.find("lettered")) out.lettered = leaves_from(*lettered);
  if (const Json* skipped = json.find("skipped")) {
    out.skipped.emplace();
    for (const Json& one : skipped->items()) out.skipped->push_back(number_from(one).value_or(0));
  }
  return out;
}

Json to_json(const std::vector<LeafMapRow>& rows) {
  Json out = Json::array();
  for (const LeafMapRow& row : rows) {
    Json one = Json::object({{"path", row.path}, {"leaf", row.leaf.label()}, {"line", row.line}});
    if (row.page > 0) one.set("page", row.page);
    if (row.blank) one.set("blank", true);
    if (is_no_leaf(row)) one.set("no_leaf", true);
    out.push(std::move(one));
  }
  return out;
}

std::vector<LeafMapRow> leaf_map_from(const Json& json) {
  std::vector<LeafMapRow> out;
  for (const Json& one : json.items()) {
    const auto page =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(one["page"].natural(), UINT32_MAX));
    const int line = static_cast<int>(one["line"].integer());
    if (one["no_leaf"].boolean()) {
      out.push_back(no_leaf_row(one["path"].text(), page, line));
      continue;
    }
    auto leaf = leaf_of_label(one["leaf"].text());
    if (!leaf) continue;
    out.push_back({.path = one["path"].text(),
                   .leaf = *std::move(leaf),
                   .page = page,
                   .blank = one["blank"].boolean(),
                   .line = line});
  }
  return out;
}

Json to_json(const LeafAccount& account) {
  Json out = Json::object({{"summary", account.summary},
                           {"expected", labels_of(account.expected)},
                           {"present", labels_of(account.present)},
                           {"missing", labels_of(account.missing)},
                           {"doubled", labels_of(account.doubled)},
                           {"unexpected", labels_of(account.unexpected)},
                           {"blank", labels_of(account.blank)}});
  if (account.unnumbered.empty()) return out;
  Json unnumbered = Json::array();
  for (const RelativePath& path : account.unnumbered) {
    Json one = Json::object();
    set_path(one, path);
    unnumbered.push(std::move(one));
  }
  out.set("unnumbered", std::move(unnumbered));
  return out;
}

LeafAccount leaf_account_from(const Json& json) {
  std::vector<RelativePath> unnumbered;
  for (const Json& one : json["unnumbered"].items()) {
    if (auto path = path_from(one)) unnumbered.push_back(std::move(path).value());
  }
  return {.expected = leaves_from(json["expected"]),
          .present = leaves_from(json["present"]),
          .missing = leaves_from(json["missing"]),
          .doubled = leaves_from(json["doubled"]),
          .unexpected = leaves_from(json["unexpected"]),
          .blank = leaves_from(json["blank"]),
          .unnumbered = std::move(unnumbered),
          .summary = json["summary"].text()};
}

}  // namespace delo
