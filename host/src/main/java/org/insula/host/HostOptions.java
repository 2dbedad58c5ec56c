package org.insula.host;

import java.time.Duration;
import java.util.Optional;
import org.insula.language.LanguageOptions;

/**
 * What the host may use.
 *
 * @param scheduler how much is computed at once and how much may wait
 * @param modelBytes how much memory opened networks may take; those that were not used for longest make room
 * @param headBytes how much memory taught models may take, likewise
 * @param patience how long a request waits at most, unless its caller says otherwise
 * @param languages how language models are opened, and by its budget how much memory they may take together; empty if
 *     none are
 */
public record HostOptions(
        SchedulerOptions scheduler,
        long modelBytes,
        long headBytes,
        Duration patience,
        Optional<LanguageOptions> languages) {
    /** This many things computed at once, 512 MB of networks, a quarter of the heap of models, a minute's patience. */
    public static HostOptions of(int workers) {
        return new HostOptions(
                SchedulerOptions.of(workers),
                512_000_000,
                Runtime.getRuntime().maxMemory() / 4,
                Duration.ofMinutes(1),
                Optional.empty());
    }

    /** The same, with language models. */
    public HostOptions languages(LanguageOptions how) {
        return new HostOptions(scheduler, modelBytes, headBytes, patience, Optional.of(how));
    }
}
