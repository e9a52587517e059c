#include "ingest/reports/item_page.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/text/utf8.h"
#include "ingest/reports/contact_sheet.h"
#include "ingest/reports/findings_digest.h"
#include "ingest/reports/report_page.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

// Findings of one rule that are shown, and that are on the page folded; all of
// them are in findings.csv.
constexpr std::size_t kOpenPlaces = 6;
constexpr std::size_t kPlacesOfFault = 200;

std::string file_name(const RelativePath& path) { return terminal_text(path.text()); }

bool is_text(FileRole role) {
  return role == FileRole::kTranscription || role == FileRole::kTranslation;
}

void open_table(HtmlWriter& html, std::initializer_list<std::string_view> headings) {
  html.open("div", {{"class", "table"}});
  html.open("table");
  html.open("thead");
  html.open("tr");
  for (const std::string_view heading : headings) {
    html.element("th", heading, {{"scope", "col"}, {"class", heading == "Size" ? "number" : ""}});
  }
  html.close();
  html.close();
  html.open("tbody");
}

void close_table(HtmlWriter& html) {
  html.close();
  html.close();
  html.close();
}

// The reference in both scripts.
void write_reference(HtmlWriter& html, const ItemRecord& item) {
  if (item.reference.empty()) {
    html.element("p", "No archival reference was found", {{"class", "reference soft"}});
    return;
  }
  const std::string latin = item.reference.canonical();
  const std::string cyrillic = item.reference.canonical_cyrillic();
  html.open("p", {{"class", "reference"}});
  html.text(latin);
  if (!cyrillic.empty() && cyrillic != latin) {
    html.element("span", "·", {{"class", "sep"}});
    html.element("span", cyrillic, {{"lang", "ru"}});
  }
  html.close();
}

void write_description(HtmlWriter& html, const ItemRecord& item) {
  Facts facts;
  for (const DescriptionElement& element : item.description) {
    if (element.value.empty() || element.value == item.title) continue;
    facts.emplace_back(element.name, element.value);
  }
  for (const DescribedElement& one : item.described) {
    if (one.level.empty()) continue;
    facts.emplace_back(std::string(term_of(one.element).word) + " (" + one.level + ")", one.value);
  }
  if (!item.reference_basis.empty()) facts.emplace_back("reference from", item.reference_basis);
  if (facts.empty()) return;
  html.element("h4", "Description");
  write_facts(html, facts);
}

Result<void> write_texts(HtmlWriter& html, const ItemRecord& item) {
  bool any = false;
  DELO_CHECK(item.files.for_each([&](const ItemFile& file) {
    if (!is_text(file.object.role)) return;
    if (!any) {
      html.element("h4", "Texts");
      open_table(html, {"Text", "Language", "File", "Encoding", "Size"});
      any = true;
    }
    html.open("tr");
    html.element("td", words_for(file.object.role), {{"class", "keep"}});
    html.element("td", file.object.language.empty() ? "not stated"
                                                    : language_in_words(file.object.language));
    html.element("td", file_name(file.object.path), {{"class", "name"}});
    const std::string& encoding = file.examination.technical.text_encoding;
    html.element("td", encoding.empty() ? "not known" : encoding);
    html.element("td", size_in_words(file.object.size), {{"class", "number"}});
    html.close();
  }));
  if (any) close_table(html);
  return {};
}

void write_validity(HtmlWriter& html, const Examination& examination) {
  html.open("td", {{"class", "keep"}});
  switch (examination.validity) {
    case Validity::kValid:
      html.element("span", "✓ valid", {{"class", "is-good"}});
      break;
    case Validity::kInvalid:
      html.element("span", "✗ invalid", {{"class", "is-bad"}});
      break;
    case Validity::kNotExamined:
      html.element("span", "– not examined", {{"class", "is-soft"}});
      break;
  }
  for (const ProfileVerdict& profile : examination.profiles) {
    html.element("span", profile.name + ": " + std::string(words_for(profile.validity)),
                 {{"class", "under"}});
  }
  html.close();
}

