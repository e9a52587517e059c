#include "ingest/reports/findings_digest.h"

#include <algorithm>

#include "core/text/utf8.h"
#include "ingest/reports/words.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kMentions = 12;

std::string_view heading_for(Remedier who) {
  switch (who) {
    case Remedier::kArchivist:
      return "For the archivist";
    case Remedier::kProducer:
      return "For the producer";
    case Remedier::kOperator:
      return "For the operator of this machine";
  }
  return "For the archivist";
}

void write_group(HtmlWriter& html, const FindingsDigest::Group& group) {
  const Rule* rule = rule_named(group.rule);
  html.open("div", {{"class", "todo"}});
  html.element("span", group.rule, {{"class", "rule"}});
  html.open("h3");
  html.element("span", words_for(group.severity),
               {{"class", group.severity == Severity::kError ? "badge error" : "badge warning"}});
  html.text(rule && !rule->summary.empty() ? "Not met: “" + std::string(rule->summary) + "”"
                                           : group.example);
  html.close();
  html.open("p", {{"class", "soft small"}});
  std::string extent = count_of(group.findings, "finding");
  if (group.items > 0) extent += " in " + count_of(group.items, "item");
  html.text(extent + ": ");
  for (std::size_t i = 0; i < group.mentions.size(); ++i) {
    if (i > 0) html.text(", ");
    if (group.mentions[i].place == 0) {
      html.text("the batch itself");
      continue;
    }
    html.element("a", group.mentions[i].item,
                 {{"href", "#item-" + std::to_string(group.mentions[i].place)}});
  }
  if (group.items > group.mentions.size()) {
    html.text(" and " + grouped(group.items - group.mentions.size()) + " more");
  }
  html.close();
  html.open("dl");
  if (rule && !rule->summary.empty()) {
    html.element("dt", group.findings > 1 ? "For example" : "Found");
    html.element("dd", group.example);
  }
  if (rule && !rule->cause.empty()) {
    html.element("dt", "Usual cause");
    html.element("dd", sentence(rule->cause));
  }
  if (rule && !rule->remedy.empty()) {
    html.element("dt", "To do");
    html.element("dd", sentence(rule->remedy), {{"class", "do"}});
  }
  html.close();
  html.close();
}

}  // namespace

std::string where_in_words(const Location& where) {
  std::string out = terminal_text(where.path.text());
  const auto add = [&out](const std::string& part) {
    if (part.empty()) return;
    if (!out.empty()) out += ", ";
    out += part;
  };
  add(where.part);
  if (where.offset) add("byte " + std::to_string(*where.offset));
  return out;
}

FindingsDigest::Kept& FindingsDigest::kept_for(const Finding& finding) {
  auto [at, is_new] = groups_.try_emplace(finding.rule);
  Group& group = at->second.group;
  if (is_new) {
    const Rule* rule = rule_named(finding.rule);
    group.rule = finding.rule;
    group.severity = finding.severity;
    group.who = rule ? rule->who : Remedier::kArchivist;
    const std::string where = where_in_words(finding.where);
    group.example = where.empty() ? finding.message : where + ": " + finding.message;
  }
  group.severity = std::max(group.severity, finding.severity);
  ++group.findings;
  return at->second;
}

void FindingsDigest::add(std::size_t place, const ItemRecord& item) {
  for (const Finding& finding : item.findings) {
    if (finding.severity == Severity::kInfo) continue;
    Kept& kept = kept_for(finding);
    if (kept.last_place == place) continue;
    kept.last_place = place;
    Group& group = kept.group;
    ++group.items;
    if (group.mentions.size() < kMentions) group.mentions.push_back({place, item.item.value});
  }
}

void FindingsDigest::add(const Finding& of_the_batch) {
  if (of_the_batch.severity == Severity::kInfo) return;
  Group& group = kept_for(of_the_batch).group;
  if (group.mentions.empty()) group.mentions.push_back({0, {}});
}

std::vector<FindingsDigest::Group> FindingsDigest::groups(Remedier who) const {
  std::vector<Group> out;
  for (const auto& [rule, kept] : groups_) {
    if (kept.group.who == who) out.push_back(kept.group);
  }
  std::ranges::stable_sort(out, [](const Group& a, const Group& b) {
    if (a.severity != b.severity) return a.severity > b.severity;
    return a.items > b.items;
  });
  return out;
}

void write_findings_digest(HtmlWriter& html, const FindingsDigest& digest) {
  // Whoever has errors to put right comes first.
  struct Section {
    Remedier who;
    std::vector<FindingsDigest::Group> groups;
  };
  std::vector<Section> sections;
  for (const Remedier who : {Remedier::kProducer, Remedier::kArchivist, Remedier::kOperator}) {
    auto groups = digest.groups(who);
    if (!groups.empty()) sections.push_back({who, std::move(groups)});
  }
  std::ranges::stable_sort(sections, [](const Section& a, const Section& b) {
    return a.groups.front().severity > b.groups.front().severity;
  });
  for (const Section& section : sections) {
    html.element("h4", heading_for(section.who));
    for (const auto& group : section.groups) write_group(html, group);
  }
}

}  // namespace delo::ingest
