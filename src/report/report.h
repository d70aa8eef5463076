// One page on a narrative that needs nothing else: no script, no request, to read, print and send.
#pragma once

#include <string>
#include <vector>

#include "hearsay/engine.h"

namespace hearsay {

/// The page of a narrative ("n…"), or of what an allegation ("g…") or a claim ("…#c1") belongs to,
/// as HTML. All foreign words are escaped; nothing in it runs or fetches.
Result<std::string> report_html(const Engine& engine, const std::string& id);

/// A page that leads to reports/<id>.html of each.
std::string reports_index(const std::vector<Narrative>& narratives);

}  // namespace hearsay
