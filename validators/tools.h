// The libraries behind the verdicts, as they name themselves.
#pragma once

#include <string>
#include <vector>

namespace delo::validators {

// "libtiff 4.5.0", "libqpdf 11.3.0" …: every tool that an Examination may name.
std::vector<std::string> tool_versions();

}  // namespace delo::validators
