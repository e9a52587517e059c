// The rules of images, their colour and the pages they make; the table is in
// pdf_rules.cc.
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {

using enum Severity;

const Rule kColourSpace{"pdf.colour-space",
                        kError,
                        "8.6",
                        "Colour spaces are of a known family with what it asks for",
                        "A damaged file or a faulty writer",
                        "Ask the producer to write the file again with a conforming program"};
// Readers take any mask of one component and ignore the colour space of a stencil.
const Rule kMaskEntries{"pdf.image.mask-entries",
                        kWarning,
                        "8.9.5 table 89; 11.6.5.3 table 145",
                        "Soft masks are DeviceGray, and image masks have no ColorSpace",
                        "A writer that treats masks like other images",
                        "Nothing needs to be done: readers take the mask as it is meant"};
// Data predicted over other rows than the image's still decode as they were written.
const Rule kPredictor{"pdf.image.predictor",
                      kWarning,
                      "7.4.4.4 table 8",
                      "The rows of the predictor are the rows of the image",
                      "DecodeParms were edited, or written by a faulty program",
                      "Compare a rendering of the page with the original"};
const Rule kPageBlank{
    "pdf.page.blank",
    kWarning,
    "",
    "A page shows something",
    "The back of a leaf that was never written on, or a sheet that was fed empty",
    "Look at the page; a blank side of a leaf is kept like any other",
    Remedier::kArchivist};
const Rule kInlineImage{"pdf.content.inline-image",
                        kError,
                        "8.9.7",
                        "Inline images decode to the rows and samples their dictionary names",
                        "Damaged bytes or a faulty writer",
                        "Compare a rendering of the page with the original"};

}  // namespace delo::validators::pdf
