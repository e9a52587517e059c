#include "ingest/versions/join_held.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "core/bytes/disk.h"
#include "core/text/utf8.h"
#include "holdings/export.h"
#include "ingest/reception/earlier_delivery.h"
#include "ingest/reception/file_roles.h"
#include "ingest/reception/from_batch.h"
#include "ingest/reception/item_reader.h"
#include "ingest/reception/rights_table.h"
#include "ingest/texts/text_copies.h"
#include "ingest/versions/came_before.h"
#include "ingest/versions/held_package.h"
#include "ingest/versions/same_words.h"
#include "packages/premis/premis_record.h"
#include "validators/formats/format_identifier.h"
#include "validators/text/utf8_copy.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostNamed = 100'000;  // files that an event of reception names
constexpr std::size_t kMostInWords = 100;

std::string count_of_files(std::size_t n) {
  return std::to_string(n) + (n == 1 ? " file" : " files");
}

bool is_sha256_of(const DigestSet& content, const std::string& hex) {
  const auto sha256 = content.find(DigestAlgorithm::kSha256);
  return sha256 && sha256->hex == hex;
}

Result<void> set_modified(const fs::path& file, std::int64_t modified_ns) {
  std::error_code failed;
  const auto since_1970 = std::chrono::nanoseconds(modified_ns);
  const auto system = std::chrono::sys_time<std::chrono::nanoseconds>(since_1970);
  fs::last_write_time(file, std::chrono::file_clock::from_sys(system), failed);
  if (failed) return io_error("cannot set the time of", file, failed.value());
  return {};
}

class Join {
 public:
  Join(ReceivedItem delivery, HeldPackage held, bool asked_for, const LeafPolicy& leaves,
       holdings::Holdings& holdings, RunContext& run)
      : delivery_(std::move(delivery)),
        held_(std::move(held)),
        asked_for_(asked_for),
        leaves_(leaves),
        holdings_(holdings),
        run_(run) {}

  // What of the delivery is new.  Of what is held nothing changes by that.
  Result<void> look() {
    DELO_CHECK(read_delivery());
    DELO_CHECK(leave_what_came_before());
    DELO_CHECK(leave_documents_of_the_same_words());
    leave_what_is_held();
    return {};
  }
  bool adds_nothing() const { return delivered_.empty(); }
  HeldPackage take_held() { return std::move(held_); }
  // A document of the batch is, or may be, another than it was, and says the same.
  bool came_changed() const { return came_changed_; }

  Result<JoinedItem> join() {
    out_.next.of = held_.entry;
    DELO_CHECK(look());
    out_.adds_nothing = adds_nothing();
    if (out_.adds_nothing) return std::move(out_);
    sort_out();
    DELO_CHECK(lay_out());
    DELO_CHECK(read_together());
    DELO_CHECK(take_copies());
    held_.files = {};  // most of what is held of many
    DELO_CHECK(tell());
    take_rights_before();
    out_.next.events = std::move(held_.events);
    out_.next.agents = std::move(held_.agents);
    out_.next.superseded = std::move(held_.superseded);
    out_.next.submitters = std::move(held_.submitters);
    out_.next.agreements = std::move(held_.agreements);
    return std::move(out_);
  }

 private:
  using Move = std::pair<RelativePath, RelativePath>;  // given as, kept as
  struct Delivered {
    std::size_t number = 0;  // of the delivery's files
    RelativePath path;
    std::string sha256;  // empty: there is none
    bool is_rights = false;
    bool from_batch = false;
  };

