#include "packages/schema/schema_checker.h"

#include <algorithm>
#include <utility>

#include "core/text/utf8.h"

namespace delo::packages {
namespace {

constexpr std::size_t kMostText = 1200;     // bytes of a number or name that are looked at
constexpr std::size_t kMostShown = 200;     // bytes of a value
constexpr std::size_t kMostWaiting = 1000;  // references whose names are kept

std::string shown(std::string_view text) {
  return "'" + display_of(text.substr(0, kMostShown)) + "'";
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

bool holds_value(std::string_view values, std::string_view value) {
  while (true) {
    const std::size_t end = std::min(values.find('|'), values.size());
    if (values.substr(0, end) == value) return true;
    if (end == values.size()) return false;
    values.remove_prefix(end + 1);
  }
}

std::string list_of(std::string_view values) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t end = std::min(values.find('|'), values.size());
    words.emplace_back(values.substr(0, end));
    if (end == values.size()) return joined(words);
    values.remove_prefix(end + 1);
  }
}

}  // namespace

std::string expected_text(const XmlSchema& schema, const ContentModel& model,
                          ContentModel::State state) {
  std::vector<std::string> words;
  for (const ContentModel::Symbol symbol : model.expected(state)) {
    words.push_back(symbol == ContentModel::kAny ? "an element of any kind"
                                                 : std::string(schema.name_of(symbol)));
  }
  if (model.may_end(state)) words.emplace_back(words.empty() ? "nothing" : "nothing more");
  return joined(words);
}

const XmlSchema* SchemaChecker::schema_of(std::string_view name_space) const {
  const auto found = std::ranges::find(schemas_, name_space, &XmlSchema::name_space);
  return found != schemas_.end() ? *found : nullptr;
}

void SchemaChecker::tell(SchemaFaultKind kind, const Frame& frame, std::string_view attribute,
                         std::string message) {
  if (++faults_ > kMostFaults) return;
  SchemaFault fault{.kind = kind,
                    .schema = frame.schema,
                    .line = frame.line,
                    .attribute = attribute,
                    .message = std::move(message)};
  if (frame.symbol != ContentModel::kUnknown) fault.element = frame.schema->name_of(frame.symbol);
  const Frame* parent = nullptr;
  for (const Frame& open : open_) {
    if (&open != &frame) parent = &open;
    if (&open == &frame) break;
  }
  if (parent != nullptr && parent->symbol != ContentModel::kUnknown) {
    fault.parent = parent->schema->name_of(parent->symbol);
  }
  tell_(fault);
}

void SchemaChecker::start(const XmlElement& element, const XmlPlace& place) {
  Frame frame{.line = place.line()};
  const XmlSchema* schema = schema_of(element.name_space);
  const ContentModel::Symbol symbol =
      schema != nullptr ? schema->element(element.name) : ContentModel::kUnknown;
  Frame* parent = open_.empty() ? nullptr : &open_.back();
  bool lax = parent == nullptr || parent->type == nullptr;
  if (!lax) {
    const XmlSchema::Type& type = *parent->type;
    const bool own = schema == parent->schema;
    const ContentModel::State next =
        type.model ? type.model->step(parent->state, own ? symbol : ContentModel::kUnknown) : 0;
    lax = next != 0 && type.model->is_wildcard();
    if (next != 0) {
      parent->state = next;
    } else {
      if (own) frame.schema = schema, frame.symbol = symbol;
      std::string message = shown(element.name);
      if (!own) message += " of the namespace " + shown(element.name_space);
      message += " must not stand here in ";
      message += parent->schema->name_of(parent->symbol);
      if (type.model) {
        message += ", expected " + expected_text(*parent->schema, *type.model, parent->state);
      } else {
        message += type.text ? ", which holds text" : ", which is empty";
      }
      if (frame.schema == nullptr) frame.schema = parent->schema;
      tell(SchemaFaultKind::kPlace, frame, {}, std::move(message));
      lax = !own;
    }
  }
  frame.schema = schema;
  frame.symbol = symbol;
  const bool declared = symbol != ContentModel::kUnknown && (!lax || schema->is_global(symbol));
  if (open_.empty()) knows_root_ = declared;
  text_.clear();
  text_cut_ = false;
  base64_ = {};
  if (declared) {
    enter(element, frame, place);
  } else {
    frame.schema = nullptr;
    frame.symbol = ContentModel::kUnknown;
    check_attributes(element, frame);
  }
  open_.push_back(frame);
}

