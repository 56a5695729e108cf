package io.tableflow.iam.localaws;

/** A value whose readers may still see the previous one for a while. */
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
