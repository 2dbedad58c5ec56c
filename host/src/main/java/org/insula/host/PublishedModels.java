package org.insula.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.insula.store.Alias;
import org.insula.store.Project;
import org.insula.store.Role;
import org.insula.store.Share;
import org.insula.store.Split;
import org.insula.store.Store;
import org.insula.store.Version;
import org.insula.store.VersionState;
import org.insula.teach.Model;
import org.insula.teach.ModelFile;
import org.insula.teach.TeachException;

/**
 * The models that tenants taught and published: by the name of an alias, behind which one version stands or several share
 * the traffic; and by {@code PROJECT@NUMBER}, for whoever teaches, any version, published or not.
 *
 * <p>What an alias stands for is remembered until {@link #changed} is told; models are kept in memory within a budget.
 */
final class PublishedModels {
    private static final Pattern PINNED = Pattern.compile("(.{1,200})@([1-9][0-9]{0,8})");
    private static final double GOLDEN = 0.6180339887498949;

    private final Store store;
    private final Encoders encoders;
    private final Residency<String, Model> models;
    private final Map<Name, Standing> standings = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    private record Name(String tenant, String alias) {}

    /** What stands behind an alias, and how many times it was asked for. */
    private record Standing(List<Share> shares, List<Hosted> models, AtomicLong count) {
        /** Spread evenly: among any n requests a share of p gets n p, give or take two. */
        Hosted next() {
            double at = 100 * ((count.getAndIncrement() * GOLDEN) % 1);
            double passed = 0;
            for (int i = 0; i < shares.size(); i++) {
                passed += shares.get(i).percent();
                if (at < passed) {
                    return models.get(i);
                }
            }
            return models.getLast();
        }
    }

    /** @param bytes how much memory models may take; the others are read again when they are asked */
    PublishedModels(Store store, Encoders encoders, long bytes) {
        this.store = store;
        this.encoders = encoders;
        this.models = new Residency<>(bytes, _ -> {});
    }

    /** The aliases of a tenant as models. */
    List<ModelInfo> list(Caller caller) {
        String tenant = caller.tenant().id();
        return Pages.all(page -> store.aliases().list(tenant, page)).stream()
                .flatMap(alias -> standing(tenant, alias).stream())
                .map(standing -> ModelInfo.of(standing.models().getFirst()))
                .toList();
    }

    /** Whether what stands behind an alias is in memory, all of it. */
    boolean isInMemory(Caller caller, String name) {
        Standing known = standings.get(new Name(caller.tenant().id(), name));
        return known != null && known.models().stream().map(Hosted::key).allMatch(models::holds);
    }

    Optional<Servable> find(Caller caller, String name) {
        String tenant = caller.tenant().id();
        Standing known = standings.get(new Name(tenant, name));
        if (known != null) {
            return Optional.of(known.next());
        }
        Matcher pinned = PINNED.matcher(name);
        if (pinned.matches()) {
            return caller.role().includes(Role.TEACHER)
                    ? pinned(tenant, name, pinned.group(1), Long.parseLong(pinned.group(2)))
                    : Optional.empty();
        }
        return store.aliases()
                .find(tenant, name)
                .flatMap(alias -> standing(tenant, alias))
                .map(Standing::next);
    }

    private Optional<Servable> pinned(String tenant, String name, String project, long number) {
        return store.projects()
                .named(tenant, project)
                .flatMap(found -> store.versions()
                        .find(tenant, found.id(), number)
                        .map(version -> hosted(tenant, name, found, version)));
    }

    private Optional<Standing> standing(String tenant, Alias alias) {
        Name name = new Name(tenant, alias.name());
        Standing known = standings.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        long before = changes.get();
        List<Share> shares = new ArrayList<>();
        List<Hosted> behind = new ArrayList<>();
        for (Share share : alias.split().shares()) {
            Optional<Project> project = store.projects().find(tenant, share.project());
            Optional<Version> version = store.versions().find(tenant, share.project(), share.version());
            if (project.isPresent() && version.isPresent() && version.get().state() == VersionState.PUBLISHED) {
                shares.add(share);
                behind.add(hosted(tenant, alias.name(), project.get(), version.get()));
            }
        }
        if (behind.isEmpty()) {
            return Optional.empty();
        }
        Standing standing = new Standing(List.copyOf(shares), List.copyOf(behind), new AtomicLong());
        standings.put(name, standing);
        if (changes.get() != before) {
            standings.remove(name, standing); // something was moved meanwhile
        }
        return Optional.of(standing);
    }

    private Hosted hosted(String tenant, String name, Project project, Version version) {
        VersionFigures figures = VersionFigures.read(version.figures());
        ModelInfo info = new ModelInfo(name, project.kind(), figures.labels(), figures.about(), false);
        String key = project.id() + "/" + version.number();
        return Hosted.fetched(info, key, encoders, () -> read(tenant, key, version));
    }

    private Model read(String tenant, String key, Version version) {
        try {
            return models.use(key, () -> open(tenant, version), model -> model);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new TeachException(
                    "Version " + version.number() + " cannot be read (" + e.getMessage() + "); try again.", e);
        }
    }

    private Residency.Opened<Model> open(String tenant, Version version) throws IOException {
        try (InputStream in = store.versions().open(tenant, version.project(), version.number())) {
            byte[] bytes = in.readAllBytes(); // the store bounded it when it was written
            Model model = ModelFile.parse(bytes, "version " + version.number());
            return new Residency.Opened<>(model, model.head().memoryBytes());
        }
    }

    /**
     * Makes sure that every version of a split can answer, before any traffic goes there.
     *
     * @throws HostException if one of them is missing or not published
     * @throws TeachException if one cannot be read, or its encoder is not here
     */
    void warm(Caller caller, String alias, Split split) {
        String tenant = caller.tenant().id();
        for (Share share : split.shares()) {
            Project project = store.projects().get(tenant, share.project());
            Version version = store.versions().get(tenant, share.project(), share.version());
            if (version.state() != VersionState.PUBLISHED) {
                throw new HostException(
                        HostException.Reason.CONFLICT,
                        "Version " + share.version() + " of '" + project.name() + "' is "
                                + version.state().name().toLowerCase(java.util.Locale.ROOT)
                                + " and cannot be named; publish it first.");
            }
            hosted(tenant, alias, project, version).encoder();
        }
    }

    /** Something of this tenant was moved, withdrawn or deleted: what its aliases stand for is looked up again. */
    void changed(String tenant) {
        changes.incrementAndGet();
        standings.keySet().removeIf(name -> name.tenant().equals(tenant));
    }
}
