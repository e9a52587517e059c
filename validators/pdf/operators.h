// The operators of content streams (ISO 32000-1 annex A) and what they ask for.
#pragma once

#include <cstdint>
#include <string_view>

namespace delo::validators::pdf {

// What an operator does to the state we follow.
enum class Effect : std::uint8_t {
  kNothing,
  kSave,
  kRestore,
  kConcatenate,
  kBeginText,
  kEndText,
  kSetFont,
  kShowText,   // operand: the string or array; within BT … ET only
  kPlaceText,  // within BT … ET only
  kDraw,
  kPaint,  // ends a path and marks the page
  kTextMode,
  kState,  // names an ExtGState
  kColorSpace,
  kColor,
  kShading,
  kBeginPath,     // m, re
  kContinuePath,  // asks for a current point
  kEndPath,       // without painting it
  kBeginMarked,
  kEndMarked,
  kMarkedPoint,
  kBeginImage,
  kBeginCompatibility,
  kEndCompatibility,
};

struct Operator {
  std::string_view name;
  // One letter an operand: n number, N name, s string, a array, p name or
  // dictionary; "*" alone: numbers, and a name at the end.
  std::string_view operands;
  Effect effect = Effect::kNothing;
  int highest = -1;  // of its operand, a choice from 0 on; -1: none
};

// nullptr when there is no such operator.
const Operator* operator_named(std::string_view name);

}  // namespace delo::validators::pdf