void SchemaChecker::enter(const XmlElement& element, Frame& frame, const XmlPlace& place) {
  frame.type = &frame.schema->type_of(frame.symbol);
  choose_type(element, frame, place);
  if (frame.type == nullptr) return;
  if (frame.type->model) frame.state = frame.type->model->start();
  check_attributes(element, frame);
}

// xsi:type puts a type in the place of the declared one: itself, or derived from it.
void SchemaChecker::choose_type(const XmlElement& element, Frame& frame, const XmlPlace& place) {
  const auto named = element.attribute("type", kSchemaInstance);
  if (element.attribute("nil", kSchemaInstance)) {
    tell(SchemaFaultKind::kType, frame, "nil",
         std::string(frame.schema->name_of(frame.symbol)) + " can't be nil");
  }
  const XmlSchema::Type* declared = frame.type;
  if (named) {
    const std::string_view text = without_blanks(*named);
    const std::size_t colon = text.find(':');
    const bool prefixed = colon != std::string_view::npos;
    const auto space = place.namespace_of(prefixed ? text.substr(0, colon) : std::string_view());
    const std::string_view local = prefixed ? text.substr(colon + 1) : text;
    const XmlSchema::Type* chosen =
        space && *space == frame.schema->name_space() ? frame.schema->type_named(local) : nullptr;
    const bool simple = declared->text && space == "http://www.w3.org/2001/XMLSchema";
    if (chosen != nullptr && (chosen == declared || chosen->base == declared->name)) {
      frame.type = chosen;
    } else if (!simple) {
      tell(SchemaFaultKind::kType, frame, "type",
           "xsi:type " + shown(*named) + " is no type of " +
               std::string(frame.schema->name_of(frame.symbol)));
      frame.type = nullptr;
      return;
    }
  }
  if (!frame.type->is_abstract) return;
  tell(SchemaFaultKind::kType, frame, "type",
       std::string(frame.schema->name_of(frame.symbol)) + " has no xsi:type that says which it is");
  frame.type = nullptr;
}

void SchemaChecker::check_attributes(const XmlElement& element, const Frame& frame) {
  for (const XmlAttribute& attribute : element.attributes) {
    if (attribute.name_space == kSchemaInstance) continue;
    const SchemaAttribute* declared = nullptr;
    bool foreign = frame.type == nullptr;
    if (!foreign) {
      for (const SchemaAttribute& own : frame.type->attributes) {
        if (own.name == attribute.name && own.name_space == attribute.name_space) declared = &own;
      }
      foreign = frame.type->foreign_attributes && !attribute.name_space.empty() &&
                attribute.name_space != frame.schema->name_space();
    }
    if (declared == nullptr && foreign) {
      declared = global_attribute(attribute.name_space, attribute.name);
      if (declared == nullptr) continue;
    }
    if (declared != nullptr) {
      check_value(frame, *declared, attribute.value);
    } else {
      tell(
          SchemaFaultKind::kUnknown, frame, attribute.name,
          "the attribute " + shown(attribute.name) +
              (attribute.name_space.empty() ? std::string()
                                            : " of the namespace " + shown(attribute.name_space)) +
              " is none of " + std::string(frame.schema->name_of(frame.symbol)));
    }
  }
  if (frame.type == nullptr) return;
  for (const SchemaAttribute& own : frame.type->attributes) {
    if (!own.required || element.attribute(own.name, own.name_space)) continue;
    tell(SchemaFaultKind::kAbsent, frame, own.name,
         std::string(own.name) + " is absent from " +
             std::string(frame.schema->name_of(frame.symbol)));
  }
}

void SchemaChecker::check_value(const Frame& frame, const SchemaAttribute& declared,
                                std::string_view value) {
  const bool listed = declared.type == SimpleType::kEnumeration;
  if (listed ? !holds_value(declared.values, value) : !is_valid(declared.type, value)) {
    std::string message(declared.name);
    if (frame.symbol != ContentModel::kUnknown) {
      message += " of " + std::string(frame.schema->name_of(frame.symbol));
    }
    message += " is " + shown(value) + ", expected ";
    message += listed ? list_of(declared.values) : std::string(description_of(declared.type));
    tell(SchemaFaultKind::kValue, frame, declared.name, std::move(message));
    return;
  }
  if (declared.type == SimpleType::kId) note_id(frame, declared.name, without_blanks(value));
  if (declared.type != SimpleType::kIdref && declared.type != SimpleType::kIdrefs) return;
  for (std::string_view id = next_word(value); !id.empty(); id = next_word(value)) {
    note_reference(frame, declared.name, id);
  }
}

