#include "ingest/reception/batch_descriptions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "core/text/utf8.h"
#include "ingest/reception/batch_rows.h"
#include "ingest/reception/description_documents.h"
#include "ingest/reception/file_roles.h"
#include "ingest/reception/item_finder.h"
#include "ingest/reception/item_reader.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/row_cutter.h"

namespace delo::ingest {
namespace {

// metadata.csv or metadata.json beside the items: a row for an item, or for a file of one.
void share_out_table(const ProducerFolder& folder, const RelativePath& path,
                     const ItemFinder& finder, Batch& batch) {
  const std::string name = to_lower(path.name());
  if (name != "metadata.csv" && name != "metadata.json") return;
  const auto source = folder.open_file(path);
  const auto bytes = source ? read_all(**source, kMaxTableOfBatch) : source.error();
  if (!bytes) {
    batch.findings.push_back(finding(rules::kDescriptionUnreadable, {.path = path},
                                     "the table can't be read: " + bytes.error().text()));
    return;
  }
  DescriptionTable table = name == "metadata.csv" ? read_description_table(*bytes, path)
                                                  : read_description_json(*bytes, path);
  for (Finding& found : table.findings) batch.findings.push_back(std::move(found));
  DocumentOfItem document = document_at(path, **source);
  std::optional<RowCutter> cutter;
  if (document.size > batch.whole_up_to) {
    document.whole = false;
    document.sha256 = sha256_of(*bytes).hex;
    cutter.emplace(*bytes, name);
  }
  std::map<std::size_t, DescriptionTable> as_given;  // of items, for their excerpts
  std::size_t unknown = 0;
  std::string first_unknown;
  for (DescriptionRow& row : table.rows) {
    auto found = finder.find(row.name);
    if (!found) {
      if (!row.name.empty() && unknown++ == 0) first_unknown = row.name;
      continue;
    }
    BesideItem& beside = batch.beside[found->item];
    if (beside.tables.empty() || beside.tables.back().path != path) {
      beside.tables.push_back({.path = path, .given = {}, .adds = table.adds});
      beside.documents.push_back(document);
    }
    if (cutter) as_given[found->item].rows.push_back(row);
    row.name = std::move(found->rest);
    beside.tables.back().rows.push_back(std::move(row));
  }
  for (const auto& [item, rows] : as_given) {
    batch.beside[item].documents.back().text = cutter->rows(rows);
  }
  add_unknown(batch, path, unknown, unknown == 1 ? "row" : "rows", first_unknown);
}

// A finding aid, MODS or Dublin Core, once it was read.
struct ReadDocument {
  DocumentOfItem document;
  AidMatcher::Reading reading;
};

// Behind an excerpt of XML, so that whoever opens it alone knows what it is.
std::string excerpt_mark(packages::UnitPlaces::Width width) {
  using Width = packages::UnitPlaces::Width;
  constexpr std::string_view kMark =
      "\n<!-- An excerpt: the unit of one item and those above it, byte for byte; all other units "
      "are left out. -->\n";
  if (width == Width::kBytes) return std::string(kMark);
  std::string wide;
  for (const char c : kMark) {
    if (width == Width::kUtf16Big) wide += '\0';
    wide += c;
    if (width == Width::kUtf16Little) wide += '\0';
  }
  return wide;
}

// The documents of which items were found, given to these.
class DocumentGiver {
 public:
  DocumentGiver(const ProducerFolder& folder, Batch& batch) : folder_(folder), batch_(batch) {}

  void give(const ReadDocument& read, const std::vector<FoundInAids>& found) {
    const RelativePath& path = read.document.source;
    std::vector<std::size_t> items, unsure;  // several units are these
    for (std::size_t i = 0; i < found.size(); ++i) {
      const bool speaks = found[i].own || !found[i].levels.empty();
      if (speaks && found[i].aid == path) items.push_back(i);
      if (std::ranges::find(found[i].rivals, path) != found[i].rivals.end()) unsure.push_back(i);
    }
    if (read.document.size <= batch_.whole_up_to) {
      items.insert(items.end(), unsure.begin(), unsure.end());
      for (const std::size_t i : items) batch_.beside[i].documents.push_back(read.document);
      return;
    }
    if (!items.empty() && !give_excerpts(read, found, items)) {
      tell_of(path,
              "no excerpt can be made of it; what it says of each item is kept as it was read");
    }
    if (!unsure.empty()) {
      const std::string many =
          unsure.size() == 1 ? "1 item has" : std::to_string(unsure.size()) + " items have";
      tell_of(path, many + " several units that fit alike, and no excerpt of it; the first is " +
                        display_of(batch_.item_ids[unsure.front()].value));
    }
  }

