#include "ingest/reports/batch_report.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/fixity/fingerprint.h"
#include "core/records/record_json.h"
#include "core/text/utf8.h"
#include "ingest/reports/contact_sheet.h"
#include "ingest/reports/csv.h"
#include "ingest/reports/findings_digest.h"
#include "ingest/reports/item_page.h"
#include "ingest/reports/report_file.h"
#include "ingest/reports/report_page.h"
#include "ingest/reports/run_folder.h"
#include "ingest/reports/run_lines.h"
#include "ingest/reports/words.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

// What one pass over items.jsonl leaves in memory: a few bytes an item.
struct Survey {
  struct Line {
    JsonRange place;  // in items.jsonl
    Fate fate = Fate::kFailed;
  };
  std::vector<Line> lines;  // in the order of the batch
  std::array<std::uint64_t, kFates> count{};
  std::uint64_t files = 0, bytes = 0, valid = 0, invalid = 0, not_examined = 0;
  std::array<std::uint64_t, 4> producer{};  // files by ProducerFixity
  std::uint64_t lists = 0;                  // the producer's lists themselves
  FindingsDigest digest;
  bool torn = false;

  std::uint64_t of(Fate fate) const { return count[static_cast<std::size_t>(fate)]; }
};

// Of a run that was killed nobody wrote the counts.
Result<void> count_lines(const std::filesystem::path& folder, RunRecord& run) {
  DELO_TRY(auto lines, item_lines_of(folder));
  JsonRange line;
  while (true) {
    DELO_TRY(const bool more, lines.next(line));
    if (!more) return {};
    DELO_TRY(const ItemRecord item, read_item_record(lines.source(), line, folder));
    count(run, item);
  }
}

std::string offset_text(const Location& where) {
  return where.offset ? std::to_string(*where.offset) : std::string();
}

void write_findings_rows(CsvWriter& csv, const ItemRecord& item,
                         const std::vector<Finding>& findings) {
  const std::string reference = item.reference.canonical();
  for (const Finding& finding : findings) {
    const Rule* rule = rule_named(finding.rule);
    csv.row({item.item.value, reference, words_for(finding.severity), finding.rule,
             finding.where.path.text(), finding.where.part, offset_text(finding.where),
             finding.message, finding.clause, rule ? rule->cause : "", rule ? rule->remedy : "",
             rule ? name_of(rule->who) : ""});
  }
}

// Errors and warnings by file: many files may have some.
class FindingCounts {
 public:
  struct Count {
    std::uint32_t errors = 0, warnings = 0;
  };
  explicit FindingCounts(const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
      if (finding.severity == Severity::kInfo) continue;
      const Fingerprint file = fingerprint_of(finding.where.path.text());
      if (places_.insert(file, static_cast<std::uint32_t>(counts_.size()))) counts_.push_back({});
      Count& count = counts_[*places_.find(file)];
      ++(finding.severity == Severity::kError ? count.errors : count.warnings);
    }
  }
  Count of(const RelativePath& file) const {
    const std::uint32_t* place = counts_.empty() ? nullptr : places_.find(file.text());
    return place == nullptr ? Count{} : counts_[*place];
  }

 private:
  FingerprintMap places_;
  std::vector<Count> counts_;
};

Result<void> write_file_rows(CsvWriter& csv, const ItemRecord& item) {
  const Fate fate = fate_of(item);
  const std::string reference = item.reference.canonical();
  const std::string reference_ru = item.reference.canonical_cyrillic();
  // An item without files (it was empty, or we failed) has its row all the same.
  if (item.files.empty()) {
    csv.row({item.item.value, reference, reference_ru, item.title, words_for(fate), "", "", "", "",
             "", "", "", "", "", "", "", "", "", item.package.value});
  }
  const FindingCounts counts(item.findings);
  return item.files.for_each([&](const ItemFile& file) {
    const FileObject& object = file.object;
    const Format& format = file.examination.format;
    const auto [errors, warnings] = counts.of(object.path);
    const auto digest = object.digests.find(DigestAlgorithm::kSha256);
    csv.row({item.item.value, reference, reference_ru, item.title, words_for(fate),
             object.path.text(), object.leaf ? leaf_in_words(*object.leaf) : "",
             words_for(object.role), object.language, format.name, format.version, format.puid,
             std::to_string(object.size), words_for(file.examination.validity),
             words_for(file.fixity), std::to_string(errors), std::to_string(warnings),
             digest ? digest->hex : "", item.package.value});
  });
}

