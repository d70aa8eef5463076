#include "report/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "report/html.h"
#include "wording/wording.h"

namespace hearsay::report {
namespace {

constexpr int kWidth = 190;  // of a node
constexpr int kHeight = 46;
constexpr int kGapAcross = 54;
constexpr int kGapDown = 16;
constexpr int kBendHeight = 22;  // of an edge that passes
constexpr int kMargin = 12;
constexpr int kHead = 34;           // above the nodes: the days
constexpr double kBend = 0.35;      // rows that an edge takes where it passes a column
constexpr std::size_t kRounds = 8;  // of putting neighbours side by side
const std::string kUndated = "~";   // sorts behind all days

struct Placed {
  const Node* node = nullptr;  // null: an edge passes here
  std::string day;             // ISO day; kUndated
  std::size_t depth = 0;       // behind how many of the same day
  std::size_t column = 0;
  double row = 0;
  std::string first_line, second_line;
};

class Graph {
 public:
  Graph(const Trace& trace, Standings& standings) : trace_(trace), standings_(standings) {}

  std::string draw(std::size_t most, std::size_t& left_out) {
    choose(most, left_out);
    if (nodes_.empty()) return {};
    set_days();
    set_columns();
    set_bends();
    set_rows();
    return svg();
  }

 private:
  void choose(std::size_t most, std::size_t& left_out) {
    std::map<std::string, std::size_t> degree;
    for (const Edge& edge : trace_.edges) {
      ++degree[edge.from];
      ++degree[edge.to];
    }
    std::vector<const Node*> order;
    order.reserve(trace_.nodes.size());
    for (const Node& node : trace_.nodes) order.push_back(&node);
    std::sort(order.begin(), order.end(), [&](const Node* a, const Node* b) {
      return std::tuple(degree[b->id], std::string_view(a->id)) <
             std::tuple(degree[a->id], std::string_view(b->id));
    });
    left_out = order.size() > most ? order.size() - most : 0;
    order.resize(std::min(order.size(), most));
    for (const Node* node : order) nodes_[node->id].node = node;
    std::set<std::pair<std::string, std::string>> drawn;
    for (const Edge& edge : trace_.edges) {
      if (nodes_.count(edge.from) == 0 || nodes_.count(edge.to) == 0) continue;
      if (drawn.emplace(edge.from, edge.to).second) edges_.push_back(&edge);
    }
  }

  void set_days() {
    for (auto& [id, placed] : nodes_) {
      const Node& node = *placed.node;
      if (node.kind == NodeKind::document && node.held) {
        document_words(placed);
      } else {
        placed.first_line = node.name;
        placed.second_line = node.held ? kind_words(node) : "not held";
      }
    }
    // What is no document stands with the first that has its words from there.
    for (std::size_t round = 0; round < 3; ++round) {
      for (auto& [id, placed] : nodes_) {
        if (!placed.day.empty()) continue;
        for (const Edge* edge : edges_) {
          const std::string& below = nodes_[edge->to].day;
          const bool earlier = placed.day.empty() || below < placed.day;
          if (edge->from == id && !below.empty() && earlier) placed.day = below;
        }
      }
    }
    for (auto& [id, placed] : nodes_) {
      if (placed.day.empty()) placed.day = kUndated;
    }
  }

  void document_words(Placed& placed) {
    const auto cited = standings_.cited(placed.node->id);
    placed.first_line = !cited || cited->publisher.empty() ? "unknown publisher" : cited->publisher;
    // What it calls itself stands first: of a long title the end is left out.
    for (const std::string& label : placed.node->labels) placed.second_line += "“" + label + "” ";
    placed.second_line += cited ? cited->title : placed.node->name;
    placed.day = !cited || cited->published.empty() ? kUndated : cited->published.substr(0, 10);
  }

  [[nodiscard]] std::string kind_words(const Node& node) const {
    for (const Origin& origin : trace_.origins) {
      if (origin.id != node.id) continue;
      return origin.id + ": " + std::string(wording::word(origin.kind)) +
             (origin.denies ? ", denies" : "");
    }
    return "source";
  }

