#include "packages/bagit/manifest_check.h"

#include <utility>

#include "core/bytes/read_fault.h"
#include "core/text/utf8.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_rules.h"
#include "packages/tree_rules.h"

namespace delo::packages {
namespace {

class ManifestCheck {
 public:
  ManifestCheck(PackageTree& tree, OtherNormalForms& forms, const ManifestOrder& order,
                const BagDeclaration& declaration)
      : tree_(tree),
        forms_(forms),
        order_(order),
        declaration_(declaration),
        index_(order.path, order.algorithm) {}

  Result<CheckedManifest> run(const std::stop_token& stop) {
    const auto read = read_lines(stop);
    const bool is_whole = read.has_value();
    if (!is_whole && !is_fault_of_file(read.error())) return read.error();
    if (!is_whole) report(tree_rule::kUnreadable, order_.path, read.error().text());
    index_.settle(tree_.files().size());
    if (is_whole) tell_doubles();
    return CheckedManifest{std::move(index_), std::move(findings_), is_whole};
  }

 private:
  Result<void> read_lines(const std::stop_token& stop) {
    DELO_TRY(const auto bytes, tree_.open(order_.path));
    return read_manifest(*bytes, order_.path, order_.algorithm, declaration_, findings_,
                         [&](ManifestLine& line) -> Result<void> {
                           enter(line);
                           if (stop.stop_requested()) {
                             return Error{ErrorCode::kCancelled, "interrupted"};
                           }
                           return {};
                         });
  }

  static constexpr std::uint32_t kNoFile = UINT32_MAX;

  bool is_1_0() const { return declaration_.is_1_0(); }

  void report(const Rule& rule, const RelativePath& path, std::string message, int line = 0) {
    Location where{.path = path};
    if (line > 0) where.part = "line " + std::to_string(line);
    findings_.push_back(finding(rule, std::move(where), std::move(message)));
  }

  void tell_doubles() {
    index_.for_each_double([&](std::uint32_t file, int line, bool same) {
      const bool fault = !same || is_1_0();
      report(fault ? bag_rule::kTwice : bag_rule::kTwiceSame, order_.path,
             display_of(tree_.files().path(file).text()) +
                 (same ? " is listed before" : " is listed before with another checksum"),
             line);
    });
  }

  void enter(ManifestLine& line) {
    const RelativePath& list = order_.path;
    const bool of_payload = order_.of_payload;
    tell_habits(list, line);
    std::optional<std::size_t> file = find_listed(list, line, of_payload);
    if (!file && tree_.has_folder(without_slash(line.path))) {
      report(bag_rule::kFolder, list, display_of(line.path) + " is a folder", line.number);
      return;
    }
    if (!file) {
      if (const std::string harm = harm_of_path(line.path); !harm.empty()) {
        report(bag_rule::kPath, list,
               "the path '" + display_of(line.path.substr(0, 300)) + "' " + harm, line.number);
        return;
      }
    }
    if (of_payload && !is_payload(line.path)) {
      report(bag_rule::kPathOutside, list, display_of(line.path) + " is not below data/",
             line.number);
      return;
    }
    if (!of_payload && (is_payload(line.path) || algorithm_of_tag_manifest(line.path))) {
      report(bag_rule::kTagPayload, list, "lists " + display_of(line.path), line.number);
      return;
    }
    if (!file) file = under_other_normal_form(line);
    if (!file) {
      auto path = RelativePath::parse(line.path);
      report(of_payload ? bag_rule::kMissing : bag_rule::kTagMissing, path ? *path : RelativePath(),
             "is listed in " + list.text() + " line " + std::to_string(line.number) +
                 " and is not there");
      index_.add_absent(line.path);
      return;
    }
    if (*file >= kNoFile) return;
    index_.add(static_cast<std::uint32_t>(*file), line.number, line.digest);
  }

  // What other programs do and the RFC does not know, or forbids.
  void tell_habits(const RelativePath& list, const ManifestLine& line) {
    if (line.dot_slash) {
      report(bag_rule::kDotSlash, list, display_of(line.path) + " has ./ before it", line.number);
    }
    if (line.escaped) {
      report(bag_rule::kEscaped, list, display_of(line.path) + " has the backslashes of md5sum",
             line.number);
    }
    if (line.stray_percent) {
      report(bag_rule::kPercent, list,
             display_of(line.written) + " has a percent sign that is not encoded as %25",
             line.number);
    }
  }

  // The file as it is written, or as versions and programs write names.
  std::optional<std::size_t> find_listed(const RelativePath& list, ManifestLine& line,
                                         bool of_payload) {
    // Before 1.0 some programs encoded line ends, most nothing: the name as it stands goes first.
    if (!line.written.empty() && !is_1_0()) {
      if (const auto raw = index_of(line.written)) {
        line.path = line.written;
        return raw;
      }
    }
    if (const auto file = index_of(line.path)) return file;
    if (line.path.starts_with(of_payload ? "*data/" : "*")) {
      line.path.erase(0, 1);
      report(bag_rule::kStar, list, display_of(line.path) + " has an asterisk before it",
             line.number);
      return index_of(line.path);
    }
    return std::nullopt;
  }

  // Manifests are mostly in the order of the tree: the file after the last one first.
  std::optional<std::size_t> index_of(std::string_view path) {
    const auto& files = tree_.files();
    if (next_ < files.size() && files.is(next_, path)) return next_++;
    const auto found = tree_.index_of(path);
    if (found) next_ = *found + 1;
    return found;
  }

  static std::string_view without_slash(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    return path;
  }

  // RFC 8493 §6.1.1: names are to be compared under one normal form.
  std::optional<std::size_t> under_other_normal_form(const ManifestLine& line) {
    const auto wanted = nfc(line.path);
    if (!wanted) return std::nullopt;
    std::optional<std::size_t> file = forms_.find(*wanted);
    if (!file && *wanted != line.path) file = tree_.index_of(*wanted);
    if (file) {
      report(bag_rule::kNormalForm, order_.path,
             display_of(line.path) + " was found under another Unicode normal form", line.number);
    }
    return file;
  }

  PackageTree& tree_;
  OtherNormalForms& forms_;
  const ManifestOrder& order_;
  const BagDeclaration& declaration_;
  ManifestIndex index_;
  std::vector<Finding> findings_;
  std::size_t next_ = 0;  // see index_of()
};

}  // namespace

std::optional<std::size_t> OtherNormalForms::find(std::string_view nfc) {
  std::call_once(made_, [this] {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const std::string path = files_.path(i).text();
      if (auto form = delo::nfc(path); form && *form != path) {
        by_form_.insert(*form, static_cast<std::uint32_t>(i));
      }
    }
  });
  const auto* found = std::as_const(by_form_).find(nfc);
  return found == nullptr ? std::nullopt : std::optional<std::size_t>(*found);
}

Result<CheckedManifest> check_manifest(PackageTree& tree, OtherNormalForms& forms,
                                       const ManifestOrder& order,
                                       const BagDeclaration& declaration,
                                       const std::stop_token& stop) {
  return ManifestCheck(tree, forms, order, declaration).run(stop);
}

}  // namespace delo::packages
