"""The commands of `tools/train/encoder`."""

import argparse
import datetime
import json
import os
import time

import torch

from . import compare, corpora, distil, export, folds, predict, train, vectors
from .decode import Reader
from .score import Scorer

VERSION = "0.1"
# Sentences of our own; a reader of the file must give the same words, tags, names and mentions (`hearsay model check`).
EXAMPLES = ("The ministry said on Monday that three of its trucks had not reached Oakford. I don't know why.",
            'Anna Reed, a clerk at Oakford Council, told the Mill Daily: "We do not confirm the figure."\n\nShe declined to '
            'say who had.')


def work_folder(named, model):
    folder = named or os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "hearsay", model)
    os.makedirs(folder, exist_ok=True)
    return folder


def log_to(folder):
    file = open(os.path.join(folder, "log"), "a")

    def log(line):
        line = "%s %s" % (time.strftime("%H:%M:%S"), line)
        print(line, flush=True)
        file.write(line + "\n")
        file.flush()
    return log


def example(reader, text):
    reading = reader.read(text)
    return {"text": text, "words": [text[w.begin:w.end] for w in reading.words], "upos": [w.upos for w in reading.words],
            "heads": [w.head for w in reading.words], "sentences": reading.sentences, "names": reading.names,
            "mentions": [m[:4] for m in reading.mentions], "attributions": reading.attributions}


def finish(arguments, name, model, word_pieces, sets, folder, log):
    """Writes the file, scores it as written, and puts the scores into its card."""
    path = arguments.out or os.path.join(folder, "encoder-%s.safetensors" % name)
    version = "%s+%s" % (VERSION, datetime.date.today().isoformat())
    train.calibrate(model)
    export.write(path, model, word_pieces, name, version, sets)
    model, word_pieces, _ = export.read(path)
    scores = {} if arguments.no_scores else Scorer(model, word_pieces, arguments.data, log=log).all()
    reader = Reader(model, word_pieces)
    export.rewrite(path, scores=scores, examples=[example(reader, text) for text in EXAMPLES])
    log("wrote %s" % path)


def passes_of(arguments, passes=None):
    return {name: n * arguments.effort for name, n in (passes or train.PASSES).items()}


def to_go_on_from(path):
    """(model, word pieces) of a checkpoint, or of a finished file without what was done to it once before it was written."""
    model, word_pieces, _ = export.read(path)
    if not path.endswith(".pt"):
        train.calibrate(model, -train.CUE_GOES_ON)
    return model, word_pieces


def refined(arguments, model, word_pieces):
    """How often each set is read: less with --refine, which puts another model's weights into this one."""
    if not arguments.refine:
        return passes_of(arguments)
    other, other_pieces = to_go_on_from(arguments.refine)
    if other_pieces.vocabulary != word_pieces.vocabulary:
        raise SystemExit("%s has other word pieces" % arguments.refine)
    train.start_from(model, other)
    return passes_of(arguments, train.REFINED)


def base(arguments):
    name = "base-open" if arguments.open_only else "base"
    folder = work_folder(arguments.work, "encoder-" + name)
    log = log_to(folder)
    model, data = train.fresh_base(arguments.data, arguments.open_only, log=log)
    passes = refined(arguments, model, data.word_pieces)
    train.train(model, data, folder, passes, log=log, workers=arguments.workers,
                seed=arguments.seed, rate=arguments.rate * (0.5 if arguments.refine else 1))
    finish(arguments, name, model, data.word_pieces, data.by_set, folder, log)


def small(arguments):
    name = "small-open" if arguments.open_only else "small"
    folder = work_folder(arguments.work, "encoder-" + name)
    log = log_to(folder)
    teacher = arguments.teacher or os.path.join(work_folder(None, "encoder-" + name.replace("small", "base")), "checkpoint.pt")
    model, word_pieces, _ = export.read(teacher)
    sets = corpora.read(arguments.data, "train", arguments.open_only)
    kept = to_go_on_from(arguments.refine)[1] if arguments.refine else None
    student, data, guide = distil.prepare(model, word_pieces, sets, kept)
    passes = refined(arguments, student, data.word_pieces)
    train.train(student, data, folder, passes, log=log, teacher=guide, workers=arguments.workers,
                seed=arguments.seed, rate=arguments.rate * (0.5 if arguments.refine else 1))
    finish(arguments, name, student, data.word_pieces, data.by_set, folder, log)