  /// Columns by (day, depth). A circle of credits ends by the number of rounds.
  void set_columns() {
    for (std::size_t round = 0; round < nodes_.size(); ++round) {
      bool moved = false;
      for (const Edge* edge : edges_) {
        const Placed& from = nodes_[edge->from];
        Placed& to = nodes_[edge->to];
        if (from.day != to.day || to.depth > from.depth || from.depth + 1 > kRounds) continue;
        to.depth = from.depth + 1;
        moved = true;
      }
      if (!moved) break;
    }
    std::set<std::pair<std::string, std::size_t>> columns;
    for (const auto& [id, placed] : nodes_) columns.emplace(placed.day, placed.depth);
    columns_.assign(columns.begin(), columns.end());
    by_column_.resize(columns_.size());
    for (auto& [id, placed] : nodes_) {
      const auto at =
          std::lower_bound(columns_.begin(), columns_.end(), std::pair(placed.day, placed.depth));
      placed.column = static_cast<std::size_t>(at - columns_.begin());
      by_column_[placed.column].push_back(id);
    }
  }

  /// An edge over several columns passes each of them between the nodes, not through them.
  void set_bends() {
    for (const Edge* edge : edges_) {
      std::vector<std::string> stops{edge->from};
      const std::size_t last = nodes_[edge->to].column;
      for (std::size_t column = nodes_[edge->from].column + 1; column < last; ++column) {
        const std::string id = fmt::format("{}>{}>{}", edge->from, edge->to, column);
        nodes_[id].column = column;
        by_column_[column].push_back(id);
        stops.push_back(id);
      }
      stops.push_back(edge->to);
      for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
        beside_[stops[i]].push_back(stops[i + 1]);
        beside_[stops[i + 1]].push_back(stops[i]);
      }
      stops_.push_back(std::move(stops));
    }
  }

  double height_of(const std::string& id) { return nodes_[id].node == nullptr ? kBend : 1; }

  /// Each node in the middle of its neighbours, as far as those beside it leave room (Sugiyama's
  /// barycentres).
  void set_rows() {
    for (auto& column : by_column_) {
      for (std::size_t i = 0; i < column.size(); ++i)
        nodes_[column[i]].row = static_cast<double>(i);
    }
    for (std::size_t round = 0; round < kRounds; ++round) {
      for (auto& column : by_column_) settle(column);
      for (auto column = by_column_.rbegin(); column != by_column_.rend(); ++column)
        settle(*column);
    }
  }

  void settle(std::vector<std::string>& column) {
    std::map<std::string, double> wanted;
    for (const std::string& id : column) wanted[id] = middle_of_neighbours(id);
    std::sort(column.begin(), column.end(), [&](const std::string& a, const std::string& b) {
      return std::tuple(wanted[a], std::string_view(a)) <
             std::tuple(wanted[b], std::string_view(b));
    });
    double next = 0;
    for (const std::string& id : column) {
      nodes_[id].row = std::max(next, wanted[id]);
      next = nodes_[id].row + height_of(id);
    }
    // Pushed down by each other: back up together.
    double drift = 0;
    for (const std::string& id : column) drift += nodes_[id].row - wanted[id];
    drift = std::min(drift / static_cast<double>(column.size()), nodes_[column.front()].row);
    for (const std::string& id : column) nodes_[id].row -= drift;
  }

  double middle_of_neighbours(const std::string& id) {
    const std::vector<std::string>& beside = beside_[id];
    double sum = 0;
    for (const std::string& other : beside) sum += nodes_[other].row + height_of(other) / 2;
    if (beside.empty()) return nodes_[id].row;
    return std::max(0.0, sum / static_cast<double>(beside.size()) - height_of(id) / 2);
  }

  [[nodiscard]] static int x_of(const Placed& placed) {
    return kMargin + static_cast<int>(placed.column) * (kWidth + kGapAcross);
  }
  [[nodiscard]] static int y_of(const Placed& placed) {
    return kMargin + kHead + static_cast<int>(placed.row * (kHeight + kGapDown));
  }

  std::string svg() {
    int height = 0;
    for (const auto& [id, placed] : nodes_) {
      height = std::max(height, y_of(placed) + (placed.node == nullptr ? kBendHeight : kHeight));
    }
    const int width =
        2 * kMargin + static_cast<int>(columns_.size()) * (kWidth + kGapAcross) - kGapAcross;
    height += kMargin;
    std::string out = fmt::format(
        "<svg class=\"way\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
        "aria-label=\"The way of the words from left to right; the table below says the same\">"
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" "
        "markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\" "
        "class=\"tip\"/></marker></defs>\n",
        width, height);
    out += days(height);
    for (std::size_t i = 0; i < edges_.size(); ++i) out += edge_svg(*edges_[i], stops_[i]);
    for (const auto& [id, placed] : nodes_) {
      if (placed.node != nullptr) out += node_svg(placed);
    }
    return out + "</svg>\n";
  }

