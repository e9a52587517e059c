#include <utility>

#include "core/records/record_json.h"
#include "core/text/utf8.h"
#include "ingest/planning/planned_item.h"

namespace delo::ingest {
namespace {

Json strings(const std::vector<std::string>& texts) {
  Json out = Json::array();
  for (const std::string& text : texts) out.push(text);
  return out;
}

Json nothing_if_empty(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json to_json(const ListSeen& list) {
  const ChecksumForm& form = list.form;
  Json out = Json::object();
  set_path(out, list.path);
  out.set("beside_items", list.beside_items);
  out.set("dialect", nothing_if_empty(form.dialect));
  out.set("made_by", nothing_if_empty(form.made_by));
  out.set("encoding", nothing_if_empty(form.encoding));
  out.set("line_ends", nothing_if_empty(form.line_ends));
  out.set("byte_order_mark", form.byte_order_mark);
  out.set("escaped", form.escaped);
  out.set("backslashes", form.backslashes);
  out.set("windows_paths", form.windows_paths);
  out.set("absolute_paths", form.absolute_paths);
  out.set("algorithms", strings(form.algorithms));
  out.set("in_words", form.in_words());
  out.set("lines", list.lines);
  out.set("found", list.found);
  out.set("unreadable", form.unreadable);
  return out;
}

Result<ListSeen> list_from(const Json& json) {
  ListSeen list;
  DELO_TRY(list.path, path_from(json));
  list.beside_items = json["beside_items"].boolean();
  ChecksumForm& form = list.form;
  form.dialect = json["dialect"].text();
  form.made_by = json["made_by"].text();
  form.encoding = json["encoding"].text();
  form.line_ends = json["line_ends"].text();
  form.byte_order_mark = json["byte_order_mark"].boolean();
  form.escaped = json["escaped"].boolean();
  form.backslashes = json["backslashes"].boolean();
  form.windows_paths = json["windows_paths"].boolean();
  form.absolute_paths = json["absolute_paths"].boolean();
  for (const Json& one : json["algorithms"].items()) form.algorithms.push_back(one.text());
  list.lines = form.lines = json["lines"].natural();
  list.found = json["found"].natural();
  form.unreadable = json["unreadable"].natural();
  return list;
}

Json to_json(const PlannedDuplicate& duplicate) {
  Json out = Json::object({{"in", duplicate.held ? "holdings" : "batch"},
                           {duplicate.held ? "package" : "item", duplicate.of},
                           {"basis", duplicate.basis}});
  if (duplicate.version > 0) out.set("version", std::int64_t{duplicate.version});
  if (duplicate.files > 0) {
    out.set("files", duplicate.files);
    set_path(out, duplicate.path);
    out.set("other_path", duplicate.other_path);
  }
  return out;
}

Result<PlannedDuplicate> duplicate_from(const Json& json) {
  PlannedDuplicate duplicate{.held = json["in"].text() == "holdings"};
  duplicate.of = json[duplicate.held ? "package" : "item"].text();
  duplicate.basis = json["basis"].text();
  duplicate.version = static_cast<int>(json["version"].integer());
  duplicate.files = json["files"].natural();
  if (duplicate.files > 0) {
    DELO_TRY(duplicate.path, path_from(json));
    duplicate.other_path = json["other_path"].text();
  }
  return duplicate;
}

Json members_of(const PlannedItem& item) {
  Json lists = Json::array(), duplicates = Json::array(), files = Json::array();
  for (const ListSeen& list : item.lists) lists.push(to_json(list));
  for (const PlannedDuplicate& one : item.duplicates) duplicates.push(to_json(one));
  for (const RelativePath& path : item.description.files) files.push(display_of(path.text()));
  Json formats = Json::object();
  for (const auto& [puid, count] : item.formats) {
    formats.set(puid.empty() ? std::string_view("unknown") : std::string_view(puid), count);
  }
  return Json::object(
      {{"item", item.item.value},
       {"reference", nothing_if_empty(item.reference.canonical())},
       {"files", item.files},
       {"bytes", item.bytes},
       {"verdict", name_of(item.decision.verdict)},
       {"readiness", name_of(item.readiness())},
       {"because", strings(item.because())},
       {"reference_basis", nothing_if_empty(item.reference_basis)},
       {"title", nothing_if_empty(item.title)},
       {"leaves", delo::to_json(item.leaves)},
       {"checksum_lists", std::move(lists)},
       {"files_listed", item.listed},
       {"description", Json::object({{"files", std::move(files)},
                                     {"elements", strings(item.description.elements)},
                                     {"lacks", strings(item.description.lacks)}})},
       {"formats", std::move(formats)},
       {"headers_seen", item.headers_seen},
       {"duplicates", std::move(duplicates)},
       {"bytes_needed", item.bytes_needed},
       {"findings", to_json(item.findings)}});
}

}  // namespace

Json to_json(const PlannedItem& item) { return members_of(item); }

Json to_plan_json(const PlannedItem& item) {
  Json out = members_of(item);
  Json files = Json::array(), leaf_of = Json::array();
  for (const RelativePath& path : item.description.files) {
    Json one = Json::object();
    set_path(one, path);
    files.push(std::move(one));
  }
  for (const auto& [path, label] : item.leaf_of) {
    Json one = Json::object({{"leaf", label}});
    set_path(one, path);
    leaf_of.push(std::move(one));
  }
  Json id = Json::object();
  if (const auto path = RelativePath::parse(item.item.value)) set_path(id, *path);
  out.set("id", std::move(id));
  out.set("reference_parts", delo::to_json(item.reference));
  out.set("description_files", std::move(files));
  out.set("fingerprint", item.fingerprint);
  out.set("facts", item.facts);
  out.set("leaf_of", std::move(leaf_of));
  return out;
}

Result<PlannedItem> planned_item_from(const Json& json) {
  PlannedItem item{.item = {json["item"].text()},
                   .reference = reference_from(json["reference_parts"]),
                   .reference_basis = json["reference_basis"].text(),
                   .title = json["title"].text(),
                   .files = json["files"].natural(),
                   .bytes = json["bytes"].natural(),
                   .bytes_needed = json["bytes_needed"].natural()};
  // Its name byte for byte, where it is no text.
  if (const auto id = path_from(json["id"]); id && !id->empty()) item.item.value = id->text();
  item.leaves = leaf_account_from(json["leaves"]);
  for (const Json& one : json["checksum_lists"].items()) {
    DELO_TRY(ListSeen list, list_from(one));
    item.lists.push_back(std::move(list));
  }
  item.listed = json["files_listed"].natural();
  for (const Json& one : json["description_files"].items()) {
    DELO_TRY(RelativePath path, path_from(one));
    item.description.files.push_back(std::move(path));
  }
  for (const Json& one : json["description"]["elements"].items()) {
    item.description.elements.push_back(one.text());
  }
  for (const Json& one : json["description"]["lacks"].items()) {
    item.description.lacks.push_back(one.text());
  }
  for (const auto& [puid, count] : json["formats"].members()) {
    item.formats[puid == "unknown" ? std::string() : puid] = count.natural();
  }
  item.headers_seen = json["headers_seen"].natural();
  for (const Json& one : json["duplicates"].items()) {
    DELO_TRY(PlannedDuplicate duplicate, duplicate_from(one));
    item.duplicates.push_back(std::move(duplicate));
  }
  DELO_TRY(item.findings, findings_from(json["findings"]));
  item.fingerprint = json["fingerprint"].text();
  item.facts = json["facts"].text();
  for (const Json& one : json["leaf_of"].items()) {
    DELO_TRY(RelativePath path, path_from(one));
    item.leaf_of.emplace(std::move(path), one["leaf"].text());
  }
  if (item.item.value.empty() || item.facts.empty()) {
    return Error{ErrorCode::kCorrupt, "an item of a plan without name or facts"};
  }
  return item;
}

}  // namespace delo::ingest
