package io.tableflow.iam.console.page;

import java.net.URI;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Has the browser load another page: 303, so that to load it again repeats nothing. */
public final class ConsoleRedirect {

    private ConsoleRedirect() {}

    /**
     * To a page of the console.
     *
     * @param path encoded, without the context path
     */
    public static View to(String path) {
        RedirectView view = new RedirectView(path, true, false, false);
        view.setExpandUriTemplateVariables(false);
        return view;
    }

    /** To another site, which is not told from where. */
    static View away(URI uri) {
        RedirectView view = new RedirectView(uri.toString(), false, false, false);
        view.setExpandUriTemplateVariables(false);
        return view;
    }
}
