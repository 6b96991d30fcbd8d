//! Lists: their entries, inline and from files, with attributes by column.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

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

/// The files of lists in which nothing was found wrong, with what is in them: a
/// pack that is loaded again after a change reads only those that have changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownFiles(FxHashMap<FileKey, KnownFile>);

/// The columns of a file and its entries.
type KnownFile = (Vec<Arc<str>>, Arc<Vec<ListEntry>>);

/// The name of a file, how its entries are compared, and its text by length and hash.
type FileKey = (Arc<str>, ListMatch, usize, u64);

fn file_key(file: &SourceFile, matching: ListMatch) -> FileKey {
    (file.name.clone(), matching, file.text.len(), FxBuildHasher.hash_one(&*file.text))
}

/// Reads all lists, and keeps in `known` those of files; what is known already is not read.
pub(crate) fn build(
    packs: &[DraftPack],
    names: &Names,
    known: &mut KnownFiles,
    faults: &mut Vec<Diagnostic>,
) -> Vec<ReadList> {
    let before = std::mem::take(known);
    let mut read = |definition: &super::names::Definition| {
        let (name, draft) = &packs[definition.pack].lists[definition.index];
        let space = &names.spaces[definition.pack];
        let Some(file) = draft.file.as_ref().filter(|_| draft.table.words.is_none()) else {
            return list(name, draft, definition.pack, space, None, faults);
        };
        let key = file_key(file, matching(draft));
        let count = faults.len();
        let read = list(name, draft, definition.pack, space, before.0.get(&key), faults);
        if faults.len() == count {
            known.0.insert(key, (read.list.columns.clone(), read.list.entries.clone()));
        }
        read
    };
    names.lists.iter().map(&mut read).collect()
}

fn matching(draft: &DraftList) -> ListMatch {
    match draft.table.matching {
        None | Some(ListMatchWord::AnyCase) => ListMatch::AnyCase,
        Some(ListMatchWord::Exact) => ListMatch::Exact,
        Some(ListMatchWord::Lemma) => ListMatch::Lemma,
    }
}

fn list(
    name: &Text,
    draft: &DraftList,
    pack: usize,
    space: &Namespace,
    known: Option<&KnownFile>,
    faults: &mut Vec<Diagnostic>,
) -> ReadList {
    let before = faults.len();
    let table = &draft.table;
    let matching = matching(draft);
    let tag = table.tag.as_ref().and_then(|tag| types::find(tag, space, faults));
    let mut rows = Rows::new(matching);
    for word in table.words.iter().flatten().filter(|word| !word.is_absent()) {
        rows.admit(entry(&word.value, Vec::new(), word.at()), || word.label(""), faults);
    }
    if let (Some(file), None) = (&draft.file, known) {
        read_file(file, &mut rows, faults);
    }
    let (columns, entries) = known.cloned().unwrap_or_else(|| (rows.columns, Arc::new(rows.entries)));
    if table.words.is_none() && table.file.is_none() && !table.damaged {
        faults.push(diagnostic::missing_key(name.label(""), "words", "a list without a `file`"));
    } else if entries.is_empty() && !table.damaged && faults.len() == before {
        faults.push(diagnostic::empty_list(name.label(""), &name.value));
    }
    let is_broken = table.damaged || faults[before..].iter().any(Diagnostic::is_error);
    let list = ListDef {
        name: name.value.as_str().into(),
        pack: PackId(pack as u32),
        tag,
        matching,
        priority: table.priority.as_ref().map_or(0, |priority| priority.value),
        columns,
        entries,
        at: name.at(),
    };
    ReadList { list, name: name.clone(), is_broken }
}

/// The entries of a list that can match, each once.
struct Rows {
    matching: ListMatch,
    columns: Vec<Arc<str>>,
    entries: Vec<ListEntry>,
    /// The first entry of each key, by the key's hash: a list may have a million.
    firsts: FxHashMap<u64, u32>,
}

impl Rows {
    fn new(matching: ListMatch) -> Self {
        Self { matching, columns: Vec::new(), entries: Vec::new(), firsts: FxHashMap::default() }
    }

    /// Takes an entry in, or reports why it is of no use.
    fn admit(&mut self, entry: ListEntry, label: impl Fn() -> Label, faults: &mut Vec<Diagnostic>) {
        if let Some(reason) = why_dead(&entry.text) {
            faults.push(diagnostic::dead_entry(label(), reason));
            return;
        }
        let hash = FxBuildHasher.hash_one(self.key(&entry));
        if let Some(first) = self.firsts.get(&hash).map(|first| &self.entries[*first as usize])
            && self.key(first) == self.key(&entry)
        {
            faults.push(diagnostic::duplicate_entry(label(), &entry.text, &first.at.file, first.at.line));
            return;
        }
        self.firsts.insert(hash, self.entries.len() as u32);
        self.entries.push(entry);
    }

    /// What makes an entry the same as another.
    fn key<'e>(&self, entry: &'e ListEntry) -> (Cow<'e, str>, &'e [Option<Arc<str>>]) {
        let text = match self.matching {
            ListMatch::Exact => Cow::Borrowed(entry.text.as_str()),
            ListMatch::AnyCase | ListMatch::Lemma => Cow::Owned(entry.text.to_lowercase()),
        };
        (text, &entry.values)
    }
}

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
        let label = || Label { file: file.clone(), span: span.clone(), text: String::new() };
        let at = FilePlace { file: file.name.clone(), line: number as u32 + 1 };
        if !has_columns {
            rows.admit(entry(line, Vec::new(), at), label, faults);
            continue;
        }
        let mut cells = line.split('\t').map(str::trim);
        let first = cells.next().unwrap_or_default();
        if !has_header {
            has_header = true;
            rows.columns = cells.map(Into::into).collect();
            if let Some(wrong) = rows.columns.iter().find(|column| !is_name(column) || &***column == "text") {
                faults.push(diagnostic::list_columns(label(), &format!("`{wrong}` cannot name an attribute")));
            }
            continue;
        }
        let values: Vec<Option<Arc<str>>> = cells
            .map(|cell| (!cell.is_empty()).then(|| seen.entry(cell).or_insert_with(|| cell.into()).clone()))
            .collect();
        if values.len() > rows.columns.len() {
            let message = format!("{} cells under a header of {}", values.len() + 1, rows.columns.len() + 1);
            faults.push(diagnostic::list_columns(label(), &message));
            continue;
        }
        rows.admit(entry(first, values, at), label, faults);
    }
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
