package org.insula.server.http;

import io.javalin.http.Handler;

/** What should never happen and is answered all the same: errors of the virtual machine, and bugs. */
public final class Faults {
    private static final String LOGGER = "org.insula.server";

    private Faults() {}

    /** An error on its way through a framework that lets only exceptions be told. */
    static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;

        Fault(Error cause) {
            super(cause);
        }
    }

    /** The same handler, whose errors are told to the caller like every other failure. */
    public static Handler told(Handler handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (Error e) {
                throw new Fault(e);
            }
        };
    }

    /** The failure that it is for the caller; the whole of it goes to the log. */
    static Failure of(Throwable problem) {
        System.getLogger(LOGGER).log(System.Logger.Level.ERROR, "Insula failed on a request.", problem);
        return new Failure(
                500,
                "Insula failed on this request (" + problem.getClass().getSimpleName()
                        + "); please report it with the input if you may share it.");
    }
}
