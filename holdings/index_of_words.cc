#include "holdings/index_of_words.h"

#include "holdings/members.h"

namespace delo::holdings {

Result<std::vector<FindPlace>> places_of_leaves(Holdings& holdings, const PackageId& id,
                                                const std::vector<Leaf>& leaves) {
  return holdings.members().catalogue->places_of_leaves(id, leaves);
}

Result<void> for_each_unread_text(Holdings& holdings,
                                  const std::function<void(const UnreadText&)>& visit) {
  return holdings.members().catalogue->for_each_remark(visit);
}

}  // namespace delo::holdings
