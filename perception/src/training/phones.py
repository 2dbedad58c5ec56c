"""Teaches PhoneNetwork and writes phones.f16 and its hash.

    python3 phones.py ../main/resources/org/insula/perception/phones.f16

Needs numpy, scipy and libespeak-ng. Made-up words of English speech sounds are spoken by eSpeak NG in some seventy voices,
eight accents, many speeds and pitches; each recording then gets its own throat length, room, colour and noise. Frames are
labelled by the synthesiser itself. No recording of a person and no list of words goes in. About two minutes; the voices
m3, f2, klatt3, Alicia, pablo and max are held out: frame accuracy there .68 (.58 without silence) of 35 classes.
The weights that are in the project came from an earlier form of this script (numpy 1.24, scipy 1.10, eSpeak NG 1.51; 8,140
steps, the number reached in 90 seconds), so that a new run gives weights like them, not the same.
"""

import ctypes as C
import hashlib
import random
import struct
import sys

import numpy as np
import scipy.signal as ss

RATE, FFT, WINDOW, HOP, BANDS, CONTEXT = 8000, 256, 200, 80, 32, 8
UTTERANCES, STEPS, BATCH, HIDDEN = 8000, 8140, 512, (256, 128)

VOWELS = "a aI aU 0 O: A: E eI I i: @ V U u: oU OI 3: e@ i@ aa".split()
ONSETS = "p t k b d g f v s z T D S h tS dZ m n l r w j".split()
CLUSTERS = "pl pr bl br tr dr kl kr gl gr fl fr Tr sl sp st sk sm sn sw tw kw str spr skr".split()
CODAS = "p t k b d g f v s z T S tS dZ m n N l".split()
CODA_CLUSTERS = "st nt nd ks ts mp lt ld nk ft lf nz".split()
ACCENTS = ("en-us en-us en-gb en-gb-scotland en-us-nyc en-gb-x-rp en-gb-x-gbclan en-029 en-gb-x-gbcwmd").split()
VOICES = [""] + (
    "m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 klatt klatt2 klatt3 klatt4 klatt6 croak whisper Alex Alicia Andy Annie Diogo"
    " Gene Henrique Hugo Lee Marco Mario Michael Mike adam anika announcer antonio aunty belinda benjamin boris caleb david"
    " ed edward gustave iven john kaukovalta linda marcelo max miguel norbert pablo paul pedro quincy rob robert sandro"
    " shelby steph travis victor zac Jacky Denis Andrea grandma grandpa michel"
).split()
HELD_OUT = {"m3", "f2", "klatt3", "Alicia", "pablo", "max"}

# eSpeak's phonemes to classes; a diphthong is two, the first for 55 % of its time.
CLASS_OF = {
    "a": "a", "aa": "a", "aI": "A I", "aI@": "A I", "aI2": "A I", "aU": "A U", "aU@": "A U", "0": "O", "O:": "O",
    "O@": "O", "A:": "A", "A@": "A", "E": "E", "e@": "E", "eI": "E i", "I": "I", "I2": "I", "I#": "I", "i@": "I",
    "i:": "i", "i": "i", "@": "@", "a#": "@", "@2": "@", "@5": "@", "V": "V", "U": "U", "U@": "U", "u:": "u",
    "oU": "@ U", "OI": "O I", "3:": "3", "3": "3", "@L": "l", "l#": "l", "L": "l", "r-": "r", "t[": "t", "t#": "t",
    "t2": "t", "?": "t", "N": "n_", ";": "j", "_:": "sil", "_": "sil",
}
CLASS_OF.update({c: c for c in "p t k b d g f v s z T D S tS dZ m n l r w j h".split()})
CLASSES = sorted({c for v in CLASS_OF.values() for c in v.split()})
NUMBER = {c: i for i, c in enumerate(CLASSES)}


