#include "core/text/json_writer.h"

#include <utility>

namespace delo {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;  // bytes

}  // namespace

void JsonWriter::key(std::string_view name) {
  separate();
  text_ += Json(name).dump();
  text_ += ':';
  first_ = true;
}

void JsonWriter::value(const Json& value) {
  separate();
  text_ += value.dump();
  first_ = false;
  flush();
}

void JsonWriter::members(const Json& object) {
  for (const auto& [name, value_of_it] : object.members()) member(name, value_of_it);
}

Result<void> JsonWriter::finish() {
  if (!failed_ && !text_.empty()) {
    if (auto done = sink_.write_text(text_); !done) failed_ = std::move(done).error();
  }
  text_.clear();
  if (failed_) return *failed_;
  return {};
}

void JsonWriter::open(char bracket) {
  separate();
  text_ += bracket;
  first_ = true;
}

void JsonWriter::close(char bracket) {
  text_ += bracket;
  first_ = false;
  flush();
}

void JsonWriter::separate() {
  if (!first_) text_ += ',';
}

void JsonWriter::flush() {
  if (text_.size() >= kBuffer) (void)finish();
}

}  // namespace delo
