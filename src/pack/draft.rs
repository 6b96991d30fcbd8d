//! The packs that hang together, read but not yet understood.
//!
//! Every pack is read once, however often it is used; its definitions are
//! sorted by name here, so that the order of files and tables leaves no trace.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{self, Diagnostic, Label, SourceFile};

use super::keys::{AliasTable, ContextTable, FileTable, ListTable, PackTable, RuleTable, TypeTable};
use super::place::Text;
use super::read::Reader;
use super::sources::{Origin, PackFiles, RawFile, Sources};

/// The version of the rule language that this program reads.
const SYNTAX: i32 = 1;

/// A pack, read.
#[derive(Debug)]
pub(crate) struct DraftPack {
    pub(crate) name: Arc<str>,
    pub(crate) about: String,
    /// Whether the caller asked for it, and not only another pack.
    pub(crate) is_root: bool,
    /// The names of its files, those of its lists too.
    pub(crate) files: Vec<Arc<str>>,
    /// The packs that it uses, directly.
    pub(crate) uses: Vec<usize>,
    /// Where it says what it is.
    pub(crate) place: Label,
    pub(crate) types: Vec<(Text, TypeTable)>,
    pub(crate) lists: Vec<(Text, DraftList)>,
    pub(crate) patterns: Vec<(Text, Text)>,
    pub(crate) rules: Vec<RuleTable>,
    pub(crate) contexts: Vec<ContextTable>,
    pub(crate) aliases: Vec<AliasTable>,
}

/// A list with the text of its file.
#[derive(Debug)]
pub(crate) struct DraftList {
    pub(crate) table: ListTable,
    pub(crate) file: Option<SourceFile>,
}

/// Reads packs and all that they use, sorted by name.
pub(crate) fn read(roots: Vec<PackFiles>, sources: &dyn Sources, faults: &mut Vec<Diagnostic>) -> Vec<DraftPack> {
    let mut shelf = Shelf { sources, faults, read: Vec::new(), by_identity: BTreeMap::new() };
    for root in roots {
        let at = shelf.put(root);
        shelf.read[at].draft.is_root = true;
    }
    let mut next = 0;
    while next < shelf.read.len() {
        shelf.follow_uses(next);
        next += 1;
    }
    let read = std::mem::take(&mut shelf.read);
    let mut packs = sorted(read);
    report_namesakes(&packs, faults);
    for pack in &mut packs {
        pack.sort();
    }
    packs
}

/// The packs read so far.
struct Shelf<'a> {
    sources: &'a dyn Sources,
    faults: &'a mut Vec<Diagnostic>,
    read: Vec<Read>,
    by_identity: BTreeMap<String, usize>,
}

/// A pack with what is still to be followed.
struct Read {
    draft: DraftPack,
    identity: String,
    wanted: Vec<Text>,
}

