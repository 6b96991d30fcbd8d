//! The reference of rule files names every key, and its examples load.

use std::fs;

use nutgraf::Pack;
use nutgraf::diagnostic::render_text;
use serde_json::Value;

/// The section of the reference for each table of the schema.
const SECTIONS: [(&str, &str); 7] = [
    ("PackTable", "## `[pack]`"),
    ("TypeTable", "## `[type.NAME]`"),
    ("ListTable", "## `[list.NAME]`"),
    ("RuleTable", "## `[[rule]]`"),
    ("ExampleTable", "## `[[rule.example]]`"),
    ("ContextTable", "## `[[context]]`"),
    ("AliasTable", "## `[[alias]]`"),
];

fn reference() -> String {
    fs::read_to_string("docs/rule-files.md").expect("the reference is there")
}

#[test]
fn every_key_has_its_row_and_every_row_its_key() {
    let schema: Value = serde_json::from_str(&nutgraf::pack::schema()).expect("the schema is JSON");
    let reference = reference();
    for (table, heading) in SECTIONS {
        let section = reference.split_once(heading).unwrap_or_else(|| panic!("no section {heading}")).1;
        let section = section.split("\n## ").next().unwrap_or_default();
        let definition = &schema["definitions"][table];
        let required = definition["required"].as_array().cloned().unwrap_or_default();
        let mut keys: Vec<String> =
            definition["properties"].as_object().expect("a table has keys").keys().cloned().collect();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
        let mut shown: Vec<String> = Vec::new();
        for (key, rest) in rows {
            let is_required = required.contains(&Value::from(key));
            assert_eq!(rest.contains("*required*"), is_required, "{heading}: {key}");
            shown.push(key.into());
        }
        keys.sort();
        shown.sort();
        assert_eq!(shown, keys, "{heading}");
    }
}

#[test]
fn every_example_of_the_reference_loads() {
    let reference = reference();
    let snippets: Vec<&str> =
        reference.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(snippets.len() >= 3);
    for snippet in snippets {
        let pack = Pack::from_toml("reference", snippet);
        assert!(!pack.has_errors(), "{snippet}\n{}", render_text(pack.diagnostics(), false));
    }
}