void write_producer_fixity(HtmlWriter& html, const ItemFile& file) {
  html.open("td", {{"class", "keep"}});
  if (is_producers_list(file)) {
    html.element("span", "– is the list", {{"class", "is-soft"}});
    html.close();
    return;
  }
  switch (file.fixity) {
    case ProducerFixity::kVerified:
      html.element("span", "✓ verified", {{"class", "is-good"}});
      break;
    case ProducerFixity::kDifferent:
      html.element("span", "✗ different", {{"class", "is-bad"}});
      break;
    case ProducerFixity::kUnlisted:
      html.element("span", "– not listed", {{"class", "is-soft"}});
      break;
    case ProducerFixity::kNoList:
      html.element("span", "– no list given", {{"class", "is-soft"}});
      break;
  }
  html.close();
}

// The places of files in path order, but that those of one folder and role which show leaves
// take the order of their leaves ("2.tif" before "10.tif").  Empty where that is the path order.
Result<std::vector<std::size_t>> in_leaf_order(const ItemFiles& files) {
  using Group = std::pair<std::string, FileRole>;
  const auto group_of = [](const FileObject& file) {
    return Group(file.path.parent().text(), file.role);
  };
  std::map<Group, Leaf> last;
  bool in_order = true;
  DELO_CHECK(files.for_each([&](const ItemFile& file) {
    if (!in_order || !file.object.leaf) return;
    const auto [at, is_new] = last.try_emplace(group_of(file.object), *file.object.leaf);
    in_order = is_new || !(*file.object.leaf < at->second);
    at->second = *file.object.leaf;
  }));
  if (in_order) return std::vector<std::size_t>();
  std::map<Group, std::vector<std::pair<Leaf, std::size_t>>> groups;
  std::size_t number = 0;
  DELO_CHECK(files.for_each([&](const ItemFile& file) {
    if (file.object.leaf) groups[group_of(file.object)].emplace_back(*file.object.leaf, number);
    ++number;
  }));
  std::vector<std::size_t> out(number);
  std::iota(out.begin(), out.end(), std::size_t{0});
  for (auto& [group, leaves] : groups) {
    std::vector<std::size_t> places;
    for (const auto& [leaf, place] : leaves) places.push_back(place);
    std::ranges::stable_sort(leaves, {}, &std::pair<Leaf, std::size_t>::first);
    for (std::size_t i = 0; i < places.size(); ++i) out[places[i]] = leaves[i].second;
  }
  return out;
}

// `show` gets each file, in that order.
template <class Show>
Result<void> for_each_by_leaf(const ItemFiles& files, Show show) {
  DELO_TRY(const std::vector<std::size_t> order, in_leaf_order(files));
  if (order.empty()) return files.for_each(show);
  ItemFiles::Reader reader(files);
  for (const std::size_t place : order) {
    DELO_TRY(const ItemFile file, reader.at(place));
    show(file);
  }
  return {};
}