def export_checkpoint(arguments):
    model, word_pieces, _ = export.read(arguments.checkpoint)
    sets = [s for s in train.PASSES if s != "polnear" or not arguments.open_only]
    finish(arguments, arguments.name, model, word_pieces, sets, os.path.dirname(arguments.checkpoint), print)


def average(arguments):
    """Weights between those of a model and of the same model refined (Wortsman et al., "Robust fine-tuning of
    zero-shot models", CVPR 2022): keeps what the first read well and most of what the second has learned."""
    (first, first_pieces), (second, second_pieces) = (to_go_on_from(path) for path in arguments.checkpoints)
    if first_pieces.vocabulary != second_pieces.vocabulary:
        raise SystemExit("%s and %s differ in their vocabulary" % tuple(arguments.checkpoints))
    share, weights = arguments.share, {name: value.clone() for name, value in second.state_dict().items()}
    train.start_from(second, first)
    mixed = {name: (1 - share) * value + share * weights[name] if value.is_floating_point() else value
             for name, value in second.state_dict().items()}
    torch.save({"model": mixed, "config": second.config, "tables": second.tables.state(),
                "vocabulary": second_pieces.vocabulary}, arguments.out)


def score(arguments):
    model, word_pieces, _ = export.read(arguments.model)
    results = Scorer(model, word_pieces, arguments.data).all(arguments.sets)
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(results, file, indent=1)


def show_predictions(arguments):
    model, word_pieces, _ = export.read(arguments.model)
    reader = Reader(model, word_pieces, arguments.nearest)
    if arguments.task == "attribution":
        print(predict.attribution(reader, arguments.file, arguments.outermost), end="")
    else:
        print(getattr(predict, arguments.task)(reader, arguments.file), end="")


def cross_validate(arguments):
    folder = work_folder(arguments.work, "encoder-folds")
    folds.cross_validate(arguments.set, arguments.data, folder, arguments.folds, arguments.effort,
                         arguments.workers, log_to(folder))


def explain(arguments):
    """Everything on the way, so that another implementation can be compared step by step."""
    model, word_pieces, _ = export.read(arguments.model)
    reader = Reader(model, word_pieces)
    text = open(arguments.file, encoding="utf-8", newline="").read()
    pieces = word_pieces(text)
    vectors = reader.vectors(pieces)
    units = vectors[torch.as_tensor(pieces.unit_first)]

    def rounded(rows):
        return [[round(float(x), 4) for x in row] for row in rows]
    heads, reading = model.heads, reader.read(text)
    with torch.no_grad():
        out = {"pieces": [list(row) for row in zip((word_pieces.vocabulary[i] for i in pieces.ids), pieces.ids, pieces.begin,
                                                   pieces.end, pieces.shape, pieces.gap)],
               "unit_first": pieces.unit_first, "vectors, first 8": rounded(vectors[:, :8]),
               "boundary scores": rounded(heads.boundary(vectors)), "names scores": rounded(heads.names(units)),
               "described scores": rounded(heads.described(units)), "attribution scores": rounded(heads.attribution(units))}
    out["words"] = [[w.begin, w.end, w.new_token, w.upos, w.feats, w.lemma, w.head, w.deprel] for w in reading.words]
    out.update({k: getattr(reading, k) for k in ("sentences", "names", "described", "mentions", "attributions")})
    print("{" + ",\n".join("%s: %s" % (json.dumps(k), json.dumps(v, ensure_ascii=False)) for k, v in out.items()) + "}")


