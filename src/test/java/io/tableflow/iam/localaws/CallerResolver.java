package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the caller by the access key id: an account's root user, or a session that began here. */
final class CallerResolver {

    static final String DEFAULT_ACCOUNT = "123456789012";

    private final Map<String, Session> byAccessKey = new HashMap<>();

    void add(Session session) {
        byAccessKey.put(session.accessKeyId(), session);
    }

    void clear() {
        byAccessKey.clear();
    }

    Caller authenticate(QueryRequest request, Instant now) {
        if (request.authorization().isEmpty()) {
            throw AwsError.missingAuthenticationToken();
        }
        String accessKeyId = request.accessKeyId().orElseThrow(AwsError::incompleteSignature);
        if (accessKeyId.startsWith("ASIA") || accessKeyId.startsWith("LSIA")) {
            return Caller.of(session(accessKeyId, request.sessionToken(), now));
        }
        return Caller.root(accessKeyId.matches("\\d{12}") ? accessKeyId : DEFAULT_ACCOUNT);
    }

    private Session session(String accessKeyId, Optional<String> token, Instant now) {
        Session session = Optional.ofNullable(byAccessKey.get(accessKeyId))
                .filter(found -> token.filter(found.token()::equals).isPresent())
                .orElseThrow(AwsError::invalidClientTokenId);
        if (!now.isBefore(session.expiration())) {
            throw AwsError.expiredToken();
        }
        return session;
    }
}
