package org.insula.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Things that take memory: opened when they are first used, closed when memory is short, the least recently used first.
 * What is in use is not closed before its last user has done, even if it was dropped or replaced meanwhile; the budget may
 * be passed by what is in use at one time.
 *
 * <p>Safe for many threads; each thing is opened by one of them while the others that want it wait.
 *
 * @param <K> names a thing
 * @param <V> the thing
 */
final class Residency<K, V> implements AutoCloseable {
    private final long budget;
    private final Consumer<V> closer;
    private final Map<K, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);
    private long used;
    private boolean closed;

    /** A thing and the memory it takes, in bytes. */
    record Opened<V>(V value, long bytes) {}

    /** How to open a thing. */
    interface Opener<V> {
        Opened<V> open() throws Exception;
    }

    /** One thing's place; its lock is held while it is opened. */
    private final class Slot {
        final ReentrantLock opening = new ReentrantLock();
        V value;
        long bytes;
        int users;
        boolean dropped;
        boolean kept;
    }

    /**
     * @param budget how many bytes may be kept
     * @param closer frees a thing
     */
    Residency(long budget, Consumer<V> closer) {
        this.budget = budget;
        this.closer = closer;
    }

    /** Uses a thing, opening it first if it is not there. What fails to open leaves nothing behind. */
    <R> R use(K key, Opener<V> opener, Function<V, R> use) throws Exception {
        Slot slot = enter(key);
        try {
            open(key, slot, opener);
            return use.apply(slot.value);
        } finally {
            leave(key, slot);
        }
    }

    private synchronized Slot enter(K key) {
        if (closed) {
            throw new HostException(HostException.Reason.STOPPING, "Insula is stopping; ask again when it is up.");
        }
        Slot slot = slots.computeIfAbsent(key, _ -> new Slot());
        slot.users++;
        return slot;
    }

    private void open(K key, Slot slot, Opener<V> opener) throws Exception {
        slot.opening.lock();
        try {
            if (slot.value == null) {
                Opened<V> opened = opener.open();
                slot.value = opened.value();
                account(slot, opened.bytes());
            }
        } catch (Exception | Error e) {
            forget(key, slot);
            throw e;
        } finally {
            slot.opening.unlock();
        }
    }

    private void account(Slot slot, long bytes) {
        List<V> idle = new ArrayList<>();
        synchronized (this) {
            slot.bytes = bytes;
            slot.kept = true;
            used += bytes;
            makeRoom(idle);
        }
        idle.forEach(closer);
    }

    /** Drops what nobody uses, the least recently used first, until the rest is within the budget. */
    private void makeRoom(List<V> idle) {
        var oldest = slots.values().iterator();
        while (used > budget && oldest.hasNext()) {
            Slot slot = oldest.next();
            if (slot.users == 0 && slot.value != null) {
                oldest.remove();
                used -= slot.bytes;
                idle.add(slot.value);
            }
        }
    }

    /**
     * Makes room for a thing of which it is known beforehand what it takes at least.
     *
     * @return false if what is in use leaves too little
     */
    boolean makeRoomFor(long bytes) {
        List<V> idle = new ArrayList<>();
        boolean fits;
        synchronized (this) {
            used += bytes;
            makeRoom(idle);
            used -= bytes;
            fits = used <= budget - bytes;
        }
        idle.forEach(closer);
        return fits;
    }

    private synchronized void forget(K key, Slot slot) {
        slots.remove(key, slot);
        slot.dropped = true;
    }

    private void leave(K key, Slot slot) {
        List<V> idle = new ArrayList<>();
        synchronized (this) {
            slot.users--;
            if (slot.users == 0 && slot.dropped && slot.value != null) {
                used -= slot.bytes;
                idle.add(slot.value);
            }
            makeRoom(idle);
        }
        idle.forEach(closer);
    }

    /** Drops a thing that was replaced or removed; whoever uses it now goes on with it. */
    void drop(K key) {
        V idle = null;
        synchronized (this) {
            Slot slot = slots.remove(key);
            if (slot != null) {
                slot.dropped = true;
                if (slot.users == 0 && slot.value != null) {
                    used -= slot.bytes;
                    idle = slot.value;
                }
            }
        }
        if (idle != null) {
            closer.accept(idle);
        }
    }

    /** Whether a thing is kept now; asking does not count as use. */
    synchronized boolean holds(K key) {
        return slots.entrySet().stream().anyMatch(slot -> slot.getKey().equals(key) && slot.getValue().kept);
    }

    /** How many bytes are kept now. */
    synchronized long used() {
        return used;
    }

    /** How many things are kept now. */
    synchronized int size() {
        return slots.size();
    }

    /** Drops everything; what is in use is closed by its last user. */
    @Override
    public void close() {
        List<K> keys;
        synchronized (this) {
            closed = true;
            keys = List.copyOf(slots.keySet());
        }
        keys.forEach(this::drop);
    }
}
