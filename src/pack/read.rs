//! From TOML to the tables of a rule file, with the place of every value and
//! every fault of the file in one go.
//!
//! A value that is missing or wrong is reported and stood in for, and its table
//! is marked as damaged: what else is in the table can still be checked, though
//! nothing of it will be used.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{self, Diagnostic, Label, SourceFile};

use super::keys::homes_of;
use super::place::Text;

/// A value with its place.
pub(crate) type Item<'a> = Spanned<DeValue<'a>>;

/// Reads one file.
pub(crate) struct Reader<'a> {
    file: SourceFile,
    /// The first byte of each line.
    lines: Vec<usize>,
    /// Where the file stops being TOML: behind it a key may stand in the wrong table.
    garbled_from: usize,
    faults: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: SourceFile, faults: &'a mut Vec<Diagnostic>) -> Self {
        let ends = file.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { file, lines, garbled_from: usize::MAX, faults }
    }

    /// Reads the whole file as a table.
    pub(crate) fn read<T: FromToml>(mut self, what: &str) -> T {
        let text = self.file.text.clone();
        let (root, errors) = DeTable::parse_recoverable(&text);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            self.garbled_from = self.garbled_from.min(span.start);
            let label = self.label(span);
            self.faults.push(diagnostic::toml_syntax(label, error.message()));
        }
        let span = root.span();
        let item = Spanned::new(span, DeValue::Table(root.into_inner()));
        T::from_item(what, &item, &mut self)
    }

    pub(crate) fn label(&self, span: Range<usize>) -> Label {
        Label { file: self.file.clone(), span, text: String::new() }
    }

    pub(crate) fn text(&self, value: impl Into<String>, span: Range<usize>) -> Text {
        let line = self.lines.partition_point(|start| *start <= span.start) as u32;
        Text { value: value.into(), file: self.file.clone(), span, line }
    }

    /// The number of faults so far, to tell whether a table added any.
    pub(crate) fn faults(&self) -> usize {
        self.faults.len()
    }

    pub(crate) fn fault(&mut self, diagnostic: Diagnostic) {
        self.faults.push(diagnostic);
    }

    pub(crate) fn wrong_type(&mut self, key: &str, wanted: &str, item: &Item<'_>) {
        let label = self.label(item.span());
        self.faults.push(diagnostic::wrong_type(label, key, wanted, kind(item.get_ref())));
    }

    /// Reports every key of a table that is not known.
    pub(crate) fn check_keys(&mut self, table: &DeTable<'_>, what: &str, known: &[&str]) {
        let is_unknown = |key: &&Spanned<toml::de::DeString<'_>>| !known.contains(&key.get_ref().as_ref());
        for key in table.keys().filter(is_unknown).filter(|key| key.span().start < self.garbled_from) {
            let label = self.label(key.span());
            let homes = homes_of(key.get_ref());
            self.faults.push(diagnostic::unknown_key(label, key.get_ref(), what, known, &homes));
        }
    }
}

/// The TOML type of a value, in a user's words.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

/// What can be read from a TOML value.
pub(crate) trait FromToml: Sized {
    /// Reads it, or reports why not and stands in for it.
    fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self;

    /// What stands in for a value that is not there.
    fn absent(reader: &Reader<'_>, at: usize) -> Self;
}

/// A key of a table: one that must be there, or an `Option`.
pub(crate) trait Field: Sized {
    /// Reads the key's value, or deals with its absence.
    fn read(key: &str, what: &str, item: Option<&Item<'_>>, head: &Range<usize>, reader: &mut Reader<'_>) -> Self;
}

impl<T: FromToml> Field for T {
    fn read(key: &str, what: &str, item: Option<&Item<'_>>, head: &Range<usize>, reader: &mut Reader<'_>) -> Self {
        let Some(item) = item else {
            let label = reader.label(head.clone());
            reader.fault(diagnostic::missing_key(label, key, what));
            return T::absent(reader, head.start);
        };
        T::from_item(key, item, reader)
    }
}

impl<T: FromToml> Field for Option<T> {
    fn read(key: &str, _: &str, item: Option<&Item<'_>>, _: &Range<usize>, reader: &mut Reader<'_>) -> Self {
        item.map(|item| T::from_item(key, item, reader))
    }
}

impl FromToml for Text {
    fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self {
        if let DeValue::String(value) = item.get_ref() {
            return reader.text(value.as_ref(), item.span());
        }
        reader.wrong_type(key, "a string", item);
        Self::absent(reader, item.span().start)
    }

    fn absent(reader: &Reader<'_>, at: usize) -> Self {
        reader.text("", at..at)
    }
}

impl FromToml for bool {
    fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self {
        item.get_ref().as_bool().unwrap_or_else(|| {
            reader.wrong_type(key, "true or false", item);
            false
        })
    }

    fn absent(_: &Reader<'_>, _: usize) -> Self {
        false
    }
}

/// A whole number.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent, inline))]
pub(crate) struct Whole {
    /// The number.
    pub(crate) value: i32,
    /// Where it stands.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(crate) text: Option<Text>,
}

impl FromToml for Whole {
    fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self {
        let number = item
            .get_ref()
            .as_integer()
            .and_then(|number| i32::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok());
        let Some(value) = number else {
            reader.wrong_type(key, "a whole number", item);
            return Self::absent(reader, item.span().start);
        };
        Self { value, text: Some(reader.text("", item.span())) }
    }