// First pass: counts, the digest of findings, CSV and JSON.  Returns the SHA-256
// of report.json.
Result<std::string> survey_items(const std::filesystem::path& folder, const RunRecord& run,
                                 Survey& survey) {
  DELO_TRY(auto lines, item_lines_of(folder));
  DELO_TRY(auto json_file, ReportFile::create(folder / "report.json"));
  DELO_TRY(auto files_file, ReportFile::create(folder / "report.csv"));
  DELO_TRY(auto findings_file, ReportFile::create(folder / "findings.csv"));
  CsvWriter files_csv(*files_file), findings_csv(*findings_file);
  files_csv.row({"item", "reference", "reference (Cyrillic)", "title", "outcome", "file", "leaf",
                 "what it is", "language", "format", "format version", "PRONOM id", "bytes",
                 "validity", "producer's checksum", "errors", "warnings", "sha256", "package"});
  findings_csv.row({"item", "reference", "severity", "rule", "file", "part", "byte", "finding",
                    "clause", "usual cause", "to do", "who"});
  DELO_CHECK(json_file->write_text("{\"run\":" + to_json(run).dump() + ",\n\"items\":[\n"));

  for (const Finding& finding : run.findings) survey.digest.add(finding);
  write_findings_rows(findings_csv, ItemRecord{}, run.findings);
  JsonRange line;
  while (true) {
    DELO_TRY(const bool more, lines.next(line));
    if (!more) break;
    DELO_TRY(const ItemRecord item, read_item_record(lines.source(), line, folder));
    const Fate fate = fate_of(item);
    survey.digest.add(survey.lines.size() + 1, item);
    ++survey.count[static_cast<std::size_t>(fate)];
    survey.files += item.files.size();
    survey.bytes += item.bytes;
    DELO_CHECK(item.files.for_each([&](const ItemFile& file) {
      if (is_producers_list(file)) {
        ++survey.lists;
      } else {
        ++survey.producer[static_cast<std::size_t>(file.fixity)];
      }
      switch (file.examination.validity) {
        case Validity::kValid:
          ++survey.valid;
          break;
        case Validity::kInvalid:
          ++survey.invalid;
          break;
        case Validity::kNotExamined:
          ++survey.not_examined;
          break;
      }
    }));
    DELO_CHECK(write_file_rows(files_csv, item));
    write_findings_rows(findings_csv, item, item.findings);
    if (!survey.lines.empty()) DELO_CHECK(json_file->write_text(",\n"));
    DELO_CHECK(write_item_record(*json_file, item, LineFor::kPrograms));
    survey.lines.push_back({line, fate});
  }
  survey.torn = lines.torn();
  DELO_CHECK(json_file->write_text("\n]}\n"));
  DELO_CHECK(json_file->finish());
  DELO_CHECK(files_csv.finish());
  DELO_CHECK(files_file->finish());
  DELO_CHECK(findings_csv.finish());
  DELO_CHECK(findings_file->finish());
  return json_file->sha256();
}

std::string answer_of(const RunRecord& run, const Survey& survey) {
  const std::uint64_t items = survey.lines.size() - survey.of(Fate::kNotBegun);
  const std::uint64_t taken = survey.of(Fate::kAccepted) + survey.of(Fate::kRemarks);
  const std::uint64_t withheld = survey.of(Fate::kReview) + survey.of(Fate::kRejected);
  if (items == 0) return "No item came to its end in this run.";
  if (run.interrupted) {
    return "Interrupted after " + count_of(items, "item") + ": " + grouped(taken) +
           " accepted and stored, " + grouped(withheld) + " withheld.";
  }
  if (taken == items && run.not_begun == 0) {
    return items == 1 ? "The one item of this batch is accepted and stored."
                      : "All " + grouped(items) + " items are accepted and stored.";
  }
  std::string out = taken == 0 ? std::string("No item")
                               : grouped(taken) + " of " + count_of(items + run.not_begun, "item");
  out += std::string(taken > 1 ? " are" : " is") + " accepted and stored";
  if (withheld > 0) {
    out += "; " + grouped(withheld) + (withheld == 1 ? " is" : " are") +
           " withheld until somebody acts";
  }
  if (survey.of(Fate::kFailed) > 0) {
    out += "; " + grouped(survey.of(Fate::kFailed)) + " could not be finished";
  }
  return out + ".";
}

