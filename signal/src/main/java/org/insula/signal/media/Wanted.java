package org.insula.signal.media;

import java.util.Set;
import java.util.function.BiFunction;
import org.insula.signal.SignalException;

/**
 * What is sought in a file.
 *
 * @param mediaType FFmpeg's number of it
 * @param containers which may be opened, by FFmpeg's names, with commas between
 * @param decoders which may run, by FFmpeg's names
 * @param maxPixels the most that a picture may have while streams are made out
 * @param words for what is sought
 */
public record Wanted(int mediaType, String containers, Set<String> decoders, long maxPixels, Words words) {
    /**
     * How errors speak.
     *
     * @param only what a file holds that has the other medium alone, such as "it has pictures only"
     * @param none what a file lacks that has neither, such as "it has no sound track"
     * @param code whose code is meant, such as "its sound"
     * @param refusal the sentence from the name of the content and the reason
     */
    public record Words(String only, String none, String code, BiFunction<String, String, SignalException> refusal) {}

    SignalException refuse(String name, String why) {
        return words.refusal().apply(name, why);
    }
}
