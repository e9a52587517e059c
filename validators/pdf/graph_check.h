// What the object graph holds besides pages, held against the tables of the
// standard: outline, destinations, actions, annotations, forms, graphics states,
// patterns, shadings, functions, colour spaces, structure tree.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "validators/pdf/dictionary_tables.h"
#include "validators/pdf/findings.h"
#include "validators/pdf/view.h"

namespace delo::validators::pdf {

// Looks at each indirect object once for each shape it is used as.  Without
// recursion: a structure may be as deep as the file is long.
class GraphCheck {
 public:
  explicit GraphCheck(Findings& findings) : findings_(findings) {}

  // Looked at by the next run(); null and already seen values are passed over.
  void look(const Value& value, Shape shape);
  void run();

 private:
  void visit(const Value& value, Shape shape);
  void dictionary(const Value& value, const Table& table);
  void entry(const Value& value, const Table& table, const Entry& entry);
  void entries(const Value& value, const Table& table, std::span<const Entry> more) {
    for (const Entry& one : more) entry(value, table, one);
  }
  void encryption(const Value& value, const Table& table);
  void destination(const Value& value);
  void outline(const Value& value, Shape shape);
  void outline_links(const Value& root);  // graph_outline.cc
  void file_specification(const Value& value, const Table& table);
  void structure(const Value& value, bool root);
  void attributes(const Value& value);
  void page_of(const Rule& rule, const Value& value, const char* key);
  // Name and number trees; `leaf`: the shape of what they map to.
  void tree(const Value& node, Shape shape);
  void leaves(const Value& node, const char* key, Shape leaf, bool numbers);

  // graph_interactive.cc
  void annotation(const Value& value, const Table& table);
  void annotation_colour(const Value& value);
  void appearance(const Value& value);
  void action(const Value& value, const Table& table);
  void field(const Value& value, const Table& table);

  // graph_graphics.cc
  void color_space(const Value& value);
  void color_space_array(const Value& value, const std::string& family);
  void indexed(const Value& value);
  void calibrated(const Value& value, const std::string& family);
  void pattern(const Value& value);
  void shading(const Value& value);
  void function(const Value& value);
  void sampled(const Value& value);
  void stitching(const Value& value);
  void function_fits(const Rule& rule, const Value& owner, const Value& function,
                     std::size_t inputs, int outputs);
  void rectangle(const Rule& rule, const Value& value, const char* key, bool required);
  // The array `key`, of `count` numbers (0: any number of them); false: told why not.
  bool numbers(const Rule& rule, const Value& value, const char* key, std::size_t count,
               bool required);

  void report(const Rule& rule, const Value& where, std::string message) {
    findings_.add(rule, where.part(), where.offset(), std::move(message));
  }

  struct Pending {
    Value value;
    Shape shape;
  };
  Findings& findings_;
  std::set<std::pair<ObjectId, Shape>> seen_;
  std::vector<Pending> pending_;
  Value form_, structure_root_;
  bool content_items_ = false;  // the structure tree has some
};

}  // namespace delo::validators::pdf