 private:
  bool give_excerpts(const ReadDocument& read, const std::vector<FoundInAids>& found,
                     const std::vector<std::size_t>& items) {
    const packages::DescriptionForm form = read.reading.form;
    if (form == packages::DescriptionForm::kDublinCore || !read.reading.whole) return false;
    std::set<std::uint64_t> wanted;
    for (const std::size_t i : items) wanted.insert(found[i].units.begin(), found[i].units.end());
    const auto source = folder_.open_file(read.document.source);
    if (!source) return false;
    const auto places = packages::UnitPlaces::read(**source, form, std::move(wanted));
    if (!places || places->units() != read.reading.units) return false;
    const auto digested =
        read_once({.source = source->get(), .algorithms = {DigestAlgorithm::kSha256}});
    if (!digested) return false;
    DocumentOfItem document = read.document;
    document.whole = false;
    document.sha256 = digested->digests.find(DigestAlgorithm::kSha256)->hex;
    document.text = excerpt_mark(places->width());
    for (const std::size_t i : items) {
      document.ranges = places->excerpt(found[i].units, found[i].own != nullptr);
      batch_.beside[i].documents.push_back(document);
    }
    return true;
  }

  void tell_of(const RelativePath& path, std::string_view what) {
    batch_.findings.push_back(
        finding(rules::kDescriptionExcerpt, {.path = path},
                "larger than the policy keeps whole, and " + std::string(what)));
  }

