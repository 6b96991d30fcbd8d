//! Lists: their entries, inline and from files, with attributes by column.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis;
use crate::diagnostic::{self, Diagnostic, Label, SourceFile};
use crate::text::Segmentation;

use super::draft::{DraftList, DraftPack, is_name};
use super::keys::ListMatchWord;
use super::names::{Names, Namespace};
use super::place::Text;
use super::rule_set::{FilePlace, ListDef, ListEntry, ListMatch, PackId};
use super::types;

/// A list, read.
#[derive(Debug)]
pub(crate) struct ReadList {
    pub(crate) list: ListDef,
    /// Where its name stands.
    pub(crate) name: Text,
    /// Whether it cannot be used.
    pub(crate) is_broken: bool,
}

/// Reads all lists.
pub(crate) fn build(packs: &[DraftPack], names: &Names, faults: &mut Vec<Diagnostic>) -> Vec<ReadList> {
    let read = |definition: &super::names::Definition| {
        let (name, draft) = &packs[definition.pack].lists[definition.index];
        list(name, draft, definition.pack, &names.spaces[definition.pack], faults)
    };
    names.lists.iter().map(read).collect()
}

fn list(name: &Text, draft: &DraftList, pack: usize, space: &Namespace, faults: &mut Vec<Diagnostic>) -> ReadList {
    let before = faults.len();
    let table = &draft.table;
    let matching = match table.matching {
        None | Some(ListMatchWord::AnyCase) => ListMatch::AnyCase,
        Some(ListMatchWord::Exact) => ListMatch::Exact,
        Some(ListMatchWord::Lemma) => ListMatch::Lemma,
    };
    let tag = table.tag.as_ref().and_then(|tag| types::find(tag, space, faults));
    let mut rows = Rows::default();
    for word in table.words.iter().flatten().filter(|word| !word.is_absent()) {
        rows.entries.push((entry(&word.value, Vec::new(), word.at()), word.file.clone(), word.span.clone()));
    }
    if let Some(file) = &draft.file {
        read_file(file, &mut rows, faults);
    }
    if table.words.is_none() && table.file.is_none() && !table.damaged {
        faults.push(diagnostic::missing_key(name.label(""), "words", "a list without a `file`"));
    } else if rows.entries.is_empty() && !table.damaged && faults.len() == before {
        faults.push(diagnostic::empty_list(name.label(""), &name.value));
    }
    let is_broken = table.damaged || faults[before..].iter().any(Diagnostic::is_error);
    let entries = living(rows.entries, matching, faults);
    let list = ListDef {
        name: name.value.as_str().into(),
        pack: PackId(pack as u32),
        tag,
        matching,
        priority: table.priority.as_ref().map_or(0, |priority| priority.value),
        columns: rows.columns,
        entries,
        at: name.at(),
    };
    ReadList { list, name: name.clone(), is_broken }
}

#[derive(Default)]
struct Rows {
    columns: Vec<Arc<str>>,
    entries: Vec<Row>,
}

/// The attributes of an entry, by column.
type Values = Vec<Option<Arc<str>>>;

/// An entry with its bytes of the file.
type Row = (ListEntry, SourceFile, Range<usize>);

fn entry(text: &str, values: Vec<Option<Arc<str>>>, at: FilePlace) -> ListEntry {
    ListEntry { text: text.split_whitespace().collect::<Vec<_>>().join(" "), values, at }
}

/// Reads a list file: `.tsv` has a header, whose columns after the first name
/// attributes; anything else is one entry a line.
fn read_file(file: &SourceFile, rows: &mut Rows, faults: &mut Vec<Diagnostic>) {
    let has_columns = file.name.ends_with(".tsv");
    let mut has_header = false;
    // Values repeat down a column; each is kept once.
    let mut seen: BTreeMap<&str, Arc<str>> = BTreeMap::new();
    let mut start = 0;
    for (number, whole) in file.text.split('\n').enumerate() {
        let span = start..start + whole.len();
        start = span.end + 1;
        let line = whole.trim_end_matches('\r').trim_start_matches('\u{feff}');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let label = |text: &str| Label { file: file.clone(), span: span.clone(), text: text.into() };
        let at = FilePlace { file: file.name.clone(), line: number as u32 + 1 };
        if !has_columns {
            rows.entries.push((entry(line, Vec::new(), at), file.clone(), span));
            continue;
        }
        let mut cells = line.split('\t').map(str::trim);
        let first = cells.next().unwrap_or_default();
        if !has_header {
            has_header = true;
            rows.columns = cells.map(Into::into).collect();
            if let Some(wrong) = rows.columns.iter().find(|column| !is_name(column) || &***column == "text") {
                faults.push(diagnostic::list_columns(label(""), &format!("`{wrong}` cannot name an attribute")));
            }
            continue;
        }
        let values: Vec<Option<Arc<str>>> = cells
            .map(|cell| (!cell.is_empty()).then(|| seen.entry(cell).or_insert_with(|| cell.into()).clone()))
            .collect();
        if values.len() > rows.columns.len() {
            let message = format!("{} cells under a header of {}", values.len() + 1, rows.columns.len() + 1);
            faults.push(diagnostic::list_columns(label(""), &message));
            continue;
        }
        rows.entries.push((entry(first, values, at), file.clone(), span));
    }
}

/// The entries that can match, each once; the others are reported.
fn living(entries: Vec<Row>, matching: ListMatch, faults: &mut Vec<Diagnostic>) -> Vec<ListEntry> {
    let mut firsts: FxHashMap<(String, Values), FilePlace> = FxHashMap::default();
    let mut living = Vec::with_capacity(entries.len());
    for (entry, file, span) in entries {
        let label = Label { file, span, text: String::new() };
        if let Some(reason) = why_dead(&entry.text) {
            faults.push(diagnostic::dead_entry(label, reason));
            continue;
        }
        let folded = if matching == ListMatch::Exact { entry.text.clone() } else { entry.text.to_lowercase() };
        let key = (folded, entry.values.clone());
        if let Some(first) = firsts.get(&key) {
            faults.push(diagnostic::duplicate_entry(label, &entry.text, &first.file, first.line));
            continue;
        }
        firsts.insert(key, entry.at.clone());
        living.push(entry);
    }
    living
}

/// Why an entry can never match. Entries are cut into tokens as an article is,
/// and a hit stays in one sentence.
fn why_dead(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("it is empty");
    }
    // Most entries are plain words, and a list may have a million of them.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'\'')) {
        return None;
    }
    let mut cut = Segmentation::default();
    analysis::segment(text, &mut cut);
    match cut.sentences.len() {
        0 => Some("there is no visible character in it"),
        1 => None,
        _ => Some("a sentence ends inside it, and a hit stays in one sentence"),
    }
}
