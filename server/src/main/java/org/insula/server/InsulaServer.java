package org.insula.server;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.insula.host.Host;
import org.insula.server.api.WorkApi;
import org.insula.server.http.Asked;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Callers;
import org.insula.server.http.ClientEndPoint;
import org.insula.server.http.Clients;
import org.insula.server.http.Failure;
import org.insula.server.http.Faults;
import org.insula.server.http.Protocol;
import org.insula.server.http.Refusals;
import org.insula.server.http.Route;
import org.insula.server.live.Live;
import org.insula.server.mcp.Mcp;
import org.insula.server.metrics.Metrics;
import org.insula.server.oidc.Oidc;
import org.insula.server.oip.OipGrpc;
import org.insula.server.oip.OipRest;
import org.insula.server.openai.OpenAi;
import org.insula.server.tool.RecordingReader;
import org.insula.server.tool.Tool;
import org.insula.server.trace.Tracer;

/**
 * The server: one port, on which HTTP/1.1 and HTTP/2 are spoken, and on these Insula's own interface and the protocols that
 * other software knows. It answers this machine only, unless it was given another address and has keys, and no web page
 * but its own.
 */
public final class InsulaServer implements AutoCloseable {
    private static final int STOP_MILLIS = 10_000;
    private static final int THREADS = 32;
    private static final int STREAMS = 1_024;
    /** What is sent more slowly than this ties up a connection and no more. */
    private static final int LEAST_BYTES_A_SECOND = 100;
    /** How many pings, settings, resets and empty frames a connection may send each second. */
    private static final int RATE = 2_000;

    /** What a page of ours may do: nothing but use this very server, and show and play what it made itself. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "worker-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob: data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private final ServerOptions options;
    private final List<Protocol> protocols;
    private final Metrics metrics;
    private final Live live;
    private final Clients clients;
    private final Optional<Tracer> tracer;
    private final Refusals refusals = new Refusals(InstantSource.system());
    private final Javalin javalin;
    private volatile boolean stopping;

    /**
     * Starts listening.
     *
     * @param host answers; stays the caller's to close, after this
     * @param version told by {@code /health}
     * @throws ServerException if the port is taken
     */
    public static InsulaServer start(Host host, ServerOptions options, String version) {
        return start(host, options, version, List.of(), Optional.empty());
    }

    /**
     * Starts listening.
     *
     * @param tools what the Model Context Protocol offers beside the models
     * @param recordings reads music, where that is offered
     * @throws ServerException if the port is taken
     */
    public static InsulaServer start(
            Host host, ServerOptions options, String version, List<Tool> tools, Optional<RecordingReader> recordings) {
        requireKeys(host, options);
        InsulaServer server = new InsulaServer(host, options, version, tools, recordings);
        try {
            server.javalin.start();
        } catch (JavalinBindException e) {
            throw new ServerException(
                    "Port " + options.port() + " of " + options.host()
                            + " is in use by another program; stop it or choose another with --port.",
                    e);
        }
        return server;
    }

    /** Whoever can be reached by others must be able to tell who asks. */
    private static void requireKeys(Host host, ServerOptions options) {
        boolean keys = host.keepsTenants()
                && (host.access().keysAreNeeded() || options.oidc().isPresent());
        if (!Loopback.isLoopback(options.host()) && !keys) {
            throw new ServerException("'" + options.host()
                    + "' can be reached from other machines and this Insula has no API key yet; make one with 'insula keys"
                    + " create', or leave --host out.");
        }
    }

    private InsulaServer(
            Host host, ServerOptions options, String version, List<Tool> tools, Optional<RecordingReader> recordings) {
        Callers callers = new Callers(host, options.oidc().map(InsulaServer::oidc));
        this.metrics = new Metrics(host, callers);
        this.live = new Live(host, callers);
        this.options = options;
        this.clients = new Clients(options.patience());
        this.tracer = options.traces().map(collector -> new Tracer(collector, version, new SecureRandom()));
        int most = options.maxBodyBytes();
        List<Protocol> spoken = new ArrayList<>();
        if (host.keepsTenants()) {
            spoken.add(new WorkApi(host, callers, refusals, options.webhooks(), InstantSource.system()));
        }
        spoken.addAll(List.of(
                new Api(host, callers, most, recordings),
                new OipRest(host, callers, most, version, () -> !stopping),
                new OipGrpc(host, callers, most, version, () -> !stopping),
                new OpenAi(host, callers, most, InstantSource.system()),
                new Mcp(host, callers, most, version, tools),
                metrics,
                new Pages(version, () -> !stopping)));
        this.protocols = List.copyOf(spoken);
        this.javalin = Javalin.create(this::configure);
    }

