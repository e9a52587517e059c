// The lists of a transfer to Archivematica, each written as a stream.
#pragma once

#include "core/bytes/byte_sink.h"
#include "core/result.h"
#include "core/text/xml_writer.h"
#include "packages/archivematica/transfer_layout.h"

namespace delo::packages {

// filename, then the elements of the descriptions; a column is repeated for each value.
// The row "objects" is the item's: its title and reference are always told.
Result<void> write_metadata_csv(ByteSink& sink, const TransferLayout& layout);

// What `sha256sum --check --strict` accepts in objects/: one line a file.
Result<void> write_checksums(ByteSink& sink, const TransferLayout& layout);

// Archivematica's columns; one row for each file and act.
Result<void> write_rights_csv(ByteSink& sink, const TransferLayout& layout);

// The UUID of each file, and the name it had when it can't have it here.
Result<void> write_identifiers(ByteSink& sink, const TransferLayout& layout);

// Leaves in reading order, as Archivematica takes structMaps over: fptr by CONTENTIDS.
Result<bool> has_leaves(const TransferLayout& layout);
Result<void> write_transfer_structmap(XmlWriter& xml, const TransferLayout& layout);

// PREMIS 3: each file, and the events that happened to files.  Dates are whole, for
// Archivematica reads no EDTF.
Result<bool> has_events(const TransferLayout& layout);
Result<void> write_transfer_premis(XmlWriter& xml, const TransferLayout& layout);

}  // namespace delo::packages
