//! Rule files in one canonical form: the same order of keys, the same spacing,
//! patterns as the pattern printer writes them. Comments stay where they are.
//!
//! What a file means never changes: a pattern is only written anew where what
//! is read from the new text is the same tree.

mod expression;
mod layout;
mod value;

#[cfg(test)]
mod tests;

use toml_edit::{Decor, DocumentMut, Item, RawString, Table};

/// How long a line may be before an array or a pattern is broken, in columns.
pub(super) const WIDTH: usize = 100;

/// The order of keys by table; a key that stands in none keeps its place behind them.
const ORDERS: [(&[&str], &[&str]); 7] = [
    (&["pack"], &["name", "about", "language", "use", "syntax"]),
    (&["type", "*"], &["about", "is", "any", "roles", "overlap", "source"]),
    (&["list", "*"], &["words", "file", "match", "type", "priority"]),
    (
        &["rule"],
        &[
            "name",
            "tag",
            "about",
            "pattern",
            "trigger",
            "roles",
            "take",
            "unless",
            "set",
            "normalise",
            "where",
            "match",
            "priority",
            "recursive",
        ],
    ),
    (&["rule", "example"], &["text", "date", "facts", "known"]),
    (&["context"], &["name", "about", "trigger", "scope", "until", "set"]),
    (
        &["alias"],
        &[
            "name", "about", "type", "of", "by", "with", "equal", "agree", "prefer", "skip", "parts", "only", "other",
            "required", "mark", "over", "behind", "beside",
        ],
    ),
];

/// A rule file in canonical form.
///
/// ```
/// use nutgraf::pack::format;
///
/// let text = "[[rule]]\ntag='Meeting'\nname='r'\npattern = '(who:@Person)~meet'   # who met\n";
/// let formatted = format(text).expect("it is TOML");
/// assert_eq!(formatted, "[[rule]]\nname    = 'r'\ntag     = 'Meeting'\npattern = '(who: @Person) ~meet' # who met\n");
/// assert_eq!(format(&formatted).expect("it is TOML"), formatted);
/// ```
///
/// # Errors
/// The text is no TOML; what is wrong, with its place. What else may be wrong
/// with a rule file is no hindrance.
pub fn format(text: &str) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let first = first_table(document.as_table());
    let is_bare = document.as_table().iter().any(|(_, item)| item.is_value());
    format_table(document.as_table_mut(), &mut Vec::new(), if is_bare { None } else { first });
    let trailing = comments(document.trailing().as_str().unwrap_or_default(), true);
    let trailing = trailing.trim_end();
    document.set_trailing(if trailing.is_empty() { String::new() } else { format!("{trailing}\n") });
    Ok(document.to_string())
}

/// The position of the table that stands first in the file.
fn first_table(table: &Table) -> Option<isize> {
    let mut first: Option<isize> = None;
    let mut take = |position: Option<isize>| {
        first = match (first, position) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    };
    for (_, item) in table {
        match item {
            Item::Table(inner) => {
                take(inner.position().filter(|_| !inner.is_implicit()));
                take(first_table(inner));
            }
            Item::ArrayOfTables(tables) => tables.iter().for_each(|inner| {
                take(inner.position());
                take(first_table(inner));
            }),
            _ => {}
        }
    }
    first
}

fn format_table(table: &mut Table, path: &mut Vec<String>, first: Option<isize>) {
    // Dotted keys share one line with their tables, and stay as they are.
    let has_dotted = table.iter().any(|(_, item)| item.as_table().is_some_and(Table::is_dotted));
    if !has_dotted {
        sort_keys(table, path);
        format_values(table, path);
    }
    for (key, item) in table.iter_mut() {
        path.push(key.get().to_owned());
        match item {
            Item::Table(inner) if !inner.is_dotted() => {
                format_header(inner, first);
                format_table(inner, path, first);
            }
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(|inner| {
                format_header(inner, first);
                format_table(inner, path, first);
            }),
            _ => {}
        }
        path.pop();
    }
}

fn format_header(table: &mut Table, first: Option<isize>) {
    let is_first = first.is_some() && table.position() == first;
    let prefix = comments(raw(table.decor().prefix()), true);
    let prefix = prefix.trim_start_matches('\n');
    let blank = if is_first { "" } else { "\n" };
    let suffix = trailing_comment(raw(table.decor().suffix()));
    *table.decor_mut() = Decor::new(format!("{blank}{prefix}"), suffix);
}

fn order_of(path: &[String]) -> &'static [&'static str] {
    let fits = |wanted: &[&str]| {
        wanted.len() == path.len() && wanted.iter().zip(path).all(|(wanted, name)| *wanted == "*" || wanted == name)
    };
    ORDERS.iter().find(|(wanted, _)| fits(wanted)).map_or(&[], |(_, order)| *order)
}

fn sort_keys(table: &mut Table, path: &[String]) {
    let order = order_of(path);
    let rank = |key: &str| order.iter().position(|known| *known == key).unwrap_or(order.len());
    if !order.is_empty() {
        table.sort_values_by(|one, _, other, _| rank(one.get()).cmp(&rank(other.get())));
    }
}

/// Values with their equals signs in one column; a blank line or a comment ends a column.
fn format_values(table: &mut Table, path: &[String]) {
    let mut widths: Vec<usize> = Vec::new();
    let mut blocks: Vec<usize> = Vec::new();
    let mut is_first = true;
    for (key, item) in table.iter_mut() {
        if !item.is_value() {
            continue;
        }
        let prefix = comments(raw(key.leaf_decor().prefix()), !is_first);
        if is_first || !prefix.is_empty() {
            widths.push(0);
        }
        is_first = false;
        let block = widths.len() - 1;
        widths[block] = widths[block].max(key.display_repr().chars().count());
        blocks.push(block);
    }
    let mut blocks = blocks.into_iter();
    let mut is_first = true;
    for (mut key, item) in table.iter_mut() {
        let Item::Value(value) = item else { continue };
        let width = blocks.next().map_or(0, |block| widths[block]);
        let prefix = comments(raw(key.leaf_decor().prefix()), !is_first);
        is_first = false;
        let pad = width.saturating_sub(key.display_repr().chars().count()) + 1;
        *key.leaf_decor_mut() = Decor::new(prefix, " ".repeat(pad));
        let suffix = trailing_comment(raw(value.decor().suffix()));
        let name = key.get().to_owned();
        value::format_value(value, path, &name, width + 3);
        *value.decor_mut() = Decor::new(" ", suffix);
    }
}

fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}

/// The comment lines of the blank space before something; runs of blank lines
/// become one, which a first thing does not have.
fn comments(space: &str, may_begin_blank: bool) -> String {
    let mut out = String::new();
    let mut blank = false;
    let mut lines: Vec<&str> = space.split('\n').collect();
    // What stands behind the last line break is the indent of what follows.
    lines.pop();
    for line in lines {
        let line = line.trim();
        if line.is_empty() {
            blank = true;
            continue;
        }
        if blank && (may_begin_blank || !out.is_empty()) {
            out.push('\n');
        }
        blank = false;
        out.push_str(line);
        out.push('\n');
    }
    if blank && (may_begin_blank || !out.is_empty()) {
        out.push('\n');
    }
    out
}

/// A comment behind something on its line.
fn trailing_comment(suffix: &str) -> String {
    let comment = suffix.trim();
    if comment.is_empty() { String::new() } else { format!(" {comment}") }
}
