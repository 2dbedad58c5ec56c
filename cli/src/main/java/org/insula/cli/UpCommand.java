package org.insula.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.server.OidcSettings;
import org.insula.server.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code insula up}: serves until it is stopped; the first time it teaches the examples before one's eyes. */
@Command(name = "up", description = "Serve every model on this machine; the first time, teach the examples too.")
final class UpCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 30;

    private final Workshop workshop;

    @Option(names = "--port", paramLabel = "N", description = "0 for any that is free (default: 8460).")
    private int port = ServerOptions.defaults().port();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Other than this machine's own takes a key (default: 127.0.0.1).")
    private String host = ServerOptions.defaults().host();

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL",
            description = "Take this OpenID Connect issuer's tokens beside API keys; every request then needs one.")
    private URI issuer;

    @Option(
            names = "--oidc-audience",
            paramLabel = "NAME",
            description = "Whom the tokens must be for (default: insula).")
    private String audience = "insula";

    @Option(
            names = "--oidc-tenant-claim",
            paramLabel = "NAME",
            description = "Which claim holds the tenant's id or name (default: insula_tenant).")
    private String tenantClaim = "insula_tenant";

    @Option(
            names = "--oidc-role-claim",
            paramLabel = "NAME",
            description = "Which claim holds reader, teacher or admin (default: insula_role).")
    private String roleClaim = "insula_role";

    @Option(
            names = "--traces",
            paramLabel = "URL",
            description = "Tell a collector that speaks OTLP over HTTP where the time of requests goes.")
    private URI traces;

    @Option(
            names = "--webhook",
            paramLabel = "ADDRESS",
            description =
                    "A whole address that rules of the Studio may have Insula send to; may be given several times.")
    private List<URI> webhooks = List.of();

    @Mixin
    private DataChoice data;

    UpCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path directory = data.directory(workshop);
        ServerOptions options = options();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stop.countDown();
            await(closed);
        }));
        try (Serving serving = Serving.start(workshop, data.settings(workshop), options)) {
            serving.announce();
            new ExampleModels(workshop, directory).teachOnce();
            serving.folder().broken().values().forEach(workshop.terminal()::error);
            workshop.terminal()
                    .say("Insula is up at " + serving.address() + "/ with " + names(serving.host())
                            + ". Ctrl-C stops it.");
            stop.await();
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private ServerOptions options() {
        ServerOptions options =
                new ServerOptions(host, port, ServerOptions.defaults().maxBodyBytes()).withWebhooks(webhooks);
        if (issuer != null) {
            options = options.withOidc(new OidcSettings(issuer, audience, tenantClaim, roleClaim));
        }
        return traces == null ? options : options.withTraces(traces);
    }

    /** Holds the JVM's end back until requests in hand are answered and everything is closed. */
    private static void await(CountDownLatch closed) {
        try {
            boolean _ = closed.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String names(Host models) {
        return String.join(
                ", ",
                models.models(Caller.owner()).stream()
                        .map(model -> model.name())
                        .toList());
    }
}