Result<void> write_files(HtmlWriter& html, const ItemRecord& item) {
  if (item.files.empty()) return {};
  html.element("h4", count_of(item.files.size(), "file") + ", " + size_in_words(item.bytes));
  open_table(
      html, {"File", "What it is", "Format", "Size", "Validity", "Producer’s checksum", "SHA-256"});
  DELO_CHECK(for_each_by_leaf(item.files, [&](const ItemFile& file) {
    const FileObject& object = file.object;
    const Format& format =
        file.examination.format.name.empty() ? object.format : file.examination.format;
    html.open("tr");
    html.element("td", file_name(object.path), {{"class", "name"}});
    html.open("td");
    html.text(words_for(object.role));
    const std::vector<LeafPlace> places = leaf_places_of(object);
    if (object.leaf) html.text(", leaf " + leaf_in_words(*object.leaf));
    if (places.size() > 1) html.text(" to " + leaf_in_words(places.back().leaf));
    html.close();
    html.open("td");
    html.text(format.name.empty() ? "unknown" : format.name);
    // PRONOM's names often end in the version.
    if (!format.version.empty() && !format.name.ends_with(format.version)) {
      html.text(" " + format.version);
    }
    std::string more = format.puid;
    const std::string technical = technical_in_words(file.examination.technical);
    if (!technical.empty()) more += (more.empty() ? "" : " · ") + technical;
    if (!more.empty()) {
      html.element("span", more, {{"class", "under"}, {"title", format.basis}});
    }
    html.close();
    html.element("td", size_in_words(object.size),
                 {{"class", "number"}, {"title", count_of(object.size, "byte")}});
    write_validity(html, file.examination);
    write_producer_fixity(html, file);
    const auto digest = object.digests.find(DigestAlgorithm::kSha256);
    html.open("td", {{"class", "digest"}});
    if (digest) {
      html.element("span", shortened(digest->hex), {{"class", "short"}, {"title", digest->hex}});
      html.element("span", digest->hex, {{"class", "full"}});
    } else {
      html.element("span", "none: not read", {{"class", "is-soft"}});
    }
    html.close();
    html.close();
  }));
  close_table(html);
  return {};
}

// The findings of an item under one rule, in the order they were made.
struct Fault {
  const Rule* rule = nullptr;
  Severity severity = Severity::kInfo;
  std::vector<const Finding*> findings;  // borrowed
};

std::vector<Fault> faults_of(const ItemRecord& item) {
  std::map<std::string_view, std::size_t> places;
  std::vector<Fault> out;
  for (const Finding& finding : item.findings) {
    const auto [at, is_new] = places.try_emplace(finding.rule, out.size());
    if (is_new) out.push_back({rule_named(finding.rule), finding.severity, {}});
    Fault& fault = out[at->second];
    fault.severity = std::max(fault.severity, finding.severity);
    fault.findings.push_back(&finding);
  }
  std::ranges::stable_sort(out,
                           [](const Fault& a, const Fault& b) { return a.severity > b.severity; });
  return out;
}

std::string_view badge_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "badge error";
    case Severity::kWarning:
      return "badge warning";
    case Severity::kInfo:
      return "badge info";
  }
  return "badge error";
}

void write_places(HtmlWriter& html, std::span<const Finding* const> findings) {
  html.open("ul");
  for (const Finding* finding : findings) {
    html.open("li");
    const std::string where = where_in_words(finding->where);
    if (!where.empty()) {
      html.element("b", where);
      html.text(": ");
    }
    html.text(where.empty() ? sentence(finding->message) : finding->message);
    html.close();
  }
  html.close();
}

void write_fault(HtmlWriter& html, const Fault& fault) {
  const Finding& first = *fault.findings.front();
  html.open("div", {{"class", "fault"}});
  html.open("p");
  html.element("span", words_for(fault.severity), {{"class", badge_of(fault.severity)}});
  html.text(" ");
  html.element("code", first.rule);
  if (!first.clause.empty()) html.element("span", " " + first.clause, {{"class", "soft small"}});
  html.close();
  const std::size_t all = fault.findings.size();
  // A list that is a little too long is shown whole rather than folded.
  const std::size_t open_now = all <= kOpenPlaces + 2 ? all : kOpenPlaces;
  write_places(html, std::span(fault.findings).first(open_now));
  if (open_now < all) {
    const std::size_t folded = std::min(all, kPlacesOfFault) - open_now;
    html.open("details");
    html.element("summary", grouped(all - open_now) + " more");
    write_places(html, std::span(fault.findings).subspan(open_now, folded));
    if (all > kPlacesOfFault) {
      html.element("p", "and " + grouped(all - kPlacesOfFault) + " more, all in findings.csv",
                   {{"class", "small"}});
    }
    html.close();
  }
  if (fault.rule && fault.severity != Severity::kInfo) {
    html.open("p", {{"class", "small"}});
    if (!fault.rule->cause.empty()) {
      html.element("span", "Usual cause: ", {{"class", "soft"}});
      html.text(sentence(fault.rule->cause) + ". ");
    }
    if (!fault.rule->remedy.empty()) {
      html.element("span", "To do, by " + std::string(words_for(fault.rule->who)) + ": ",
                   {{"class", "soft"}});
      html.text(sentence(fault.rule->remedy));
    }
    html.close();
  }
  html.close();
}

