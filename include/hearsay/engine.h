// The one class an embedder needs. It knows the order of the stages and owns the models and the
// store; the command line, the server and the Python binding are thin shells over it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/collection.h"
#include "hearsay/decision.h"
#include "hearsay/match.h"
#include "hearsay/reading.h"
#include "hearsay/result.h"
#include "hearsay/source.h"
#include "hearsay/trace.h"

namespace hearsay {

/// How a session with the program is set up.
struct EngineOptions {
  std::string data_directory;  ///< models and gazetteer; empty: beside the binary, then installed
  std::size_t jobs = 0;        ///< worker threads; 0: one per core
  std::string model = {};      ///< the encoder: "base", "small"; empty: "base"
  std::optional<std::int64_t> now = {};  ///< of decisions, seconds since 1970; none: by the clock
};

/// A model file as its card tells it.
struct ModelInfo {
  std::string path, kind, name, version, training_data, licences, scores;
  bool used = false;  ///< read with under these options
};

/// Cards of all model files that lie in the data folder, by path. Fails where one is broken.
Result<std::vector<ModelInfo>> model_files(const EngineOptions& options);
/// Reads the examples in the encoder's card and compares words, tags and heads with what they were
/// when the model was made: one sentence for each example that is read differently. Fails where a
/// file that reading needs cannot be opened.
Result<std::vector<std::string>> check_model(const EngineOptions& options);

/// A gazetteer that places are looked up in.
struct GazetteerInfo {
  std::string path, sources;  ///< `sources`: what its card says, a line each
  std::size_t places = 0, names = 0;
  bool own = false;  ///< the reader's own, made by `import_gazetteer`
};

/// The shipped gazetteer, and the reader's own where there is one. Fails where one is broken.
Result<std::vector<GazetteerInfo>> gazetteer_files(const EngineOptions& options);

/// What an import made, and where.
struct GazetteerImport {
  std::string path;
  std::size_t places = 0, names = 0;
  std::size_t left_out = 0;  ///< buildings, roads and the like
};

/// Makes the reader's own gazetteer of GeoNames's dumps: `files` as XX.txt or cities500.txt, and of
/// `names` (alternateNamesV2; may be none) what belongs to their places. It replaces an earlier
/// one, but only when all was read without error. From then on places are looked up in it too.
Result<GazetteerImport> import_gazetteer(const EngineOptions& options,
                                         const std::vector<std::string>& files,
                                         const std::vector<std::string>& names);

/// One input that could not be read: its name and the reason, ready to print.
struct InputFailure {
  std::string path;
  Error error;
};

/// Called for every input that fails as it is met, in input order, from the calling thread.
using FailureHandler = std::function<void(const InputFailure&)>;

/// How inputs are read.
struct ReadOptions {
  bool raw = false;            ///< all of the text is body (`annotate --raw`)
  bool allow_private = false;  ///< fetch from private networks too
  bool whole_reading = true;   ///< false: stop after `extract`
  /// Remarks on inputs that are no failures ("3 files in … skipped"), printable, in the order of
  /// the inputs, from the calling thread; none: dropped.
  std::function<void(const std::string&)> note = {};
  FailureHandler failed = {};  ///< of `add`; none: what the report holds is all that is told
  /// Asked by `add` before each document is stored, from the calling thread; true: it ends there,
  /// and what was added stays.
  std::function<bool()> stop = {};
  /// A folder (as it begins the paths in it) that nobody knows by that name, such as one for
  /// uploads: it is left out of the paths that documents and failures are known by.
  std::string unnamed_folder = {};
};

/// One document read, or one input failed; in input order.
using DocumentHandler = std::function<void(Result<Document>, const std::string& path)>;

/// Called after every document, from the calling thread: how many are done, of how many (0: not
/// known yet), and the last one's path.
using Progress = std::function<void(std::size_t done, std::size_t total, std::string_view path)>;

/// A report names so many failures: an archive may hold millions, and a report has to stay small.
inline constexpr std::size_t kMostFailuresNamed = 1000;

/// A page that is no article: it is kept, and is in no allegation.
struct PageNotArticle {
  std::string path;
  PageKind kind = PageKind::other;
};

/// What `add` saw.
struct AddReport {
  std::size_t read = 0;          ///< inputs read without failure
  std::size_t added = 0;         ///< new documents
  std::size_t known = 0;         ///< were there already, nothing changed
  std::size_t new_versions = 0;  ///< changed pages at a known URL
  std::size_t undated = 0;
  std::size_t without_publisher = 0;
  std::size_t with_embedded = 0;  ///< hold a second document
  std::size_t not_articles = 0;
  std::vector<PageNotArticle> pages;  ///< the first `kMostFailuresNamed` that are no articles
  std::size_t failed = 0;
  std::vector<InputFailure> failures;  ///< the first `kMostFailuresNamed` of them
};

/// What `audit` found: every quoted span searched for again in the stored originals.
struct AuditReport {
  std::size_t documents = 0;
  std::size_t spans = 0;
  std::vector<std::string> problems;  ///< one sentence each: document, span, what differs
};

/// Which rows a listing shows. Dates are ISO days, inclusive; empty: no bound.
struct Filter {
  std::string since;
  std::string until;
  std::string place;   ///< name of a place or gazetteer id
  std::string source;  ///< words of a source's name
  std::size_t limit = 50;
  std::size_t offset = 0;
  std::string document = {};  ///< id of the one document that a row is of; empty: of any
};

/// A document in a listing.
struct DocumentRow {
  std::string id, path, url, title, publisher, published;
  PageKind kind = PageKind::article;
  std::size_t attributions = 0, claims = 0;
};

/// A claim in a listing, with the words it stands in and who stands behind it.
struct ClaimRow {
  ClaimId id;
  std::string text, source, published, publisher, allegation;
  Voice voice = Voice::no_source_given;
};

/// A source in a listing: who says things in this pile, how often and where.
struct SourceRow {
  std::string id, name;
  SourceKind kind = SourceKind::unspecified;
  std::size_t attributions = 0;
  std::vector<std::string> documents;
};

enum class Listed { narratives, claims, sources, documents };

/// How much the store holds, of current documents.
struct StoreTotals {
  std::int64_t generation = 0;  ///< goes up with every change to documents, readings and the log
  std::size_t documents = 0, attributions = 0, claims = 0;
  std::size_t narratives = 0;  ///< as the listing has them
};

/// One document as it was fetched.
struct Original {
  Source source;                   ///< with its bytes, as first seen
  std::string sha256;              ///< of the bytes, recorded when they came in
  std::vector<std::string> paths;  ///< all under which it was seen, sorted
};

/// While it lives, all that its engine reads is of one moment, whoever else writes.
class Moment {
 public:
  virtual ~Moment() = default;
};

/// Open models, and a store where one is given. All methods are safe to call from one thread at a
/// time; `read` and `for_each_document` use the worker threads inside.
class Engine {
 public:
  /// Opens the models only: enough for `read` and `for_each_document`.
  static Result<std::unique_ptr<Engine>> open(const EngineOptions& options);
  /// Opens the models and a store (created where there is none, unless `read_only`).
  static Result<std::unique_ptr<Engine>> open(const EngineOptions& options,
                                              const std::string& store, bool read_only = false);
  virtual ~Engine() = default;

