//! The JSON Schema that is checked in is the one that the program writes.

use std::fs;

const PATH: &str = "docs/rules.schema.json";

#[test]
fn the_schema_is_fresh() {
    let schema = nutgraf::pack::schema();
    if std::env::var_os("UPDATE_GOLDENS").is_some() && std::env::var_os("CI").is_none() {
        fs::write(PATH, &schema).expect("the schema can be written");
    }
    let checked_in = fs::read_to_string(PATH).unwrap_or_default();
    assert!(checked_in == schema, "{PATH} is stale: UPDATE_GOLDENS=1 writes it anew");
}
