#include "packages/ocfl/untold_codes.h"

namespace delo::packages::ocfl {
namespace {

// ocfl-spec 1.1, validation-codes.md; E065, E068, E086, E091, E109 and W006 are not in it.
constexpr UntoldCode kCodes[] = {
    {"E002", "the NAMASTE form of a declaration: E003 to E007 tell which part of it is wrong"},
    {"E014", "a path with another spelling of a version's folder is not there: E042, E092"},
    {"E016", "content outside the content folder is E042; a content folder without files is W003"},
    {"E021", "says which name the content folder has by default: what lies elsewhere is E042"},
    {"E022", "a duty of validators: folders beside the content folder are W002 and not read"},
    {"E026", "about those who write fixity blocks: a name of no list is E056"},
    {"E027", "a duty of clients: md5, sha1, sha256, sha512 and blake2b-512 are computed"},
    {"E028",
     "a duty of clients: algorithms of the extensions that we can't compute are passed over"},
    {"E034", "an inventory of another name is none: E063"},
    {"E035", "another separator than / is a letter of a name: the file is not there, E092"},
    {"E039", "digests by another algorithm than digestAlgorithm are E030 or E031, and E092"},
    {"E043", "no versions block: E041"},
    {"E045", "versions that is no object: E044"},
    {"E055", "a fixity block of another name is an unknown key: E102"},
    {"E062", "when a sidecar was written can't be seen; one that does not fit is E060"},
    {"E074", "independence of roots can't be seen; links from one to another are E090"},
    {"E075", "the NAMASTE form of a declaration: E076 to E080 tell which part of it is wrong"},
    {"E082", "an object within an object: E001"},
    {"E087", "a duty of validators: files in the root itself are passed over"},
    {"E089", "advice on what can't be kept as files"},
    {"E098", "a content path that is no text: E092, or E057 in a fixity block"},
    {"E105", "a version number that is none: E104 and E046"},
    {"E108", "a contentDirectory with a slash: E017"},
    {"W012", "what a file in logs is about can't be seen"},
};

}  // namespace

std::span<const UntoldCode> untold_codes() { return kCodes; }

}  // namespace delo::packages::ocfl
