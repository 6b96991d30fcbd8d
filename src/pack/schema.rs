//! The JSON Schema of a rule file, from the same declarations that read it.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::keys::{Day, FileTable, Values};
use super::place::Text;
use super::read::{Named, Texts};

/// The JSON Schema (draft 7) of a rule file, for editors: taplo and tombi read
/// it from a `#:schema` line.
///
/// ```
/// assert!(nutgraf::pack::schema().contains("\"$schema\""));
/// ```
pub fn schema() -> String {
    let root = SchemaSettings::draft07().into_generator().into_root_schema_for::<FileTable>();
    let mut value = root.to_value();
    value["title"] = "A nutgraf rule file".into();
    remove_null(&mut value);
    let mut text = serde_json::to_string_pretty(&value).expect("a value with string keys can be written");
    text.push('\n');
    text
}

/// TOML knows no null: a key that is optional is left out.
fn remove_null(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(remove_null),
        Value::Object(object) => {
            if let Some(Value::Array(types)) = object.get_mut("type") {
                types.retain(|name| name != "null");
                if let [only] = types.as_slice() {
                    object["type"] = only.clone();
                }
            }
            if let Some(Value::Array(options)) = object.get_mut("anyOf") {
                options.retain(|option| option.get("type") != Some(&"null".into()));
                if let [only] = options.as_slice()
                    && let Value::Object(only) = only.clone()
                {
                    object.remove("anyOf");
                    // In draft 7 nothing beside a `$ref` counts, so the description goes around it.
                    let reference = only.contains_key("$ref") && !object.is_empty();
                    if reference {
                        object.insert("allOf".into(), Value::Array(vec![Value::Object(only)]));
                    } else {
                        object.extend(only);
                    }
                }
            }
            object.values_mut().for_each(remove_null);
        }
        _ => {}
    }
}

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

impl JsonSchema for Texts {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Texts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }
}

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Named{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let inner = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": inner })
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

impl JsonSchema for Values {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Values".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let one = json_schema!({ "type": ["string", "number", "boolean"] });
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}
