#include "packages/sinks/entry_names.h"

#include <span>
#include <utility>

#include "core/text/utf8.h"
#include "packages/sinks/archive_rules.h"

namespace delo::packages {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// What a name does in a program that decodes '%', or where '\' divides parts and "C:"
// names a disk; it must not do there what it can't do here.  Empty when harmless.
std::string harm_elsewhere(std::string_view name) {
  if (name.size() >= 2 && is_letter(name[0]) && name[1] == ':') {
    return "begins with a drive letter";
  }
  if (name.find("%00") != std::string_view::npos) return "holds an encoded NUL";
  if (name.find('\\') == std::string_view::npos) return {};
  if (name.front() == '\\') return "begins with a backslash";
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find_first_of("\\/", at), name.size());
    if (name.substr(at, end - at) == "..") return "has a '..' part between backslashes";
    at = end + 1;
  }
  return {};
}

}  // namespace

NameVerdict EntryNames::judge(std::string_view name, EntryType type) {
  NameVerdict verdict;
  const auto refuse = [&](const Rule& rule, std::string reason) {
    verdict.path = RelativePath();
    verdict.refused = &rule;
    verdict.reason = std::move(reason);
    return verdict;
  };
  if (type == EntryType::kLink) return refuse(archive_rule::kLink, "is a link");
  if (type == EntryType::kSpecial) {
    return refuse(archive_rule::kSpecial, "is a device, pipe or socket");
  }
  std::string_view rest = name;
  if (rest == "." || rest == "./") {
    if (type == EntryType::kFolder) return verdict;
    return refuse(archive_rule::kNameUnsafe, "has no name");
  }
  if (rest.starts_with("./")) rest.remove_prefix(2);
  if (type == EntryType::kFolder && rest.size() > 1 && rest.ends_with('/')) rest.remove_suffix(1);
  if (std::string harm = harm_elsewhere(rest); !harm.empty()) {
    return refuse(archive_rule::kNameUnsafe, std::move(harm));
  }
  auto parsed = RelativePath::parse(rest);
  if (!parsed) return refuse(archive_rule::kNameUnsafe, parsed.error().message);
  verdict.path = std::move(parsed).value();

  const std::string& text = verdict.path.text();
  if (judged_ == Judged::kTogether && !stands_beside_others(text, type, verdict)) return verdict;
  if (!is_utf8(text)) {
    verdict.remarks.emplace_back(&archive_rule::kNameEncoding, "is not UTF-8");
  } else if (std::string oddity = oddity_of_name(verdict.path.name()); !oddity.empty()) {
    verdict.remarks.emplace_back(&archive_rule::kNameOdd, std::move(oddity));
  }
  return verdict;
}

// false: the verdict is that it is refused.
bool EntryNames::stands_beside_others(const std::string& text, EntryType type,
                                      NameVerdict& verdict) {
  const auto refuse = [&](std::string reason) {
    verdict.refused = &archive_rule::kNameTwice;
    verdict.reason = std::move(reason);
    verdict.path = RelativePath();  // and `text` with it
    return false;
  };
  // Folders above, from the nearest up to the first one that is known.
  for (std::size_t slash = text.rfind('/'); slash != std::string::npos && slash > 0;
       slash = text.rfind('/', slash - 1)) {
    const std::string folder = text.substr(0, slash);
    const auto* known = std::as_const(paths_).find(folder);
    if (known != nullptr && Use{*known} == Use::kFolder) break;
    std::string fault = enter(folder, Use::kFolder, verdict);
    if (!fault.empty()) return refuse("lies below a file");
  }
  const Use use = type == EntryType::kFolder ? Use::kFolder : Use::kFile;
  std::string fault = enter(text, use, verdict);
  return fault.empty() || refuse(std::move(fault));
}

std::string EntryNames::enter(const std::string& path, Use use, NameVerdict& verdict) {
  const Fingerprint key = fingerprint_of(path);
  if (!paths_.insert(key, static_cast<std::uint32_t>(use))) {
    if (Use{*paths_.find(key)} != use) return "is both a file and a folder";
    return use == Use::kFile ? "is there already" : "";
  }
  const Fingerprint alike = fingerprint_of(collision_key(path));
  // Where it could not be put aside, or after 4 GB of names, the other name isn't told.
  std::uint32_t place = UINT32_MAX;
  if (const auto* first = first_named_.find(alike)) {
    const std::string other = first_spelling(*first);
    verdict.remarks.emplace_back(
        &archive_rule::kNameCollision,
        "differs from " + (other.empty() ? "an earlier name" : "'" + display_of(other) + "'") +
            " in letter case or normal form only");
    return {};
  }
  std::string spelling = path;
  spelling += '\0';
  if (const auto at = spellings_.append(spelling); at && *at < UINT32_MAX) {
    place = static_cast<std::uint32_t>(*at);
  }
  first_named_.insert(alike, place);
  return {};
}

std::string EntryNames::first_spelling(std::uint32_t place) const {
  if (place == UINT32_MAX) return {};
  std::string text(4096, '\0');
  const auto got = spellings_.read_at(place, std::as_writable_bytes(std::span(text)));
  return got ? text.substr(0, text.find('\0')) : std::string();
}

}  // namespace delo::packages