  Result<void> read_delivery() {
    std::size_t number = 0;
    std::vector<Delivered> into_ours;
    DELO_CHECK(delivery_.files.for_each([&](const ItemFile& file) {
      const auto sha256 = file.object.digests.find(DigestAlgorithm::kSha256);
      Delivered one{number++, file.object.path, sha256 ? sha256->hex : std::string(),
                    is_rights_table(file.object), is_document_from_batch(file.object)};
      const bool in_ours =
          is_below_earlier_deliveries(one.path) || (is_from_batch(one.path) && !one.from_batch);
      if (in_ours && !is_held(one)) {
        into_ours.push_back(std::move(one));
      } else {
        delivered_.emplace(file.object.path.text(), std::move(one));
      }
    }));
    for (Delivered& one : into_ours) {
      const RelativePath given = one.path;
      std::string apart;
      do {
        one.path = set_apart(given, apart);
        apart += '-';
      } while (delivered_.contains(one.path.text()) || (has_held(one.path) && !is_held(one)));
      apart_.emplace_back(given, one.path);
      std::string path = one.path.text();
      delivered_.emplace(std::move(path), std::move(one));
    }
    return {};
  }

  const HeldFile* has_held(const RelativePath& path) const {
    const auto held = std::ranges::lower_bound(held_.files, path, {}, &HeldFile::path);
    return held != held_.files.end() && held->path == path ? &*held : nullptr;
  }
  bool is_held(const Delivered& one) const {
    const HeldFile* held = has_held(one.path);
    return held != nullptr && is_sha256_of(held->content.digests, one.sha256);
  }

  // A delivery that an earlier version has whole came again: it must not bring back what
  // a later one replaced.  A person may want just that.  But rights that are put back count.
  Result<void> leave_what_came_before() {
    if (asked_for_) return {};
    std::map<std::string, std::string> digests, own;
    for (const auto& [path, one] : delivered_) {
      digests.emplace(path, one.sha256);
      if (!one.from_batch) own.emplace(path, one.sha256);
    }
    DELO_TRY(bool before, came_before(digests, held_.entry, holdings_));
    if (before) std::erase_if(delivered_, [](const auto& one) { return !one.second.is_rights; });
    if (before || own.size() == digests.size()) return {};
    // What lies beside the items is of the batch, and goes on when others come to it.
    DELO_TRY(before, came_before(own, held_.entry, holdings_));
    if (!before) return {};
    std::erase_if(delivered_,
                  [](const auto& one) { return !one.second.is_rights && !one.second.from_batch; });
    return {};
  }

  // A delivery whose only news are documents beside the items, which say of this one what
  // those that are held say, brings none.
  Result<void> leave_documents_of_the_same_words() {
    const SoughtItem sought = sought_in_own_documents(delivery_.item);
    ItemFiles::Reader delivered(delivery_.files);
    std::vector<std::string> same;
    for (const auto& [path, file] : delivered_) {
      const HeldFile* held = has_held(file.path);
      if (held == nullptr && file.from_batch) held = has_held(other_place(file.path));
      if (held != nullptr && is_sha256_of(held->content.digests, file.sha256)) {
        came_changed_ = came_changed_ || is_excerpt_from_batch(file.path);
        continue;
      }
      if (held == nullptr || !file.from_batch) return {};
      DELO_TRY(const ItemFile now, delivered.at(file.number));
      DELO_TRY(const bool as_before, says_the_same(*held, now, sought));
      if (!as_before) return {};
      same.push_back(path);
    }
    came_changed_ = came_changed_ || !same.empty();
    for (const std::string& path : same) delivered_.erase(path);
    return {};
  }

  Result<bool> says_the_same(const HeldFile& held, const ItemFile& now, const SoughtItem& sought) {
    const fs::path scratch = delivery_.folder / "held";
    DELO_CHECK(remove_tree(scratch));
    DELO_CHECK(make_folders(scratch));
    DELO_CHECK(holdings::copy_held_file(holdings_, held_.entry.summary.id, held.content,
                                        scratch / "1", run_));
    DELO_TRY(const auto before, FileSource::open(scratch / "1"));
    DELO_TRY(const auto source, FileSource::open(now.content));
    DELO_TRY(const bool same, same_words(*before, held.path, *source, now.object.path, sought));
    DELO_CHECK(remove_tree(scratch));
    return same;
  }

  void leave_what_is_held() {
    for (const HeldFile& file : held_.files) {
      const auto now = delivered_.find(file.path.text());
      if (now == delivered_.end()) continue;
      if (is_sha256_of(file.content.digests, now->second.sha256)) {
        delivered_.erase(now);
        came_again_.insert(file.path.text());
      }
    }
  }

