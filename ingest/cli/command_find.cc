// find, catalogue rebuild: the index of words.
#include <algorithm>
#include <chrono>

#include "core/records/record_json.h"
#include "holdings/index_of_words.h"
#include "holdings/rules.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/found_places.h"
#include "ingest/reports/words.h"

namespace delo::ingest {
namespace {

void tell(Desk& desk, const holdings::FindHit& hit) {
  Json line = package_line(hit.entry);
  line.set("places", places_json(hit.places));
  desk.out.line(line);
  if (desk.out.json()) return;
  std::string text = package_text(hit.entry);
  text += places_text(hit.places, desk.out.colour());
  desk.out.text(text);
}

}  // namespace

int command_find(Desk& desk) {
  const Arguments& asked = desk.asked;
  std::string words;
  for (const std::string& word : asked.operands) words += (words.empty() ? "" : " ") + word;
  const holdings::FindOrder order{.words = words,
                                  .archive = asked.archive,
                                  .fond = asked.fond,
                                  .language = asked.of_language,
                                  .validity = asked.validity,
                                  .dates = asked.dates,
                                  .limit = asked.limit,
                                  .offset = asked.offset};
  if (words.empty() && order.archive.empty() && order.fond.empty() && order.language.empty() &&
      order.validity.empty() && order.dates.empty()) {
    return failed(desk, Error{ErrorCode::kInvalidArgument,
                              "nothing is asked for; name words, or one of the filters"});
  }
  auto holdings = open_holdings(desk, holdings::Access::kRead);
  if (!holdings) return failed(desk, holdings.error());
  const auto found = (*holdings)->search(order);
  if (!found) return failed(desk, found.error());
  for (const holdings::FindHit& hit : found->hits) tell(desk, hit);
  if (found->as_beginnings) {
    desk.out.text("no package has these words; these have words that begin so\n");
  }
  std::string sum = count_of(found->matches, "package");
  if (found->more) sum = "more than " + sum;
  if (found->hits.size() < found->matches) {
    sum += ", " + std::to_string(found->hits.size()) + " shown; --limit and --offset show others";
  }
  desk.out.text(sum + "\n");
  return 0;
}

int command_catalogue_rebuild(Desk& desk) {
  const auto begun = std::chrono::steady_clock::now();
  auto holdings = open_holdings(desk, holdings::Access::kWork);
  if (!holdings) return failed(desk, holdings.error());
  const auto done = (*holdings)->rebuild_catalogue(desk.run);
  if (!done) return failed(desk, done.error());
  const auto size = (*holdings)->index_size();
  if (!size) return failed(desk, size.error());
  int code = 0;
  Json findings = Json::array();
  const auto told =
      holdings::for_each_unread_text(**holdings, [&](const holdings::UnreadText& text) {
        const std::string where = "package " + text.package.value + ", " + text.path + ": ";
        if (text.fault == holdings::UnreadText::Fault::kFailed) {
          desk.out.error(Error{ErrorCode::kIo, where + text.remark});
          code = 3;
        } else if (text.fault == holdings::UnreadText::Fault::kDamaged) {
          const auto path = RelativePath::parse(text.path);
          const Finding damaged =
              finding(holdings::holdings_rule("holdings.file.damaged"),
                      {.path = path ? *path : RelativePath(), .offset = {}, .part = {}},
                      "package " + text.package.value +
                          ": no copy has this text as it was stored, and the "
                          "index of words is without it");
          desk.out.finding(damaged);
          findings.push(to_json(damaged));
          code = std::max(code, 1);
        } else {
          desk.out.notice(where + text.remark);
        }
      });
  if (!told) return failed(desk, told.error());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  desk.out.line(Json::object({{"packages", size->packages},
                              {"texts", size->texts},
                              {"text_bytes", size->text_bytes},
                              {"remarks", size->remarks},
                              {"findings", std::move(findings)},
                              {"seconds", seconds}}));
  desk.out.text("the catalogue was made anew: " + count_of(size->packages, "package") + ", " +
                count_of(size->texts, "text") + " of " + in_bytes(size->text_bytes) + "\n");
  return code;
}

}  // namespace delo::ingest
