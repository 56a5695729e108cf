package io.tableflow.iam.api.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items the items of this page
 * @param next what to ask for with {@code after} to get the next page; null on the last one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(description = "A part of a list.")
public record Page<T>(
        @Schema(description = "The items of this page.") List<T> items,

        @Schema(description = "The value of `after` for the next page; null on the last page.") @Nullable
        String next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of what was found.
     *
     * @param found up to {@link Paging#fetch()} items behind {@link Paging#after()}
     * @param position names an item's place in the list, so that the next page can start behind it
     */
    public static <T> Page<T> of(List<T> found, Paging paging, Function<? super T, String> position) {
        if (found.size() <= paging.limit()) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, paging.limit());
        return new Page<>(items, Cursor.encode(position.apply(items.getLast())));
    }

    /** The same page with its items shown another way. */
    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), next);
    }
}
