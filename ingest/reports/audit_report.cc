#include "ingest/reports/audit_report.h"

#include <algorithm>
#include <array>

#include "core/records/record_json.h"
#include "core/text/utf8.h"
#include "ingest/reports/csv.h"
#include "ingest/reports/report_file.h"
#include "ingest/reports/report_page.h"
#include "ingest/reports/words.h"

namespace delo::ingest {
namespace {

using holdings::AuditLine;
using holdings::AuditSummary;
using holdings::FileState;

// Rows of a table on the page; all of them are in report.csv.
constexpr std::uint64_t kRowsOnPage = 2000;

constexpr std::array kStates = {FileState::kDamaged, FileState::kMissing, FileState::kUnexpected,
                                FileState::kRepaired};

Error broken(const std::string& what) {
  return Error{ErrorCode::kCorrupt, "the audit's record can't be read: " + what, {}, 0};
}

Result<AuditLine> line_from(const std::string& text) {
  DELO_TRY(const Json json, Json::parse(text));
  AuditLine out;
  out.copy = json["copy"].text();
  out.path = json["path"].text();
  out.expected = json["expected"].text();
  out.found = json["found"].text();
  out.note = json["note"].text();
  for (const FileState state : kStates) {
    if (name_of(state) != json["state"].text()) continue;
    out.state = state;
    return out;
  }
  return broken("there is no state '" + json["state"].text() + "'");
}

// Calls `visit` with every line of audit.jsonl.
template <class Visit>
Result<void> for_each_line(const std::filesystem::path& folder, Visit visit) {
  auto lines = LineReader::open(folder / "audit.jsonl");
  if (!lines.has_value()) {
    if (lines.error().code == ErrorCode::kNotFound) return {};  // nothing was found
    return std::move(lines).error();
  }
  std::string text;
  while (true) {
    DELO_TRY(const bool more, lines->next(text));
    if (!more) return {};
    DELO_TRY(const AuditLine line, line_from(text));
    DELO_CHECK(visit(line));
  }
}

Result<std::string> write_tables(const std::filesystem::path& folder, const AuditRunRecord& run) {
  DELO_TRY(auto csv_file, ReportFile::create(folder / "report.csv"));
  DELO_TRY(auto json_file, ReportFile::create(folder / "report.json"));
  CsvWriter csv(*csv_file);
  csv.row({"copy", "file", "state", "expected", "found", "note"});
  DELO_CHECK(json_file->write_text("{\"audit\":" + to_json(run).dump() + ",\n\"files\":[\n"));
  bool first = true;
  DELO_CHECK(for_each_line(folder, [&](const AuditLine& line) -> Result<void> {
    csv.row({line.copy, line.path, name_of(line.state), line.expected, line.found, line.note});
    const std::string text = (first ? "" : ",\n") + to_json(line).dump();
    first = false;
    return json_file->write_text(text);
  }));
  DELO_CHECK(json_file->write_text("\n]}\n"));
  DELO_CHECK(json_file->finish());
  DELO_CHECK(csv.finish());
  DELO_CHECK(csv_file->finish());
  return json_file->sha256();
}

std::string answer_of(const AuditSummary& sum) {
  const bool well =
      sum.damaged == 0 && sum.missing == 0 && sum.unexpected == 0 && sum.repaired == 0;
  if (sum.files == 0 && well) return "Nothing was due: no file was read.";
  if (well) {
    return "All " + count_of(sum.files, "file") + " that were read are there and intact.";
  }
  std::string out = grouped(sum.intact) + " of " + count_of(sum.files, "file") + " are intact";
  const auto add = [&out](std::uint64_t n, std::string_view what) {
    if (n > 0) out += ", " + grouped(n) + " " + std::string(what);
  };
  add(sum.damaged, "damaged");
  add(sum.missing, "missing");
  add(sum.unexpected, "unexpected");
  add(sum.repaired, "repaired");
  return out + ".";
}

void write_answer(HtmlWriter& html, const AuditRunRecord& run) {
  const AuditSummary& sum = run.summary;
  html.element("p", "Report of an audit", {{"class", "kicker"}});
  html.element("h1", "Are they still there, and intact?");
  html.element("p", answer_of(sum), {{"class", "lead"}});
  if (!sum.ledger_intact) {
    html.element("p",
                 "✗ The ledger is not intact: an entry was changed or removed. Run `delo ledger "
                 "verify`; it names the entry. Until that is explained, compare with the text "
                 "copies of the ledger in the stores.",
                 {{"class", "alert"}});
  }
  if (sum.unrepairable > 0) {
    html.element("p",
                 "! " + count_of(sum.unrepairable, "file") +
                     " can't be repaired, because no store holds an intact copy. Keep what is left "
                     "and look for another source: the producer, a backup.",
                 {{"class", "alert"}});
  }
  if (run.interrupted) {
    html.element("p", "! The audit was interrupted; what it had verified until then counts.",
                 {{"class", "alert"}});
  }
  std::vector<Figure> figures = {
      {"good", "✓", grouped(sum.intact), "files intact"},
      {sum.damaged > 0 ? "bad" : "plain", "✗", grouped(sum.damaged), "damaged"},
      {sum.missing > 0 ? "bad" : "plain", "✗", grouped(sum.missing), "missing"},
      {sum.unexpected > 0 ? "review" : "plain", "?", grouped(sum.unexpected), "unexpected"},
      {sum.repaired > 0 ? "remarks" : "plain", "✓", grouped(sum.repaired), "repaired"},
  };
  write_figures(html, figures);
  const std::string covered = percent(sum.coverage) + " of all copies verified within the period";
  write_bar(html, {{"good", sum.coverage, covered},
                   {"plain", 1 - sum.coverage, percent(1 - sum.coverage) + " not yet"}});
  const auto took = (run.finished - run.started).count();
  std::string rate;
  if (took > 0) {
    rate = ", " +
           size_in_words(static_cast<std::uint64_t>(static_cast<double>(sum.bytes) * 1000 /
                                                    static_cast<double>(took))) +
           " a second";
  }
  write_facts(
      html,
      {{"Holdings", run.holdings},
       {"What was read", count_of(sum.files, "file") + " in " + count_of(sum.copies, "copy") +
                             ", " + size_in_words(sum.bytes) + ", every byte of them"},
       {"Order", run.order},
       {"Policy", run.policy},
       {"Time",
        minute_of(run.started) + (took > 0 ? ", took " + duration_in_words(took) + rate : "")},
       {"Ledger", sum.ledger_intact ? "intact: no entry was changed or removed" : "NOT intact"}});
}

struct Table {
  FileState state;
  std::uint64_t count;
  std::string_view heading, to_do;
};

// One pass for each table that has rows: there are four, and rows are few.
Result<void> write_faults(HtmlWriter& html, const std::filesystem::path& folder,
                          const AuditSummary& sum) {
  const std::array<Table, 4> tables = {{
      {FileState::kDamaged, sum.damaged, "Damaged",
       "To do, by the operator: run the audit with --repair, then look at the medium: damage "
       "seldom "
       "comes alone."},
      {FileState::kMissing, sum.missing, "Missing",
       "To do, by the operator: run the audit with --repair; find out who or what removed them."},
      {FileState::kUnexpected, sum.unexpected, "Unexpected",
       "These files are no part of any package. To do, by the archivist: find out where they come "
       "from; delo neither uses nor removes them."},
      {FileState::kRepaired, sum.repaired, "Repaired",
       "Brought back from a copy that had just been verified, and read back. What was damaged is "
       "kept in quarantine."},
  }};
  for (const Table& table : tables) {
    if (table.count == 0) continue;
    html.element("h2", std::string(table.heading) + ": " + count_of(table.count, "file"));
    html.element("p", table.to_do);
    html.open("div", {{"class", "table"}});
    html.open("table");
    html.open("thead");
    html.open("tr");
    for (const std::string_view heading : {"Copy", "File", "Expected", "Found"}) {
      html.element("th", heading, {{"scope", "col"}});
    }
    html.close();
    html.close();
    html.open("tbody");
    std::uint64_t rows = 0;
    DELO_CHECK(for_each_line(folder, [&](const AuditLine& line) -> Result<void> {
      if (line.state != table.state || ++rows > kRowsOnPage) return {};
      html.open("tr");
      html.element("td", line.copy, {{"class", "name"}});
      html.open("td", {{"class", "name"}});
      html.text(terminal_text(line.path));
      if (!line.note.empty()) html.element("span", line.note, {{"class", "under"}});
      html.close();
      html.element("td", line.expected, {{"class", "name small"}});
      html.element("td", line.found, {{"class", "name small"}});
      html.close();
      return {};
    }));
    html.close();
    html.close();
    html.close();
    if (rows > kRowsOnPage) {
      html.element("p", "and " + grouped(rows - kRowsOnPage) + " more, all of them in report.csv");
    }
  }
  return {};
}

}  // namespace

Json to_json(const AuditLine& line) {
  return Json::object({{"copy", line.copy},
                       {"path", line.path},
                       {"state", holdings::name_of(line.state)},
                       {"expected", line.expected},
                       {"found", line.found},
                       {"note", line.note}});
}

Json to_json(const AuditRunRecord& record) {
  const AuditSummary& sum = record.summary;
  Json not_checked = Json::array();
  for (const std::string& sentence : sum.not_checked) not_checked.push(sentence);
  Json noticed = Json::array();
  for (const std::string& sentence : record.noticed) noticed.push(sentence);
  Json software = Json::array();
  for (const Agent& agent : record.software) software.push(delo::to_json(agent));
  Json summary = Json::object({{"copies", sum.copies},
                               {"files", sum.files},
                               {"bytes", sum.bytes},
                               {"intact", sum.intact},
                               {"damaged", sum.damaged},
                               {"missing", sum.missing},
                               {"unexpected", sum.unexpected},
                               {"repaired", sum.repaired},
                               {"unrepairable", sum.unrepairable},
                               {"coverage", sum.coverage},
                               {"ledger_intact", sum.ledger_intact},
                               {"not_checked", std::move(not_checked)}});
  return Json::object({{"run", record.run},
                       {"holdings", record.holdings},
                       {"started", to_iso8601_ms(record.started)},
                       {"finished", to_iso8601_ms(record.finished)},
                       {"order", record.order},
                       {"policy", record.policy},
                       {"summary", std::move(summary)},
                       {"software", std::move(software)},
                       {"noticed", std::move(noticed)},
                       {"interrupted", record.interrupted}});
}

Result<AuditRunRecord> audit_run_record_from(const Json& json) {
  if (!json.is_object()) return broken("audit.json holds no object");
  AuditRunRecord out;
  out.run = json["run"].text();
  out.holdings = json["holdings"].text();
  const auto started = timestamp_of(json["started"].text());
  const auto finished = timestamp_of(json["finished"].text());
  if (!started || !finished) return broken("its times are no points in time");
  out.started = *started;
  out.finished = *finished;
  out.order = json["order"].text();
  out.policy = json["policy"].text();
  const Json& summary = json["summary"];
  AuditSummary& sum = out.summary;
  sum.copies = summary["copies"].natural();
  sum.files = summary["files"].natural();
  sum.bytes = summary["bytes"].natural();
  sum.intact = summary["intact"].natural();
  sum.damaged = summary["damaged"].natural();
  sum.missing = summary["missing"].natural();
  sum.unexpected = summary["unexpected"].natural();
  sum.repaired = summary["repaired"].natural();
  sum.unrepairable = summary["unrepairable"].natural();
  sum.coverage = summary["coverage"].number();
  // Absent is not intact.
  sum.ledger_intact = summary["ledger_intact"].boolean(false);
  for (const Json& sentence : summary["not_checked"].items()) {
    sum.not_checked.push_back(sentence.text());
  }
  for (const Json& agent : json["software"].items()) out.software.push_back(agent_from(agent));
  for (const Json& sentence : json["noticed"].items()) out.noticed.push_back(sentence.text());
  out.interrupted = json["interrupted"].boolean();
  return out;
}

Result<std::filesystem::path> write_audit_report(const std::filesystem::path& folder) {
  DELO_TRY(const std::string text, read_file(folder / "audit.json"));
  DELO_TRY(const Json json, Json::parse(text));
  DELO_TRY(const AuditRunRecord run, audit_run_record_from(json));
  DELO_TRY(const std::string json_digest, write_tables(folder, run));

  DELO_TRY(auto file, ReportFile::create(folder / "report.html"));
  HtmlWriter html(*file);
  begin_page(html, "Audit of " + run.holdings);
  html.open("header");
  write_answer(html, run);
  html.close();
  DELO_CHECK(write_faults(html, folder, run.summary));
  if (!run.noticed.empty()) {
    html.element("h2", "What the holdings needed");
    write_list(html, run.noticed);
  }
  html.element("h2", "What was not checked");
  std::vector<std::string> sentences = run.summary.not_checked;
  if (sentences.empty()) sentences.push_back("Within its order, this audit left nothing out");
  write_list(html, sentences);
  html.element("h2", "How this was made");
  write_software(html, run.software);
  write_facts(html, {{"Run", run.run}});
  write_signatures(html);
  html.open("footer");
  html.open("p");
  html.text("The same content for programs: report.json, SHA-256 ");
  html.element("span", json_digest, {{"class", "digest"}});
  html.text("; for spreadsheets: report.csv.");
  html.close();
  html.close();
  end_page(html);
  DELO_CHECK(html.finish());
  DELO_CHECK(file->finish());
  return file->path();
}

}  // namespace delo::ingest