  std::string days(int height) {
    std::string out;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0 && columns_[i - 1].first == columns_[i].first) continue;
      const int x = kMargin + static_cast<int>(i) * (kWidth + kGapAcross);
      if (i > 0) {
        out += fmt::format("<path class=\"day\" d=\"M{0} {1}V{2}\"/>", x - kGapAcross / 2, kMargin,
                           height - kMargin);
      }
      const std::string& day = columns_[i].first;
      out += fmt::format("<text class=\"day\" x=\"{}\" y=\"{}\">{}</text>\n", x, kMargin + 12,
                         html(day == kUndated ? "undated" : wording::day(day)));
    }
    return out;
  }

  std::string forward(const std::vector<std::string>& stops) {
    const Placed& from = nodes_[stops.front()];
    int x = x_of(from) + kWidth;
    int y = y_of(from) + kHeight / 2;
    std::string path = fmt::format("M{} {}", x, y);
    for (std::size_t i = 1; i < stops.size(); ++i) {
      const Placed& stop = nodes_[stops[i]];
      const bool is_end = stop.node != nullptr;
      const int x2 = x_of(stop) - (is_end ? 2 : 0);
      const int y2 = y_of(stop) + (is_end ? kHeight : kBendHeight) / 2;
      const int middle = (x + x2) / 2;
      path += fmt::format("C{} {} {} {} {} {}", middle, y, middle, y2, x2, y2);
      x = x_of(stop) + kWidth;
      y = y2;
      if (!is_end) path += fmt::format("H{}", x);
    }
    return path;
  }

  /// Against time: a date that does not fit, a circle of credits, or who spoke to an outlet whose
  /// report came before. From above to above, so that it is seen to be another kind.
  static std::string backward(const Placed& from, const Placed& to) {
    const int x1 = x_of(from) + kWidth / 2, y1 = y_of(from);
    const int x2 = x_of(to) + kWidth / 2, y2 = y_of(to) - 2;
    const int above = std::max(kMargin + kHead / 2, std::min(y1, y2) - kHeight);
    return fmt::format("M{} {}C{} {} {} {} {} {}", x1, y1, x1, above, x2, above, x2, y2);
  }

  std::string edge_svg(const Edge& edge, const std::vector<std::string>& stops) {
    const Placed& from = nodes_[edge.from];
    const Placed& to = nodes_[edge.to];
    const std::string path = to.column > from.column ? forward(stops) : backward(from, to);
    std::string title = from.first_line + " → " + to.first_line + ": " +
                        std::string(wording::word(edge.kind)) + ", " +
                        std::string(wording::word(edge.how));
    if (!edge.reason.empty()) title += ": " + edge.reason;
    return fmt::format(
        "<path class=\"hop {}\" marker-end=\"url(#tip)\" d=\"{}\"><title>{}</title></path>\n",
        json::name_of(edge.how), path, html_title(title));
  }

  /// A <title> holds text only.
  static std::string html_title(const std::string& words) { return attribute(words); }

  static std::string node_svg(const Placed& placed) {
    const Node& node = *placed.node;
    const int x = x_of(placed), y = y_of(placed);
    const std::string classes =
        fmt::format("node {}{}", json::name_of(node.kind), node.held ? "" : " missing");
    return fmt::format(
        "<g class=\"{}\"><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" "
        "rx=\"{}\"/><text class=\"name\" x=\"{}\" y=\"{}\">{}</text><text x=\"{}\" "
        "y=\"{}\">{}</text></g>\n",
        classes, html_title(placed.first_line + ": " + placed.second_line), x, y, kWidth, kHeight,
        node.kind == NodeKind::origin ? kHeight / 2 : 6, x + 12, y + 19,
        attribute(shortened(placed.first_line, 20)), x + 12, y + 35,
        attribute(shortened(placed.second_line, 26)));
  }

  const Trace& trace_;
  Standings& standings_;
  std::map<std::string, Placed> nodes_;
  std::vector<const Edge*> edges_;
  std::vector<std::pair<std::string, std::size_t>> columns_;
  std::vector<std::vector<std::string>> by_column_;
  std::vector<std::vector<std::string>> stops_;  ///< of each edge: its ends and what is between
  std::map<std::string, std::vector<std::string>> beside_;
};

}  // namespace

std::string graph_svg(const Trace& trace, Standings& standings, std::size_t most,
                      std::size_t& left_out) {
  return Graph(trace, standings).draw(most, left_out);
}

}  // namespace hearsay::report