void SchemaChecker::note_id(const Frame& frame, std::string_view attribute, std::string_view id) {
  const Fingerprint fingerprint = fingerprint_of(id);
  if (ids_.insert(fingerprint, 0)) return;
  std::uint32_t& named_only = *ids_.find(fingerprint);
  if (named_only == 0) {
    tell(SchemaFaultKind::kId, frame, attribute, "the ID " + shown(id) + " stands more than once");
    return;
  }
  named_only = 0;
  --named_only_;
}

void SchemaChecker::note_reference(const Frame& frame, std::string_view attribute,
                                   std::string_view id) {
  const Fingerprint fingerprint = fingerprint_of(id);
  if (!ids_.insert(fingerprint, 1)) return;
  ++named_only_;
  if (unresolved_.size() == kMostWaiting) return;
  unresolved_.push_back({.id = fingerprint,
                         .name = std::string(id.substr(0, kMostShown)),
                         .where = {.kind = SchemaFaultKind::kReference,
                                   .schema = frame.schema,
                                   .line = frame.line,
                                   .attribute = attribute}});
  if (frame.symbol != ContentModel::kUnknown) {
    unresolved_.back().where.element = frame.schema->name_of(frame.symbol);
  }
}

void SchemaChecker::text(std::string_view text) {
  if (open_.empty() || open_.back().type == nullptr) return;
  Frame& frame = open_.back();
  if (frame.type->text) {
    if (frame.type->text == SimpleType::kBase64) {
      base64_.add(text);
    } else if (frame.type->text != SimpleType::kString) {
      text_cut_ = text_cut_ || text.size() > kMostText - text_.size();
      text_ += text.substr(0, kMostText - text_.size());
    }
    return;
  }
  if (frame.text_told || (is_blank(text) && !frame.type->is_empty)) return;
  frame.text_told = true;
  std::string message = is_blank(text) ? "white space" : "the text " + shown(without_blanks(text));
  message += " must not stand in ";
  message += frame.schema->name_of(frame.symbol);
  message += frame.type->is_empty ? ", which is empty" : ", which holds elements";
  tell(SchemaFaultKind::kText, frame, {}, std::move(message));
}

void SchemaChecker::check_text(const Frame& frame) {
  const SimpleType type = *frame.type->text;
  const bool sound =
      type == SimpleType::kBase64 ? base64_.is_whole() : !text_cut_ && is_valid(type, text_);
  if (sound) return;
  std::string message(frame.schema->name_of(frame.symbol));
  message += " is ";
  message += type == SimpleType::kBase64 ? "not " : shown(text_) + ", expected ";
  message += description_of(type);
  tell(SchemaFaultKind::kValue, frame, {}, std::move(message));
}

void SchemaChecker::end(std::string_view, std::string_view) {
  if (open_.empty()) return;
  const Frame& frame = open_.back();
  if (frame.type != nullptr && frame.type->text) check_text(frame);
  if (frame.type != nullptr && frame.type->model && !frame.type->model->may_end(frame.state)) {
    tell(SchemaFaultKind::kMissing, frame, {},
         std::string(frame.schema->name_of(frame.symbol)) + " lacks " +
             expected_text(*frame.schema, *frame.type->model, frame.state));
  }
  open_.pop_back();
  if (open_.empty()) tell_unresolved();
}

void SchemaChecker::tell_unresolved() {
  if (named_only_ == 0) return;
  for (Unresolved& reference : unresolved_) {
    if (*ids_.find(reference.id) == 0) continue;
    --named_only_;
    if (++faults_ > kMostFaults) continue;
    reference.where.message = std::string(reference.where.attribute) + " names " +
                              shown(reference.name) + ", which is the ID of no element";
    tell_(reference.where);
  }
  faults_ += named_only_;
}

}  // namespace delo::packages
