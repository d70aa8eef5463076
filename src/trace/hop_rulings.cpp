#include "trace/hop_rulings.h"

#include <fmt/format.h>

#include <algorithm>

#include "trace/pile.h"

namespace hearsay::tracing {
namespace {

bool is_hop(const Ruling& ruling) {
  const bool verb = ruling.verb == Verb::link || ruling.verb == Verb::reject;
  return verb && ruling.parts.size() == 2 && ruling.parts[1].kind == AnchorKind::document;
}

EdgeKind kind_of(std::string_view field) {
  if (field == "republishes") return EdgeKind::republishes;
  if (field == "copies") return EdgeKind::copies;
  return EdgeKind::relays;
}

}  // namespace

HopRulings::HopRulings(const std::vector<Ruling>& rulings) {
  for (const Ruling& ruling : rulings) {
    if (!is_hop(ruling)) continue;
    const std::string& document = ruling.parts[0].document;
    const std::string& name = ruling.parts[0].name;
    const std::string& to = ruling.parts[1].document;
    const auto is_same = [&](const auto& each) {
      return each.document == document && each.name == name && each.to == to;
    };
    std::erase_if(links_, is_same);
    std::erase_if(rejected_, is_same);
    if (ruling.verb == Verb::link) {
      links_.push_back({document, name, to, kind_of(ruling.field), reason_of(ruling)});
    } else {
      rejected_.push_back({document, name, to});
    }
  }
}

bool HopRulings::is_rejected(std::string_view node, std::string_view name,
                             std::string_view to) const {
  return std::any_of(rejected_.begin(), rejected_.end(), [&](const RejectedHop& each) {
    if (each.to != to) return false;
    return each.document.empty() ? same_outlet(each.name, name) : each.document == node;
  });
}

std::string reason_of(const Ruling& ruling) {
  return fmt::format("decision {}: {}", ruling.number, ruling.reason);
}

}  // namespace hearsay::tracing