class Id(C.Union):
    _fields_ = [("number", C.c_int), ("name", C.c_char_p), ("string", C.c_char * 8)]


class Event(C.Structure):
    _fields_ = [("type", C.c_int), ("uid", C.c_uint), ("text", C.c_int), ("length", C.c_int), ("audio", C.c_int),
                ("sample", C.c_int), ("user", C.c_void_p), ("id", Id)]


class Synthesiser:
    """eSpeak NG through its C interface: samples at 22,050 Hz and where each phoneme begins."""

    PHONEME, SYNCHRONOUS, PHONEME_EVENTS, UTF8, PHONEMES_IN_TEXT = 7, 2, 1, 1, 0x100
    SPEED, PITCH, RANGE = 1, 3, 4

    def __init__(self):
        self.lib = C.CDLL("libespeak-ng.so.1")
        self.blocks, self.events = [], []
        kind = C.CFUNCTYPE(C.c_int, C.POINTER(C.c_short), C.c_int, C.POINTER(Event))
        self.callback = kind(self.hear)
        self.lib.espeak_Initialize(self.SYNCHRONOUS, 500, None, self.PHONEME_EVENTS)
        self.lib.espeak_SetSynthCallback(self.callback)

    def hear(self, samples, count, events):
        if samples and count > 0:
            self.blocks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        i = 0
        while events[i].type != 0:
            if events[i].type == self.PHONEME:
                self.events.append((events[i].sample, events[i].id.string.decode("utf8", "replace")))
            i += 1
        return 0

    def say(self, text, voice, speed, pitch, pitch_range):
        self.blocks, self.events = [], []
        if self.lib.espeak_SetVoiceByName(voice.encode()) != 0:
            return None, []
        for key, value in ((self.SPEED, speed), (self.PITCH, pitch), (self.RANGE, pitch_range)):
            self.lib.espeak_SetParameter(key, value, 0)
        data = text.encode()
        self.lib.espeak_Synth(data, len(data) + 1, 0, 1, 0, self.UTF8 | self.PHONEMES_IN_TEXT, None, None)
        self.lib.espeak_Synchronize()
        return (np.concatenate(self.blocks) if self.blocks else None), list(self.events)


def word(r):
    """One to three syllables in eSpeak's phoneme notation."""
    syllables = r.choices([1, 2, 3], [0.5, 0.38, 0.12])[0]
    text, stressed = "", r.randrange(syllables)
    for k in range(syllables):
        onset = r.choices(["", r.choice(ONSETS), r.choice(CLUSTERS)], [0.18, 0.62, 0.2])[0]
        shares = [0.4, 0.45, 0.15] if k == syllables - 1 else [0.7, 0.3, 0]
        vowel = r.choice(VOWELS)
        coda = r.choices(["", r.choice(CODAS), r.choice(CODA_CLUSTERS)], shares)[0]
        text += onset + ("'" if k == stressed else "") + vowel + coda
    return "[[" + text + "]]"


def utterances(seed=11):
    """Samples at 8 kHz, the sample at which each phoneme begins, and the voice."""
    synthesiser, r, made = Synthesiser(), random.Random(seed), []
    while len(made) < UTTERANCES:
        accent, voice = r.choice(ACCENTS), r.choice(VOICES)
        text = " ".join(word(r) for _ in range(r.choices([1, 2, 3], [0.7, 0.2, 0.1])[0]))
        samples, events = synthesiser.say(text, accent + ("+" + voice if voice else ""), r.randint(100, 240),
                                          r.randint(15, 85), r.randint(20, 90))
        if samples is not None and len(samples) >= 2000:
            slow = ss.resample_poly(samples.astype(np.float32), 160, 441).astype(np.int16)
            made.append((slow, [(at * 160 / 441, p) for at, p in events], voice))
    return made