  // What becomes of each file of either side.
  void sort_out() {
    std::set<std::string>& in_place = in_place_;
    std::vector<HeldFile*> moving;
    for (HeldFile& file : held_.files) {
      const std::string& path = file.path.text();
      if (is_of_its_delivery(file)) {
        moving.push_back(&file);
        continue;
      }
      in_place.insert(path);
      if (!delivered_.contains(path)) {
        keep(file);
      } else {
        replaced_.push_back(file.path);
        out_.next.replaced.emplace(path, std::move(held_.replaced[path]));
      }
    }
    for (HeldFile* file : moving) move_aside(*file, in_place);
    std::ranges::sort(held_.files, {}, &HeldFile::path);  // by the names they have now
    for (const auto& [path, file] : delivered_) {
      if (!in_place.contains(path)) added_.push_back(file.path);
    }
  }

  void keep(const HeldFile& file) {
    kept_.push_back(file.path);
    out_.next.kept.emplace(file.path.text(), file.uuid);
    if (!file.source.empty()) out_.next.sources.emplace(file.path.text(), file.source);
  }

  // A list is of the files it came with.  A table goes on counting for what the new one does
  // not name: it is no file that another takes the place of.
  bool is_of_its_delivery(const HeldFile& file) const {
    const std::string& path = file.path.text();
    if (is_producers_in_ours(file)) return true;
    if (earlier_delivery_of(file.path) || came_again_.contains(path)) return false;
    if (file.is_list) return true;
    if (!file.is_description) return false;
    if (delivered_.contains(path)) return true;
    const auto another = [&](auto is_such) {
      return is_such(file.path) && std::ranges::any_of(delivered_, [&](const auto& one) {
               return is_such(one.second.path);
             });
    };
    return another([](const RelativePath& p) { return to_lower(p.name()) == "metadata.csv"; }) ||
           another(is_rights_name) || another(is_aid);
  }

  // A finding aid, or a record, of the newest delivery counts before those of deliveries before.
  static bool is_aid(const RelativePath& path) {
    if (is_finding_aid_name(path.name())) return true;
    return is_from_batch(path) && to_lower(path.name()).ends_with(".xml");
  }

  // No table was moved there before there were two versions.
  bool is_producers_in_ours(const HeldFile& file) const {
    if (is_from_batch(file.path) && !file.from_batch) return true;
    return held_.entry.version == 1 && is_below_earlier_deliveries(file.path);
  }

  void move_aside(HeldFile& file, std::set<std::string>& in_place) {
    const RelativePath given = file.path;
    const bool producers = is_producers_in_ours(file);
    std::string apart;
    do {
      file.path = producers ? set_apart(given, apart)
                            : place_of_earlier(held_.entry.version + 1, apart, given);
      apart += '-';
    } while (delivered_.contains(file.path.text()) || in_place.contains(file.path.text()));
    in_place.insert(file.path.text());
    keep(file);
    (producers ? apart_ : moved_).emplace_back(given, file.path);
    now_at_.emplace(given, file.path);
  }

