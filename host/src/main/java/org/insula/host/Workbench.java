package org.insula.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.insula.embedding.Encoder;
import org.insula.store.Added;
import org.insula.store.Alias;
import org.insula.store.AliasMove;
import org.insula.store.AuditEntry;
import org.insula.store.AuditLog;
import org.insula.store.Claim;
import org.insula.store.Example;
import org.insula.store.Finding;
import org.insula.store.IssuedKey;
import org.insula.store.Key;
import org.insula.store.LabelCount;
import org.insula.store.NewExample;
import org.insula.store.NewKey;
import org.insula.store.NewProject;
import org.insula.store.NewTenant;
import org.insula.store.Page;
import org.insula.store.PageRequest;
import org.insula.store.Project;
import org.insula.store.Role;
import org.insula.store.Split;
import org.insula.store.Store;
import org.insula.store.Usage;
import org.insula.store.Version;
import org.insula.teach.EmbeddingCache;
import org.insula.teach.Model;
import org.insula.teach.ModelFile;
import org.insula.teach.OnnxExport;
import org.insula.teach.TeachException;

/**
 * What people work at: projects with their examples, versions and the names that these are published under; and, for who
 * runs this Insula, tenants and keys. Every method takes who asks, sees to it that they may, and reaches nothing of
 * another tenant.
 *
 * <p>Methods throw {@link org.insula.store.StoreException} where the store refuses and {@link HostException} where the
 * caller may not. What has returned is on the disk. Safe for many threads.
 */
public final class Workbench {
    private final Store store;
    private final Encoders encoders;
    private final PublishedModels published;
    private final Catalogue catalogue;
    private final Access access;
    private final EmbeddingCache cache;

    Workbench(
            Store store,
            Encoders encoders,
            PublishedModels published,
            Catalogue catalogue,
            Access access,
            EmbeddingCache cache) {
        this.store = store;
        this.encoders = encoders;
        this.published = published;
        this.catalogue = catalogue;
        this.access = access;
        this.cache = cache;
    }

    /** The projects that this caller may use. */
    public Page<Project> projects(Caller caller, PageRequest page) {
        caller.require(Role.TEACHER);
        Page<Project> all = store.projects().list(caller.tenant().id(), page);
        return new Page<>(
                all.items().stream()
                        .filter(project -> caller.mayUse(project.name()))
                        .toList(),
                all.nextCursor());
    }

    /** A project by its id, or by its name. */
    public Project project(Caller caller, String idOrName) {
        caller.require(Role.TEACHER);
        String tenant = caller.tenant().id();
        return store.projects()
                .find(tenant, idOrName)
                .or(() -> store.projects().named(tenant, idOrName))
                .filter(project -> caller.mayUse(project.name()))
                .orElseThrow(() -> new HostException(
                        HostException.Reason.NOT_FOUND,
                        "There is no project '" + idOrName + "'; list the projects and name one of them."));
    }

