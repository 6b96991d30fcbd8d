//! Aliases: which mentions stand for others over an article.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{self, Diagnostic};

use super::build::Material;
use super::keys::{AliasTable, AliasWord};
use super::parse;
use super::place::Text;
use super::read::Texts;
use super::rule_set::{AliasBy, AliasDef, ListDef, PackId, Reference, TypeDef, TypeId, subtypes};
use super::types;

/// The keys that say more than which types are joined, with the ways of joining that ask them.
const KEYS: [(&str, &[AliasBy]); 14] = {
    use AliasBy::{
        Acronym, FirstAndLastWord, FirstWord, FirstWords, LastWord, NameBefore, NameWithin, OwnWords, SameWords,
    };
    [
        ("of", &[LastWord, FirstWord, FirstWords, FirstAndLastWord, Acronym, SameWords, NameWithin, NameBefore]),
        ("with", &[OwnWords, LastWord, FirstWord, FirstWords, FirstAndLastWord, NameBefore]),
        ("equal", &[LastWord, FirstWord, FirstWords, FirstAndLastWord, NameBefore]),
        ("agree", &[LastWord, FirstWord, FirstWords, FirstAndLastWord, NameBefore]),
        ("prefer", &[NameBefore]),
        ("skip", &[LastWord, FirstWord, FirstWords, FirstAndLastWord]),
        ("parts", &[LastWord]),
        ("only", &[LastWord, FirstWord, FirstWords, NameBefore]),
        ("other", &[NameBefore]),
        ("required", &[NameBefore]),
        ("mark", &[LastWord, FirstWord, Acronym, NameBefore]),
        ("over", &[LastWord, FirstWord]),
        ("behind", &[LastWord, FirstWord, NameBefore]),
        ("beside", &[NameBefore]),
    ]
};

/// Reads and checks all aliases, in the order of packs and names; without any, those of every rule set.
pub(crate) fn build(material: &mut Material<'_>, faults: &mut Vec<Diagnostic>) -> Vec<AliasDef> {
    let mut built: Vec<(AliasDef, &Text)> = Vec::new();
    let mut is_declared = false;
    for pack in 0..material.packs.len() {
        let mut last: Option<&Text> = None;
        for table in &material.packs[pack].aliases {
            is_declared = true;
            let before = faults.len();
            let admitted = parse::admit(&table.name, "an alias", last, faults);
            last = Some(&table.name);
            let alias = Build { material, pack, faults }.alias(table);
            if admitted && !table.damaged && !parse::any_error(&faults[before..]) {
                built.extend(alias.map(|alias| (alias, &table.tag)));
            }
        }
    }
    if !is_declared {
        return default_aliases(&material.types);
    }
    let nameless: Vec<bool> = built.iter().map(|(alias, _)| stands_for_itself(material, alias, &built)).collect();
    for ((alias, tag), _) in built.iter().zip(&nameless).filter(|(_, nameless)| **nameless) {
        faults.push(diagnostic::alias_circle(tag.label(""), &alias.name, &tag.value));
    }
    built.into_iter().zip(nameless).filter(|(_, nameless)| !nameless).map(|((alias, _), _)| alias).collect()
}

/// Whether nothing that an alias joins to bears a name: all of it stands for names itself.
fn stands_for_itself(material: &Material<'_>, alias: &AliasDef, all: &[(AliasDef, &Text)]) -> bool {
    if alias.by != AliasBy::NameBefore {
        return false;
    }
    let before = all.iter().filter(|(other, _)| other.by == AliasBy::NameBefore);
    let nameless: BTreeSet<TypeId> = before.flat_map(|(other, _)| subtypes(&material.types, other.tag)).collect();
    alias.of.iter().flat_map(|&of| subtypes(&material.types, of)).all(|id| nameless.contains(&id))
}

/// An alias of a pack in the making.
struct Build<'a, 'd> {
    material: &'a mut Material<'d>,
    pack: usize,
    faults: &'a mut Vec<Diagnostic>,
}