  // A folder with the files of the joined item under their names.
  Result<void> lay_out() {
    const auto id = RelativePath::parse(held_.entry.summary.item.value);
    top_ = delivery_.folder / "joined";
    DELO_CHECK(remove_tree(top_));
    item_ = top_ / (id ? std::string(id->name()) : std::string("item"));
    DELO_CHECK(make_folders(item_));
    for (const HeldFile& file : held_.files) {
      if (run_.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
      if (delivered_.contains(file.path.text())) continue;
      DELO_TRY(const fs::path to, place_for(file.path));
      DELO_CHECK(
          holdings::copy_held_file(holdings_, held_.entry.summary.id, file.content, to, run_));
      DELO_CHECK(set_modified(to, file.modified_ns));
    }
    ItemFiles::Reader files(delivery_.files);
    for (const auto& [path, delivered] : delivered_) {
      DELO_TRY(const ItemFile file, files.at(delivered.number));
      DELO_TRY(const fs::path to, place_for(delivered.path));
      // A second name is enough to be read under.
      DELO_TRY(const bool linked, try_link(file.content, to));
      std::error_code failed;
      if (!linked) fs::copy_file(file.content, to, failed);
      if (failed) return io_error("cannot copy", to, failed.value());
    }
    return {};
  }

  Result<fs::path> place_for(const RelativePath& path) {
    fs::path to = path.under(item_);
    std::error_code failed;
    for (fs::path above = to.parent_path(); above != item_; above = above.parent_path()) {
      if (fs::exists(fs::symlink_status(above, failed)) && !fs::is_directory(above, failed)) {
        return in_the_way(path);
      }
    }
    if (fs::exists(fs::symlink_status(to, failed))) return in_the_way(path);
    DELO_CHECK(make_folders(to.parent_path()));
    return to;
  }

  Error in_the_way(const RelativePath& path) const {
    return Error{ErrorCode::kUnsupported,
                 "the delivery and package " + held_.entry.summary.id.value + " can't be joined: " +
                     display_of(path.text()) + " is a file in one and a folder in the other"};
  }

  // Roles, leaves, descriptions, reference and title of the whole.
  Result<void> read_together() {
    DELO_TRY(ItemReader reader, ItemReader::open(item_, held_.entry.summary.item, leaves_,
                                                 ItemReader::Source::kJoined));
    // The id alone may be the lower part of the names that gave the reference ("Дело 12").
    const holdings::PackageSummary& before = held_.entry.summary;
    if (!before.reference.empty()) {
      reader.known_as(before.reference, "the version before");
    } else {
      reader.known_as(delivery_.item.reference, delivery_.item.reference_basis);
    }
    DELO_TRY(BatchItem whole, reader.read({}));
    ReceivedItem& item = out_.item;
    item = delivery_;
    item.files = ItemFiles(delivery_.folder);
    item.item = std::move(whole.item);
    const bool described =
        !item.item.descriptions.empty() && item.item.descriptions.front().path.empty();
    if (const auto& own = delivery_.item.descriptions;
        !described && !own.empty() && own.front().path.empty()) {  // by the tags of a bag
      item.item.descriptions.insert(item.item.descriptions.begin(), own.front());
    }
    // Of an aid beside the items that could not be kept.
    if (item.item.levels.empty()) item.item.levels = delivery_.item.levels;
    DELO_CHECK(keep_description());
    ItemFiles::Reader delivered(delivery_.files);
    for (FileObject& object : item.item.files) {
      const auto now = delivered_.find(object.path.text());
      ItemFile file;
      if (now != delivered_.end()) {
        DELO_TRY(file, delivered.at(now->second.number));
        file.object.path = object.path;
        file.object.role = object.role;
        file.object.language = object.language;
        file.object.leaf = object.leaf;
        file.object.places = object.places;
        file.object.blank = object.blank;
      } else {
        const HeldFile* held = has_held(object.path);
        if (!held) {
          return Error{ErrorCode::kInternal,
                       "the joined item has a file of nobody: " + display_of(object.path.text())};
        }
        file.object = object;
        file.object.digests = held->content.digests;
        file.content = object.path.under(item_);
      }
      DELO_CHECK(item.files.append(file));
    }
    if (item.files.size() != kept_.size() + delivered_.size()) {
      return Error{ErrorCode::kInternal, "the joined item has " +
                                             count_of_files(item.files.size()) + " of " +
                                             std::to_string(kept_.size() + delivered_.size())};
    }
    item.item.files.clear();
    if (item.item.title.empty()) item.item.title = before.title;
    take_findings(whole.findings);
    return {};
  }

  // A version that was made when finding aids beside the items were not kept has what they said
  // in its own description, and that stays as long as no aid says anything.
  Result<void> keep_description() {
    Item& item = out_.item.item;
    const bool described = !item.descriptions.empty() && item.descriptions.front().path.empty();
    const auto of_aid = [](const DescriptionElement& element) {
      return element.name.starts_with("ead.");
    };
    const bool by_aid =
        !item.levels.empty() ||
        (described && std::ranges::any_of(item.descriptions.front().elements, of_aid));
    if (by_aid) return {};
    DELO_TRY(packages::WrittenDescription before,
             read_held_description(holdings_, held_.entry, delivery_.folder / "held", run_));
    // Without a word of the joined item on itself all of it, else what only an aid can have said.
    if (described) std::erase_if(before.elements, std::not_fn(of_aid));
    if (before.levels.empty() && before.elements.empty()) return {};
    item.levels = std::move(before.levels);
    if (!described && !before.elements.empty()) {
      item.descriptions.insert(item.descriptions.begin(), Description());
    }
    for (DescriptionElement& element : before.elements) {
      item.descriptions.front().elements.push_back(std::move(element));
    }
    took_description_ = true;
    return {};
  }

  // Copies of texts that stay go on beside them; those of texts that are replaced go.
  Result<void> take_copies() {
    out_.item.copies = ItemFiles(delivery_.folder);
    if (held_.copies.empty()) return {};
    std::map<std::string, std::string> replaced;  // identifier of a text → its path
    for (const auto& [path, object] : out_.next.replaced) {
      replaced.emplace(packages::uuid_of_object(object), path);
    }
    std::set<std::string_view> copied;
    for (const HeldFile& copy : held_.copies) copied.insert(copy.source);
    std::map<std::string, FileObject> objects;
    DELO_CHECK(out_.item.files.for_each([&](const ItemFile& file) {
      const auto kept = out_.next.kept.find(file.object.path.text());
      const bool is_copied = kept != out_.next.kept.end() && copied.contains(kept->second);
      if (is_copied) objects.emplace(kept->second, file.object);
    }));
    DELO_CHECK(make_folders(top_ / "copies"));
    for (const HeldFile& copy : held_.copies) {
      if (run_.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
      if (const auto text = objects.find(copy.source); text != objects.end()) {
        DELO_CHECK(keep_copy(copy, text->second));
      } else if (const auto gone = replaced.find(copy.source); gone != replaced.end()) {
        const std::string& path = copy.path.text();
        out_.next.replaced.emplace(path, std::move(held_.replaced[path]));
        out_.next.copies_of_replaced.emplace(path, gone->second);
      }
    }
    return out_.item.copies.sort();
  }

  Result<void> keep_copy(const HeldFile& copy, const FileObject& text) {
    ItemFile file;
    file.object = text;
    file.object.role = copy.role;
    file.object.copy_of = text.path;
    file.object.digests = copy.content.digests;
    // A delivered file may have come to its name.
    const auto is_taken = [&](const RelativePath& path) {
      return in_place_.contains(path.text()) || delivered_.contains(path.text());
    };
    file.object.path = is_taken(copy.path) ? path_of_copy(text.path, is_taken) : copy.path;
    file.content = top_ / "copies" / std::to_string(kept_copies_.size() + 1);
    DELO_CHECK(holdings::copy_held_file(holdings_, held_.entry.summary.id, copy.content,
                                        file.content, run_));
    DELO_TRY(const auto source, FileSource::open(file.content));
    file.object.size = source->size();
    DELO_TRY(file.object.format, validators::identify_format(*source, file.object.path));
    file.examination.format = file.object.format;
    DELO_TRY(file.examination.technical.text_encoding, validators::text::encoding_of_copy(*source));
    in_place_.insert(file.object.path.text());
    kept_copies_.push_back(file.object.path);
    out_.next.kept.emplace(file.object.path.text(), copy.uuid);
    out_.next.sources.emplace(file.object.path.text(), copy.source);
    return out_.item.copies.append(file);
  }

  // What tables say is true or not of the whole; all else that was found is of the delivery.
  // What is told of the tables of deliveries before was told when they came: they are the same
  // bytes, and nothing that they name was left out.  What counts of them no longer, the rights
  // of the version before tell.
  void take_findings(const std::vector<Finding>& of_whole) {
    const auto is_of_whole = [](const Finding& found) {
      const std::string_view rule = found.rule;
      if (rule == "description.excerpt") return false;
      return rule.starts_with("description.") || rule.starts_with("rights.") ||
             rule.starts_with("item.reference.");
    };
    std::vector<Finding>& findings = out_.item.findings;
    std::erase_if(findings, is_of_whole);
    for (const Finding& found : of_whole) {
      if (!is_of_whole(found)) continue;
      const bool about_reference = found.rule.starts_with("item.reference.");
      const bool is_news = about_reference ? out_.item.item.reference.empty()
                                           : delivered_.contains(found.where.path.text());
      if (is_news) findings.push_back(found);
    }
  }

  // Events of reception are of what was delivered, not of the package.
  Result<void> date_events() {
    const std::string which = "of a later delivery, item " + display_of(delivery_.item.id.value);
    std::vector<RelativePath> files;
    if (delivery_.files.size() <= kMostNamed) {
      DELO_CHECK(delivery_.files.for_each(
          [&](const ItemFile& file) { files.push_back(file.object.path); }));
    }
    for (Event& event : out_.item.events) {
      event.detail = which + ": " + event.detail;
      if (event.objects.empty()) event.objects = files;
      std::erase_if(event.objects, [&](RelativePath& path) {
        const auto apart = std::ranges::find(apart_, path, &Move::first);
        if (apart != apart_.end()) path = apart->second;
        return !delivered_.contains(path.text()) && !in_place_.contains(path.text());
      });
    }
    return {};
  }

  // Its files under the names they have now.
  void take_rights_before() {
    out_.rights_before = std::move(held_.rights);
    for (RightsStatement& one : out_.rights_before) {
      for (RelativePath& path : one.objects) {
        if (const auto moved = now_at_.find(path); moved != now_at_.end()) path = moved->second;
      }
    }
  }

  Result<void> tell() {
    const std::string before = "version " + std::to_string(held_.entry.version);
    const AgentId program = run_.software.front().id;
    DELO_CHECK(date_events());
    if (!moved_.empty()) {
      out_.item.events.push_back(moving_event(
          program, moved_,
          "lists and tables of deliveries before, each kept as it was given: lists are of the "
          "files they came with, rows of tables count for what no later delivery names"));
    }
    if (!apart_.empty()) {
      out_.item.events.push_back(moving_event(
          program, apart_,
          "files delivered into the folders where the archive keeps tables of deliveries before "
          "and what lies beside the items, each kept as it was given: they are none of these"));
    }
    if (took_description_) {
      out_.item.events.push_back(
          {.type = EventType::kMetadataExtraction,
           .time = run_.clock.now(),
           .detail = "the description in " + before +
                     " of the record and of the levels above it was taken over: no finding aid "
                     "came with the delivery, and none is kept",
           .outcome = EventOutcome::kSuccess,
           .outcome_note = {},
           .findings = {},
           .agents = {program},
           .objects = {}});
    }
    kept_.insert(kept_.end(), kept_copies_.begin(), kept_copies_.end());
    if (!kept_.empty()) {
      out_.item.events.push_back(
          {.type = EventType::kFixityCheck,
           .time = run_.clock.now(),
           .detail = "files taken over from " + before +
                     ", each read and found with the digests of its inventory",
           .outcome = EventOutcome::kSuccess,
           .outcome_note = count_of_files(kept_.size()),
           .findings = {},
           .agents = {program},
           .objects = kept_});
    }
    std::vector<RelativePath> changed = added_;
    changed.insert(changed.end(), replaced_.begin(), replaced_.end());
    std::ranges::sort(changed);
    out_.item.events.push_back(
        {.type = EventType::kModification,
         .time = run_.clock.now(),
         .detail = "a later delivery, item " + display_of(delivery_.item.id.value) +
                   ", makes version " + std::to_string(held_.entry.version + 1) + " of the package",
         .outcome = EventOutcome::kSuccess,
         .outcome_note = count_of_files(added_.size()) + " added, " +
                         std::to_string(replaced_.size()) + " replaced, " +
                         std::to_string(kept_.size()) + " kept, none left out",
         .findings = {},
         .agents = {program},
         .objects = std::move(changed)});
    return {};
  }

  Event moving_event(const AgentId& program, const std::vector<Move>& moves,
                     std::string detail) const {
    std::string names;
    std::vector<RelativePath> objects;
    for (const auto& [given, path] : moves) {
      if (objects.size() < kMostInWords) {
        names += (names.empty() ? "" : ", ") + display_of(given.text()) + " is " +
                 display_of(path.text());
      }
      objects.push_back(path);
    }
    if (moves.size() > kMostInWords) {
      names += ", and " + std::to_string(moves.size() - kMostInWords) + " more";
    }
    return {.type = EventType::kFilenameChange,
            .time = run_.clock.now(),
            .detail = std::move(detail),
            .outcome = EventOutcome::kSuccess,
            .outcome_note = std::move(names),
            .findings = {},
            .agents = {program},
            .objects = std::move(objects)};
  }

  const ReceivedItem delivery_;
  HeldPackage held_;
  const bool asked_for_;
  const LeafPolicy leaves_;
  holdings::Holdings& holdings_;
  RunContext& run_;
  JoinedItem out_;
  std::set<std::string> came_again_;            // delivered as they are held
  std::map<std::string, Delivered> delivered_;  // that is new, by path
  std::vector<RelativePath> kept_, replaced_, added_;
  std::vector<RelativePath> kept_copies_;  // of texts among the kept
  std::vector<Move> moved_, apart_;        // tables and lists; what is none and lay in our folders
  std::map<RelativePath, RelativePath> now_at_;  // held files that moved
  std::set<std::string> in_place_;               // held files, where they are now
  fs::path top_, item_;
  bool took_description_ = false;  // of the version before
  bool came_changed_ = false;
};

Result<HeldPackage> read_held(const ReceivedItem& delivery, const holdings::PackageEntry& package,
                              holdings::Holdings& holdings, RunContext& run) {
  std::map<std::string, std::string> delivered;  // path → SHA-256, empty for none
  DELO_CHECK(delivery.files.for_each([&](const ItemFile& file) {
    const auto sha256 = file.object.digests.find(DigestAlgorithm::kSha256);
    delivered.emplace(file.object.path.text(), sha256 ? sha256->hex : std::string());
  }));
  const Replaces replaces = [&](const RelativePath& path, const DigestSet& held) {
    const auto now = delivered.find(path.text());
    return now != delivered.end() && !is_sha256_of(held, now->second);
  };
  return read_held_package(holdings, package, delivery.folder / "held", replaces, run);
}

}  // namespace

Result<JoinedItem> join_held(ReceivedItem delivery, const holdings::PackageEntry& package,
                             bool asked_for, const LeafPolicy& leaves, holdings::Holdings& holdings,
                             RunContext& run, std::optional<HeldPackage> held) {
  const bool is_this = held && held->entry.summary.id == package.summary.id &&
                       held->entry.version == package.version;
  if (!is_this) {
    held.reset();
    DELO_TRY(held, read_held(delivery, package, holdings, run));
  }
  return Join(std::move(delivery), *std::move(held), asked_for, leaves, holdings, run).join();
}

Result<bool> brings_documents(const ReceivedItem& delivery) {
  bool from_batch = false;
  DELO_CHECK(delivery.files.for_each([&](const ItemFile& file) {
    from_batch = from_batch || is_document_from_batch(file.object);
  }));
  return from_batch;
}

Result<LookedAtHeld> look_at_held(const ReceivedItem& delivery,
                                  const holdings::PackageEntry& package,
                                  holdings::Holdings& holdings, RunContext& run) {
  DELO_TRY(HeldPackage held, read_held(delivery, package, holdings, run));
  Join join(delivery, std::move(held), false, LeafPolicy(), holdings, run);
  DELO_CHECK(join.look());
  return LookedAtHeld{.adds_nothing = join.adds_nothing() && join.came_changed(),
                      .held = join.take_held()};
}

}  // namespace delo::ingest