impl Shelf<'_> {
    /// Reads a pack, unless it is there already; gives its number.
    fn put(&mut self, pack: PackFiles) -> usize {
        if let Some(at) = self.by_identity.get(&pack.identity) {
            return *at;
        }
        let read = self.read_pack(pack);
        self.by_identity.insert(read.identity.clone(), self.read.len());
        self.read.push(read);
        self.read.len() - 1
    }

    fn read_pack(&mut self, pack: PackFiles) -> Read {
        let PackFiles { identity, name, mut files } = pack;
        // `pack.toml` first: of several `[pack]` its own is the right one.
        files.sort_by_key(|file| (!is_pack_file(&file.name), file.name.clone()));
        let names = files.iter().map(|file| file.name.as_str().into()).collect();
        let mut tables = Vec::new();
        let mut place = None;
        for raw in files {
            let Some(file) = decode(raw, self.faults) else { continue };
            place.get_or_insert_with(|| Label { file: file.clone(), span: 0..0, text: String::new() });
            tables.push(Reader::new(file, self.faults).read::<FileTable>("the file"));
        }
        let place = place.unwrap_or_else(|| nowhere(&name));
        let draft = DraftPack {
            name: name.into(),
            about: String::new(),
            is_root: false,
            files: names,
            uses: Vec::new(),
            place,
            types: Vec::new(),
            lists: Vec::new(),
            patterns: Vec::new(),
            rules: Vec::new(),
            contexts: Vec::new(),
            aliases: Vec::new(),
        };
        let mut read = Read { draft, identity, wanted: Vec::new() };
        let mut said: Option<Text> = None;
        for mut table in tables {
            if let Some(pack) = table.pack.take() {
                match &said {
                    None => {
                        said = Some(pack.head.clone());
                        self.introduce(&mut read, pack);
                    }
                    Some(first) => self
                        .faults
                        .push(diagnostic::second_pack_table(pack.head.label(""), first.label("the first is here"))),
                }
            }
            self.collect(&mut read, table);
        }
        read
    }

    /// Takes in what a pack says of itself.
    fn introduce(&mut self, read: &mut Read, table: PackTable) {
        read.draft.place = table.head.label("");
        if let Some(name) = table.name.filter(|name| !name.is_absent()) {
            if !is_name(&name.value) {
                self.faults.push(diagnostic::illegal_name(name.label(""), "a pack", &name.value));
            }
            read.draft.place = name.label("");
            read.draft.name = name.value.into();
        }
        if let Some(about) = table.about {
            read.draft.about = about.value;
        }
        if let Some(language) = table.language.filter(|language| language.value != "en" && !language.is_absent()) {
            self.faults.push(diagnostic::unknown_language(language.label(""), &language.value));
        }
        if let Some(syntax) = table.syntax
            && let Some(text) = &syntax.text
            && !(1..=SYNTAX).contains(&syntax.value)
        {
            self.faults.push(diagnostic::newer_syntax(text.label(""), syntax.value, SYNTAX));
        }
        read.wanted = table.uses.unwrap_or_default();
    }

    /// Takes in the definitions of a file.
    fn collect(&mut self, read: &mut Read, table: FileTable) {
        let draft = &mut read.draft;
        draft.types.extend(table.types.unwrap_or_default().0);
        draft.patterns.extend(table.patterns.unwrap_or_default().0);
        draft.rules.extend(table.rules.unwrap_or_default());
        draft.contexts.extend(table.contexts.unwrap_or_default());
        draft.aliases.extend(table.aliases.unwrap_or_default());
        for (name, mut table) in table.lists.unwrap_or_default().0 {
            let file = self.list_file(&read.identity, &mut table);
            draft.files.extend(file.iter().map(|file| file.name.clone()));
            draft.lists.push((name, DraftList { table, file }));
        }
    }

    fn list_file(&mut self, identity: &str, table: &mut ListTable) -> Option<SourceFile> {
        let path = table.file.as_ref().filter(|path| !path.is_absent())?;
        let found = self.sources.list(&path.value, Origin { pack: identity, file: &path.file.name });
        let decoded = match found {
            Ok(raw) => decode(raw, self.faults),
            Err(missing) => {
                let reason = missing.reason.as_deref().unwrap_or("there is no such file");
                self.faults.push(diagnostic::file_not_found(path.label(""), &path.value, reason));
                None
            }
        };
        table.damaged |= decoded.is_none();
        decoded
    }

    /// Reads the packs that a pack uses.
    fn follow_uses(&mut self, at: usize) {
        for wanted in std::mem::take(&mut self.read[at].wanted) {
            if wanted.is_absent() {
                continue;
            }
            let Some(used) = self.find(&wanted, at) else { continue };
            if used != at && !self.read[at].draft.uses.contains(&used) {
                self.read[at].draft.uses.push(used);
            }
        }
    }

    /// A pack that the caller gave goes before a shipped one of its name, so
    /// that a shipped pack can be worked on.
    fn find(&mut self, wanted: &Text, at: usize) -> Option<usize> {
        let given = self.read.iter().position(|read| read.draft.is_root && *read.draft.name == *wanted.value);
        if given.is_some() {
            return given;
        }
        let origin = Origin { pack: &self.read[at].identity, file: &wanted.file.name };
        match self.sources.pack(&wanted.value, origin) {
            Ok(files) => Some(self.put(files)),
            Err(missing) => {
                let shipped = self.sources.shipped();
                let reason = missing.reason.as_deref();
                self.faults.push(diagnostic::unknown_pack(wanted.label(""), &wanted.value, &shipped, reason));
                None
            }
        }
    }
}

