package io.tableflow.iam.localaws;

/** A value whose readers may for a while still see the one before it. */
final class EventuallyConsistent<T> {

    private T seen;
    private T latest;
    private Visibility visibility = Visibility.IMMEDIATE;

    EventuallyConsistent(T value) {
        this.seen = value;
        this.latest = value;
    }

    T get() {
        if (visibility.reached()) {
            seen = latest;
        }
        return seen;
    }

    void set(T value, Visibility visibility) {
        seen = get();
        latest = value;
        this.visibility = visibility;
    }
}
