"""Writes metrics.json: seeded examples scored by mir_eval 0.7 (numpy 1.24). Run: python3 metrics.py > metrics.json"""

import json

import mir_eval
import numpy as np

random = np.random.default_rng(20260301)
NAMES = ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"]
KINDS = ["maj", "min", "7", "maj7", "min7", "sus4", "sus2", "dim", "hdim7", "maj6", "aug", "maj/3", "min/b3", "min7/b7", "maj/5"]


def beats():
    step = random.uniform(0.3, 1.0)
    reference = random.uniform(0, 1) + step * np.arange(int(40 / step))
    kind = random.integers(6)
    estimated = [reference, reference[::2], reference[1::2], reference + step / 2,
                 np.sort(np.concatenate([reference, reference + step / 2])), reference * 1.01][kind]
    estimated = np.sort(estimated + random.normal(0, random.choice([0.005, 0.04]), len(estimated)))
    estimated = np.abs(estimated[random.random(len(estimated)) > random.choice([0.0, 0.1])])
    estimated.sort()
    trimmed = [mir_eval.beat.trim_beats(x) for x in (reference, estimated)]
    score = [mir_eval.beat.f_measure(*trimmed), *mir_eval.beat.continuity(*trimmed)]
    return {"reference": list(reference), "estimated": list(estimated), "score": score}


def spans(end):
    edges = np.unique(np.round(np.concatenate([[random.uniform(0, 1)], random.uniform(0, end, 12), [end]]), 3))
    edges = edges[edges >= edges[0]]
    labels = [random.choice(NAMES) + ":" + random.choice(KINDS) if random.random() > 0.1 else "N" for _ in edges[1:]]
    return np.stack([edges[:-1], edges[1:]], 1), labels


def chords():
    reference, labels = spans(30.0)
    estimated, guesses = spans(random.uniform(25, 35))
    # Make about half of the time right, or nothing would be measured.
    for i, (start, end) in enumerate(estimated):
        inside = [label for (s, e), label in zip(reference, labels) if s <= (start + end) / 2 < e]
        if inside and random.random() < 0.6:
            guesses[i] = inside[0]
    adjusted, adjusted_guesses = mir_eval.util.adjust_intervals(
        estimated, list(guesses), reference.min(), reference.max(), "N", "N")
    intervals, a, b = mir_eval.util.merge_labeled_intervals(reference, labels, adjusted, adjusted_guesses)
    durations = mir_eval.util.intervals_to_durations(intervals)
    score = [mir_eval.chord.weighted_accuracy(f(a, b), durations) for f in (mir_eval.chord.majmin, mir_eval.chord.root)]
    return {"reference": [[*map(float, i), l] for i, l in zip(reference, labels)],
            "estimated": [[*map(float, i), l] for i, l in zip(estimated, guesses)], "score": score}


def notes():
    n = 60
    onsets = np.sort(random.uniform(0, 10, n))
    pitches = random.integers(60, 66, n)
    keep = random.random(n) > 0.15
    found = onsets[keep] + random.normal(0, 0.03, keep.sum())
    found = np.abs(np.concatenate([found, random.uniform(0, 10, 8)]))
    found_pitches = np.concatenate([pitches[keep], random.integers(60, 66, 8)])
    hertz = lambda midi: 440.0 * 2 ** ((midi - 69) / 12)
    p, r, f, _ = mir_eval.transcription.precision_recall_f1_overlap(
        np.stack([onsets, onsets + 0.5], 1), hertz(pitches), np.stack([found, found + 0.5], 1), hertz(found_pitches),
        offset_ratio=None)
    pairs = lambda times, midi: [[float(t), int(m)] for t, m in zip(times, midi)]
    return {"reference": pairs(onsets, pitches), "estimated": pairs(found, found_pitches), "score": [p, r, f]}


def keys():
    names = [n + " " + mode for n in NAMES for mode in ("major", "minor")]
    return [[a, b, mir_eval.key.weighted_score(a, b)] for a in names for b in names]


print(json.dumps({
    "beats": [beats() for _ in range(40)],
    "chords": [chords() for _ in range(20)],
    "notes": [notes() for _ in range(10)],
    "keys": keys(),
}))
