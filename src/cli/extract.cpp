// hearsay extract: metadata and body only, a line a document.
#include "cli/command.h"
#include "cli/reading.h"
#include "cli/words.h"

namespace hearsay::cli {
namespace {

void print_text(Screen& screen, const Article& article) {
  screen.line({{article.title.empty() ? "(no title)" : article.title, Look::strong}});
  screen.paragraph(
      "", "",
      {(article.publisher.empty() ? std::string("unknown publisher") : article.publisher) + ", " +
       day(article.published) + "  " + article.path});
  screen.blank();
  for (const Span& span : article.body) {
    std::string_view rest = words(article, span);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (end > 0) screen.paragraph("", "", {std::string(rest.substr(0, end))});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  screen.blank();
}

std::vector<std::string> cells(const Article& article) {
  std::string body;
  for (const Span& span : article.body) body += std::string(words(article, span)) + " ";
  std::string authors;
  for (const std::string& author : article.authors) {
    authors += (authors.empty() ? "" : "; ") + author;
  }
  return {article.path,      article.url,       article.title,    authors,
          article.publisher, article.published, article.language, body};
}

}  // namespace

void add_extract(Program& program) {
  auto inputs = std::make_shared<Inputs>();
  CLI::App* command = program.add(
      "extract", "Print metadata and body of documents; needs no store", [&program, inputs] {
        ReadingOutput output;
        output.known = {Format::jsonl, Format::json, Format::text, Format::csv};
        output.header = {"path",      "url",       "title",    "authors",
                         "publisher", "published", "language", "body"};
        output.json = [](const Document& document) { return json::extracted(document.article); };
        output.text = [](Screen& screen, const Document& document) {
          print_text(screen, document.article);
        };
        output.rows = [](const Document& document) {
          return std::vector<std::vector<std::string>>{cells(document.article)};
        };
        ReadOptions options;
        options.whole_reading = false;
        return print_readings(program, *inputs, options, output);
      });
  offer_inputs(command, *inputs);
  program.offer_format(command, "text|json|jsonl|csv", "jsonl");
  program.offer_jobs(command);
}

}  // namespace hearsay::cli
