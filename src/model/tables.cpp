#include "model/tables.h"

#include <nlohmann/json.hpp>

namespace hearsay::model {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most = std::size_t{1} << 16U;

/// An entry of an object that the card holds as text; null where there is none.
Json entry_of(const ModelFile& file, const char* object, const std::string& name) {
  const auto found = file.card().more.find(object);
  if (found == file.card().more.end()) return {};
  Json all = Json::parse(found->second, nullptr, false);
  if (!all.is_object() || !all.contains(name)) return {};
  return std::move(all[name]);
}

}  // namespace

Result<std::vector<std::string>> read_table(const ModelFile& file, const std::string& name) {
  const Json entry = entry_of(file, "tables", name);
  std::vector<std::string> out;
  bool sound = entry.is_array() && !entry.empty() && entry.size() <= most;
  for (const Json& each : entry) {
    sound = sound && each.is_string();
    if (sound) out.push_back(each.get<std::string>());
  }
  if (!sound) return tl::unexpected(file.broken("its card has no table \"" + name + "\""));
  return out;
}

Result<std::size_t> read_size(const ModelFile& file, const std::string& name) {
  const Json entry = entry_of(file, "config", name);
  const auto size = entry.is_number_unsigned() ? entry.get<std::size_t>() : 0;
  if (size == 0 || size > most) {
    return tl::unexpected(file.broken("its card has no size \"" + name + "\", or an absurd one"));
  }
  return size;
}

}  // namespace hearsay::model
