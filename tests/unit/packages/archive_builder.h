// Archives for tests, byte by byte, so that every fault can be put in.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "packages/sinks/inflater.h"

namespace delo::packages {

// POSIX ustar, without any care for what is asked of it.
class TarBuilder {
 public:
  TarBuilder& add(std::string_view name, std::string_view content, char type = '0',
                  std::string_view link = {}) {
    std::string header(512, '\0');
    put(header, 0, name.substr(0, 100));
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, octal(content.size(), 11));
    put(header, 136, octal(978307200, 11));
    put(header, 148, "        ");
    header[156] = type;
    put(header, 157, link);
    put(header, 257, std::string_view("ustar\00000", 8));
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    put(header, 148, octal(sum, 6));
    header[154] = '\0';
    header[155] = ' ';
    bytes_ += header;
    bytes_ += content;
    bytes_.resize((bytes_.size() + 511) / 512 * 512);
    return *this;
  }
  TarBuilder& add_with_pax(std::string_view name, std::string_view content, std::string_view key,
                           std::string_view value, char type = '0') {
    const std::size_t bare = key.size() + value.size() + 3;
    std::size_t length = bare + std::to_string(bare).size();
    if (std::to_string(length).size() > std::to_string(bare).size()) ++length;
    std::string record = std::to_string(length) + " ";
    record += key;
    record += '=';
    record += value;
    record += '\n';
    add("pax", record, 'x');
    return add(name, content, type);
  }
  std::string without_end() const { return bytes_; }
  std::string bytes() const { return bytes_ + std::string(1024, '\0'); }

 private:
  static void put(std::string& header, std::size_t at, std::string_view text) {
    header.replace(at, text.size(), text);
  }
  static std::string octal(std::uint64_t value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%0*llo", digits, static_cast<unsigned long long>(value));
    return text;
  }
  std::string bytes_;
};

// Stored entries only, unless `packed` is given.
class ZipBuilder {
 public:
  struct Fields {
    std::string local_name;  // empty: the same
    std::uint16_t flags = 0x800, method = 0;
    std::uint32_t attributes = 0100644u << 16;
    std::int64_t size = -1;  // as declared; -1: the true one
    std::int64_t crc = -1;
    std::string packed;  // bytes in the archive; empty: the content
    std::string extra;
    std::int64_t header_at = -1;
  };
  ZipBuilder& add(std::string_view name, std::string_view content) {
    return add(name, content, Fields{});
  }
  ZipBuilder& add(std::string_view name, std::string_view content, const Fields& f) {
    const std::string local_name = f.local_name.empty() ? std::string(name) : f.local_name;
    const std::string packed = f.packed.empty() ? std::string(content) : f.packed;
    const auto size = f.size < 0 ? content.size() : static_cast<std::size_t>(f.size);
    const auto crc = f.crc < 0
                         ? crc32_of(0, std::as_bytes(std::span(content.data(), content.size())))
                         : static_cast<std::uint32_t>(f.crc);
    const std::size_t at = f.header_at < 0 ? bytes_.size() : static_cast<std::size_t>(f.header_at);
    std::string middle;
    number(middle, 20, 2), number(middle, f.flags, 2), number(middle, f.method, 2);
    number(middle, 0, 2), number(middle, (20 << 9) | (1 << 5) | 1, 2);  // 2000-01-01 00:00
    number(middle, crc, 4), number(middle, packed.size(), 4), number(middle, size, 4);
    if (f.header_at < 0) {
      number(bytes_, 0x04034b50, 4);
      bytes_ += middle;
      number(bytes_, local_name.size(), 2), number(bytes_, 0, 2);
      bytes_ += local_name;
      bytes_ += packed;
    }
    number(directory_, 0x02014b50, 4), number(directory_, 3 << 8 | 20, 2);
    directory_ += middle;
    number(directory_, name.size(), 2), number(directory_, f.extra.size(), 2);
    number(directory_, 0, 2), number(directory_, 0, 2), number(directory_, 0, 2);
    number(directory_, f.attributes, 4), number(directory_, at, 4);
    directory_ += name;
    directory_ += f.extra;
    ++entries_;
    return *this;
  }
  std::string bytes() const {
    std::string all = bytes_ + directory_;
    number(all, 0x06054b50, 4), number(all, 0, 4);
    number(all, entries_, 2), number(all, entries_, 2);
    number(all, directory_.size(), 4), number(all, bytes_.size(), 4), number(all, 0, 2);
    return all;
  }
  static void number(std::string& to, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i) & 0xFF);
  }

 private:
  std::string bytes_, directory_;
  std::size_t entries_ = 0;
};

}  // namespace delo::packages
