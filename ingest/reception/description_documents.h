// Descriptions that are documents of their own: MODS, Dublin Core and JSON.  They come
// as tables, so that their names are looked up like those of metadata.csv.
#pragma once

#include <string_view>

#include "core/records/file_object.h"
#include "ingest/reception/description.h"
#include "packages/descriptive/description_reader.h"

namespace delo::ingest {

// May the file be one, by its role and name?
bool is_xml_description(const FileObject& file);
bool is_json_description(const FileObject& file);

// Objects of names and values ({"dc.title": "…"}, values may be lists, "dc" may be an
// object of its own), or a list of them with "filename" as Archivematica reads them.
DescriptionTable read_description_json(std::string_view bytes, const RelativePath& path);

// Records of MODS and Dublin Core describe the item.  Faults become findings.
DescriptionTable table_of(const packages::DescriptionDocument& document, const RelativePath& path);

// What is wrong with the document itself.
std::vector<Finding> faults_of(const packages::DescriptionDocument& document,
                               const RelativePath& path);

}  // namespace delo::ingest
