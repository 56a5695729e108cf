package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.evaluation.RequestPrincipal.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The condition keys of one action of a request: what is stated, what follows from who asks for what, and what can't be there. */
record EffectiveContext(EvaluationRequest request, String action) {

    ContextValue lookup(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        if (!ContextKeys.supports(action, name)) {
            return ContextValue.ABSENT;
        }
        return request.context().stated(name).orElseGet(() -> {
            ContextValue derived = derived(name);
            return derived == null ? ContextValue.UNKNOWN : derived;
        });
    }

    private @Nullable ContextValue derived(String key) {
        RequestPrincipal principal = request.principal();
        if (ContextKeys.isOfServices(key)) {
            return principal.kind() == Kind.SERVICE || principal.kind() == Kind.OTHER ? null : ContextValue.ABSENT;
        }
        return switch (key) {
            case "aws:resourceaccount" -> ContextValue.of(request.resourceAccount());
            case "aws:sourceip" ->
                request.context().has("aws:sourcevpce") || request.context().has("aws:sourcevpc")
                        ? ContextValue.ABSENT
                        : null;
            default -> principal.contextValue(key);
        };
    }
}