void write_findings(HtmlWriter& html, const ItemRecord& item) {
  if (item.findings.empty()) return;
  html.element("h4", count_of(item.findings.size(), "finding"));
  for (const Fault& fault : faults_of(item)) write_fault(html, fault);
}

void write_package(HtmlWriter& html, const ItemRecord& item) {
  if (item.package.empty()) return;
  html.element("h4", "Package");
  Facts facts = {{"identifier", item.package.value}};
  if (item.version > 1) facts.emplace_back("version", std::to_string(item.version));
  if (item.was_there) {
    facts.emplace_back("note", "This very package was in the holdings already; nothing was added");
  }
  for (const ReportedCopy& copy : item.copies) {
    facts.emplace_back("copy", copy.store + ": " + copy.where);
  }
  write_facts(html, facts);
}

std::string_view mark_of(EventOutcome outcome) {
  switch (outcome) {
    case EventOutcome::kSuccess:
      return "✓";
    case EventOutcome::kWarning:
      return "△";
    case EventOutcome::kFailure:
      return "✗";
  }
  return "✗";
}

void write_events(HtmlWriter& html, const ItemRecord& item) {
  if (item.events.empty()) return;
  html.open("details");
  html.element("summary", "What was done: " + count_of(item.events.size(), "event"));
  html.open("ol", {{"class", "events"}});
  for (const Event& event : item.events) {
    html.open("li");
    html.element("time", to_iso8601(event.time));
    html.open("span");
    html.text(std::string(mark_of(event.outcome)) + " ");
    html.element("b", name_of(event.type));
    html.text(": " + std::string(name_of(event.outcome)));
    if (!event.outcome_note.empty()) html.text(", " + event.outcome_note);
    std::string more = event.detail;
    if (event.objects.size() == 1) {
      more = file_name(event.objects.front()) + (more.empty() ? "" : "; " + more);
    } else if (event.objects.size() > 1) {
      more = count_of(event.objects.size(), "file") + (more.empty() ? "" : "; " + more);
    }
    if (!more.empty()) {
      html.empty("br");
      html.element("span", more, {{"class", "soft"}});
    }
    html.close();
    html.close();
  }
  html.close();
  html.close();
}

// The same sentence about many files is told once.
Result<void> write_not_checked(HtmlWriter& html, const ItemRecord& item) {
  struct Files {
    std::string first;
    std::uint64_t further = 0;
  };
  std::map<std::string, Files> files_by_sentence;
  DELO_CHECK(item.files.for_each([&](const ItemFile& file) {
    for (const std::string& sentence : file.examination.not_checked) {
      const auto [files, is_new] = files_by_sentence.try_emplace(sentence);
      if (is_new) {
        files->second.first = file_name(file.object.path);
      } else {
        ++files->second.further;
      }
    }
  }));
  if (files_by_sentence.empty()) return {};
  std::vector<std::string> sentences;
  for (const auto& [sentence, files] : files_by_sentence) {
    std::string where = files.first;
    if (files.further > 0) where += " and " + count_of(files.further, "further file");
    sentences.push_back(sentence + " (" + where + ")");
  }
  html.element("h4", "Not checked");
  write_list(html, sentences);
  return {};
}

