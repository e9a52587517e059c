// What a child of the sandbox says may be anything.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "validators/examination_message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  const auto path = *RelativePath::parse("0037.tif");
  const auto believed =
      validators::answer_from(std::string_view(reinterpret_cast<const char*>(data), size), path);
  if (!believed.rejected.empty() || !believed.examination) return 0;
  const Examination& examination = *believed.examination;
  if (examination.validity == Validity::kValid &&
      validity_of(examination.findings) != Validity::kValid) {
    std::abort();
  }
  for (const Finding& finding : examination.findings) {
    if (finding.where.path != path || finding.message.size() > 5000) std::abort();
  }
  return 0;
}
