package io.tableflow.iam;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in the start-up report which of our settings is invalid, without its value, which may be a secret. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingsAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final String OURS = "tableflow";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        if (!cause.getName().toString().startsWith(OURS)) {
            return null;
        }
        return new FailureAnalysis(sentence(cause), "Correct the setting and start again.", cause);
    }

    /** Our own sentence if our validation refused the value, otherwise one that names the property. */
    private static String sentence(BindException cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof UnboundConfigurationPropertiesException unbound) {
                return unbound.getUnboundProperties().stream()
                        .map(property -> property.getName().toString())
                        .sorted()
                        .collect(Collectors.joining(
                                ", ",
                                "There is no setting ",
                                ": it is misspelt, or, in a list, an" + " index is missing before it."));
            }
            String message = reason.getMessage();
            if (reason instanceof IllegalArgumentException && message != null && message.startsWith(OURS + ".")) {
                return message + ".";
            }
        }
        return cause.getName() + " cannot be read: it has the wrong form, or, in a list, an index is missing before it"
                + " or it is not known.";
    }
}
