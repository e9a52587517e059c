#include "packages/ocfl/storage_layout.h"

#include "packages/ocfl/layout.h"

namespace delo::packages::ocfl {

std::filesystem::path hashed_n_tuple_path(std::string_view object_id) {
  auto place = Layout().place_of(object_id);
  return place ? *std::move(place) : std::filesystem::path();
}

}  // namespace delo::packages::ocfl
