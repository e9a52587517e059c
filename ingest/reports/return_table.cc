#include "core/text/utf8.h"
#include "ingest/reports/csv.h"
#include "ingest/reports/return_page.h"
#include "ingest/reports/return_words.h"

namespace delo::ingest {

Result<void> write_return_table(ByteSink& sink, const ReturnHead& head, const ReturnList& list,
                                char separator) {
  const Language& language = list.language();
  const auto say = [&](std::string_view english) { return language.say(english); };
  CsvWriter csv(sink, separator);
  csv.row({say("No."), say("Part"), say("Request"), say("What to do"), say("Requirement"),
           say("Rule"), say("Item"), say("Reference"), say("Title"), say("Leaf"), say("File"),
           say("Place"), say("What was found"), say("Usual cause"), say("Note for the archive"),
           say("Batch"), say("Run")});
  std::uint64_t number = 0;
  for (const ReturnList::Cause& cause : list.causes()) {
    const std::string request = request_of(cause, language),
                      requirement = requirement_of(cause, language),
                      usual = usual_cause_of(cause, language), remedy = remedy_of(cause, language);
    const std::string_view kind = cause.part == ReturnList::Part::kArchive
                                      ? std::string_view("–")
                                      : language.say(words_for(cause.request));
    DELO_CHECK(list.rows_of(cause, cause.rows, [&](const ReturnRow& row) {
      csv.row({std::to_string(++number), language.say(words_for(cause.part)), kind, request,
               requirement, cause.rule, row.item, row.reference, row.title, row.leaf, row.file,
               row.place, row.found, usual, remedy, head.batch, head.run});
    }));
  }
  return csv.finish();
}

}  // namespace delo::ingest
