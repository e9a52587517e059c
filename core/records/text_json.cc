#include "core/records/text_json.h"

namespace delo {
namespace {

Json optional_text(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json mark_json(const SheetMark& mark) {
  return Json::object({{"kind", name_of(mark.kind)},
                       {"offset", mark.offset},
                       {"line", mark.line},
                       {"length", mark.length},
                       {"text", mark.text},
                       {"leaf", mark.leaf ? Json(mark.leaf->label()) : Json()}});
}

// [kind, value, offset, line]: there are many.
Json figure_json(const TextFigure& figure) {
  return Json::array()
      .push(name_of(figure.kind))
      .push(figure.value)
      .push(figure.offset)
      .push(figure.line);
}

}  // namespace

Json to_json(const TextMetadata& text) {
  Json marks = Json::array();
  for (const SheetMark& mark : text.marks) marks.push(mark_json(mark));
  Json figures = Json::array();
  for (const TextFigure& figure : text.figures) figures.push(figure_json(figure));
  Json out = Json::object({{"encoding_certain", text.encoding_certain},
                           {"byte_order_mark", text.byte_order_mark},
                           {"line_ends", optional_text(text.line_ends)},
                           {"language", optional_text(text.language)},
                           {"language_certain", text.language_certain},
                           {"script", optional_text(text.script)},
                           {"declared_language", optional_text(text.declared_language)},
                           {"characters", text.characters},
                           {"letters", text.letters},
                           {"words", text.words},
                           {"lines", text.lines},
                           {"before_marks", text.before_marks},
                           {"marks", std::move(marks)},
                           {"marks_in_all", text.marks_in_all},
                           {"figures", std::move(figures)},
                           {"figures_in_all", text.figures_in_all}});
  if (!text.declared_encoding.empty()) out.set("declared_encoding", text.declared_encoding);
  if (text.undecodable > 0) out.set("undecodable", text.undecodable);
  return out;
}

TextMetadata text_metadata_from(const Json& json) {
  TextMetadata out;
  out.encoding_certain = json["encoding_certain"].boolean();
  out.byte_order_mark = json["byte_order_mark"].boolean();
  out.declared_encoding = json["declared_encoding"].text();
  out.undecodable = json["undecodable"].natural();
  out.line_ends = json["line_ends"].text();
  out.language = json["language"].text();
  out.language_certain = json["language_certain"].boolean();
  out.script = json["script"].text();
  out.declared_language = json["declared_language"].text();
  out.characters = json["characters"].natural();
  out.letters = json["letters"].natural();
  out.words = json["words"].natural();
  out.lines = json["lines"].natural();
  out.before_marks = json["before_marks"].natural();
  for (const Json& one : json["marks"].items()) {
    const auto kind = sheet_mark_kind_named(one["kind"].text());
    if (!kind) continue;
    out.marks.push_back({.kind = *kind,
                         .offset = one["offset"].natural(),
                         .line = one["line"].natural(),
                         .length = one["length"].natural(),
                         .text = one["text"].text(),
                         .leaf = leaf_of_label(one["leaf"].text())});
  }
  out.marks_in_all = json["marks_in_all"].natural();
  for (const Json& one : json["figures"].items()) {
    if (one.items().size() != 4) continue;
    const auto kind = text_figure_kind_named(one.items()[0].text());
    if (!kind) continue;
    out.figures.push_back({.kind = *kind,
                           .value = one.items()[1].text(),
                           .offset = one.items()[2].natural(),
                           .line = one.items()[3].natural()});
  }
  out.figures_in_all = json["figures_in_all"].natural();
  return out;
}

}  // namespace delo
