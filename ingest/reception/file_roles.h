// What a file is for, told from its name and its neighbours' names alone.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/records/file_object.h"
#include "core/records/item.h"

namespace delo::ingest {

// Thumbs.db, .DS_Store, desktop.ini, "._0037.tif" …: left behind by an operating system.
bool is_system_file(const RelativePath& path);

// "master", "access", "text", "metadata" …: a folder that is a part of an item,
// not an item itself.
bool is_part_folder(std::string_view name);

// A name with the extension of an image that masters have (TIFF, JPEG 2000, DNG).
bool is_master_image_name(std::string_view name);

// metadata.csv and its kin, by place and name.
// A finding aid beside the items or in one: "ead.xml", "f45.ead.xml", "finding-aid.xml".
bool is_finding_aid_name(std::string_view name);
bool is_description_name(const RelativePath& path);

// Fills role, language and leaf of every file from its path.  `files` in path order.
void assign_roles(std::span<FileObject> files);

// Then what the description says: a row of a text file whose dc.title, dc.type or
// dc.language tells transcription from translation.
void refine_roles(std::span<FileObject> files, const std::vector<Description>& descriptions);

}  // namespace delo::ingest