Result<void> write_leaves(HtmlWriter& html, const ItemRecord& item, PageState& page) {
  DELO_TRY(const std::vector<SheetPlace> places, lay_out(item));
  if (places.empty()) return {};
  const auto leaves = std::ranges::count_if(
      places, [](const SheetPlace& place) { return place.is_leaf && place.file; });
  const auto missing =
      std::ranges::count_if(places, [](const SheetPlace& place) { return !place.file; });
  std::string heading = leaves > 0 || missing > 0 ? "Leaves" : "Pictures";
  if (missing > 0) {
    heading += ": " + grouped(static_cast<std::uint64_t>(leaves)) + " there, " +
               grouped(static_cast<std::uint64_t>(missing)) + " missing";
  }
  html.element("h4", heading);
  if (!item.leaves.summary.empty()) html.element("p", terminal_text(item.leaves.summary));
  return write_contact_sheet(html, item, places, page);
}

// For a shell: the command on the page can be copied.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  out += '\'';
  return out;
}

// What a person can do about a withheld item; nothing for the others.
void write_choice(HtmlWriter& html, const ItemRecord& item, Fate fate, const PageState& page) {
  if (fate == Fate::kFailed) {
    html.element("p",
                 "This says nothing about the material. When the cause is removed, run the same "
                 "command again and it goes on with this item.");
    return;
  }
  if (fate != Fate::kReview && fate != Fate::kRejected) return;
  html.open("p", {{"class", "small"}});
  html.text("When it has been put right, ingest the batch again. To take it as it is: ");
  html.element("code",
               "delo decide " + shell_quoted(item.item.value) + " --accept --because '…'" +
                   (page.holdings.empty() ? "" : " --holdings " + shell_quoted(page.holdings)));
  html.close();
}

Result<void> write_body(HtmlWriter& html, const ItemRecord& item, Fate fate, PageState& page) {
  write_reference(html, item);
  html.element("p", because_of(item), {{"class", "because"}});
  write_choice(html, item, fate, page);
  write_description(html, item);
  DELO_CHECK(write_leaves(html, item, page));
  DELO_CHECK(write_texts(html, item));
  write_findings(html, item);
  DELO_CHECK(write_files(html, item));
  write_package(html, item);
  DELO_CHECK(write_not_checked(html, item));
  write_events(html, item);
  return {};
}

void write_badge(HtmlWriter& html, Fate fate) {
  html.element("span", std::string(mark_of(fate)) + " " + std::string(words_for(fate)),
               {{"class", "badge " + std::string(kind_of(fate))}});
}

}  // namespace

std::string_view kind_of(Fate fate) {
  switch (fate) {
    case Fate::kFailed:
      return "bad";
    case Fate::kRejected:
      return "bad";
    case Fate::kReview:
      return "review";
    case Fate::kRemarks:
      return "remarks";
    case Fate::kAccepted:
      return "good";
    case Fate::kNotBegun:
      return "plain";
  }
  return "bad";
}

Result<void> write_item(HtmlWriter& html, std::size_t place, const ItemRecord& item,
                        PageState& page) {
  const Fate fate = fate_of(item);
  const std::string title = item.title.empty() ? item.item.value : item.title;
  html.open("article", {{"class", "item " + std::string(kind_of(fate))},
                        {"id", "item-" + std::to_string(place)}});
  if (fate == Fate::kAccepted) {
    // Nothing to be done here: folded, so that what matters stands out.
    html.open("details");
    html.open("summary");
    write_badge(html, fate);
    html.text(" ");
    html.element("h3", title);
    html.element("span", " " + item.item.value, {{"class", "soft small"}});
    html.close();
    DELO_CHECK(write_body(html, item, fate, page));
    html.close();
  } else {
    html.open("p", {{"class", "small soft"}});
    write_badge(html, fate);
    html.text(" " + item.item.value);
    html.close();
    html.element("h3", title);
    DELO_CHECK(write_body(html, item, fate, page));
  }
  html.close();
  return {};
}

}  // namespace delo::ingest
