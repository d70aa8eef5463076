#include "cli/add_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/words.h"

namespace hearsay::cli {

std::string sentence(const AddReport& report) {
  std::string out = fmt::format("{} read", report.read);
  const auto say = [&](std::size_t count, std::string_view one, std::string_view many) {
    if (count > 0) out += fmt::format("; {} {}", count, count == 1 ? one : many);
  };
  if (report.added != report.read) say(report.added, "new", "new");
  say(report.known, "known before", "known before");
  say(report.new_versions, "is a new version", "are new versions");
  say(report.undated, "undated", "undated");
  say(report.without_publisher, "without publisher", "without publisher");
  say(report.with_embedded, "holds a second document", "hold a second document");
  say(report.not_articles, "is not an article", "are not articles");
  say(report.failed, "failed", "failed");
  return out;
}

int print_add_report(const Program& program, const AddReport& report, Format format) {
  constexpr std::size_t kMostNamed = 10;
  for (std::size_t i = 0; i < std::min(kMostNamed, report.pages.size()); ++i) {
    program.note(fmt::format("{}: no article ({}); kept, and taken for no copy or retelling",
                             report.pages[i].path, word(report.pages[i].kind)));
  }
  if (report.not_articles > kMostNamed) {
    program.note(fmt::format("and {} more that are no articles", report.not_articles - kMostNamed));
  }
  if (format == Format::text) {
    program.screen().line(sentence(report));
  } else {
    program.print(json::row(report));
  }
  return report.failed == 0 ? kDone : kSomeFailed;
}

}  // namespace hearsay::cli