    private static Oidc oidc(OidcSettings settings) {
        return new Oidc(
                settings.issuer(),
                settings.audience(),
                settings.tenantClaim(),
                settings.roleClaim(),
                InstantSource.system());
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Finishes the requests in hand, then stops listening. */
    @Override
    public void close() {
        stopping = true;
        javalin.stop();
        clients.close();
        tracer.ifPresent(Tracer::close);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = options.maxBodyBytes();
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE; // whoever asks is on this machine
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_MILLIS);
            server.setErrorHandler(new BareErrors());
        });
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setMinRequestDataRate(LEAST_BYTES_A_SECOND);
            http.addCustomizer(clients);
        });
        config.jetty.addConnector(this::connector);
        config.requestLogger.http((context, millis) -> {
            metrics.count(protocol(context).name(), context, millis / 1_000);
            tracer.ifPresent(open -> open.answered(context));
        });
        config.routes.before(this::guard);
        config.routes.wsBeforeUpgrade(Live::echoNothing);
        config.routes.wsBeforeUpgrade(this::guard);
        config.routes.exception(Exception.class, (problem, context) -> fail(context, Failure.of(problem)));
        config.routes.exception(HttpResponseException.class, (problem, context) -> fail(context, of(problem, context)));
        live.configure(config);
        protocols.forEach(protocol -> protocol.routes()
                .forEach(route -> config.routes.addHttpHandler(
                        route.method(), route.path(), Faults.told(clients.watching(traced(route))))));
    }

    private Handler traced(Route route) {
        return tracer.isPresent() ? tracer.get().tracing(route.path(), route.handler()) : route.handler();
    }

    /** Few threads for the network, and a virtual one for each request. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("insula-http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("insula-request-"));
        return threads;
    }

    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http), http2(http)) {
            @Override
            protected SocketChannelEndPoint newEndPoint(
                    SocketChannel channel, ManagedSelector selector, SelectionKey key) {
                ClientEndPoint client = new ClientEndPoint(channel, selector, key, getScheduler(), getExecutor());
                client.setIdleTimeout(getIdleTimeout());
                return client;
            }
        };
        connector.addBean(clients);
        connector.setHost(options.host());
        connector.setPort(options.port());
        return connector;
    }

    /** For callers that know that they may begin with HTTP/2, as those of gRPC do. */
    private static HTTP2CServerConnectionFactory http2(HttpConfiguration http) {
        HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(STREAMS);
        http2.setRateControlFactory(new WindowRateControl.Factory(RATE));
        return http2;
    }

    /** What the framework itself says no to. */
    private static Failure of(HttpResponseException problem, Context context) {
        return switch (problem.getStatus()) {
            case 404 -> new Failure(404, "There is nothing at " + context.path() + "; see /openapi.json.");
            case 405 ->
                new Failure(405, context.path() + " does not take " + context.method() + "; see /openapi.json.");
            default -> Failure.of(problem);
        };
    }

    private void fail(Context context, Failure failure) {
        Asked.failed(context, failure.status());
        refusals.note(context, failure);
        if (!context.res().isCommitted()) {
            protocol(context).fail(context, failure);
        }
    }

    private Protocol protocol(Context context) {
        String path = context.path();
        return protocols.stream()
                .filter(protocol -> protocol.owns(path))
                .findFirst()
                .orElseThrow();
    }

    /** The routes as {@code GET /health}, for the test that holds the OpenAPI document against them. */
    List<String> routeNames() {
        return protocols.stream()
                .flatMap(protocol -> protocol.routes().stream())
                .map(InsulaServer::name)
                .toList();
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }

    private void guard(Context context) {
        String own = host(context);
        boolean reachedAsExpected = !Loopback.isLoopback(options.host()) || Loopback.isOwnHost(own);
        if (!reachedAsExpected || !Loopback.isOwnOrigin(context.header("Origin"), own)) {
            throw new BadRequest(
                    403,
                    "Insula answers this machine's own programs and pages only; open it as http://" + options.host()
                            + ":" + port() + "/.");
        }
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Content-Security-Policy", POLICY);
    }

    /** What the caller thinks it talks to: the {@code Host} header, or what HTTP/2 has instead. */
    private static String host(Context context) {
        String header = context.header("Host");
        return header == null && context.req().getProtocol().equals("HTTP/2.0")
                ? context.req().getServerName() + ":" + context.req().getServerPort()
                : header;
    }
}
