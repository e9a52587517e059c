#include "packages/eark/divided_package.h"

#include <algorithm>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "packages/aip.h"
#include "packages/descriptive/part_description.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_writer.h"
#include "packages/package_target.h"
#include "packages/payload_search.h"
#include "packages/sinks/directory_sink.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

// What METS, PREMIS and an archive's headers add: measured at 4 KB a file with all its
// properties, and its path up to twelve times, percent-encoded.
constexpr std::uint64_t kOfPackage = std::uint64_t{64} << 10;  // bytes
constexpr std::uint64_t kOfFile = std::uint64_t{6} << 10;

std::uint64_t cost_of(const PayloadFile& file) {
  return file.object.size + kOfFile + 12 * file.object.path.text().size();
}

bool stays_with_parent(FileRole role) {
  return role == FileRole::kDescription || role == FileRole::kFixity;
}

// What the parent tells of the whole.
Result<std::uint64_t> cost_of_parent(const Package& package) {
  std::uint64_t cost = kOfPackage + most_text_of_parts(package.item);
  DELO_CHECK(package.payload.for_each([&](const PayloadFile& file) {
    if (stays_with_parent(file.object.role)) cost += cost_of(file);
  }));
  for (const Event& event : package.events) {
    cost += kOfFile / 2 + 2 * (event.detail.size() + event.outcome_note.size());
    for (const Finding& finding : event.findings) {
      cost += 256 + 2 * (finding.message.size() + finding.where.path.text().size());
    }
  }
  return cost + package.context.earlier_premis.size;
}

// The payload files of the parent, then of each child, in the order of the package's
// representations.
using Parts = std::vector<FileNumbers>;

Result<Parts> divide(const Package& package, std::uint64_t limit) {
  DELO_TRY(const IpLayout layout, layout_of(package));
  Parts parts(1);
  DELO_TRY(const std::uint64_t of_parent, cost_of_parent(package));
  const std::uint64_t of_child = kOfPackage + most_text_of_parts(package.item);
  std::uint64_t left = limit > of_parent ? limit - of_parent : 0;
  Payload::Reader payload(package.payload);
  for (const Representation& r : layout.representations) {
    for (const std::uint32_t number : r.files) {
      DELO_TRY(const PayloadFile file, payload.at(number));
      const std::uint64_t cost = cost_of(file);
      if (cost + of_child > limit) {
        return Error{ErrorCode::kInvalidArgument,
                     display_of(file.object.path.text()) + " has " +
                         std::to_string(file.object.size) +
                         " bytes, with its metadata more than a part may have; files are not cut, "
                         "name a larger size"};
      }
      if (cost > left) {
        if (parts.front().empty()) {  // a package lists content (CSIP114)
          return Error{ErrorCode::kInvalidArgument,
                       "descriptions and events leave no room for a file in a package of " +
                           std::to_string(limit) + " bytes; name a larger size"};
        }
        parts.emplace_back();
        left = limit - of_child;
      }
      parts.back().push_back(number);
      left -= cost;
    }
  }
  for (FileNumbers& part : parts) std::ranges::sort(part);  // path order
  return parts;
}

Event splitting_event(const Package& package, std::string detail) {
  Event event{.type = EventType::kPackageSplitting,
              .time = package.material_date,
              .detail = std::move(detail),
              .outcome = EventOutcome::kSuccess};
  if (!package.agents.empty()) event.agents.push_back(package.agents.front().id);
  return event;
}

// All that is not payload, events and rights of files.
Package frame_of(const Package& package) {
  Package frame;
  frame.kind = package.kind;
  frame.item = package.item;
  frame.agents = package.agents;
  frame.policy = package.policy;
  frame.producer = package.producer;
  frame.material_date = package.material_date;
  frame.context = package.context;
  frame.exact_event_times = package.exact_event_times;
  frame.uuids = package.uuids;
  return frame;
}

class Divider {
 public:
  Divider(const Package& package, const PackageOrder& order, std::uint64_t limit,
          std::stop_token stop)
      : package_(package), order_(order), limit_(limit), stop_(std::move(stop)) {}

  Result<DividedPackage> run(const fs::path& to) {
    DELO_TRY(const Parts parts, divide(package_, limit_));
    DELO_TRY(const auto work, WorkPlace::create(to));
    const fs::path whole = work->path() / "whole";
    DELO_CHECK(make_folders(whole));
    DividedPackage out;
    DELO_TRY(const Package parent, parent_of(parts, work->path()));
    DELO_TRY(out.whole, write(parent, work->path(), whole));
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (stop_.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
      DELO_TRY(const Package child, child_of(parent, parts[i], i, work->path()));
      DELO_TRY(MadePackage made, write(child, work->path(), whole));
      out.whole.files += made.files;
      out.whole.bytes += made.bytes;
      made.path = to / made.path.filename();
      out.parts.push_back(std::move(made));
    }
    out.whole.path = to / out.whole.path.filename();
    DELO_CHECK(sync_file_system(whole));
    DELO_CHECK(rename_no_replace(whole, to));
    DELO_CHECK(sync_folder(fs::absolute(to).parent_path()));
    return out;
  }

