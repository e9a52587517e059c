# cmake -DOUT=catalogues.cc -DFOLDER=… "-DLANGUAGES=ru uk" -P embed_catalogues.cmake
# Writes the compiled catalogues FOLDER/<language>.mo as C++.
separate_arguments(languages UNIX_COMMAND "${LANGUAGES}")
set(arrays "")
set(rows "")
foreach(language IN LISTS languages)
  file(READ ${FOLDER}/${language}.mo bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "constexpr unsigned char k_${language}[] = {\n${bytes}};\n")
  string(APPEND rows "    {\"${language}\", k_${language}},\n")
endforeach()
file(WRITE ${OUT}
"// Made from the catalogues in ingest/languages.
#include \"ingest/languages/language.h\"

namespace delo::ingest {
namespace {
${arrays}
constexpr EmbeddedCatalogue kCatalogues[] = {
${rows}};
}  // namespace

std::span<const EmbeddedCatalogue> embedded_catalogues() { return kCatalogues; }

}  // namespace delo::ingest
")
