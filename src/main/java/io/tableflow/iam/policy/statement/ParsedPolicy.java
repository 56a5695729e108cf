package io.tableflow.iam.policy.statement;

import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A policy document, read once and checked, for any number of evaluations. */
public final class ParsedPolicy {

    private final PolicyType type;
    private final String name;
    private final boolean hasVariables;
    private final List<PolicyStatement> statements;

    ParsedPolicy(PolicyType type, String name, boolean hasVariables, List<PolicyStatement> statements) {
        this.type = type;
        this.name = name;
        this.hasVariables = hasVariables;
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads a document.
     *
     * @param name by which results mention it
     * @throws MalformedPolicyException with everything that is wrong with it
     */
    public static ParsedPolicy parse(PolicyType type, String name, PolicyDocument document) {
        return new PolicyParser(type, name).parse(document.json());
    }

    public PolicyType type() {
        return type;
    }

    public String name() {
        return name;
    }

    /** Whether {@code ${...}} is a variable in it: only since version 2012-10-17 (IAM User Guide, "IAM JSON policy elements: Version"). */
    public boolean hasVariables() {
        return hasVariables;
    }

    /** Its statements, in order. */
    public List<PolicyStatement> statements() {
        return statements;
    }

    /** Everybody that any statement names, also those that it excepts or denies. */
    public Stream<PrincipalElement> principals() {
        return statements.stream().map(PolicyStatement::principal).filter(Objects::nonNull);
    }

    /** The condition keys that it asks for, in lower case. */
    public SortedSet<String> conditionKeys() {
        SortedSet<String> keys = new TreeSet<>();
        statements.forEach(statement ->
                statement.conditions().forEach(it -> keys.add(it.key().toLowerCase(Locale.ROOT))));
        return keys;
    }
}