  /// A second session with the same store for another thread. It shares the models, so that opening
  /// costs no more than opening the file.
  [[nodiscard]] virtual Result<std::unique_ptr<Engine>> another(bool read_only) const = 0;
  /// Holds on to how the store is now. Fails where it is just being rebuilt. One at a time; nothing
  /// may be written through this engine meanwhile.
  [[nodiscard]] virtual Result<std::unique_ptr<Moment>> moment() const = 0;
  /// A number that is another one as soon as anybody else, of this program or not, has written to
  /// the store. Only means something beside another one of the same engine.
  [[nodiscard]] virtual Result<std::int64_t> version() const = 0;

  /// A greater number after every write but a note: equal numbers, equal documents, readings and
  /// groups.
  [[nodiscard]] virtual Result<std::int64_t> contents() const = 0;

  /// All that one document says. Deterministic.
  [[nodiscard]] virtual Result<Document> read(const Source& source,
                                              const ReadOptions& options) const = 0;
  /// Reads every document of `inputs` (see docs/ingest.md) on the worker threads and hands
  /// them over in input order. Bounded memory.
  virtual void for_each_document(const std::vector<std::string>& inputs, const ReadOptions& options,
                                 const DocumentHandler& handler) const = 0;

  /// Reads, stores and matches every document of `inputs`; what is read in a quarter of a second in
  /// one transaction, and `progress` is told of it then. An error only where the store itself
  /// fails; what had been told of until then stays.
  virtual Result<AddReport> add(const std::vector<std::string>& inputs, const ReadOptions& options,
                                const Progress& progress) = 0;
  /// Stores and matches documents that were read elsewhere, in one transaction, and counts them in
  /// `report`. Each must be what its source reads as; ids are set here. A later `rebuild` reads the
  /// sources. An error, of the first that cannot be stored, leaves all of them out.
  virtual Result<void> add_read(std::vector<std::pair<Source, Document>> documents,
                                AddReport& report) = 0;
  /// Derives everything anew from originals and decisions.
  virtual Result<AddReport> rebuild(const Progress& progress,
                                    const FailureHandler& failed = {}) = 0;
  /// Takes a decision: it stands in the log, and every count follows from then on. Errors of kind
  /// `usage` and `not_found` say what was asked wrongly; nothing has changed then.
  virtual Result<DecisionRow> decide(const DecisionRequest& request) = 0;
  /// The analyst's log, oldest first, with what has become of each entry.
  [[nodiscard]] virtual Result<std::vector<DecisionRow>> decisions() const = 0;

