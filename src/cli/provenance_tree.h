// The provenance graph of one allegation, drawn as trees: from each origin down the way the words
// travelled.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/references.h"
#include "cli/screen.h"
#include "hearsay/trace.h"

namespace hearsay::cli {

/// Draws the trees of one allegation after another on a screen.
class ProvenanceTree {
 public:
  ProvenanceTree(Screen& screen, const Trace& trace, const References& references);

  /// The trees below the origins of `allegation`, then what has no origin.
  void print(const TracedAllegation& allegation);

 private:
  struct Position {
    std::string lead;               ///< what stands before the branch on this and later lines
    std::vector<std::string> path;  ///< nodes from the root to here
  };

  void print_origin(const Origin& origin);
  void print_rest();
  void print_children(const std::string& node, const Position& position);
  void print_child(const Edge& edge, const Position& position, bool last);
  void print_node_line(const std::string& lead, const std::string& label, const std::string& detail,
                       Look look);
  [[nodiscard]] std::vector<const Edge*> children(const std::string& node) const;
  [[nodiscard]] std::set<std::string> reaching(const std::set<std::string>& wanted) const;
  [[nodiscard]] std::string root_above(const std::string& document) const;
  [[nodiscard]] std::string label(const std::string& node, const Edge* edge) const;
  [[nodiscard]] std::string detail(const Edge& edge) const;
  [[nodiscard]] std::string evidence(const Edge& edge) const;

  Screen& screen_;
  const Trace& trace_;
  const References& references_;
  std::map<std::string, const Node*> nodes_;
  std::map<std::string, std::vector<const Edge*>> out_;
  std::map<std::string, std::vector<const Edge*>> in_;
  std::map<std::string, const Missing*> missing_;  ///< by name

  // Of the allegation that is being printed.
  std::set<std::string> wanted_;    ///< nodes that lie on a way to a document of it
  std::set<std::string> expanded_;  ///< nodes whose children have been printed
  std::set<std::string> printed_;   ///< documents printed
};

}  // namespace hearsay::cli
