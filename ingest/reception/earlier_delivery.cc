#include "ingest/reception/earlier_delivery.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <unordered_map>

#include "core/text/utf8.h"
#include "ingest/reception/reception_rules.h"

namespace delo::ingest {
namespace {

constexpr std::string_view kFolder = "metadata/earlier-deliveries/before-version-";
constexpr std::size_t kMaxFindings = 1000;

// How much is forbidden.
int rank_of(const RightsGrant& grant) {
  if (grant.restriction == "disallow") return 2;
  return grant.restriction == "conditional" ? 1 : 0;
}

// Days, both included; "" for the dawn of time, "~" for its end.
struct Span {
  std::string from, to;
};

std::string first_day(const std::string& date) {
  return date.empty() ? date : date + std::string_view("0000-01-01").substr(date.size()).data();
}
std::string last_day(const std::string& date) {
  if (date.empty() || date == "open") return "~";
  return date + std::string_view("0000-12-31").substr(date.size()).data();
}

Span span_of(const RightsStatement& statement, const RightsGrant& grant) {
  return {std::max(first_day(statement.start), first_day(grant.start)),
          std::min(last_day(statement.end), last_day(grant.end))};
}

struct Restriction {
  const RightsStatement* statement;
  const RightsGrant* grant;
};
using Grants = std::vector<Restriction>;

std::string in_words(const Restriction& one) {
  std::string text = one.grant->act + ": " +
                     (one.grant->restriction.empty() ? std::string("no restriction")
                                                     : one.grant->restriction);
  const Span span = span_of(*one.statement, *one.grant);
  if (!span.from.empty()) text += " from " + span.from;
  if (span.to != "~") text += " until " + span.to;
  return text;
}

bool is_as_strict(const Restriction& now, const Restriction& before) {
  const Span a = span_of(*now.statement, *now.grant);
  const Span b = span_of(*before.statement, *before.grant);
  return now.grant->act == before.grant->act && rank_of(*now.grant) >= rank_of(*before.grant) &&
         a.from <= b.from && a.to >= b.to;
}

// By file; of the item under the empty path.
std::unordered_map<std::string, Grants> grants_by_file(
    const std::vector<RightsStatement>& statements) {
  std::unordered_map<std::string, Grants> all;
  for (const RightsStatement& statement : statements) {
    const auto add = [&](const std::string& path) {
      Grants& grants = all[path];
      for (const RightsGrant& grant : statement.grants) grants.push_back({&statement, &grant});
    };
    if (statement.objects.empty()) add("");
    for (const RelativePath& path : statement.objects) add(path.text());
  }
  return all;
}

}  // namespace

std::optional<EarlierDelivery> earlier_delivery_of(const RelativePath& path) {
  std::string_view rest = path.text();
  if (!rest.starts_with(kFolder)) return std::nullopt;
  rest.remove_prefix(kFolder.size());
  EarlierDelivery earlier;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), earlier.before_version);
  if (read.ec != std::errc() || earlier.before_version < 2) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()));
  while (rest.starts_with('-')) rest.remove_prefix(1);  // set apart from another of this name
  if (!rest.starts_with('/')) return std::nullopt;
  auto given = RelativePath::parse(rest.substr(1));
  if (!given) return std::nullopt;
  earlier.given = std::move(given).value();
  return earlier;
}

RelativePath place_of_earlier(int before_version, std::string_view apart,
                              const RelativePath& given) {
  std::string folder = std::string(kFolder) + std::to_string(before_version);
  folder += apart;
  return *RelativePath::parse(folder) / given;
}

void RightsOfDeliveries::add(std::vector<RightsStatement> now, const RelativePath& path,
                             int delivery) {
  if (delivery != delivery_) {
    before_ = statements;
    here_.clear();
    delivery_ = delivery;
  }
  // Of two earlier deliveries it was told when the second came.
  if (delivery == 0) judge(now, path);
  replace_earlier(now);
  for (RightsStatement& one : now) here_.push_back(std::move(one));
  statements = before_;
  statements.insert(statements.end(), here_.begin(), here_.end());
}

void RightsOfDeliveries::replace_earlier(const std::vector<RightsStatement>& by) {
  bool of_item = false;
  std::vector<RelativePath> named;
  for (const RightsStatement& one : by) {
    of_item = of_item || one.objects.empty();
    named.insert(named.end(), one.objects.begin(), one.objects.end());
  }
  std::ranges::sort(named);
  std::erase_if(before_, [&](RightsStatement& one) {
    if (one.objects.empty()) return of_item;
    std::erase_if(one.objects, [&](const RelativePath& path) {
      return std::ranges::binary_search(named, path);
    });
    return one.objects.empty();
  });
}

void RightsOfDeliveries::judge(const std::vector<RightsStatement>& now, const RelativePath& path) {
  const auto granted = grants_by_file(now);
  const auto held = grants_by_file(before_);
  const auto of_item = held.find("");
  std::size_t told = 0;
  const auto tell = [&](const std::string& file, const Restriction& was, const Grants& grants) {
    if (++told > kMaxFindings) return;
    std::string is = "says nothing of it";
    for (const Restriction& one : grants) {
      if (one.grant->act == was.grant->act) is = "says " + in_words(one);
    }
    findings.push_back(finding(
        rules::kRightsLoosened, {.path = path},
        (file.empty() ? std::string("of the item") : "of \"" + display_of(file) + '"') +
            " an earlier delivery says " + in_words(was) + "; this one " + is));
  };
  std::vector<std::string> files;
  for (const auto& [file, grants] : granted) files.push_back(file);
  std::ranges::sort(files);
  for (const std::string& file : files) {
    const Grants& grants = granted.at(file);
    const auto stricter = [&](const Restriction& was) {
      return std::ranges::any_of(grants,
                                 [&](const Restriction& is) { return is_as_strict(is, was); });
    };
    if (const auto own = held.find(file); own != held.end()) {
      for (const Restriction& was : own->second) {
        if (rank_of(*was.grant) > 0 && !stricter(was)) tell(file, was, grants);
      }
    }
    if (file.empty() || of_item == held.end()) continue;
    for (const Restriction& was : of_item->second) {  // stays, and is contradicted
      const bool named = std::ranges::any_of(
          grants, [&](const Restriction& is) { return is.grant->act == was.grant->act; });
      if (rank_of(*was.grant) > 0 && named && !stricter(was)) tell(file, was, grants);
    }
  }
  if (told > kMaxFindings) {
    findings.push_back(finding(rules::kRightsLoosened, {.path = path},
                               std::to_string(told - kMaxFindings) + " more are loosened"));
  }
}

}  // namespace delo::ingest
