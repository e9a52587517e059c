// The nouns as JSON: for work folders, for the answers of sandboxed children,
// and for the command line's --json.  Reading is strict where a wrong value
// would be believed later: Error kCorrupt.
#pragma once

#include "core/records/event.h"
#include "core/records/examination.h"
#include "core/records/item.h"
#include "core/text/json.h"

namespace delo {

// {"rule","severity","clause","path","offset","part","message"}: the contract of
// the command line.  Paths that are not UTF-8 pass through display_of(); the
// bytes are kept beside as "path_hex".
Json to_json(const Finding& finding);
Json to_json(const std::vector<Finding>& findings);
Result<Finding> finding_from(const Json& json);
Result<std::vector<Finding>> findings_from(const Json& json);

Json to_json(const DigestSet& digests);  // {"sha256": hex, …}
Result<DigestSet> digests_from(const Json& json);

Json to_json(const Format& format);
Format format_from(const Json& json);

Json to_json(const TechnicalMetadata& technical);
TechnicalMetadata technical_from(const Json& json);

Json to_json(const Examination& examination);
Result<Examination> examination_from(const Json& json);

Json to_json(const ArchivalReference& reference);
ArchivalReference reference_from(const Json& json);

Json to_json(const FileObject& file);
Result<FileObject> file_object_from(const Json& json);

Json leaf_places_json(const std::vector<LeafPlace>& places);
std::vector<LeafPlace> leaf_places_from(const Json& json);
Json to_json(const Item& item);
Result<Item> item_from(const Json& json);

Json to_json(const Agent& agent);
Agent agent_from(const Json& json);

Json to_json(const Event& event);
Result<Event> event_from(const Json& json);

// A path with its bytes: {"path": display, "path_hex": only when not UTF-8}.
void set_path(Json& object, const RelativePath& path);
Result<RelativePath> path_from(const Json& object);

}  // namespace delo
