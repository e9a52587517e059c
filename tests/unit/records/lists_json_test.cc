#include "core/records/lists_json.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/records/record_json.h"

namespace delo {
namespace {

RelativePath path(const std::string& text) { return *RelativePath::parse(text); }

std::vector<Finding> some_findings() {
  std::vector<Finding> out;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    out.push_back({"tiff.strip.outside-file",
                   Severity::kError,
                   "TIFF 6.0 p. 40",
                   {path("scans/l" + std::to_string(i) + ".tif"), i * i, "IFD 0"},
                   "strip " + std::to_string(i) + " ends at 7"});
  }
  out.push_back({"name.not-utf8", Severity::kInfo, "", {path("caf\xE9.tif"), {}, ""}, "kept"});
  out.push_back({"leaves.missing", Severity::kWarning, "", {}, ""});
  return out;
}

Event an_event(bool findings, bool objects) {
  Event event{.type = EventType::kValidation,
              .detail = "by \"signature\"",
              .outcome = EventOutcome::kWarning,
              .outcome_note = "note",
              .agents = {{"delo"}, {"libtiff"}}};
  if (findings) event.findings = some_findings();
  if (objects) event.objects = {path("a/1.tif"), path("caf\xE9")};
  return event;
}

// Events, findings and an account of leaves, as records have them.
struct Lists {
  std::vector<Event> events;
  std::vector<Finding> findings;
  LeafAccount leaves;
};

Lists some_lists() {
  return {.events = {an_event(true, true), an_event(false, true), an_event(true, false),
                     an_event(false, false)},
          .findings = some_findings(),
          .leaves = {.expected = {{1, "", Side::kRecto}, {2, "a", Side::kVerso}},
                     .present = {{1, "", Side::kRecto}},
                     .missing = {{2, "a", Side::kVerso}},
                     .unnumbered = {path("caf\xE9")},
                     .summary = "one is missing"}};
}

std::string written(const Lists& lists) {
  StringSink sink;
  JsonWriter json(sink);
  json.open_object();
  json.key("events");
  write_json(json, lists.events);
  json.key("findings");
  write_json(json, lists.findings);
  json.key("leaves");
  write_json(json, lists.leaves);
  json.close_object();
  EXPECT_TRUE(json.finish());
  return sink.text();
}

TEST(ListsJson, what_is_written_has_the_bytes_of_the_values) {
  const Lists lists = some_lists();
  Json events = Json::array();
  for (const Event& event : lists.events) events.push(to_json(event));
  EXPECT_EQ(written(lists), Json::object({{"events", events},
                                          {"findings", to_json(lists.findings)},
                                          {"leaves", to_json(lists.leaves)}})
                                .dump());
}

TEST(ListsJson, what_was_written_is_read_back_and_nothing_of_it_is_held) {
  const Lists lists = some_lists();
  const std::string text = written(lists);
  Lists back;
  std::vector<ApartList> apart;
  add_lists_of(back.events, {"events"}, apart);
  add_lists_of(back.findings, {"findings"}, apart);
  add_lists_of(back.leaves, {"leaves"}, apart);
  const MemorySource source(text);
  const auto rest = read_json_apart(source, {0, text.size()}, apart);
  ASSERT_TRUE(rest);
  EXPECT_TRUE((*rest)["events"].items().empty());
  EXPECT_TRUE((*rest)["findings"].items().empty());
  EXPECT_TRUE((*rest)["leaves"]["present"].items().empty());
  back.leaves.summary = (*rest)["leaves"]["summary"].text();
  EXPECT_EQ(written(back), text);
}

TEST(ListsJson, a_finding_of_an_event_that_is_none_ends_the_reading) {
  const std::string text = R"({"events":[{"findings":[{"severity":"error"}]}]})";
  std::vector<Event> events;
  std::vector<ApartList> apart;
  add_lists_of(events, {"events"}, apart);
  const MemorySource source(text);
  const auto rest = read_json_apart(source, {0, text.size()}, apart);
  ASSERT_FALSE(rest);
  EXPECT_EQ(rest.error().code, ErrorCode::kCorrupt);
  EXPECT_TRUE(events.empty());
}

}  // namespace
}  // namespace delo
