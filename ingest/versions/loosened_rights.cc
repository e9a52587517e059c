#include "ingest/versions/loosened_rights.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "ingest/reception/reception_rules.h"

namespace delo::ingest {
namespace {

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
  return rank_of(*now.grant) >= rank_of(*before.grant) && a.from <= b.from && a.to >= b.to;
}

// By file and act; of the item under the empty path.
class Granted {
 public:
  explicit Granted(const std::vector<RightsStatement>& statements) {
    for (const RightsStatement& statement : statements) {
      if (statement.objects.empty()) add("", statement);
      for (const RelativePath& path : statement.objects) add(path.text(), statement);
    }
  }

  const std::map<std::string, std::map<std::string_view, Grants>>& by_file() const { return all_; }

  const Grants& of(const std::string& file, std::string_view act) const {
    static const Grants kNone;
    for (const std::string& of : {file, std::string()}) {
      const auto own = all_.find(of);
      if (own == all_.end()) continue;
      if (const auto found = own->second.find(act); found != own->second.end()) {
        return found->second;
      }
    }
    return kNone;
  }

 private:
  void add(const std::string& path, const RightsStatement& statement) {
    auto& acts = all_[path];
    for (const RightsGrant& grant : statement.grants) {
      acts[grant.act].push_back({&statement, &grant});
    }
  }

  std::map<std::string, std::map<std::string_view, Grants>> all_;
};

class Comparison {
 public:
  Comparison(const std::vector<RightsStatement>& before, const std::vector<RightsStatement>& now,
             int version)
      : before_(before), now_(now), version_(version) {}

  std::vector<Finding> findings() {
    for (const auto& [file, acts] : before_.by_file()) {
      for (const auto& [act, grants] : acts) compare(file, act);
    }
    // Of these nothing but what is said of the item was said before.
    for (const auto& [file, acts] : now_.by_file()) {
      const auto own = before_.by_file().find(file);
      for (const auto& [act, grants] : acts) {
        if (own == before_.by_file().end() || !own->second.contains(act)) compare(file, act);
      }
    }
    if (told_ > kMaxFindings) {
      findings_.push_back(finding(rules::kRightsLoosened, {},
                                  std::to_string(told_ - kMaxFindings) + " more are loosened"));
    }
    return std::move(findings_);
  }

 private:
  void compare(const std::string& file, std::string_view act) {
    const Grants& now = now_.of(file, act);
    for (const Restriction& was : before_.of(file, act)) {
      if (rank_of(*was.grant) == 0) continue;
      const auto stricter = [&](const Restriction& is) { return is_as_strict(is, was); };
      if (std::ranges::any_of(now, stricter)) continue;
      if (++told_ > kMaxFindings) continue;
      auto path = RelativePath::parse(file);
      findings_.push_back(
          finding(rules::kRightsLoosened, {.path = path ? *std::move(path) : RelativePath()},
                  std::string(file.empty() ? "of the item" : "of the file") + " version " +
                      std::to_string(version_) + " says " + in_words(was) + "; the next " +
                      (now.empty() ? "says nothing of it" : "says " + in_words(now.back()))));
    }
  }

  const Granted before_, now_;
  const int version_;
  std::size_t told_ = 0;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> loosened_rights(const std::vector<RightsStatement>& before,
                                     const std::vector<RightsStatement>& now, int version) {
  return Comparison(before, now, version).findings();
}

}  // namespace delo::ingest
