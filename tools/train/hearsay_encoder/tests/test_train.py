import os
import subprocess
import sys

import numpy as np
import pytest
import torch

from hearsay_encoder import cli, corpora, distil, export, folds, predict, score, train, windows
from hearsay_encoder.decode import Reader
from hearsay_encoder.model import Model

PASSES = {"ewt": 6, "gum": 6, "polnear": 6, "wikigold": 3, "crossner_politics": 2, "re3d": 4, "swapped": 1, "own": 1}


@pytest.fixture
def data(folder, word_pieces):
    return train.Data(corpora.read(folder, "train"), word_pieces)


def model_of(data, layers=2):
    torch.manual_seed(1)
    return Model({"width": 64, "inner": 64, "layers": layers, "heads": 4, "positions": 256,
                  "pieces": len(data.word_pieces.vocabulary)}, data.tables)


def run(model, data, work, **more):
    os.makedirs(work, exist_ok=True)
    return train.train(model, data, str(work), PASSES, log=lambda _: None, batch_pieces=60, **more)


def test_an_interrupted_run_ends_as_one_that_was_not(data, tmp_path):
    whole, first, second = model_of(data), model_of(data), model_of(data)
    assert run(whole, data, tmp_path / "a")
    assert not run(first, data, tmp_path / "b", stop_after=3)
    assert run(second, data, tmp_path / "b")
    for name, value in whole.state_dict().items():
        assert torch.equal(value, second.state_dict()[name]), name


def test_another_plan_is_not_taken_for_the_same_run(data, tmp_path):
    run(model_of(data), data, tmp_path, stop_after=1)
    with pytest.raises(SystemExit):
        train.train(model_of(data), data, str(tmp_path), {name: 1 for name in PASSES}, log=lambda _: None, batch_pieces=60)


def test_starting_from_a_model_goes_by_labels(data, folder, word_pieces):
    first = model_of(data)
    tables = type(data.tables)(**dict(data.tables.state(), upos=data.tables.upos[::-1]))
    second = Model(first.config, tables)
    train.start_from(second, first)
    assert torch.equal(second.heads.upos.weight, first.heads.upos.weight.flip(0))
    assert torch.equal(second.encoder.norm.weight, first.encoder.norm.weight)
    assert torch.equal(second.heads.rel, first.heads.rel)


def test_every_read_is_planned_once(data):
    batches = train.plan(data, PASSES, 7, 60)
    reads = [(name, number) for batch in batches for name, number, _ in batch]
    assert all(reads.count((name, 0)) == PASSES[name] for name in data.by_set)
    assert batches == train.plan(data, PASSES, 7, 60)


def test_windows_change_nothing_in_short_texts(data):
    model, wp = model_of(data).eval(), data.word_pieces
    one = [data.by_set["ewt"][0]]
    two = [data.by_set["ewt"][0], data.by_set["polnear"][0]]
    with torch.no_grad():
        alone = model(windows.Batch(one, wp.cls, wp.sep))
        beside = model(windows.Batch(two, wp.cls, wp.sep))
    assert torch.allclose(alone, beside[:len(alone)], atol=1e-5)


def test_written_and_read_again(data, folder, tmp_path):
    model, path = model_of(data), str(tmp_path / "m.safetensors")
    run(model, data, tmp_path / "w")
    export.write(path, model, data.word_pieces, "tiny", "1", data.by_set)
    again, word_pieces, card = export.read(path)
    assert card["kind"] == "encoder" and word_pieces.vocabulary == data.word_pieces.vocabulary
    for name, value in model.state_dict().items():
        other = again.state_dict()[name]
        assert torch.allclose(value, other, atol=float(value.abs().max()) / 127), name
    text = corpora.ewt(folder, "train")[0].text
    first, second = Reader(model, data.word_pieces).read(text), Reader(again, word_pieces).read(text)
    assert [w.begin for w in first.words] == [w.begin for w in second.words]


def test_quantised_rows():
    values = np.array([[1.0, -2.0, 0.5], [0.0, 0.0, 0.0]], np.float32)
    numbers, scale = export.quantised(values)
    assert numbers.tolist() == [[64, -127, 32], [0, 0, 0]] and np.allclose(numbers * scale[:, None], values, atol=0.01)


def test_predictions_have_the_forms_of_the_sets(data, folder, tmp_path):
    model = model_of(data)
    run(model, data, tmp_path / "w")
    reader = Reader(model, data.word_pieces)
    rows = predict.conllu(reader, folder + "/ud_ewt/dev.conllu")
    found = "".join(corpora.conllu(rows.split("\n"), "x")[0].text.split())
    assert found == "".join(corpora.ewt(folder, "dev")[0].text.split())
    assert len(predict.ner(reader, folder + "/wikigold/dev.conll").split("\n\n")) == 4
    assert predict.ner(reader, folder + "/re3d/dev.jsonl").count("\n") == 2
    assert predict.attribution(reader, folder + "/polnear/dev.jsonl").count("\n") == 1
    assert predict.coreference(reader, folder + "/gum_attribution/dev.jsonl").count("\n") == 2


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "x" * 300, "a\x00b \ufffd", "." * 700, "中" * 300, "A\n\n\n\nB"])
def test_any_text_is_read(data, text):
    reading = Reader(model_of(data), data.word_pieces).read(text)
    assert all(0 <= w.begin < w.end <= len(text) for w in reading.words)
    assert sum(b - a for a, b in reading.sentences) == len(reading.words)