void write_answer(HtmlWriter& html, const RunRecord& run, const Survey& survey) {
  const std::string name = std::filesystem::path(run.batch).filename().string();
  html.element("p", "Report of an ingest", {{"class", "kicker"}});
  html.element("h1", terminal_text(name.empty() ? run.batch : name));
  html.element("p", answer_of(run, survey), {{"class", "lead"}});
  if (run.interrupted || survey.torn) {
    html.element("p",
                 "! The run was interrupted. This report tells what was done until then; run the "
                 "same command again and it goes on.",
                 {{"class", "alert"}});
  }
  if (run.not_begun > 0) {
    html.element("p",
                 "! " + count_of(run.not_begun, "further item") +
                     " of the batch not begun, because the holdings themselves were at fault; put "
                     "that right and run the same command again.",
                 {{"class", "alert"}});
  }
  const auto number = [&](Fate fate) { return grouped(survey.of(fate)); };
  // What did not happen is told without colour.
  const auto kind = [&](Fate fate) {
    return survey.of(fate) > 0 ? kind_of(fate) : std::string_view("plain");
  };
  std::vector<Figure> figures = {
      {kind(Fate::kAccepted), "✓", number(Fate::kAccepted), "accepted"},
      {kind(Fate::kRemarks), "✓", number(Fate::kRemarks), "accepted with remarks"},
      {kind(Fate::kReview), "?", number(Fate::kReview), "withheld, to be decided"},
      {kind(Fate::kRejected), "✗", number(Fate::kRejected), "withheld, rejected"},
  };
  if (survey.of(Fate::kFailed) > 0) {
    figures.push_back({"bad", "!", number(Fate::kFailed), "not finished"});
  }
  write_figures(html, figures);

  std::string files = count_of(survey.files, "file") + ", " + size_in_words(survey.bytes);
  files += " (" + count_of(survey.valid, "valid file");
  if (survey.invalid > 0) files += ", " + grouped(survey.invalid) + " invalid";
  if (survey.not_examined > 0) files += ", " + grouped(survey.not_examined) + " not examined";
  files += ")";
  const auto fixity = [&](ProducerFixity f) {
    return survey.producer[static_cast<std::size_t>(f)];
  };
  std::string producer;
  if (survey.lists == 0 && fixity(ProducerFixity::kNoList) == survey.files) {
    producer = "the producer gave none";
  } else {
    producer = count_of(fixity(ProducerFixity::kVerified), "file") + " verified, " +
               grouped(fixity(ProducerFixity::kDifferent)) + " different, " +
               grouped(fixity(ProducerFixity::kUnlisted)) + " not listed";
    if (fixity(ProducerFixity::kNoList) > 0) {
      producer += ", " + grouped(fixity(ProducerFixity::kNoList)) + " without any list";
    }
    if (survey.lists > 0) producer += "; from " + count_of(survey.lists, "list");
  }
  std::string policy = run.policy_id + ", version " + std::to_string(run.policy_version);
  if (!run.policy_title.empty()) policy += ": " + run.policy_title;
  std::string stores;
  for (const std::string& store : run.stores) stores += (stores.empty() ? "" : ", ") + store;
  const auto took = (run.finished - run.started).count();
  std::string time = minute_of(run.started);
  if (took > 0) time += ", took " + duration_in_words(took);
  write_facts(html, {{"Batch", run.batch},
                     {"Producer", run.producer},
                     {"Read", files},
                     {"Producer’s checksums", producer},
                     {"Time", time},
                     {"Policy", policy},
                     {"Holdings", run.holdings},
                     {"Copies in", stores}});
  html.element("p",
               "Nothing was changed in your source: the batch was only read, every file once, and "
               "nothing was written, renamed or removed there.",
               {{"class", "untouched"}});
}

Result<void> write_index(HtmlWriter& html, const LineReader& lines, const Survey& survey,
                         const std::filesystem::path& folder) {
  html.element("h2", "Items", {{"id", "items"}});
  html.open("div", {{"class", "table"}});
  html.open("table");
  html.open("thead");
  html.open("tr");
  for (const std::string_view heading :
       {"", "Item", "Reference and title", "Outcome", "Files", "Size", "Findings"}) {
    const bool number =
        heading == "Files" || heading == "Size" || heading == "Findings" || heading.empty();
    html.element("th", heading.empty() ? "№" : heading,
                 {{"scope", "col"}, {"class", number ? "number" : ""}});
  }
  html.close();
  html.close();
  html.open("tbody");
  for (std::size_t i = 0; i < survey.lines.size(); ++i) {
    DELO_TRY(const ItemRecord item,
             read_item_record(lines.source(), survey.lines[i].place, folder));
    const Fate fate = survey.lines[i].fate;
    const auto findings = std::ranges::count_if(
        item.findings, [](const Finding& f) { return f.severity != Severity::kInfo; });
    html.open("tr");
    html.element("td", std::to_string(i + 1), {{"class", "number soft"}});
    html.open("td");
    if (fate == Fate::kNotBegun) {
      html.text(item.item.value);  // there is nothing more to tell of it
    } else {
      html.element("a", item.item.value, {{"href", "#item-" + std::to_string(i + 1)}});
    }
    html.close();
    html.open("td");
    html.text(item.reference.empty() ? "no reference" : item.reference.canonical());
    if (!item.title.empty()) html.element("span", item.title, {{"class", "under"}});
    html.close();
    html.open("td");
    html.element("span", std::string(mark_of(fate)) + " " + std::string(words_for(fate)),
                 {{"class", "badge " + std::string(kind_of(fate))}});
    html.close();
    html.element("td", grouped(item.files.size()), {{"class", "number"}});
    html.element("td", size_in_words(item.bytes), {{"class", "number"}});
    html.element("td", findings == 0 ? "–" : grouped(static_cast<std::uint64_t>(findings)),
                 {{"class", "number"}});
    html.close();
  }
  html.close();
  html.close();
  html.close();
  return {};
}

