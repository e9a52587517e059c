// Fonts and XObjects as the resources of pages name them (ISO 32000-1 7.8.3,
// 8.8 to 8.10, 9.5 to 9.9).
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "validators/pdf/findings.h"
#include "validators/pdf/graph_check.h"
#include "validators/pdf/view.h"

namespace delo::validators::pdf {

// Why the first bytes of a font program can't be those of its kind; empty when they can.
std::string fault_of_program(std::string_view kind, std::string_view start);

// What a font program of `size` bytes says it has beyond its end: a table of its directory
// (`start`: its first bytes, enough for that), or Length1 to Length3 of its dictionary.
inline constexpr std::size_t kProgramStart = 12 + 256 * 16;
std::string program_beyond_end(std::string_view kind, std::string_view start, std::uint64_t size,
                               const Value& program);

// Looks at each resource dictionary and each font once.
class ResourceChecker {
 public:
  ResourceChecker(Findings& findings, GraphCheck& graph) : findings_(findings), graph_(graph) {}

  // The resources of a page, form, pattern or Type 3 font.
  void check(const Value& resources, const std::string& owner);

  // Streams of font programs, and what they are: FontFile, FontFile2, or the
  // Subtype of FontFile3.
  const std::map<ObjectId, std::string>& programs() const { return programs_; }

 private:
  struct Pending {
    Value resources;
    std::string owner;
  };
  void check_one(const Value& resources, const std::string& owner);
  void font(const Value& font, const std::string& name);
  void simple_font(const Value& font);
  void composite_font(const Value& font);
  void encoding(const Value& font);
  void widths(const Value& font, const std::string& base);
  void type3(const Value& font, const std::string& name);
  void descriptor(const Value& font, bool required);
  void xobject(const Value& object, const std::string& name, const std::string& owner);
  void report(const Rule& rule, const Value& where, std::string message) {
    findings_.add(rule, where.part(), where.offset(), std::move(message));
  }
  bool first_time(const Value& value) {
    return !value.is_indirect() || seen_.insert(value.home()).second;
  }

  Findings& findings_;
  GraphCheck& graph_;
  std::set<ObjectId> seen_;
  std::map<ObjectId, std::string> programs_;
  std::vector<Pending> pending_;  // resources of forms and glyphs: no recursion
};

}  // namespace delo::validators::pdf