impl Build<'_, '_> {
    fn alias(&mut self, table: &AliasTable) -> Option<AliasDef> {
        let by = way(table.by);
        self.check_keys(table, by);
        let tag = self.kind(&table.tag);
        let of: Option<Vec<TypeId>> = match &table.of {
            Some(of) => of.0.iter().map(|name| self.kind(name)).collect(),
            None => tag.map(|tag| vec![tag]),
        };
        let mark = table.mark.as_ref().map(|name| self.kind(name));
        let over = table.over.as_ref().map(|name| self.kind(name));
        if let (Some(Some(mark)), Some(Some(over)), Some(name)) = (mark, over, &table.over)
            && root(&self.material.types, mark) != root(&self.material.types, over)
        {
            let marked = &self.material.types[mark.0 as usize].name;
            self.faults.push(diagnostic::alias_roots(name.label(""), &name.value, marked));
        }
        let equal = self.attributes(table.equal.as_ref());
        let agree = self.attributes(table.agree.as_ref());
        let prefer = self.attributes(table.prefer.as_ref());
        let with = table.with.iter().flat_map(|with| &with.0);
        let with =
            with.filter_map(|(name, value)| Some((self.attribute(name)?, value.value.as_str().into()))).collect();
        let parts = table.parts.as_ref().and_then(|name| self.attribute(name));
        let skip = self.words(table.skip.iter().flat_map(|lists| &lists.0));
        let behind = self.words(&table.behind);
        let beside = self.words(&table.beside);
        let (tag, of) = (tag?, of?);
        Some(AliasDef {
            name: table.name.value.as_str().into(),
            pack: Some(PackId(self.pack as u32)),
            about: table.about.as_ref().map(|about| about.value.clone()).unwrap_or_default(),
            only: table.only == Some(true),
            other: table.other == Some(true),
            required: table.required == Some(true),
            mark: mark.flatten(),
            over: over.flatten(),
            at: Some(table.name.at()),
            tag,
            of,
            by,
            with,
            equal,
            agree,
            prefer,
            skip,
            parts,
            behind,
            beside,
        })
    }

    /// Reports keys that the way of joining has no use for.
    fn check_keys(&mut self, table: &AliasTable, by: AliasBy) {
        let first = |texts: &Option<Texts>| texts.as_ref().and_then(|texts| texts.0.first().cloned());
        let only = table.only.map(|_| table.name.clone());
        let other = table.other.map(|_| table.name.clone());
        let required = table.required.map(|_| table.name.clone());
        let given = [
            ("of", first(&table.of)),
            ("with", table.with.as_ref().and_then(|with| with.0.first()).map(|(name, _)| name.clone())),
            ("equal", first(&table.equal)),
            ("agree", first(&table.agree)),
            ("prefer", first(&table.prefer)),
            ("skip", first(&table.skip)),
            ("parts", table.parts.clone()),
            ("only", only),
            ("other", other),
            ("required", required),
            ("mark", table.mark.clone()),
            ("over", table.over.clone()),
            ("behind", table.behind.clone()),
            ("beside", table.beside.clone()),
        ];
        for (key, place) in given.iter().filter_map(|(key, place)| Some((*key, place.as_ref()?))) {
            let is_asked = KEYS.iter().any(|(known, ways)| *known == key && ways.contains(&by));
            if !is_asked && !table.damaged {
                self.faults.push(diagnostic::alias_key(place.label(""), key, by.word()));
            }
        }
        let behind = if by == AliasBy::NameBefore { &None } else { &table.behind };
        for (key, place, needs) in [("over", &table.over, &table.mark), ("behind", behind, &table.over)] {
            if let (Some(place), None) = (place, needs) {
                let missing = if key == "over" { "mark" } else { "over" };
                self.faults.push(diagnostic::missing_key(place.label(""), missing, &format!("an alias with `{key}`")));
            }
        }
    }

    /// A type of mentions.
    fn kind(&mut self, name: &Text) -> Option<TypeId> {
        let id = types::find(name, &self.material.names.spaces[self.pack], self.faults)?;
        self.material.used.insert(Reference::Type(id));
        if !self.material.types[id.0 as usize].roles.is_empty() {
            self.faults.push(diagnostic::alias_of_facts(name.label(""), &name.value));
        }
        Some(id)
    }

    fn attributes(&mut self, names: Option<&Texts>) -> Vec<Arc<str>> {
        names.iter().flat_map(|names| &names.0).filter_map(|name| self.attribute(name)).collect()
    }

    fn attribute(&mut self, name: &Text) -> Option<Arc<str>> {
        let known = &self.material.attributes[self.pack];
        if name.is_absent() {
            return None;
        }
        if !known.contains(&name.value) {
            let near = diagnostic::nearest(&name.value, known.iter().map(String::as_str)).map(Into::into);
            self.faults.push(diagnostic::unknown_attribute(name.label(""), &name.value, near));
        }
        Some(name.value.as_str().into())
    }

