#include "validators/pdf/image_look.h"

#include <algorithm>

namespace delo::validators::pdf {

using likeness::PageLooker;
using likeness::RowShape;
using likeness::SampleBytes;
using likeness::Tone;

SampleLook::SampleLook(const ImageFacts& facts) {
  const int components = facts.colour.components;
  const bool depth = facts.bits == 8 || facts.bits == 16 || (components == 1 && facts.bits == 1) ||
                     (components == 1 && (facts.bits == 2 || facts.bits == 4));
  const bool known = components == 1 || components == 3 || components == 4;
  if (!depth || !known || facts.colour.name == "indexed" || facts.colour.name == "separation") {
    return;
  }
  looker_.emplace(RowShape{.width = facts.width,
                           .height = facts.height,
                           .lanes = static_cast<std::uint32_t>(components),
                           .tone = components == 3   ? Tone::kRgb
                                   : components == 4 ? Tone::kInk
                                                     : Tone::kGray,
                           .bilevel = facts.bits == 1});
  if (!looker_->wants(0)) {  // too small
    looker_.reset();
    return;
  }
  samples_.emplace(static_cast<unsigned>(facts.bits));
  row_size_ = (std::size_t{facts.width} * static_cast<std::size_t>(components) *
                   static_cast<std::size_t>(facts.bits) +
               7) /
              8;
}

void SampleLook::write(std::string_view bytes) {
  if (!looker_) return;
  auto rest = std::as_bytes(std::span(bytes));
  if (!held_.empty()) {
    const std::size_t n = std::min(rest.size(), row_size_ - held_.size());
    held_.insert(held_.end(), rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(n));
    rest = rest.subspan(n);
    if (held_.size() < row_size_) return;
    row(held_);
    held_.clear();
  }
  for (; rest.size() >= row_size_; rest = rest.subspan(row_size_)) row(rest.first(row_size_));
  held_.assign(rest.begin(), rest.end());
}

void SampleLook::row(std::span<const std::byte> bytes) {
  if (looker_->wants(y_)) looker_->take(0, y_, samples_->of(bytes));
  ++y_;
}

std::optional<PageLook> SampleLook::finish() { return looker_ ? looker_->finish() : std::nullopt; }

BitmapLook::BitmapLook(std::uint64_t width, std::uint64_t height)
    : looker_({.width = width, .height = height, .bilevel = true}), samples_(1, {255, 0}) {}

}  // namespace delo::validators::pdf
