package org.insula.movement;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A series as it was read, evenly spaced in time.
 *
 * @param series every value finite, gaps filled
 * @param rateHz steps a second, where the file tells it
 * @param channelNames one for each channel, as in the file, else "channel 1" and so on
 * @param remarks what was done or noticed while reading, a sentence each, for the person who recorded it
 */
public record Recording(Series series, OptionalDouble rateHz, List<String> channelNames, List<String> remarks) {
    public Recording {
        channelNames = List.copyOf(channelNames);
        remarks = List.copyOf(remarks);
        if (channelNames.size() != series.channels()) {
            throw new MovementException("A recording of " + series.channels() + " channels came with "
                    + channelNames.size() + " names; give one for each.");
        }
        if (rateHz.isPresent() && !(rateHz.getAsDouble() > 0 && rateHz.getAsDouble() < 1e9)) {
            throw new MovementException(
                    "A recording came with a rate of " + rateHz.getAsDouble() + " Hz; give one above 0 and below 1e9.");
        }
    }
}
