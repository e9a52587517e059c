// Events of a PREMIS record.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/fixity/fingerprint.h"
#include "core/result.h"
#include "core/text/xml_writer.h"
#include "packages/eark/ip_layout.h"
#include "packages/premis/copies_of_texts.h"

namespace delo::packages {

// Events that differ in nothing but their objects are one event of many files.
struct EventGroup {
  std::vector<const Event*> events;
  Timestamp first{}, last{};
  std::size_t number = 0;  // from 1, in the order they first happened
};
std::vector<EventGroup> grouped(const std::vector<Event>& events);

// Borrows all three.
class EventWriter {
 public:
  EventWriter(XmlWriter& xml, const Package& package, const CopiesOfTexts& copies);

  // Which files events may be about: asked for once, and only where there are any.
  Result<void> know_files();
  void write(const EventGroup& group);
  // One for each name that could not stand in a package as it was.
  void write_renaming(const PlacedFile& file, std::size_t number);

 private:
  std::string at_or_after() const;
  std::string when(const EventGroup& group) const;
  void start(EventType type, std::size_t number, const std::string& when,
             const std::string& detail);
  void details(std::string_view text);
  void outcome(std::string_view name, std::string_view note, const std::vector<Finding>& findings);
  void outcome_detail(std::string_view note);
  void link_agent(const AgentId& id);
  void link_object(std::string_view uuid, EventType type);
  void link_text_of(const RelativePath& copy);
  void link_object(std::string_view uuid, bool is_outcome);

  XmlWriter& xml_;
  const Package& package_;
  const CopiesOfTexts& copies_;
  FingerprintMap files_;                                // by their paths
  std::unordered_map<std::string, std::string> texts_;  // UUIDs, by the paths of their copies
  std::unordered_map<std::string_view, const Agent*> agents_;
};

}  // namespace delo::packages