  const ProducerFolder& folder_;
  Batch& batch_;
};

std::vector<SoughtItem> sought_items(const Batch& batch) {
  std::vector<SoughtItem> sought(batch.item_folders.size());
  for (std::size_t i = 0; i < sought.size(); ++i) {
    auto reader = ItemReader::open(batch.item_folders[i], batch.item_ids[i]);
    if (!reader) continue;  // read_item() will say why
    reader->named_by(folders_of_item(batch, i));
    const auto beside = batch.beside.find(i);
    auto known = reader->sought(beside == batch.beside.end() ? BesideItem() : beside->second);
    if (known) sought[i] = std::move(known).value();
  }
  return sought;
}

// The two forms of one record often lie side by side: they are no rivals.
struct MatcherOfForms {
  explicit MatcherOfForms(std::vector<SoughtItem> sought)
      : aids(sought), mods(sought), dublin_core(std::move(sought)) {}
  AidMatcher& of(packages::DescriptionForm form) {
    return form == packages::DescriptionForm::kEad    ? aids
           : form == packages::DescriptionForm::kMods ? mods
                                                      : dublin_core;
  }
  AidMatcher aids, mods, dublin_core;
};

// Finding aids and records beside the items, of all of them in one reading each.
void share_out_documents(const ProducerFolder& folder, const std::vector<RelativePath>& tables,
                         Batch& batch) {
  std::vector<RelativePath> paths;
  for (const RelativePath& path : tables) {
    if (is_xml_description({.path = path, .role = FileRole::kDescription})) paths.push_back(path);
  }
  if (paths.empty()) return;
  std::vector<SoughtItem> sought = sought_items(batch);
  MatcherOfForms matchers(std::move(sought));
  std::vector<ReadDocument> read;
  for (const RelativePath& path : paths) {
    const auto source = folder.open_file(path);
    const auto kind = source ? packages::kind_of_description(**source) : source.error();
    AidMatcher& matcher = matchers.of(kind ? kind->form : packages::DescriptionForm::kNone);
    const auto faults = kind ? matcher.read(**source, path) : kind.error();
    if (!faults) {
      batch.findings.push_back(finding(rules::kDescriptionDocument, {.path = path},
                                       "the description can't be read: " + faults.error().text()));
      continue;
    }
    batch.findings.insert(batch.findings.end(), faults->begin(), faults->end());
    if (matcher.last().form == packages::DescriptionForm::kNone) {
      if (faults->empty() && is_finding_aid_name(path.name())) {
        batch.findings.push_back(finding(rules::kDescriptionDocument, {.path = path},
                                         "by its name a finding aid, but its root element is \"" +
                                             display_of(matcher.last().root) +
                                             "\"; nothing was taken of it"));
      }
      continue;
    }
    read.push_back({document_at(path, **source), matcher.last()});
  }
  if (read.empty()) return;
  std::vector<FoundInAids> in_aids = matchers.aids.finish(), in_mods = matchers.mods.finish(),
                           in_dublin_core = matchers.dublin_core.finish();
  DocumentGiver giver(folder, batch);
  for (const ReadDocument& one : read) {
    using Form = packages::DescriptionForm;
    giver.give(one, one.reading.form == Form::kEad    ? in_aids
                    : one.reading.form == Form::kMods ? in_mods
                                                      : in_dublin_core);
  }
  for (std::size_t i = 0; i < in_aids.size(); ++i) {
    BesideItem& beside = batch.beside[i];
    beside.aids = std::move(in_aids[i]);
    beside.mods = std::move(in_mods[i]);
    beside.dublin_core = std::move(in_dublin_core[i]);
  }
}

// What of a line's name is below the batch: what stands behind the batch's own name, where that
// is the first part, or the path is absolute ("/mnt/in/batch/metadata.csv", "D:\\batch\\…").
std::optional<std::string_view> below_own_name(std::string_view name, std::string_view own) {
  if (own.empty()) return std::nullopt;
  const std::string part = std::string(own) + '/';
  if (name.starts_with(part)) return name.substr(part.size());
  const bool is_absolute = name.starts_with('/') || (name.size() > 2 && name[1] == ':');
  const std::size_t at = is_absolute ? name.find('/' + part) : std::string_view::npos;
  if (at == std::string_view::npos) return std::nullopt;
  return name.substr(at + 1 + part.size());
}

// The table that a line of a list in `folder` means.  A name that only ends in a table's is
// that of an item which has not come.
std::vector<RelativePath>::const_iterator table_named(const std::vector<RelativePath>& tables,
                                                      const RelativePath& folder,
                                                      std::string_view written,
                                                      const Batch& batch) {
  std::string slashed(written);
  std::ranges::replace(slashed, '\\', '/');
  std::string_view name = slashed;
  while (name.starts_with("./")) name.remove_prefix(2);
  const auto at = [&](std::string_view path) {
    return std::ranges::find(tables, path, &RelativePath::text);
  };
  if (!folder.empty()) {
    const auto beside_list = at(folder.text() + '/' + std::string(name));
    // Elsewhere than in metadata/ a bare name is of the list's own folder.
    const bool is_bare = name.find('/') == std::string_view::npos;
    if (beside_list != tables.end()) return beside_list;
    if (is_bare && to_lower(folder.text()) != "metadata") return tables.end();
  }
  if (const auto exact = at(name); exact != tables.end()) return exact;
  for (const std::string& own : {batch.producer, batch.content.filename().string()}) {
    const auto below = below_own_name(name, own);
    if (!below) continue;
    if (const auto found = at(*below); found != tables.end()) return found;
  }
  return tables.end();
}

}  // namespace

DocumentOfItem document_at(const RelativePath& path, const FileSource& source) {
  const FileStamp& stamp = source.stamp_at_open();
  return {.source = path, .size = stamp.size, .modified_ns = stamp.modified_ns};
}

void add_unknown(Batch& batch, const RelativePath& path, std::size_t count, std::string_view what,
                 const std::string& first) {
  if (count == 0) return;
  batch.findings.push_back(finding(rules::kBatchUnknownItem, {.path = path},
                                   std::to_string(count) + " " + std::string(what) +
                                       (count == 1 ? " speaks" : " speak") +
                                       " of no item of the batch; the first is \"" +
                                       display_of(std::string_view(first).substr(0, 200)) + "\""));
}

bool compare_description(const ProducerFolder& folder, const std::vector<RelativePath>& tables,
                         const RelativePath& list, const ChecksumLine& line, Batch& batch) {
  const auto named = table_named(tables, list.parent(), line.name, batch);
  if (named == tables.end()) return false;
  const auto source = folder.open_file(*named);
  if (!source) return true;  // told when it is read
  std::vector<DigestAlgorithm> algorithms;
  for (const Digest& digest : line.digests) algorithms.push_back(digest.algorithm);
  const auto read = read_once({.source = source->get(), .algorithms = std::move(algorithms)});
  for (const Digest& expected : line.digests) {
    const auto found = read ? read->digests.find(expected.algorithm) : std::nullopt;
    if (!read || (found && *found == expected)) continue;
    Finding different =
        finding(rules::kChecksumDifferent, {.path = *named},
                std::string(premis_name_of(expected.algorithm)) + " is " +
                    (found ? found->hex : std::string("not known")) + ", expected " + expected.hex +
                    " by " + display_of(list.text()) + " line " + std::to_string(line.line));
    batch.findings.push_back(different);
    batch.damaged.insert_or_assign(*named, std::move(different));
  }
  return true;
}

Result<void> share_out_descriptions(const ProducerFolder& folder,
                                    const std::vector<RelativePath>& tables, Batch& batch) {
  const ItemFinder finder(batch.item_ids);
  for (const RelativePath& table : tables) {
    if (is_table_of_rows(table)) {
      DELO_CHECK(share_out_rows(folder, table, finder, batch));
    } else {
      share_out_table(folder, table, finder, batch);
    }
  }
  share_out_documents(folder, tables, batch);
  return {};
}

}  // namespace delo::ingest