 private:
  Result<Package> parent_of(const Parts& parts, const fs::path& aside) const {
    Package parent = frame_of(package_);
    // Divided at another size it is other packages.
    parent.id = parts.size() == 1 ? package_.id
                                  : PackageId{uuid_of(package_.id.value + " in parts of " +
                                                      std::to_string(limit_) + " bytes")};
    parent.events = package_.events;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      parent.context.parts.push_back(
          {{uuid_of(parent.id.value + "/part/" + std::to_string(i))}, parts[i].size()});
    }
    parent.payload = Payload(aside);
    std::size_t number = 0, next = 0;
    DELO_CHECK(package_.payload.for_each([&](const PayloadFile& file) -> Result<void> {
      const bool first = next < parts[0].size() && parts[0][next] == number;
      next += first ? 1 : 0;
      ++number;
      if (!first && !stays_with_parent(file.object.role)) return {};
      return parent.payload.append(file);
    }));
    DELO_CHECK(keep_rights_of_payload(parent));
    if (parts.size() > 1) {
      parent.events.push_back(
          splitting_event(package_, "into this package and " + std::to_string(parts.size() - 1) +
                                        " children of at most " + std::to_string(limit_) +
                                        " bytes; no file was cut"));
    }
    return parent;
  }

  Result<Package> child_of(const Package& parent, const FileNumbers& files, std::size_t number,
                           const fs::path& aside) const {
    Package child = frame_of(package_);
    child.id = parent.context.parts[number - 1].id;
    child.context.earlier_premis = {};  // the parent has it
    child.context.parent = parent.id;
    child.context.part = number;
    child.payload = Payload(aside);
    Payload::Reader payload(package_.payload);
    for (const std::uint32_t file : files) {
      DELO_TRY(const PayloadFile one, payload.at(file));
      DELO_CHECK(child.payload.append(one));
    }
    DELO_CHECK(keep_rights_of_payload(child));
    child.events.push_back(splitting_event(
        package_, "child " + std::to_string(number) + " of " +
                      std::to_string(parent.context.parts.size()) + " of package " +
                      parent.id.value + ", which tells what happened to the files before"));
    return child;
  }

  Result<MadePackage> write(const Package& package, const fs::path& work, const fs::path& whole) {
    const std::string name = objid_of(package.id);
    const fs::path folder = work / ("writing-" + name);
    DELO_CHECK(make_folders(folder));
    DELO_TRY(const PackageFiles with_root, write_information_package(package, folder, {}));
    PackageFiles files(folder);
    MadePackage made{.id = package.id};
    DELO_CHECK(with_root.for_each([&](PackagedFile file) -> Result<void> {
      DELO_TRY(file.path,
               RelativePath::parse(std::string_view(file.path.text()).substr(name.size() + 1)));
      ++made.files;
      made.bytes += file.size;
      if (file.path.text() == kMetsName) made.digests = file.digests;
      return files.append(file);
    }));
    std::uint64_t size = made.bytes;
    if (order_.serialize) {
      made.path = whole / (name + std::string(ending_of(*order_.serialize)));
      DELO_TRY(const PackagedFile archive, write_archive(files, name, *order_.serialize,
                                                         package.material_date, made.path, stop_));
      made.digests = archive.digests;
      size = archive.size;
    } else {
      made.path = whole / name;
      DELO_CHECK(write_folder(files, made.path, stop_));
    }
    if (size > limit_) {
      return Error{ErrorCode::kInvalidArgument,
                   "a part comes to " + std::to_string(size) + " bytes, more than the " +
                       std::to_string(limit_) + " it may have; name a larger size"};
    }
    DELO_CHECK(remove_tree(folder));
    return made;
  }

  const Package& package_;
  const PackageOrder& order_;
  const std::uint64_t limit_;
  const std::stop_token stop_;
};

}  // namespace

Result<DividedPackage> write_divided_package(const Package& package, const PackageOrder& order,
                                             std::uint64_t limit, std::stop_token stop) {
  if (order.form != PackageForm::kSip && order.form != PackageForm::kAip &&
      order.form != PackageForm::kDip) {
    return Error{ErrorCode::kInvalidArgument, "only SIP, AIP and DIP can be divided; a " +
                                                  std::string(name_of(order.form)) +
                                                  " is written whole"};
  }
  DELO_TRY(const PackageTarget target,
           package_target(order.to, objid_of(package.id) + "-divided", std::nullopt));
  Package whole = package;
  prepare_for(whole, order.form);
  return Divider(whole, order, limit, std::move(stop)).run(target.path);
}

}  // namespace delo::packages
