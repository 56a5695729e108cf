package io.tableflow.iam.access;

import io.tableflow.iam.SecurityProperties.Token;
import io.tableflow.iam.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bearer tokens of the settings, of which only the hashes are known. */
final class StaticTokens {

    private final List<Token> tokens;

    StaticTokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    /** Who has this token; {@code null} if nobody. The time that it takes does not depend on the token. */
    @Nullable
    Token find(String presented) {
        byte[] hash = Sha256.sha256(presented.getBytes(StandardCharsets.UTF_8));
        Token found = null;
        for (Token token : tokens) {
            if (MessageDigest.isEqual(HexFormat.of().parseHex(token.sha256()), hash)) {
                found = token;
            }
        }
        return found;
    }
}