    /// The entries of lists, in lower case, ascending.
    fn words<'t>(&mut self, names: impl IntoIterator<Item = &'t Text>) -> Vec<Arc<str>> {
        let mut words: Vec<Arc<str>> = Vec::new();
        for name in names {
            let space = &self.material.names.spaces[self.pack];
            let found = space.get(&name.value);
            let Some(Reference::List(id)) = found else {
                if !name.is_absent() {
                    let near = space.nearest_list(&name.value);
                    self.faults.push(diagnostic::unknown_list(
                        name.label(""),
                        &name.value,
                        near,
                        found.map(Reference::what),
                    ));
                }
                continue;
            };
            self.material.used.insert(Reference::List(id));
            words.extend(entries(&self.material.lists[id.0 as usize].list));
        }
        words.sort();
        words.dedup();
        words
    }
}

fn entries(list: &ListDef) -> impl Iterator<Item = Arc<str>> {
    list.entries.iter().map(|entry| entry.text.to_lowercase().into())
}

fn root(types: &[TypeDef], of: TypeId) -> TypeId {
    // As many steps as there are types: a circle of `is` ends too.
    let line = std::iter::successors(Some(of), |id| types[id.0 as usize].is);
    line.take(types.len()).last().unwrap_or(of)
}

fn way(word: AliasWord) -> AliasBy {
    match word {
        AliasWord::OwnWords => AliasBy::OwnWords,
        AliasWord::LastWord => AliasBy::LastWord,
        AliasWord::FirstWord => AliasBy::FirstWord,
        AliasWord::FirstWords => AliasBy::FirstWords,
        AliasWord::FirstAndLastWord => AliasBy::FirstAndLastWord,
        AliasWord::Acronym => AliasBy::Acronym,
        AliasWord::SameWords => AliasBy::SameWords,
        AliasWord::NameWithin => AliasBy::NameWithin,
        AliasWord::NameBefore => AliasBy::NameBefore,
    }
}

impl AliasBy {
    /// Its word, as a rule file has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::OwnWords => "own-words",
            Self::LastWord => "last-word",
            Self::FirstWord => "first-word",
            Self::FirstWords => "first-words",
            Self::FirstAndLastWord => "first-and-last-word",
            Self::Acronym => "acronym",
            Self::SameWords => "same-words",
            Self::NameWithin => "name-within",
            Self::NameBefore => "name-before",
        }
    }
}

/// What a rule set joins that declares no alias: people by their surnames,
/// organisations by acronyms, pronouns; each by the name of its type.
fn default_aliases(types: &[TypeDef]) -> Vec<AliasDef> {
    let find = |name: &str| types.iter().position(|known| &*known.name == name).map(|id| TypeId(id as u32));
    let rows = [
        ("organisation", "Org", AliasBy::OwnWords, "Org"),
        ("organisation-acronym", "Org", AliasBy::Acronym, "Org"),
        ("organisation-first-word", "Org", AliasBy::FirstWord, "Org"),
        ("organisation-last-word", "Org", AliasBy::LastWord, "Org"),
        ("organisation-pronoun", "OrgPronoun", AliasBy::NameBefore, "Org"),
        ("person", "Person", AliasBy::OwnWords, "Person"),
        ("person-in-full", "Person", AliasBy::FirstAndLastWord, "Person"),
        ("place", "Place", AliasBy::OwnWords, "Place"),
        ("pronoun", "Pronoun", AliasBy::NameBefore, "Person"),
        ("surname", "Person", AliasBy::LastWord, "Person"),
    ];
    let words = |words: &[&str]| words.iter().map(|&word| word.into()).collect();
    let names = |names: &[&str], wanted: bool| if wanted { words(names) } else { Vec::new() };
    let alias = |(name, tag, by, of): (&str, &str, AliasBy, &str)| {
        let is_surname = name == "surname";
        let is_pronoun = by == AliasBy::NameBefore;
        let (tag, of) = (find(tag)?, find(of)?);
        Some(AliasDef {
            name: name.into(),
            pack: None,
            about: String::new(),
            with: Vec::new(),
            equal: Vec::new(),
            agree: names(&["gender"], is_pronoun),
            prefer: names(&["kind"], is_pronoun),
            skip: names(&["al", "de", "el", "jr", "jr.", "la", "sr", "sr."], is_surname),
            parts: is_surname.then(|| "family".into()),
            only: !is_surname && matches!(by, AliasBy::LastWord | AliasBy::FirstWord),
            other: false,
            required: false,
            mark: (is_surname || by == AliasBy::Acronym).then_some(tag),
            over: None,
            behind: Vec::new(),
            beside: Vec::new(),
            at: None,
            of: vec![of],
            tag,
            by,
        })
    };
    rows.into_iter().filter_map(alias).collect()
}
