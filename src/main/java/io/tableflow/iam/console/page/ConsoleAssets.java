package io.tableflow.iam.console.page;

import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Where the console's style sheet, scripts and icons are. */
@Component
@ConditionalOnConsole
class ConsoleAssets {

    static final String PATH = "/console/assets/";

    private final ResourceUrlProvider urls;

    ConsoleAssets(ResourceUrlProvider urls) {
        this.urls = urls;
    }

    /**
     * The path of a file, with the hash of its content.
     *
     * @throws NullPointerException if there is no such file
     */
    public String url(String file) {
        return Objects.requireNonNull(urls.getForLookupPath(PATH + file), file);
    }
}