    fn absent(_: &Reader<'_>, _: usize) -> Self {
        Self { value: 0, text: None }
    }
}

impl<T: FromToml> FromToml for Vec<T> {
    fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self {
        let Some(array) = item.get_ref().as_array() else {
            reader.wrong_type(key, "an array", item);
            return Self::new();
        };
        array.iter().map(|element| T::from_item(key, element, reader)).collect()
    }

    fn absent(_: &Reader<'_>, _: usize) -> Self {
        Self::new()
    }
}

/// A string, or an array of strings.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts(pub(crate) Vec<Text>);

impl FromToml for Texts {
    fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self {
        match item.get_ref() {
            DeValue::String(_) => Self(vec![Text::from_item(key, item, reader)]),
            DeValue::Array(_) => Self(Vec::from_item(key, item, reader)),
            _ => {
                reader.wrong_type(key, "a string or an array of strings", item);
                Self::default()
            }
        }
    }

    fn absent(_: &Reader<'_>, _: usize) -> Self {
        Self::default()
    }
}

/// A table whose keys are names of the user's own, in the order of the file.
#[derive(Debug, Clone)]
pub(crate) struct Named<T>(pub(crate) Vec<(Text, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: FromToml> FromToml for Named<T> {
    fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self {
        let Some(table) = item.get_ref().as_table() else {
            reader.wrong_type(key, "a table", item);
            return Self::default();
        };
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        let read = |(name, value): (&Spanned<toml::de::DeString<'_>>, &Item<'_>), reader: &mut Reader<'_>| {
            let text = reader.text(name.get_ref().as_ref(), name.span());
            (text, T::from_item(name.get_ref(), value, reader))
        };
        Self(entries.into_iter().map(|entry| read(entry, reader)).collect())
    }

    fn absent(_: &Reader<'_>, _: usize) -> Self {
        Self::default()
    }
}

/// A table as it was found, before its keys are looked at.
pub(crate) fn found_table<'a, 'b>(key: &str, item: &'a Item<'b>, reader: &mut Reader<'_>) -> Option<&'a DeTable<'b>> {
    let table = item.get_ref().as_table();
    if table.is_none() {
        reader.wrong_type(key, "a table", item);
    }
    table
}

/// Declares a table of a rule file: its keys, their types, and their documentation.
///
/// This is the only place where a key is declared. The check for unknown keys
/// and the JSON Schema are both made from it.
macro_rules! table {
    ($(#[$meta:meta])* $name:ident $what:literal { $($(#[$doc:meta])* $key:literal $field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        #[allow(dead_code, reason = "an `about` is for readers of the file, and not every table is pointed at")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
        pub(crate) struct $name {
            $($(#[$doc])* #[cfg_attr(feature = "schema", schemars(rename = $key))] pub(crate) $field: $kind,)*
            /// Where the table stands.
            #[cfg_attr(feature = "schema", schemars(skip))]
            pub(crate) head: Text,
            /// Whether something in it was reported, so that it cannot be used.
            #[cfg_attr(feature = "schema", schemars(skip))]
            pub(crate) damaged: bool,
        }

        impl $name {
            /// The keys it may hold.
            pub(crate) const KEYS: &'static [&'static str] = &[$($key),*];

            fn build(table: Option<&toml::de::DeTable<'_>>, head: std::ops::Range<usize>, reader: &mut Reader<'_>) -> Self {
                let before = reader.faults();
                let built = Self {
                    $($field: <$kind as Field>::read($key, $what, table.and_then(|table| table.get($key)), &head, reader),)*
                    head: reader.text("", head.clone()),
                    damaged: false,
                };
                Self { damaged: reader.faults() > before, ..built }
            }
        }

        impl FromToml for $name {
            fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self {
                let Some(found) = found_table(key, item, reader) else { return Self::absent(reader, item.span().start) };
                let before = reader.faults();
                reader.check_keys(found, $what, Self::KEYS);
                let unknown = reader.faults() > before;
                let mut built = Self::build(Some(found), item.span(), reader);
                built.damaged |= unknown;
                built
            }

            fn absent(reader: &Reader<'_>, at: usize) -> Self {
                let mut unheard = Vec::new();
                let mut silent = reader.silent(&mut unheard);
                Self { damaged: true, ..Self::build(None, at..at, &mut silent) }
            }
        }
    };
}

pub(crate) use table;

impl Reader<'_> {
    /// A reader of the same file whose faults nobody hears: they were reported as one.
    pub(crate) fn silent<'b>(&self, unheard: &'b mut Vec<Diagnostic>) -> Reader<'b> {
        Reader { file: self.file.clone(), lines: self.lines.clone(), garbled_from: self.garbled_from, faults: unheard }
    }
}

/// Declares the words that a key may take.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $word:literal $variant:ident,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub(crate) enum $name {
            $($(#[$doc])* #[cfg_attr(feature = "schema", schemars(rename = $word))] $variant,)*
        }

        impl FromToml for $name {
            fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self {
                let text = Text::from_item(key, item, reader);
                match text.value.as_str() {
                    $($word => return Self::$variant,)*
                    _ if text.is_absent() => {}
                    found => reader.fault(crate::diagnostic::wrong_value(text.label(""), key, found, &[$($word),*])),
                }
                Self::absent(reader, item.span().start)
            }

            #[allow(unreachable_code, reason = "the first word stands in")]
            fn absent(_: &Reader<'_>, _: usize) -> Self {
                $(return Self::$variant;)*
            }
        }
    };
}

pub(crate) use words;
