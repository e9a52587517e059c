// The parties of a submission as PREMIS agents: organisations and people who are no tool
// of ours, and who are named by the events they stand behind.
#pragma once

#include "core/records/event.h"
#include "core/text/xml_writer.h"
#include "packages/package.h"

namespace delo::packages {

// An <agent> each: archival creator, submitter, preserver.  What is not known is not told.
void write_party_agents(XmlWriter& xml, const Package& package);

// Links an event to the party that authorised it: a transfer to who submits, an ingestion
// to who keeps.
void link_party(XmlWriter& xml, const Package& package, EventType type);

}  // namespace delo::packages
