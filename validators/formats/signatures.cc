#include "validators/formats/signatures.h"

#include <algorithm>
#include <array>

namespace delo::validators {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kPdfA = "Acrobat PDF/A - Portable Document Format";
constexpr std::string_view kExif = "Exchangeable Image File Format (Compressed)";
constexpr std::string_view kJpeg = "jpg jpeg jpe jfif jif";
constexpr std::string_view kPng = "Portable Network Graphics";

constexpr std::array kFormats = {
    KnownFormat{"fmt/353", "Tagged Image File Format", "", "image/tiff", "tif tiff"},
    KnownFormat{"fmt/1917", "BigTIFF", "", "image/tiff", "tif tiff tf8 btf"},

    KnownFormat{"fmt/14", "Acrobat PDF 1.0 - Portable Document Format", "1.0", kPdf, "pdf"},
    KnownFormat{"fmt/15", "Acrobat PDF 1.1 - Portable Document Format", "1.1", kPdf, "pdf"},
    KnownFormat{"fmt/16", "Acrobat PDF 1.2 - Portable Document Format", "1.2", kPdf, "pdf"},
    KnownFormat{"fmt/17", "Acrobat PDF 1.3 - Portable Document Format", "1.3", kPdf, "pdf"},
    KnownFormat{"fmt/18", "Acrobat PDF 1.4 - Portable Document Format", "1.4", kPdf, "pdf"},
    KnownFormat{"fmt/19", "Acrobat PDF 1.5 - Portable Document Format", "1.5", kPdf, "pdf"},
    KnownFormat{"fmt/20", "Acrobat PDF 1.6 - Portable Document Format", "1.6", kPdf, "pdf"},
    KnownFormat{"fmt/276", "Acrobat PDF 1.7 - Portable Document Format", "1.7", kPdf, "pdf"},
    KnownFormat{"fmt/1129", "PDF 2.0 - Portable Document Format", "2.0", kPdf, "pdf"},
    KnownFormat{"fmt/95", kPdfA, "1a", kPdf, "pdf"},
    KnownFormat{"fmt/354", kPdfA, "1b", kPdf, "pdf"},
    KnownFormat{"fmt/476", kPdfA, "2a", kPdf, "pdf"},
    KnownFormat{"fmt/477", kPdfA, "2b", kPdf, "pdf"},
    KnownFormat{"fmt/478", kPdfA, "2u", kPdf, "pdf"},
    KnownFormat{"fmt/479", kPdfA, "3a", kPdf, "pdf"},
    KnownFormat{"fmt/480", kPdfA, "3b", kPdf, "pdf"},
    KnownFormat{"fmt/481", kPdfA, "3u", kPdf, "pdf"},
    KnownFormat{"fmt/1910", kPdfA, "4", kPdf, "pdf"},
    KnownFormat{"fmt/1911", kPdfA, "4e", kPdf, "pdf"},
    KnownFormat{"fmt/1912", kPdfA, "4f", kPdf, "pdf"},

    KnownFormat{"fmt/41", "Raw JPEG Stream", "", "image/jpeg", kJpeg},
    KnownFormat{"fmt/42", "JPEG File Interchange Format", "1.00", "image/jpeg", kJpeg},
    KnownFormat{"fmt/43", "JPEG File Interchange Format", "1.01", "image/jpeg", kJpeg},
    KnownFormat{"fmt/44", "JPEG File Interchange Format", "1.02", "image/jpeg", kJpeg},
    KnownFormat{"x-fmt/398", kExif, "2.0", "image/jpeg", kJpeg},
    KnownFormat{"x-fmt/390", kExif, "2.1", "image/jpeg", kJpeg},
    KnownFormat{"x-fmt/391", kExif, "2.2", "image/jpeg", kJpeg},
    KnownFormat{"fmt/645", kExif, "2.21", "image/jpeg", kJpeg},
    KnownFormat{"fmt/1507", kExif, "2.3.x", "image/jpeg", kJpeg},
    KnownFormat{"x-fmt/392", "JP2 (JPEG 2000 part 1)", "", "image/jp2", "jp2"},
    KnownFormat{"fmt/151", "JPX (JPEG 2000 part 2)", "", "image/jpx", "jpx jpf"},
    KnownFormat{"fmt/463", "JPM (JPEG 2000 part 6)", "", "image/jpm", "jpm"},
    KnownFormat{"fmt/11", kPng, "1.0", "image/png", "png"},
    KnownFormat{"fmt/12", kPng, "1.1", "image/png", "png"},
    KnownFormat{"fmt/13", kPng, "1.2", "image/png", "png"},
    KnownFormat{"fmt/935", "Animated Portable Network Graphics", "", "image/vnd.mozilla.apng",
                "png apng"},
    KnownFormat{"fmt/3", "Graphics Interchange Format", "87a", "image/gif", "gif"},
    KnownFormat{"fmt/4", "Graphics Interchange Format", "89a", "image/gif", "gif"},
    KnownFormat{"fmt/255", "DjVu File Format", "", "image/vnd.djvu", "djvu djv"},
    KnownFormat{"fmt/115", "Windows Bitmap", "2.0", "image/bmp", "bmp dib"},
    KnownFormat{"fmt/116", "Windows Bitmap", "3.0", "image/bmp", "bmp dib"},
    KnownFormat{"fmt/118", "Windows Bitmap", "4.0", "image/bmp", "bmp dib"},
    KnownFormat{"fmt/119", "Windows Bitmap", "5.0", "image/bmp", "bmp dib"},
    KnownFormat{"fmt/566", "WebP", "Lossy", "image/webp", "webp"},
    KnownFormat{"fmt/567", "WebP", "Lossless", "image/webp", "webp"},
    KnownFormat{"fmt/568", "WebP", "Extended", "image/webp", "webp"},
    KnownFormat{"x-fmt/92", "Adobe Photoshop", "", "image/vnd.adobe.photoshop", "psd pdd"},
    KnownFormat{"fmt/996", "Adobe Photoshop Large Document Format", "", "image/vnd.adobe.photoshop",
                "psb"},

    KnownFormat{"x-fmt/111", "Plain Text File", "", "text/plain",
                "txt text asc log md me nfo md5 sha1 sha256 sha512 sfv srt ini"},
    KnownFormat{"fmt/101", "Extensible Markup Language", "1.0", "application/xml",
                "xml xsd xsl xslt rdf mets premis ead tei alto"},
    KnownFormat{"fmt/92", "Scalable Vector Graphics", "1.1", "image/svg+xml", "svg"},
    KnownFormat{"fmt/96", "Hypertext Markup Language", "", "text/html", "html htm"},
    KnownFormat{"fmt/471", "Hypertext Markup Language", "5", "text/html", "html htm"},
    KnownFormat{"fmt/102", "Extensible Hypertext Markup Language", "1.0", "application/xhtml+xml",
                "xhtml xht html htm"},
    KnownFormat{"x-fmt/18", "Comma Separated Values", "", "text/csv", "csv"},
    KnownFormat{"fmt/817", "JSON Data Interchange Format", "", "application/json", "json"},

    KnownFormat{"x-fmt/263", "ZIP Format", "", "application/zip", "zip"},
    KnownFormat{"x-fmt/266", "GZIP Format", "", "application/gzip", "gz tgz"},
    KnownFormat{"x-fmt/265", "Tape Archive Format", "", "application/x-tar", "tar"},
    KnownFormat{"x-fmt/268", "BZIP2 Compressed Archive", "", "application/x-bzip2", "bz2 tbz2"},
    KnownFormat{"fmt/484", "7Zip format", "", "application/x-7z-compressed", "7z"},
    KnownFormat{"x-fmt/264", "RAR Archive", "2.0", "application/vnd.rar", "rar"},
    KnownFormat{"fmt/613", "RAR Archive", "5.0", "application/vnd.rar", "rar"},

    KnownFormat{"fmt/111", "OLE2 Compound Document Format", "", "application/x-ole-storage",
                "doc xls ppt msg msi"},
    KnownFormat{"fmt/40", "Microsoft Word Document", "97-2003", "application/msword", "doc dot"},
    KnownFormat{"fmt/61", "Microsoft Excel 97 Workbook (xls)", "8", "application/vnd.ms-excel",
                "xls xlt"},
    KnownFormat{"fmt/126", "Microsoft Powerpoint Presentation", "97-2003",
                "application/vnd.ms-powerpoint", "ppt pps"},
    KnownFormat{"fmt/412", "Microsoft Word for Windows", "2007 onwards",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    KnownFormat{"fmt/291", "OpenDocument Text", "", "application/vnd.oasis.opendocument.text",
                "odt"},
    KnownFormat{"fmt/214", "Microsoft Excel for Windows", "2007 onwards",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
    KnownFormat{"fmt/215", "Microsoft Powerpoint for Windows", "2007 onwards",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                "pptx"},
    KnownFormat{"fmt/483", "ePub format", "", "application/epub+zip", "epub"},
    KnownFormat{"fmt/729", "SQLite Database File Format", "3", "application/vnd.sqlite3",
                "sqlite sqlite3 db db3"},

    KnownFormat{"fmt/134", "MPEG 1/2 Audio Layer 3", "", "audio/mpeg", "mp3"},
    KnownFormat{"fmt/141", "Waveform Audio (PCMWAVEFORMAT)", "", "audio/x-wav", "wav wave"},
    KnownFormat{"fmt/142", "Waveform Audio (WAVEFORMATEX)", "", "audio/x-wav", "wav wave"},
    KnownFormat{"fmt/143", "Waveform Audio (WAVEFORMATEXTENSIBLE)", "", "audio/x-wav", "wav wave"},
    KnownFormat{"fmt/6", "Waveform Audio", "", "audio/x-wav", "wav wave"},
    KnownFormat{"fmt/279", "FLAC (Free Lossless Audio Codec)", "", "audio/flac", "flac"},
    KnownFormat{"fmt/203", "Ogg Vorbis Codec Compressed Multimedia File", "", "audio/ogg",
                "ogg oga"},
    KnownFormat{"fmt/5", "Audio/Video Interleaved Format", "", "video/x-msvideo", "avi"},
    KnownFormat{"fmt/199", "MPEG-4 Media File", "", "video/mp4", "mp4 m4a m4v"},
    KnownFormat{"fmt/569", "Matroska", "", "video/x-matroska", "mkv mka webm"},
    KnownFormat{"x-fmt/411", "Windows Portable Executable", "",
                "application/vnd.microsoft.portable-executable", "exe dll sys com scr"},
};

constexpr std::array kSignatures = {
    Signature{"fmt/353", 0, "II*\0"sv},
    Signature{"fmt/353", 0, "MM\0*"sv},
    Signature{"fmt/1917", 0, "II+\0"sv},
    Signature{"fmt/1917", 0, "MM\0+"sv},
    Signature{"fmt/3", 0, "GIF87a"sv},
    Signature{"fmt/4", 0, "GIF89a"sv},
    Signature{"x-fmt/266", 0, "\x1F\x8B\x08"sv},
    Signature{"fmt/484", 0, "7z\xBC\xAF\x27\x1C"sv},
    Signature{"x-fmt/264", 0, "Rar!\x1A\x07\0"sv},
    Signature{"fmt/613", 0, "Rar!\x1A\x07\x01\0"sv},
    Signature{"x-fmt/268", 0, "BZh"sv},
    Signature{"fmt/729", 0, "SQLite format 3\0"sv},
    Signature{"fmt/279", 0, "fLaC"sv},
    Signature{"fmt/569", 0, "\x1A\x45\xDF\xA3"sv},
    Signature{"x-fmt/92", 0, "8BPS\0\x01"sv},
    Signature{"fmt/996", 0, "8BPS\0\x02"sv},
    Signature{"fmt/203", 28, "\x01vorbis"sv},
    Signature{"x-fmt/265", 257, "ustar"sv},
};

}  // namespace

std::span<const KnownFormat> known_formats() { return kFormats; }
std::span<const Signature> signatures() { return kSignatures; }

const KnownFormat* known_format(std::string_view puid) {
  const auto found = std::ranges::find(kFormats, puid, &KnownFormat::puid);
  return found == kFormats.end() ? nullptr : &*found;
}

bool has_extension(const KnownFormat& format, std::string_view extension) {
  std::string_view rest = format.extensions;
  while (!rest.empty() && !extension.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == extension) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

bool is_known_extension(std::string_view extension) {
  return std::ranges::any_of(
      kFormats, [&](const KnownFormat& format) { return has_extension(format, extension); });
}

}  // namespace delo::validators
