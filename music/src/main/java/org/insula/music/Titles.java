package org.insula.music;

/** Names that come from outside, made fit for a file. */
final class Titles {
    private static final int LONGEST = 200;

    private Titles() {}

    /** Without control characters, unpaired surrogates and what XML 1.0 cannot hold, and not longer than 200 characters. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            boolean fit = !Character.isISOControl(c)
                    && Character.getType(c) != Character.SURROGATE
                    && c != 0xFFFE
                    && c != 0xFFFF;
            plain.appendCodePoint(fit ? c : ' ');
        });
        return plain.toString().strip();
    }
}
