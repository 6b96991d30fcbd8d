//! Values of a rule file: arrays and inline tables with one spacing, broken
//! where they are too long; patterns and their kin written anew.

use toml_edit::{Array, InlineTable, Value};

use super::WIDTH;
use super::expression::{Kind, canonical};

/// How far the elements of an array over several lines stand in.
const INDENT: usize = 4;

/// What an expression under a key is; none for plain text.
fn kind_of(path: &[String], key: &str) -> Option<Kind> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (path.as_slice(), key) {
        (["pattern"], _) | (["rule"], "pattern" | "trigger" | "unless") | (["context"], "trigger" | "until") => {
            Some(Kind::Pattern)
        }
        (["rule"], "where") => Some(Kind::Where),
        (["rule", "roles"], _) => Some(Kind::TreePath),
        _ => None,
    }
}

/// Writes a value anew; it begins in the column `column`.
pub(super) fn format_value(value: &mut Value, path: &[String], key: &str, column: usize) {
    let kind = kind_of(path, key);
    let text = match (&*value, kind) {
        (Value::String(text), Some(kind)) => expression(kind, text.value(), column),
        (Value::Array(array), _) if !has_comments(array) => Some(show_array(array, kind, column)),
        (Value::InlineTable(table), _) => Some(show_table(table)),
        _ => None,
    };
    // What cannot be read back stays as it was.
    if let Some(new) = text.and_then(|text| text.parse::<Value>().ok()) {
        *value = new;
    }
}

/// An expression as a TOML string: on one line where it fits and holds no
/// single quote, else as a block.
fn expression(kind: Kind, text: &str, column: usize) -> Option<String> {
    let canonical = canonical(kind, text, WIDTH)?;
    let fits = column + canonical.chars().count() + 2 <= WIDTH;
    if fits && !canonical.contains(['\'', '\n']) {
        return Some(format!("'{canonical}'"));
    }
    (!canonical.contains("'''")).then(|| format!("'''\n{canonical}\n'''"))
}

fn has_comments(array: &Array) -> bool {
    let raw = |text: Option<&toml_edit::RawString>| {
        text.and_then(toml_edit::RawString::as_str).is_some_and(|text| text.contains('#'))
    };
    let own = |value: &Value| {
        let inner = value.as_array().is_some_and(has_comments);
        raw(value.decor().prefix()) || raw(value.decor().suffix()) || inner
    };
    raw(Some(array.trailing())) || array.iter().any(own)
}

/// An array on one line, or filled over several. Expressions and tables have a line each.
fn show_array(array: &Array, kind: Option<Kind>, column: usize) -> String {
    let elements: Vec<String> = array.iter().map(|element| show_element(element, kind)).collect();
    let one_line = format!("[{}]", elements.join(", "));
    if !one_line.contains('\n') && column + one_line.chars().count() <= WIDTH {
        return one_line;
    }
    let mut out = String::from("[");
    let is_filled = kind.is_none() && array.iter().all(Value::is_str);
    let mut at = WIDTH;
    for element in elements {
        let width = element.chars().count() + 2;
        if is_filled && at + width <= WIDTH {
            out.push(' ');
            at += width;
        } else {
            out.push('\n');
            out.push_str(&" ".repeat(INDENT));
            at = INDENT + width;
        }
        out.push_str(&element);
        out.push(',');
    }
    out.push_str("\n]");
    out
}

fn show_element(value: &Value, kind: Option<Kind>) -> String {
    if let (Value::String(text), Some(kind)) = (value, kind)
        && let Some(canonical) = canonical(kind, text.value(), WIDTH - INDENT)
    {
        // An element stands on one line where it fits, so that each of several can be read.
        let line = canonical.split('\n').map(str::trim_start).collect::<Vec<_>>().join(" ");
        let is_short = INDENT + line.chars().count() + "'',".len() <= WIDTH;
        if is_short && !line.contains('\'') {
            return format!("'{line}'");
        }
        if !line.contains("'''") {
            let may_stand = !line.starts_with('\'') && !line.ends_with('\'');
            if is_short && may_stand {
                return format!("'''{line}'''");
            }
            let margin = format!("\n{}", " ".repeat(INDENT));
            return format!("'''{margin}{}{margin}'''", canonical.replace('\n', &margin));
        }
    }
    show(value)
}

fn show(value: &Value) -> String {
    match value {
        Value::Array(array) => format!("[{}]", array.iter().map(show).collect::<Vec<_>>().join(", ")),
        Value::InlineTable(table) => show_table(table),
        other => {
            let mut bare = other.clone();
            bare.decor_mut().clear();
            bare.to_string()
        }
    }
}

fn show_table(table: &InlineTable) -> String {
    let pairs: Vec<String> = table
        .iter()
        .map(|(key, value)| {
            let key = table.key(key).map_or_else(|| key.to_owned(), |key| key.display_repr().into_owned());
            format!("{key} = {}", show(value))
        })
        .collect();
    if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) }
}
