package io.tableflow.iam.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A template of CloudFormation, with the short forms of its functions, and what it becomes with parameters. */
final class CloudFormationTemplate {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    /** What CloudFormation knows without being told. */
    private static final Map<String, String> PSEUDO_PARAMETERS = Map.of(
            "AWS::AccountId", "123456789012",
            "AWS::Partition", "aws",
            "AWS::Region", "eu-central-1",
            "AWS::StackName", "tableflow-iam",
            "AWS::NoValue", "");

    private static final Object NO_VALUE = new Object();

    private final Map<String, Object> template;
    private final Map<String, String> parameters;

    private CloudFormationTemplate(Map<String, Object> template, Map<String, String> parameters) {
        this.template = template;
        this.parameters = parameters;
    }

    /** Reads a template. CloudFormation knows no anchors: an alias is an error, as is a key that is there twice. */
    static CloudFormationTemplate read(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        return new CloudFormationTemplate(
                HelmChart.map(new Yaml(new Functions(options)).load(HelmChart.read(file))), Map.of());
    }

    /** The same template with values of parameters. */
    CloudFormationTemplate with(Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(values);
        return new CloudFormationTemplate(template, all);
    }

    /** The properties of a resource, without functions: each is replaced by its value. */
    Map<String, Object> propertiesOf(String resource) {
        return HelmChart.map(
                resolved(HelmChart.map(section("Resources").get(resource)).get("Properties")));
    }

    Map<String, Object> section(String name) {
        return HelmChart.map(template.getOrDefault(name, Map.of()));
    }

    /** What is referred to, by whatever function, and does not exist. */
    Set<String> danglingReferences() {
        Set<String> dangling = new TreeSet<>();
        collect(template, dangling);
        section("Resources").forEach((name, resource) -> {
            Object others = HelmChart.map(resource).getOrDefault("DependsOn", List.of());
            (others instanceof List<?> list ? list : List.of(others)).forEach(other -> {
                if (!section("Resources").containsKey(String.valueOf(other))) {
                    dangling.add("DependsOn " + other);
                }
            });
        });
        return dangling;
    }

    private void collect(@Nullable Object node, Set<String> dangling) {
        if (node instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object value = Objects.requireNonNull(entry.getValue());
                switch (String.valueOf(entry.getKey())) {
                    case "Ref" -> check(value.toString(), "Ref ", dangling);
                    case "Fn::GetAtt" -> check(value.toString().split("\\.", 2)[0], "GetAtt ", dangling);
                    case "Fn::Sub" ->
                        VARIABLE.matcher(value.toString())
                                .results()
                                .forEach(found -> check(found.group(1).split("\\.", 2)[0], "Sub ", dangling));
                    case "Fn::If" -> {
                        Object condition = ((List<?>) value).getFirst();
                        if (!section("Conditions").containsKey(String.valueOf(condition))) {
                            dangling.add("If " + condition);
                        }
                    }
                    default -> {}
                }
                collect(value, dangling);
            }
        } else if (node instanceof List<?> list) {
            list.forEach(item -> collect(item, dangling));
        }
    }

    private void check(String name, String how, Set<String> dangling) {
        if (!section("Parameters").containsKey(name)
                && !section("Resources").containsKey(name)
                && !PSEUDO_PARAMETERS.containsKey(name)) {
            dangling.add(how + name);
        }
    }

    private Object resolved(@Nullable Object node) {
        if (node instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.stream().map(this::resolved).filter(item -> item != NO_VALUE).forEach(items::add);
            return items;
        }
        if (!(node instanceof Map<?, ?> map)) {
            return Objects.requireNonNull(node);
        }
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            Object value = Objects.requireNonNull(only.getValue());
            switch (String.valueOf(only.getKey())) {
                case "Ref" -> {
                    return reference(value.toString());
                }
                case "Fn::GetAtt" -> {
                    return value.toString();
                }
                case "Fn::Sub" -> {
                    return VARIABLE.matcher(value.toString())
                            .replaceAll(found -> reference(found.group(1)).toString());
                }
                case "Fn::If" -> {
                    List<?> branches = (List<?>) value;
                    return resolved(branches.get(holds(branches.getFirst().toString()) ? 1 : 2));
                }
                case "Fn::Equals" -> {
                    List<?> sides = (List<?>) resolved(value);
                    return sides.getFirst().equals(sides.getLast());
                }
                case "Fn::Not" -> {
                    return !(Boolean) ((List<?>) resolved(value)).getFirst();
                }
                default -> {}
            }
        }
        Map<String, Object> resolved = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object item = resolved(value);
            if (item != NO_VALUE) {
                resolved.put(String.valueOf(key), item);
            }
        });
        return resolved;
    }

    private boolean holds(String condition) {
        return (Boolean) resolved(section("Conditions").get(condition));
    }

    private Object reference(String name) {
        if (name.equals("AWS::NoValue")) {
            return NO_VALUE;
        }
        if (PSEUDO_PARAMETERS.containsKey(name)) {
            return Objects.requireNonNull(PSEUDO_PARAMETERS.get(name));
        }
        if (parameters.containsKey(name)) {
            return parameters.get(name);
        }
        if (section("Parameters").get(name) instanceof Map<?, ?> parameter) {
            return Objects.requireNonNullElse(parameter.get("Default"), "(" + name + ")")
                    .toString();
        }
        return name;
    }

    /** {@code !Ref x} is {@code {"Ref": "x"}}, and {@code !Sub x} is {@code {"Fn::Sub": "x"}}. */
    private static final class Functions extends SafeConstructor {

        Functions(LoaderOptions options) {
            super(options);
            for (String function : List.of("Ref", "Sub", "GetAtt", "If", "Equals", "Not")) {
                yamlConstructors.put(new Tag("!" + function), new AbstractConstruct() {
                    @Override
                    public Object construct(Node node) {
                        return Map.of(function.equals("Ref") ? function : "Fn::" + function, value(node));
                    }
                });
            }
        }

        private Object value(Node node) {
            return switch (node) {
                case ScalarNode scalar -> constructScalar(scalar);
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new IllegalArgumentException("A function of CloudFormation with " + node.getNodeId());
            };
        }
    }
}
