// What a person sees: lines of text that fit a width, with or without colour. Foreign words pass
// through here and nowhere else on their way to a terminal, so control and bidirectional characters
// end here.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "wording/wording.h"

namespace hearsay::cli {

using wording::counted;

/// Columns that the text takes on a terminal: 2 for East Asian wide characters, 0 for combining
/// marks and format characters, else 1.
std::size_t columns(std::string_view text);

/// At most `width` columns; what is cut off leaves an ellipsis.
std::string fit(std::string_view text, std::size_t width);

/// Blanks to `width` columns; longer text stays as it is.
std::string pad(std::string_view text, std::size_t width);

/// Lines of at most `width` columns, broken at blanks where there are any; never empty.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Full upper case by Unicode rules, no locale.
std::string upper(std::string_view text);

enum class Look { plain, strong, faint, warning };

struct Piece {
  std::string text;
  Look look = Look::plain;
};

/// Writes lines of pieces. Every piece is made printable here.
class Screen {
 public:
  Screen(std::ostream& out, std::size_t width, bool colour);

  [[nodiscard]] std::size_t width() const { return width_; }

  void line(const std::vector<Piece>& pieces);
  void line(std::string_view text) { line({{std::string(text)}}); }
  void blank() { line(std::vector<Piece>{}); }
  /// `left`, and `right` flush with the right margin; below it where one line is too short.
  void sides(Piece left, Piece right);
  /// Text broken into lines, the first after `first`, the others after `rest`.
  void paragraph(std::string_view first, std::string_view rest, Piece text);

 private:
  std::ostream& out_;
  std::size_t width_;
  bool colour_;
};

/// One row of CSV (RFC 4180). Every cell is made printable, and nothing in it is a formula.
void csv_row(std::ostream& out, const std::vector<std::string>& cells);

/// JSON text with all control and bidirectional characters inside strings escaped (\u202e), also
/// those that JSON itself would let through.
std::string terminal_safe_json(std::string_view json);

}  // namespace hearsay::cli
