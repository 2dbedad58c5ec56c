"""Reference values for the transforms of org.insula.signal.audio, written beside this script.

It states the definitions of librosa 0.11 once more with numpy and scipy, from their documentation and papers,
without librosa. Made with Python 3.11, numpy 1.24.2 and scipy 1.10.1:  python3 golden.py

Each file: rows and columns as big-endian 32-bit integers, then the rows as big-endian 32-bit floats.
"""

import pathlib

import numpy as np
import scipy.fft
import scipy.ndimage
import scipy.signal

HERE = pathlib.Path(__file__).parent
RATE = 22050


def write(name, values):
    values = np.atleast_2d(np.asarray(values))
    with open(HERE / (name + ".f32"), "wb") as out:
        out.write(np.array(values.shape, ">i4").tobytes())
        out.write(values.astype(">f4").tobytes())


def sound(length=16384):
    """Three notes that begin one after the other, slightly sharp, a click and noise; GoldenSound.java makes the same."""
    state = 12345
    noise = np.empty(length)
    for n in range(length):
        state = (1103515245 * state + 12345) % 2**31
        noise[n] = state / 2**30 - 1
    t = np.arange(length) / RATE
    y = 0.01 * noise
    for begin, hertz in ((0, 222.0), (5000, 279.7), (9000, 332.6)):
        for partial in (1, 2, 3, 5):
            tone = np.sin(2 * np.pi * hertz * partial * (t - begin / RATE)) * np.exp(-3 * (t - begin / RATE))
            y += np.where(np.arange(length) >= begin, 0.3 / partial * tone, 0)
    y[12000] += 0.9
    return y.astype(np.float32)


def hann(length):
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)


