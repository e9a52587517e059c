// In what way a checksum list is written: for people, who know their programs by it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace delo::ingest {

struct ChecksumForm {
  std::string dialect;    // "md5sum" "BSD" "SFV" …; empty: no line was known again
  std::string made_by;    // "FastSum": as a comment or the form of the list tells
  std::string encoding;   // the IANA name
  std::string line_ends;  // "LF" "CRLF" "CR" "mixed"; empty: one line without an end
  bool byte_order_mark = false;
  bool escaped = false;                 // names with md5sum's backslash escapes
  bool backslashes = false;             // between the parts of names
  bool windows_paths = false;           // names begin with a drive or a network share
  bool absolute_paths = false;          // names begin at the root of a Unix system
  std::vector<std::string> algorithms;  // "md5" …, sorted, each once
  std::uint64_t lines = 0, unreadable = 0;

  // "FastSum (name first), windows-1251, CRLF, Windows paths"
  std::string in_words() const;
};

struct ChecksumList;

// `bytes`: the list as it came; `list`: what was read of it.
ChecksumForm form_of(std::string_view bytes, std::string_view list_name, const ChecksumList& list);

}  // namespace delo::ingest