def compare_with_program(arguments):
    """Word pieces on all dev texts, vectors and readings on some of them."""
    model, word_pieces, _ = export.read(arguments.model)
    texts = compare.dev_texts(arguments.data)
    tokenizer = train.base_files()[1].replace("vocab.txt", "tokenizer.json")
    differ = 0
    if len(word_pieces.vocabulary) == sum(1 for _ in open(train.base_files()[1], encoding="utf-8")):
        differ = compare.compare_pieces(arguments.bench, arguments.model, tokenizer, texts)
    some = texts[::max(1, len(texts) // arguments.texts)][:arguments.texts]
    differ += compare.compare_readings(arguments.bench, arguments.model, model, word_pieces, some)
    return 1 if differ else 0


def speed(arguments):
    """Pieces a second, one thread, of the reference decoder: for comparing models, not for bragging."""
    model, word_pieces, _ = export.read(arguments.model)
    reader = Reader(model, word_pieces)
    texts = [d.text for d in corpora.polnear(arguments.data, "dev")[:10]]
    reader.read(texts[0])
    for what, work in (("encoder", lambda t: reader.vectors(word_pieces(t))), ("all heads", reader.read)):
        begun = time.process_time()
        for text in texts:
            work(text)
        print("%-10s %.0f words/s" % (what, sum(len(t.split()) for t in texts) / (time.process_time() - begun)))


def word_vectors(arguments):
    folder = work_folder(arguments.work, "word_vectors")
    vectors.make(arguments.data, arguments.out or os.path.join(folder, "word_vectors.safetensors"),
                 "%s+%s" % (VERSION, datetime.date.today().isoformat()), arguments.width, arguments.passes, arguments.open_only,
                 log_to(folder))


def main():
    parser = argparse.ArgumentParser(prog="tools/train/encoder", description="Trains, scores and exports the shared encoder.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run in (("base", base), ("small", small)):
        one = commands.add_parser(name)
        one.add_argument("data", help="the folder with ud_ewt, ud_gum, …")
        one.add_argument("--open-only", action="store_true", help="without PolNeAR, whose texts carry no open licence")
        one.add_argument("--effort", type=float, default=1.0, help="times all passes over the data")
        one.add_argument("--seed", type=int, default=train.SEED, help="of the order of reading and of dropout")
        one.add_argument("--rate", type=float, default=1.0, help="times the learning rates")
        one.add_argument("--work", help="checkpoints and log; a run goes on from what lies there")
        one.add_argument("--out", help="the model file (default: in the work folder)")
        one.add_argument("--no-scores", action="store_true")
        one.add_argument("--workers", type=int, default=0, help="threads, each with its part of a batch (default: 2)")
        one.add_argument("--refine", metavar="CHECKPOINT", help="goes on from a model (a checkpoint or a finished file) instead of beginning anew")
        one.set_defaults(run=run)
    one.add_argument("--teacher", help="checkpoint or file of base (default: in base's work folder)")
    one = commands.add_parser("average")
    one.add_argument("checkpoints", nargs=2, metavar="CHECKPOINT", help="of a model, and of what was refined from it")
    one.add_argument("--share", type=float, default=0.5, help="of the second")
    one.add_argument("--out", required=True)
    one.set_defaults(run=average)
    one = commands.add_parser("export")
    one.add_argument("checkpoint")
    one.add_argument("data")
    one.add_argument("--name", default="base")
    one.add_argument("--out")
    one.add_argument("--open-only", action="store_true")
    one.add_argument("--no-scores", action="store_true")
    one.set_defaults(run=export_checkpoint)
    one = commands.add_parser("score")
    one.add_argument("model")
    one.add_argument("data")
    one.add_argument("sets", nargs="*")
    one.add_argument("--json")
    one.set_defaults(run=score)
    one = commands.add_parser("cross-validate")
    one.add_argument("set", choices=sorted(folds.MIXES))
    one.add_argument("data")
    one.add_argument("--folds", type=int, default=5)
    one.add_argument("--effort", type=float, default=1.0)
    one.add_argument("--work")
    one.add_argument("--workers", type=int, default=0)
    one.set_defaults(run=cross_validate)
    one = commands.add_parser("explain")
    one.add_argument("model")
    one.add_argument("file")
    one.set_defaults(run=explain)
    one = commands.add_parser("compare", help="the program's reading beside the reference's, on dev texts")
    one.add_argument("model")
    one.add_argument("data")
    one.add_argument("bench", help="path of hearsay-bench")
    one.add_argument("--texts", type=int, default=40, help="of which vectors and readings are compared")
    one.set_defaults(run=compare_with_program)
    one = commands.add_parser("vectors", help="the table of word vectors, by which short texts are compared")
    one.add_argument("data")
    one.add_argument("--width", type=int, default=256)
    one.add_argument("--passes", type=int, default=4)
    one.add_argument("--open-only", action="store_true")
    one.add_argument("--work")
    one.add_argument("--out")
    one.set_defaults(run=word_vectors)
    one = commands.add_parser("speed")
    one.add_argument("model")
    one.add_argument("data")
    one.set_defaults(run=speed)
    one = commands.add_parser("predict")
    one.add_argument("model")
    one.add_argument("task", choices=("conllu", "ner", "attribution", "coreference"))
    one.add_argument("file")
    one.add_argument("--outermost", action="store_true")
    one.add_argument("--nearest", action="store_true")
    one.set_defaults(run=show_predictions)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if getattr(arguments, "workers", 1) == 0:
        # Shares of a batch decide the sums: two of them is what the shipped models were made with.
        arguments.workers = 1 if torch.cuda.is_available() else 2
    return arguments.run(arguments)
