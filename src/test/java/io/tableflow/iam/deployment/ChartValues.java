package io.tableflow.iam.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The values of a chart with their descriptions: the comments that begin with {@code # --}, as helm-docs has them. */
final class ChartValues {

    private static final Pattern DESCRIPTION = Pattern.compile("\\s*# -- (.+)");
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z_]+):.*");

    private final Map<String, String> descriptions;
    private final Map<String, Object> values;

    private ChartValues(Map<String, String> descriptions, Map<String, Object> values) {
        this.descriptions = descriptions;
        this.values = values;
    }

    static ChartValues read(Path file) {
        String text = HelmChart.read(file);
        Map<String, String> descriptions = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        String description = "";
        for (String line : text.lines().toList()) {
            Matcher comment = DESCRIPTION.matcher(line);
            Matcher key = KEY.matcher(line);
            if (comment.matches()) {
                description = comment.group(1);
            } else if (key.matches() && key.group(1).length() / 2 <= path.size()) {
                path.subList(key.group(1).length() / 2, path.size()).clear();
                path.add(key.group(2));
                if (!description.isEmpty()) {
                    descriptions.put(String.join(".", path), description);
                    description = "";
                }
            }
        }
        return new ChartValues(descriptions, HelmChart.yaml(text));
    }

    /** The names of all values that have no others below them. An {@link IllegalStateException} if one has no description. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        collect("", values, names);
        return names;
    }

    private void collect(String prefix, Map<String, Object> at, Set<String> names) {
        at.forEach((key, value) -> {
            String name = prefix + key;
            if (descriptions.containsKey(name)) {
                names.add(name);
            } else if (value instanceof Map) {
                collect(name + ".", HelmChart.map(value), names);
            } else {
                throw new IllegalStateException("The value " + name + " has no description");
            }
        });
    }

    /** The table of a README. */
    String table() {
        names();
        StringBuilder table = new StringBuilder("| value | default | meaning |\n| --- | --- | --- |\n");
        descriptions.forEach((name, description) -> table.append("| `")
                .append(name)
                .append("` | `")
                .append(JsonMapper.shared().writeValueAsString(at(name)).replace("|", "\\|"))
                .append("` | ")
                .append(description)
                .append(" |\n"));
        return table.toString();
    }

    private Object at(String name) {
        Object value = values;
        for (String key : name.split("\\.", -1)) {
            value = HelmChart.map(value).get(key);
            if (value == null) {
                throw new IllegalStateException("There is no value " + name);
            }
        }
        return value;
    }
}
