#include "validators/pdf/xref_reader.h"

#include <algorithm>
#include <charconv>

#include "validators/pdf/lexer.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/stream_decoder.h"

namespace delo::validators::pdf {
namespace {

constexpr std::uint64_t kMaxObjects = 8'388'607;      // ISO 32000-1 annex C
constexpr std::size_t kMaxDictionary = 1 << 20;       // bytes of a trailer
constexpr std::uint64_t kMaxUnfolded = 256ull << 20;  // bytes of one object or xref stream

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::uint64_t digits(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

// The 20 bytes of a table entry (7.5.4), or why they are none.
std::string fault_of_entry(std::string_view entry) {
  if (entry.size() < 20) return "is cut off";
  for (std::size_t i = 0; i < 10; ++i)
    if (!is_digit(entry[i])) return "has no offset of ten digits";
  if (entry[10] != ' ') return "has no space after the offset";
  for (std::size_t i = 11; i < 16; ++i)
    if (!is_digit(entry[i])) return "has no generation number of five digits";
  if (entry[16] != ' ') return "has no space after the generation number";
  if (entry[17] != 'n' && entry[17] != 'f') return "is neither n nor f";
  const std::string_view end = entry.substr(18, 2);
  if (end != " \n" && end != " \r" && end != "\r\n")
    return "does not end with a line end of two bytes";
  return {};
}

// The first number that two of the ranges (first, count) hold (7.5.4: an object has one
// entry in a section).
std::optional<std::uint64_t> covered_twice(
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges) {
  std::sort(ranges.begin(), ranges.end());
  std::uint64_t end = 0;
  for (const auto& [first, count] : ranges) {
    if (count == 0) continue;
    if (first < end) return first;
    end = first + count;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<FilterSpec>> direct_filters(const Object& dictionary) {
  std::vector<FilterSpec> filters;
  const Object* filter = dictionary.find("Filter");
  if (!filter || filter->kind() == Kind::kNull) return filters;
  const Object* parms = dictionary.find("DecodeParms");
  const Object::Array one =
      filter->kind() == Kind::kName ? Object::Array{*filter} : filter->items();
  if (one.size() > 16) return std::nullopt;
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one[i].kind() != Kind::kName) return std::nullopt;
    FilterSpec spec;
    spec.name = full_filter_name(one[i].text());
    if (!is_byte_filter(spec.name)) return std::nullopt;
    const Object* own = parms;
    if (parms && parms->kind() == Kind::kArray)
      own = i < parms->items().size() ? &parms->items()[i] : nullptr;
    const auto number = [&](const char* key, std::int64_t& into) {
      if (const Object* value = own ? own->find(key) : nullptr) into = value->integer();
    };
    number("Predictor", spec.predictor);
    number("Colors", spec.colors);
    number("BitsPerComponent", spec.bits_per_component);
    number("Columns", spec.columns);
    number("EarlyChange", spec.early_change);
    filters.push_back(spec);
  }
  return filters;
}

void XrefReader::add(XrefTable& table, std::uint64_t number, const RawXrefEntry& entry) {
  if (number >= table.size()) table.resize(static_cast<std::size_t>(number) + 1);
  if (table[static_cast<std::size_t>(number)].type == RawXrefEntry::kUnknown)
    table[static_cast<std::size_t>(number)] = entry;
}

std::optional<XrefSection> XrefReader::read(std::uint64_t offset, bool newest, XrefTable& table) {
  const std::uint64_t at = base_ + offset;
  const std::string start(file_.at(at, 64));
  if (start.substr(0, 4) == "xref") return read_table(at, newest, table);
  if (!start.empty() && is_digit(start[0])) return read_stream(at, table);
  Lexer lexer(start);
  if (lexer.next().raw == "xref") {
    // Between the two bytes of a line end is common; anything else is a wrong offset.
    const bool line_ends =
        lexer.position() == 5 && start[0] == '\n' && at > 0 && file_.at(at - 1, 1) == "\r";
    findings_.add(
        line_ends ? kStartxrefBlank : kStartxref, "cross-reference", static_cast<std::int64_t>(at),
        "the section named begins " + std::to_string(lexer.position() - 4) + " bytes later");
    return read_table(at + lexer.position() - 4, newest, table);
  }
  findings_.add(kStartxref, "cross-reference", static_cast<std::int64_t>(at),
                "at byte " + std::to_string(offset) + " there is no cross-reference section");
  return std::nullopt;
}

std::optional<XrefSection> XrefReader::read_table(std::uint64_t at, bool newest, XrefTable& table) {
  const std::uint64_t start = at;
  at += 4;
  const auto report = [&](std::uint64_t where, std::string message) {
    findings_.add(kXrefTable, "cross-reference table", static_cast<std::int64_t>(where),
                  std::move(message));
  };
  const std::string_view after = file_.at(at, 1);
  if (after.empty() || !is_white_space(after[0])) {
    report(start, "the keyword xref is not alone on its line");
    return std::nullopt;
  }
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  for (;;) {
    const std::string line(file_.at(at, 128));
    Lexer lexer(line);
    const Token first = lexer.next();
    if (first.raw == "trailer") {
      at += lexer.position();
      break;
    }
    const Token count = lexer.next();
    if (first.kind != TokenKind::kInteger || count.kind != TokenKind::kInteger ||
        first.number < 0 || count.number < 0) {
      report(at, std::string("expected a subsection of the table or the keyword trailer, found ") +
                     (first.raw.empty() ? "the end of the file"
                                        : "\"" + std::string(first.raw.substr(0, 30)) + "\""));
      return std::nullopt;
    }
    if (first.number > static_cast<double>(kMaxObjects) ||
        count.number > static_cast<double>(kMaxObjects) ||
        count.number > static_cast<double>(file_.size()) / 18) {
      report(at, "a subsection claims " + std::string(count.raw.substr(0, 30)) + " objects from " +
                     std::string(first.raw.substr(0, 30)) + " on; the file has " +
                     std::to_string(file_.size()) + " bytes");
      dangerous_ = true;
      return std::nullopt;
    }
    at += lexer.position();
    ranges.emplace_back(static_cast<std::uint64_t>(first.number),
                        static_cast<std::uint64_t>(count.number));
    // The line end after "first count", with or without blanks before it.
    for (std::string_view c = file_.at(at, 2); !c.empty() && is_white_space(c[0]);
         c = file_.at(at, 2)) {
      const bool pair = c == "\r\n";
      const char white = c[0];
      at += pair ? 2 : 1;
      if (white == '\n' || white == '\r') break;
    }
    if (!read_subsection(at, static_cast<std::uint64_t>(first.number),
                         static_cast<std::uint64_t>(count.number),
                         newest && static_cast<std::uint64_t>(first.number) == 0, table))
      return std::nullopt;
  }
  if (ranges.empty()) report(start, "the table has no subsection");
  if (const auto twice = covered_twice(std::move(ranges)))
    report(start, "object " + std::to_string(*twice) + " is in two subsections of one section");
  XrefSection section;
  section.trailer_at = at;
  const std::string text(file_.at(at, kMaxDictionary));
  Lexer lexer(text);
  std::optional<Object> trailer = parse_object(lexer);
  if (!trailer || trailer->kind() != Kind::kDictionary) {
    findings_.add(kTrailer, "trailer", static_cast<std::int64_t>(at),
                  "the trailer is not a well-formed dictionary");
    return std::nullopt;
  }
  section.trailer = std::move(*trailer);
  if (lexer.next().raw != "startxref" && newest)
    findings_.add(kTrailer, "trailer", static_cast<std::int64_t>(at),
                  "the trailer is not followed by startxref");
  return section;
}

bool XrefReader::read_subsection(std::uint64_t& at, std::uint64_t first, std::uint64_t count,
                                 bool newest, XrefTable& table) {
  const auto report = [&](std::uint64_t number, const std::string& what) {
    findings_.add(kXrefTable, "cross-reference table", static_cast<std::int64_t>(at),
                  "the entry of object " + std::to_string(number) + " " + what);
  };
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t number = first + i;
    const std::string_view bytes = file_.at(at, 20);
    RawXrefEntry entry;
    if (const std::string fault = fault_of_entry(bytes); fault.empty()) {
      entry.offset = digits(bytes.substr(0, 10));
      entry.generation = static_cast<int>(digits(bytes.substr(11, 5)));
      entry.type = bytes[17] == 'n' ? RawXrefEntry::kInFile : RawXrefEntry::kFree;
      at += 20;
    } else {
      // Read on as far as its three parts can be told apart.
      const std::string line(file_.at(at, 40));
      Lexer lexer(line);
      const Token offset = lexer.next(), generation = lexer.next(), kind = lexer.next();
      report(number, fault);
      if (offset.kind != TokenKind::kInteger || generation.kind != TokenKind::kInteger ||
          (kind.raw != "n" && kind.raw != "f") || offset.number < 0 || generation.number < 0)
        return false;
      entry.offset = static_cast<std::uint64_t>(std::min(offset.number, 1e18));
      entry.generation = static_cast<int>(std::min(generation.number, 99999.0));
      entry.type = kind.raw == "n" ? RawXrefEntry::kInFile : RawXrefEntry::kFree;
      std::size_t end = lexer.position();
      while (end < line.size() && is_white_space(line[end])) ++end;
      at += end;
    }
    if (number == 0 && newest && (entry.type != RawXrefEntry::kFree || entry.generation != 65535))
      findings_.add(kXrefFree, "cross-reference table", static_cast<std::int64_t>(at),
                    "the entry of object 0 is not free with generation 65535");
    if (entry.type == RawXrefEntry::kInFile && entry.generation > 65535)
      report(number, "has the generation number " + std::to_string(entry.generation));
    if (number <= kMaxObjects) add(table, number, entry);
  }
  return true;
}

std::optional<XrefReader::StreamStart> XrefReader::stream_start(std::uint64_t at,
                                                                const Rule& rule) {
  const std::string text(file_.at(at, 64 * 1024));
  Lexer lexer(text);
  const Token number = lexer.next(), generation = lexer.next(), keyword = lexer.next();
  const auto report = [&](std::string message) {
    findings_.add(rule, "cross-reference", static_cast<std::int64_t>(at), std::move(message));
    return std::nullopt;
  };
  if (number.kind != TokenKind::kInteger || generation.kind != TokenKind::kInteger ||
      keyword.raw != "obj" || number.number < 1 ||
      number.number > static_cast<double>(kMaxObjects) || generation.number < 0 ||
      generation.number > 65535)
    return report("at byte " + std::to_string(at - base_) +
                  " there is neither a table nor a stream");
  StreamStart start;
  start.id = {static_cast<int>(number.number), static_cast<int>(generation.number)};
  std::optional<Object> dictionary = parse_object(lexer);
  if (!dictionary || dictionary->kind() != Kind::kDictionary || lexer.next().raw != "stream")
    return report("the stream at byte " + std::to_string(at - base_) +
                  " has no well-formed dictionary");
  start.dictionary = std::move(*dictionary);
  std::size_t data = lexer.position();
  if (data < text.size() && text[data] == '\r') ++data;
  if (data < text.size() && text[data] == '\n') ++data;
  start.data_at = at + data;
  const std::uint64_t left = file_.size() - std::min(file_.size(), start.data_at);
  const Object* length = start.dictionary.find("Length");
  // An indirect Length is left to libqpdf; the data then end where they end.
  start.length = length && length->kind() == Kind::kInteger && length->integer() >= 0
                     ? std::min(left, static_cast<std::uint64_t>(length->integer()))
                     : left;
  return start;
}

std::optional<std::string> XrefReader::decode(const StreamStart& stream, std::size_t wanted,
                                              std::uint64_t& total, const Rule& rule) {
  const std::optional<std::vector<FilterSpec>> filters = direct_filters(stream.dictionary);
  if (!filters) {
    findings_.add(rule, stream.id, static_cast<std::int64_t>(stream.data_at),
                  "its filters cannot be used here");
    return std::nullopt;
  }
  std::string out;
  StreamDecoder decoder(*filters, kMaxUnfolded, [&](std::string_view bytes) {
    total += bytes.size();
    if (out.size() < wanted) out.append(bytes.substr(0, wanted - out.size()));
    return true;
  });
  for (std::uint64_t done = 0; done < stream.length;) {
    const std::string chunk(file_.at(
        stream.data_at + done,
        static_cast<std::size_t>(std::min<std::uint64_t>(32 * 1024, stream.length - done))));
    if (chunk.empty() || !decoder.write(chunk)) break;
    done += chunk.size();
  }
  const DecodeOutcome outcome = decoder.finish();
  if (outcome.over_budget) {
    findings_.add(kStreamBudget, stream.id, static_cast<std::int64_t>(stream.data_at),
                  "unfolds to more than " + std::to_string(kMaxUnfolded >> 20) + " MB from " +
                      std::to_string(stream.length) + " bytes");
    dangerous_ = true;
    return std::nullopt;
  }
  if (!outcome.fault.empty()) {
    findings_.add(rule, stream.id, static_cast<std::int64_t>(stream.data_at), outcome.fault);
    return std::nullopt;
  }
  return out;
}

void XrefReader::measure_object_stream(std::uint64_t offset, ObjectId id,
                                       const std::vector<Inside>& inside) {
  const std::optional<StreamStart> stream = stream_start(base_ + offset, kObjectStream);
  if (!stream) return;
  const auto report = [&](std::string message) {
    findings_.add(kObjectStream, id, static_cast<std::int64_t>(offset), std::move(message));
  };
  const Object* type = stream->dictionary.find("Type");
  if (!type || type->text() != "ObjStm") report("an object stream has no Type ObjStm");
  const Object* count = stream->dictionary.find("N");
  const Object* first = stream->dictionary.find("First");
  if (!count || !first || (count->kind() != Kind::kReference && count->integer() < 0) ||
      (first->kind() != Kind::kReference && first->integer() < 0))
    report("N or First of the object stream is missing or no positive integer");
  if (const Object* extends = stream->dictionary.find("Extends");
      extends && extends->kind() != Kind::kReference)
    report("Extends is a " + std::string(name_of(extends->kind())) + ", expected a reference");
  std::uint64_t total = 0;
  const std::int64_t index_size = first ? first->integer() : 0;
  const std::optional<std::string> index = decode(
      *stream, static_cast<std::size_t>(std::clamp<std::int64_t>(index_size, 0, kMaxDictionary)),
      total, kObjectStream);
  if (!index) return;
  if (first && first->kind() == Kind::kInteger &&
      static_cast<std::uint64_t>(std::max<std::int64_t>(0, first->integer())) > total)
    report("First is " + std::to_string(first->integer()) + ", the object stream holds " +
           std::to_string(total) + " bytes");
  if (count && count->kind() == Kind::kInteger && count->integer() > 0 &&
      static_cast<std::uint64_t>(count->integer()) > total / 3) {
    report("N is " + std::to_string(count->integer()) + ", the object stream holds " +
           std::to_string(total) + " bytes");
    dangerous_ = true;
  } else if (count && count->kind() == Kind::kInteger && index_size > 0 &&
             static_cast<std::uint64_t>(index_size) == index->size()) {
    check_index(*index, count->integer(), total - index->size(), id, offset, inside);
  }
}

// The pairs of object number and offset in front of the objects (7.5.7).
void XrefReader::check_index(const std::string& index, std::int64_t count, std::uint64_t room,
                             ObjectId id, std::uint64_t offset, const std::vector<Inside>& inside) {
  const auto report = [&](std::string message) {
    findings_.add(kObjectStream, id, static_cast<std::int64_t>(offset), std::move(message));
  };
  std::vector<int> numbers;
  Lexer lexer(index);
  for (std::int64_t i = 0; i < count; ++i) {
    const Token number = lexer.next(), at = lexer.next();
    if (number.kind != TokenKind::kInteger || at.kind != TokenKind::kInteger)
      return report("the index of the object stream holds " + std::to_string(i) +
                    " pairs of integers before First, N is " + std::to_string(count));
    if (at.number < 0 || at.number >= static_cast<double>(room))
      return report("object " + std::string(number.raw) + " of the object stream begins at " +
                    std::string(at.raw) + ", it holds " + std::to_string(room) + " bytes");
    numbers.push_back(static_cast<int>(std::clamp(number.number, 0.0, 1e9)));
  }
  for (const Inside& object : inside) {
    const auto at = static_cast<std::size_t>(object.index);
    if (at >= numbers.size()) {
      report("the cross-reference looks for object " + std::to_string(object.number) +
             " at index " + std::to_string(at) + ", N is " + std::to_string(count));
    } else if (numbers[at] != object.number) {
      report("at index " + std::to_string(at) + " there is object " + std::to_string(numbers[at]) +
             ", expected " + std::to_string(object.number));
    }
  }
}

std::optional<XrefSection> XrefReader::read_stream(std::uint64_t at, XrefTable& table) {
  std::optional<StreamStart> stream = stream_start(at, kStartxref);
  if (!stream) return std::nullopt;
  const auto report = [&](std::string message) {
    findings_.add(kXrefStream, stream->id, static_cast<std::int64_t>(at), std::move(message));
    return std::nullopt;
  };
  const Object& dictionary = stream->dictionary;
  const Object* type = dictionary.find("Type");
  if (!type || type->text() != "XRef")
    return report("the stream that startxref or Prev names has no Type XRef");
  const Object* widths = dictionary.find("W");
  if (!widths || widths->items().size() != 3) return report("W is not an array of three integers");
  std::size_t width[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const std::int64_t value = widths->items()[i].integer();
    if (widths->items()[i].kind() != Kind::kInteger || value < 0 || value > 8) {
      dangerous_ = true;
      return report("W holds " + std::to_string(value) + ", expected widths of 0 to 8 bytes");
    }
    width[i] = static_cast<std::size_t>(value);
  }
  const std::size_t row = width[0] + width[1] + width[2];
  if (row == 0 || width[1] == 0) {
    dangerous_ = true;
    return report("W leaves no room for an offset");
  }
  const Object* size = dictionary.find("Size");
  const std::int64_t declared = size ? size->integer() : 0;
  if (declared < 1 || static_cast<std::uint64_t>(declared) > kMaxObjects + 1) {
    dangerous_ = true;
    return report("Size is " + std::to_string(declared));
  }
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  std::uint64_t entries = 0;
  if (const Object* index = dictionary.find("Index")) {
    const Object::Array& items = index->items();
    if (items.empty() || items.size() % 2) return report("Index is not an array of pairs");
    for (std::size_t i = 0; i < items.size(); i += 2) {
      const std::int64_t first = items[i].integer(), count = items[i + 1].integer();
      if (first < 0 || count < 0 || static_cast<std::uint64_t>(first) > kMaxObjects ||
          static_cast<std::uint64_t>(count) > kMaxObjects + 1) {
        dangerous_ = true;
        return report("Index claims " + std::to_string(count) + " objects from " +
                      std::to_string(first) + " on");
      }
      ranges.emplace_back(first, count);
      entries += static_cast<std::uint64_t>(count);
    }
  } else {
    ranges.emplace_back(0, declared);
    entries = static_cast<std::uint64_t>(declared);
  }
  if (const auto twice = covered_twice(ranges))
    report("object " + std::to_string(*twice) + " is in two ranges of Index");
  std::uint64_t total = 0;
  if (entries > kMaxUnfolded / row) {
    dangerous_ = true;
    return report("Index claims " + std::to_string(entries) + " objects");
  }
  const std::optional<std::string> data =
      decode(*stream, static_cast<std::size_t>(entries * row), total, kXrefStream);
  if (!data) return std::nullopt;
  if (total < entries * row) {
    if (entries - total / row > 4096) dangerous_ = true;
    report("it holds " + std::to_string(total) + " bytes, expected " +
           std::to_string(entries * row) + " for " + std::to_string(entries) + " entries");
  } else if (total > entries * row) {
    findings_.add(
        kXrefStreamRest, stream->id, static_cast<std::int64_t>(at),
        "it holds " + std::to_string(total) + " bytes, expected " + std::to_string(entries * row));
  }
  std::size_t at_row = 0;
  for (const auto& [first, count] : ranges) {
    for (std::uint64_t i = 0; i < count && data->size() - at_row >= row; ++i, at_row += row) {
      std::uint64_t field[3] = {1, 0, 0};  // the type is 1 when its width is 0
      std::size_t byte = at_row;
      for (std::size_t f = 0; f < 3; ++f) {
        if (width[f]) field[f] = 0;
        for (std::size_t k = 0; k < width[f]; ++k)
          field[f] = field[f] << 8 | static_cast<unsigned char>((*data)[byte++]);
      }
      RawXrefEntry entry;
      entry.offset = field[1];
      entry.generation = static_cast<int>(std::min<std::uint64_t>(field[2], 65536));
      if (field[0] == 0) entry.type = RawXrefEntry::kFree;
      if (field[0] == 1) entry.type = RawXrefEntry::kInFile;
      if (field[0] == 2) {
        entry.type = RawXrefEntry::kInStream;
        entry.generation = static_cast<int>(std::min<std::uint64_t>(field[2], kMaxObjects));
      }
      if (field[0] <= 2 && first + i <= kMaxObjects) add(table, first + i, entry);
    }
  }
  XrefSection section;
  section.stream = true;
  section.id = stream->id;
  section.trailer_at = at;
  section.trailer = std::move(stream->dictionary);
  const auto self = static_cast<std::size_t>(section.id.number);
  if (self >= table.size() || table[self].type == RawXrefEntry::kUnknown)
    findings_.add(kXrefSelf, section.id, static_cast<std::int64_t>(at),
                  "it has no entry for itself");
  return section;
}

}  // namespace delo::validators::pdf