// What needs hands first, the rest in the order of the batch.
Result<void> write_items(HtmlWriter& html, const LineReader& lines, const RunRecord& run,
                         const Survey& survey, const std::filesystem::path& folder) {
  static constexpr std::array<std::pair<Fate, std::string_view>, kFates - 1> kSections = {{
      {Fate::kFailed, "Not finished"},
      {Fate::kReview, "Withheld: to be decided"},
      {Fate::kRejected, "Withheld: rejected"},
      {Fate::kRemarks, "Accepted with remarks"},
      {Fate::kAccepted, "Accepted"},
  }};
  PageState page;
  page.holdings = run.holdings;
  for (const auto& [fate, heading] : kSections) {
    if (survey.of(fate) == 0) continue;
    html.element("h2", heading);
    for (std::size_t i = 0; i < survey.lines.size(); ++i) {
      if (survey.lines[i].fate != fate) continue;
      DELO_TRY(const ItemRecord item,
               read_item_record(lines.source(), survey.lines[i].place, folder));
      DELO_CHECK(write_item(html, i + 1, item, page));
    }
  }
  if (page.pictures_left_out > 0) {
    html.element("p",
                 count_of(page.pictures_left_out, "picture") +
                     " left out: a page of more than 20 MB of pictures opens slowly. The files "
                     "themselves were examined like all the others.",
                 {{"class", "alert"}});
  }
  return {};
}

void write_not_checked(HtmlWriter& html, const Survey& survey) {
  html.element("h2", "What was not checked");
  std::vector<std::string> sentences;
  if (survey.not_examined > 0) {
    sentences.push_back(count_of(survey.not_examined, "file") +
                        " were not examined inside (no validator for the format, or not a format "
                        "that has rules); they were read, digested and kept byte for byte. Each "
                        "item names its own");
  }
  if (const auto n = survey.producer[static_cast<std::size_t>(ProducerFixity::kNoList)] +
                     survey.producer[static_cast<std::size_t>(ProducerFixity::kUnlisted)];
      n > 0) {
    sentences.push_back("For " + count_of(n, "file") +
                        " the producer gave no checksum: damage on the way to us would not show");
  }
  sentences.push_back(
      "Whether a scan shows the leaf that its name says, and whether it can be read "
      "by a person, is for a person to see: the contact sheets are made for that");
  sentences.push_back("Transcriptions and translations were not compared with the scans");
  write_list(html, sentences);
}

void write_end(HtmlWriter& html, const RunRecord& run, const std::string& json_digest) {
  html.element("h2", "How this was made");
  write_software(html, run.software);
  write_facts(html, {{"Walls around the decoders", run.isolation}, {"Run", run.run}});
  html.open("details");
  html.element("summary", "The policy as it stood: " + run.policy_id + ", version " +
                              std::to_string(run.policy_version));
  html.preformatted(run.policy_source);
  html.close();
  write_signatures(html);
  html.open("footer");
  html.open("p");
  html.text("The same content for programs: report.json, SHA-256 ");
  html.element("span", json_digest, {{"class", "digest"}});
  html.text("; for spreadsheets: report.csv (files), findings.csv (findings).");
  html.close();
  html.close();
}

}  // namespace

Result<std::filesystem::path> write_batch_report(const std::filesystem::path& folder) {
  DELO_TRY(RunRecord run, read_run_record(folder));
  if (run.interrupted) DELO_CHECK(count_lines(folder, run));
  Survey survey;
  DELO_TRY(const std::string json_digest, survey_items(folder, run, survey));

  DELO_TRY(auto lines, item_lines_of(folder));
  DELO_TRY(auto file, ReportFile::create(folder / "report.html"));
  HtmlWriter html(*file);
  begin_page(html, "Ingest of " + std::filesystem::path(run.batch).filename().string());
  html.open("header");
  write_answer(html, run, survey);
  html.close();
  if (!survey.digest.empty()) {
    html.element("h2", "What is to be done");
    write_findings_digest(html, survey.digest);
  }
  DELO_CHECK(write_index(html, lines, survey, folder));
  DELO_CHECK(write_items(html, lines, run, survey, folder));
  if (!run.noticed.empty()) {
    html.element("h2", "What the holdings needed");
    write_list(html, run.noticed);
  }
  write_not_checked(html, survey);
  write_end(html, run, json_digest);
  end_page(html);
  DELO_CHECK(html.finish());
  DELO_CHECK(file->finish());
  return file->path();
}

}  // namespace delo::ingest
