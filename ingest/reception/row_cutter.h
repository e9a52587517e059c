// Rows of a table beside the items, for items of which each keeps its own alone.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "ingest/reception/description.h"

namespace delo::ingest {

// Tables beside the items are held while they are read; a larger one is not read.
inline constexpr std::uint64_t kMaxTableOfBatch = std::uint64_t{256} << 20;  // bytes

class RowCutter {
 public:
  // `name`: of the document, in lower case; it tells JSON from CSV.
  RowCutter(std::string_view bytes, std::string_view name);

  // Of CSV header and rows as they stand there, in UTF-8; of JSON the rows written anew: what
  // stands between them is not its content.
  std::string rows(const DescriptionTable& table) const;
  // Of CSV: the header, and the row that begins at a line; empty for none.
  const std::string& header() const { return header_; }
  std::string row(int line) const;

 private:
  const bool is_json_;
  const std::string text_;  // of CSV
  std::string header_;
  std::map<int, std::pair<std::size_t, std::size_t>> begins_;  // and ends, by line
};

}  // namespace delo::ingest