def stft(y, n_fft, hop, window=None, mode="constant", centred=True):
    window = n_fft if window is None else window
    full = np.zeros(n_fft)
    before = (n_fft - window) // 2
    full[before : before + window] = hann(window)
    if centred:
        y = np.pad(y.astype(np.float64), n_fft // 2, mode=mode)
    frames = 1 + (len(y) - n_fft) // hop
    return np.array([np.fft.rfft(full * y[t * hop : t * hop + n_fft]) for t in range(frames)])


def hertz_to_mel(f, htk):
    f = np.asarray(f, float)
    if htk:
        return 2595 * np.log10(1 + f / 700)
    return np.where(f < 1000, f * 3 / 200, 15 + 27 * np.log(np.maximum(f, 1e-9) / 1000) / np.log(6.4))


def mel_to_hertz(m, htk):
    m = np.asarray(m, float)
    if htk:
        return 700 * (10 ** (m / 2595) - 1)
    return np.where(m < 15, m * 200 / 3, 1000 * np.exp((m - 15) * np.log(6.4) / 27))


def mel_bank(rate, n_fft, bands, low, high, htk=False, slaney_norm=True):
    corners = mel_to_hertz(np.linspace(hertz_to_mel(low, htk), hertz_to_mel(high, htk), bands + 2), htk)
    f = np.arange(n_fft // 2 + 1) * rate / n_fft
    bank = np.array([np.interp(f, corners[i : i + 3], [0, 1, 0], left=0, right=0) for i in range(bands)])
    return bank * (2 / (corners[2:] - corners[:-2]))[:, None] if slaney_norm else bank


def decibels(power, reference=1.0, least=1e-10, span=80.0):
    db = 10 * np.log10(np.maximum(power, least) / max(reference, least))
    return np.maximum(db, db.max() - span)


def onset(db, lag=1, size=1, aggregate=np.mean, detrend=False, shift=2):
    before = scipy.ndimage.maximum_filter1d(db, size, axis=1) if size > 1 else db
    rise = aggregate(np.maximum(0, db[lag:] - before[:-lag]), axis=1)
    rise = np.concatenate((np.zeros(lag + shift), rise))
    if detrend:
        rise = scipy.signal.lfilter([1, -1], [1, -0.99], rise)
    return rise[: len(db)]


def superflux(y, rate, n_fft, hop, per_octave=24, low=30, high=17000):
    """Böck and Widmer 2013, with frames centred at whole hops and a periodic window."""
    top = min(high, rate / 2)
    ratio = 2 ** (1 / per_octave)
    f = [440.0]
    while f[-1] <= top:
        f.append(f[-1] * ratio)
    while f[0] >= low:
        f.insert(0, f[0] / ratio)
    corners = np.unique(np.round(np.array(f) / (rate / n_fft)).astype(int))
    corners = corners[corners < n_fft // 2]
    k = np.arange(n_fft // 2 + 1)
    bank = np.array([np.interp(k, corners[i : i + 3], [0, 1, 0], left=0, right=0) for i in range(len(corners) - 2)])
    bands = np.log10(1 + np.abs(stft(y, n_fft, hop)) @ bank.T)
    lag = max(1, int(np.round((n_fft / 2 - np.argmax(hann(n_fft) > 0.5)) / hop)))
    rise = np.maximum(0, bands[lag:] - scipy.ndimage.maximum_filter1d(bands, 3, axis=1)[:-lag]).sum(axis=1)
    return np.concatenate((np.zeros(lag), rise))


def hpss(s, length, power, margins):
    lasting = scipy.ndimage.median_filter(s, size=(length, 1), mode="reflect")
    striking = scipy.ndimage.median_filter(s, size=(1, length), mode="reflect")

    def mask(x, ref):
        if np.isinf(power):
            return (x > ref).astype(float)
        both = x**power + ref**power
        neither = 0.5 if margins == (1, 1) else 0
        return np.where(both > 0, x**power / np.where(both > 0, both, 1), neither)

    return mask(lasting, margins[0] * striking), mask(striking, margins[1] * lasting)


def tuning(s, rate, bins_per_octave):
    n_fft = 2 * (s.shape[1] - 1)
    loud = s * (s > 0.1 * s.max(axis=1, keepdims=True))
    peak = np.zeros(s.shape, bool)
    peak[:, 1:-1] = (loud[:, 1:-1] > loud[:, :-2]) & (loud[:, 1:-1] >= loud[:, 2:])
    f = np.arange(s.shape[1]) * rate / n_fft
    t, k = np.nonzero(peak & (f >= 150) & (f < 4000))
    slope = (s[t, k + 1] - s[t, k - 1]) / 2
    shift = slope / (2 * s[t, k] - s[t, k + 1] - s[t, k - 1])
    size = s[t, k] + slope * shift / 2
    pitch = ((k + shift) * rate / n_fft)[size >= np.median(size)]
    rest = np.mod(bins_per_octave * np.log2(pitch / 27.5), 1)
    rest[rest >= 0.5] -= 1
    counts, edges = np.histogram(rest, np.linspace(-0.5, 0.5, 101))
    return edges[np.argmax(counts)]


def chroma_bank(rate, n_fft, tuned):
    f = np.arange(1, n_fft) * rate / n_fft
    place = 12 * np.log2(f / (27.5 * 2 ** (tuned / 12)))
    place = np.concatenate(([place[0] - 18], place))
    width = np.concatenate((np.maximum(np.diff(place), 1), [1]))
    away = np.mod(place[None, :] - np.arange(12)[:, None] + 6, 12) - 6
    bank = np.exp(-0.5 * (2 * away / width) ** 2)
    bank /= np.linalg.norm(bank, axis=0)
    bank *= np.exp(-0.5 * ((place / 12 - 5) / 2) ** 2)
    return np.roll(bank, -3, axis=0)[:, : n_fft // 2 + 1]


def peak_normalised(s):
    return s / np.where(s.max(axis=1) > 1e-30, s.max(axis=1), 1)[:, None]


C1 = 440 * 2 ** (-45 / 12)


def cqt_plan(rate, low, bins, per_octave, tuned):
    f = low * 2 ** ((np.arange(bins) + tuned) / per_octave)
    alpha = (2 ** (2 / per_octave) - 1) / (2 ** (2 / per_octave) + 1)
    return f, alpha, rate / (alpha * f)


def wavelet(f, rate, length):
    n = np.arange(np.floor(-length / 2), np.floor(length / 2))
    w = hann(len(n)) * np.exp(2j * np.pi * n * f / rate)
    return w / np.abs(w).sum()


def cqt_defined(y, rate, low, bins, per_octave, hop, tuned=0.0):
    """Straight from the definition: every window at the full rate, nothing left out."""
    f, _, lengths = cqt_plan(rate, low, bins, per_octave, tuned)
    frames = 1 + len(y) // hop
    out = np.zeros((frames, bins))
    pad = int(lengths.max()) + 2
    padded = np.pad(y.astype(float), pad)
    for k in range(bins):
        w = wavelet(f[k], rate, lengths[k])
        begin = pad + int(np.floor(-lengths[k] / 2))
        for t in range(frames):
            part = padded[begin + t * hop : begin + t * hop + len(w)]
            out[t, k] = np.sqrt(lengths[k]) * abs(np.sum(part * w.conj()))
    return out


def halved(y):
    """Every second sample of a sound without its upper half of frequencies: the ideal that soxr comes close to."""
    pad = 4096
    long = np.pad(y, pad + len(y) % 2)
    spectrum = np.fft.rfft(long)
    half = len(long) // 4 * 2
    keep = spectrum[: half // 2 + 1].copy()
    keep[-1] = 0
    return (np.fft.irfft(keep, half) * half / len(long))[(pad + len(y) % 2) // 2 :][: (len(y) + 1) // 2]


def cqt(y, rate, low, bins, per_octave, hop, tuned=0.0, sparsity=0.01):
    """As librosa.cqt: octave by octave in the frequency domain, without the smallest numbers of each filter."""
    f, alpha, lengths = cqt_plan(rate, low, bins, per_octave, tuned)
    y = y.astype(float)
    octaves = -(-bins // per_octave)
    frames = 1 + len(y) // hop
    cutoff = f[-1] * (1 + 0.5 * 1.50018310546875 * alpha)
    twos = (hop & -hop).bit_length() - 1
    early = min(max(0, int(np.ceil(np.log2(rate / 2 / cutoff))) - 2), max(0, twos - octaves + 1))
    my_rate, my_hop = rate, hop
    for _ in range(early):
        y, my_rate, my_hop = halved(y), my_rate / 2, my_hop // 2
    out = np.zeros((frames, bins))
    for octave in range(octaves):
        top = bins - octave * per_octave
        wanted = np.arange(max(0, top - per_octave), top)
        my_lengths = lengths[wanted] * my_rate / rate
        n_fft = int(2 ** np.ceil(np.log2(my_lengths.max())))
        basis = np.zeros((len(wanted), n_fft), complex)
        for row, k in enumerate(wanted):
            w = wavelet(f[k], my_rate, my_lengths[row])
            before = (n_fft - len(w)) // 2
            basis[row, before : before + len(w)] = w / n_fft
        spectra = np.fft.fft(basis, axis=1)[:, : n_fft // 2 + 1]
        for row in spectra:
            size = np.sort(np.abs(row))
            threshold = size[np.argmin(np.cumsum(size / size.sum()) < sparsity)]
            row[np.abs(row) < threshold] = 0
        padded = np.pad(y, n_fft // 2)
        for t in range(frames):
            d = np.fft.rfft(padded[t * my_hop : t * my_hop + n_fft], n_fft)
            out[t, wanted] = np.abs(spectra @ d) * np.sqrt(lengths[wanted])
        if my_hop % 2 == 0:
            y, my_rate, my_hop = halved(y), my_rate / 2, my_hop // 2
    return out


def cqt_chroma(c, per_octave):
    merged = per_octave // 12
    fold = np.roll(np.repeat(np.eye(12), merged, axis=1), -(merged // 2), axis=1)
    return c @ np.tile(fold, (1, c.shape[1] // per_octave)).T


def main():
    y = sound()
    write("sound", y[::1024])

    spectra = stft(y, 512, 128, window=400)
    some = [0, 1, 40, 128]
    write("stft-512-400-128", np.hstack((spectra[some].real, spectra[some].imag)))
    write("stft-mirror", np.abs(stft(y, 512, 128, mode="reflect"))[[0, 1, 2, 127, 128]])
    write("stft-uncentred", np.abs(stft(y, 512, 128, centred=False))[[0, 1, 124]])

    power = np.abs(stft(y, 2048, 512)) ** 2
    mel = power @ mel_bank(RATE, 2048, 128, 0, RATE / 2).T
    write("mel", mel[[0, 5, 20, 32]])
    write("mel-htk", np.abs(stft(y, 1024, 441)) @ mel_bank(RATE, 1024, 40, 30, 8000, True, False).T)
    db = decibels(mel)
    write("mel-db", db[[0, 5, 20, 32]])
    write("mel-db-peak", decibels(mel, reference=mel.max())[[0, 5, 20, 32]])
    write("mfcc", scipy.fft.dct(db, type=2, norm="ortho", axis=1)[:, :20])
    write(
        "onset",
        [
            onset(db),
            onset(db, aggregate=np.median),
            onset(db, detrend=True),
            onset(db, lag=2, size=3),
            onset(db, size=4, shift=0),
        ],
    )

    write("superflux", superflux(y, RATE, 1024, 110))

    magnitude = np.sqrt(power)
    harmonic, percussive = hpss(magnitude, 31, 2, (1, 1))
    write("hpss-harmonic", harmonic[[0, 20]])
    write("hpss-percussive", percussive[[0, 20]])
    harmonic, percussive = hpss(magnitude[:, :64], 5, np.inf, (1.5, 2))
    write("hpss-hard", np.vstack((harmonic[[3, 20]], percussive[[3, 20]])))

    tuned = tuning(power, RATE, 12)
    write("tuning", [[tuned, tuning(magnitude, RATE, 12), tuning(magnitude, RATE, 36)]])
    raw = power @ chroma_bank(RATE, 2048, tuned).T
    write("chroma-bank", chroma_bank(RATE, 512, 0.25))
    write("chroma", peak_normalised(raw)[[0, 11, 20, 30]])

    c = cqt(y, RATE, C1, 84, 12, 512)
    write("cqt", c[[0, 10, 20, 30]])
    defined = cqt_defined(y, RATE, C1, 84, 12, 512)
    write("cqt-defined", defined[[0, 10, 20, 30]])
    print("librosa's way from the definition:", np.abs(c - defined).max() / defined.max())
    tuned36 = tuning(magnitude, RATE, 36)
    fine = cqt(y, RATE, C1, 252, 36, 512, tuned36)
    write("cqt-36", fine[[10, 30]])
    write("chroma-cqt", peak_normalised(cqt_chroma(fine, 36))[[0, 10, 20, 30]])
    write("cqt-odd-hop", cqt(y, RATE, 110.0, 30, 12, 441, -0.3)[[5, 20]])
    write("cqt-early", cqt(y, RATE, 55.0, 24, 12, 512)[[5, 20]])


if __name__ == "__main__":
    main()