impl DraftPack {
    /// Puts definitions in the order of their names, then of their places.
    fn sort(&mut self) {
        self.types.sort_by_cached_key(|(name, _)| order(name));
        self.lists.sort_by_cached_key(|(name, _)| order(name));
        self.patterns.sort_by_cached_key(|(name, _)| order(name));
        self.rules.sort_by_cached_key(|rule| order(&rule.name));
        self.contexts.sort_by_cached_key(|context| order(&context.name));
        self.aliases.sort_by_cached_key(|alias| order(&alias.name));
        self.uses.sort_unstable();
    }
}

fn order(name: &Text) -> (String, Arc<str>, usize) {
    (name.value.clone(), name.file.name.clone(), name.span.start)
}

/// Packs in the order of their names, with the numbers in `uses` brought in line.
fn sorted(read: Vec<Read>) -> Vec<DraftPack> {
    let mut numbered: Vec<(usize, Read)> = read.into_iter().enumerate().collect();
    numbered.sort_by(|(_, a), (_, b)| (&a.draft.name, &a.identity).cmp(&(&b.draft.name, &b.identity)));
    let mut moved = vec![0; numbered.len()];
    for (to, (from, _)) in numbered.iter().enumerate() {
        moved[*from] = to;
    }
    let renumber = |mut draft: DraftPack| {
        for used in &mut draft.uses {
            *used = moved[*used];
        }
        draft
    };
    numbered.into_iter().map(|(_, read)| renumber(read.draft)).collect()
}

fn report_namesakes(packs: &[DraftPack], faults: &mut Vec<Diagnostic>) {
    for pair in packs.windows(2).filter(|pair| pair[0].name == pair[1].name) {
        let other = Label { text: "the other is here".into(), ..pair[0].place.clone() };
        faults.push(diagnostic::duplicate_pack(pair[1].place.clone(), other, &pair[0].name));
    }
}

fn is_pack_file(name: &str) -> bool {
    name.rsplit(['/', '\\']).next() == Some("pack.toml")
}

fn decode(raw: RawFile, faults: &mut Vec<Diagnostic>) -> Option<SourceFile> {
    let name: Arc<str> = raw.name.into();
    match String::from_utf8(raw.bytes) {
        Ok(text) => Some(SourceFile { name, text: text.into() }),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text: Arc<str> = String::from_utf8_lossy(error.as_bytes()).into();
            let label = Label { file: SourceFile { name, text }, span: valid..valid, text: String::new() };
            faults.push(diagnostic::not_utf8(label, valid + 1));
            None
        }
    }
}

/// The place of a pack without a file.
fn nowhere(name: &str) -> Label {
    Label { file: SourceFile { name: name.into(), text: "".into() }, span: 0..0, text: String::new() }
}

/// Whether a name may be given to something: letters, digits, `-` and `_`, a letter first.
pub(crate) fn is_name(name: &str) -> bool {
    let has_inner_hyphens = !name.ends_with('-') && !name.contains("--");
    let is_name_char = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    name.starts_with(char::is_alphabetic) && has_inner_hyphens && name.chars().all(is_name_char)
}

/// The names of all files of the packs that the caller asked for.
pub(crate) fn files_of_roots(packs: &[DraftPack]) -> std::collections::BTreeSet<Arc<str>> {
    packs.iter().filter(|pack| pack.is_root).flat_map(|pack| pack.files.iter().cloned()).collect()
}