  /// All that is known, as JSON Lines: documents by id, then narratives, allegations, entities,
  /// pair matches and the decisions in force. The same documents and log give the same lines, byte
  /// for byte, whatever the order in which they were added. `line` has no line break; the sink
  /// returns false to stop.
  virtual Result<void> export_jsonl(
      const std::function<bool(std::string_view line)>& sink) const = 0;
  /// Finds every stored span again in the originals, decoded anew.
  [[nodiscard]] virtual Result<AuditReport> audit() const = 0;

  /// Traces the narrative that fits free words, or a pasted sentence, best; `not_found` with the
  /// nearest narratives named where none fits.
  [[nodiscard]] virtual Result<Trace> trace(std::string_view query) const = 0;
  /// Traces by id: of a claim ("<document>#c1"), an allegation or a narrative.
  [[nodiscard]] virtual Result<Trace> trace_id(std::string_view id) const = 0;

  /// What the page of which a document is one version changed from each version to the next, oldest
  /// first. None where one version is held.
  [[nodiscard]] virtual Result<std::vector<Revision>> revisions(std::string_view id) const = 0;

  [[nodiscard]] virtual Result<std::vector<Narrative>> narratives(const Filter& filter) const = 0;
  [[nodiscard]] virtual Result<std::vector<ClaimRow>> claims(const Filter& filter) const = 0;
  [[nodiscard]] virtual Result<std::vector<SourceRow>> sources(const Filter& filter) const = 0;
  [[nodiscard]] virtual Result<std::vector<DocumentRow>> documents(const Filter& filter) const = 0;
  /// How many rows a listing has without limit and offset.
  [[nodiscard]] virtual Result<std::size_t> total(Listed what, const Filter& filter) const = 0;
  [[nodiscard]] virtual Result<StoreTotals> totals() const = 0;
  /// The rows of these documents, in the order of `ids`; those that are not there are left out.
  [[nodiscard]] virtual Result<std::vector<DocumentRow>> documents_of(
      const std::vector<std::string>& ids) const = 0;
  /// A document as it was fetched, older versions too.
  [[nodiscard]] virtual Result<Original> original(std::string_view id) const = 0;
  /// Ids of all documents, older versions too, sorted.
  [[nodiscard]] virtual Result<std::vector<std::string>> all_document_ids() const = 0;

  /// The collection behind it, for lookups and exports.
  [[nodiscard]] virtual const Collection& collection() const = 0;
};

/// Reads words again from an original's bytes alone: what each span of the text that `map` maps
/// says there. An error in the place of what cannot be read as so much text. Linear in the bytes.
std::vector<Result<std::string>> words_in_original(const Source& source, const OriginMap& map,
                                                   const Spans& spans);

}  // namespace hearsay
