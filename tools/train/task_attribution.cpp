// Cues, and the source and content of each cue, from PolNeAR's form: one article a line,
// {text, attributions: [{source, cue, content}]} with code point offsets. The whole text is body.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "annotate/annotate.h"
#include "attribute/features.h"
#include "attribute/finder.h"
#include "segment/segment.h"
#include "tasks.h"
#include "text/units.h"

namespace hearsay::train {
namespace {

using attribute::Page;
using attribute::TokenRange;
using nlohmann::json;

struct Gold {
  TokenRange cue;
  std::vector<TokenRange> source;
  std::vector<TokenRange> content;
};

Spans spans_of(const json& pairs, const text::CodePoints& points) {
  Spans spans;
  for (const json& pair : pairs) {
    spans.push_back({points.to_byte(pair[0]), points.to_byte(pair[1])});
  }
  return spans;
}

std::vector<TokenRange> tokens_of(const Page& page, const Spans& spans) {
  std::vector<TokenRange> ranges;
  for (const Span span : spans) ranges.push_back(page.tokens(span));
  return ranges;
}

std::vector<Gold> gold_of(const json& line, const Page& page) {
  const text::CodePoints points(page.article().text);
  std::vector<Gold> all;
  for (const json& each : line["attributions"]) {
    const Spans cue = spans_of(each["cue"], points);
    const TokenRange tokens = page.tokens(hull(cue));
    if (cue.empty() || tokens.empty() || tokens.end - tokens.begin > 20) continue;
    all.push_back({tokens, tokens_of(page, spans_of(each["source"], points)),
                   tokens_of(page, spans_of(each["content"], points))});
  }
  return all;
}

void print_cues(const Page& page, const std::vector<Gold>& gold, std::ostream& out) {
  std::vector<std::string> labels(page.rows().size(), "O");
  for (const Gold& each : gold) {
    for (std::uint32_t at = each.cue.begin; at < each.cue.end; ++at) {
      labels[at] = at == each.cue.begin ? "B" : "I";
    }
  }
  for (std::uint32_t at = 0; at < page.segmentation().sentences.size(); ++at) {
    const TokenRange range = attribute::tokens_of(page, at);
    if (!page.is_read(at) || range.empty()) continue;
    model::NamedFeatures sink;
    attribute::cue_features(page, range, sink);
    print_sequence({labels.begin() + range.begin, labels.begin() + range.end}, sink, out);
  }
}

void print_roles(const Page& page, const std::vector<Gold>& gold, std::ostream& out) {
  std::vector<bool> is_cue(page.rows().size(), false);
  for (const Gold& each : gold) {
    for (std::uint32_t at = each.cue.begin; at < each.cue.end; ++at) is_cue[at] = true;
  }
  std::size_t count = 0;
  for (const Gold& each : gold) {
    TokenRange window = attribute::window_of(page, each.cue);
    if (++count % 4 == 0) {  // alone, as contents and one-sentence texts are read
      window = attribute::tokens_of(page, page.rows()[each.cue.begin].sentence);
    }
    std::vector<std::string> labels;
    for (std::uint32_t at = window.begin; at < window.end; ++at) {
      const bool source = attribute::contains(each.source, at);
      const bool content = attribute::contains(each.content, at);
      labels.emplace_back(each.cue.contains(at) ? "O" : source ? "S" : content ? "C" : "O");
    }
    model::NamedFeatures sink;
    attribute::role_features(page, window, each.cue, is_cue, sink);
    print_sequence(labels, sink, out);
  }
}

using Printer = void (*)(const Page&, const std::vector<Gold>&, std::ostream&);

// `files`: the directory of the models first, then the annotated texts.
int dump(const std::vector<std::string>& files, Printer print, std::ostream& out) {
  const auto annotator = Annotator::load(files.front());
  if (!annotator) {
    std::cerr << "hearsay-features: " << annotator.error().message << '\n';
    return 1;
  }
  for (auto path = files.begin() + 1; path != files.end(); ++path) {
    std::ifstream file(*path);
    if (!file) {
      std::cerr << "hearsay-features: cannot read " << *path << '\n';
      return 1;
    }
    for (std::string text; std::getline(file, text);) {
      const json line = json::parse(text);
      Article article;
      article.text = line["text"];
      article.body = {{0, static_cast<std::uint32_t>(article.text.size())}};
      const Segmentation segmentation = segment(article);
      const Annotation annotation = annotator->annotate(article, segmentation);
      const Page page(article, segmentation, annotation);
      print(page, gold_of(line, page), out);
    }
  }
  return 0;
}

}  // namespace

int dump_attribution_cues(const std::vector<std::string>& files, std::ostream& out) {
  return dump(files, print_cues, out);
}

int dump_attribution_roles(const std::vector<std::string>& files, std::ostream& out) {
  return dump(files, print_roles, out);
}

}  // namespace hearsay::train
