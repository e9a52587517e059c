#include "holdings/database/word_rank.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <new>
#include <vector>

namespace delo::holdings {
namespace {

constexpr sqlite3_int64 kMostCounted = 1000;              // rows of a phrase
constexpr double kSaturation = 1.2, kLengthShare = 0.75;  // k1 and b of Okapi BM25
constexpr double kLeastWeight = 1e-6;                     // of a phrase that most rows have

// Of all rows, for one question.
struct Corpus {
  double average_size = 1;      // tokens a row
  std::vector<double> inverse;  // of each phrase: what finding it is worth
  std::vector<double> times;    // in the row at hand, weighted by column
};

struct Count {
  sqlite3_int64 rows = 0, last = 0;
};
int count_row(const Fts5ExtensionApi* api, Fts5Context* row, void* data) {
  Count& count = *static_cast<Count*>(data);
  count.last = api->xRowid(row);
  return ++count.rows < kMostCounted ? SQLITE_OK : SQLITE_DONE;
}

int measure(const Fts5ExtensionApi* api, Fts5Context* fts, Corpus& corpus) {
  sqlite3_int64 rows = 0, tokens = 0;
  int code = api->xRowCount(fts, &rows);
  if (code == SQLITE_OK) code = api->xColumnTotalSize(fts, -1, &tokens);
  if (code != SQLITE_OK) return code;
  const auto all = static_cast<double>(std::max<sqlite3_int64>(rows, 1));
  corpus.average_size = std::max(static_cast<double>(tokens) / all, 1.0);
  const int phrases = api->xPhraseCount(fts);
  for (int i = 0; i < phrases; ++i) {
    Count count;
    code = api->xQueryPhrase(fts, i, &count, count_row);
    if (code != SQLITE_OK) return code;
    auto having = static_cast<double>(count.rows);
    // Rows are numbered from 1 without great gaps.
    if (count.rows == kMostCounted) {
      having = std::min(all, having * all / static_cast<double>(std::max(count.last, count.rows)));
    }
    corpus.inverse.push_back(
        std::max(std::log((all - having + 0.5) / (having + 0.5)), kLeastWeight));
  }
  corpus.times.resize(corpus.inverse.size());
  return SQLITE_OK;
}

// The same for all rows of one question.
int corpus_of(const Fts5ExtensionApi* api, Fts5Context* fts, Corpus*& corpus) {
  corpus = static_cast<Corpus*>(api->xGetAuxdata(fts, 0));
  if (corpus != nullptr) return SQLITE_OK;
  auto made = std::make_unique<Corpus>();
  const int code = measure(api, fts, *made);
  if (code != SQLITE_OK) return code;
  corpus = made.release();
  // Takes it over, even where it fails.
  return api->xSetAuxdata(fts, corpus, [](void* data) { delete static_cast<Corpus*>(data); });
}

int score(const Fts5ExtensionApi* api, Fts5Context* fts, int weights, sqlite3_value** weight,
          double& out) {
  Corpus* corpus = nullptr;
  int code = corpus_of(api, fts, corpus);
  int instances = 0, size = 0;
  if (code == SQLITE_OK) code = api->xInstCount(fts, &instances);
  if (code == SQLITE_OK) code = api->xColumnSize(fts, -1, &size);
  if (code != SQLITE_OK) return code;
  std::fill(corpus->times.begin(), corpus->times.end(), 0.0);
  for (int i = 0; i < instances; ++i) {
    int phrase = 0, column = 0, place = 0;
    code = api->xInst(fts, i, &phrase, &column, &place);
    if (code != SQLITE_OK) return code;
    corpus->times[static_cast<std::size_t>(phrase)] +=
        column < weights ? sqlite3_value_double(weight[column]) : 1.0;
  }
  const double length = static_cast<double>(size) / corpus->average_size;
  out = 0;
  for (std::size_t i = 0; i < corpus->times.size(); ++i) {
    const double times = corpus->times[i];
    out -= corpus->inverse[i] * times * (kSaturation + 1) /
           (times + kSaturation * (1 - kLengthShare + kLengthShare * length));
  }
  return SQLITE_OK;
}

void word_rank(const Fts5ExtensionApi* api, Fts5Context* fts, sqlite3_context* context, int count,
               sqlite3_value** values) {
  double out = 0;
  try {
    const int code = score(api, fts, count, values, out);
    if (code != SQLITE_OK) return sqlite3_result_error_code(context, code);
    sqlite3_result_double(context, out);
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

}  // namespace

Result<void> add_word_rank(sqlite3* connection) {
  fts5_api* fts = nullptr;
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&fts), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (code == SQLITE_OK && fts != nullptr) {
    code = fts->xCreateFunction(fts, "word_rank", nullptr, &word_rank, nullptr);
  }
  if (code == SQLITE_OK && fts != nullptr) return {};
  return Error{ErrorCode::kInternal, "this SQLite has no FTS5, or refuses its functions"};
}

}  // namespace delo::holdings