def mel_bank(warp):
    """Triangles of unit sum, even on HTK's mel scale from 100 to 3,800 Hz, all frequencies times warp."""
    mel = np.linspace(2595 * np.log10(1 + 100 / 700), 2595 * np.log10(1 + 3800 / 700), BANDS + 2)
    corners = 700 * (10 ** (mel / 2595) - 1) * warp
    f = np.arange(FFT // 2 + 1) * RATE / FFT
    bank = np.array([np.maximum(0, np.minimum((f - a) / (b - a), (c - f) / (c - b)))
                     for a, b, c in zip(corners, corners[1:], corners[2:])])
    return (bank / bank.sum(1, keepdims=True)).T.astype(np.float32)


def powers(x):
    x = np.pad(x, (0, max(0, WINDOW - len(x))))
    frames = np.lib.stride_tricks.sliding_window_view(x, WINDOW)[::HOP] * np.hanning(WINDOW).astype(np.float32)
    return (np.abs(np.fft.rfft(frames, FFT)) ** 2).astype(np.float32)


def relative(mel):
    """As LogMel.relative in Java, with a floor of 1e-5."""
    sums = np.sort(mel.sum(1))
    return np.log(mel / (sums[int(0.95 * (len(sums) - 1))] / BANDS + 1e-12) + 1e-5)


def disguised(x, r, banks):
    """Another throat, room, microphone and background for each recording."""
    if r.random() < 0.4:
        length = int(RATE * r.uniform(0.05, 0.25))
        room = r.standard_normal(length) * np.exp(-np.arange(length) / length * 5)
        room *= r.uniform(0.1, 0.5) / np.sqrt((room**2).sum())
        room[0] += 1
        x = ss.fftconvolve(x, room)[: len(x)].astype(np.float32)
    level = np.sqrt((x**2).mean())
    x = x + level * 10 ** (-r.uniform(15, 50) / 20) * r.standard_normal(len(x)).astype(np.float32)
    mel = powers(x) @ banks[r.integers(len(banks))]
    curve = np.cumsum(r.standard_normal(6))
    curve = np.interp(np.linspace(0, 5, BANDS), np.arange(6), curve - curve.mean())
    curve = curve / max(1e-6, np.abs(curve).max()) * r.uniform(0, 8) + r.uniform(-8, 8) * np.linspace(-1, 1, BANDS)
    mel = mel * 10 ** (curve / 10).astype(np.float32)
    if r.random() < 0.4:
        colour = np.cumsum(r.standard_normal(BANDS) * 0.5)
        hum = mel.sum(1).max() / BANDS * 10 ** (-r.uniform(25, 50) / 10) * np.exp(colour - colour.max())
        mel = mel + hum.astype(np.float32) * r.exponential(1, mel.shape).astype(np.float32)
    return relative(mel)


def labels(events, samples, frames):
    y, at = np.full(frames, -1), np.arange(frames) * HOP + WINDOW / 2
    for (begin, phoneme), (end, _) in zip(events, events[1:] + [(samples, "")]):
        if phoneme in CLASS_OF:
            parts = CLASS_OF[phoneme].split()
            middle = begin + 0.55 * (end - begin) if len(parts) == 2 else end
            y[(at >= begin) & (at < middle)] = NUMBER[parts[0]]
            y[(at >= middle) & (at < end)] = NUMBER[parts[-1]]
    return y


def examples():
    r, banks, made = np.random.default_rng(3), [mel_bank(w) for w in np.linspace(0.82, 1.22, 17)], []
    for x, events, voice in utterances():
        before, after = int(r.integers(0, 2000)), int(r.integers(0, 1600))
        x = np.concatenate([np.zeros(before), x / 32768.0, np.zeros(after)]).astype(np.float32)
        logs = disguised(x, r, banks)
        y = labels([(0, "_")] + [(at + before, p) for at, p in events], len(x), len(logs))
        made.append((logs.astype(np.float32), y, voice in HELD_OUT))
    return made


def joined(part):
    """All frames in one array with the context padded, the row of each labelled frame, and its label."""
    rows = np.concatenate([np.pad(x, ((CONTEXT, CONTEXT), (0, 0)), mode="edge") for x, _, _ in part])
    starts = np.cumsum([0] + [len(x) + 2 * CONTEXT for x, _, _ in part])
    at = np.concatenate([s + np.arange(len(y)) for s, (_, y, _) in zip(starts, part)])
    y = np.concatenate([y for _, y, _ in part])
    return rows, at[y >= 0], y[y >= 0]


def train(made):
    r = np.random.default_rng(0)
    rows, at, y = joined([e for e in made if not e[2]])
    test_rows, test_at, test_y = joined([e for e in made if e[2]][:400])
    mean, deviation = rows.mean(), rows.std()
    rows, test_rows = (rows - mean) / deviation, (test_rows - mean) / deviation
    silence = NUMBER["sil"]
    sounding, silent = np.where(y != silence)[0], np.where(y == silence)[0]
    width = 2 * CONTEXT + 1
    sizes = [width * BANDS, *HIDDEN, len(CLASSES)]
    weights = [(r.standard_normal((a, b)) * np.sqrt(2 / a)).astype(np.float32) for a, b in zip(sizes, sizes[1:])]
    biases = [np.zeros(b, np.float32) for b in sizes[1:]]
    all_of = weights + biases
    first, second = [np.zeros_like(p) for p in all_of], [np.zeros_like(p) for p in all_of]

    def windows(source, where):
        return source[where[:, None] + np.arange(width)].reshape(len(where), -1)

    def forward(x):
        h = [x]
        for i, (w, b) in enumerate(zip(weights, biases)):
            z = h[-1] @ w + b
            h.append(np.maximum(z, 0) if i < len(weights) - 1 else z)
        return h

    for step in range(1, STEPS + 1):
        rate = 1e-3 * (1 - step / STEPS) + 1e-5
        pick = np.concatenate([r.choice(sounding, int(BATCH * 0.9)), r.choice(silent, BATCH - int(BATCH * 0.9))])
        x = windows(rows, at[pick]) + r.standard_normal((BATCH, 1)).astype(np.float32) * 0.15
        h = forward(x)
        p = np.exp(h[-1] - h[-1].max(1, keepdims=True))
        g = p / p.sum(1, keepdims=True)
        g[np.arange(BATCH), y[pick]] -= 0.95
        g = (g - 0.05 / len(CLASSES)) / BATCH
        gradients = [None] * len(all_of)
        for i in range(len(weights) - 1, -1, -1):
            gradients[i] = h[i].T @ g + 1e-5 * weights[i]
            gradients[len(weights) + i] = g.sum(0)
            g = (g @ weights[i].T) * (h[i] > 0) if i else g
        for i, (p, g) in enumerate(zip(all_of, gradients)):  # Adam
            first[i] = 0.9 * first[i] + 0.1 * g
            second[i] = 0.999 * second[i] + 0.001 * g * g
            p -= rate * (first[i] / (1 - 0.9**step)) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
    said = forward(windows(test_rows, test_at[::4]))[-1].argmax(1)
    truth = test_y[::4]
    print("held-out voices: frames right", (said == truth).mean(), "not silent", (said == truth)[truth != silence].mean())
    return sizes, mean, deviation, weights, biases


def main(target):
    sizes, mean, deviation, weights, biases = train(examples())
    data = struct.pack(f"<{1 + len(sizes)}i", len(sizes), *sizes) + struct.pack("<2f", mean, deviation)
    for w, b in zip(weights, biases):
        data += w.astype("<f2").tobytes() + b.astype("<f2").tobytes()
    with open(target, "wb") as out:
        out.write(data)
    with open(target + ".sha256", "w") as out:
        out.write(hashlib.sha256(data).hexdigest())


if __name__ == "__main__":
    main(sys.argv[1])
