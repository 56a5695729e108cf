package io.tableflow.iam.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A configured static token.
 *
 * @param name the caller's name
 * @param token the token itself
 * @param scopes with commas between them
 * @param environments patterns with commas between them; empty for all
 */
public record StaticToken(String name, String token, String scopes, String environments) {

    /** The local run's token, which has all permissions. */
    public static final StaticToken OPERATOR =
            new StaticToken("local-operator", "local-operator", "environments:read,environments:write", "");

    /** The settings of these tokens, as {@code name=value}. */
    public static List<String> settings(StaticToken... tokens) {
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < tokens.length; i++) {
            String prefix = "tableflow.security.tokens[" + i + "].";
            settings.add(prefix + "name=" + tokens[i].name());
            settings.add(prefix + "sha256=" + sha256(tokens[i].token()));
            settings.add(prefix + "scopes=" + tokens[i].scopes());
            settings.add(prefix + "environments=" + tokens[i].environments());
        }
        return settings;
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
