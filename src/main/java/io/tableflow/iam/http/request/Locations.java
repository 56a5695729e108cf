package io.tableflow.iam.http.request;

import java.net.URI;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The {@code Location} header: a path that the caller can request as it is. */
public final class Locations {

    private Locations() {}

    /**
     * The path of an environment. It begins with what the caller's paths begin with: the context path, or the prefix that a
     * proxy says it removed ({@code X-Forwarded-Prefix}), if {@code server.forward-headers-strategy} is {@code framework}.
     */
    public static URI ofEnvironment(String name) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .scheme(null)
                .host(null)
                .port(null)
                .path("/environments/{name}")
                .build(name);
    }
}
