// Names that make it doubtful whether a folder is one item, lying open.
#pragma once

#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"

namespace delo::ingest {

// Of an item whose reference gives no delo, box, folder or item: names of its folders and files
// that speak of more than one delo (item.several-dela).
std::vector<Finding> tell_several_dela(const Item& item);

// Archives among its files, which nobody looks into (reception.archive-inside).
std::vector<Finding> tell_archives_inside(const Item& item);

}  // namespace delo::ingest