    public Project createProject(Caller caller, NewProject wanted) {
        caller.require(Role.TEACHER);
        requireScope(caller, wanted.name());
        if (!encoders.kinds().contains(wanted.kind())) {
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "Kind '" + wanted.kind() + "' is not known; choose one of " + String.join(", ", encoders.kinds())
                            + ".");
        }
        return store.projects().create(caller.actor(), wanted);
    }

    /** @throws HostException if a version is published and what the purpose becomes is missing or refused */
    public Project changeProject(Caller caller, Project project, String name, Optional<String> purpose) {
        caller.require(Role.TEACHER);
        requireScope(caller, name);
        store.versions()
                .newestPublished(caller.tenant().id(), project.id())
                .ifPresent(version -> checkPurpose(project, version, purpose));
        Project changed = store.projects().update(caller.actor(), project.id(), project.revision(), name, purpose);
        published.changed(caller.tenant().id());
        return changed;
    }

    /** Deletes a project with everything in it; the names that its versions had are to be moved or deleted first. */
    public void deleteProject(Caller caller, Project project) {
        caller.require(Role.TEACHER);
        everyExample(caller, project).forEach(example -> cache.forget(example.hash()));
        store.projects().delete(caller.actor(), project.id());
        published.changed(caller.tenant().id());
    }

    private List<Example> everyExample(Caller caller, Project project) {
        return Pages.all(page -> store.examples().list(caller.tenant().id(), project.id(), page));
    }

    /** @param label of this one alone, or of all */
    public Page<Example> examples(Caller caller, Project project, Optional<String> label, PageRequest page) {
        String tenant = caller.tenant().id();
        return label.isPresent()
                ? store.examples().list(tenant, project.id(), label.get(), page)
                : store.examples().list(tenant, project.id(), page);
    }

    public Page<LabelCount> labels(Caller caller, Project project, PageRequest page) {
        return store.examples().labels(caller.tenant().id(), project.id(), page);
    }

    /** Which of these contents, by their SHA-256, the project has already: they need not be sent. */
    public Set<String> known(Caller caller, Project project, Collection<String> hashes) {
        return store.examples().known(caller.tenant().id(), project.id(), hashes);
    }

    public Added addExample(Caller caller, Project project, NewExample wanted, InputStream content) {
        caller.require(Role.TEACHER);
        return store.examples().add(caller.actor(), project.id(), wanted, content);
    }

    public Example example(Caller caller, Project project, String id) {
        caller.require(Role.TEACHER);
        Example example = store.examples().get(caller.tenant().id(), id);
        if (!example.project().equals(project.id())) {
            throw new HostException(
                    HostException.Reason.NOT_FOUND,
                    "There is no example '" + id + "' in this project; list its examples and name one of them.");
        }
        return example;
    }

    /** The content of an example, to be closed by the caller. */
    public InputStream openExample(Caller caller, Example example) {
        caller.require(Role.TEACHER);
        return store.examples().open(caller.tenant().id(), example.id());
    }

    public Example relabel(Caller caller, Example example, String label) {
        caller.require(Role.TEACHER);
        return store.examples().relabel(caller.actor(), example.id(), label);
    }

    /**
     * Deletes an example: its row, its content and what was derived from it. Models that were taught with it stay as they
     * are until they are taught again.
     */
    public void deleteExample(Caller caller, Example example) {
        caller.require(Role.TEACHER);
        store.examples().delete(caller.actor(), example.id());
        cache.forget(example.hash());
    }

    public Page<Version> versions(Caller caller, Project project, PageRequest page) {
        return store.versions().list(caller.tenant().id(), project.id(), page);
    }

    public Version version(Caller caller, Project project, long number) {
        return store.versions()
                .find(caller.tenant().id(), project.id(), number)
                .orElseThrow(() -> new HostException(
                        HostException.Reason.NOT_FOUND,
                        "There is no version " + number + " of '" + project.name()
                                + "'; list its versions and name one of them."));
    }

    /** The model file of a version, to be closed by the caller. */
    public InputStream openVersion(Caller caller, Version version) {
        caller.require(Role.TEACHER);
        return store.versions().open(caller.tenant().id(), version.project(), version.number());
    }

    /**
     * What was found of each example when a version was taught, as JSON.
     *
     * @throws HostException if it is not kept any more, or never was
     */
    public String evaluation(Caller caller, Project project, long number) {
        caller.require(Role.TEACHER);
        version(caller, project, number);
        return store.versions()
                .evaluation(caller.tenant().id(), project.id(), number)
                .orElseThrow(() -> new HostException(
                        HostException.Reason.NOT_FOUND,
                        "What was found of each example is not kept of version " + number
                                + ", only of the newest drafts and of what was published; teach the project again."));
    }

    /** The card of a version in Markdown: what it is, how good it is, what it is not for. */
    public String card(Caller caller, Version version) {
        return read(caller, version).card();
    }

    /**
     * A version as one ONNX graph for any runtime.
     *
     * @throws HostException if what looks at this kind is no single graph
     */
    public byte[] onnx(Caller caller, Project project, Version version) {
        Model model = read(caller, version);
        Encoder encoder = encoders.forIdentity(project.kind(), version.embedding());
        if (encoder.graph().isEmpty()) {
            throw new HostException(
                    HostException.Reason.CONFLICT,
                    "What looks at kind '" + project.kind()
                            + "' is no single graph that ONNX could hold; download the model file, which holds the"
                            + " head as ONNX.");
        }
        return OnnxExport.of(model, encoder);
    }

    private Model read(Caller caller, Version version) {
        try (InputStream in = openVersion(caller, version)) {
            return ModelFile.parse(in.readAllBytes(), "version " + version.number()); // bounded when it was written
        } catch (IOException e) {
            throw new TeachException(
                    "Version " + version.number() + " cannot be read (" + e.getMessage() + "); try again.", e);
        }
    }

    /**
     * Publishes a version and gives it all the traffic of a name.
     *
     * @param name what clients ask for
     * @throws HostException if the name is a built-in model's, or the purpose is missing or refused
     */
    public Alias publish(Caller caller, Project project, long number, String name) {
        return publish(caller, project, number, name, 100);
    }

    /**
     * Publishes a version and gives it a part of the traffic of a name; what else the name stands for shares the rest as
     * it did.
     *
     * @param percent 1 to 100; all of it goes to a version that has the name to itself
     * @throws HostException if the name is a built-in model's, the purpose is missing or refused, or the others would be
     *     left with less than 1 percent each
     */
    public Alias publish(Caller caller, Project project, long number, String name, int percent) {
        caller.require(Role.TEACHER);
        requireScope(caller, name);
        requireFree(name);
        Version version = version(caller, project, number);
        checkPurpose(project, version, project.purpose());
        store.versions().publish(caller.actor(), project.id(), number);
        Optional<Alias> alias = store.aliases().find(caller.tenant().id(), name);
        Split split = Traffic.with(alias.map(Alias::split), project.id(), number, percent);
        return move(caller, name, alias.map(Alias::revision).orElse(0L), split);
    }

    private static void checkPurpose(Project project, Version version, Optional<String> purpose) {
        Purpose.check(project.kind(), VersionFigures.read(version.figures()).labels(), purpose);
    }

    private void requireFree(String name) {
        if (catalogue.isBuiltIn(name)) {
            throw new HostException(
                    HostException.Reason.CONFLICT, "'" + name + "' is a built-in model; give yours another name.");
        }
        ModelFolder.requireName(name);
    }

    /** No traffic goes to a withdrawn version; one that a name still stands for is moved away from it first. */
    public Version withdraw(Caller caller, Project project, long number) {
        caller.require(Role.TEACHER);
        Version version = store.versions().withdraw(caller.actor(), project.id(), number);
        published.changed(caller.tenant().id());
        return version;
    }

    public void deleteVersion(Caller caller, Project project, long number) {
        caller.require(Role.TEACHER);
        store.versions().delete(caller.actor(), project.id(), number);
        published.changed(caller.tenant().id());
    }

    /** The names that this caller may use. */
    public Page<Alias> aliases(Caller caller, PageRequest page) {
        Page<Alias> all = store.aliases().list(caller.tenant().id(), page);
        return new Page<>(
                all.items().stream()
                        .filter(alias -> caller.mayUse(alias.name()))
                        .toList(),
                all.nextCursor());
    }

    public Alias alias(Caller caller, String name) {
        requireScope(caller, name);
        return store.aliases().get(caller.tenant().id(), name);
    }

    public Optional<Alias> findAlias(Caller caller, String name) {
        requireScope(caller, name);
        return store.aliases().find(caller.tenant().id(), name);
    }

    public Page<AliasMove> history(Caller caller, String name, PageRequest page) {
        requireScope(caller, name);
        return store.aliases().history(caller.tenant().id(), name, page);
    }

    /**
     * Moves a name to other versions, all of which are read before any traffic goes there.
     *
     * @param revision of the alias as the caller knows it, 0 for a new one
     */
    public Alias move(Caller caller, String name, long revision, Split split) {
        caller.require(Role.TEACHER);
        requireScope(caller, name);
        requireFree(name);
        published.warm(caller, name, split);
        Alias moved = store.aliases().move(caller.actor(), name, revision, split);
        published.changed(caller.tenant().id());
        return moved;
    }

    /** Back to what a name stood for before its last move. */
    public Alias rollBack(Caller caller, String name, long revision) {
        caller.require(Role.TEACHER);
        requireScope(caller, name);
        Alias moved = store.aliases().rollBack(caller.actor(), name, revision);
        published.changed(caller.tenant().id());
        return moved;
    }

    public void deleteAlias(Caller caller, String name) {
        caller.require(Role.TEACHER);
        requireScope(caller, name);
        store.aliases().delete(caller.actor(), name);
        published.changed(caller.tenant().id());
    }

    private static void requireScope(Caller caller, String name) {
        if (!caller.mayUse(name)) {
            throw new HostException(
                    HostException.Reason.FORBIDDEN,
                    "This key is confined to "
                            + String.join(", ", caller.scopes().orElseThrow()) + "; use one that covers '" + name
                            + "'.");
        }
    }

    /** The tenants, for the owner; everyone else sees themselves. */
    public Page<org.insula.store.Tenant> tenants(Caller caller, PageRequest page) {
        if (caller.isOwner()) {
            return store.tenants().list(page);
        }
        return new Page<>(List.of(store.tenants().get(caller.tenant().id())), Optional.empty());
    }

    public org.insula.store.Tenant tenant(Caller caller, String id) {
        requireTenant(caller, id);
        return store.tenants().get(id);
    }

    /** What the caller's own tenant is called. */
    public String tenantName(Caller caller) {
        return store.tenants().get(caller.tenant().id()).name();
    }

    public org.insula.store.Tenant createTenant(Caller caller, NewTenant wanted) {
        requireOwner(caller);
        return store.tenants().create(caller.actor(), wanted);
    }

    public org.insula.store.Tenant changeTenant(Caller caller, String id, long revision, NewTenant wanted) {
        requireOwner(caller);
        var changed = store.tenants().update(caller.actor(), id, revision, wanted);
        access.changed();
        return changed;
    }

    public void deleteTenant(Caller caller, String id) {
        requireOwner(caller);
        store.tenants().delete(caller.actor(), id);
        access.changed();
        published.changed(id);
    }

    /** @param tenant whose; the caller's own, unless the caller is the owner */
    public Page<Key> keys(Caller caller, String tenant, PageRequest page) {
        return store.keys().list(tenant(caller, tenant).id(), page);
    }

    /**
     * Makes a key; its secret is told this once. From the first key on, every request needs one. A key that is confined to
     * some names makes none that may use others.
     */
    public IssuedKey createKey(Caller caller, String tenant, NewKey wanted) {
        requireTenant(caller, tenant);
        if (caller.scopes().isPresent()
                && !wanted.scopes().map(caller.scopes().get()::containsAll).orElse(false)) {
            throw new HostException(
                    HostException.Reason.FORBIDDEN,
                    "This key is confined to "
                            + String.join(", ", caller.scopes().get())
                            + " and makes no key for more; give the new one scopes among these.");
        }
        IssuedKey issued = store.keys().create(caller.actor(), tenant, wanted);
        access.changed();
        return issued;
    }

    public Key revokeKey(Caller caller, String tenant, String id) {
        requireTenant(caller, tenant);
        Key revoked = store.keys().revoke(caller.actor(), tenant, id);
        access.changed();
        return revoked;
    }

    public Page<Usage> usage(Caller caller, String tenant, Instant from, Instant until, PageRequest page) {
        return store.usage().list(tenant(caller, tenant).id(), from, until, page);
    }

    /**
     * How much was computed for whom in the hours from {@code from} on: for each tenant, for who runs this Insula; everyone
     * else sees their own share and all others' together.
     */
    public List<Portion> portions(Caller caller, Instant from) {
        Map<String, Long> nanos = store.usage().computeNanos(from);
        List<Portion> all = Pages.all(page -> store.tenants().list(page)).stream()
                .map(tenant ->
                        new Portion(tenant.id(), tenant.name(), tenant.weight(), nanos.getOrDefault(tenant.id(), 0L)))
                .toList();
        if (caller.isOwner()) {
            return all;
        }
        String own = caller.tenant().id();
        Portion others = all.stream()
                .filter(portion -> !portion.tenant().equals(own))
                .reduce(
                        new Portion("", "", 0, 0),
                        (sum, one) -> new Portion("", "", sum.weight() + one.weight(), sum.nanos() + one.nanos()));
        return Stream.concat(all.stream().filter(portion -> portion.tenant().equals(own)), Stream.of(others))
                .toList();
    }

    /** What was done for a tenant; the owner may ask for one that was deleted. */
    public Page<AuditEntry> audit(Caller caller, String tenant, PageRequest page) {
        requireTenant(caller, tenant);
        return store.audit().list(tenant, page);
    }

    /** Like {@link #audit}, the newest entries first. */
    public Page<AuditEntry> newestAudit(Caller caller, String tenant, PageRequest page) {
        requireTenant(caller, tenant);
        return store.audit().newest(tenant, page);
    }

    /**
     * Examines everything that is kept, repairs what can be repaired, and tells what cannot; for the owner.
     *
     * @see Store#doctor()
     */
    public List<Finding> examine(Caller caller) {
        requireOwner(caller);
        return store.doctor();
    }

    /** Walks the whole audit log; for the owner. */
    public AuditLog.Verification verifyAudit(Caller caller) {
        requireOwner(caller);
        return store.audit().verify();
    }

    /**
     * Writes everything that is kept into one file; for the owner.
     *
     * @see Store#backup(Path)
     */
    public void backup(Caller caller, Path zip) {
        requireOwner(caller);
        store.backup(zip);
    }

    /** What became of a request that may be sent twice; see {@link org.insula.store.Idempotency}. */
    public Claim claim(Caller caller, String key, String fingerprint) {
        return store.idempotency().claim(caller.tenant().id(), key, fingerprint);
    }

    public void complete(Caller caller, String key, int status, String answer) {
        store.idempotency().complete(caller.tenant().id(), key, status, answer);
    }

    public void release(Caller caller, String key) {
        store.idempotency().release(caller.tenant().id(), key);
    }

    private static void requireTenant(Caller caller, String tenant) {
        caller.require(Role.ADMIN);
        if (!caller.isOwner() && !caller.tenant().id().equals(tenant)) {
            throw new HostException(
                    HostException.Reason.NOT_FOUND, "There is no tenant '" + tenant + "'; list the tenants.");
        }
    }

    private static void requireOwner(Caller caller) {
        if (!caller.isOwner()) {
            throw new HostException(HostException.Reason.FORBIDDEN, "Only who runs this Insula may do this; ask them.");
        }
    }
}