def test_small_learns_from_base(data, folder, tmp_path):
    teacher = model_of(data, layers=6)
    sets = corpora.read(folder, "train")
    student, fewer, guide = distil.prepare(teacher, data.word_pieces, sets, size=60)
    assert len(fewer.word_pieces.vocabulary) == 60 and len(student.encoder.layer) == len(distil.KEPT_LAYERS)
    assert torch.equal(student.encoder.layer[2].query.weight, teacher.encoder.layer[5].query.weight)
    assert run(student, fewer, tmp_path / "s", teacher=guide)


def scored(gold, found, folder):
    import json
    paths = []
    for name, groups in (("g", gold), ("f", found)):
        entities = [{"start": m, "end": m + 1, "type": "person", "cluster": str(i)} for i, g in enumerate(groups) for m in g]
        paths.append(os.path.join(folder, name))
        open(paths[-1], "w").write(json.dumps({"id": "x", "entities": entities}) + "\n")
    out = subprocess.run([sys.executable, os.path.join(score.ROOT, "bench", "score_coreference.py"), *paths, "--json"],
                         stdout=subprocess.PIPE, check=True).stdout
    return {k: round(v["f1"], 4) for k, v in json.loads(out).items()}


def test_coreference_scorer(tmp_path):
    # The example of Luo 2005 (figure 1): truth {1..5},{6,7},{8..C}; response {1..5},{6,7,8..C}.
    truth = [[1, 2, 3, 4, 5], [6, 7], [8, 9, 10, 11, 12]]
    found = scored(truth, [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11, 12]], str(tmp_path))
    assert found["muc"] == 0.9474 and found["b_cubed"] == 0.8649 and found["ceaf_e"] == 0.7333
    assert scored(truth, truth, str(tmp_path))["conll"] == 1.0
    assert scored([[1], [2, 3]], [[1], [2, 3]], str(tmp_path))["mentions"] == 1.0
    assert scored([[1, 2]], [[3, 4]], str(tmp_path))["conll"] == 0.0


def test_folds_never_see_what_they_are_scored_on(folder, word_pieces, tmp_path, monkeypatch):
    seen = []

    def learn(model, data, work, passes, **_):
        seen.append({d["id"] for d in data.by_set.get("re3d", [])})
    monkeypatch.setattr(train, "base_files", lambda: ("", ""))
    monkeypatch.setattr(train, "load_base", lambda model: None)
    monkeypatch.setattr(train, "train", learn)
    monkeypatch.setattr(train, "CONFIG", {"width": 64, "inner": 64, "layers": 1, "heads": 4, "positions": 256})
    monkeypatch.setattr(folds.WordPieces, "open", lambda _: word_pieces)
    monkeypatch.setattr(folds.Scorer, "scorer", lambda *_: {"ALL": {"f1": 1.0}, "span only": {"f1": 1.0}})
    dev = os.path.join(folder, "re3d", "dev.jsonl")
    open(dev, "w").write(open(os.path.join(folder, "re3d", "train.jsonl")).read().replace('"r1"', '"r9"'))
    folds.cross_validate("re3d", folder, str(tmp_path), folds=2, log=lambda _: None)
    assert seen == [{"r9"}, {"r1"}]


def test_average_lies_between_two_checkpoints(data, tmp_path, monkeypatch):
    paths = [str(tmp_path / name) for name in ("first.pt", "second.pt", "between.pt", "other.pt")]
    model, vocabulary = model_of(data), data.word_pieces.vocabulary
    for path, value in ((paths[0], 0.0), (paths[1], 4.0), (paths[3], 0.0)):
        state = {name: torch.full_like(w, value) for name, w in model.state_dict().items()}
        torch.save({"model": state, "config": model.config, "tables": data.tables.state(),
                    "vocabulary": vocabulary if path != paths[3] else vocabulary[:-1] + ["else"]}, path)

    def average(*arguments):
        monkeypatch.setattr(sys, "argv", ["encoder", "average", *arguments])
        cli.main()
    average(paths[0], paths[1], "--share", "0.25", "--out", paths[2])
    assert all((w == 1).all() for w in torch.load(paths[2])["model"].values())
    with pytest.raises(SystemExit, match="differ in their vocabulary"):
        average(paths[0], paths[3], "--out", paths[2])


def test_a_finished_file_goes_on_as_it_was_before_it_was_written(data, tmp_path):
    model = model_of(data)
    before = model.heads.attribution.bias.detach().clone()
    train.calibrate(model)
    path = str(tmp_path / "finished.safetensors")
    export.write(path, model, data.word_pieces, "base", "0", ["ewt"])
    again, _ = cli.to_go_on_from(path)
    assert torch.allclose(again.heads.attribution.bias, before, atol=1e-6)
