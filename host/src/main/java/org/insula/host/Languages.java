package org.insula.host;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.insula.language.LanguageException;
import org.insula.language.LanguageModel;
import org.insula.language.LanguageOptions;

/** The language models that are open: each from its first use on, until others need its memory. Safe for many threads. */
final class Languages implements AutoCloseable {
    private final LanguageOptions options;
    private final Residency<String, OpenLanguage.Resident> open;

    /** @param options whose memory budget is that of all models together */
    Languages(LanguageOptions options) {
        this.options = options;
        this.open = new Residency<>(
                options.memoryBudget().orElseGet(Languages::halfTheMachine), OpenLanguage.Resident::close);
    }

    private static long halfTheMachine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() / 2
                : Long.MAX_VALUE;
    }

    /** An interruption on its way through code that knows none. */
    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interruption(InterruptedException cause) {
            super(cause);
        }
    }

    <R> R use(HostedLanguage hosted, Caller caller, Meter meter, LanguageUse<R> use) throws InterruptedException {
        try {
            return open.use(hosted.key(), () -> opened(hosted), resident -> {
                try {
                    return use.with(new OpenLanguage(resident, hosted.name(), caller, meter));
                } catch (InterruptedException e) {
                    throw new Interruption(e);
                }
            });
        } catch (Interruption e) {
            throw (InterruptedException) e.getCause();
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Residency.Opened<OpenLanguage.Resident> opened(HostedLanguage hosted) {
        if (!open.makeRoomFor(hosted.info().fileBytes())) {
            throw new LanguageException(
                    LanguageException.Reason.OUT_OF_MEMORY,
                    "Model '" + hosted.name() + "' does not fit beside the models that are in use now; come again when"
                            + " they have done, or give language models more memory.");
        }
        try {
            LanguageModel model = LanguageModel.open(hosted.file(), options);
            return new Residency.Opened<>(
                    new OpenLanguage.Resident(model), model.memory().total());
        } catch (LanguageException e) {
            throw new LanguageException(
                    e.reason(), "Model '" + hosted.name() + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
