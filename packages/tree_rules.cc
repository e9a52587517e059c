#include "packages/tree_rules.h"

#include <array>

#include "packages/package_tree.h"

namespace delo::packages {
namespace tree_rule {

constinit const Rule kLink{
    .id = "package.tree.link",
    .severity = Severity::kError,
    .clause = "RFC 8493 §5.3",
    .summary = "A package holds files and folders, no symbolic links",
    .cause = "The package was copied as links, or points to files outside itself",
    .remedy = "Replace the link by the file it points to, if that file belongs to the package",
    .who = Remedier::kProducer};
constinit const Rule kSpecial{
    .id = "package.tree.special",
    .severity = Severity::kError,
    .clause = "",
    .summary = "A package holds files and folders, no devices, pipes or sockets",
    .cause = "The folder is in use by a program, or is not what it seems",
    .remedy = "Ask the producer for a folder of the material only",
    .who = Remedier::kProducer};
constinit const Rule kPath{.id = "package.tree.path",
                           .severity = Severity::kError,
                           .clause = "",
                           .summary = "Paths in a package have at most 4000 bytes and 200 parts",
                           .cause = "Folders were nested by a faulty program",
                           .remedy = "Ask the producer for a flatter folder",
                           .who = Remedier::kProducer};
constinit const Rule kUnreadable{
    .id = "package.tree.unreadable",
    .severity = Severity::kError,
    .clause = "",
    .summary = "Every file of a package can be read to its end",
    .cause = "The storage is failing, its access rights forbid reading, or an archive is damaged",
    .remedy = "Check the storage, or ask for the archive again; nothing is said about the content",
    .who = Remedier::kOperator};
constinit const Rule kOneFolder{
    .id = "package.archive.one-folder",
    .severity = Severity::kError,
    .clause = "RFC 8493 §4; CSIPSTR1",
    .summary = "An archived package is one folder and nothing beside it",
    .cause = "The archive was made from within the package's folder, or holds several packages",
    .remedy = "Ask the producer to pack the package's folder itself",
    .who = Remedier::kProducer};
constinit const Rule kArchiveKind{
    .id = "package.archive.kind",
    .severity = Severity::kError,
    .clause = "RFC 8493 §4",
    .summary = "A package is a folder, or one in a tar, tar.gz or zip",
    .cause = "The file is damaged at its beginning, is empty, or is no package at all",
    .remedy = "Ask the producer for the package again",
    .who = Remedier::kProducer};

}  // namespace tree_rule

std::span<const Rule> tree_rules() {
  using namespace tree_rule;
  static const std::array kRules = {kLink, kSpecial, kPath, kUnreadable, kOneFolder, kArchiveKind};
  return kRules;
}

const Rule& one_folder_rule() { return tree_rule::kOneFolder; }

}  // namespace delo::packages
