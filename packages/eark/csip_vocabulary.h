// The controlled vocabularies of the DILCIS Board and of METS, as sets of words.
#pragma once

#include <optional>
#include <string_view>

namespace delo::packages {

bool is_content_category(std::string_view term);          // mets/@TYPE
bool is_content_information_type(std::string_view term);  // csip:CONTENTINFORMATIONTYPE
bool is_oais_package_type(std::string_view term);         // csip:OAISPACKAGETYPE
bool is_status(std::string_view term);                    // dmdSec/@STATUS …
bool is_record_status(std::string_view term);             // metsHdr/@RECORDSTATUS
bool is_metadata_type(std::string_view term);             // mdRef/@MDTYPE
bool is_checksum_type(std::string_view term);             // @CHECKSUMTYPE

// A media type by its form and its registered top-level type (RFC 6838 §4.2).
bool is_media_type(std::string_view text);
// xs:dateTime by its form.
bool is_date_time(std::string_view text);

}  // namespace delo::packages
